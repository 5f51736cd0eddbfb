/**
 * The one way into the log. Concurrent pushes share a transaction; the row of the log's head is locked, so that the order
 * of sequence numbers is the order of commits and no reader can pass a number that is still to come. What is
 * acknowledged has been committed with fsync; the same bytes again get the first number again.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { saltedHash } from '../../shared/log/leaves.ts'
import { Refusal } from '../errors.ts'
import type { Database } from '../store/database.ts'
import { addLeaves, makeSalt } from './tree.ts'

export interface Appended { readonly hash: Buffer; readonly seq: number }
interface Entry { readonly envelope: Buffer; readonly hash: Buffer; readonly expiresDay: number }
interface Waiting { readonly entries: readonly Entry[]; readonly done: (appended: Appended[]) => void; readonly failed: (error: unknown) => void }

export const EVENTS_CHANNEL = 'ruggensteun_events'
/** Entries in one transaction: 2 MB of envelopes. */
const MAX_GROUP = 1000
/** Entries that may wait for a transaction: 16 MB of envelopes. */
const MAX_WAITING = 8000

export class Appender {
  readonly #database: Database
  readonly #hour: () => Date
  #waiting: Waiting[] = []
  #busy = false
  /** Entries in #waiting. */
  #queued = 0

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#hour = () => new Date(Math.floor(now() / 3_600_000) * 3_600_000)
  }

  /** Sequence numbers in the order given; resolves after the commit. Rejects with Refusal 'busy' where too much waits already, and keeps nothing. */
  append(envelopes: readonly { envelope: Buffer; expiresDay: number }[]): Promise<Appended[]> {
    const entries = envelopes.map(({ envelope, expiresDay }) => ({ envelope, expiresDay, hash: createHash('sha256').update(envelope).digest() }))
    if (this.#queued + entries.length > MAX_WAITING) return Promise.reject(new Refusal('busy'))
    this.#queued += entries.length
    return new Promise((done, failed) => {
      this.#waiting.push({ entries, done, failed })
      if (!this.#busy) void this.#drain()
    })
  }

  async idle(): Promise<void> {
    while (this.#busy) await new Promise((later) => setTimeout(later, 5))
  }

  async #drain(): Promise<void> {
    this.#busy = true
    while (this.#waiting.length > 0) {
      const group: Waiting[] = []
      for (let size = 0; this.#waiting[0] && (group.length === 0 || size + this.#waiting[0].entries.length <= MAX_GROUP); size += group.at(-1)!.entries.length) group.push(this.#waiting.shift()!)
      this.#queued -= group.reduce((sum, { entries }) => sum + entries.length, 0)
      try {
        const numbers = await this.#commit(group.flatMap(({ entries }) => entries))
        for (const { entries, done } of group) done(entries.map(({ hash }) => ({ hash, seq: numbers.get(hash.toString('hex'))! })))
      } catch (error) {
        for (const { failed } of group) failed(error)
      }
    }
    this.#busy = false
  }

  #commit(entries: readonly Entry[]): Promise<Map<string, number>> {
    return this.#database.db.transaction().execute(async (tx) => {
      const top = await tx.selectFrom('log_head').select(['head', 'tree_size', 'tree_edge']).where('id', '=', 1).forUpdate().executeTakeFirstOrThrow()
      const known = await tx.selectFrom('events').select(['hash', 'seq']).where('hash', 'in', entries.map(({ hash }) => hash)).execute()
      const numbers = new Map(known.map(({ hash, seq }) => [hash.toString('hex'), seq]))
      const fresh: (Entry & { seq: number; salt: Buffer })[] = []
      for (const entry of entries) {
        const name = entry.hash.toString('hex')
        if (numbers.has(name)) continue
        const seq = top.head + fresh.length + 1
        numbers.set(name, seq)
        fresh.push({ ...entry, seq, salt: makeSalt() })
      }
      if (fresh.length > 0) {
        await sql`insert into events (seq, hash, envelope, expires_day, received_hour, salt)
          select seq, hash, envelope, expires_day, ${this.#hour()}::timestamptz, salt
          from unnest(${fresh.map(({ seq }) => seq)}::bigint[], ${fresh.map(({ hash }) => hash)}::bytea[], ${fresh.map(({ envelope }) => envelope)}::bytea[], ${fresh.map(({ expiresDay }) => expiresDay)}::int[], ${fresh.map(({ salt }) => salt)}::bytea[]) as new (seq, hash, envelope, expires_day, salt)`.execute(tx)
        const tree = await addLeaves(tx, top, fresh.map(({ seq, expiresDay, salt, envelope }) => ({ kind: 'envelope', seq, expiresDay, hash: saltedHash(salt, envelope) })))
        await tx.updateTable('log_head').set({ head: top.head + fresh.length, ...tree }).where('id', '=', 1).execute()
        await sql`select pg_notify(${EVENTS_CHANNEL}, ${String(top.head + fresh.length)})`.execute(tx)
      }
      return numbers
    })
  }
}
