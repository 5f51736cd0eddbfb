/**
 * One row of a file to one child of the list, or to what is wrong with it: every wrong cell, not only the
 * first. Pure.
 */
import { readWijk } from '../../../shared/domain/areas.ts'
import type { CellProblem, ColumnUse, ImportColumn } from '../../../shared/api/caseload.ts'
import type { RowProblem } from '../../../shared/domain/row-problem.ts'
import { readAddress, readPostcode } from '../../../shared/domain/postcode.ts'
import type { Child, EarlierAddress } from '../../../shared/domain/child.ts'
import { coverBsn, COVER, holdsBsn, isBsn } from '../../../shared/matching/bsn.ts'
import { readDate, type DateContext } from '../../../shared/calendar/written-date.ts'
import { splitFullName, splitLastName, splitList } from './names.ts'
import { cellKey, type Table, type TableRow } from './table.ts'

export type ReadChild = Omit<Child, 'id'>
/** `leftOut`: how many cells held a number that may be a BSN, and were passed over. */
export type RowResult =
  | { readonly child: ReadChild; readonly leftOut: number }
  | { readonly problems: readonly CellProblem[] }
export interface RowContext {
  readonly columns: readonly ImportColumn[]
  readonly dates: DateContext
  readonly withoutValue: Table['withoutValue']
}

const LONGEST = 120
const MOST: Readonly<Partial<Record<ColumnUse, number>>> = {
  parent: 4,
  sibling: 12,
  otherLastName: 3,
  earlierAddress: 3,
}
const YES = new Set(['ja', 'j', 'yes', 'y', '1', 'true', 'waar', 'x', 'geheim', 'afgeschermd', 'aan'])
const NO = new Set(['nee', 'n', 'no', '0', 'false', 'onwaar', '-', 'niet', 'geen', 'uit', 'openbaar'])

/** Nothing of their text is kept: it becomes a day, a code, a yes or no, or the token of a BSN. */
const READ_STRICTLY: ReadonlySet<ColumnUse> = new Set([
  'birthDate',
  'postcode',
  'neighbourhood',
  'shielded',
  'bsn',
])
/**
 * Numbers of a machine, which nobody needs: one in eleven of nine digits passes the eleven test by chance, so
 * they are left out and counted. In every other cell a person has to look.
 */
const LEFT_OUT: ReadonlySet<ColumnUse> = new Set(['localNumber', 'phone'])
const mayBeBsn = (use: ColumnUse, value: string): boolean =>
  !READ_STRICTLY.has(use) && (holdsBsn(value) || value.includes(COVER))

const withoutSeparators = (text: string): string => text.replace(/[\s.]/g, '')

/** Several addresses in one cell stand apart by `;`, `/` or a new line. */
const readAddresses = (text: string) =>
  text
    .split(/[;/\n]/)
    .map((piece) => piece.trim())
    .filter(Boolean)
    .map((piece) => readAddress(piece))

/** What the cells of a row that were read so far say. */
interface RowSoFar {
  readonly found: { -readonly [K in keyof ReadChild]?: ReadChild[K] }
  readonly lists: Record<'parent' | 'sibling' | 'otherLastName', string[]>
  readonly addresses: EarlierAddress[]
  addition: string
}

/** Reads a value into the row, or refuses it. */
const takeValue = (
  row: RowSoFar,
  use: Exclude<ColumnUse, 'skip'>,
  value: string,
  dates: RowContext['dates'],
  refuse: (problem: RowProblem) => void,
): void => {
  const { found, lists, addresses } = row
  switch (use) {
    case 'birthDate': {
      const read = readDate(value, dates)
      if ('iso' in read) found.birthDate = read.iso
      else refuse(read.problem)
      break
    }
    case 'firstName':
    case 'callName':
      if (/\p{L}/u.test(value)) found[use] = value
      else refuse('no-letters')
      break
    case 'lastName': {
      if (!/\p{L}/u.test(value)) refuse('no-letters')
      else Object.assign(found, splitLastName(value))
      break
    }
    case 'fullName': {
      const name = splitFullName(value)
      if (name) Object.assign(found, name)
      else refuse('name-split')
      break
    }
    case 'postcode': {
      const read = readPostcode(value)
      if ('postcode' in read) found.postcode = read.postcode
      else refuse(read.problem)
      break
    }
    case 'earlierAddress':
      readAddresses(value).forEach((read) =>
        'problem' in read ? refuse(read.problem) : addresses.push(read),
      )
      if (addresses.length > MOST.earlierAddress!) refuse('too-many')
      break
    case 'neighbourhood': {
      const code = readWijk(value)
      if (code) found.neighbourhood = code
      else refuse('neighbourhood')
      break
    }
    case 'shielded': {
      const word = value.toLowerCase()
      if (YES.has(word)) found.shielded = true
      else if (!NO.has(word)) refuse('yes-no')
      break
    }
    case 'parent':
    case 'sibling':
    case 'otherLastName': {
      lists[use].push(...splitList(value))
      if (lists[use].length > MOST[use]!) refuse('too-many')
      else if (lists[use].some((name) => name.length > LONGEST)) refuse('too-long')
      break
    }
    case 'houseAddition':
      row.addition = value
      break
    case 'bsn': {
      const bsn = withoutSeparators(value).padStart(9, '0')
      if (isBsn(bsn)) found.bsn = bsn
      break
    }
    default:
      found[use] = value
  }
}

