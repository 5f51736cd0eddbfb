/** The list of what was not read, for mending it in the own system. */
import Papa from 'papaparse'
import type { CellProblem, RowProblem } from '../../../shared/caseload.ts'
import { utf8 } from '../../../shared/encoding.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** CSV for Excel: semicolons, and an apostrophe before whatever a spreadsheet would calculate (CWE-1236). */
export const unreadAsCsv = (problems: Iterable<CellProblem>, titles: readonly string[], words: Readonly<Partial<Record<RowProblem, string>>>): Uint8Array => {
  const rows = Array.from(problems, ({ row, header, value, problem }) => [row, header, value, words[problem] ?? problem])
  return utf8(BYTE_ORDER_MARK + Papa.unparse([titles, ...rows], { delimiter: ';', newline: '\r\n', escapeFormulae: true }))
}
