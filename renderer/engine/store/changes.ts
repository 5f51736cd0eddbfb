/** Changes of rows, and the keys that rows lie under. */
import type { Meta, Rows } from './rows.ts'
import type { StoredTable, TableName } from './schema.ts'

export interface Change {
  readonly table: StoredTable
  readonly key: string
  /** Undefined deletes. */
  readonly value: unknown
}
/** A change sealed and ready to be written; null deletes. */
export interface SealedChange {
  readonly table: StoredTable
  readonly key: string
  readonly sealed: Uint8Array | null
}
export const put = <T extends Exclude<TableName, 'meta'>>(table: T, key: string, value: Rows[T]): Change => ({
  table,
  key,
  value,
})
export const remove = (table: StoredTable, key: string): Change => ({ table, key, value: undefined })
export const setMeta = <K extends keyof Meta>(key: K, value: Meta[K] | undefined): Change => ({
  table: 'meta',
  key,
  value,
})
export const outboxKey = (order: number): string => String(order).padStart(12, '0')
export const envelopeKey = (seq: number): string => String(seq).padStart(12, '0')
export const tokensKey = (epoch: number, childId: string): string => `${epoch}|${childId}`
