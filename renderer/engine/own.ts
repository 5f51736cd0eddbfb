/** What the person of this device set for themselves. Kept sealed on this device; nothing of it is sent. */
import { isBehind } from '../../shared/domain/linies.ts'
import { isSecrecyAsked, isSecrecyUsual } from '../../shared/domain/secrecy.ts'
import type { OwnView, SafeguardingOfficer } from '../../shared/worker.ts'
import { logged } from './journal.ts'
import type { Ports } from './ports.ts'
import { setMeta, type State } from './state.ts'

/** As the person said, or as is usual in such an organisation. */
export const hasSecrecy = ({ meta, identity }: Pick<State, 'meta' | 'identity'>): boolean =>
  meta.secrecy ?? isSecrecyUsual(identity.organisation.kind)

/** As the person filled it in; else a contact of the own organisation who has that function. */
const safeguardingOf = ({ meta, identity, directory }: State): SafeguardingOfficer | null => {
  if (meta.safeguarding) return meta.safeguarding
  const own = directory.details.get(identity.organisation.id) ?? identity.organisation
  const found = [own.contact, own.standIn].find(({ function: role }) => /aandachtsfunctionaris/i.test(role))
  return found ? { name: found.name, phone: found.phone } : null
}

export const ownView = (state: State): OwnView => ({
  behind: isBehind(state.identity.organisation),
  appeals: state.appeals.size,
  secrecy: hasSecrecy(state),
  asksSecrecy: state.meta.secrecy === undefined && isSecrecyAsked(state.identity.organisation.kind),
  safeguarding: safeguardingOf(state),
})

/** In the logbook too: without it one thing less is asked. */
export const setSecrecy = (
  state: State,
  on: boolean,
  ports: Pick<Ports, 'clock' | 'random'>,
): Promise<void> =>
  state.commit([setMeta('secrecy', on), logged(ports, 'secrecy-set', null, on ? 'on' : 'off')])

export const setSafeguarding = (state: State, officer: SafeguardingOfficer | null): Promise<void> =>
  state.commit([setMeta('safeguarding', officer ?? undefined)])
