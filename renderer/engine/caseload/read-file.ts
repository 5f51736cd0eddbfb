/**
 * Reads a caseload file: bytes in, children and refused rows out. Pure. A file that cannot be read throws a named error
 * and changes nothing; a row that cannot be read is named with row and column, and the others go on.
 */
import Papa from 'papaparse'
import type { Child } from '../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { isBsn } from '../../../shared/matching/match-keys.ts'
import type { RefusedRow } from '../../../shared/worker.ts'
import { mapColumns, type Field, type Mapping } from './columns.ts'

export const MAX_FILE_BYTES = 20 * 1024 * 1024
export type ReadChild = Omit<Child, 'id'>
export interface ReadCaseload { readonly children: ReadChild[]; readonly refused: RefusedRow[]; readonly mapping: Mapping; readonly encoding: string }

const decodeAs = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** UTF-16 by its mark, UTF-8 where it is valid, Windows-1252 otherwise; bytes that are no text at all are refused. */
export const decodeText = (bytes: Uint8Array): { text: string; encoding: string } => {
  const [first, second] = bytes
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  const encoding = marked ?? (decodeAs(bytes, 'utf-8') === null ? 'windows-1252' : 'utf-8')
  const text = decodeAs(bytes, encoding)
  // eslint-disable-next-line no-control-regex -- control characters are exactly what tells a binary file from text
  if (text === null || /[\u0000-\u0008\u000e-\u001f\u0081\u008d\u008f\u0090\u009d]/.test(text.slice(0, 100_000))) throw new RuggensteunError('file-encoding')
  return { text, encoding }
}

const DATE_FORMS: readonly [RegExp, (parts: string[]) => [string, string, string]][] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([, year, month, day]) => [year!, month!, day!]],
  [/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/, ([, day, month, year]) => [year!, month!, day!]],
  [/^(\d{4})(\d{2})(\d{2})$/, ([, year, month, day]) => [year!, month!, day!]],
]

/** ISO date of a Dutch or ISO written date; null where it is none or no day of the calendar. */
export const readDate = (text: string): string | null => {
  for (const [form, order] of DATE_FORMS) {
    const parts = form.exec(text.trim())
    if (!parts) continue
    const iso = order(parts).map((part, i) => part.padStart(i === 0 ? 4 : 2, '0')).join('-')
    const date = new Date(`${iso}T00:00:00Z`)
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) && iso >= '1900-01-01' ? iso : null
  }
  return null
}

const POSTCODE = /^[1-9][0-9]{3}[A-Z]{2}$/
const REQUIRED: readonly Field[] = ['firstName', 'lastName', 'birthDate']

type RowResult = { readonly child: ReadChild } | { readonly problem: RefusedRow }

const readRow = (cells: readonly string[], row: number, headers: readonly string[], mapping: Mapping, today: string): RowResult => {
  const columnOf = (field: Field): string => headers[mapping.fields.get(field) ?? -1] ?? field
  const cell = (field: Field): string => (cells[mapping.fields.get(field) ?? -1] ?? '').trim()
  const refuse = (field: Field, problem: RefusedRow['problem']): RowResult => ({ problem: { row, column: columnOf(field), problem } })
  for (const field of REQUIRED) if (cell(field) === '') return refuse(field, 'missing')
  for (const field of mapping.fields.keys()) if (cell(field).length > 120) return refuse(field, 'too-long')
  const birthDate = readDate(cell('birthDate'))
  if (!birthDate) return refuse('birthDate', 'date')
  if (birthDate > today) return refuse('birthDate', 'date-future')
  const postcode = cell('postcode').replace(/\s/g, '').toUpperCase()
  if (postcode !== '' && !POSTCODE.test(postcode)) return refuse('postcode', 'postcode')
  const neighbourhood = cell('neighbourhood').toUpperCase()
  const optional = { localNumber: cell('localNumber'), prefix: cell('prefix'), group: cell('group'), postcode, houseNumber: cell('houseNumber'),
    neighbourhood: /^WK\d{6}$/.test(neighbourhood) ? neighbourhood : '', phone: cell('phone'), bsn: isBsn(cell('bsn')) ? cell('bsn') : '' }
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== ''))
  return { child: { firstName: cell('firstName'), lastName: cell('lastName'), birthDate, ...present } }
}

/** Throws file-empty, file-too-large, file-encoding, file-broken-quotes, file-no-header or file-missing-columns. `today` is an ISO date. */
export const readCaseloadFile = (bytes: Uint8Array, options: { today: string; bsnAllowed: boolean }): ReadCaseload => {
  if (bytes.length === 0) throw new RuggensteunError('file-empty')
  if (bytes.length > MAX_FILE_BYTES) throw new RuggensteunError('file-too-large', { megabytes: Math.ceil(bytes.length / 1024 / 1024), limit: MAX_FILE_BYTES / 1024 / 1024 })
  const { text, encoding } = decodeText(bytes)
  if (text.trim() === '') throw new RuggensteunError('file-empty')
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false, delimitersToGuess: [';', ',', '\t', '|'] })
  const quotes = parsed.errors.find((error) => error.type === 'Quotes')
  if (quotes) throw new RuggensteunError('file-broken-quotes', { row: (quotes.row ?? 0) + 1 })
  const [headers, ...rows] = parsed.data
  if (!headers || headers.every((header) => header.trim() === '' || /^\d+$/.test(header.trim()))) throw new RuggensteunError('file-no-header')
  const mapping = mapColumns(headers, options.bsnAllowed)
  const missing = REQUIRED.filter((field) => !mapping.fields.has(field))
  if (missing.length === REQUIRED.length) throw new RuggensteunError('file-no-header')
  if (missing.length > 0) throw new RuggensteunError('file-missing-columns', { columns: missing.join(', ') })
  const result: ReadCaseload = { children: [], refused: [], mapping, encoding }
  rows.forEach((cells, index) => {
    if (cells.every((value) => value.trim() === '')) return
    const read = readRow(cells, index + 2, headers, mapping, options.today)
    if ('child' in read) result.children.push(read.child)
    else result.refused.push(read.problem)
  })
  return result
}
