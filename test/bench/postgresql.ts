/**
 * PostgreSQL alone: the same server, the same rows and indexes, the driver as everybody uses it, and nothing
 * else.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { MAX_PULL } from '../../shared/protocol/http.ts'
import { inFlight } from './client.ts'
import { pause } from './figures.ts'

export interface Bare {
  push(batches: readonly (readonly Buffer[])[], atOnce: number): Promise<void>
  pullAll(): Promise<void>
  /** From the commit until the row was read by who listened, ms. */
  live(bytes: readonly Buffer[], everyMs: number): Promise<number[]>
  stop(): Promise<void>
}

export const startBare = async (url: string): Promise<Bare> => {
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  await pool.query(
    'create table events (seq bigserial primary key, hash bytea not null unique, envelope bytea not null, expires_day integer not null)',
  )
  await pool.query('alter table events alter column envelope set storage plain')
  await pool.query('create index on events (expires_day)')
  const insert = async (batch: readonly Buffer[]): Promise<number> => {
    const hashes = batch.map((bytes) => createHash('sha256').update(bytes).digest())
    const { rows } = await pool.query<{ seq: string }>(
      'insert into events (hash, envelope, expires_day) select hash, envelope, 30000 from unnest($1::bytea[], $2::bytea[]) as new (hash, envelope) returning seq',
      [hashes, batch],
    )
    return Number(rows.at(-1)!.seq)
  }
  return {
    push: (batches, atOnce) => inFlight(atOnce, batches, insert),
    pullAll: async () => {
      for (let after = 0; ;) {
        const { rows } = await pool.query<{ seq: string; envelope: Buffer }>(
          'select seq, envelope from events where seq > $1 and expires_day > 20000 order by seq limit $2',
          [after, MAX_PULL],
        )
        if (rows.length === 0) return
        after = Number(rows.at(-1)!.seq)
      }
    },
    live: async (all, everyMs) => {
      const listener = new pg.Client({ connectionString: url })
      await listener.connect()
      const arrived = new Map<number, number>()
      listener.on('notification', ({ payload }) => {
        const seq = Number(payload)
        void listener
          .query('select seq, envelope from events where seq = $1', [seq])
          .then(() => arrived.set(seq, performance.now()))
      })
      await listener.query('listen bench')
      const committed = new Map<number, number>()
      for (const bytes of all) {
        void (async () => {
          const client = await pool.connect()
          await client.query('begin')
          const {
            rows: [row],
          } = await client.query<{ seq: string }>(
            'insert into events (hash, envelope, expires_day) values ($1, $2, 30000) returning seq',
            [createHash('sha256').update(bytes).digest(), bytes],
          )
          await client.query('select pg_notify($1, $2)', ['bench', row!.seq])
          await client.query('commit')
          committed.set(Number(row!.seq), performance.now())
          client.release()
        })()
        await pause(everyMs)
      }
      await pause(500)
      await listener.end()
      return [...committed].flatMap(([seq, at]) =>
        arrived.has(seq) ? [Math.max(0, arrived.get(seq)! - at)] : [],
      )
    },
    stop: () => pool.end(),
  }
}
