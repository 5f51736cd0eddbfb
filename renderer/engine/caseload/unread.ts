/** The list of what was not read, for mending it in the own system. */
import type { CellProblem } from '../../../shared/api/caseload.ts'
import type { RowProblem } from '../../../shared/domain/row-problem.ts'
import { csvOf } from '../../../shared/csv.ts'

export const unreadAsCsv = (
  problems: Iterable<CellProblem>,
  titles: readonly string[],
  words: Readonly<Partial<Record<RowProblem, string>>>,
): Uint8Array =>
  csvOf([
    titles,
    ...Array.from(problems, ({ row, header, value, problem }) => [
      row,
      header,
      value,
      words[problem] ?? problem,
    ]),
  ])
