/**
 * The own list between interface and engine: pages of children instead of the whole list, and one import at a
 * time, of which the interface sees columns, problems and counts and never the file.
 */
import { z } from 'zod'
import { ABSENCE_COMMANDS, type AbsenceFile } from './absence.ts'
import { Child } from '../domain/child.ts'
import type { ParentsAdvice } from '../domain/parents-advice.ts'
import { RowProblem } from '../domain/row-problem.ts'

export const MAX_PAGE = 200

/** Problems, differences: as many as fit beside the columns. */
export const PROBLEMS_PAGE = 5

/** A child as the interface sees it. */
export const ListedChild = Child.omit({ bsn: true })
export type ListedChild = z.infer<typeof ListedChild>

/** What a person may fill in by hand. */
export const ChildDraft = ListedChild.omit({ id: true })
export type ChildDraft = z.infer<typeof ChildDraft>

export const SortBy = z.enum(['firstName', 'lastName', 'birthDate', 'group', 'postcode'])
export type SortBy = z.infer<typeof SortBy>

/**
 * What a column can become. `fullName`: first name, tussenvoegsel and surname in one cell, in either order.
 */
export const ColumnUse = z.enum([
  'localNumber',
  'firstName',
  'callName',
  'prefix',
  'lastName',
  'otherLastName',
  'fullName',
  'birthDate',
  'group',
  'postcode',
  'houseNumber',
  'houseAddition',
  'earlierAddress',
  'neighbourhood',
  'shielded',
  'parent',
  'sibling',
  'worker',
  'phone',
  'bsn',
  'skip',
])
export type ColumnUse = z.infer<typeof ColumnUse>

/** Why a column is used as it is; the interface has words for each. */
export const ColumnWhy = z.enum([
  'compare',
  'local',
  'family',
  'notified',
  'date-order',
  'date-serial',
  'date-mixed',
  'split',
  'secret-address',
  'bsn-test',
  'bsn-header',
  'bsn-basis',
  'school-number',
  'chain-id',
  'health',
  'free-text',
  'not-needed',
  'unknown',
  'empty',
  'double',
])
export type ColumnWhy = z.infer<typeof ColumnWhy>

export const ImportColumn = z.object({
  index: z.number().int(),
  header: z.string(),
  /** One cell as it stands in the file, masked where it is nobody's business. */
  sample: z.string(),
  use: ColumnUse,
  why: ColumnWhy,
  /** 'never': cannot be chosen. 'bsn': as BSN or not at all. */
  choice: z.enum(['free', 'bsn', 'never']),
  filled: z.number().int(),
})
export type ImportColumn = z.infer<typeof ImportColumn>

/** One cell that cannot be read: `row` as the spreadsheet counts it. */
export const CellProblem = z.object({
  row: z.number().int(),
  column: z.number().int(),
  header: z.string(),
  use: ColumnUse,
  value: z.string(),
  problem: RowProblem,
})
export type CellProblem = z.infer<typeof CellProblem>

export const ImportNote = z.object({
  about: z.enum([
    'title-lines',
    'header-again',
    'mixed-encoding',
    'loose-quotes',
    'duplicates',
    'no-header',
    'default-birth-dates',
    'initials-only',
    'names-swapped',
    'bsn-left-out',
  ]),
  count: z.number().int(),
  row: z.number().int().nullable(),
})
export type ImportNote = z.infer<typeof ImportNote>

export const ImportComparison = z.object({
  /** When the list was last read in, ISO; null at the first time. */
  since: z.iso.datetime().nullable(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  gone: z.number().int(),
  duplicates: z.number().int(),
  /** Children that are known under the same number but for the zeros in front. */
  zeros: z.number().int(),
})

export const ImportOutcome = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  gone: z.number().int(),
  removed: z.number().int(),
  duplicates: z.number().int(),
  notRead: z.number().int(),
})
export type ImportOutcome = z.infer<typeof ImportOutcome>

export const ImportingView = z.object({
  step: z.enum(['reading', 'sheets', 'columns', 'check', 'saving', 'done']),
  file: z.object({
    name: z.string(),
    format: z.enum(['csv', 'xlsx', 'edexml']).nullable(),
    encoding: z.string().nullable(),
    sheet: z.string().nullable(),
    rows: z.number().int(),
  }),
  sheets: z.array(z.object({ name: z.string(), rows: z.number().int() })),
  columns: z.array(ImportColumn),
  /** `secondsLeft` null while it cannot be known. */
  progress: z
    .object({
      done: z.number().int(),
      total: z.number().int(),
      paused: z.boolean(),
      secondsLeft: z.number().int().nullable(),
    })
    .nullable(),
  /** What must be chosen before anything can be read in. */
  missing: z.array(z.enum(['name', 'birthDate'])),
  problems: z.object({
    rows: z.number().int(),
    cells: z.number().int(),
    skipped: z.number().int(),
    mended: z.number().int(),
    offset: z.number().int(),
    page: z.array(CellProblem),
  }),
  /** Birth years of two digits that could be of either century. */
  century: z
    .object({ rows: z.number().int(), example: z.string(), chosen: z.enum(['19', '20']).nullable() })
    .nullable(),
  comparison: ImportComparison.nullable(),
  ignoreZeros: z.boolean(),
  removeGone: z.boolean(),
  notes: z.array(ImportNote),
  outcome: ImportOutcome.nullable(),
})
export type ImportingView = z.infer<typeof ImportingView>

/** One row that was not read: `row` as the spreadsheet counts it. */
export const RefusedRow = z.object({ row: z.number().int(), column: z.string(), problem: RowProblem })
export type RefusedRow = z.infer<typeof RefusedRow>

