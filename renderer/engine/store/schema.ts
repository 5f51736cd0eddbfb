/**
 * The tables of the local database. Its version also stands in a row of its own (`meta/schemaVersion`), because
 * a browser lets an older program open newer data without a word.
 */
export const SCHEMA_VERSION = 1

/** Tables whose rows are opened at the start and kept in memory. */
export const TABLES = [
  'meta',
  'children',
  'tokens',
  'threads',
  'envelopes',
  'outbox',
  'log',
  'invites',
  'counters',
  'hints',
] as const
export type TableName = (typeof TABLES)[number]
/** Most of what there is, and needed by nobody who looks: opened after the app can be used. */
export const LATER = ['tokens', 'envelopes'] as const satisfies readonly TableName[]
/** Kept on disk only: `undo` is how the last import is undone. */
export type StoredTable = TableName | 'undo'
/** Rows that do not open are set aside in `quarantine`, as they are. */
export const ALL_TABLES = [...TABLES, 'undo', 'quarantine'] as const
