/**
 * The contract between the interface and the engine (a Web Worker): commands one way, projections the other.
 * The interface holds no record and no key; it shows what a projection says and asks with a command.
 */
import { z } from 'zod'
import { AbsenceView } from './absence.ts'
import { Servers } from './bridge.ts'
import { AreaList } from './domain/areas.ts'
import { CASELOAD_COMMANDS, CaseloadSummary, ImportingView, type CaseloadResults } from './caseload.ts'
import { Deed, DisclosureReason, Kin, NameReason, TogetherStep } from './domain/coordination.ts'
import { AppealReason, LineDeed } from './domain/linies.ts'
import { Addressee, DeferReason, InformingDecision } from './domain/informing.ts'
import { LetterLanguage } from './domain/letter-language.ts'
import { ParentsAdvice } from './domain/parents-advice.ts'
import { Weighing } from './domain/secrecy.ts'
import {
  AgeGroup,
  AnswerKind,
  Attempt,
  AttemptWay,
  Onward,
  Outcome,
  ParentsInformed,
  Professional,
  SignalContent,
  Urgency,
} from './domain/signal.ts'
import { IsoDay } from './domain/day-bounds.ts'
import { ObstacleKind, ObstacleLevel, ObstacleRef, ObstacleText, Verdict } from './domain/obstacle.ts'
import {
  AgreementBy,
  AgreementWhat,
  AskKind,
  PauseReason,
  RefusalReason,
  Said,
  TalkRef,
} from './domain/talk.ts'
import type { PersonalWarning } from './domain/warning.ts'
import { Agreements } from './domain/wijk-rules.ts'
import { ErrorName } from './errors.ts'
import { FIGURES_COMMANDS, FiguresView, type AreaFile } from './figures.ts'
import { OrganisationDraft } from './protocol/invitation.ts'
import { Contact, OrganisationDetails, RevocationReason } from './protocol/statements.ts'
import { Linie, NeighbourhoodCode, OrganisationKind, Role } from './domain/identifiers.ts'

const SignalRef = z.string().min(10).max(64)

/** What a teacher fills in. A draft may lack anything. */
export const SignalDraft = z.object({
  childIds: z.array(z.string()).max(8),
  lostSince: IsoDay.nullable(),
  attempts: z.array(Attempt),
  urgency: Urgency,
  parents: ParentsInformed.nullable(),
  /** Stays on this device, never sent. */
  note: z.string().max(2000),
  disappearsOn: IsoDay,
  /** Of who has professional secrecy. Stays on this device. */
  weighing: Weighing.nullable().optional(),
})
export type SignalDraft = z.infer<typeof SignalDraft>

/** 'secrecy' is asked of who has it only. */
export const NotSharedReason = z.enum([
  'contact-back',
  'other-route',
  'parents-object',
  'unsafe',
  'secrecy',
  'other',
])
export type NotSharedReason = z.infer<typeof NotSharedReason>

/** Who knows the meldcode in the own organisation (aandachtsfunctionaris). */
export const SafeguardingOfficer = z.object({
  name: z.string().trim().min(1).max(60),
  phone: z.string().trim().max(24),
})
export type SafeguardingOfficer = z.infer<typeof SafeguardingOfficer>

/** What opens the local data besides the keychain. A PIN only where a keychain guards it too. */
export const Secret = z.object({ kind: z.enum(['pin', 'passphrase']), value: z.string().min(1).max(200) })
export type Secret = z.infer<typeof Secret>
export const MIN_PIN = 6
export const MIN_PASSPHRASE = 10

