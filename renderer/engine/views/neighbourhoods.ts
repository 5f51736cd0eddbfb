/** Figures per wijk as everybody may see them: the only way out of the engine for counts. */
import { shown, shownWhole } from '../../../shared/domain/small-cells.ts'
import { quartersUntil } from '../../../shared/calendar/quarters.ts'
import { OPEN_AGES, type FiguresView } from '../../../shared/api/neighbourhoods.ts'
import { KEPT_QUARTERS, openAge, tallyOf } from '../core/tallies.ts'
import type { Memo } from '../core/memo.ts'
import type { Thread } from '../core/thread.ts'
import type { State } from '../store/state.ts'

/**
 * `threads`: those not past their date. A wijk of this device is there whether something happened in it or
 * not.
 */
export const figuresView = (
  { identity: { device }, meta: { tallies = [] } }: Pick<State, 'identity' | 'meta'>,
  threads: readonly Thread[],
  today: string,
  memo: Memo,
): FiguresView => {
  if (!device.roles.includes('coordinator')) return null
  const open = memo.rows(
    'open-age',
    threads.filter(({ coordinator }) => coordinator),
    () => [today],
    (thread) => ({ neighbourhood: thread.signal.neighbourhood, age: openAge(thread, today) }),
  )
  return [...device.neighbourhoods].sort().map((neighbourhood) => {
    const own = open.filter((one) => one.neighbourhood === neighbourhood)
    const { whole, parts } = shownWhole(
      OPEN_AGES.map((_, age) => own.filter((one) => one.age === age).length),
    )
    return {
      neighbourhood,
      open: whole,
      ages: [...parts],
      quarters: quartersUntil(today, KEPT_QUARTERS).map((quarter) => {
        const { first, restored } = tallyOf(tallies, neighbourhood, quarter)
        return { quarter, restored: shown(restored), first: first.map(shown) }
      }),
    }
  })
}