/** Everything of a row, in the order of the file; lists grow, the rest is written once. */
export const readRow = (row: TableRow, { columns, dates, withoutValue }: RowContext): RowResult => {
  const problems: CellProblem[] = []
  const soFar: RowSoFar = {
    found: {},
    lists: { parent: [], sibling: [], otherLastName: [] },
    addresses: [],
    addition: '',
  }
  let leftOut = 0
  for (const { index, header, use } of columns) {
    if (use === 'skip') continue
    const value = (row.cells[index] ?? '').trim().normalize('NFC')
    const refuse = (problem: RowProblem): void => {
      problems.push({ row: row.number, column: index, header, use, value: coverBsn(value), problem })
    }
    if (withoutValue.has(cellKey(row.number, index))) {
      refuse('formula')
      continue
    }
    if (value === '') {
      if (use === 'firstName' || use === 'lastName' || use === 'fullName' || use === 'birthDate')
        refuse('missing')
      continue
    }
    if (mayBeBsn(use, value)) {
      if (LEFT_OUT.has(use)) leftOut += 1
      else refuse('bsn')
      continue
    }
    if (value.length > LONGEST && !(use in MOST)) {
      refuse('too-long')
      continue
    }
    takeValue(soFar, use, value, dates, refuse)
  }
  if (problems.length > 0) return { problems }
  const child = childOf(soFar)
  return child
    ? { child, leftOut }
    : {
        problems: [
          { row: row.number, column: -1, header: '', use: 'firstName', value: '', problem: 'missing' },
        ],
      }
}

/** Null where a name or the birth date has no column. */
const childOf = ({ found, lists, addresses, addition }: RowSoFar): ReadChild | null => {
  if (addition !== '' && found.houseNumber)
    found.houseNumber = `${found.houseNumber}${addition}`.slice(0, LONGEST)
  if (lists.parent.length > 0) found.parents = [...new Set(lists.parent)]
  if (lists.sibling.length > 0) found.siblings = [...new Set(lists.sibling)]
  if (lists.otherLastName.length > 0) found.otherLastNames = [...new Set(lists.otherLastName)]
  if (addresses.length > 0) found.earlierAddresses = addresses
  const { firstName, lastName, birthDate } = found
  return firstName === undefined || lastName === undefined || birthDate === undefined
    ? null
    : { ...found, firstName, lastName, birthDate }
}

/**
 * The fields of a child that a set of columns speaks about: only these are replaced when a known child is
 * read in again.
 */
export const fieldsOf = (columns: readonly ImportColumn[]): ReadonlySet<keyof ReadChild> => {
  const fields = new Set<keyof ReadChild>()
  for (const { use } of columns) {
    switch (use) {
      case 'skip':
        break
      case 'fullName':
        for (const field of ['firstName', 'prefix', 'lastName'] as const) fields.add(field)
        break
      case 'parent':
        fields.add('parents')
        break
      case 'sibling':
        fields.add('siblings')
        break
      case 'otherLastName':
        fields.add('otherLastNames')
        break
      case 'earlierAddress':
        fields.add('earlierAddresses')
        break
      case 'houseAddition':
        fields.add('houseNumber')
        break
      default:
        fields.add(use)
    }
  }
  return fields
}
