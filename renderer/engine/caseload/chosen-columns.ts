/** The columns of a file and what a person makes of them: proposed once, then changed by hand. */
import type { ColumnUse, ImportColumn } from '../../../shared/api/caseload.ts'
import type { DateContext } from '../../../shared/calendar/written-date.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import {
  dateWhy,
  guessColumn,
  LOOKED_AT,
  MANY,
  proposeColumns,
  sampleOf,
  whyOf,
  type ColumnContext,
  type GuessedColumn,
} from './columns.ts'
import type { Breathe } from '../core/time-slices.ts'

interface Row {
  readonly cells: string[]
}
const SAMPLED_ROWS = 500

export class ChosenColumns {
  #list: readonly ImportColumn[]
  readonly #bsnAllowed: boolean

  constructor(list: readonly ImportColumn[], bsnAllowed: boolean) {
    this.#list = list
    this.#bsnAllowed = bsnAllowed
  }

  get list(): readonly ImportColumn[] {
    return this.#list
  }

  /**
   * Throws not-allowed for a column that may not be read, or not as this. One column for each thing: another
   * one gives way.
   */
  set(index: number, use: ColumnUse, rows: readonly Row[], dates: DateContext): void {
    const column = this.#list[index]
    if (!column) throw new RuggensteunError('not-allowed', { field: 'column' })
    const allowed =
      use === 'skip' ||
      (column.choice === 'free'
        ? use !== 'bsn' || this.#bsnAllowed
        : column.choice === 'bsn' && use === 'bsn')
    if (!allowed) throw new RuggensteunError('not-allowed', { field: 'column' })
    this.#list = this.#list.map((other) => {
      if (other.index === index) return used(other, use, rows, dates)
      return other.use === use && !MANY.has(use) ? { ...other, use: 'skip', why: 'double' } : other
    })
  }

  /** What no column is chosen for and nobody can do without. */
  get missing(): ('name' | 'birthDate')[] {
    const uses = new Set(this.#list.map(({ use }) => use))
    const named = uses.has('fullName') || (uses.has('firstName') && uses.has('lastName'))
    return [...(named ? [] : ['name' as const]), ...(uses.has('birthDate') ? [] : ['birthDate' as const])]
  }

  /** In the words a header would have. */
  lacks(): RuggensteunError {
    return new RuggensteunError('file-missing-columns', {
      columns: this.missing
        .map((what) => (what === 'name' ? 'Roepnaam, Achternaam' : 'Geboortedatum'))
        .join(', '),
    })
  }
}

export const NO_COLUMNS = new ChosenColumns([], false)

const used = (
  column: ImportColumn,
  use: ColumnUse,
  rows: readonly Row[],
  dates: DateContext,
): ImportColumn => {
  const cells = rows.slice(0, SAMPLED_ROWS).flatMap(({ cells: all }) => {
    const cell = (all[column.index] ?? '').trim()
    return cell === '' ? [] : [cell]
  })
  const why = use === 'birthDate' ? dateWhy(cells, dates) : whyOf(use)
  return {
    ...column,
    use,
    why,
    sample: column.choice === 'never' ? column.sample : sampleOf(cells[0] ?? '', use, column.choice),
  }
}

/** Looks at every column, and empties the cells of those that may never be read. */
export const proposedColumns = async (
  names: readonly string[],
  rows: readonly Row[],
  context: ColumnContext,
  breathe: Breathe,
): Promise<ChosenColumns> => {
  const guesses: GuessedColumn[] = []
  for (const [column, name] of names.entries()) {
    const cells: string[] = []
    let filled = 0
    for (const { cells: all } of rows) {
      const cell = (all[column] ?? '').trim()
      if (cell === '') continue
      filled += 1
      if (filled <= LOOKED_AT) cells.push(cell)
    }
    guesses.push(guessColumn(column, name, cells, filled, context))
    await breathe()
  }
  const never = guesses.filter(({ choice }) => choice === 'never').map(({ index }) => index)
  for (const { cells } of rows) for (const index of never) if (index < cells.length) cells[index] = ''
  await breathe()
  return new ChosenColumns(proposeColumns(guesses, context.dates), context.bsnAllowed)
}
