/**
 * What each released version of the local database held. A version is never changed once it was released; a change is a new
 * one at the end, with a frozen database of it in test/fixtures/db. Its number also stands in a row of its own
 * (`meta/schemaVersion`), because a browser lets an older program open newer data without a word.
 */
const FIRST = ['meta', 'children', 'tokens', 'threads', 'live', 'outbox', 'log'] as const
const SECOND = [...FIRST, 'invites', 'chains'] as const
/** `hints` came while this one was in use, which is why a database of version 3 may lack it. */
const THIRD = [...SECOND, 'hints', 'undo'] as const
/** Rows that do not open are set aside in `quarantine`, as they are. */
const FOURTH = [...THIRD, 'quarantine'] as const

export const SCHEMAS = [FIRST, SECOND, THIRD, FOURTH] as const
export const SCHEMA_VERSION = SCHEMAS.length

/** Tables whose rows are opened at the start and kept in memory. */
export const TABLES = ['meta', 'children', 'tokens', 'threads', 'live', 'outbox', 'log', 'invites', 'chains', 'hints'] as const
export type TableName = (typeof TABLES)[number]
/** On disk only: how the last import is undone, and what did not open. */
export type StoredTable = TableName | 'undo'
