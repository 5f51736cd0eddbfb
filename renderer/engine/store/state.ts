/**
 * What an open engine holds in memory: the rows of the store, opened, and the keys and indexes made from
 * them. Memory follows the disk: a change is committed to the store first and seen here after
 * (ARCHITECTURE.md, "Records on the device").
 */
import type { HpkeKey } from '../../../shared/crypto/hpke.ts'
import type { Token } from '../../../shared/crypto/oprf.ts'
import type { Child } from '../../../shared/domain/child.ts'
import type { KeyScope } from '../../../shared/domain/identifiers.ts'
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import type { ErrorName } from '../../../shared/errors.ts'
import { emptyDirectory, firstOf, type Directory } from '../../../shared/membership/directory.ts'
import { boardToken, threadToken, type WeekKey } from '../../../shared/protocol/envelope.ts'
import type { LogEntry } from '../../../shared/api/logbook.ts'
import { MatchIndex, type ChildMeaning, type FollowedMeaning } from '../core/match-index.ts'
import type { Thread, ThreadEvent } from '../core/thread.ts'
import type { Identity } from '../crypto/identity.ts'
import type { Change, SealedChange } from './changes.ts'
import { TABLES, type LocalStore, type StoredTable, type TableName } from './database.ts'
import type {
  BrokenRow,
  CounterRow,
  Hint,
  Invite,
  StoredEnvelope,
  Meta,
  OutboxItem,
  StoredTokens,
} from './rows.ts'
import { WriteBehind, type Transaction } from './write-behind.ts'
import type { KeyType } from '../../../shared/matching/key-types.ts'
import type { EscalationReason } from '../../../shared/domain/linies.ts'
import { ReplyKeys } from '../crypto/reply-keys.ts'

/**
 * What this organisation may open since two coordinators agreed. `envelope`: nonce of the one that it opened,
 * null until that came.
 */
export interface HeldEscalation {
  readonly id: string
  readonly key: Uint8Array
  readonly reason: EscalationReason
  readonly at: string
  envelope: string | null
}
/** Evaluations asked by the own organisation, by holder and epoch, as the holder told last. */
export type Used = Map<string, Readonly<Partial<Record<KeyType, number>>>>

export class State {
  identity: Identity
  readonly meta: Partial<Meta> = {}
  readonly children = new Map<string, Child>()
  /** Another number after every change of a row of the table. */
  readonly revisions: Record<StoredTable, number> = {
    children: 0,
    tokens: 0,
    threads: 0,
    envelopes: 0,
    outbox: 0,
    log: 0,
    invites: 0,
    counters: 0,
    hints: 0,
    meta: 0,
    undo: 0,
  }
  readonly tokens = new Map<string, StoredTokens>()
  readonly threads = new Map<string, Thread>()
  readonly envelopes = new Map<string, StoredEnvelope>()
  readonly outbox = new Map<string, OutboxItem>()
  readonly log = new Map<string, LogEntry>()
  readonly invites = new Map<string, Invite>()
  readonly counters = new Map<string, CounterRow>()
  readonly hints = new Map<string, Hint>()
  /** Tokens of the own list, for signalen; and of what is followed here, for all that comes after one. */
  readonly matching = new MatchIndex<ChildMeaning>()
  readonly followed = new MatchIndex<FollowedMeaning>()
  /** Those of `matching` with which kept signalen were not compared yet. */
  fresh = new MatchIndex<ChildMeaning>()
  directory: Directory = emptyDirectory
  /** Opened week keys by {@link weekKeyName}, and private keys of the organisation by version. */
  readonly weekKeys = new Map<string, WeekKey>()
  readonly organisationKeys = new Map<number, { readonly privateKey: Uint8Array; readonly key: HpkeKey }>()
  /** Keys of single signalen, by escalation: of a line behind only. */
  readonly escalations = new Map<string, HeldEscalation>()
  /** Private reply keys of own signalen and answers, made ready for use. */
  readonly replyKeys = new ReplyKeys()
  /** Why outbox items could not leave at the last try, by order. */
  readonly waitingFor = new Map<number, ErrorName>()
  /** Evaluations used at both holders, as they told last. */
  readonly used: Used = new Map()
  /** False as long as the tables of {@link LATER} are being opened. */
  isWhole = false
  readonly #store: LocalStore
  readonly #behind: WriteBehind

