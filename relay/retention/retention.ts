/**
 * What has outlived its date goes: envelopes by their own date, seeds of ended epochs. Rows are deleted, not marked;
 * how many is written down, in the transparency log too, what they were is not. PostgreSQL keeps the bytes in its WAL until that is recycled
 * (docs/operations.md says how long).
 */
import type { FastifyBaseLogger } from 'fastify'
import type { Transaction } from 'kysely'
import { dayNumber, type Clock } from '../../shared/time.ts'
import type { Epochs } from '../oprf/epochs.ts'
import type { Leaf } from '../../shared/log/leaves.ts'
import { tellInTree } from '../log/tree.ts'
import type { Database } from '../store/database.ts'
import type { Tables } from '../store/schema.ts'
import { every, type Timers } from '../timers.ts'

const EVERY_MS = 10 * 60_000

export interface Retention { run(): Promise<{ envelopes: number; seeds: number }>; stop(): void }

/** Counts of days that are over and do not stand in the tree yet: from now on they do. */
const evaluationsBefore = async (tx: Transaction<Tables>, today: number): Promise<Leaf[]> => {
  const rows = await tx.updateTable('evaluations').set({ in_tree: true }).where('in_tree', '=', false).where('day', '<', today).returning(['organisation_id', 'type', 'epoch', 'generation', 'day', 'count']).execute()
  return rows.map(({ organisation_id, type, epoch, generation, day, count }) => ({ kind: 'evaluations', organisationId: organisation_id, type, epoch, generation, day, count }))
}

export const startRetention = (parts: { database: Database; epochs: Epochs; clock: Clock; timers: Timers; log: FastifyBaseLogger }): Retention => {
  const { db } = parts.database
  const run = async (): Promise<{ envelopes: number; seeds: number }> => {
    const now = parts.clock.now()
    const today = dayNumber(new Date(now))
    const hour = new Date(Math.floor(now / 3_600_000) * 3_600_000)
    await db.deleteFrom('mailboxes').where('expires_at', '<=', new Date(now)).execute()
    await db.deleteFrom('pushes').where('day', '<', today).execute()
    const seeds = await parts.epochs.deleteEnded()
    const envelopes = await db.transaction().execute(async (tx) => {
      const deleted = await tx.deleteFrom('events').where('expires_day', '<=', today).executeTakeFirst()
      const gone = { envelopes: Number(deleted.numDeletedRows), seeds }
      const counts = Object.entries(gone).filter(([, count]) => count > 0)
      if (counts.length > 0) await tx.insertInto('deletions').values(counts.map(([kind, count]) => ({ kind, count, at_hour: hour }))).execute()
      const told: Leaf[] = counts.map(([what, count]) => ({ kind: 'deletion', what: what as keyof typeof gone, count, day: today }))
      await tellInTree(tx, [...(await evaluationsBefore(tx, today)), ...told])
      return gone.envelopes
    })
    if (envelopes + seeds > 0) parts.log.info({ deleted: { envelopes, seeds } })
    return { envelopes, seeds }
  }
  const safely = (): void => { run().catch((error: unknown) => parts.log.warn({ fault: (error as { code?: string }).code ?? 'retention' })) }
  safely()
  return { run, stop: every(parts.timers, EVERY_MS, safely) }
}
