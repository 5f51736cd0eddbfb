/**
 * What has outlived its date goes: envelopes by their own date, seeds of ended epochs. Rows are deleted, not marked;
 * how many is written down, what they were is not. PostgreSQL keeps the bytes in its WAL until that is recycled
 * (docs/operations.md says how long).
 */
import type { FastifyBaseLogger } from 'fastify'
import { dayNumber, type Clock } from '../../shared/time.ts'
import type { Epochs } from '../oprf/epochs.ts'
import type { Database } from '../store/database.ts'
import { every, type Timers } from '../timers.ts'

const EVERY_MS = 10 * 60_000

export interface Retention { run(): Promise<{ envelopes: number; seeds: number }>; stop(): void }

export const startRetention = (parts: { database: Database; epochs: Epochs; clock: Clock; timers: Timers; log: FastifyBaseLogger }): Retention => {
  const { db } = parts.database
  const run = async (): Promise<{ envelopes: number; seeds: number }> => {
    const now = parts.clock.now()
    const deleted = await db.deleteFrom('events').where('expires_day', '<=', dayNumber(new Date(now))).executeTakeFirst()
    await db.deleteFrom('mailboxes').where('expires_at', '<=', new Date(now)).execute()
    const gone = { envelopes: Number(deleted.numDeletedRows), seeds: await parts.epochs.deleteEnded() }
    const hour = new Date(Math.floor(now / 3_600_000) * 3_600_000)
    const rows = Object.entries(gone).filter(([, count]) => count > 0).map(([kind, count]) => ({ kind, count, at_hour: hour }))
    if (rows.length > 0) await db.insertInto('deletions').values(rows).execute()
    if (rows.length > 0) parts.log.info({ deleted: gone })
    return gone
  }
  const safely = (): void => { run().catch((error: unknown) => parts.log.warn({ fault: (error as { code?: string }).code ?? 'retention' })) }
  safely()
  return { run, stop: every(parts.timers, EVERY_MS, safely) }
}
