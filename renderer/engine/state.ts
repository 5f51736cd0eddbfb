/**
 * What an open engine holds in memory: the rows of the store, opened, and the keys and indexes made from
 * them. Memory follows the disk: a change is committed to the store first and seen here after
 * (ARCHITECTURE.md, "Records on the device").
 */
import type { HpkeKey } from '../../shared/crypto/hpke.ts'
import type { Token } from '../../shared/crypto/oprf.ts'
import type { DeviceIdentity } from '../../shared/device-file.ts'
import type { AreaList } from '../../shared/domain/areas.ts'
import type { Child } from '../../shared/domain/child.ts'
import type { EventContent } from '../../shared/domain/signal.ts'
import { fromBase64url } from '../../shared/encoding.ts'
import type { ErrorName } from '../../shared/errors.ts'
import type { Directory } from '../../shared/protocol/directory.ts'
import { emptyDirectory, firstOf } from '../../shared/protocol/directory.ts'
import { boardToken, threadToken, type ScopeKey } from '../../shared/protocol/envelope.ts'
import type { MatchKeyType, Statement } from '../../shared/protocol/statements.ts'
import type { ImportOutcome } from '../../shared/caseload.ts'
import type {
  LogEntry,
  LogProblem,
  NotArrived,
  SafeguardingOfficer,
  SignalDraft,
} from '../../shared/worker.ts'
import type { SchoolHoliday, Region } from '../../shared/school-holidays.ts'
import type { HeldAppeal } from './appeals.ts'
import type { Silence } from './core/silence.ts'
import type { ToldCounts } from './core/told.ts'
import type { Absence } from './core/absence.ts'
import type { AttemptLog } from './core/attempts.ts'
import type { Decoy } from './core/decoys.ts'
import type { Tally } from './core/tallies.ts'
import type { ObstacleEvent } from './core/obstacles.ts'
import type { MatchedChild, Thread, ThreadEvent } from './core/thread.ts'
import { MatchIndex } from './core/match-index.ts'
import type { CheckpointSeen } from './core/trusted-time.ts'
import type { Identity } from './crypto/identity.ts'
import type { Pins } from './crypto/tokeniser.ts'
import type { Moving } from './commands/move.ts'
import type { Joining } from './joining.ts'
import type { Invite } from './sync/invitations.ts'
import type { Used } from './sync/room.ts'
import {
  TABLES,
  type Change,
  type LocalStore,
  type SealedChange,
  type StoredTable,
  type TableName,
} from './store/database.ts'

/** Tokens of one child in one epoch. */
export interface StoredTokens {
  readonly childId: string
  readonly epoch: number
  /** Seeds they were made with (tokeniser.ts). */
  readonly generations: string
  readonly tokens: readonly { readonly type: MatchKeyType; readonly token: string }[]
}
/**
 * One envelope of the relay's log, kept until it expires so that a child added later can still be recognised.
 */
export interface LiveEnvelope {
  readonly seq: number
  readonly envelope: string
  readonly expiresDay: number
  readonly isSignal: boolean | null
  /** With it the event's leaf in the log can be checked. */
  readonly salt?: string
}
export interface TakenByClock {
  readonly seq: number
  readonly expiresDay: number
}
/** What waits to leave. `envelope` is made once and kept, so that a retry is the same event. */
export interface OutboxItem {
  readonly order: number
  readonly threadId: string
  readonly content: EventContent
  readonly replyTo: string | null
  readonly expiresDay: number
  readonly envelope: string | null
  readonly hash: string | null
  /** Device that alone can open it. */
  readonly forDevice?: string
  /** Put into a file to be carried (sync/carry.ts); not sent by that. */
  readonly carriedAt?: string
}
/**
 * A signaal that may be about children of the own list: their hint keys agreed, so nothing of it could be
 * opened.
 */
