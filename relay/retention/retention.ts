/**
 * What has outlived its date goes: envelopes by their own date, seeds of ended epochs. Rows are deleted, not
 * marked; how many is written down, in the transparency log too, what they were is not. Once a day their
 * bytes leave the files (store/erase.ts; docs/operations.md says where they may stay a while).
 */
import type { FastifyBaseLogger } from 'fastify'
import { sql, type Transaction } from 'kysely'
import { dayNumber, type Clock } from '../../shared/calendar/time.ts'
import type { Epochs } from '../oprf/epochs.ts'
import type { Leaf } from '../../shared/log/leaves.ts'
import { tellInTree } from '../log/tree.ts'
import { faultOf, type Database } from '../store/database.ts'
import type { Tables } from '../store/schema.ts'
import { every, type Timers } from '../timers.ts'

const EVERY_MS = 10 * 60_000

export interface Retention {
  run(): Promise<{ envelopes: number; seeds: number }>
  stop(): void
}

/** Counts of days that are over and do not stand in the tree yet: from now on they do. */
const evaluationsBefore = async (tx: Transaction<Tables>, today: number): Promise<Leaf[]> => {
  const rows = await tx
    .updateTable('evaluations')
    .set({ in_tree: true })
    .where('in_tree', '=', false)
    .where('day', '<', today)
    .returning(['organisation_id', 'type', 'epoch', 'generation', 'day', 'count'])
    .execute()
  return rows.map(({ organisation_id, type, epoch, generation, day, count }) => ({
    kind: 'evaluations',
    organisationId: organisation_id,
    type,
    epoch,
    generation,
    day,
    count,
  }))
}

/** Of all relays on a database one does it, at the first run of a day after rows were deleted. */
const eraseOnce = async ({ db, erase }: Database, today: number): Promise<void> => {
  const { deleting_runs, erased_runs, erased_day } = await db
    .selectFrom('log_head')
    .select(['deleting_runs', 'erased_runs', 'erased_day'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  if (!erase || deleting_runs === erased_runs || erased_day >= today) return
  await erase()
  await db
    .updateTable('log_head')
    .set({ erased_runs: deleting_runs, erased_day: today })
    .where('id', '=', 1)
    .execute()
}

export const startRetention = (parts: {
  database: Database
  epochs: Epochs
  clock: Clock
  timers: Timers
  log: FastifyBaseLogger
}): Retention => {
  const { db } = parts.database
  const warn = (error: unknown): void => parts.log.warn({ fault: faultOf(error), task: 'retention' })
  const run = async (): Promise<{ envelopes: number; seeds: number }> => {
    const now = parts.clock.now()
    const today = dayNumber(new Date(now))
    const hour = new Date(Math.floor(now / 3_600_000) * 3_600_000)
    const seeds = await parts.epochs.deleteEnded()
    const envelopes = await db.transaction().execute(async (tx) => {
      const deleted = await tx.deleteFrom('events').where('expires_day', '<=', today).executeTakeFirst()
      const mailboxes = await tx
        .deleteFrom('mailboxes')
        .where('expires_at', '<=', new Date(now))
        .executeTakeFirst()
      const counted = await tx.deleteFrom('day_counts').where('day', '<', today).executeTakeFirst()
      if (deleted.numDeletedRows + mailboxes.numDeletedRows + counted.numDeletedRows > 0n)
        await tx
          .updateTable('log_head')
          .set({ deleting_runs: sql`deleting_runs + 1` })
          .where('id', '=', 1)
          .execute()
      const gone = { envelopes: Number(deleted.numDeletedRows), seeds }
      const counts = Object.entries(gone).filter(([, count]) => count > 0)
      if (counts.length > 0)
        await tx
          .insertInto('deletions')
          .values(counts.map(([kind, count]) => ({ kind, count, at_hour: hour })))
          .execute()
      const told: Leaf[] = counts.map(([what, count]) => ({
        kind: 'deletion',
        what: what as keyof typeof gone,
        count,
        day: today,
      }))
      await tellInTree(tx, [...(await evaluationsBefore(tx, today)), ...told])
      return gone.envelopes
    })
    if (envelopes + seeds > 0) parts.log.info({ deleted: { envelopes, seeds } })
    await eraseOnce(parts.database, today).catch(warn)
    return { envelopes, seeds }
  }
  const safely = (): void => {
    run().catch(warn)
  }
  safely()
  return { run, stop: every(parts.timers, EVERY_MS, safely) }
}
