/**
 * What was deleted leaves the files too. DELETE and VACUUM leave the bytes of a row in its page until another
 * row takes the place; VACUUM FULL writes the rows that live into a new file and removes the old one, indexes
 * included. Then the write-ahead log begins a new segment, and a checkpoint lets go of those before it. How
 * long bytes may survive elsewhere: docs/operations.md.
 */
import type { Socket } from 'node:net'
import pg from 'pg'
import { CONNECTION } from '../bounds.ts'
import { RESERVE_BYTES } from './room.ts'

const TABLES = ['events', 'mailbox_messages', 'mailboxes', 'day_counts'] as const
/** Who pushes or pulls waits behind this wait, so it is short; the next run tries again. */
const LOCK_MS = 2_000
/**
 * Rewriting says nothing until it is done: seconds for a gigabyte. A connection that is silent for longer than
 * this, in milliseconds, is to a server that is not there any more.
 */
const SILENT_MS = 3_600_000
const INSUFFICIENT_PRIVILEGE = '42501'

/** Rewriting needs as much room as the table has. Where the disk is ours, `freeBytes` says what there is. */
const rewrite = async (
  client: pg.Client,
  table: string,
  freeBytes?: () => Promise<number>,
): Promise<void> => {
  const {
    rows: [found],
  } = await client.query<{ size: number }>('select pg_total_relation_size($1::regclass) as size', [table])
  if (!freeBytes || (await freeBytes()) - found!.size >= RESERVE_BYTES)
    return void (await client.query(`vacuum (full, analyze) ${table}`))
  await client.query(`vacuum ${table}`) // so that new rows take the places of the old ones
  throw new Error(`no room to rewrite ${table}`)
}

/** Rejects with PostgreSQL's error, or for want of room; nothing is lost then. */
export const eraseDeleted = async (url: string, freeBytes?: () => Promise<number>): Promise<void> => {
  const client = new pg.Client({ connectionString: url, ...CONNECTION })
  client.on('error', () => {})
  await client.connect()
  const stream = client.connection.stream as Socket
  stream.setTimeout(SILENT_MS, () => stream.destroy(new Error('the database is silent')))
  try {
    await client.query(`set lock_timeout = ${LOCK_MS}`)
    for (const table of TABLES) await rewrite(client, table, freeBytes)
    // On a server of the municipality's own this may be its administrator's right.
    for (const step of ['select pg_switch_wal()', 'checkpoint'])
      await client.query(step).catch((error: { code?: string }) => {
        if (error.code !== INSUFFICIENT_PRIVILEGE) throw error
      })
  } finally {
    await client.end()
  }
}