export interface Hint {
  readonly id: string
  /** To answer to, without knowing who asks. */
  readonly replyKey: string
  readonly expiresDay: number
  readonly receivedAt: string
  readonly matched: readonly MatchedChild[]
  readonly notTheSame: readonly string[]
  readonly answered: boolean
  /** As of {@link Thread}. */
  readonly consulting?: string
}
export interface LogFinding {
  readonly what: LogProblem
  /** Which event or statement it is about, '' where it is about the whole log: each is told once. */
  readonly about: string
  readonly at: string
  /** JSON: what shows it, for the file that can be saved. */
  readonly shown: string
}
/** How far the relay's log was checked, and what was found wrong. */
export interface Watched {
  readonly size: number
  readonly edge: readonly string[]
  /** The relay's last note that was found right. */
  readonly note: string | null
  readonly checkedAt: string | null
  /** When the trustee, and the panel, signed last. */
  readonly confirmedAt: string | null
  readonly panelAt: string | null
  /** Numbers of the last event and the last statement whose leaf was looked at. */
  readonly lastEvent: number
  readonly lastStatement: number
  /** Oldest first. Finding one ends nothing: what comes after is checked as before. */
  readonly problems: readonly LogFinding[]
  /** How long the relay did not show its log whole, and the trustee did not sign that it saw the same. */
  readonly silence: { readonly log: Silence; readonly trustee: Silence }
}
/** Statements of the directory that wait to be compared with their leaf in the log. */
export interface UncheckedStatements {
  /** SHA-256 of the body, base64url, by number. */
  readonly hashes: Readonly<Record<number, string>>
  /** Numbers that the relay passed over. */
  readonly missing: readonly number[]
}
/** What the relay said it has, until it was seen in its log. */
interface Acknowledged {
  readonly statement: Statement
  readonly expiresDay: number
  /** Of what waited here: the statement may name what somebody carried along with it. */
  readonly own?: readonly string[]
}
export interface Meta {
  identity: DeviceIdentity
  /** In place of an identity, on the way in. */
  joining: Joining
  moving: Moving
  checkpoint: CheckpointSeen
  cursor: number
  /** Signalen up to this number of the relay's log have had their receipt made, or never will. */
  receipted: number
  pins: Pins
  /** Of the relay's log, on devices that watch over the whole. */
  told: ToldCounts
  directory: { readonly after: number; readonly statements: readonly Statement[] }
  uncheckedStatements: UncheckedStatements
  /** How many statements about the own organisation the trustee has heard of. */
  trusteeTold: number
  draft: SignalDraft
  lastImport: { readonly at: string; readonly outcome: ImportOutcome }
  /** The last import can be undone until then, from so many rows of the table `undo`. */
  undoable: {
    readonly until: string
    readonly rows: number
    /** What was the last import before it. */
    readonly previous: Meta['lastImport'] | null
  }
  watched: Watched
  acknowledged: readonly Acknowledged[]
  decoys: readonly Decoy[]
  /** Hash of this device's last event, and the next place in outbox and log. */
  chain: string
  nextOrder: number
  /** Of the program that wrote here last (store/schema.ts). */
  schemaVersion: number
  /**
   * Envelopes about nobody known here that went while only the laptop's clock said that it was their day
   * (sync.ts).
   */
  takenByClock: readonly TakenByClock[]
  /** Rows that did not open and lie in quarantine, with the moment it was noticed. */
  setAside: readonly SetAside[]
  /** Own messages that outlived their date while they waited; until a person has seen it. */
  notArrived: readonly NotArrived[]
  /** The user's own setting, or else the default of the kind of organisation. */
  secrecy: boolean
  safeguarding: SafeguardingOfficer
  /** Attempts to reach children of the list, by child. */
  attempts: AttemptLog
  /** Of a school: unauthorised absence of the last weeks, and when there is school. */
  absence: Absence
  school: { readonly region: Region; readonly holidays: readonly SchoolHoliday[] }
  /** Of a coordinator: how signalen of the wijken went that are gone. And the list that names wijken. */
  tallies: readonly Tally[]
  areas: AreaList
  /** The board of obstacles, and hashes of replies to own ones that the person of this device has seen. */
  obstacles: { readonly events: readonly ObstacleEvent[]; readonly seen: readonly string[] }
  /** When this device was built again from its rescue copy and the relay. */
  rebuiltAt: string
}
interface SetAside {
  readonly table: TableName
  readonly key: string
  readonly at: string
}
export interface BrokenRow {
  readonly table: TableName
  readonly key: string
}
/** The event of a device that follows another one, as far as it was opened here. */
export interface ChainLink {
  readonly deviceId: string
  readonly hash: string
  readonly expiresDay: number
  readonly forkedAt: string | null
}
export interface Rows {
  meta: Meta
  children: Child
  tokens: StoredTokens
  threads: Thread
  live: LiveEnvelope
  outbox: OutboxItem
  log: LogEntry
  invites: Invite
  chains: ChainLink
  hints: Hint
}

