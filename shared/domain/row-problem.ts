/** What can be wrong with one cell of a list. */
import { z } from 'zod'

export const RowProblem = z.enum([
  'missing',
  'date',
  'date-unknown-day',
  'date-century',
  'date-leap-1900',
  'date-future',
  'date-too-old',
  'postcode',
  'postcode-letters',
  'too-long',
  'too-many',
  'name-split',
  'no-letters',
  'yes-no',
  'neighbourhood',
  'formula',
  'bsn',
])
export type RowProblem = z.infer<typeof RowProblem>
