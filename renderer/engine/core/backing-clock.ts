/**
 * The ruggensteunklok: a match is not contact, so from the signaal a term runs until somebody answers, and from the answer until
 * both sides said how it ended. It is read from events and dates alone, so it is the same on every machine and without a network;
 * nothing waits for a timer. Terms are in working days and differ per wijk (shared/domain/wijk-rules.ts). Pure.
 */
import type { AnswerKind, Outcome, Urgency } from '../../../shared/domain/signal.ts'
import { firstAnswerTerm, speakTerm, type Terms } from '../../../shared/domain/wijk-rules.ts'
import { addWorkingDays, workingDayFrom, type Calendar } from '../../../shared/working-days.ts'
import { plusDays } from './dates.ts'

export interface ClockFacts {
  readonly sentOn: string
  readonly urgency: Urgency
  /** The answer of this conversation. */
  readonly answer: { readonly kind: AnswerKind; readonly on: string } | null
  readonly askerOutcome: Outcome | null
  readonly knowerOutcome: Outcome | null
  /** Something was said or agreed since the answer. */
  readonly spoke: boolean
  readonly pausedUntil: string | null
  /** Until when the organisation whose turn it is says that nobody is there. */
  readonly awayUntil: Readonly<Record<'asker' | 'knower', string | null>>
}

/** 'anybody': whoever knows the child. */
export type Turn = 'anybody' | 'asker' | 'knower' | 'asker-stand-in' | 'knower-stand-in' | 'coordinator'
export interface ClockState {
  readonly stage: 'first-answer' | 'speak' | 'outcome'
  readonly turn: Turn
  /** ISO date until which it is their turn. */
  readonly dueOn: string
  readonly late: boolean
  readonly paused: boolean
  /** Who is next after that, and from which date; null where nobody is. */
  readonly next: { readonly turn: Turn; readonly on: string } | null
}

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a)

/** Whose turn it is on `today`; null where the clock has stopped: withdrawn, or both said how it ended. */
export const clockOf = (facts: ClockFacts, today: string, terms: Terms, calendar: Calendar): ClockState | null => {
  const { answer, askerOutcome, knowerOutcome } = facts
  if (askerOutcome === 'withdrawn' || (askerOutcome && (knowerOutcome || !answer))) return null
  const paused = facts.pausedUntil !== null && facts.pausedUntil >= today
  const term = (from: string, days: number): string => later(days === 0 ? workingDayFrom(from, calendar) : addWorkingDays(from, days, calendar), facts.pausedUntil)
  if (!answer) {
    const dueOn = term(facts.sentOn, firstAnswerTerm(terms, facts.urgency))
    const next = addWorkingDays(dueOn, 1, calendar)
    const passed = today >= next
    return { stage: 'first-answer', turn: passed ? 'coordinator' : 'anybody', dueOn, late: today > dueOn, paused, next: passed ? null : { turn: 'coordinator', on: next } }
  }
  const ended = askerOutcome !== null || knowerOutcome !== null
  const stage = facts.spoke || ended ? 'outcome' : 'speak'
  const dueOn = stage === 'speak' ? term(answer.on, speakTerm(terms, answer.kind)) : term(answer.on, terms.outcome)
  const first = ended ? (askerOutcome ? 'knower' : 'asker') : stage === 'speak' && answer.kind === 'contact-parents-first' ? 'knower' : 'asker'
  return passOn({ stage, dueOn, paused, first, awayUntil: facts.awayUntil[first] }, today, terms, calendar)
}

/** From who is first to their stand-in, at once where nobody is there, and from the stand-in to the coordinator. */
const passOn = (at: { stage: ClockState['stage']; dueOn: string; paused: boolean; first: 'asker' | 'knower'; awayUntil: string | null }, today: string, terms: Terms, calendar: Calendar): ClockState => {
  const { stage, dueOn, paused, first } = at
  const away = at.awayUntil !== null && at.awayUntil >= today
  const standInFrom = away ? today : addWorkingDays(dueOn, 1, calendar)
  const coordinatorFrom = addWorkingDays(later(dueOn, away ? today : null), 1 + terms.standIn, calendar)
  const standIn: Turn = `${first}-stand-in`
  const shared = { stage, dueOn, late: today > dueOn, paused }
  if (today >= coordinatorFrom) return { ...shared, turn: 'coordinator', next: null }
  if (today >= standInFrom) return { ...shared, turn: standIn, next: { turn: 'coordinator', on: coordinatorFrom } }
  return { ...shared, turn: first, next: { turn: standIn, on: standInFrom } }
}

/** The day on which to ask whether contact lasts; null where it was not restored. */
export const followUpOn = (outcome: Outcome | null, on: string | null, terms: Terms): string | null =>
  outcome === 'contact-restored' && on !== null ? plusDays(on, terms.followUpDays) : null
