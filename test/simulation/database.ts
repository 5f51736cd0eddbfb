/**
 * One real PostgreSQL for all worlds of a process, seen by each virtual server process through a pool that it
 * may lose at any query. Transactions take turns: every one of ours begins with a lock that gives the same
 * order (append.ts, directory.ts, budget.ts).
 */
import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Listen } from '../../relay/live/listener.ts'
import { copyOut, type ReadRow } from '../../relay/store/copy-out.ts'
import { openDatabase, type Database } from '../../relay/store/database.ts'
import type { Tables } from '../../relay/store/schema.ts'
import { encodeLeaf, TILE_WIDTH } from '../../shared/log/leaves.ts'
import { Edge, leafHash } from '../../shared/log/merkle.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import type { Chance } from './chance.ts'
import type { Scheduler } from './scheduler.ts'
import { inTurn } from './stillness.ts'

type Result = { command: string; rowCount: number; rows: Record<string, unknown>[] }
const never = (): Promise<never> => new Promise(() => {})
/** One query, ms. */
const QUERY_MS = [0, 4] as const
const NOTIFY_MS = [1, 40] as const

/** What is under the pool of one server process. */
export interface PoolRules {
  readonly name: string
  readonly isUp: () => boolean
  /** Called before every query; true where the process stops here. */
  readonly step: (what: string) => boolean
  /** PostgreSQL's error class to answer with instead, or null. */
  readonly fault: (what: string) => string | null
}

export class SimDatabase {
  readonly #inside: pg.Client
  readonly #outside: pg.Client
  readonly url: string
  #turn: Promise<void> = Promise.resolve()
  #last: Promise<unknown> = Promise.resolve()
  /** Who is in a transaction now. */
  #holder: { readonly name: string; readonly leave: () => void } | null = null
  readonly #listeners = new Set<{ isUp: () => boolean; heard: (channel: string) => void; name: string }>()
  scheduler!: Scheduler
  chance!: Chance

  private constructor(url: string, inside: pg.Client, outside: pg.Client) {
    this.url = url
    this.#inside = inside
    this.#outside = outside
  }

  static async open(url: string): Promise<SimDatabase> {
    const migrated = await openDatabase({ url, dataDir: '', onPoolError: () => {} })
    await migrated.stop()
    const [inside, outside] = [
      new pg.Client({ connectionString: url }),
      new pg.Client({ connectionString: url }),
    ]
    for (const client of [inside, outside]) {
      await client.connect()
      await client.query('set synchronous_commit = off')
    }
    return new SimDatabase(url, inside, outside)
  }

