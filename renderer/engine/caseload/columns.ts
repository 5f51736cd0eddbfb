/**
 * Which column of a caseload file is what (docs/field.md, "Lists that organisations have"): by its header,
 * and by what stands in it. What may not be read is recognised both ways, so that a column called `nummer`
 * full of BSNs is refused too.
 */
import { plainHeader, forbiddenBy, useOf, NOT_NEEDED } from './column-names.ts'
import type { ImportColumn, ColumnWhy, ColumnUse } from '../../../shared/api/caseload.ts'
import { type DateContext, readDate, type DateStyle } from '../../../shared/calendar/written-date.ts'
import { isBsn, coverBsn } from '../../../shared/matching/bsn.ts'

const MOST = 0.8

export const LOOKED_AT = 2_000

const LONG_TEXT = 60

const ELEVEN_LEFT = [9, 8, 7, 6, 5, 4, 3, 2, -1]

const digitsOf = (cell: string): string => cell.replace(/[\s.]/g, '')

/** Excel takes zeros off the front: eight digits may be a BSN too. */
const looksLikeBsn = (cell: string, dates: DateContext): boolean => {
  const digits = digitsOf(cell)
  return /^\d{9}$/.test(digits)
    ? isBsn(digits)
    : /^\d{8}$/.test(digits) && isBsn(`0${digits}`) && !('iso' in readDate(digits, dates))
}

/** Onderwijsnummers begin with 1 and leave 5 in the eleven test. */
const looksLikeSchoolNumber = (cell: string): boolean => {
  const digits = digitsOf(cell)
  return (
    /^1\d{8}$/.test(digits) &&
    ELEVEN_LEFT.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 5
  )
}

const MASKED = '•••••••••'

/** Enough to recognise what it is, too little to recognise who. */
const maskPhone = (cell: string): string => `${cell.slice(0, cell.startsWith('+') ? 3 : 2)}-•• •• •• ••`

export interface ColumnContext {
  readonly bsnAllowed: boolean
  readonly dates: DateContext
}

type Guess = Pick<ImportColumn, 'use' | 'why' | 'choice'>

const never = (why: ColumnWhy): Guess => ({ use: 'skip', why, choice: 'never' })

const guess = (header: string, cells: readonly string[], context: ColumnContext): Guess => {
  const name = plainHeader(header)
  const byHeader = forbiddenBy(name)
  if (byHeader) return never(byHeader)
  const share = (test: (cell: string) => boolean): boolean =>
    cells.length > 0 && cells.filter(test).length > MOST * cells.length
  if (share((cell) => /ketenid\.nl/i.test(cell))) return never('chain-id')
  const numbers = cells.filter((cell) => looksLikeBsn(cell, context.dates)).length
  const use = useOf(name)
  if (use === 'bsn' || (cells.length > 0 && numbers > MOST * cells.length)) {
    if (!context.bsnAllowed) return never(use === 'bsn' && numbers === 0 ? 'bsn-header' : 'bsn-test')
    return { use: use === 'bsn' ? 'bsn' : 'skip', why: 'bsn-basis', choice: 'bsn' }
  }
  if (share((cell) => looksLikeSchoolNumber(cell) || looksLikeBsn(cell, context.dates)))
    return never('school-number')
  if (!use && cells.length > 0 && share((cell) => cell.length > LONG_TEXT)) return never('free-text')
  if (cells.length === 0 && !use) return { use: 'skip', why: 'empty', choice: 'free' }
  if (use) return { use, why: whyOf(use), choice: 'free' }
  return { use: 'skip', why: NOT_NEEDED.test(name) ? 'not-needed' : 'unknown', choice: 'free' }
}

export const whyOf = (use: ColumnUse): ColumnWhy => {
  switch (use) {
    case 'skip':
      return 'not-needed'
    case 'fullName':
      return 'split'
    case 'shielded':
      return 'secret-address'
    case 'bsn':
      return 'bsn-basis'
    case 'worker':
      return 'notified'
    case 'parent':
    case 'sibling':
      return 'family'
    case 'firstName':
    case 'callName':
    case 'prefix':
    case 'lastName':
    case 'otherLastName':
    case 'birthDate':
    case 'postcode':
    case 'earlierAddress':
      return 'compare'
    default:
      return 'local'
  }
}

/** Several columns may hold these; of the others there is one. */
export const MANY: ReadonlySet<ColumnUse> = new Set([
  'parent',
  'sibling',
  'otherLastName',
  'earlierAddress',
  'skip',
])

const HIDDEN_SAMPLE: ReadonlySet<ColumnUse> = new Set(['bsn'])

const DATE_WHY: Readonly<Record<DateStyle, ColumnWhy>> = {
  'day-first': 'date-order',
  'year-first': 'compare',
  compact: 'compare',
  words: 'compare',
  serial: 'date-serial',
  'short-year': 'date-order',
}

/** How the dates of a column are written; more than one way is said too. */
export const dateWhy = (cells: readonly string[], dates: DateContext): ColumnWhy => {
  const styles = new Set(
    cells.flatMap((cell) => {
      const read = readDate(cell, dates)
      return 'iso' in read ? [read.style] : []
    }),
  )
  return styles.size > 1 ? 'date-mixed' : styles.size === 1 ? DATE_WHY[[...styles][0]!] : 'compare'
}

/** The part of a column that the interface may show. */
export const sampleOf = (cell: string, use: ColumnUse, choice: ImportColumn['choice']): string => {
  if (cell === '') return ''
  if (choice !== 'free' || HIDDEN_SAMPLE.has(use)) return MASKED
  return use === 'phone' ? maskPhone(cell) : coverBsn(cell).slice(0, 60)
}

/**
 * One column by itself. `cells`: filled ones, at most {@link LOOKED_AT}; `filled`: how many there are in all.
 */
export const guessColumn = (
  index: number,
  header: string,
  cells: readonly string[],
  filled: number,
  context: ColumnContext,
): GuessedColumn => ({ index, header, cells, filled, ...guess(header, cells, context) })

export interface GuessedColumn extends Guess {
  readonly index: number
  readonly header: string
  readonly cells: readonly string[]
  readonly filled: number
}

/** All columns beside each other: of each thing there is one. */
export const proposeColumns = (guesses: readonly GuessedColumn[], dates: DateContext): ImportColumn[] => {
  const taken = new Set<ColumnUse>()
  // Given names beside a roepnaam: the roepnaam is what people call the child, the others stand in official
  // papers.
  const first = guesses
    .filter(({ use }) => use === 'firstName')
    .map(({ index, header }) => ({ index, name: plainHeader(header) }))
  const official = first.find(({ name }) => /voornamen|doopna|voornaam/.test(name))
  const called = first.find(({ name }) => name === 'roepnaam')
  const chosen = official ?? called ?? first.find(({ name }) => !name.startsWith('voorletters')) ?? first[0]
  const whole = first.length > 0 && guesses.some(({ use }) => use === 'lastName')
  return guesses.map(({ index, header, cells, filled, choice, ...proposed }) => {
    let { use, why } = proposed
    if (use === 'firstName' && index !== chosen?.index) use = index === called?.index ? 'callName' : 'skip'
    if (use === 'fullName' && first.length > 0) use = whole ? 'skip' : 'lastName'
    if (use !== 'skip' && !MANY.has(use) && taken.has(use)) use = 'skip'
    if (use !== proposed.use) why = use === 'skip' ? 'double' : whyOf(use)
    taken.add(use)
    if (use === 'birthDate') why = dateWhy(cells, dates)
    return { index, header, use, why, choice, filled, sample: sampleOf(cells[0] ?? '', use, choice) }
  })
}