export const Command = z.discriminatedUnion('kind', [
  /** First message after the start. `vaultRecord` as the bridge gave it. */
  z.object({
    kind: z.literal('boot'),
    profile: z.string(),
    servers: Servers.nullable(),
    keychain: z.boolean(),
    vaultRecord: z.string().nullable(),
    /** As the engine asked to keep it ({@link FromWorker}). */
    rescue: z.string().nullable().optional(),
  }),
  /**
   * Returns {@link EnrolResult}: the vault record to save and the servers to allow. `file` as read by the
   * bridge.
   */
  z.object({ kind: z.literal('enrol'), file: z.instanceof(Uint8Array), passphrase: z.string().max(200) }),
  z.object({ kind: z.literal('unlock'), passphrase: z.string().max(200).nullable() }),
  z.object({ kind: z.literal('lock') }),
  /** Returns {@link InviteSeen}: what an invitation code leads to. Stores nothing. */
  z.object({ kind: z.literal('look-up-invite'), code: z.string().max(40) }),
  /**
   * Returns {vaultRecord}. This device asks to be admitted; from here `session.joining` says how far it is.
   * `secret` null: the keychain alone guards it.
   */
  z.object({
    kind: z.literal('join'),
    code: z.string().max(40),
    person: Professional,
    organisation: OrganisationDraft.nullable(),
    secret: Secret.nullable(),
  }),
  /**
   * After {@link EnrolResult} with `moving`: the vault record is saved, so the old device may be revoked now.
   * Safe to repeat.
   */
  z.object({ kind: z.literal('finish-move') }),
  z.object({ kind: z.literal('cancel-join') }),
  /** After a revocation or a refused invitation: begin again with nothing. */
  z.object({ kind: z.literal('forget-device') }),
  /** In 'lost': builds the local store again from the rescue copy; the relay brings the rest. */
  z.object({ kind: z.literal('rebuild') }),
  /** The shell saw a certificate of one of the two servers that this machine does not trust. */
  z.object({ kind: z.literal('certificate-refused'), origin: z.string().max(300) }),
  /** Returns {vaultRecord}: another PIN or passphrase, or with null the keychain alone. */
  z.object({
    kind: z.literal('change-lock'),
    current: z.string().max(200).nullable(),
    secret: Secret.nullable(),
  }),
  /** Returns {file}: everything on this device, sealed under a passphrase. */
  z.object({ kind: z.literal('export-device'), passphrase: z.string().min(10).max(200) }),
  /** Administrators. Returns {inviteId, code}. */
  z.object({
    kind: z.literal('invite'),
    roles: z.array(Role).min(1).max(4),
    neighbourhoods: z.array(NeighbourhoodCode).max(50),
  }),
  /** `same`: whether the newcomer read the same check words. */
  z.object({ kind: z.literal('confirm-invite'), inviteId: z.string(), same: z.boolean() }),
  z.object({ kind: z.literal('withdraw-invite'), inviteId: z.string() }),
  z.object({ kind: z.literal('revoke-device'), deviceId: z.string(), reason: RevocationReason }),
  z.object({
    kind: z.literal('change-device'),
    deviceId: z.string(),
    roles: z.array(Role).min(1).max(4),
    neighbourhoods: z.array(NeighbourhoodCode).max(50),
  }),
  z.object({
    kind: z.literal('save-details'),
    details: OrganisationDetails.omit({ organisationId: true, serial: true }),
  }),
  /** Of the programmabureau: the agreements of a wijk from a later day on, and why. */
  z.object({
    kind: z.literal('sign-rules'),
    neighbourhood: NeighbourhoodCode,
    from: IsoDay,
    agreements: Agreements,
    why: z.string().trim().min(10).max(400),
  }),
  z.object({ kind: z.literal('sync-now') }),
  /** The machine woke up or the network came back: new socket and a pull. */
  z.object({ kind: z.literal('wake') }),
  /** Whether the network counts what goes over it. */
  z.object({ kind: z.literal('network'), metered: z.boolean() }),
  /**
   * Returns {file}: JSON with what was found wrong in the relay's log and what shows it. Throws not-allowed
   * where nothing was.
   */
  z.object({ kind: z.literal('log-proof') }),
  ...CASELOAD_COMMANDS,
  ...FIGURES_COMMANDS,
  /** Whether the person of this device has professional secrecy. */
  z.object({ kind: z.literal('set-secrecy'), on: z.boolean() }),
  z.object({ kind: z.literal('set-safeguarding'), officer: SafeguardingOfficer.nullable() }),
  z.object({ kind: z.literal('save-draft'), draft: SignalDraft.nullable() }),
  /** Returns {signalId}. Stored and shown as waiting before anything is sent. */
  z.object({ kind: z.literal('file-signal'), draft: SignalDraft }),
  z.object({ kind: z.literal('do-not-share'), draft: SignalDraft, reason: NotSharedReason }),
  /** `weighing`: of who has professional secrecy, as in {@link SignalDraft}; of a hint too. */
  z.object({
    kind: z.literal('answer'),
    signalId: SignalRef,
    answer: AnswerKind,
    weighing: Weighing.optional(),
  }),
  /** To a hint: says that it may be a child of ours, and to call. */
  z.object({ kind: z.literal('answer-hint'), signalId: SignalRef, weighing: Weighing.optional() }),
  /** First consults, or not after all; of a signaal or a hint. Stays on this device. */
  z.object({ kind: z.literal('consult-first'), signalId: SignalRef, on: z.boolean() }),
  z.object({ kind: z.literal('not-the-same'), signalId: SignalRef, childId: z.string() }),
  z.object({ kind: z.literal('undo-not-the-same'), signalId: SignalRef, childId: z.string() }),
  /** Of a coordinator, about one signaal or several. `to`: a device, of 'hand-over'. */
  z.object({
    kind: z.literal('coordinate'),
    signalIds: z.array(SignalRef).min(1).max(500),
    deed: Deed,
    reason: NameReason.nullable(),
    to: z.string().max(64).nullable(),
  }),
  /**
   * Gives each back to whoever looked after it before this device last took it, let it go or handed it over.
   */
  z.object({ kind: z.literal('undo-coordinate'), signalIds: z.array(SignalRef).min(1).max(500) }),
  /** Of an asker, to the coordinator who asked for the name. */
  z.object({
    kind: z.literal('disclose'),
    signalId: SignalRef,
    to: z.string().max(64),
    reason: DisclosureReason,
    weighing: Weighing.optional(),
  }),
  /** Of an asker: a signaal of somebody else belongs to this own one. */
  z.object({
    kind: z.literal('bring-together'),
    signalId: SignalRef,
    other: SignalRef,
    step: TogetherStep.extract(['propose', 'take-back']),
    weighing: Weighing.optional(),
  }),
  /** Of a coordinator: signalen that were brought together count as one, or apart again. */
  z.object({
    kind: z.literal('merge'),
    pairs: z
      .array(z.tuple([SignalRef, SignalRef]))
      .min(1)
      .max(100),
    step: TogetherStep.extract(['merge', 'part']),
  }),
  /** Of a coordinator: an organisation was called; with two of them a line behind may look. */
  z.object({ kind: z.literal('ask-line'), signalId: SignalRef, organisationId: z.string().max(64) }),
  z.object({
    kind: z.literal('appeal'),
    signalId: SignalRef,
    organisationId: z.string().max(64),
    reason: AppealReason,
  }),
  z.object({ kind: z.literal('second'), signalId: SignalRef, appealId: SignalRef }),
  z.object({ kind: z.literal('close'), signalId: SignalRef, outcome: Outcome, onward: Onward.optional() }),
  /** A person looked at a contradiction ({@link Conflict}) and knows how it is. */
  z.object({ kind: z.literal('settle'), signalId: SignalRef, conflictId: z.string().max(2000) }),
  /** What was decided about telling the parents or the young person. Stays on this device. */
  z.object({ kind: z.literal('informing'), signalId: SignalRef, decision: InformingDecision }),
  /** Takes the last such decision back: a slip of the hand. Throws not-allowed when that was too long ago. */
  z.object({ kind: z.literal('undo-informing'), signalId: SignalRef }),
  /** A letter was printed or saved: for the logbook of this device. */
  z.object({
    kind: z.literal('letter-made'),
    signalId: SignalRef,
    languages: z.array(LetterLanguage).min(1).max(8),
  }),
  /** Returns {@link CarriedOut}: what waits, sealed, for who has no network. */
  z.object({ kind: z.literal('carry-out') }),
  /** Returns {@link CarriedIn}. */
  z.object({ kind: z.literal('carry-in'), file: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('seen-not-arrived') }),
  /** An attempt to reach a child of the list, and taking one of that day back. Stays on this device. */
  z.object({
    kind: z.literal('note-attempt'),
    childId: z.string().max(100),
    way: AttemptWay,
    on: IsoDay,
  }),
  z.object({
    kind: z.literal('drop-attempt'),
    childId: z.string().max(100),
    way: AttemptWay,
    on: IsoDay,
  }),
  /**
   * Says something to the other of two matched parties. `knower`: {@link ConversationView}. Returns {ref}.
   */
  z.object({ kind: z.literal('say'), signalId: SignalRef, knower: z.string().max(100), said: Said }),
  /** Takes back what one said; what did not leave yet never does. */
  z.object({ kind: z.literal('unsay'), signalId: SignalRef, knower: z.string().max(100), ref: TalkRef }),
  /**
   * To whoever owes the answer first ({@link ObstaclesView}). Returns {@link ObstacleSent}; `anyway`: the
   * warning was seen.
   */
  z.object({
    kind: z.literal('raise-obstacle'),
    neighbourhood: NeighbourhoodCode,
    about: ObstacleKind,
    text: ObstacleText,
    anyway: z.boolean(),
  }),
  /** Of who owes the answer where the obstacle is now. Returns {@link ObstacleSent}. */
  z.object({
    kind: z.literal('answer-obstacle'),
    ref: ObstacleRef,
    verdict: Verdict,
    text: ObstacleText,
    anyway: z.boolean(),
  }),
  z.object({ kind: z.literal('seen-obstacle'), ref: ObstacleRef }),
])
export type Command = z.infer<typeof Command>