  /** Empty but for these statements: what a world begins with. */
  async reset(statements: readonly Statement[], hashOf: (statement: Statement) => Buffer): Promise<void> {
    this.#turn = Promise.resolve()
    this.#holder = null
    this.#listeners.clear()
    await this.#inside.query(
      'rollback; delete from events; delete from directory; delete from evaluations; delete from deletions; delete from mailbox_messages; delete from mailboxes; delete from leaves; delete from tiles; delete from witnessed; delete from forks; delete from day_counts',
    )
    const edge = new Edge()
    const entries = statements.map((statement, i) =>
      Buffer.from(encodeLeaf({ kind: 'statement', seq: i + 1, hash: hashOf(statement) })),
    )
    if (entries.length >= TILE_WIDTH)
      throw new Error('a town with so many statements fills a tile, which is not made here')
    for (const entry of entries) edge.add(leafHash(entry))
    await this.#inside.query(
      'insert into leaves (place, entry) select * from unnest($1::bigint[], $2::bytea[])',
      [entries.map((_, i) => i), entries],
    )
    await this.#inside.query(
      'update log_head set head = 0, log_id = $1, tree_size = $2, tree_edge = $3, deleting_runs = 0, erased_runs = 0, erased_day = 0',
      [randomUUID(), edge.size, Buffer.concat(edge.full)],
    )
    await this.#inside.query(
      'insert into directory (seq, hash, body, signatures) select * from unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[])',
      [
        statements.map((_, i) => i + 1),
        statements.map(hashOf),
        statements.map(({ body }) => body),
        statements.map(({ signatures }) => JSON.stringify(signatures)),
      ],
    )
  }

  /** Outside of the simulation: what the world's judges read. */
  async read<T extends object>(text: string, given: unknown[] = []): Promise<T[]> {
    return (await this.#outside.query<T>(text, given)).rows
  }

  /** As a server process has it. */
  poolOf(rules: PoolRules): Database {
    const pool = {
      options: {},
      connect: () => (rules.isUp() ? Promise.resolve(this.#client(rules)) : never()),
      end: () => Promise.resolve(),
    }
    return {
      db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
      url: this.url,
      copyOut: (query, read) => this.#copyOut(query, read, rules),
      stop: () => Promise.resolve(),
    }
  }

  #client(rules: PoolRules): PostgresPoolClient {
    let leave: (() => void) | null = null
    let said: string[] = []
    const query = async (text: string, given: unknown[] = []): Promise<Result> => {
      if (!rules.isUp() || rules.step(text.slice(0, 30))) return this.#lost(leave)
      if (text === 'begin') {
        leave = await this.#takeTurn(rules.name)
        said = []
        if (!rules.isUp()) return this.#lost(leave)
      }
      const fault = text === 'rollback' || text === 'begin' ? null : rules.fault(text)
      if (fault) throw Object.assign(new Error(`virtual fault ${fault}`), { code: fault })
      if (text.startsWith('select pg_notify')) said.push(String(given[0]))
      const result = (await inTurn(
        leave ? this.#inside.query(text, given) : this.#alone(text, given),
      )) as unknown as Result
      if (text === 'commit' || text === 'rollback') {
        leave?.()
        leave = null
        if (text === 'commit') this.#notify(said)
      }
      await this.scheduler.wait(this.chance.between(...QUERY_MS), rules.name)
      return rules.isUp() ? result : this.#lost(leave)
    }
    return {
      query: (text: unknown, given?: unknown) => query(String(text), given as unknown[]),
      release: () => {},
    } as unknown as PostgresPoolClient
  }

  async #copyOut(query: string, read: ReadRow, rules: PoolRules): Promise<void> {
    if (!rules.isUp() || rules.step(query.slice(0, 30))) return never()
    const fault = rules.fault(query)
    if (fault) throw Object.assign(new Error(`virtual fault ${fault}`), { code: fault })
    const copied = this.#last.then(() => copyOut(this.#outside, query, read))
    this.#last = copied.catch(() => {})
    await inTurn(copied)
    await this.scheduler.wait(this.chance.between(...QUERY_MS), rules.name)
    if (!rules.isUp()) await never()
  }

  /** Outside of transactions: one after the other. */
  #alone(text: string, given: unknown[]): Promise<unknown> {
    const result = this.#last.then(() => this.#outside.query(text, given))
    this.#last = result.catch(() => {})
    return result
  }

  /** The process is gone: PostgreSQL rolls back what it left open, and it hears of nothing any more. */
  async #lost(leave: (() => void) | null): Promise<never> {
    if (leave) {
      await inTurn(this.#inside.query('rollback'))
      leave()
    }
    return never()
  }

  async #takeTurn(name: string): Promise<() => void> {
    const before = this.#turn
    let done = (): void => {}
    this.#turn = new Promise((left) => {
      done = left
    })
    await before
    const holder = {
      name,
      leave: () => {
        if (this.#holder === holder) this.#holder = null
        done()
      },
    }
    this.#holder = holder
    return holder.leave
  }

  /** A process stopped: what it had begun is rolled back. */
  abandon(name: string): void {
    const holder = this.#holder
    if (holder?.name === name) void inTurn(this.#inside.query('rollback')).then(holder.leave)
    for (const listener of this.#listeners) if (listener.name === name) this.#listeners.delete(listener)
  }

  #notify(channels: readonly string[]): void {
    for (const channel of channels)
      for (const { isUp, heard, name } of this.#listeners)
        this.scheduler.after(this.chance.between(...NOTIFY_MS), name, '', () => {
          if (isUp()) heard(channel)
        })
  }

  listenAs(name: string, isUp: () => boolean): Listen {
    return (channels, heard) => {
      const listener = { name, isUp, heard }
      this.#listeners.add(listener)
      for (const channel of channels)
        this.scheduler.after(this.chance.between(...NOTIFY_MS), name, '', () => {
          if (isUp()) heard(channel)
        })
      return {
        connected: true,
        stop: async () => {
          this.#listeners.delete(listener)
        },
      }
    }
  }

  /** What a world that was switched off still had under way is answered first. */
  async stop(): Promise<void> {
    for (const client of [this.#inside, this.#outside]) {
      await client.query('rollback')
      await client.end()
    }
  }
}