  constructor(store: LocalStore, identity: Identity) {
    this.#store = store
    this.identity = identity
    this.#behind = new WriteBehind({
      valueOf: ({ table, key }) => this.#valueOf(table, key),
      remember: (change) => this.#remember(change),
      write: (changes) => store.write(changes),
    })
    this.followed.add('board', boardToken as Token, { kind: 'board' })
  }

  /** Returns rows that did not open, for recovery/mend.ts. `breathe` comes between two rows. */
  async load(
    tables: readonly TableName[] = TABLES,
    breathe: () => Promise<void> = async () => {},
  ): Promise<BrokenRow[]> {
    const unopened: BrokenRow[] = []
    for (const table of tables) {
      const { rows, broken } = await this.#store.load(table, breathe)
      for (const [key, value] of rows) this.#remember({ table, key, value }, this.meta.compared)
      for (const key of broken) unopened.push({ table, key })
    }
    return unopened
  }

  /** Disk first, memory after. Throws storage-full and keeps memory as it was. */
  async commit(given: readonly Change[]): Promise<void> {
    const changes = [...given, ...this.comparedNoMore(given)]
    await this.flush()
    await this.#store.write(changes)
    for (const change of changes) this.#remember(change)
  }

  /** What these changes do to {@link Meta.compared}; for {@link commitSealed}, `commit` does it itself. */
  comparedNoMore(changes: readonly Change[]): Change[] {
    const brings = changes.some(
      ({ table, key, value }) =>
        value !== undefined && (table === 'tokens' || (table === 'meta' && key === 'directory')),
    )
    return brings && this.meta.compared ? [{ table: 'meta', key: 'compared', value: undefined }] : []
  }

  /** The tokens that kept signalen are to be compared with now; what comes meanwhile is for the next time. */
  takeFresh(): MatchIndex<ChildMeaning> {
    const taken = this.fresh
    this.fresh = new MatchIndex()
    return taken
  }

  /**
   * A transaction of many changes, each of which sees the ones before: in memory as they are staged, on disk
   * all at once when `task` is done. If the write fails, memory is put back. Throws what `task` throws, and
   * storage-full.
   */
  async transaction(task: Transaction): Promise<void> {
    await this.writeBehind(task)
    await this.flush()
  }

  /** As {@link WriteBehind.stage}: only for events that can be downloaded again. */
  writeBehind(task: Transaction): Promise<void> {
    return this.#behind.stage(task)
  }

  /** Resolves when all that was staged is on disk. Throws why it is not, once; memory is as it was then. */
  flush(): Promise<void> {
    return this.#behind.flush()
  }

  /** Moves rows that did not open out of the way and commits `changes`, all or nothing. */
  async setAside(
    rows: readonly { readonly table: TableName; readonly key: string }[],
    changes: readonly Change[],
  ): Promise<void> {
    await this.flush()
    await this.#store.setAside(rows, changes)
    for (const change of changes) this.#remember(change)
  }

  forgetAside(keys: readonly string[]): Promise<void> {
    return this.#store.forgetAside(keys)
  }

  /** For a place outside the database. */
  sealAside(name: string, value: unknown): string {
    return this.#store.sealAside(name, value)
  }

  /** Seals many changes ahead of {@link commitSealed}; nothing is written yet. */
  seal(changes: readonly Change[], breathe: (done: number) => Promise<void>): Promise<SealedChange[]> {
    return this.#store.seal(changes, breathe)
  }

  /** As `commit`, for many rows: children appear all at once, their tokens are filed away a few at a time. */
  async commitSealed(
    changes: readonly Change[],
    sealed: readonly SealedChange[],
    breathe: () => Promise<void>,
    handed?: (done: number) => void,
  ): Promise<void> {
    await this.flush()
    await this.#store.writeSealed(sealed, handed)
    for (const change of changes) if (change.table !== 'tokens') this.#remember(change)
    for (const change of changes) {
      if (change.table !== 'tokens') continue
      this.#remember(change)
      await breathe()
    }
  }

  /** Rows that are not kept in memory: as they were before the last import. */
  async loadUndo(): Promise<ReadonlyMap<string, unknown>> {
    return (await this.#store.load('undo')).rows
  }

  close(): void {
    this.matching.clear()
    this.followed.clear()
    this.fresh.clear()
    for (const map of [
      this.children,
      this.tokens,
      this.threads,
      this.envelopes,
      this.outbox,
      this.log,
      this.invites,
      this.counters,
      this.hints,
      this.weekKeys,
      this.organisationKeys,
    ])
      map.clear()
    this.#store.close()
  }

  get childrenRevision(): number {
    return this.revisions.children
  }

  #valueOf(table: StoredTable, key: string): unknown {
    if (table === 'meta') return this.meta[key as keyof Meta]
    return table === 'undo' ? undefined : this[table].get(key)
  }

  #remember({ table, key, value }: Change, isCompared = false): void {
    this.revisions[table] += 1
    if (table === 'meta') {
      Object.assign(this.meta, { [key]: value })
      return
    }
    if (table === 'undo') return
    const map = this[table] as Map<string, unknown>
    if (table === 'tokens') this.#indexTokens(key, value as StoredTokens | undefined, isCompared)
    if (table === 'threads') this.#indexThread(key, value as Thread | undefined)
    if (value === undefined) map.delete(key)
    else map.set(key, value)
  }

  #indexTokens(key: string, row: StoredTokens | undefined, isCompared: boolean): void {
    const indexes = [this.matching, this.fresh]
    for (const { token } of this.tokens.get(key)?.tokens ?? [])
      for (const index of indexes) index.remove(`${key}|${token}`)
    for (const { type, token } of row?.tokens ?? [])
      for (const index of isCompared ? [this.matching] : indexes)
        index.add(`${key}|${token}`, fromBase64url(token) as Token, {
          kind: 'child',
          childId: row!.childId,
          type,
        })
  }

  #indexThread(key: string, thread: Thread | undefined): void {
    if (this.threads.get(key)?.contentKey === thread?.contentKey) return
    this.followed.remove(`thread|${key}`)
    if (thread && thread.contentKey !== '')
      this.followed.add(`thread|${key}`, threadToken(fromBase64url(thread.contentKey)), {
        kind: 'thread',
        threadId: key,
      })
  }
}