/** `messages`: own ones in the file; `staying`: those that cannot be sealed yet. */
export const CarriedOut = z.object({
  file: z.instanceof(Uint8Array),
  messages: z.number().int(),
  staying: z.number().int(),
})
export type CarriedOut = z.infer<typeof CarriedOut>
/**
 * A file of somebody without a network was delivered, with the file to bring back; or one that was brought
 * was taken in.
 */
export const CarriedIn = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delivered'),
    file: z.instanceof(Uint8Array),
    messages: z.number().int(),
    tooLate: z.number().int(),
    more: z.boolean(),
  }),
  z.object({
    kind: z.literal('taken'),
    arrived: z.number().int(),
    news: z.number().int(),
    at: z.iso.datetime(),
    more: z.boolean(),
  }),
])
export type CarriedIn = z.infer<typeof CarriedIn>

/**
 * `ref` null: nothing was sent, because of what the text seems to hold; a person looks, and may send it but
 * for a BSN.
 */
export interface ObstacleSent {
  readonly ref: string | null
  readonly warning: PersonalWarning | null
}

export const EnrolResult = z.object({ vaultRecord: z.string(), servers: Servers, moving: z.boolean() })
export type EnrolResult = z.infer<typeof EnrolResult>

export const InviteSeen = z.object({
  for: z.enum(['device', 'organisation']),
  organisation: z.string(),
  by: z.string(),
  roles: z.array(Role),
})
export type InviteSeen = z.infer<typeof InviteSeen>

export const Person = z.object({
  name: z.string(),
  function: z.string(),
  phone: z.string(),
  organisation: z.string(),
  organisationId: z.string(),
  organisationKind: OrganisationKind,
  linie: Linie,
  roles: z.array(Role),
  neighbourhoods: z.array(NeighbourhoodCode),
})
export type Person = z.infer<typeof Person>

export const SessionView = z.object({
  state: z.enum(['starting', 'not-enrolled', 'joining', 'locked', 'open', 'revoked', 'lost', 'failed']),
  /** In 'locked': what unlocking needs besides the keychain. */
  secret: z.enum(['none', 'pin', 'passphrase']),
  /** In 'joining': with whom, the check words once both sides have them, and whether the inviter said no. */
  joining: z
    .object({
      for: z.enum(['device', 'organisation']),
      organisation: z.string(),
      words: z.array(z.string()).nullable(),
      refused: z.boolean(),
      problem: ErrorName.nullable(),
    })
    .nullable(),
  /** In 'revoked': when and why. */
  revoked: z.object({ at: z.iso.datetime(), reason: RevocationReason }).nullable(),
  /**
   * In 'lost': the key of this device is there and its data is not, or cannot be opened; what the rescue copy
   * still holds.
   */
  lost: z
    .object({
      why: z.enum(['storage-lost', 'storage-damaged', 'older-data']),
      rescue: z.object({ signals: z.number().int(), waiting: z.number().int() }).nullable(),
    })
    .nullable(),
  /** The two servers of the enrolled device, for the network policy. */
  servers: Servers.nullable(),
  /** False until the organisation has filled in its DPIA and FG: no live work yet. */
  live: z.boolean(),
  /** A copy of this device was seen at work. */
  copied: z.boolean(),
  person: Person.nullable(),
  /** ISO date by the relay's clock; null until the first checkpoint. */
  today: z.iso.date().nullable(),
  error: ErrorName.nullable(),
})
export type SessionView = z.infer<typeof SessionView>

/**
 * What can be wrong with the relay's log: acknowledged and not there, smaller than before, not continuing
 * what was, an event or statement that others got and we did not, or another one, two trees at once, no
 * proof, an older tree than others saw.
 */
export const LogProblem = z.enum([
  'dropped',
  'shrunk',
  'rewritten',
  'withheld',
  'withheld-statement',
  'changed',
  'two-stories',
  'unproven',
  'behind',
])
export type LogProblem = z.infer<typeof LogProblem>
/** How the relay's log was found, and when trustee and panel signed the same. */
export const LogView = z.object({
  checkedAt: z.iso.datetime().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  panelAt: z.iso.datetime().nullable(),
  /** Oldest first. */
  problems: z.array(z.object({ what: LogProblem, at: z.iso.datetime() })),
  /** Who did not answer for a day of being online: the relay with its log, or the trustee that confirms it. */
  silent: z.enum(['log', 'trustee']).nullable(),
})
export type LogView = z.infer<typeof LogView>

