/** What every kind of file becomes: rows of text, each with the number its own program shows. */
import { RuggensteunError } from '../../../shared/errors.ts'

export interface TableRow {
  readonly number: number
  readonly cells: string[]
}
export interface Table {
  readonly rows: TableRow[]
  readonly encoding: string | null
  /** Line of the file where another encoding begins. */
  readonly mixedAt: number | null
  readonly looseQuotes: boolean
  /** `row|column` of formulas without a stored value, and of cells that hold an error of the spreadsheet. */
  readonly withoutValue: ReadonlySet<string>
  /** Which day a bare number counts from: the Macintosh system of Excel begins in 1904. */
  readonly dates1904: boolean
}

const MAX_ROWS = 200_000
export const MAX_COLUMNS = 300
export const cellKey = (row: number, column: number): string => `${row}|${column}`

/** Throws file-too-many-rows. */
export const checkSize = (rows: number, columns: number): void => {
  if (rows > MAX_ROWS || columns > MAX_COLUMNS)
    throw new RuggensteunError('file-too-many-rows', { rows: MAX_ROWS, columns: MAX_COLUMNS })
}

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
