/** The agreements of a wijk as this device knows them, and the version that a programmabureau signs. */
import { signsRules } from '../../../shared/membership/roles.ts'
import { heldOn, USUAL_AGREEMENTS, type Agreements } from '../../../shared/membership/agreements.ts'
import { isSchool, schoolCalendar } from '../../../shared/calendar/school-holidays.ts'
import { PLAIN_CALENDAR, type Calendar } from '../../../shared/calendar/working-days.ts'
import type { Directory, SignedRules } from '../../../shared/membership/directory.ts'
import type { RulesVersion, RulesView } from '../../../shared/api/membership.ts'
import type { Calendars } from '../core/backing-clock.ts'
import type { Thread } from '../core/thread.ts'
import { localDateOf } from '../core/dates.ts'
import type { State } from '../store/state.ts'

const versionsOf = ({ rules }: Directory, neighbourhood: string): readonly SignedRules[] =>
  rules.get(neighbourhood) ?? []

/** As agreed on the day on which a signaal was sent. */
export const agreementsOf = (
  { directory }: Pick<State, 'directory'>,
  { signal }: Pick<Thread, 'signal'>,
): Agreements =>
  heldOn(versionsOf(directory, signal.neighbourhood), localDateOf(signal.sentAt))?.agreements ??
  USUAL_AGREEMENTS

/**
 * Working days of the requester and of the one who answered (`responder`, null where nobody did or it is not known
 * who).
 */
export const calendarsOf = (
  { directory: { organisations } }: Pick<State, 'directory'>,
  { schoolHolidays }: Agreements,
  requester: string,
  responder: string | null,
): Calendars => {
  const of = (id: string | null): Calendar =>
    id !== null && isSchool(organisations.get(id)?.kind) ? schoolCalendar(schoolHolidays) : PLAIN_CALENDAR
  return { anybody: PLAIN_CALENDAR, requester: of(requester), responder: of(responder) }
}

const mayChange = ({ identity: { device, organisation } }: State): boolean => signsRules(device, organisation)

/** The own wijken; for the programmabureau those of everybody who takes part. */
const wijkenOf = (state: State): string[] => {
  const { device, organisation } = state.identity
  const all = mayChange(state)
    ? [
        ...[...state.directory.organisations.values()].flatMap(({ neighbourhoods }) => neighbourhoods),
        ...state.directory.rules.keys(),
      ]
    : [...organisation.neighbourhoods, ...device.neighbourhoods]
  return [...new Set(all)].sort()
}

export const rulesView = (state: State, today: string): RulesView => {
  const { directory } = state
  const shown = ({ serial, from, agreements, why, at, by }: SignedRules): RulesVersion => ({
    serial,
    from,
    agreements,
    why,
    at,
    by: directory.organisations.get(by)?.name ?? by,
  })
  return {
    mayChange: mayChange(state),
    wijken: wijkenOf(state).map((neighbourhood) => {
      const versions = versionsOf(directory, neighbourhood)
      const held = heldOn(versions, today)
      return {
        neighbourhood,
        now: held?.agreements ?? USUAL_AGREEMENTS,
        held: held?.serial ?? null,
        versions: versions.map(shown).toReversed(),
      }
    }),
  }
}
