/** What the person of this device set for themselves. Kept sealed on this device; nothing of it is sent. */
import { stays, type HandlersOf } from '../handler.ts'
import { isBehind } from '../../../../shared/domain/linies.ts'
import {
  isSecrecyAsked,
  isSecrecyUsual,
  unweighed,
  type Weighing,
} from '../../../../shared/domain/secrecy.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import type { OwnView, SafeguardingOfficer } from '../../../../shared/api/session.ts'
import { logged } from '../../store/logbook.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { setMeta, type Change } from '../../store/changes.ts'

/** As the person said, or as is usual in such an organisation. */
const hasSecrecy = ({ meta, identity }: Pick<State, 'meta' | 'identity'>): boolean =>
  meta.secrecy ?? isSecrecyUsual(identity.organisation.kind)

/** As the person filled it in; else a contact of the own organisation who has that function. */
const safeguardingOf = ({ meta, identity, directory }: State): SafeguardingOfficer | null => {
  if (meta.safeguarding) return meta.safeguarding
  const own = directory.details.get(identity.organisation.id) ?? identity.organisation
  const found = [own.contact, own.standIn].find(({ function: role }) => /aandachtsfunctionaris/i.test(role))
  return found ? { name: found.name, phone: found.phone } : null
}

/** Whether the person has it was not said yet, and is not the same for all in such an organisation. */
const asksSecrecy = ({ meta, identity }: Pick<State, 'meta' | 'identity'>): boolean =>
  meta.secrecy === undefined && isSecrecyAsked(identity.organisation.kind)

/**
 * Why this may be said, for the own logbook; null of who has no secrecy. Every command that says something of a
 * child to somebody else for the first time asks it. Throws secrecy-unknown where the person did not say yet
 * whether they have it, secrecy-weighing where nothing was weighed that lets it be sent.
 */
export const weighed = (state: State, weighing: Weighing | null | undefined): Weighing | null => {
  const secrecy = hasSecrecy(state)
  const refused = unweighed({ secrecy, asksSecrecy: asksSecrecy(state) }, weighing)
  if (refused) throw new RuggensteunError(refused)
  return secrecy ? (weighing ?? null) : null
}
export const loggedWeighing = (
  ports: Pick<Ports, 'clock' | 'random'>,
  number: string | null,
  weighing: Weighing | null,
): Change[] => (weighing === null ? [] : [logged(ports, 'weighed', number, weighing)])

export const ownView = (state: State): OwnView => ({
  behind: isBehind(state.identity.organisation),
  escalations: state.escalations.size,
  secrecy: hasSecrecy(state),
  asksSecrecy: asksSecrecy(state),
  safeguarding: safeguardingOf(state),
})

/** In the logbook too: without it one thing less is asked. */
const setSecrecy = (state: State, on: boolean, ports: Pick<Ports, 'clock' | 'random'>): Promise<void> =>
  state.commit([setMeta('secrecy', on), logged(ports, 'secrecy-set', null, on ? 'on' : 'off')])

const setSafeguarding = (state: State, officer: SafeguardingOfficer | null): Promise<void> =>
  state.commit([setMeta('safeguarding', officer ?? undefined)])

/** Commands of this area. */
export const OWN_HANDLERS = {
  'set-secrecy': stays(({ state, ports }, { on }) => setSecrecy(state, on, ports)),
  'set-safeguarding': stays(({ state }, { officer }) => setSafeguarding(state, officer)),
} satisfies HandlersOf<'set-secrecy' | 'set-safeguarding'>
