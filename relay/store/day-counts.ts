/**
 * What is counted on a day (UTC), under names of 16 bytes: envelopes and statements against a quota, and challenges
 * that were used. In the database, so that relays on it share the count; deleted when the day is over.
 */
import { createHmac } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Tables } from './schema.ts'

const NAME_BYTES = 16

export interface Counted {
  readonly name: Buffer
  /** Days since 1970; the row goes when it is over. */
  readonly day: number
  readonly most: number
}

/** A name that nobody makes without `secret`, and that is another one on another day. */
export const nameOn = (secret: Uint8Array, day: number, ...what: readonly string[]): Buffer =>
  createHmac('sha256', secret)
    .update([...what.slice(0, 1), String(day), ...what.slice(1)].join('\0'))
    .digest()
    .subarray(0, NAME_BYTES)

/** Counts `count` more; false, and nothing counted, where that is above `most`. */
export const countMore = async (
  db: Kysely<Tables>,
  { name, day, most }: Counted,
  count: number,
): Promise<boolean> => {
  if (count > most) return false
  const { rows } = await sql`insert into day_counts (subject, day, count) values (${name}, ${day}, ${count})
    on conflict (subject) do update set count = day_counts.count + excluded.count where day_counts.count + excluded.count <= ${most} returning count`.execute(
    db,
  )
  return rows.length > 0
}
