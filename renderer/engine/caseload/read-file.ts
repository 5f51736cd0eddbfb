/**
 * A caseload file of any kind, opened: its sheets, and a table of text for each. Bytes are read from the file
 * itself and kept nowhere.
 */
import { coverBsn } from '../../../shared/matching/bsn.ts'
import { readDelimited } from './delimited.ts'
import { readEdexml } from './edexml.ts'
import { fileKind, type FileFormat } from './file-kind.ts'
import type { Breathe } from '../core/time-slices.ts'
import { Spreadsheet, type SheetInfo } from './spreadsheet.ts'
import type { Table } from './table.ts'
import { decodeText } from './text-encoding.ts'

export interface OpenedFile {
  readonly format: FileFormat
  /**
   * Those with something in them, with their place in the file; one without a name where the file has no
   * sheets.
   */
  readonly sheets: readonly (SheetInfo & { readonly place: number })[]
  /** Throws the named errors of its kind of file. */
  table(place: number): Promise<Table>
}

/**
 * Throws file-empty, file-too-large, file-other-kind, file-old-excel, file-password, file-broken, file-unsafe
 * or file-doctype.
 */
export const openCaseloadFile = async (
  file: Blob,
  looseQuotes: boolean,
  breathe: Breathe,
): Promise<OpenedFile> => {
  const format = await fileKind(file)
  if (format === 'xlsx') {
    const book = await Spreadsheet.open(file, breathe)
    const sheets = (await book.sheets())
      .map((sheet, place) => ({ ...sheet, name: coverBsn(sheet.name), place }))
      .filter(({ rows }) => rows > 1)
    return { format, sheets, table: (place) => book.table(place) }
  }
  const table = async (): Promise<Table> => {
    const decoded = await decodeText(new Uint8Array(await file.arrayBuffer()), breathe)
    return format === 'edexml' ? readEdexml(decoded, breathe) : readDelimited(decoded, looseQuotes, breathe)
  }
  return { format, sheets: [{ name: '', rows: 0, place: 0 }], table }
}
