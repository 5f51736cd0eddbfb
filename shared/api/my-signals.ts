/** Signalen that this device filed. */
import { z } from 'zod'
import { ConversationView, ClockView, ForkView } from './conversation.ts'
import {
  DisclosureReason,
  LinkStep,
  CoordinationAction,
  NameReason,
  Relation,
} from '../domain/coordination.ts'
import { IsoDay } from '../calendar/day-bounds.ts'
import { InformingDecision, DeferReason, Addressee } from '../domain/informing.ts'
import { LetterLanguage } from '../domain/letter-language.ts'
import { LinieAction, EscalationReason } from '../domain/linies.ts'
import { ParentsAdvice } from '../domain/parents-advice.ts'
import { Weighing } from '../domain/secrecy.ts'
import { SignalRef } from '../domain/identifiers.ts'
import {
  Attempt,
  Urgency,
  ParentsInformed,
  Outcome,
  Onward,
  AnswerKind,
  Professional,
} from '../domain/signal.ts'
import { SignalContent } from '../messages/signal.ts'
import { ErrorName } from '../errors.ts'

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

export const SENT_COMMANDS = [
  z.object({ kind: z.literal('save-draft'), draft: SignalDraft.nullable() }),
  /** Returns {signalId}. Stored and shown as waiting before anything is sent. */
  z.object({ kind: z.literal('file-signal'), draft: SignalDraft }),
  z.object({ kind: z.literal('do-not-share'), draft: SignalDraft, reason: NotSharedReason }),
  /** Of a requester, to the coordinator who asked for the name. */
  z.object({
    kind: z.literal('disclose'),
    signalId: SignalRef,
    to: z.string().max(64),
    reason: DisclosureReason,
    weighing: Weighing.optional(),
  }),
  /** Of a requester: a signaal of somebody else belongs to this own one. */
  z.object({
    kind: z.literal('link-signals'),
    signalId: SignalRef,
    other: SignalRef,
    step: LinkStep.extract(['propose', 'take-back']),
    weighing: Weighing.optional(),
  }),
  z.object({ kind: z.literal('close'), signalId: SignalRef, outcome: Outcome, onward: Onward.optional() }),
  /** A person looked at a contradiction ({@link Conflict}) and knows how it is. */
  z.object({ kind: z.literal('resolve-conflict'), signalId: SignalRef, conflictId: z.string().max(2000) }),
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
] as const

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

/** What a coordinator of the wijk said to the requester. */
export const CoordinatedView = z.object({
  at: z.iso.datetime(),
  action: CoordinationAction,
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
  content: SignalContent.omit({ requester: true, type: true, sentAt: true }),
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
  forks: z.array(ForkView),
  outcome: Outcome.nullable(),
  onward: z.string().nullable(),
  timeline: z.array(TimelineEntry),
  /** What coordinators did, newest last, and the question for the name that waits for an answer. */
  coordinated: z.array(CoordinatedView),
  nameAsked: CoordinatedView.nullable(),
  /**
   * Organisations that a coordinator asked, newest last; and what was opened to a line behind, as the
   * directory says: `confirmed` null: a second coordinator has not agreed.
   */
  lines: z.array(
    z.object({
      /** Null of who was only asked to look along: it would tell who answers without a name. */
      organisation: z.string().nullable(),
      action: LinieAction,
      reason: EscalationReason.nullable(),
      name: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  escalations: z.array(
    z.object({ organisation: z.string(), at: z.iso.datetime(), confirmed: z.iso.datetime().nullable() }),
  ),
  /**
   * Signalen of others in which keys of these children agreed, while it is open. `number` and `organisation`
   * null: it could not be opened.
   */
  alike: z.array(
    z.object({
      other: SignalRef,
      relation: Relation,
      number: z.string().nullable(),
      organisation: z.string().nullable(),
      names: z.array(z.string()),
    }),
  ),
  /**
   * Signalen of which somebody said that they belong to this one. `mine`: this device did. `with`: who to
   * call there.
   */
  links: z.array(
    z.object({
      other: SignalRef,
      relation: Relation,
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

export interface SentResults {
  /** The number, and what it says about the parents: the engine may have known that it is not safe. */
  'file-signal': {
    readonly signalId: string
    readonly number: string
    readonly parents: ParentsInformed
  }
}
