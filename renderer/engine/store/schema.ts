/**
 * What each released version of the local database held. A version is never changed once it was released; a
 * change is a new one at the end, with a frozen database of it in test/fixtures/db. Its number also stands in
 * a row of its own (`meta/schemaVersion`), because a browser lets an older program open newer data without a
 * word.
 */
import type { Transaction } from 'dexie'

const FIRST = ['meta', 'children', 'tokens', 'threads', 'live', 'outbox', 'log'] as const
const SECOND = [...FIRST, 'invites', 'chains'] as const
/** `hints` came while this one was in use, which is why a database of version 3 may lack it. */
const THIRD = [...SECOND, 'hints', 'undo'] as const
/** Rows that do not open are set aside in `quarantine`, as they are. */
const FOURTH = [...THIRD, 'quarantine'] as const

export const SCHEMAS = [FIRST, SECOND, THIRD, FOURTH] as const
/** What is done to rows on the way to a version. Values are sealed: only keys can be looked at here. */
export const ON_THE_WAY: Readonly<
  Partial<Record<number, (transaction: Transaction) => PromiseLike<unknown>>>
> = {
  // Version 2 kept one row a device, without a date to go by; since 3 there is a row for each event.
  4: (transaction) =>
    transaction
      .table<{ key: string }>('chains')
      .filter(({ key }) => !key.includes('|'))
      .delete(),
}
export const SCHEMA_VERSION = SCHEMAS.length

/** Tables whose rows are opened at the start and kept in memory. */
export const TABLES = [
  'meta',
  'children',
  'tokens',
  'threads',
  'live',
  'outbox',
  'log',
  'invites',
  'chains',
  'hints',
] as const
export type TableName = (typeof TABLES)[number]
/** Most of what there is, and needed by nobody who looks: opened after the app can be used. */
export const LATER = ['tokens', 'live'] as const satisfies readonly TableName[]
/** On disk only: how the last import is undone, and what did not open. */
export type StoredTable = TableName | 'undo'
