/** The week key under which this device sends. */
import { type State, scopesOf } from '../store/state.ts'
import { weekNumber } from '../../../shared/calendar/time.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { ScopeKey } from '../../../shared/protocol/envelope.ts'

/**
 * The newest scope key we hold, of this week or the two before: a week without an administrator must not stop
 * a signaal.
 */
const newestScope = (state: State, week: number): ScopeKey | undefined =>
  [week, week - 1, week - 2]
    .map((candidate) => scopesOf(state, candidate)[0])
    .find((key) => key !== undefined)

export const hasScopeKey = (state: State, now: Date): boolean =>
  newestScope(state, weekNumber(now)) !== undefined

export const currentScope = (state: State, week: number): ScopeKey => {
  const scope = newestScope(state, week)
  if (!scope) throw new RuggensteunError('no-scope-key')
  return scope
}
