/**
 * The ruggensteunklok: a match is not contact, so from the signaal a term runs until somebody answers, and
 * from the answer until both sides said how it ended. It is read from events and dates alone, so it is the
 * same on every machine and without a network; nothing waits for a timer. Terms are in working days and
 * differ per wijk (shared/membership/agreements.ts); which days those are may differ for the two, where one is a
 * school. Pure.
 */
import type { AnswerKind, Outcome, Urgency } from '../../../shared/domain/signal.ts'
import { firstAnswerTerm, speakTerm, type Terms } from '../../../shared/membership/agreements.ts'
import {
  addWorkingDays,
  workingDayFrom,
  workingDaysBetween,
  type Calendar,
} from '../../../shared/calendar/working-days.ts'
import { plusDays } from './dates.ts'

/** Working days that who is left has at least, once the other said how it ended. */
const OTHER_OUTCOME_DAYS = 1

/** Working days of whoever knows the child, of the requester and of the one who answered. */
export type Calendars = Readonly<Record<'anybody' | 'requester' | 'responder', Calendar>>

export interface ClockFacts {
  readonly sentOn: string
  readonly urgency: Urgency
  /** The answer of this conversation. */
  readonly answer: { readonly kind: AnswerKind; readonly on: string } | null
  readonly requesterOutcome: Outcome | null
  readonly responderOutcome: Outcome | null
  /** The day on which one of them said so first. */
  readonly endedOn: string | null
  /** The day on which the requester opened it again: from there it begins anew. */
  readonly reopenedOn: string | null
  /**
   * The day since the answer on which something was said or agreed; by who asks the parents, where they come
   * first.
   */
  readonly spokeOn: string | null
  /** The last day of the signaal: a pause that names a later one, or any year, ends there. */
  readonly lastDay: string
  /** The day on which somebody stopped the clock, and the last one on which it stands still. */
  readonly pause: { readonly on: string; readonly until: string } | null
  /** Until when the organisation whose turn it is says that nobody is there. */
  readonly awayUntil: Readonly<Record<'requester' | 'responder', string | null>>
}

/** 'anybody': whoever knows the child. */
export type Turn =
  | 'anybody'
  | 'requester'
  | 'responder'
  | 'requester-stand-in'
  | 'responder-stand-in'
  | 'coordinator'
export interface ClockState {
  readonly stage: 'first-answer' | 'speak' | 'outcome'
  readonly turn: Turn
  /** Whose it is to do, also after it was passed on; null where it is of whoever knows the child. */
  readonly first: 'requester' | 'responder' | null
  /** ISO date until which it is their turn. */
  readonly dueOn: string
  readonly late: boolean
  readonly paused: boolean
  /** Who is next after that, and from which date; null where nobody is. */
  readonly next: { readonly turn: Turn; readonly on: string } | null
}

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a)
const earlier = (a: string, b: string): string => (a < b ? a : b)

/**
 * The end of a term of so many working days. What was left of it when the clock was stopped is left when it
 * goes on, and one day at least.
 */
const termEnd = (from: string, days: number, pause: ClockFacts['pause'], calendar: Calendar): string => {
  const dueOn = days === 0 ? workingDayFrom(from, calendar) : addWorkingDays(from, days, calendar)
  if (!pause || pause.until <= from) return dueOn
  return later(
    addWorkingDays(dueOn, workingDaysBetween(later(from, pause.on), pause.until, calendar), calendar),
    addWorkingDays(pause.until, 1, calendar),
  )
}

/** Whose turn it is on `today`; null where the clock has stopped: withdrawn, or both said how it ended. */
export const clockOf = (
  facts: ClockFacts,
  today: string,
  terms: Terms,
  calendars: Calendars,
): ClockState | null => {
  const { answer, requesterOutcome, responderOutcome, endedOn, spokeOn, lastDay } = facts
  const pause = facts.pause && { ...facts.pause, until: earlier(facts.pause.until, lastDay) }
  if (requesterOutcome === 'withdrawn' || (requesterOutcome && (responderOutcome || !answer))) return null
  const paused = pause !== null && pause.until >= today
  const begun = later(answer?.on ?? facts.sentOn, facts.reopenedOn)
  if (!answer) {
    const dueOn = termEnd(begun, firstAnswerTerm(terms, facts.urgency), pause, calendars.anybody)
    const next = addWorkingDays(dueOn, 1, calendars.anybody)
    const passed = today >= next
    return {
      stage: 'first-answer',
      turn: passed ? 'coordinator' : 'anybody',
      first: null,
      dueOn,
      late: today > dueOn,
      paused,
      next: passed ? null : { turn: 'coordinator', on: next },
    }
  }
  const ended = requesterOutcome !== null || responderOutcome !== null
  const stage = spokeOn !== null || ended ? 'outcome' : 'speak'
  const speaker = answer.kind === 'contact-parents-first' ? 'responder' : 'requester'
  const first = ended
    ? requesterOutcome
      ? 'responder'
      : 'requester'
    : stage === 'speak'
      ? speaker
      : 'requester'
  const calendar = calendars[first]
  const term = (from: string, days: number): string => termEnd(from, days, pause, calendar)
  const spokeLate =
    spokeOn !== null && spokeOn > addWorkingDays(begun, speakTerm(terms, answer.kind), calendars[speaker])
  const outcomeBy = term(spokeLate ? spokeOn : begun, terms.outcome)
  const dueOn =
    stage === 'speak'
      ? term(begun, speakTerm(terms, answer.kind))
      : endedOn === null
        ? outcomeBy
        : later(outcomeBy, term(endedOn, OTHER_OUTCOME_DAYS))
  return passOn(
    { stage, dueOn, paused, first, awayUntil: facts.awayUntil[first], closed: requesterOutcome !== null },
    today,
    terms,
    calendar,
  )
}

/**
 * From who is first to their stand-in, at once where nobody is there, and from the stand-in to the
 * coordinator: for whom it is over once the requester closed it.
 */
const passOn = (
  at: {
    stage: ClockState['stage']
    dueOn: string
    paused: boolean
    first: 'requester' | 'responder'
    awayUntil: string | null
    closed: boolean
  },
  today: string,
  terms: Terms,
  calendar: Calendar,
): ClockState => {
  const { stage, dueOn, paused, first } = at
  const away = at.awayUntil !== null && at.awayUntil >= today
  const standInFrom = away ? today : addWorkingDays(dueOn, 1, calendar)
  const coordinatorFrom = at.closed ? null : addWorkingDays(dueOn, 1 + terms.standIn, calendar)
  const standIn: Turn = `${first}-stand-in`
  const shared = { stage, first, dueOn, late: today > dueOn, paused }
  if (coordinatorFrom !== null && today >= coordinatorFrom)
    return { ...shared, turn: 'coordinator', next: null }
  if (today >= standInFrom)
    return {
      ...shared,
      turn: standIn,
      next: coordinatorFrom === null ? null : { turn: 'coordinator', on: coordinatorFrom },
    }
  return { ...shared, turn: first, next: { turn: standIn, on: standInFrom } }
}

/** The day on which to ask whether contact lasts; null where it was not restored. */
export const followUpOn = (outcome: Outcome | null, on: string | null, terms: Terms): string | null =>
  outcome === 'contact-restored' && on !== null ? plusDays(on, terms.followUpDays) : null