/** Changes that are in memory and not yet on disk, with what was there before each. */
interface Ahead {
  readonly before: Change[]
  readonly changes: Map<string, Change>
}
/**
 * Changes that may wait for a write: some 150 events, so that what a person does meanwhile waits a moment.
 */
const MOST_WAITING = 400

export class State {
  identity: Identity
  readonly meta: Partial<Meta> = {}
  readonly children = new Map<string, Child>()
  /** Another number after every change of a row of the table. */
  readonly revisions: Record<StoredTable, number> = {
    children: 0,
    tokens: 0,
    threads: 0,
    live: 0,
    outbox: 0,
    log: 0,
    invites: 0,
    chains: 0,
    hints: 0,
    meta: 0,
    undo: 0,
  }
  readonly tokens = new Map<string, StoredTokens>()
  readonly threads = new Map<string, Thread>()
  readonly live = new Map<string, LiveEnvelope>()
  readonly outbox = new Map<string, OutboxItem>()
  readonly log = new Map<string, LogEntry>()
  readonly invites = new Map<string, Invite>()
  readonly chains = new Map<string, ChainLink>()
  readonly hints = new Map<string, Hint>()
  readonly index = new MatchIndex()
  directory: Directory = emptyDirectory
  /** Opened scope keys by {@link scopeName}, and private keys of the organisation by version. */
  readonly scopeKeys = new Map<string, ScopeKey>()
  readonly organisationKeys = new Map<number, { readonly privateKey: Uint8Array; readonly key: HpkeKey }>()
  /** Keys of single signalen, by appeal: of a line behind only. */
  readonly appeals = new Map<string, HeldAppeal>()
  /** Why outbox items could not leave at the last try, by order. */
  readonly waitingFor = new Map<number, ErrorName>()
  /** Evaluations used at both holders, as they told last. */
  readonly used: Used = new Map()
  /** False as long as the tables of {@link LATER} are being opened. */
  isWhole = false
  readonly #store: LocalStore
  /** Staged by {@link ahead} while another write is under way: written together when that one is done. */
  #waiting: Ahead | null = null
  #writing: Promise<void> | null = null
  /** A write that failed, until somebody was told. */
  #failed: { readonly error: unknown; readonly before: readonly Change[] } | null = null

  constructor(store: LocalStore, identity: Identity) {
    this.#store = store
    this.identity = identity
    this.index.add('board', boardToken as Token, { kind: 'board' })
  }

  /** Returns rows that did not open, for recovery/mend.ts. `breathe` comes between two rows. */
  async load(
    tables: readonly TableName[] = TABLES,
    breathe: () => Promise<void> = async () => {},
  ): Promise<BrokenRow[]> {
    const unopened: BrokenRow[] = []
    for (const table of tables) {
      const { rows, broken } = await this.#store.load(table, breathe)
      for (const [key, value] of rows) this.#remember({ table, key, value })
      for (const key of broken) unopened.push({ table, key })
    }
    return unopened
  }

  /** Disk first, memory after. Throws storage-full and keeps memory as it was. */
  async commit(changes: readonly Change[]): Promise<void> {
    await this.written()
    await this.#store.write(changes)
    for (const change of changes) this.#remember(change)
  }

  /**
   * A transaction of many changes, each of which sees the ones before: in memory as they are staged, on disk
   * all at once when `task` is done. If the write fails, memory is put back. Throws what `task` throws, and
   * storage-full.
   */
  async together(task: (stage: (changes: readonly Change[]) => void) => Promise<void>): Promise<void> {
    await this.ahead(task)
    await this.written()
  }

