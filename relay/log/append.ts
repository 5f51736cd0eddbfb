/**
 * The one way into the log. Concurrent pushes share a transaction; the row of the log's head is locked, so
 * that the order of sequence numbers is the order of commits and no reader can pass a number that is still to
 * come. What is acknowledged has been committed with fsync; the same bytes again get the first number again.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { SALT_BYTES } from '../../shared/log/leaves.ts'
import { ENVELOPE_BYTES } from '../../shared/protocol/http.ts'
import { Refusal } from '../errors.ts'
import type { Database } from '../store/database.ts'
import type { Tables } from '../store/schema.ts'
import { addLeaves, HASH_BYTES } from './tree.ts'

export interface Appended {
  readonly hash: Buffer
  readonly seq: number
}
interface Entry {
  readonly envelope: Buffer
  readonly hash: Buffer
  readonly expiresDay: number
  readonly salt: Buffer
  /** As shared/log/leaves.ts has it; this one is OpenSSL's. */
  readonly saltedHash: Buffer
}
interface Waiting {
  readonly entries: readonly Entry[]
  readonly done: (appended: Appended[]) => void
  readonly failed: (error: unknown) => void
  /** On the monotonic clock, in milliseconds. */
  readonly since: number
}

export const EVENTS_CHANNEL = 'ruggensteun_events'
/** Entries in one transaction: 2 MB of envelopes. */
const MAX_GROUP = 1000
/** Entries that may wait for a transaction: 16 MB of envelopes. */
const MAX_WAITING = 8000

/**
 * All that can be made before the order is known is made while the group before this one is on its way to the
 * disk.
 */
const prepared = (
  { envelope, expiresDay }: { envelope: Buffer; expiresDay: number },
  salt: Buffer,
): Entry => {
  return {
    envelope,
    expiresDay,
    salt,
    hash: createHash('sha256').update(envelope).digest(),
    saltedHash: createHash('sha256').update(salt).update(envelope).digest(),
  }
}

export class Appender {
  readonly #database: Database
  readonly #hour: () => Date
  readonly #monotonic: () => number
  #waiting: Waiting[] = []
  /** The transaction that runs now is for these. */
  #committing: readonly Waiting[] = []
  #busy = false
  /** Entries in #waiting. */
  #queued = 0

  /** `now` is the time of day, `monotonic` never jumps; both in milliseconds. */
  constructor(database: Database, now: () => number, monotonic: () => number = () => performance.now()) {
    this.#database = database
    this.#monotonic = monotonic
    this.#hour = () => new Date(Math.floor(now() / 3_600_000) * 3_600_000)
  }

  /**
   * Sequence numbers in the order given; resolves after the commit. Rejects with Refusal 'busy' where too
   * much waits already, and keeps nothing.
   */
  append(envelopes: readonly { envelope: Buffer; expiresDay: number }[]): Promise<Appended[]> {
    if (this.#queued + envelopes.length > MAX_WAITING) return Promise.reject(new Refusal('busy'))
    this.#queued += envelopes.length
    const salts = randomBytes(envelopes.length * SALT_BYTES)
    const entries = envelopes.map((envelope, i) =>
      prepared(envelope, salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES)),
    )
    return new Promise((done, failed) => {
      this.#waiting.push({ entries, done, failed, since: this.#monotonic() })
      if (!this.#busy) void this.#drain()
    })
  }

  /** How long the push that waits longest has waited for its commit, in milliseconds; 0 where none waits. */
  oldestWaitingMs(): number {
    const [oldest] = [...this.#committing, ...this.#waiting]
    return oldest ? this.#monotonic() - oldest.since : 0
  }

  async idle(): Promise<void> {
    while (this.#busy) await new Promise((later) => setTimeout(later, 5))
  }

  async #drain(): Promise<void> {
    this.#busy = true
    while (this.#waiting.length > 0) {
      const group: Waiting[] = []
      for (
        let size = 0;
        this.#waiting[0] && (group.length === 0 || size + this.#waiting[0].entries.length <= MAX_GROUP);
        size += group.at(-1)!.entries.length
      )
        group.push(this.#waiting.shift()!)
      this.#committing = group
      this.#queued -= group.reduce((sum, { entries }) => sum + entries.length, 0)
      try {
        const numbers = await this.#commit(group.flatMap(({ entries }) => entries))
        for (const { entries, done } of group)
          done(entries.map(({ hash }) => ({ hash, seq: numbers.get(hash.toString('latin1'))! })))
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    this.#committing = []
    this.#busy = false
  }

  #commit(entries: readonly Entry[]): Promise<Map<string, number>> {
    return this.#database.db.transaction().execute(async (tx) => {
      const top = await tx
        .selectFrom('log_head')
        .select(['head', 'tree_size', 'tree_edge'])
        .where('id', '=', 1)
        .forUpdate()
        .executeTakeFirstOrThrow()
      const known = await tx
        .selectFrom('events')
        .select(['hash', 'seq'])
        .where('hash', '=', sql<Buffer>`any(${entries.map(({ hash }) => hash)}::bytea[])`)
        .execute()
      const numbers = new Map(known.map(({ hash, seq }) => [hash.toString('latin1'), seq]))
      const fresh: Entry[] = []
      for (const entry of entries) {
        const name = entry.hash.toString('latin1')
        if (numbers.has(name)) continue
        fresh.push(entry)
        numbers.set(name, top.head + fresh.length)
      }
      if (fresh.length > 0) {
        await this.#write(tx, top.head, fresh)
        const tree = await addLeaves(
          tx,
          top,
          fresh.map(({ expiresDay, saltedHash }, i) => ({
            kind: 'envelope',
            seq: top.head + i + 1,
            expiresDay,
            hash: saltedHash,
          })),
        )
        await tx
          .updateTable('log_head')
          .set({ head: top.head + fresh.length, ...tree })
          .where('id', '=', 1)
          .execute()
        await sql`select pg_notify(${EVENTS_CHANNEL}, ${String(top.head + fresh.length)})`.execute(tx)
      }
      return numbers
    })
  }

  /**
   * Pieces of one size end to end in one parameter: the text of an array of bytea is twice as long, and is
   * written, sent and read.
   */
  async #write(tx: Transaction<Tables>, head: number, fresh: readonly Entry[]): Promise<void> {
    const all = (part: 'hash' | 'envelope' | 'salt'): Buffer =>
      Buffer.concat(fresh.map((entry) => entry[part]))
    await sql`insert into events (seq, hash, envelope, expires_day, received_hour, salt)
      select ${head}::bigint + place, substring(${all('hash')}::bytea from ${after(HASH_BYTES)} for ${sql.lit(HASH_BYTES)}), substring(${all('envelope')}::bytea from ${after(ENVELOPE_BYTES)} for ${sql.lit(ENVELOPE_BYTES)}),
        expires_day, ${this.#hour()}::timestamptz, substring(${all('salt')}::bytea from ${after(SALT_BYTES)} for ${sql.lit(SALT_BYTES)})
      from unnest(${fresh.map(({ expiresDay }) => expiresDay)}::int[]) with ordinality as new (expires_day, place)`.execute(
      tx,
    )
  }
}

/** Where the piece of row `place`, counted from 1, begins. */
const after = (size: number) => sql`((place - 1) * ${sql.lit(size)} + 1)::int`