/**
 * For how many more children the organisation may ask for tokens now, how many each day adds, and the first
 * day of the next budget.
 */
export const RoomView = z.object({
  children: z.number().int(),
  perDay: z.number().int(),
  until: z.iso.date(),
})
export type RoomView = z.infer<typeof RoomView>

/**
 * Of an own message that did not arrive: the number of its signaal (null: it answered a hint, or is of no
 * signaal), the last reason that was known.
 */
export const NotArrived = z.object({
  number: z.string().nullable(),
  what: z.enum(['signal', 'answer', 'outcome', 'talk', 'obstacle']),
  why: ErrorName.nullable(),
  on: z.iso.date(),
})
export type NotArrived = z.infer<typeof NotArrived>

export const SyncView = z.object({
  state: z.enum(['offline', 'connecting', 'online', 'problem']),
  problem: z
    .object({ code: ErrorName, params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** When this device last knew everything the relay had. */
  updatedAt: z.iso.datetime().nullable(),
  /** Messages of the relay still to be read in a long pull. */
  toRead: z.number().int(),
  waitingSignals: z.number().int(),
  waitingAnswers: z.number().int(),
  /** Children whose match tokens are made, of all. */
  tokensDone: z.number().int(),
  tokensTotal: z.number().int(),
  /** Those of the list wait for a network that does not count what goes over it. */
  savingData: z.boolean(),
  /** Null before both holders were asked. */
  room: RoomView.nullable(),
  /** Null before the relay's log was looked at. */
  log: LogView.nullable(),
  /** What waited until its date had passed, or will never leave, and why. */
  notArrived: z.array(NotArrived),
  /** Laptop clock minus relay clock in minutes where it is more than ten; else null. */
  clockOffMinutes: z.number().int().nullable(),
})
export type SyncView = z.infer<typeof SyncView>

/** What happened to the local data that a person should know. */
export const StorageView = z.object({
  /** Rows that could not be read and were set aside, and how many of them were children of the list. */
  unreadable: z.number().int(),
  unreadableChildren: z.number().int(),
  /** This device was built again after its data was lost, and has no list yet. */
  rebuiltAt: z.iso.datetime().nullable(),
})
export type StorageView = z.infer<typeof StorageView>

/**
 * What the person of this device set for themselves: kept here, never sent. Null while the device is not
 * open.
 */
/**
 * `behind`: stands in a line that receives nothing by itself; `appeals`: how many signalen were opened to it.
 */
export const OwnView = z
  .object({
    behind: z.boolean(),
    appeals: z.number().int(),
    secrecy: z.boolean(),
    /** Whether the person has it was not said yet, and is not the same for all there. */
    asksSecrecy: z.boolean(),
    safeguarding: SafeguardingOfficer.nullable(),
  })
  .nullable()
export type OwnView = z.infer<typeof OwnView>

export const TimelineEntry = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['filed', 'sent', 'answer', 'own-outcome', 'their-outcome', 'your-turn']),
  /** Organisation or person where the kind has one. */
  who: z.string().nullable(),
  answer: AnswerKind.nullable(),
  outcome: Outcome.nullable(),
  onward: z.string().nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** One thing that was said. `open`: it waits for our answer. */
export const TalkView = z.object({
  ref: TalkRef,
  at: z.iso.datetime(),
  mine: z.boolean(),
  waiting: z.boolean(),
  said: Said,
  answer: z.enum(['open', 'accepted', 'refused', 'other']).nullable(),
  reason: RefusalReason.nullable(),
  open: z.boolean(),
})
export type TalkView = z.infer<typeof TalkView>
/** With the one who answered or asked; `knower` names it in commands. `lead`: who has the regie. */
export const ConversationView = z.object({
  knower: z.string(),
  /** False where the other has no device any more that can open what is written here. */
  reads: z.boolean(),
  items: z.array(TalkView),
  lead: z.enum(['you', 'other']),
  pause: z.object({ mine: z.boolean(), reason: PauseReason, until: z.iso.date() }).nullable(),
})
export type ConversationView = z.infer<typeof ConversationView>

/** The ruggensteunklok as one of the two sees it (core/backing-clock.ts). */
export const ClockTurn = z.enum(['anybody', 'you', 'other', 'your-stand-in', 'their-stand-in', 'coordinator'])
export type ClockTurn = z.infer<typeof ClockTurn>
export const ClockView = z.object({
  stage: z.enum(['first-answer', 'speak', 'outcome']),
  turn: ClockTurn,
  dueOn: z.iso.date(),
  late: z.boolean(),
  paused: z.boolean(),
  /** It is ours to do, also after it was passed on to a stand-in or the coordinator. */
  ours: z.boolean(),
  next: z.object({ turn: ClockTurn, on: z.iso.date() }).nullable(),
  /** Who stands in for the one whose turn it is, as their organisation says. */
  standIn: z.object({ name: z.string(), phone: z.string() }).nullable(),
})
export type ClockView = z.infer<typeof ClockView>

export const ReceivedAnswer = z.object({
  organisation: z.string(),
  name: z.string(),
  function: z.string(),
  /** Null with 'contact-parents-first': they call back. */
  phone: z.string().nullable(),
  answer: AnswerKind,
  at: z.iso.datetime(),
  outcome: Outcome.nullable(),
  onward: z.string().nullable(),
  /** Null where one cannot write to them: an answer to a hint. */
  conversation: ConversationView.nullable(),
  clock: ClockView.nullable(),
})
export type ReceivedAnswer = z.infer<typeof ReceivedAnswer>

/** What contradicts and a person must look at (core/thread.ts). */
export const Conflict = z.object({
  id: z.string(),
  kind: z.enum(['answers-differ', 'outcomes-differ', 'answered-after-close']),
  organisation: z.string(),
})
export type Conflict = z.infer<typeof Conflict>

/** Whether parents or the young person know, by what was decided on this device. Never sent. */
export const InformingView = z.object({
  state: z.enum(['informed', 'planned', 'deferred']),
  reason: DeferReason.nullable(),
  /** The day on which it comes back as something to do; null once they know. `due`: that day has come. */
  dueOn: z.iso.date().nullable(),
  due: z.boolean(),
  /** Due because somebody recorded that there is contact again. */
  restored: z.boolean(),
  /** Who must be told, by the ages of today; of each child it stands in `children`. */
  addressee: Addressee,
  /** No later than this: on the day after it the signaal is gone. */
  lastDay: z.iso.date(),
  /** Oldest first; the first is what the signaal said. */
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      kind: z.enum(['informed', 'planned', 'deferred']),
      on: z.iso.date(),
      reason: DeferReason.nullable(),
    }),
  ),
})
export type InformingView = z.infer<typeof InformingView>

