/**
 * The rows of one file and what was made of each: a child, or what is wrong, mended in place or left out
 * knowingly.
 */
import {
  PROBLEMS_PAGE,
  type CellProblem,
  type ImportColumn,
  type ImportingView,
} from '../../../shared/api/caseload.ts'
import type { RowProblem } from '../../../shared/domain/row-problem.ts'
import type { DateContext } from '../../../shared/calendar/written-date.ts'
import { readRow, type ReadChild, type RowContext } from './rows.ts'
import type { Breathe } from '../core/time-slices.ts'
import { cellKey, type Table, type TableRow } from './table.ts'

const PER_BREATH = 20

export class CheckedRows {
  readonly rows: readonly TableRow[]
  readonly #places: ReadonlyMap<number, number>
  readonly #withoutValue: Set<string>
  readonly #skipped = new Set<number>()
  #children: (ReadChild | null)[] = []
  #problems = new Map<number, readonly CellProblem[]>()
  #shortYears = { rows: 0, example: '' }
  #mended = 0
  readonly #leftOut = new Map<number, number>()

  constructor(rows: readonly TableRow[], withoutValue: Table['withoutValue']) {
    this.rows = rows
    this.#places = new Map(rows.map(({ number }, place) => [number, place]))
    this.#withoutValue = new Set(withoutValue)
  }

  get children(): readonly (ReadChild | null)[] {
    return this.#children
  }
  /** Cells that were not read: left out knowingly, or still wrong. */
  *unread(): Iterable<CellProblem> {
    for (const problems of this.#problems.values()) yield* problems
  }
  /** Cells whose number may be a BSN, of rows that were read without it. */
  get leftOut(): { readonly count: number; readonly row: number | null } {
    const [first] = this.#leftOut.keys()
    return {
      count: [...this.#leftOut.values()].reduce((sum, count) => sum + count, 0),
      row: first === undefined ? null : this.rows[first]!.number,
    }
  }
  get unreadRows(): number {
    return this.#problems.size
  }
  /** Birth years of two digits that could be of either century, whatever was chosen. */
  get shortYears(): { readonly rows: number; readonly example: string } {
    return this.#shortYears
  }

  /** Nothing is known of any row. */
  reset(): void {
    this.#children = Array.from({ length: this.rows.length }, () => null)
    this.#problems = new Map()
    this.#leftOut.clear()
    this.#shortYears = { rows: 0, example: '' }
  }

  /** Keeps the cells that were not read, for their list; the rest of the file is done with. */
  forget(): void {
    this.#children = []
    for (const { cells } of this.rows) cells.length = 0
  }

  /** Reads every row, a slice at a time; `done` tells how many. */
  async check(
    columns: readonly ImportColumn[],
    dates: DateContext,
    breathe: Breathe,
    done: (rows: number) => void,
  ): Promise<void> {
    const birthDate = columns.filter(({ use }) => use === 'birthDate')
    const undecided: RowContext = {
      columns: birthDate,
      dates: { ...dates, century: null },
      withoutValue: new Set(),
    }
    for (const [place, row] of this.rows.entries()) {
      const read = readRow(row, this.#context(columns, dates))
      this.#take(place, read)
      if (dates.century !== null || 'problems' in read) this.#countShortYear(row, undecided)
      done(place + 1)
      if (place % PER_BREATH === 0) await breathe()
    }
  }

  /**
   * What is wrong with a cell if it held `value`, null where it is good; with `keep` the row is read with it.
   * Undefined where there is no such row.
   */
  mend(
    row: number,
    column: number,
    value: string,
    columns: readonly ImportColumn[],
    dates: DateContext,
    keep: boolean,
  ): { readonly left: RowProblem | null; readonly whole: boolean } | undefined {
    const place = this.#places.get(row)
    if (place === undefined) return undefined
    const { cells: old } = this.rows[place]!
    const cells = columns.map(({ index }) => (index === column ? value : (old[index] ?? '')))
    const withoutValue = new Set(this.#withoutValue)
    withoutValue.delete(cellKey(row, column))
    const read = readRow({ number: row, cells }, { columns, dates, withoutValue })
    const left =
      'problems' in read
        ? (read.problems.find((problem) => problem.column === column)?.problem ?? null)
        : null
    if (keep) {
      old.splice(0, old.length, ...cells)
      this.#withoutValue.delete(cellKey(row, column))
      this.#take(place, read)
      if (left === null) this.#mended += 1
    }
    return { left, whole: 'child' in read }
  }

  /** Knowingly leaves a row out, or with null all that still have a problem. */
  skip(row: number | null): void {
    for (const place of row === null ? this.#problems.keys() : [this.#places.get(row)])
      if (place !== undefined && this.#problems.has(place)) this.#skipped.add(place)
  }

  /** A page of what still has to be mended. */
  problems(from: number): ImportingView['problems'] {
    const open = [...this.#problems].filter(([place]) => !this.#skipped.has(place))
    const cells = open.flatMap(([, problems]) => problems)
    const offset = Math.max(0, Math.min(from, Math.floor((cells.length - 1) / PROBLEMS_PAGE) * PROBLEMS_PAGE))
    return {
      rows: open.length,
      cells: cells.length,
      skipped: this.#skipped.size,
      mended: this.#mended,
      offset,
      page: cells.slice(offset, offset + PROBLEMS_PAGE),
    }
  }

  #context(columns: readonly ImportColumn[], dates: DateContext): RowContext {
    return { columns, dates, withoutValue: this.#withoutValue }
  }

  #countShortYear(row: TableRow, undecided: RowContext): void {
    const read = readRow(row, undecided)
    const problem =
      'problems' in read ? read.problems.find((cell) => cell.problem === 'date-century') : undefined
    if (problem)
      this.#shortYears = {
        rows: this.#shortYears.rows + 1,
        example: this.#shortYears.example || problem.value,
      }
  }

  #take(place: number, read: ReturnType<typeof readRow>): void {
    this.#children[place] = 'child' in read ? read.child : null
    this.#leftOut.delete(place)
    if ('child' in read) {
      if (read.leftOut > 0) this.#leftOut.set(place, read.leftOut)
      this.#problems.delete(place)
      this.#skipped.delete(place)
    } else this.#problems.set(place, read.problems)
  }
}
