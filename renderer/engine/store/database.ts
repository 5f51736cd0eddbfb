/**
 * The local store: Dexie (IndexedDB) with every value sealed and bound to its table and key; keys are random
 * or numbers and say nothing of a person. The only file that opens Dexie. A write is one transaction: all of
 * it or none.
 */
import Dexie, { type Table } from 'dexie'
import { openRow, sealRow, type Random } from '../../../shared/crypto/seal.ts'
import { toBase64url, fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Change, SealedChange } from './changes.ts'
import { mapStorageError } from './faults.ts'
import { ALL_TABLES, SCHEMA_VERSION, type StoredTable } from './schema.ts'

export { LATER, TABLES, type StoredTable, type TableName } from './schema.ts'

interface Row {
  key: string
  sealed: Uint8Array
}
export interface Loaded {
  readonly rows: ReadonlyMap<string, unknown>
  /** Keys of rows that did not open: kept, not used, reported. */
  readonly broken: readonly string[]
}

const OPEN_TIMEOUT_MS = 10_000
/** Rows handed to IndexedDB at once: a few milliseconds of this thread. */
const PUT_AT_ONCE = 500
const SEAL_AT_ONCE = 50

const named = (name: string): Error => Object.assign(new Error('the database did not open'), { name })
/**
 * Another connection that does not let go, or a browser that never answers, ends in an error of that name.
 */
const inTime = async <T>(task: () => PromiseLike<T>, isBlocked: () => boolean): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(named(isBlocked() ? 'Blocked' : 'Timeout')), OPEN_TIMEOUT_MS)
  })
  try {
    return await Promise.race([task(), tooLong])
  } finally {
    clearTimeout(timer)
  }
}
const nameOf = (profile: string): string => `ruggensteun-${profile}`
interface Io {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

/** Before Dexie sees it: opening newer data with an older program would add tables to it. */
const refuseNewer = async (profile: string, indexedDB: IDBFactory): Promise<void> => {
  const known = (await indexedDB.databases()).find(({ name }) => name === nameOf(profile))
  if (Math.floor((known?.version ?? 0) / 10) > SCHEMA_VERSION) throw new RuggensteunError('newer-data')
}

/**
 * Strict: what a person saw as saved is on the disk itself. Chromium's default leaves it to the next flush of
 * the machine.
 */
const declared = (profile: string, { indexedDB, IDBKeyRange }: Io): Dexie => {
  const db = new Dexie(nameOf(profile), { indexedDB, IDBKeyRange, chromeTransactionDurability: 'strict' })
  db.version(SCHEMA_VERSION).stores(Object.fromEntries(ALL_TABLES.map((table) => [table, 'key'])))
  return db
}

/** The key of a row that was set aside. */
export const asideKey = (table: string, key: string): string => `${table}|${key}`

export class LocalStore {
  readonly #db: Dexie
  readonly #dataKey: Uint8Array
  readonly #random: Random

  private constructor(db: Dexie, dataKey: Uint8Array, random: Random) {
    this.#db = db
    this.#dataKey = dataKey
    this.#random = random
  }

  /**
   * Never waits longer than ten seconds. Throws second-window (another connection does not let go),
   * newer-data, storage-full, storage-damaged (what is there cannot be opened any more) or storage-broken.
   */
  static async open(
    profile: string,
    dataKey: Uint8Array,
    io: Io & { readonly random: Random },
  ): Promise<LocalStore> {
    const db = declared(profile, io)
    let blocked = false
    db.on('blocked', () => {
      blocked = true
    })
    try {
      await inTime(
        () => refuseNewer(profile, io.indexedDB).then(() => db.open()),
        () => blocked,
      )
    } catch (cause) {
      db.close()
      throw mapStorageError(cause)
    }
    return new LocalStore(db, dataKey, io.random)
  }

  /**
   * Removes a database: its data key is gone, or a person chose to begin again. Waits no longer than `open`
   * does.
   */
  static async destroy(profile: string, { indexedDB, IDBKeyRange }: Io): Promise<void> {
    const db = new Dexie(nameOf(profile), { indexedDB, IDBKeyRange })
    let blocked = false
    db.on('blocked', () => {
      blocked = true
    })
    await inTime(
      () => db.delete(),
      () => blocked,
    ).catch((cause: unknown) => {
      throw mapStorageError(cause)
    })
  }

