/** The rows of every table of the local store, and the values of `meta`, each sealed by database.ts. */
import type { ImportOutcome } from '../../../shared/api/caseload.ts'
import type { DeviceIdentity } from '../../../shared/device-file.ts'
import type { AreaList } from '../../../shared/domain/areas.ts'
import type { Child } from '../../../shared/domain/child.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import type { MatchKeyType, Statement } from '../../../shared/membership/statements.ts'
import type { Region, SchoolHoliday } from '../../../shared/calendar/school-holidays.ts'
import type { LogEntry } from '../../../shared/api/logbook.ts'
import type { LogProblem, NotArrived } from '../../../shared/api/sync.ts'
import type { SafeguardingOfficer } from '../../../shared/api/session.ts'
import type { SignalDraft } from '../../../shared/api/my-signals.ts'
import type { Absence } from '../core/absence.ts'
import type { AttemptLog } from '../core/attempts.ts'
import type { Decoy } from '../core/decoys.ts'
import type { ObstacleEvent } from '../core/obstacles.ts'
import type { Silence } from '../core/silence.ts'
import type { Tally } from '../core/tallies.ts'
import type { MatchedChild, Thread } from '../core/thread.ts'
import type { LogCounts } from '../core/log-counts.ts'
import type { CheckpointSeen } from '../core/trusted-time.ts'
import type { Pins } from '../crypto/tokeniser.ts'
import type { TableName } from './schema.ts'
import type { JoinRequest, Offer } from '../../../shared/membership/invitation.ts'
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
export interface StoredEnvelope {
  readonly seq: number
  readonly envelope: string
  readonly expiresDay: number
  readonly isSignal: boolean | null
  /** With it the event's leaf in the log can be checked. */
  readonly salt: string
  /** Who signed it was not known yet: looked at again with the next statement of the directory. */
  readonly waits?: true
  /** Why the gate refused what is in it, once that was reported. */
  readonly refused?: string
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
  /** The key that it brings to be answered to, where that is another one than its signaal's. base64url. */
  readonly replyKey?: string
  readonly expiresDay: number
  readonly envelope: string | null
  /** SHA-256 of the envelope, by which the relay acknowledges it. base64url. */
  readonly hash: string | null
  /** By which whoever opens it knows the message (shared/protocol/envelope.ts). base64url. */
  readonly messageHash: string | null
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
  /** Which event or statement it is about, '' where it is about the whole log: each is reported once. */
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
  readonly own: readonly string[]
}
/** Where a newcomer stands. */
export interface Joining {
  readonly mailbox: string
  readonly key: string
  readonly relay: string
  readonly offer: Offer
  readonly request: JoinRequest
  readonly signingSeed: string
  readonly hpkeKey: string
  readonly words: readonly string[] | null
  readonly refused: boolean
}
/**
 * A move that was begun: the new identity, and the statement that makes it true. Kept until it was accepted,
 * so that a crash loses nothing.
 */
export interface Moving {
  readonly identity: DeviceIdentity
  readonly statement: Statement
}
/** An invitation that this device made for a colleague. */
export interface Invite {
  readonly id: string
  readonly code: string
  readonly mailbox: string
  readonly key: string
  readonly nonce: string
  readonly offer: Offer
  readonly expiresAt: string
  /** The one request this invitation was used for. */
  readonly request: JoinRequest | null
  readonly words: readonly string[] | null
  readonly state: 'waiting' | 'asked' | 'admitted' | 'refused' | 'spoiled' | 'expired'
}
export interface Meta {
  identity: DeviceIdentity
  /** In place of an identity, on the way in. */
  joining: Joining
  moving: Moving
  checkpoint: CheckpointSeen
  cursor: number
  /**
   * Kept envelopes were looked at with every token and statement that is here. Absent while one came since:
   * whoever writes one takes it away in the same transaction (store/state.ts).
   */
  compared: true
  /** Signalen up to this number of the relay's log have had their receipt made, or never will. */
  receipted: number
  pins: Pins
  /** Of the relay's log, on devices that watch over the whole. */
  reported: LogCounts
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
  /** Number of the last message that this device sealed, and the next place in outbox and log. */
  counter: number
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
/** The message that counts under one number of a device, as far as it was opened here. */
export interface CounterRow {
  readonly deviceId: string
  /** As in {@link OutboxItem.messageHash}. */
  readonly hash: string
  /** Place in the relay's log; 0 for an own message that was not seen there. */
  readonly seq: number
  readonly expiresDay: number
  /** When another message under the same number came. */
  readonly forkedAt: string | null
}
export interface Rows {
  meta: Meta
  children: Child
  tokens: StoredTokens
  threads: Thread
  envelopes: StoredEnvelope
  outbox: OutboxItem
  log: LogEntry
  invites: Invite
  counters: CounterRow
  hints: Hint
}
