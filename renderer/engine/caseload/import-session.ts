/**
 * One import from the moment a file is chosen: which column is what, which rows are wrong, what would change.
 * Lives in memory only; nothing of it is written before it is finished, and what may not be read is forgotten
 * as soon as it is seen.
 */
import { CheckedRows } from './checked-rows.ts'
import { NO_COLUMNS, proposedColumns } from './chosen-columns.ts'
import { type ImportPlan, compareWithList, differenceOf } from './compare.ts'
import { findHeader } from './header.ts'
import { notesOf, questionsAbout } from './import-questions.ts'
import { type OpenedFile, openCaseloadFile } from './read-file.ts'
import { fieldsOf } from './rows.ts'
import { type Breathe, breathing } from '../core/time-slices.ts'
import type {
  ImportingView,
  ImportNote,
  ImportOutcome,
  ColumnUse,
  ImportColumn,
  DifferenceKind,
  Difference,
} from '../../../shared/api/caseload.ts'
import type { Century, DateContext } from '../../../shared/calendar/written-date.ts'
import type { Child } from '../../../shared/domain/child.ts'
import type { RowProblem } from '../../../shared/domain/row-problem.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { coverBsn } from '../../../shared/matching/bsn.ts'

export interface ImportParts {
  /** The list as it is now, and when it was last read in. */
  readonly known: () => ReadonlyMap<string, Child>
  readonly since: () => string | null
  /** ISO date. */
  readonly today: string
  readonly bsnAllowed: boolean
  readonly changed: () => void
  /** Monotonic milliseconds, and a task for after the messages that wait. */
  readonly now: () => number
  readonly later: (task: () => void) => void
}

const SHOW_EVERY_MS = 120
const NO_ROWS = new CheckedRows([], new Set())

export class ImportSession {
  readonly #parts: ImportParts
  readonly #name: string
  #step: ImportingView['step'] = 'reading'
  #opened: OpenedFile | null = null
  #sheet: string | null = null
  #dates1904 = false
  #encoding: string | null = null
  #rows = NO_ROWS
  #columns = NO_COLUMNS
  #notes: ImportNote[] = []
  #questions: ImportNote[] = []
  #offset = 0
  #century: Century | null = null
  #ignoreZeros = false
  #plan: ImportPlan | null = null
  #removeGone = false
  #progress: { done: number; total: number; startedAt: number } | null = null
  #paused: { readonly until: Promise<void>; readonly go: () => void } | null = null
  #ended = false
  /** Which check is the newest: an older one stops where it is. */
  #round = 0
  #checking: Promise<void> = Promise.resolve()
  #shownAt = -Infinity
  #outcome: ImportOutcome | null = null

  constructor(name: string, parts: ImportParts) {
    this.#name = coverBsn(name)
    this.#parts = parts
  }

  get step(): ImportingView['step'] {
    return this.#step
  }
  get removeGone(): boolean {
    return this.#removeGone
  }

