/**
 * A thread: one signaal and all that followed, as immutable events; its state is a pure fold over them (design.md 5).
 * An event whose author may not do what it says is kept, ignored and counted; two contradicting outcomes both stay.
 */
import { mayDo } from '../../../shared/domain/roles.ts'
import type { KeyType } from '../../../shared/matching/key-types.ts'
import type { Role } from '../../../shared/protocol/statements.ts'
import type { AnswerContent, EventContent, Outcome, SignalContent } from '../../../shared/domain/signal.ts'

export interface ThreadEvent {
  readonly hash: string
  /** Place in the relay's log; 0 for an own event that waits to leave. */
  readonly seq: number
  readonly deviceId: string
  readonly organisationId: string
  /** Roles of the author's device when this came. */
  readonly roles: readonly Role[]
  readonly receivedAt: string
  readonly content: EventContent
}

export interface MatchedChild { readonly childId: string; readonly types: readonly KeyType[] }

export interface Thread {
  readonly id: string
  readonly contentKey: string
  /** Public key to answer to, and for the asker alone its private half. base64url. */
  readonly replyKey: string
  readonly replyPrivateKey: string | null
  readonly expiresDay: number
  readonly part: 'asker' | 'knower' | 'none'
  readonly coordinator: boolean
  readonly askerDeviceId: string
  readonly askerOrganisationId: string
  readonly signal: SignalContent
  readonly filedAt: string
  readonly events: readonly ThreadEvent[]
  /** Asker: own children of the signaal, own note. Knower: who was recognised and who is somebody else. */
  readonly childIds: readonly string[]
  readonly note: string
  readonly matched: readonly MatchedChild[]
  readonly notTheSame: readonly string[]
  /** Coordinator: an answer carried the mark of this signaal. */
  readonly answered?: true
}

export interface AnswerSeen { readonly content: AnswerContent; readonly organisationId: string; readonly at: string; readonly waiting: boolean; readonly outcome: Outcome | null }

export interface ThreadState {
  readonly sent: boolean
  readonly sentAt: string | null
  readonly answers: readonly AnswerSeen[]
  /** First look per organisation. */
  readonly looked: readonly { readonly organisationId: string; readonly at: string }[]
  readonly askerOutcome: Outcome | null
  readonly askerOutcomeAt: string | null
  readonly someoneAnswered: boolean
  readonly ignored: number
}

/** Events in the relay's order; own unsent ones last, by their own time. */
const ordered = (events: readonly ThreadEvent[]): ThreadEvent[] =>
  [...events].sort((a, b) => (a.seq || Infinity) - (b.seq || Infinity) || (a.content.sentAt < b.content.sentAt ? -1 : 1))

const last = <T>(items: readonly T[]): T | undefined => items[items.length - 1]

export const foldThread = (thread: Thread): ThreadState => {
  const events = ordered(thread.events)
  const isAsker = (event: ThreadEvent): boolean => event.organisationId === thread.askerOrganisationId
  const signal = events.find((event) => event.content.type === 'signal')
  const answers = new Map<string, AnswerSeen>()
  const looked = new Map<string, string>()
  const outcomes = new Map<string, Outcome>()
  let asker: ThreadEvent | undefined
  let someoneAnswered = thread.answered ?? false
  let ignored = 0
  for (const event of events) {
    const { content, organisationId } = event
    if (!mayDo(event.roles, content.type)) ignored += 1
    else if (content.type === 'signal' && isAsker(event)) continue
    else if (content.type === 'receipt' && !isAsker(event)) looked.set(organisationId, looked.get(organisationId) ?? content.sentAt)
    // Who answers a hint cannot know who asks: it may be a colleague.
    else if (content.type === 'answer' && (!isAsker(event) || content.answer === 'perhaps-call-me')) {
      answers.set(organisationId, { content, organisationId, at: content.sentAt, waiting: event.seq === 0, outcome: null })
      if (!isAsker(event)) looked.set(organisationId, looked.get(organisationId) ?? content.sentAt)
      someoneAnswered ||= content.answer !== 'perhaps-call-me'
    } else if (content.type === 'outcome' && isAsker(event)) asker = event
    else if (content.type === 'outcome') outcomes.set(organisationId, content.outcome)
    else ignored += 1
  }
  return {
    sent: signal !== undefined && signal.seq > 0,
    sentAt: signal && signal.seq > 0 ? signal.content.sentAt : null,
    answers: [...answers.values()].map((answer) => ({ ...answer, outcome: outcomes.get(answer.organisationId) ?? null })),
    looked: [...looked].map(([organisationId, at]) => ({ organisationId, at })),
    askerOutcome: asker?.content.type === 'outcome' ? asker.content.outcome : null,
    askerOutcomeAt: asker?.content.sentAt ?? null,
    someoneAnswered,
    ignored,
  }
}

/** Adds an event once; the relay's copy replaces the own waiting one. */
export const withEvent = (thread: Thread, event: ThreadEvent): Thread => {
  const known = thread.events.find(({ hash }) => hash === event.hash)
  if (known && known.seq >= event.seq) return thread
  return { ...thread, events: [...thread.events.filter(({ hash }) => hash !== event.hash), event] }
}

export const ownOutcome = (thread: Thread, organisationId: string): Outcome | null => {
  const own = last(ordered(thread.events).filter((event) => event.content.type === 'outcome' && event.organisationId === organisationId))
  return own?.content.type === 'outcome' ? own.content.outcome : null
}
