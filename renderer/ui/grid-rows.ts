/** Keys of a long list of which one row has the focus (`data-row`). */
import type { KeyboardEvent } from 'react'

/** Whether a key is for the row itself: without a modifier, and not in a button or box inside of it. */
export const isForRow = ({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && (target as HTMLElement).matches('[data-row]')

/** Where a key leads from row `current`, which may lie outside of the list; null for a key that does not move. */
export const rowAfter = (key: string, current: number, total: number, pageRows: number): number | null => {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + pageRows,
    PageUp: current - pageRows,
    Home: 0,
    End: total - 1,
  }
  return moves[key] ?? null
}
