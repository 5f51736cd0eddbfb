/** The week key under which this device sends. */
import { type State, weekKeysOf } from '../store/state.ts'
import { weekNumber } from '../../../shared/calendar/time.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { KeyScope } from '../../../shared/domain/identifiers.ts'
import type { WeekKey } from '../../../shared/protocol/envelope.ts'

/**
 * The newest week key we hold, of this week or the two before: a week without an administrator must not stop
 * a signaal.
 */
const newestWeekKey = (state: State, week: number, of: KeyScope): WeekKey | undefined =>
  [week, week - 1, week - 2]
    .map((candidate) => weekKeysOf(state, candidate, of)[0])
    .find((key) => key !== undefined)

export const hasWeekKey = (state: State, now: Date): boolean =>
  newestWeekKey(state, weekNumber(now), 'signals') !== undefined

/** Throws no-week-key. */
export const currentWeekKey = (state: State, week: number, of: KeyScope): WeekKey => {
  const key = newestWeekKey(state, week, of)
  if (!key) throw new RuggensteunError('no-week-key')
  return key
}
