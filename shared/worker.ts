/**
 * The contract between the interface and the engine (a Web Worker): commands one way, projections the other.
 * The interface holds no record and no key; it shows what a projection says and asks with a command.
 */
import { z } from 'zod'
import { Servers } from './bridge.ts'
import { Child } from './domain/child.ts'
import { AgeGroup, AnswerKind, Attempt, Outcome, ParentsInformed, SignalContent, Urgency } from './domain/signal.ts'
import { ErrorName } from './errors.ts'
import { NeighbourhoodCode, OrganisationKind, Role } from './protocol/statements.ts'

const SignalRef = z.string().min(10).max(64)

/** What a teacher fills in. A draft may lack anything. */
export const SignalDraft = z.object({
  childIds: z.array(z.string()).max(8),
  lostSince: z.iso.date().nullable(),
  attempts: z.array(Attempt),
  urgency: Urgency,
  parents: ParentsInformed.nullable(),
  /** Stays on this device, never sent. */
  note: z.string().max(2000),
  disappearsOn: z.iso.date(),
})
export type SignalDraft = z.infer<typeof SignalDraft>

export const NotSharedReason = z.enum(['contact-back', 'other-route', 'parents-object', 'unsafe', 'other'])
export type NotSharedReason = z.infer<typeof NotSharedReason>

export const Command = z.discriminatedUnion('kind', [
  /** First message after the start. `vaultRecord` as the bridge gave it. */
  z.object({ kind: z.literal('boot'), profile: z.string(), servers: Servers.nullable(), keychain: z.boolean(), vaultRecord: z.string().nullable() }),
  /** Returns {@link EnrolResult}: the vault record to save and the servers to allow. `file` as read by the bridge. */
  z.object({ kind: z.literal('enrol'), file: z.instanceof(Uint8Array), passphrase: z.string().max(200) }),
  z.object({ kind: z.literal('unlock'), passphrase: z.string().max(200).nullable() }),
  z.object({ kind: z.literal('lock') }),
  z.object({ kind: z.literal('sync-now') }),
  /** The machine woke up or the network came back: new socket and a pull. */
  z.object({ kind: z.literal('wake') }),
  /** Returns {@link ImportResult}. The file replaces nothing: known children are updated, new ones added. */
  z.object({ kind: z.literal('import-caseload'), name: z.string().max(200), file: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('remove-child'), childId: z.string() }),
  z.object({ kind: z.literal('save-draft'), draft: SignalDraft.nullable() }),
  /** Returns {signalId}. Stored and shown as waiting before anything is sent. */
  z.object({ kind: z.literal('file-signal'), draft: SignalDraft }),
  z.object({ kind: z.literal('do-not-share'), draft: SignalDraft, reason: NotSharedReason }),
  z.object({ kind: z.literal('answer'), signalId: SignalRef, answer: AnswerKind }),
  z.object({ kind: z.literal('not-the-same'), signalId: SignalRef, childId: z.string() }),
  z.object({ kind: z.literal('undo-not-the-same'), signalId: SignalRef, childId: z.string() }),
  z.object({ kind: z.literal('close'), signalId: SignalRef, outcome: Outcome }),
])
export type Command = z.infer<typeof Command>

export const EnrolResult = z.object({ vaultRecord: z.string(), servers: Servers })
export type EnrolResult = z.infer<typeof EnrolResult>

/** One row that was not read: `row` counts from 1 with the header as row 1. */
export const RefusedRow = z.object({ row: z.number().int(), column: z.string(), problem: z.enum(['missing', 'date', 'date-future', 'postcode', 'too-long']) })
export type RefusedRow = z.infer<typeof RefusedRow>
export const ImportResult = z.object({
  added: z.number().int(), updated: z.number().int(), unchanged: z.number().int(),
  refused: z.array(RefusedRow).max(500), refusedCount: z.number().int(),
  columnsUsed: z.array(z.string()), columnsIgnored: z.array(z.string()), columnsForbidden: z.array(z.string()),
  encoding: z.string(),
})
export type ImportResult = z.infer<typeof ImportResult>

export const Person = z.object({
  name: z.string(), function: z.string(), phone: z.string(), organisation: z.string(), organisationId: z.string(),
  organisationKind: OrganisationKind, roles: z.array(Role), neighbourhoods: z.array(NeighbourhoodCode),
})
export type Person = z.infer<typeof Person>

export const SessionView = z.object({
  state: z.enum(['starting', 'not-enrolled', 'locked', 'open', 'failed']),
  /** In 'locked': whether unlocking needs a passphrase. */
  passphraseNeeded: z.boolean(),
  person: Person.nullable(),
  /** ISO date by the relay's clock; null until the first checkpoint. */
  today: z.iso.date().nullable(),
  error: ErrorName.nullable(),
})
export type SessionView = z.infer<typeof SessionView>