/** What a coordinator of the wijk said to the asker. */
export const CoordinatedView = z.object({
  at: z.iso.datetime(),
  deed: Deed,
  reason: NameReason.nullable(),
  name: z.string(),
  function: z.string(),
  phone: z.string(),
  /** In commands. */
  deviceId: z.string(),
})
export type CoordinatedView = z.infer<typeof CoordinatedView>

export const SentSignal = z.object({
  id: SignalRef,
  /** What may be advised about the parents, by this signaal and those that belong to it. */
  advice: ParentsAdvice,
  /** Whether the end of it may say with whom it goes on. */
  namesOnward: z.boolean(),
  number: z.string(),
  children: z.array(z.object({ name: z.string(), group: z.string().nullable(), addressee: Addressee })),
  /** 'waiting': still on this laptop only, `waitingFor` says why. */
  state: z.enum(['waiting', 'open', 'answered', 'closed']),
  waitingFor: ErrorName.nullable(),
  /** Still waiting, and in a file that somebody carries since then. */
  carriedAt: z.iso.datetime().nullable(),
  filedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  content: SignalContent.omit({ asker: true, type: true, sentAt: true }),
  note: z.string(),
  disappearsOn: z.iso.date(),
  answerBy: z.iso.date(),
  /**
   * Of how many organisations a device looked; null while they are too few to say ({@link LEAST_LOOKED}). Never
   * which: who asked not to be named would be one of them. `of`: the others that take part with a list.
   */
  looked: z.number().int().nullable(),
  of: z.number().int(),
  /** Until somebody answered. */
  clock: ClockView.nullable(),
  /** The day on which to ask whether contact lasts, and what was said then. */
  followUp: z.object({ on: z.iso.date(), inContact: z.boolean().nullable() }).nullable(),
  answers: z.array(ReceivedAnswer),
  conflicts: z.array(Conflict),
  outcome: Outcome.nullable(),
  onward: z.string().nullable(),
  timeline: z.array(TimelineEntry),
  /** What coordinators did, newest last, and the question for the name that waits for an answer. */
  coordinated: z.array(CoordinatedView),
  nameAsked: CoordinatedView.nullable(),
  /**
   * Signalen of others in which keys of these children agreed, while it is open. `number` and `organisation`
   * null: it could not be opened.
   */
  /**
   * Organisations that a coordinator asked, newest last; and what was opened to a line behind, as the
   * directory says: `seconded` null: a second coordinator has not agreed.
   */
  lines: z.array(
    z.object({
      /** Null of who was only asked to look along: it would tell who answers without a name. */
      organisation: z.string().nullable(),
      deed: LineDeed,
      reason: AppealReason.nullable(),
      name: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  appeals: z.array(
    z.object({ organisation: z.string(), at: z.iso.datetime(), seconded: z.iso.datetime().nullable() }),
  ),
  alike: z.array(
    z.object({
      other: SignalRef,
      kin: Kin,
      number: z.string().nullable(),
      organisation: z.string().nullable(),
      names: z.array(z.string()),
    }),
  ),
  /**
   * Signalen of which somebody said that they belong to this one. `mine`: this device did. `with`: who to
   * call there.
   */
  together: z.array(
    z.object({
      other: SignalRef,
      kin: Kin,
      number: z.string().nullable(),
      organisation: z.string().nullable(),
      with: Professional.nullable(),
      mine: z.boolean(),
      merged: z.boolean(),
      waiting: z.boolean(),
      at: z.iso.datetime(),
    }),
  ),
  informing: InformingView,
})
export type SentSignal = z.infer<typeof SentSignal>

export const Comparison = z.object({
  field: z.enum(['name', 'birth-date', 'bsn', 'postcode', 'parents', 'age-group', 'neighbourhood', 'family']),
  /** Null means hidden: compared by token only, never by value. */
  theirs: z.string().nullable(),
  ours: z.string().nullable(),
  /** 'alike': another spelling, a part of the date. */
  result: z.enum(['equal', 'alike', 'different', 'fits', 'not-compared']),
})
export type Comparison = z.infer<typeof Comparison>

/** How much agrees: as sure as keys can be, very likely, or a question. */
export const Certainty = z.enum(['sure', 'likely', 'possible'])
export type Certainty = z.infer<typeof Certainty>

const RecognisedChild = z.object({
  childId: z.string(),
  name: z.string(),
  birthDate: z.iso.date(),
  group: z.string().nullable(),
  comparisons: z.array(Comparison),
  notTheSame: z.boolean(),
})

/** Keys that open nothing agreed: a human must look. Nothing of the signaal is known. */
export const HintView = z.object({
  id: SignalRef,
  /**
   * Whether the child itself may be on the list, or only somebody of the same surname at the same address.
   */
  about: z.enum(['child', 'family']),
  children: z.array(RecognisedChild),
  receivedOn: z.iso.date(),
  /** As of {@link PossibleMatch}. */
  consulting: z.iso.date().nullable(),
  disappearsOn: z.iso.date(),
  state: z.enum(['new', 'answer-waiting', 'answered', 'not-the-same']),
})
export type HintView = z.infer<typeof HintView>

export const PossibleMatch = z.object({
  id: SignalRef,
  /** As of {@link SentSignal}. */
  advice: ParentsAdvice,
  namesOnward: z.boolean(),
  number: z.string(),
  children: z.array(
    RecognisedChild.extend({
      certainty: Certainty,
      /** An earlier signaal where the same points agreed and a person said that it was somebody else. */
      deniedBefore: z.object({ number: z.string(), on: z.iso.date() }).nullable(),
    }),
  ),
  content: SignalContent,
  organisation: z.string(),
  receivedAt: z.iso.datetime(),
  answerBy: z.iso.date(),
  disappearsOn: z.iso.date(),
  state: z.enum(['new', 'answer-waiting', 'answered', 'not-the-same', 'closed']),
  /** The person first consults; the day on which it comes back. Known to this device alone. */
  consulting: z.iso.date().nullable(),
  /** The asker closed while our answer was under way. */
  crossed: z.boolean(),
  /** Whether somebody coordinates the wijk, who can pass on an answer without our name. */
  canShield: z.boolean(),
  ourAnswer: AnswerKind.nullable(),
  ourOutcome: Outcome.nullable(),
  ourOnward: z.string().nullable(),
  theirOutcome: Outcome.nullable(),
  theirOnward: z.string().nullable(),
  /** False where the asker has no device any more that can open an answer. */
  askerReads: z.boolean(),
  /** For a line behind: why two coordinators opened it, and that the answer is a telephone call. */
  appeal: z.object({ reason: AppealReason, at: z.iso.datetime() }).nullable(),
  /** Of this device with the asker, after it answered. */
  conversation: ConversationView.nullable(),
  clock: ClockView.nullable(),
})
export type PossibleMatch = z.infer<typeof PossibleMatch>

/** Attempts to reach one child of the list: oldest first, and how often in each way. */
export const AttemptsView = z.object({
  childId: z.string(),
  tried: z.array(z.object({ way: AttemptWay, on: z.iso.date() })),
  times: z.array(Attempt),
})
export type AttemptsView = z.infer<typeof AttemptsView>

/** Something that waits for this person (core/my-day.ts). `dueOn` null: whenever it suits. */
export const Task = z.object({
  id: z.string(),
  kind: z.enum([
    'possible-match',
    'consulting',
    'hint',
    'asked',
    'speak',
    'outcome',
    'agreement',
    'follow-up',
    'inform',
    'consult',
    'contradiction',
    'name-asked',
    'introduce',
    'neighbourhood',
    'neighbourhood-answered',
    'second-asked',
    'obstacle-owed',
    'obstacle-answered',
  ]),
  screen: z.enum(['my-signals', 'possible-match', 'neighbourhood', 'obstacles']),
  /** To be selected there. */
  signalId: SignalRef.nullable(),
  number: z.string().nullable(),
  names: z.array(z.string()),
  with: z.string().nullable(),
  phone: z.string().nullable(),
  ask: AskKind.nullable(),
  agreement: z.object({ by: AgreementBy, what: AgreementWhat }).nullable(),
  obstacle: ObstacleKind.nullable(),
  dueOn: z.iso.date().nullable(),
  late: z.boolean(),
  count: z.number().int(),
})
export type Task = z.infer<typeof Task>

/** What a coordinator sees: the situation, never the identity. Times are whole days. */
export const NeighbourhoodSignal = z.object({
  id: SignalRef,
  /** As of {@link SentSignal}. */
  advice: ParentsAdvice,
  number: z.string(),
  neighbourhood: NeighbourhoodCode,
  organisation: z.string(),
  organisationKind: OrganisationKind,
  asker: z.string(),
  askerPhone: z.string(),
  lostSince: z.iso.date(),
  sentOn: z.iso.date(),
  answerBy: z.iso.date(),
  disappearsOn: z.iso.date(),
  urgency: Urgency,
  children: z.array(AgeGroup),
  attempts: z.array(Attempt),
  parents: ParentsInformed,
  state: z.enum(['open', 'answered', 'closed']),
  outcome: Outcome.nullable(),
  /**
   * Answered so long ago without an end that the two may have come to the coordinator by now; whether they
   * speak cannot be seen from here.
   */
  awaitsEnd: z.boolean(),
  /** Organisations that see the child and asked not to be named to the asker, and how to reach them. */
  shieldedBy: z.array(
    z.object({ organisationId: z.string(), name: z.string(), contact: z.string(), phone: z.string() }),
  ),
  /** They wait for this device to bring the asker and them in contact: the asker was given its name. */
  introduces: z.boolean(),
  /**
   * How many organisations have looked, as the asker said last; null before it did. `of`: the others that
   * take part with a list.
   */
  looked: z.number().int().nullable(),
  of: z.number().int(),
  /** Who looks after it in the wijk. */
  taken: z.object({ name: z.string(), mine: z.boolean() }).nullable(),
  remindedAt: z.iso.datetime().nullable(),
  /** Names that the asker gave to this device, or why it did not; `waiting`: asked, and nothing said yet. */
  name: z.object({
    waiting: z.boolean(),
    askedAt: z.iso.datetime().nullable(),
    names: z.array(z.string()),
    reason: DisclosureReason.nullable(),
    at: z.iso.datetime().nullable(),
  }),
  /**
   * Signalen that belong to it, as an asker said; `number` null: of a wijk of somebody else. `merged`: this
   * coordinator or a colleague takes them as one.
   */
  together: z.array(
    z.object({ other: SignalRef, number: z.string().nullable(), kin: Kin, merged: z.boolean() }),
  ),
  /** Who asks, and in which line it stands. */
  organisationId: z.string(),
  linie: Linie,
  /** Organisations that have not looked, as the asker said last; null where it did not say which. */
  missing: z.array(z.string()).nullable(),
  asked: z.array(
    z.object({ organisationId: z.string(), at: z.iso.datetime(), name: z.string(), mine: z.boolean() }),
  ),
  appeals: z.array(
    z.object({
      id: SignalRef,
      organisationId: z.string(),
      reason: AppealReason.nullable(),
      name: z.string(),
      mine: z.boolean(),
      seconded: z.boolean(),
      at: z.iso.datetime(),
    }),
  ),
  history: z.array(z.object({ at: z.iso.datetime(), deed: Deed, name: z.string(), mine: z.boolean() })),
  /** Other coordinators of this wijk, to hand over to. */
  colleagues: z.array(z.object({ deviceId: z.string(), name: z.string() })),
})
export type NeighbourhoodSignal = z.infer<typeof NeighbourhoodSignal>

/** What one level said. */
export const ObstacleReplyView = z.object({
  organisation: z.string(),
  verdict: Verdict,
  text: z.string(),
  at: z.iso.datetime(),
  ours: z.boolean(),
  waiting: z.boolean(),
})
export type ObstacleReplyView = z.infer<typeof ObstacleReplyView>
export const ObstacleView = z.object({
  ref: ObstacleRef,
  kind: ObstacleKind,
  text: z.string(),
  neighbourhood: NeighbourhoodCode,
  raisedOn: z.iso.date(),
  /**
   * Whose it is; null where only what was passed up is left. `ours`: of the own organisation, `mine`: of this
   * device.
   */
  organisation: z.string().nullable(),
  ours: z.boolean(),
  mine: z.boolean(),
  /** 'waiting': still on this laptop only. */
  state: z.enum(['waiting', 'open', 'answered']),
  /** Where it is now, and until when an answer is owed there. */
  level: ObstacleLevel,
  answerBy: z.iso.date(),
  /** Until today, or until the answer. `lateDays` 0: in time. */
  openDays: z.int(),
  lateDays: z.int(),
  /** This device owes the answer; whether it may also pass it up, and to whom. */
  owed: z.boolean(),
  next: ObstacleLevel.nullable(),
  /** Of who raised it: something was said since they opened it. */
  news: z.boolean(),
  /** From below upwards. `contradicts`: two said something else. */
  steps: z.array(
    z.object({
      level: ObstacleLevel,
      on: z.iso.date(),
      answerBy: z.iso.date(),
      by: z.string(),
      replies: z.array(ObstacleReplyView),
      contradicts: z.boolean(),
    }),
  ),
  /** The last day on which it is kept, and whether it was sent again to be kept longer. */
  keptUntil: z.iso.date(),
  renewed: z.boolean(),
})
export type ObstacleView = z.infer<typeof ObstacleView>
/**
 * `wijken`: of which this person may raise one, who answers first (null: nobody takes part who could) and
 * before which day.
 */
export const ObstaclesView = z.object({
  mayRaise: z.boolean(),
  wijken: z.array(
    z.object({
      neighbourhood: NeighbourhoodCode,
      level: ObstacleLevel.nullable(),
      answerBy: z.iso.date().nullable(),
    }),
  ),
  board: z.array(ObstacleView),
})
export type ObstaclesView = z.infer<typeof ObstaclesView>

export const Reachable = OrganisationDetails.shape.reachable
/** One organisation in Wie is wie. */
export const OrganisationView = z.object({
  id: z.string(),
  name: z.string(),
  kind: OrganisationKind,
  linie: Linie,
  neighbourhoods: z.array(NeighbourhoodCode),
  caseloadSize: z.number().int(),
  basis: z.object({ text: z.string(), by: z.string(), on: z.iso.date() }),
  usesBsn: z.boolean(),
  dpia: z.object({ on: z.iso.date(), officer: z.string() }).nullable(),
  contact: Contact,
  standIn: Contact,
  reachable: Reachable.nullable(),
  awayUntil: z.iso.date().nullable(),
  devices: z.number().int(),
  coordinates: z.array(NeighbourhoodCode),
  own: z.boolean(),
})
export type OrganisationView = z.infer<typeof OrganisationView>

export const DeviceView = z.object({
  id: z.string(),
  name: z.string().nullable(),
  roles: z.array(Role),
  neighbourhoods: z.array(NeighbourhoodCode),
  own: z.boolean(),
  revoked: z.object({ at: z.iso.datetime(), reason: RevocationReason }).nullable(),
  /** Two copies of this device were seen at work. */
  forked: z.boolean(),
})
export type DeviceView = z.infer<typeof DeviceView>
export const InviteView = z.object({
  id: z.string(),
  code: z.string(),
  roles: z.array(Role),
  neighbourhoods: z.array(NeighbourhoodCode),
  expiresAt: z.iso.datetime(),
  state: z.enum(['waiting', 'asked', 'admitted', 'refused', 'spoiled', 'expired']),
  who: z.string().nullable(),
  words: z.array(z.string()).nullable(),
})
export type InviteView = z.infer<typeof InviteView>
/** For administrators: the own organisation's devices and invitations. Null for everybody else. */
export const AdministrationView = z
  .object({
    devices: z.array(DeviceView),
    invites: z.array(InviteView),
    details: OrganisationDetails.nullable(),
  })
  .nullable()
export type AdministrationView = z.infer<typeof AdministrationView>

/** One version of the agreements of a wijk; `by`: the name of who signed. */
export const RulesVersion = z.object({
  serial: z.int(),
  from: z.iso.date(),
  agreements: Agreements,
  why: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type RulesVersion = z.infer<typeof RulesVersion>
/** Newest first; `held`: the version that holds today, null where nothing was signed and the usual holds. */
export const RulesView = z.object({
  mayChange: z.boolean(),
  wijken: z.array(
    z.object({
      neighbourhood: NeighbourhoodCode,
      now: Agreements,
      held: z.int().nullable(),
      versions: z.array(RulesVersion),
    }),
  ),
})
export type RulesView = z.infer<typeof RulesView>

/** What the programmabureau should look at. `percent`: of a budget. */
export const OversightAlarm = z.strictObject({
  kind: z.enum([
    'log',
    'log-unconfirmed',
    'keys-missing',
    'key-replaced',
    'scope-key',
    'budget',
    'one-administrator',
    'no-key',
    'no-dpia',
  ]),
  organisation: z.string().nullable(),
  percent: z.int().nullable(),
})
export type OversightAlarm = z.infer<typeof OversightAlarm>
/**
 * Of a device of the programmabureau: organisations, keys and counts. There is no member in which a person
 * could stand, and none of a signaal.
 */
export const OversightView = z
  .strictObject({
    /**
     * `used`: part of the budget of the type of which most is used, 0 to 1. `sealable`: has published its
     * key.
     */
    members: z.array(
      z.strictObject({
        organisationId: z.string(),
        name: z.string(),
        kind: OrganisationKind,
        linie: Linie,
        wijken: z.int(),
        devices: z.int(),
        administrators: z.int(),
        admittedAt: z.iso.datetime().nullable(),
        dpia: z.iso.date().nullable(),
        sealable: z.boolean(),
        used: z.number(),
      }),
    ),
    /**
     * Whether both holders have given the keys of this epoch and of the next; `replaced`: a seed was since it
     * began. `scopeKey`: this week's goes to everybody in front and midfield.
     */
    holders: z.strictObject({
      from: z.iso.date(),
      until: z.iso.date(),
      relay: z.boolean(),
      trustee: z.boolean(),
      next: z.boolean(),
      replaced: z.boolean(),
      seedsDeletedOn: z.iso.date().nullable(),
      scopeKey: z.boolean(),
      toldUntil: z.iso.date().nullable(),
    }),
    alarms: z.array(OversightAlarm),
    /** How often coordinators turned to a line behind. */
    appeals: z.array(
      z.strictObject({ organisation: z.string(), opened: z.int(), waiting: z.int(), last: z.iso.datetime() }),
    ),
    history: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        what: z.enum(['admitted', 'changed', 'removed']),
        name: z.string(),
      }),
    ),
  })
  .nullable()
export type OversightView = z.infer<typeof OversightView>

export const LogEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: z.enum([
    'enrolled',
    'unlocked',
    'locked',
    'imported',
    'import-undone',
    'child-saved',
    'removed',
    'filed',
    'sent',
    'not-shared',
    'opened',
    'answered',
    'not-the-same',
    'undone',
    'closed',
    'expired',
    'refused',
    'wrong-try',
    'lock-changed',
    'exported',
    'moved',
    'invited',
    'device-admitted',
    'device-revoked',
    'device-changed',
    'details-saved',
    'rules-signed',
    'forked',
    'key-replaced',
    'log-broken',
    'left-out',
    'rows-broken',
    'rebuilt',
    'carried',
    'brought',
    'not-arrived',
    'settled',
    'reopened',
    'said',
    'coordinated',
    'disclosed',
    'brought-together',
    'taken-apart',
    'merged',
    'parted',
    'line-ask',
    'line-appeal',
    'line-second',
    'tried',
    'informing',
    'letter-made',
    'secrecy-set',
    'weighed',
    'consulting',
    'absence-read',
    'absence-reported',
    'absence-forgotten',
    'areas-kept',
    'export-made',
    'obstacle-raised',
    'obstacle-answered',
    'obstacle-renewed',
  ]),
  /** About which signaal or child, in own words; stays on this device. */
  about: z.string().nullable(),
  detail: z.string().nullable(),
})
export type LogEntry = z.infer<typeof LogEntry>