  /**
   * Resolves when columns can be shown, or a sheet must be chosen. Throws the named errors of files; the
   * session is over then.
   */
  async open(file: Blob, looseQuotes: boolean): Promise<void> {
    this.#opened = await openCaseloadFile(file, looseQuotes, this.#breathe())
    if (this.#opened.sheets.length === 0) throw new RuggensteunError('file-empty')
    if (this.#opened.sheets.length > 1) return this.#goTo('sheets')
    await this.#use(this.#opened.sheets[0]!.place)
  }

  async chooseSheet(index: number): Promise<void> {
    const chosen = this.#opened?.sheets[index]
    if (!chosen || this.#step === 'saving' || this.#step === 'done')
      throw new RuggensteunError('not-allowed', { field: 'sheet' })
    this.#sheet = chosen.name
    this.#goTo('reading')
    await this.#use(chosen.place)
  }

  async #use(place: number): Promise<void> {
    const breathe = this.#breathe()
    const table = await this.#opened!.table(place)
    await breathe()
    const header = findHeader(table.rows)
    if (!header) throw new RuggensteunError('file-no-header')
    this.#dates1904 = table.dates1904
    this.#encoding = table.encoding
    this.#notes = notesOf(table, header)
    await breathe()
    this.#rows = new CheckedRows(header.rows, table.withoutValue)
    this.#columns = await proposedColumns(
      header.names,
      this.#rows.rows,
      { bsnAllowed: this.#parts.bsnAllowed, dates: this.#dates },
      breathe,
    )
    this.#goTo('columns')
    this.#checking = this.#check()
  }

  get #dates(): DateContext {
    return { today: this.#parts.today, century: this.#century, dates1904: this.#dates1904 }
  }

  setColumn(index: number, use: ColumnUse): void {
    this.#mustBeOpen()
    this.#columns.set(index, use, this.#rows.rows, this.#dates)
    this.#recheck()
  }

  setOption({
    century,
    ignoreZeros,
    removeGone,
  }: {
    century?: Century | undefined
    ignoreZeros?: boolean | undefined
    removeGone?: boolean | undefined
  }): void {
    this.#mustBeOpen()
    if (removeGone !== undefined) this.#removeGone = removeGone
    if (century !== undefined) this.#century = century
    if (ignoreZeros !== undefined) this.#ignoreZeros = ignoreZeros
    if (century !== undefined) this.#recheck()
    else if (ignoreZeros !== undefined) this.#compareAgain()
  }

  /**
   * What is wrong with a cell if it held `value`; null where it is good. With `keep` the row is read with it
   * from now on.
   */
  mend(row: number, column: number, value: string, keep: boolean): RowProblem | null {
    this.#mustBeOpen()
    const mended =
      this.#columns.list[column]?.choice === 'free'
        ? this.#rows.mend(row, column, value, this.#columns.list, this.#dates, keep)
        : undefined
    if (!mended) throw new RuggensteunError('not-allowed', { field: 'row' })
    if (keep && mended.whole) this.#compareAgain()
    return mended.left
  }

  /** Knowingly leaves a row out, or all that still have a problem. */
  skip(row: number | null): void {
    this.#mustBeOpen()
    this.#rows.skip(row)
    this.#offset = 0
  }

  showProblems(offset: number): void {
    this.#offset = offset
  }

  goTo(step: 'columns' | 'check'): void {
    this.#mustBeOpen()
    if (step === 'check' && this.#columns.missing.length > 0) throw this.#columns.lacks()
    this.#goTo(step)
  }

  pause(paused: boolean): void {
    if (paused && !this.#paused) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#paused = { until: promise, go: resolve }
    } else if (!paused) this.#resume()
  }

  #resume(): void {
    this.#paused?.go()
    this.#paused = null
  }

  /** Work that still runs stops at its next breath; nothing stays in memory. */
  end(): void {
    this.#ended = true
    this.#resume()
    this.#round += 1
    this.#rows = NO_ROWS
    this.#forget()
  }

  #forget(): void {
    this.#opened = null
    this.#plan = null
  }

  #mustBeOpen(): void {
    if (this.#ended || (this.#step !== 'columns' && this.#step !== 'check'))
      throw new RuggensteunError('import-ended')
  }

  #goTo(step: ImportingView['step']): void {
    this.#step = step
    this.#parts.changed()
  }

