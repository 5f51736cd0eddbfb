/**
 * Write-behind: a change is in memory at once and on disk a moment later. At most one write runs; transactions
 * that are staged until it ends go into the next one, each of them whole.
 */
import type { Change } from './changes.ts'

/** Transactions that are in memory and not yet on disk, with what was there before each of their changes. */
interface PendingWrite {
  readonly before: Change[]
  readonly changes: Map<string, Change>
}
/**
 * Changes that may wait for a write: some 150 events, so that what a person does meanwhile waits a moment.
 */
const MOST_WAITING = 400

export type Transaction = (stage: (changes: readonly Change[]) => void) => Promise<void>

/** Where the changes of a transaction go. */
interface Target {
  /** The value that the row of this change has in memory now. */
  readonly valueOf: (change: Change) => unknown
  readonly remember: (change: Change) => void
  /** All or nothing. */
  readonly write: (changes: readonly Change[]) => Promise<void>
}

export class WriteBehind {
  readonly #target: Target
  /** Staged while another write is under way: written together when that one is done. */
  #waiting: PendingWrite | null = null
  #writing: Promise<void> | null = null
  /** A write that failed, until somebody was told. */
  #failed: { readonly error: unknown; readonly before: readonly Change[] } | null = null

  constructor(target: Target) {
    this.#target = target
  }

  /**
   * A transaction that may still have to be written when this resolves, so that the next one is prepared
   * meanwhile. The next call of any of these methods throws a failed write, which undoes the transactions staged
   * on top of it too. Throws what `transaction` throws; then nothing of it stays.
   */
  async stage(transaction: Transaction): Promise<void> {
    while (this.#writing && (this.#waiting?.before.length ?? 0) > MOST_WAITING) await this.#writing
    this.#throwFailed()
    const before: Change[] = []
    const changes: Change[] = []
    try {
      await transaction((staged) => {
        for (const change of staged) {
          before.push({ ...change, value: this.#target.valueOf(change) })
          this.#target.remember(change)
          changes.push(change)
        }
      })
    } catch (error) {
      this.#takeBack(before)
      throw error
    }
    if (this.#failed) this.#takeBack(before)
    this.#throwFailed()
    const waiting: PendingWrite = (this.#waiting ??= { before: [], changes: new Map() })
    waiting.before.push(...before)
    for (const change of changes) waiting.changes.set(`${change.table}|${change.key}`, change)
    if (!this.#writing) this.#writeNext()
  }

  /** Resolves when all that was staged is on disk. Throws why it is not, once; memory is as it was then. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing
    this.#throwFailed()
  }

  #writeNext(): void {
    const next = this.#waiting
    if (!next || this.#failed) return
    this.#waiting = null
    this.#writing = this.#target
      .write([...next.changes.values()])
      .catch((error: unknown) => {
        this.#failed = { error, before: next.before }
      })
      .then(() => {
        this.#writing = null
        this.#writeNext()
      })
  }

  #throwFailed(): void {
    const failed = this.#failed
    if (!failed) return
    this.#takeBack(this.#waiting?.before ?? [])
    this.#takeBack(failed.before)
    this.#waiting = this.#failed = null
    throw failed.error
  }

  #takeBack(before: readonly Change[]): void {
    for (const change of before.toReversed()) this.#target.remember(change)
  }
}
