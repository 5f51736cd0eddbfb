/**
 * The local store: Dexie (IndexedDB) with every value sealed and bound to its table and key; keys are random or numbers
 * and say nothing of a person. The only file that opens Dexie. A write is one transaction: all of it or none.
 */
import Dexie, { type Table } from 'dexie'
import { openRow, sealRow, type Random } from '../../../shared/crypto/seal.ts'
import { RuggensteunError } from '../../../shared/errors.ts'

export const TABLES = ['meta', 'children', 'tokens', 'threads', 'live', 'outbox', 'log', 'invites', 'chains', 'hints'] as const
const FIRST_TABLES: readonly TableName[] = ['meta', 'children', 'tokens', 'threads', 'live', 'outbox', 'log']
const SECOND_TABLES: readonly TableName[] = [...FIRST_TABLES, 'invites', 'chains']
export type TableName = (typeof TABLES)[number]
/** Beside them: how the last import is undone. On disk only, read when it is asked for. */
const STORED = [...TABLES, 'undo'] as const
export type StoredTable = (typeof STORED)[number]
export interface Change { readonly table: StoredTable; readonly key: string; /** Undefined deletes. */ readonly value: unknown }
/** A change sealed and ready to be written; null deletes. */
export interface SealedChange { readonly table: StoredTable; readonly key: string; readonly sealed: Uint8Array | null }
interface Row { key: string; sealed: Uint8Array }
export interface Loaded { readonly rows: ReadonlyMap<string, unknown>; /** Keys of rows that did not open: kept, not used, reported. */ readonly broken: readonly string[] }

const OPEN_TIMEOUT_MS = 10_000
/** Rows handed to IndexedDB at once: a few milliseconds of this thread. */
const PUT_AT_ONCE = 500
const SEAL_AT_ONCE = 50

/** What a caught error and those inside it are called: Dexie wraps what aborted a transaction, and gathers what failed of a bulk. */
const namesIn = (cause: unknown, depth = 5): string[] => {
  const { name, inner, failures } = (cause ?? {}) as { name?: string; inner?: unknown; failures?: readonly unknown[] }
  if (!name || depth === 0) return []
  return [name, ...namesIn(inner, depth - 1), ...namesIn(failures?.[0], depth - 1)]
}

/** A full disk is a QuotaExceededError, sometimes inside an AbortError or a BulkError (failures.md 9). */
export const mapStorageError = (cause: unknown): RuggensteunError => {
  const names = new Set(namesIn(cause))
  const code = names.has('QuotaExceededError') ? 'storage-full' : names.has('VersionError') ? 'newer-data' : names.has('Timeout') ? 'second-window' : 'storage-broken'
  return new RuggensteunError(code, {}, { cause })
}

export class LocalStore {
  readonly #db: Dexie
  readonly #dataKey: Uint8Array
  readonly #random: Random

  private constructor(db: Dexie, dataKey: Uint8Array, random: Random) {
    this.#db = db
    this.#dataKey = dataKey
    this.#random = random
  }

  /** Throws second-window, newer-data, storage-full or storage-broken; never waits longer than ten seconds. */
  static async open(profile: string, dataKey: Uint8Array, io: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange; random: Random }): Promise<LocalStore> {
    const db = new Dexie(`ruggensteun-${profile}`, { indexedDB: io.indexedDB, IDBKeyRange: io.IDBKeyRange })
    db.version(1).stores(Object.fromEntries(FIRST_TABLES.map((table) => [table, 'key'])))
    db.version(2).stores(Object.fromEntries(SECOND_TABLES.map((table) => [table, 'key'])))
    db.version(3).stores(Object.fromEntries(STORED.map((table) => [table, 'key'])))
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('the database did not open'), { name: 'Timeout' })), OPEN_TIMEOUT_MS)
    })
    try {
      await Promise.race([db.open(), tooLong])
    } catch (cause) {
      db.close()
      throw mapStorageError(cause)
    } finally {
      clearTimeout(timer)
    }
    return new LocalStore(db, dataKey, io.random)
  }

  /** Removes a database whose data key is gone: nothing in it can be read any more. */
  static async destroy(profile: string, io: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }): Promise<void> {
    await new Dexie(`ruggensteun-${profile}`, { indexedDB: io.indexedDB, IDBKeyRange: io.IDBKeyRange }).delete().catch((cause: unknown) => { throw mapStorageError(cause) })
  }

  #table(name: StoredTable): Table<Row, string> {
    return this.#db.table(name)
  }

  async load(table: StoredTable): Promise<Loaded> {
    const rows = new Map<string, unknown>()
    const broken: string[] = []
    for (const { key, sealed } of await this.#table(table).toArray().catch((cause: unknown) => { throw mapStorageError(cause) })) {
      const value = openRow(this.#dataKey, table, key, sealed)
      if (value === undefined) broken.push(key)
      else rows.set(key, value)
    }
    return { rows, broken }
  }

  #seal({ table, key, value }: Change): SealedChange {
    return { table, key, sealed: value === undefined ? null : sealRow(this.#dataKey, table, key, value, this.#random) }
  }

  /** Many changes, sealed a few at a time; `breathe` comes in between. */
  async seal(changes: readonly Change[], breathe: (done: number) => Promise<void>): Promise<SealedChange[]> {
    const sealed: SealedChange[] = []
    for (const change of changes) {
      sealed.push(this.#seal(change))
      if (sealed.length % SEAL_AT_ONCE === 0) await breathe(sealed.length)
    }
    return sealed
  }

  /** All changes or none; resolves when they are committed with strict durability. */
  async write(changes: readonly Change[]): Promise<void> {
    if (changes.length > 0) await this.writeSealed(changes.map((change) => this.#seal(change)))
  }

  /** As `write`. One transaction, filled in portions, so that other messages are heard in between; `handed` tells how many. */
  async writeSealed(ready: readonly SealedChange[], handed: (done: number) => void = () => {}): Promise<void> {
    const tables = [...new Set(ready.map(({ table }) => table))]
    let done = 0
    try {
      await this.#db.transaction('rw', tables, async () => {
        for (const table of tables) {
          const mine = ready.filter((change) => change.table === table)
          for (let at = 0; at < mine.length; at += PUT_AT_ONCE) {
            const portion = mine.slice(at, at + PUT_AT_ONCE)
            await this.#table(table).bulkPut(portion.flatMap(({ key, sealed }) => (sealed ? [{ key, sealed }] : [])))
            await this.#table(table).bulkDelete(portion.flatMap(({ key, sealed }) => (sealed ? [] : [key])))
            handed((done += portion.length))
          }
        }
      })
    } catch (cause) {
      throw mapStorageError(cause)
    }
  }

  close(): void {
    this.#db.close()
  }
}
