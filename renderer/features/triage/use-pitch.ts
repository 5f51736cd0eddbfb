import { BEHIND, mayAsk, nextToAsk } from '../../../shared/domain/linies.ts'
import type { Linie } from '../../../shared/domain/identifiers.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import { useView } from '../../client/engine.ts'

export type Place =
  | 'unnamed'
  | 'asks'
  | 'looked'
  | 'open'
  | 'unknown'
  | 'asked'
  | 'next'
  | 'behind'
  | 'proposed'
  | 'opened'
const WITHOUT_LIST: readonly OrganisationView['kind'][] = ['programme-office', 'citizens-panel']

/** Who stands where about this signaal, from the directory and from what was said. */
export const usePitch = (signal: NeighbourhoodSignal) => {
  const merged = new Set(signal.links.flatMap((one) => (one.merged ? [one.other] : [])))
  const group = [
    signal,
    ...useView('neighbourhood').filter(({ id, state }) => merged.has(id) && state !== 'closed'),
  ]
  const asking = new Set(group.map(({ organisationId }) => organisationId))
  // What was proposed of one of them before they were taken as one is answered here too.
  const escalations = group.flatMap((one) =>
    one.escalations.map((escalation) => ({ ...escalation, signalId: one.id })),
  )
  const organisations = useView('organisations').filter(
    ({ id, kind, neighbourhoods }) =>
      asking.has(id) || (!WITHOUT_LIST.includes(kind) && neighbourhoods.includes(signal.neighbourhood)),
  )
  const others = organisations.filter(({ id }) => !asking.has(id))
  // Nobody calls who said that it sees the child and must not be named: it has answered.
  const unnamed = new Set(group.flatMap((one) => one.unnamedBy.map(({ organisationId }) => organisationId)))
  const asked = new Set([
    ...[...group.flatMap(({ asked: those }) => those), ...escalations].map(
      ({ organisationId }) => organisationId,
    ),
    ...unnamed,
  ])
  const next = signal.state === 'closed' ? null : nextToAsk(others, asked)
  const placeOf = ({ id, linie }: OrganisationView): Place => {
    const escalation = escalations.find(({ organisationId }) => organisationId === id)
    if (asking.has(id)) return 'asks'
    if (BEHIND.includes(linie)) return escalation ? (escalation.confirmed ? 'opened' : 'proposed') : 'behind'
    if (unnamed.has(id)) return 'unnamed'
    if (asked.has(id)) return 'asked'
    if (id === next?.id) return 'next'
    return signal.missing === null ? 'unknown' : signal.missing.includes(id) ? 'open' : 'looked'
  }
  return {
    organisations,
    escalations,
    next,
    placeOf,
    behind: others.filter(
      ({ id, linie }) => BEHIND.includes(linie) && !asked.has(id) && mayAsk(others, asked, id),
    ),
    empty: (linie: Linie) => organisations.every((one) => one.linie !== linie),
  }
}

export type PitchView = ReturnType<typeof usePitch>
