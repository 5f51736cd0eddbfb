/** Conversations, clocks and what waits, as the person of this device sees them. */
import { agreementsOf, calendarsOf } from '../directory/agreements.ts'
import { type Turn, type ClockFacts, clockOf, followUpOn } from '../core/backing-clock.ts'
import {
  type Conversation,
  type Side,
  asksFor,
  firstWordAt,
  foldConversation,
  lastRead,
  newlySeen,
} from '../core/conversation.ts'
import { firstHeardAt } from '../core/coordination.ts'
import { localDateOf } from '../core/dates.ts'
import { lastDayOf } from '../core/informing.ts'
import type { Thread } from '../core/thread.ts'
import type { ThreadState, AnswerSeen } from '../core/thread-state.ts'
import type { State } from '../store/state.ts'
import type { ConversationView, ClockTurn, ClockView } from '../../../shared/api/conversation.ts'

export const conversationView = (
  conversation: Conversation,
  responder: string,
  side: Side,
  reads: boolean,
): ConversationView => {
  const waiting = new Set(asksFor(conversation, side).map(({ ref }) => ref))
  return {
    responder,
    reads,
    lead: conversation.lead === side ? 'you' : 'other',
    items: conversation.items.map(({ ref, at, by, waiting: unsent, entry, answer, reason }) => ({
      ref,
      at,
      mine: by === side,
      waiting: unsent,
      entry,
      answer,
      reason,
      open: waiting.has(ref),
    })),
    read: lastRead(conversation, side),
    unseen: newlySeen(conversation, side) !== undefined,
    pause: conversation.pause && {
      mine: conversation.pause.by === side,
      reason: conversation.pause.reason,
      until: conversation.pause.until,
    },
  }
}

const SEEN_BY: Readonly<Record<Side, Readonly<Record<Turn, ClockTurn>>>> = {
  requester: {
    anybody: 'anybody',
    requester: 'you',
    responder: 'other',
    'requester-stand-in': 'your-stand-in',
    'responder-stand-in': 'their-stand-in',
    coordinator: 'coordinator',
  },
  responder: {
    anybody: 'you',
    requester: 'other',
    responder: 'you',
    'requester-stand-in': 'their-stand-in',
    'responder-stand-in': 'your-stand-in',
    coordinator: 'coordinator',
  },
}

/** `answer` null: nobody did yet, or for a responder: this one did not. */
export const clockView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
  answer: AnswerSeen | null,
  conversation: Conversation | null,
  side: Side,
  today: string,
): ClockView | null => {
  const parties = {
    requester: thread.requesterOrganisationId,
    responder: answer?.organisationId ?? (side === 'responder' ? state.identity.device.organisationId : null),
  }
  const { details, organisations } = state.directory
  const awayOf = (id: string | null): string | null =>
    id === null ? null : (details.get(id)?.awayUntil ?? null)
  const dayOf = (at: string | null | undefined): string | null => (at ? localDateOf(at) : null)
  const pause = conversation?.pause
  const facts: ClockFacts = {
    sentOn: localDateOf(thread.signal.sentAt),
    urgency: thread.signal.urgency,
    answer: answer && { kind: answer.content.answer, on: localDateOf(answer.at) },
    requesterOutcome: folded.requesterOutcome,
    responderOutcome: answer?.outcome ?? null,
    endedOn: dayOf(folded.requesterOutcomeAt ?? answer?.outcomeSaidAt),
    reopenedOn: dayOf(folded.reopenedAt),
    spokeOn: dayOf(
      answer && conversation && firstWordAt(conversation, answer.content.answer, folded.reopenedAt),
    ),
    lastDay: lastDayOf(thread),
    pause: pause ? { on: localDateOf(pause.since), until: pause.until } : null,
    awayUntil: { requester: awayOf(parties.requester), responder: awayOf(parties.responder) },
  }
  const agreements = agreementsOf(state, thread)
  const clock = clockOf(
    facts,
    today,
    agreements.terms,
    calendarsOf(state, agreements, parties.requester, parties.responder),
  )
  if (!clock) return null
  const { stage, turn, first, dueOn, late, paused, next } = clock
  const mine = SEEN_BY[side]
  const standsFor = [turn, next?.turn].flatMap((one) =>
    one === 'requester-stand-in'
      ? [parties.requester]
      : one === 'responder-stand-in' && parties.responder
        ? [parties.responder]
        : [],
  )[0]
  const standIn =
    standsFor === undefined ? undefined : (details.get(standsFor) ?? organisations.get(standsFor))?.standIn
  return {
    stage,
    turn: mine[turn],
    ours: first === side,
    dueOn,
    late,
    paused,
    next: next && { turn: mine[next.turn], on: next.on },
    standIn: standIn ? { name: standIn.name, phone: standIn.phone } : null,
  }
}

/**
 * For a coordinator, who knows that somebody answered and neither who nor what they say to each other:
 * whether it may be the turn of the coordinator by now. Never later than the two see it where the requester is
 * first; earlier where they do speak, so it is asked and not reproached.
 */
export const awaitsEnd = (state: State, thread: Thread, folded: ThreadState, today: string): boolean => {
  const heard = firstHeardAt(thread, folded)
  if (heard === null || folded.requesterOutcome !== null) return false
  const facts: ClockFacts = {
    sentOn: localDateOf(thread.signal.sentAt),
    urgency: thread.signal.urgency,
    answer: { kind: 'contact-call-me', on: localDateOf(heard) },
    requesterOutcome: null,
    responderOutcome: null,
    endedOn: null,
    reopenedOn: folded.reopenedAt && localDateOf(folded.reopenedAt),
    spokeOn: null,
    lastDay: lastDayOf(thread),
    pause: null,
    awayUntil: {
      requester: state.directory.details.get(thread.requesterOrganisationId)?.awayUntil ?? null,
      responder: null,
    },
  }
  const agreements = agreementsOf(state, thread)
  return (
    clockOf(
      facts,
      today,
      agreements.terms,
      calendarsOf(state, agreements, thread.requesterOrganisationId, null),
    )?.turn === 'coordinator'
  )
}

/** Of a requester: when to ask whether contact lasts, and what was said since in any of its conversations. */
export const followUpView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
): { on: string; inContact: boolean | null } | null => {
  const on = followUpOn(
    folded.requesterOutcome,
    folded.requesterOutcomeAt && localDateOf(folded.requesterOutcomeAt),
    agreementsOf(state, thread).terms,
  )
  if (on === null) return null
  const said = folded.answers
    .map(({ deviceId }) => foldConversation(thread, deviceId).followUp)
    .filter((one) => one?.by === 'requester' && one.at >= folded.requesterOutcomeAt!)
    .sort((a, b) => (a!.at < b!.at ? 1 : -1))[0]
  return { on, inContact: said?.inContact ?? null }
}