export const SyncView = z.object({
  state: z.enum(['offline', 'connecting', 'online', 'problem']),
  problem: z.object({ code: ErrorName, params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  /** When this device last knew everything the relay had. */
  updatedAt: z.iso.datetime().nullable(),
  waitingSignals: z.number().int(), waitingAnswers: z.number().int(),
  /** Children whose match tokens are made, of all. */
  tokensDone: z.number().int(), tokensTotal: z.number().int(),
  /** Laptop clock minus relay clock in minutes where it is more than ten; else null. */
  clockOffMinutes: z.number().int().nullable(),
})
export type SyncView = z.infer<typeof SyncView>

export const TimelineEntry = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['filed', 'sent', 'looked', 'answer', 'own-outcome', 'their-outcome', 'parents-reminder', 'your-turn']),
  /** Organisation or person where the kind has one. */
  who: z.string().nullable(),
  answer: AnswerKind.nullable(), outcome: Outcome.nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const ReceivedAnswer = z.object({
  organisation: z.string(), name: z.string(), function: z.string(),
  /** Null with 'contact-parents-first': they call back. */
  phone: z.string().nullable(),
  answer: AnswerKind, at: z.iso.datetime(), outcome: Outcome.nullable(),
})
export type ReceivedAnswer = z.infer<typeof ReceivedAnswer>

export const SentSignal = z.object({
  id: SignalRef, number: z.string(),
  children: z.array(z.object({ name: z.string(), group: z.string().nullable() })),
  /** 'waiting': still on this laptop only, `waitingFor` says why. */
  state: z.enum(['waiting', 'open', 'answered', 'closed']),
  waitingFor: ErrorName.nullable(),
  filedAt: z.iso.datetime(), sentAt: z.iso.datetime().nullable(),
  content: SignalContent.omit({ asker: true, type: true, sentAt: true }),
  note: z.string(),
  disappearsOn: z.iso.date(), answerBy: z.iso.date(),
  /** Organisations whose device looked, newest last; `of` counts the other admitted organisations. */
  looked: z.array(z.object({ organisation: z.string(), at: z.iso.datetime() })), of: z.number().int(), notLooked: z.array(z.string()),
  answers: z.array(ReceivedAnswer), outcome: Outcome.nullable(),
  timeline: z.array(TimelineEntry),
})
export type SentSignal = z.infer<typeof SentSignal>

export const Comparison = z.object({
  field: z.enum(['name', 'birth-date', 'bsn', 'postcode', 'age-group', 'neighbourhood', 'family']),
  /** Null means hidden: compared by token only, never by value. */
  theirs: z.string().nullable(),
  ours: z.string().nullable(),
  result: z.enum(['equal', 'different', 'fits', 'not-compared']),
})
export type Comparison = z.infer<typeof Comparison>

export const PossibleMatch = z.object({
  id: SignalRef, number: z.string(),
  children: z.array(z.object({ childId: z.string(), name: z.string(), birthDate: z.iso.date(), group: z.string().nullable(), comparisons: z.array(Comparison), notTheSame: z.boolean() })),
  content: SignalContent, organisation: z.string(),
  receivedAt: z.iso.datetime(), answerBy: z.iso.date(), disappearsOn: z.iso.date(),
  state: z.enum(['new', 'answer-waiting', 'answered', 'not-the-same', 'closed']),
  ourAnswer: AnswerKind.nullable(), ourOutcome: Outcome.nullable(), theirOutcome: Outcome.nullable(),
})
export type PossibleMatch = z.infer<typeof PossibleMatch>

/** What a coordinator sees: the situation, never the identity. Times are whole days. */
export const NeighbourhoodSignal = z.object({
  id: SignalRef, number: z.string(), neighbourhood: NeighbourhoodCode, organisation: z.string(), organisationKind: OrganisationKind,
  asker: z.string(), askerPhone: z.string(),
  lostSince: z.iso.date(), sentOn: z.iso.date(), answerBy: z.iso.date(), disappearsOn: z.iso.date(),
  urgency: Urgency, children: z.array(AgeGroup), attempts: z.array(Attempt), parents: ParentsInformed,
  state: z.enum(['open', 'answered', 'closed']), outcome: Outcome.nullable(),
})
export type NeighbourhoodSignal = z.infer<typeof NeighbourhoodSignal>

export const LogEntry = z.object({
  id: z.string(), at: z.iso.datetime(),
  kind: z.enum(['enrolled', 'unlocked', 'locked', 'imported', 'removed', 'filed', 'sent', 'not-shared', 'opened', 'answered', 'not-the-same', 'undone', 'closed', 'expired', 'refused']),
  /** About which signaal or child, in own words; stays on this device. */
  about: z.string().nullable(), detail: z.string().nullable(),
})
export type LogEntry = z.infer<typeof LogEntry>

export const Views = z.object({
  session: SessionView, sync: SyncView, caseload: z.array(Child.omit({ bsn: true })), sent: z.array(SentSignal), matches: z.array(PossibleMatch),
  neighbourhood: z.array(NeighbourhoodSignal), logbook: z.array(LogEntry), draft: SignalDraft.nullable(),
})
export type Views = z.infer<typeof Views>
export type Slice = keyof Views

export type CommandResult<C extends Command['kind']> =
  C extends 'enrol' ? EnrolResult : C extends 'import-caseload' ? ImportResult : C extends 'file-signal' ? { signalId: string } : void

export const ToWorker = z.object({ id: z.number().int(), command: Command })
export type FromWorker =
  | { readonly type: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly type: 'refused'; readonly id: number; readonly error: { code: ErrorName; params: Record<string, string | number> } }
  | { readonly type: 'view'; readonly slice: Slice; readonly value: unknown }
  /** Something arrived that deserves an OS notification; never says whose. */
  | { readonly type: 'notify'; readonly about: 'possible-match' | 'answer' | 'closed' }
