/**
 * The database of a key holder: PostgreSQL by URL, or an embedded one in the data folder; migrated before it
 * is used.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import pg from 'pg'
import { BOUNDS, CONNECTION, STATEMENT_TIMEOUT_MS } from '../bounds.ts'
import { NO_TREE } from '../log/tree.ts'
import * as start from '../migrations/0001-start.ts'
import { copyOut, type ReadRow } from './copy-out.ts'
import { startEmbedded } from './embedded.ts'
import { eraseDeleted } from './erase.ts'
import { within } from '../timers.ts'
import { freeBytesIn, RESERVE_BYTES } from './room.ts'
import type { Tables } from './schema.ts'

// bigint comes as text by default; our sequence numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const MIGRATIONS: Record<string, Migration> = { '0001-start': start }

export interface Database {
  readonly db: Kysely<Tables>
  readonly url: string
  /** Of the disk, where that is ours: a server elsewhere answers for itself. */
  readonly hasRoom?: () => Promise<boolean>
  /** erase.ts */
  readonly erase?: () => Promise<void>
  /** copy-out.ts */
  copyOut(query: string, read: ReadRow): Promise<void>
  stop(): Promise<void>
}

/** The last migration of this database that we do not know, or null. */
const laterThanOurs = async (db: Kysely<Tables>): Promise<string | null> => {
  const {
    rows: [found],
  } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (!found?.there) return null
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name).findLast((name) => !(name in MIGRATIONS)) ?? null
}

/**
 * Throws with PostgreSQL's own words where a migration fails, and where the database is newer than we are;
 * nothing is half migrated.
 */
const migrate = async (db: Kysely<Tables>): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } })
  const newer = await laterThanOurs(db)
  if (newer)
    throw new Error(
      `this database belongs to a newer version (${newer}): start that one, or restore a backup from before it`,
    )
  const { error } = await migrator.migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('migration failed', { cause: error })
  await db
    .insertInto('log_head')
    .values({
      id: 1,
      log_id: randomUUID(),
      head: 0,
      secret: randomBytes(32),
      ...NO_TREE,
      deleting_runs: 0,
      erased_runs: 0,
      erased_day: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const READ_ONLY = '25006'
const failure = (message: string, code: string): Error => Object.assign(new Error(message), { code })

/**
 * Ends connections that cannot serve any more, so that the pool makes new ones, to the server that now has
 * the address: those that are in use and silent for `silentMs`, and those to a server that became read-only.
 * The driver's own `query_timeout` would give the query up and keep the connection.
 */
const endUseless = (pool: pg.Pool, silentMs: number): void => {
  const inUse = new Set<pg.PoolClient>()
  pool.on('acquire', (client) => inUse.add(client))
  pool.on('release', (_, client) => inUse.delete(client))
  pool.on('connect', (client) => {
    const { connection } = client
    const stream = connection.stream as Socket
    stream.setTimeout(silentMs, () => {
      if (inUse.has(client)) stream.destroy(failure('the database is silent', 'ETIMEDOUT'))
      else if (stream.writableEnded) stream.destroy() // We said goodbye and got no answer.
    })
    connection.on('errorMessage', ({ code }: { code?: string }) => {
      if (code === READ_ONLY) stream.destroy(failure('the database became read-only', READ_ONLY))
    })
  })
}

export const openDatabase = async (options: {
  url?: string | undefined
  dataDir: string
  /** Told why a connection ended that was not ended by us, once for each. */
  onPoolError: (error: Error) => void
  silentMs?: number
}): Promise<Database> => {
  const embedded = options.url ? null : await startEmbedded(options.dataDir)
  const url = options.url ?? embedded!.url
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    ...CONNECTION,
  })
  // The pool repeats what its connections say.
  pool.on('error', () => {})
  // A connection that is lost in the middle of a transaction tells its query, and says it once more to nobody
  // in particular: that must not end the process.
  pool.on('connect', (client) => client.on('error', options.onPoolError))
  endUseless(pool, options.silentMs ?? BOUNDS.databaseSilentMs)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy().catch(() => {})
    await embedded?.stop()
    throw error
  }
  const copy = async (query: string, read: ReadRow): Promise<void> => {
    const client = await pool.connect()
    try {
      await copyOut(client, query, read)
      client.release()
    } catch (error) {
      client.release(error as Error)
      throw error
    }
  }
  const freeBytes = embedded ? () => freeBytesIn(options.dataDir) : undefined
  return {
    db,
    url,
    copyOut: copy,
    erase: () => eraseDeleted(url, freeBytes),
    ...(freeBytes ? { hasRoom: async () => (await freeBytes()) >= RESERVE_BYTES } : {}),
    stop: async () => {
      await db.destroy()
      await embedded?.stop()
    },
  }
}

/**
 * A question that is true where the database takes writes now, and false where it is away, silent for
 * `probeMs`, a standby, or read-only. Who asks meanwhile gets the same answer: probes of a silent database
 * must not use up the pool.
 */
export const writableNow = (db: Kysely<Tables>, probeMs: number): (() => Promise<boolean>) => {
  let asking: Promise<boolean> | null = null
  let askedAt = 0
  const ask = async (): Promise<boolean> => {
    const { rows } = await sql<{ writable: boolean }>`
      select not pg_is_in_recovery() and not current_setting('transaction_read_only')::boolean as writable
    `.execute(db)
    return rows[0]?.writable === true
  }
  return () => {
    if (!asking) {
      askedAt = performance.now()
      asking = ask().finally(() => {
        asking = null
      })
    }
    // A probe that waited so long is answered at once: a proxy gives up sooner than a silent database.
    return within(Math.max(0, askedAt + probeMs - performance.now()), asking).catch(() => false)
  }
}

/**
 * Why something failed, in one word for the log: PostgreSQL's or the system's code. The driver gives none
 * where a connection ended or was not to be had.
 */
export const faultOf = (error: unknown): string => {
  const { code, name, message = '' } = (error ?? {}) as Partial<Error> & { code?: unknown }
  if (typeof code === 'string') return code
  if (/^Connection terminated due to connection timeout|^timeout exceeded/.test(message))
    return 'no-connection'
  if (/^Connection terminated|^Client has encountered a connection error/.test(message)) return 'terminated'
  return name ?? 'unknown'
}

/**
 * PostgreSQL's classes: 53100 disk full; 08, 57P and refused connections mean that the server is away, 25006
 * that it is not the one that takes writes.
 */
export const storageFault = (error: unknown): 'storage-full' | 'unavailable' | null => {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return null
  if (code === '53100' || code === 'ENOSPC') return 'storage-full'
  return /^(08|25006|57P|53300|ECONN|EPIPE|ETIMEDOUT)/.test(code) ? 'unavailable' : null
}
