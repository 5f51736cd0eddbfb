/** The one place where a CSV is written. For Excel: UTF-8 with its mark, semicolons, CR LF. */
import Papa from 'papaparse'
import { utf8 } from './encoding.ts'

const BYTE_ORDER_MARK = '\uFEFF'
/**
 * What a spreadsheet would calculate gets an apostrophe (CWE-1236). Papa Parse's own pattern passes over a
 * formula with a line break in it.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

export const csvOf = (rows: readonly (readonly (string | number)[])[]): Uint8Array =>
  utf8(
    BYTE_ORDER_MARK +
      Papa.unparse(
        rows.map((cells) => [...cells]),
        { delimiter: ';', newline: '\r\n', escapeFormulae: FORMULA },
      ),
  )