export const Views = z.object({
  session: SessionView,
  own: OwnView,
  sync: SyncView,
  storage: StorageView,
  caseload: CaseloadSummary,
  absence: AbsenceView,
  importing: ImportingView.nullable(),
  sent: z.array(SentSignal),
  matches: z.array(PossibleMatch),
  hints: z.array(HintView),
  day: z.array(Task),
  attempts: z.array(AttemptsView),
  neighbourhood: z.array(NeighbourhoodSignal),
  figures: FiguresView,
  areas: AreaList.nullable(),
  logbook: z.array(LogEntry),
  draft: SignalDraft.nullable(),
  organisations: z.array(OrganisationView),
  rules: RulesView,
  obstacles: ObstaclesView,
  administration: AdministrationView,
  oversight: OversightView,
})
export type Views = z.infer<typeof Views>
export type Slice = keyof Views

export type CommandResult<C extends Command['kind']> = C extends 'enrol'
  ? EnrolResult
  : C extends 'join' | 'change-lock'
    ? { vaultRecord: string }
    : C extends 'look-up-invite'
      ? InviteSeen
      : C extends 'invite'
        ? { inviteId: string; code: string }
        : C extends 'carry-out'
          ? CarriedOut
          : C extends 'carry-in'
            ? CarriedIn
            : C extends 'export-device' | 'log-proof'
              ? { file: Uint8Array }
              : C extends keyof CaseloadResults
                ? CaseloadResults[C]
                : C extends 'read-areas'
                  ? AreaFile
                  : C extends 'file-signal'
                    ? { signalId: string }
                    : C extends 'say'
                      ? { ref: string }
                      : C extends 'raise-obstacle' | 'answer-obstacle'
                        ? ObstacleSent
                        : void

export const ToWorker = z.object({ id: z.number().int(), command: Command })
export type FromWorker =
  | { readonly type: 'reply'; readonly id: number; readonly result: unknown }
  | {
      readonly type: 'refused'
      readonly id: number
      readonly error: { code: ErrorName; params: Record<string, string | number> }
    }
  | { readonly type: 'view'; readonly slice: Slice; readonly value: unknown }
  /** The vault record to keep from now on; null removes it. */
  | { readonly type: 'vault'; readonly record: string | null }
  /** The rescue copy to keep outside of the browser's database; null removes it. */
  | { readonly type: 'rescue'; readonly record: string | null }
  /** Something arrived that deserves an OS notification; never says whose. */
  | { readonly type: 'notify'; readonly about: 'possible-match' | 'answer' | 'closed' | 'talk' | 'obstacle' }
