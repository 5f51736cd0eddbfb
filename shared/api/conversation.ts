/** What the two who found each other say, and the clock between them. */
import { z } from 'zod'
import { SignalRef } from '../domain/identifiers.ts'
import { AnswerKind, Outcome } from '../domain/signal.ts'
import { Entry, EntryRef, RefusalReason, PauseReason } from '../domain/conversation.ts'

export const CONVERSATION_COMMANDS = [
  /**
   * Says something to the other of two matched parties. `responder`: {@link ConversationView}. Returns {ref}.
   */
  z.object({ kind: z.literal('say'), signalId: SignalRef, responder: z.string().max(100), entry: Entry }),
  /** Takes back what one said; what did not leave yet never does. */
  z.object({ kind: z.literal('unsay'), signalId: SignalRef, responder: z.string().max(100), ref: EntryRef }),
  /** The conversation is on the screen: the other may know that it was opened. */
  z.object({ kind: z.literal('seen'), signalId: SignalRef, responder: z.string().max(100) }),
] as const

/** One thing that was said. `open`: it waits for our answer. */
export const EntryView = z.object({
  ref: EntryRef,
  at: z.iso.datetime(),
  mine: z.boolean(),
  waiting: z.boolean(),
  entry: Entry,
  answer: z.enum(['open', 'accepted', 'refused', 'other']).nullable(),
  reason: RefusalReason.nullable(),
  open: z.boolean(),
})
export type EntryView = z.infer<typeof EntryView>

/** With the one who answered or asked; `responder` names it in commands. `lead`: who has the regie. */
export const ConversationView = z.object({
  responder: z.string(),
  /** False where the other has no device any more that can open what is written here. */
  reads: z.boolean(),
  items: z.array(EntryView),
  /** The last thing of ours that the other has opened: its ref, or our answer. */
  read: z.union([EntryRef, z.literal('answer')]).nullable(),
  /** There is something of the other of which it does not know that we opened it. */
  unseen: z.boolean(),
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

export interface ConversationResults {
  say: { readonly ref: string }
}

/** A message in a few words: its text, or the answer or the outcome that it says; all null for another one. */
const SaidUnderNumber = z.object({
  text: z.string().nullable(),
  answer: AnswerKind.nullable(),
  outcome: Outcome.nullable(),
})
export type SaidUnderNumber = z.infer<typeof SaidUnderNumber>
/** Two messages of one device under one number, and which of them counts. */
export const ForkView = z.object({
  organisation: z.string(),
  at: z.iso.datetime(),
  counts: SaidUnderNumber,
  other: SaidUnderNumber,
})
export type ForkView = z.infer<typeof ForkView>