export const ImportResult = z.object({
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.array(RefusedRow).max(500),
  refusedCount: z.number().int(),
  columnsUsed: z.array(z.string()),
  columnsIgnored: z.array(z.string()),
  columnsForbidden: z.array(z.string()),
  encoding: z.string(),
})
export type ImportResult = z.infer<typeof ImportResult>

/** What the interface always knows of the own list. `revision` changes when any child does. */
export const CaseloadSummary = z.object({
  total: z.number().int(),
  revision: z.number().int(),
  lastImport: z.object({ at: z.iso.datetime(), outcome: ImportOutcome }).nullable(),
  /** Until when the last import can be undone. */
  undoUntil: z.iso.datetime().nullable(),
})
export type CaseloadSummary = z.infer<typeof CaseloadSummary>

export const NO_CASELOAD: CaseloadSummary = { total: 0, revision: 0, lastImport: null, undoUntil: null }

export const Difference = z.object({
  /** Null where it is not in the list yet. */
  childId: z.string().nullable(),
  name: z.string(),
  birthDate: z.iso.date(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
})
export type Difference = z.infer<typeof Difference>

export const DifferenceKind = z.enum(['added', 'changed', 'gone'])
export type DifferenceKind = z.infer<typeof DifferenceKind>

const Row = z.number().int().min(0)

export const CASELOAD_COMMANDS = [
  /** Returns {@link ChildrenPage}. `query`: words of a name, a birth date or the own number. */
  z.object({
    kind: z.literal('find-children'),
    query: z.string().max(200),
    sort: SortBy,
    descending: z.boolean(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(MAX_PAGE),
  }),
  /**
   * Returns {children, siblings, advice}: these, brothers and sisters of the first as far as the own list shows
   * them, and what was said about speaking with their parents, in any signaal about them or their family.
   */
  z.object({ kind: z.literal('look-up-children'), ids: z.array(z.string()).max(20) }),
  /** Returns {childId}. `childId` null adds. */
  z.object({ kind: z.literal('save-child'), childId: z.string().nullable(), child: ChildDraft }),
  z.object({ kind: z.literal('remove-child'), childId: z.string() }),
  /** The child that was removed last comes back with its tokens; until the engine is locked. */
  z.object({ kind: z.literal('undo-remove'), childId: z.string() }),
  /**
   * A caseload file, by reference: its bytes are read here, piece by piece. `looseQuotes` reads quotes as
   * letters.
   */
  z.object({
    kind: z.literal('open-import'),
    name: z.string().max(300),
    file: z.instanceof(Blob),
    looseQuotes: z.boolean(),
  }),
  z.object({ kind: z.literal('choose-sheet'), sheet: Row }),
  z.object({ kind: z.literal('set-import-column'), column: Row, use: ColumnUse }),
  z.object({
    kind: z.literal('set-import-option'),
    century: z.enum(['19', '20']).optional(),
    ignoreZeros: z.boolean().optional(),
    removeGone: z.boolean().optional(),
  }),
  /** Returns {problem}: what is still wrong with the cell, or null. `keep` false only looks. */
  z.object({
    kind: z.literal('mend-cell'),
    row: Row,
    column: Row,
    value: z.string().max(500),
    keep: z.boolean(),
  }),
  /** `row` null: every row that still has a problem. */
  z.object({ kind: z.literal('skip-row'), row: Row.nullable() }),
  z.object({ kind: z.literal('show-problems'), offset: z.number().int().min(0) }),
  z.object({ kind: z.literal('go-to-step'), step: z.enum(['columns', 'check']) }),
  z.object({ kind: z.literal('pause-import'), paused: z.boolean() }),
  /** Ends the session; before 'done' nothing was changed. */
  z.object({ kind: z.literal('cancel-import') }),
  /** Returns {@link ImportOutcome}. All of it or nothing. */
  z.object({ kind: z.literal('finish-import') }),
  /** Returns {total, rows}. */
  z.object({
    kind: z.literal('import-differences'),
    change: DifferenceKind,
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(MAX_PAGE),
  }),
  /**
   * Returns {file}: a CSV of every cell that was not read, safe to open in a spreadsheet. `words` are its
   * column titles and the words for each problem.
   */
  z.object({
    kind: z.literal('unread-rows'),
    titles: z.array(z.string().max(60)).length(4),
    words: z.partialRecord(RowProblem, z.string().max(300)),
  }),
  z.object({ kind: z.literal('undo-import') }),
  /** Returns {@link ImportResult}: a file read in as proposed, in one go, without a person to ask. */
  z.object({ kind: z.literal('import-caseload'), name: z.string().max(300), file: z.instanceof(Uint8Array) }),
  ...ABSENCE_COMMANDS,
] as const

export const CaseloadCommand = z.discriminatedUnion('kind', CASELOAD_COMMANDS)
export type CaseloadCommand = z.infer<typeof CaseloadCommand>

export const isCaseloadCommand = (command: { readonly kind: string }): command is CaseloadCommand =>
  CASELOAD_COMMANDS.some(({ shape }) => shape.kind.value === command.kind)

export interface ChildrenPage {
  readonly total: number
  readonly rows: readonly ListedChild[]
}

export interface CaseloadResults {
  'find-children': ChildrenPage
  'look-up-children': {
    readonly children: readonly ListedChild[]
    readonly siblings: readonly ListedChild[]
    readonly advice: ParentsAdvice
  }
  'save-child': { readonly childId: string }
  'mend-cell': { readonly problem: RowProblem | null }
  'finish-import': ImportOutcome
  'import-differences': { readonly total: number; readonly rows: readonly Difference[] }
  'unread-rows': { readonly file: Uint8Array }
  'import-caseload': ImportResult
  'open-absence': AbsenceFile
}
