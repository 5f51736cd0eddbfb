/**
 * Where the header of a table is: title lines may stand above it, it may come again further down, or it may
 * not be there.
 */
import { coverBsn } from '../../../shared/matching/bsn.ts'
import { headerScore } from './column-names.ts'
import { isBlank, type TableRow } from './table.ts'

export interface Header {
  readonly names: readonly string[]
  readonly rows: TableRow[]
  readonly titleLines: number
  /** Row numbers at which the header stood again. */
  readonly again: readonly number[]
  /** Whether a header was recognised by names we know. */
  readonly known: boolean
}

const LOOKED_AT = 40
/** Columns without a name are called after their place, as a spreadsheet does. */
const letters = (index: number): string =>
  (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))
const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length
const sameCells = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((cell, i) => cell.trim() === (b[i] ?? '').trim()) &&
  b.slice(a.length).every((cell) => cell.trim() === '')

/** Null where there is nothing that looks like a table: fewer than two columns. */
export const findHeader = (rows: readonly TableRow[]): Header | null => {
  const head = rows.slice(0, LOOKED_AT)
  const scores = head.map(({ cells }) => headerScore(cells))
  const best = Math.max(0, ...scores)
  const known = best >= 2 || (best === 1 && filled(head[scores.indexOf(1)]!.cells) > 1)
  const width = Math.max(0, ...head.map(({ cells }) => cells.length))
  if (width < 2 && !known) return null
  const unnamed = head.findIndex(({ cells }) => filled(cells) > 1 && !cells.some((cell) => /\d/.test(cell)))
  const at = known ? scores.indexOf(best) : unnamed
  const named = at >= 0 ? rows[at]!.cells.map((cell) => cell.trim()) : []
  const names = Array.from(
    { length: Math.max(named.length, width) },
    (_, index) => coverBsn(named[index] ?? '') || letters(index),
  )
  while (
    names.length > named.length &&
    rows.every(({ cells }) => (cells[names.length - 1] ?? '').trim() === '')
  )
    names.pop()
  const below = rows.slice(at + 1)
  const again =
    at >= 0 ? below.filter(({ cells }) => sameCells(named, cells)).map(({ number }) => number) : []
  const repeated = new Set(again)
  return {
    names,
    rows: below.filter(({ number, cells }) => !repeated.has(number) && !isBlank(cells)),
    titleLines: Math.max(0, at),
    again,
    known,
  }
}