/**
 * Whether the organisation has filled in its DPIA and FG: before that there is no live work (docs/field.md,
 * "Before real work"). A device that has not yet reached the relay does not know; what it files waits, and
 * leaves only when it does.
 */
export const hasDpia = (state: Pick<State, 'directory' | 'identity' | 'meta'>): boolean =>
  state.meta.directory === undefined ||
  Boolean(state.directory.details.get(state.identity.organisation.id)?.dpia)
/**
 * The first device of a line of moves (shared/membership/directory.ts), by any device of it: who an event is of.
 * This device knows its own past before it has read of its move in the directory.
 */
export const firstDeviceOf = (
  { directory, identity }: Pick<State, 'directory' | 'identity'>,
  deviceId: string,
): string => (deviceId === identity.device.id ? identity.firstDeviceId : firstOf(directory, deviceId))

/** Of an event that this device signed, as its thread keeps them. */
export const authorIds = (
  state: Pick<State, 'directory' | 'identity'>,
  deviceId: string,
): Pick<ThreadEvent, 'deviceId' | 'signedBy'> => {
  const first = firstDeviceOf(state, deviceId)
  return { deviceId: first, ...(first === deviceId ? {} : { signedBy: deviceId }) }
}

export const weekKeyName = (week: number, keyId: string, of: KeyScope): string => `${week}|${keyId}|${of}`
/** Week keys of a week that we could open: newest first, and of those the one that most others could open too. */
export const weekKeysOf = (
  { weekKeys, directory }: Pick<State, 'weekKeys' | 'directory'>,
  week: number,
  of: KeyScope,
): WeekKey[] => {
  const closedTo = ({ keyId }: WeekKey): number => directory.unusableKeys.get(toBase64url(keyId))?.length ?? 0
  return [...weekKeys.values()]
    .filter((scope) => scope.week === week && scope.of === of)
    .sort((a, b) => b.generation - a.generation || closedTo(a) - closedTo(b))
}