  /**
   * A write-behind transaction: it may still have to be written when this resolves, so that the next one is
   * prepared meanwhile. Only for events that can be downloaded again. At most one write runs; transactions
   * that are staged until it ends go into the next one, each of them whole. The next call of any of these
   * methods throws a failed write, which undoes the transactions staged on top of it too.
   */
  async ahead(task: (stage: (changes: readonly Change[]) => void) => Promise<void>): Promise<void> {
    while (this.#writing && (this.#waiting?.before.length ?? 0) > MOST_WAITING) await this.#writing
    this.#throwFailed()
    const before: Change[] = []
    const changes: Change[] = []
    try {
      await task((staged) => {
        for (const change of staged) {
          const { table, key } = change
          before.push({ table, key, value: this.#valueOf(table, key) })
          this.#remember(change)
          changes.push(change)
        }
      })
    } catch (error) {
      this.#takeBack(before)
      throw error
    }
    if (this.#failed) this.#takeBack(before)
    this.#throwFailed()
    const waiting: Ahead = (this.#waiting ??= { before: [], changes: new Map() })
    waiting.before.push(...before)
    for (const change of changes) waiting.changes.set(`${change.table}|${change.key}`, change)
    if (!this.#writing) this.#writeNext()
  }

  /** Resolves when all that was staged is on disk. Throws why it is not, once; memory is as it was then. */
  async written(): Promise<void> {
    while (this.#writing) await this.#writing
    this.#throwFailed()
  }

  #writeNext(): void {
    const next = this.#waiting
    if (!next || this.#failed) return
    this.#waiting = null
    this.#writing = this.#store
      .write([...next.changes.values()])
      .catch((error: unknown) => {
        this.#failed = { error, before: next.before }
      })
      .then(() => {
        this.#writing = null
        this.#writeNext()
      })
  }

  #throwFailed(): void {
    const failed = this.#failed
    if (!failed) return
    this.#takeBack(this.#waiting?.before ?? [])
    this.#takeBack(failed.before)
    this.#waiting = this.#failed = null
    throw failed.error
  }

  #takeBack(before: readonly Change[]): void {
    for (const change of before.toReversed()) this.#remember(change)
  }

  /** Moves rows that did not open out of the way and commits `changes`, all or nothing. */
  async setAside(
    rows: readonly { readonly table: TableName; readonly key: string }[],
    changes: readonly Change[],
  ): Promise<void> {
    await this.written()
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
    await this.written()
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
    this.index.clear()
    for (const map of [
      this.children,
      this.tokens,
      this.threads,
      this.live,
      this.outbox,
      this.log,
      this.invites,
      this.chains,
      this.hints,
      this.scopeKeys,
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

  #remember({ table, key, value }: Change): void {
    this.revisions[table] += 1
    if (table === 'meta') {
      Object.assign(this.meta, { [key]: value })
      return
    }
    if (table === 'undo') return
    const map = this[table] as Map<string, unknown>
    if (table === 'tokens') this.#indexTokens(key, value as StoredTokens | undefined)
    if (table === 'threads') this.#indexThread(key, value as Thread | undefined)
    if (value === undefined) map.delete(key)
    else map.set(key, value)
  }

  #indexTokens(key: string, row: StoredTokens | undefined): void {
    for (const { token } of this.tokens.get(key)?.tokens ?? []) this.index.remove(`${key}|${token}`)
    for (const { type, token } of row?.tokens ?? [])
      this.index.add(`${key}|${token}`, fromBase64url(token) as Token, {
        kind: 'child',
        childId: row!.childId,
        type,
      })
  }

  #indexThread(key: string, thread: Thread | undefined): void {
    if (this.threads.get(key)?.contentKey === thread?.contentKey) return
    this.index.remove(`thread|${key}`)
    if (thread && thread.contentKey !== '')
      this.index.add(`thread|${key}`, threadToken(fromBase64url(thread.contentKey)), {
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
export const isLive = (state: Pick<State, 'directory' | 'identity' | 'meta'>): boolean =>
  state.meta.directory === undefined ||
  Boolean(state.directory.details.get(state.identity.organisation.id)?.dpia)
/**
 * The first device of a line of moves (shared/protocol/directory.ts), by any device of it: who an event is of.
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

/** The number in the log up to which receipts were made. A store without it has none to make. */
export const receiptedUntil = ({ meta }: Pick<State, 'meta'>): number => meta.receipted ?? meta.cursor ?? 0
export const scopeName = (week: number, keyId: string): string => `${week}|${keyId}`
/** Scope keys of a week that we could open, newest first. */
export const scopesOf = (state: Pick<State, 'scopeKeys'>, week: number): ScopeKey[] =>
  [...state.scopeKeys.values()]
    .filter((scope) => scope.week === week)
    .sort((a, b) => b.generation - a.generation)
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
export const liveKey = (seq: number): string => String(seq).padStart(12, '0')
export const tokensKey = (epoch: number, childId: string): string => `${epoch}|${childId}`