  #breathe(round?: number): Breathe {
    const check = (): void => {
      if (this.#ended || (round !== undefined && round !== this.#round))
        throw new RuggensteunError('import-ended')
    }
    const breath = breathing(this.#parts.now, this.#parts.later, {
      check,
      paused: () => this.#paused?.until ?? null,
    })
    return async () => {
      this.#show()
      await breath()
    }
  }

  #show(): void {
    if (this.#parts.now() - this.#shownAt < SHOW_EVERY_MS) return
    this.#shownAt = this.#parts.now()
    this.#parts.changed()
  }

  #recheck(): void {
    this.#checking = this.#check()
  }

  /** Reads every row again, a slice at a time, and compares with the list. */
  async #check(): Promise<void> {
    const round = ++this.#round
    const breathe = this.#breathe(round)
    const rows = this.#rows
    const progress = { done: 0, total: rows.rows.length, startedAt: this.#parts.now() }
    rows.reset()
    this.#plan = null
    this.#progress = progress
    await unlessEnded(async () => {
      if (this.#columns.missing.length > 0) return
      await rows.check(this.#columns.list, this.#dates, breathe, (done) => {
        progress.done = done
      })
      await this.#compare(breathe)
    })
    if (round !== this.#round) return
    this.#progress = null
    this.#parts.changed()
  }

  async #compare(breathe: Breathe): Promise<void> {
    this.#questions = await questionsAbout(this.#rows.children, this.#parts.today, breathe)
    this.#plan = await compareWithList(
      this.#rows.children,
      this.#parts.known().values(),
      { fields: fieldsOf(this.#columns.list), ignoreZeros: this.#ignoreZeros },
      breathe,
    )
  }

  #compareAgain(): void {
    const before = this.#checking
    this.#checking = (async () => {
      await before
      await unlessEnded(() => this.#compare(this.#breathe(this.#round)))
      this.#parts.changed()
    })()
  }

  /** What is to be written, against the list as it is now. Waits for a check that runs. */
  async plan(): Promise<ImportPlan> {
    await this.#checking
    if (this.#ended) throw new RuggensteunError('import-ended')
    if (this.#columns.missing.length > 0) throw this.#columns.lacks()
    await this.#compare(this.#breathe())
    return this.#plan!
  }

  /** The check that runs now, for who cannot wait to show its end. */
  get checked(): Promise<void> {
    return this.#checking
  }

  saving(total: number): (done: number) => void {
    this.#progress = { done: 0, total, startedAt: this.#parts.now() }
    this.#goTo('saving')
    return (done) => {
      if (this.#progress) this.#progress.done = done
      this.#show()
    }
  }
  notSaved(): void {
    this.#progress = null
    this.#goTo('check')
  }
  done(outcome: ImportOutcome): void {
    this.#progress = null
    this.#outcome = outcome
    this.#rows.forget()
    this.#forget()
    this.#goTo('done')
  }

  get rows(): CheckedRows {
    return this.#rows
  }
  get columns(): readonly ImportColumn[] {
    return this.#columns.list
  }
  get encoding(): string {
    return this.#encoding ?? 'utf-8'
  }

  differences(change: DifferenceKind, offset: number, limit: number): { total: number; rows: Difference[] } {
    const plan = this.#plan
    if (!plan) return { total: 0, rows: [] }
    const page = <T>(
      of: readonly T[],
      line: (item: T) => Difference,
    ): { total: number; rows: Difference[] } => ({
      total: of.length,
      rows: of.slice(offset, offset + limit).map(line),
    })
    switch (change) {
      case 'added':
        return page(plan.added, (child) => differenceOf(null, child))
      case 'changed':
        return page(plan.changed, ({ before, after }) => differenceOf(before, after))
      case 'gone':
        return page(plan.gone, (child) => ({ ...differenceOf(null, child), childId: child.id }))
    }
  }

  view(): ImportingView {
    const plan = this.#plan
    const { done, total, startedAt } = this.#progress ?? { done: 0, total: 0, startedAt: 0 }
    const perRow = done > 0 ? (this.#parts.now() - startedAt) / done : null
    const duplicates: ImportNote[] =
      plan && plan.duplicates > 0 ? [{ about: 'duplicates', count: plan.duplicates, row: null }] : []
    const leftOut: ImportNote[] =
      this.#rows.leftOut.count > 0 ? [{ about: 'bsn-left-out', ...this.#rows.leftOut }] : []
    return {
      step: this.#step,
      file: {
        name: this.#name,
        format: this.#opened?.format ?? null,
        encoding: this.#encoding,
        sheet: this.#sheet,
        rows: this.#rows.rows.length,
      },
      sheets:
        this.#step === 'sheets' ? (this.#opened?.sheets ?? []).map(({ name, rows }) => ({ name, rows })) : [],
      columns: [...this.#columns.list],
      progress: this.#progress && {
        done,
        total,
        paused: this.#paused !== null,
        secondsLeft: perRow === null || this.#paused ? null : Math.ceil((perRow * (total - done)) / 1000),
      },
      missing: this.#columns.list.length > 0 ? this.#columns.missing : [],
      problems: this.#rows.problems(this.#offset),
      century: this.#rows.shortYears.rows > 0 ? { ...this.#rows.shortYears, chosen: this.#century } : null,
      comparison: plan && {
        since: this.#parts.since(),
        added: plan.added.length,
        changed: plan.changed.length,
        unchanged: plan.unchanged,
        gone: plan.gone.length,
        duplicates: plan.duplicates,
        zeros: plan.zeros,
      },
      ignoreZeros: this.#ignoreZeros,
      removeGone: this.#removeGone,
      notes: [...this.#notes, ...leftOut, ...duplicates, ...(plan ? this.#questions : [])],
      outcome: this.#outcome,
    }
  }
}

/** Work that was called off is no fault. */
const unlessEnded = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof RuggensteunError && error.code === 'import-ended')) throw error
  }
}