  /** Something of this device for a place outside the database, sealed as a row is. */
  sealAside(name: string, value: unknown): string {
    return toBase64url(sealRow(this.#dataKey, 'aside', name, value, this.#random))
  }

  /** Undefined where it was sealed by another device, or changed. */
  static openAside(dataKey: Uint8Array, name: string, text: string): unknown {
    return openRow(dataKey, 'aside', name, fromBase64url(text))
  }

  #table(name: StoredTable): Table<Row, string> {
    return this.#db.table(name)
  }

  async load(table: StoredTable, breathe: () => Promise<void> = async () => {}): Promise<Loaded> {
    const rows = new Map<string, unknown>()
    const broken: string[] = []
    for (const { key, sealed } of await this.#rowsOf(table)) {
      const value = sealed ? openRow(this.#dataKey, table, key, sealed) : undefined
      if (value === undefined) broken.push(key)
      else rows.set(key, value)
      await breathe()
    }
    return { rows, broken }
  }

  /** All at once; where the browser cannot read one of them, one by one, so that it costs that one only. */
  async #rowsOf(table: StoredTable): Promise<{ key: string; sealed: Uint8Array | null }[]> {
    try {
      return await this.#table(table).toArray()
    } catch {
      const keys = await this.#table(table)
        .toCollection()
        .primaryKeys()
        .catch((cause: unknown) => {
          throw mapStorageError(cause)
        })
      return Promise.all(
        keys.map((key) =>
          this.#table(table)
            .get(key)
            .then(
              (row) => ({ key, sealed: row?.sealed ?? null }),
              () => ({ key, sealed: null }),
            ),
        ),
      )
    }
  }

  /** Moves rows that do not open out of the way, byte for byte, and writes `changes` with it. */
  async setAside(
    rows: readonly { readonly table: StoredTable; readonly key: string }[],
    changes: readonly Change[],
  ): Promise<void> {
    const tables = [...new Set([...rows.map(({ table }) => table), ...changes.map(({ table }) => table)])]
    const sealed = changes.map((change) => this.#seal(change))
    try {
      await this.#db.transaction('rw', [...tables, 'quarantine'], async () => {
        for (const { table, key } of rows) {
          const row = await this.#table(table).get(key)
          if (row) await this.#db.table('quarantine').put({ ...row, key: asideKey(table, key) })
          await this.#table(table).delete(key)
        }
        for (const { table, key, sealed: value } of sealed)
          await (value ? this.#table(table).put({ key, sealed: value }) : this.#table(table).delete(key))
      })
    } catch (cause) {
      throw mapStorageError(cause)
    }
  }

  /** Rows set aside earlier that are past their date. */
  async forgetAside(keys: readonly string[]): Promise<void> {
    await this.#db
      .table('quarantine')
      .bulkDelete([...keys])
      .catch((cause: unknown) => {
        throw mapStorageError(cause)
      })
  }

  #seal({ table, key, value }: Change): SealedChange {
    return {
      table,
      key,
      sealed: value === undefined ? null : sealRow(this.#dataKey, table, key, value, this.#random),
    }
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

  /**
   * As `write`. One transaction, filled in portions, so that other messages are heard in between; `handed`
   * tells how many.
   */
  async writeSealed(
    ready: readonly SealedChange[],
    handed: (done: number) => void = () => {},
  ): Promise<void> {
    const tables = [...new Set(ready.map(({ table }) => table))]
    let done = 0
    try {
      await this.#db.transaction('rw', tables, async () => {
        for (const table of tables) {
          const mine = ready.filter((change) => change.table === table)
          for (let at = 0; at < mine.length; at += PUT_AT_ONCE) {
            const portion = mine.slice(at, at + PUT_AT_ONCE)
            await this.#table(table).bulkPut(
              portion.flatMap(({ key, sealed }) => (sealed ? [{ key, sealed }] : [])),
            )
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
