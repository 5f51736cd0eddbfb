/** What is asked about a file before it is read, and what is said about it. */
import type { Header } from './header.ts'
import type { Table } from './table.ts'
import type { Breathe } from '../core/time-slices.ts'
import type { ImportNote } from '../../../shared/api/caseload.ts'
import { type EntryCheck, type Entered, entryChecks } from '../../../shared/matching/entry-checks.ts'

const ASKED: readonly (readonly [EntryCheck, ImportNote['about']])[] = [
  ['default-birth-date', 'default-birth-dates'],
  ['initials-only', 'initials-only'],
  ['names-swapped', 'names-swapped'],
]

/** What is asked of a child that is typed in, told once for a whole file. */
export const questionsAbout = async (
  children: readonly (Entered | null)[],
  today: string,
  breathe: Breathe,
): Promise<ImportNote[]> => {
  const counts = new Map<EntryCheck, number>()
  for (const child of children) {
    if (child) for (const check of entryChecks(child, today)) counts.set(check, (counts.get(check) ?? 0) + 1)
    await breathe()
  }
  return ASKED.flatMap(([check, about]) => {
    const count = counts.get(check)
    return count ? [{ about, count, row: null }] : []
  })
}

export const notesOf = (table: Table, header: Header): ImportNote[] => [
  ...(header.titleLines > 0 ? [{ about: 'title-lines' as const, count: header.titleLines, row: null }] : []),
  ...(header.again.length > 0
    ? [{ about: 'header-again' as const, count: header.again.length, row: header.again[0]! }]
    : []),
  ...(header.known ? [] : [{ about: 'no-header' as const, count: 1, row: null }]),
  ...(table.mixedAt === null ? [] : [{ about: 'mixed-encoding' as const, count: 1, row: table.mixedAt }]),
  ...(table.looseQuotes ? [{ about: 'loose-quotes' as const, count: 1, row: null }] : []),
]
