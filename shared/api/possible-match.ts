/** Signalen in which a child of the own list was recognised. */
import { z } from 'zod'
import { ConversationView, ClockView, ForkView } from './conversation.ts'
import { EscalationReason } from '../domain/linies.ts'
import { ParentsAdvice } from '../domain/parents-advice.ts'
import { Weighing } from '../domain/secrecy.ts'
import { SignalRef } from '../domain/identifiers.ts'
import { AnswerKind, Outcome } from '../domain/signal.ts'
import { SignalContent } from '../messages/signal.ts'

export const MATCH_COMMANDS = [
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
] as const

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
  /** The requester closed while our answer was under way. */
  crossed: z.boolean(),
  /** Whether somebody coordinates the wijk, who can pass on an answer without our name. */
  canAnswerUnnamed: z.boolean(),
  ourAnswer: AnswerKind.nullable(),
  ourOutcome: Outcome.nullable(),
  ourOnward: z.string().nullable(),
  theirOutcome: Outcome.nullable(),
  theirOnward: z.string().nullable(),
  /** False where the requester has no device any more that can open an answer. */
  requesterReads: z.boolean(),
  /** For a line behind: why two coordinators opened it, and that the answer is a telephone call. */
  escalation: z.object({ reason: EscalationReason, at: z.iso.datetime() }).nullable(),
  /** Of this device with the requester, after it answered. */
  conversation: ConversationView.nullable(),
  forks: z.array(ForkView),
  clock: ClockView.nullable(),
})
export type PossibleMatch = z.infer<typeof PossibleMatch>
