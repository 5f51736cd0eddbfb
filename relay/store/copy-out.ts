/**
 * `COPY ... TO STDOUT (FORMAT binary)`: bytes as they are. The driver reads every other answer as text, in
 * which a bytea is hexadecimal, twice as long, and goes through a string.
 */
import type pg from 'pg'

/**
 * Fields in order; null where SQL has NULL. The bytes are the driver's and hold only as long as the call
 * lasts.
 */
export type ReadRow = (fields: readonly (Buffer | null)[]) => void

const HEADER_BYTES = 19
const END = -1

/** What the driver asks of a query that is not its own. */
class CopyOut {
  readonly #text: string
  readonly #read: ReadRow
  readonly #done: () => void
  readonly #failed: (error: unknown) => void
  #begun = false
  #broken: unknown = null
  constructor(text: string, read: ReadRow, done: () => void, failed: (error: unknown) => void) {
    this.#text = text
    this.#read = read
    this.#done = done
    this.#failed = failed
  }

  submit(connection: { query(text: string): void }): void {
    connection.query(this.#text)
  }
  /**
   * One message a row, the file's header before the first (PostgreSQL's manual, "COPY Operations" and "Binary
   * Format").
   */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    let at = this.#begun ? 0 : HEADER_BYTES
    this.#begun = true
    const count = chunk.readInt16BE(at)
    if (count === END || this.#broken) return
    at += 2
    const fields: (Buffer | null)[] = []
    for (let i = 0; i < count; i++) {
      const length = chunk.readInt32BE(at)
      at += 4
      fields.push(length < 0 ? null : chunk.subarray(at, at + length))
      at += Math.max(length, 0)
    }
    try {
      this.#read(fields)
    } catch (error) {
      this.#broken = error
    }
  }
  handleError(error: Error): void {
    this.#failed(error)
  }
  handleReadyForQuery(): void {
    if (this.#broken) this.#failed(this.#broken)
    else this.#done()
  }
  handleCommandComplete(): void {}
}

/** Of a query without parameters: COPY takes none. Resolves when every row was read. */
export const copyOut = (client: pg.ClientBase, query: string, read: ReadRow): Promise<void> =>
  new Promise((done, failed) => {
    client.query(
      new CopyOut(
        `copy (${query}) to stdout (format binary)`,
        read,
        done,
        failed,
      ) as unknown as pg.Submittable,
    )
  })
