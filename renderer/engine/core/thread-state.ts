/** What the events of a thread come to: a pure fold, the same in whatever order they came. */
import { type Conflict, outcomeIn, endOf, onwardIn, conflictsWith } from './conflicts.ts'
import { type Thread, ordered, type ThreadEvent } from './thread.ts'
import type {
  CoordinationAction,
  NameReason,
  DisclosureReason,
  Relation,
} from '../../../shared/domain/coordination.ts'
import type { LinieAction, EscalationReason } from '../../../shared/domain/linies.ts'
import type { Outcome, Professional, AnswerKind } from '../../../shared/domain/signal.ts'
import type { AnswerContent } from '../../../shared/messages/answer.ts'
import type { LinkContent } from '../../../shared/messages/link.ts'
import type { OutcomeContent } from '../../../shared/messages/outcome.ts'
import type { EventContent, Kind } from '../../../shared/messages/registry.ts'

/** The last answer of one person's device; what a colleague of theirs answered stands beside it. */
export interface AnswerSeen {
  readonly content: AnswerContent
  readonly organisationId: string
  readonly deviceId: string
  readonly at: string
  readonly waiting: boolean
  readonly outcome: Outcome | null
  /** The organisation with which they go on, in their own words. */
  readonly onward: string | null
  /** When that came here. */
  readonly outcomeAt: string | null
  /** When they said so. */
  readonly outcomeSaidAt: string | null
  /** Where the requester can write to this one alone; null where nobody reads there. */
  readonly replyKey: string | null
  /** The event itself: its place in the log and the device that signed it. */
  readonly seq: number
  readonly signedBy: string
}

/**
 * What a coordinator did, oldest first. `place`: in the order of events, for clocks of two laptops tell
 * nobody who was first.
 */
export interface Coordinated {
  readonly place: number
  readonly action: CoordinationAction
  readonly reason: NameReason | null
  readonly to: string | null
  readonly by: Professional
  readonly deviceId: string
  readonly at: string
  readonly waiting: boolean
}

/** Names that the requester gave, or why it did not. `to`: for whom, where this is the requester. */
interface Disclosed {
  readonly place: number
  readonly names: readonly string[]
  readonly reason: DisclosureReason
  readonly to: string | null
  readonly at: string
  readonly waiting: boolean
}

/** Another signaal that belongs to this one. Named by a requester (`deviceId`), by a coordinator or by both. */
interface Link {
  readonly other: string
  readonly relation: Relation
  /** The professional who asks in the other signaal. */
  readonly with: Professional | null
  readonly organisationId: string | null
  readonly deviceId: string | null
  readonly merged: boolean
  readonly at: string
  readonly waiting: boolean
}

/** Which organisation a coordinator asked, oldest first. */
interface LineAsked {
  readonly organisationId: string
  readonly action: LinieAction
  readonly reason: EscalationReason | null
  readonly by: Professional
  readonly deviceId: string
  readonly at: string
  readonly waiting: boolean
}

export interface ThreadState {
  readonly sent: boolean
  readonly sentAt: string | null
  readonly answers: readonly AnswerSeen[]
  /** First look per organisation. */
  readonly looked: readonly { readonly organisationId: string; readonly at: string }[]
  readonly requesterOutcome: Outcome | null
  readonly requesterOnward: string | null
  readonly requesterOutcomeAt: string | null
  /**
   * When the requester opened it again, also where it was closed since. How it ended for others before does not
   * count any more.
   */
  readonly reopenedAt: string | null
  readonly someoneAnswered: boolean
  /**
   * The professional who sees the child and does not want to be named to the requester: known to coordinators,
   * and to that professional.
   */
  readonly unnamed: readonly { readonly organisationId: string; readonly waiting: boolean }[]
  readonly conflicts: readonly Conflict[]
  readonly coordinated: readonly Coordinated[]
  readonly disclosed: readonly Disclosed[]
  readonly lines: readonly LineAsked[]
  /** How many organisations have looked, as the requester said last, and tags of those that have not. */
  readonly covered: {
    readonly looked: number
    readonly missing: readonly string[] | null
    readonly at: string
  } | null
  readonly links: readonly Link[]
}

/** An answer to a hint, or for somebody else, keeps no key to be written to. */
const NOT_TO: readonly AnswerKind[] = ['perhaps-call-me', 'in-view-unnamed']

/** What the events that were read so far come to. */
interface Folding {
  readonly thread: Thread
  readonly answers: Map<string, ThreadEvent & { readonly content: AnswerContent }>
  readonly looked: Map<string, string>
  readonly outcomes: Map<string, ThreadEvent>
  readonly unnamed: Map<string, boolean>
  readonly coordinated: Coordinated[]
  readonly disclosed: Disclosed[]
  readonly lines: LineAsked[]
  readonly links: Map<string, Link>
  covered: ThreadState['covered']
  /** The last outcome of the requester's organisation. */
  requesterEnd: ThreadEvent | null
  reopenedAt: string | null
  someoneAnswered: boolean
}

const isOfRequester = ({ thread }: Folding, event: ThreadEvent): boolean =>
  event.organisationId === thread.requesterOrganisationId

/** A colleague of the requester looked too, and is none of those who are asked. */
const takeLook = (folding: Folding, event: ThreadEvent): void => {
  const { looked } = folding
  if (!isOfRequester(folding, event))
    looked.set(event.organisationId, looked.get(event.organisationId) ?? event.content.sentAt)
}

const takeAnswer = (folding: Folding, event: ThreadEvent, content: AnswerContent): void => {
  const { answers } = folding
  const isUnnamed = content.answer === 'in-view-unnamed'
  // Every coordinator of the wijk passes it on; the first of an organisation is enough.
  const isKnown = [...answers.values()].some(
    (one) => one.organisationId === event.organisationId && one.content.answer === 'in-view-unnamed',
  )
  if (isUnnamed && isKnown) return
  answers.set(event.deviceId, { ...event, content })
  if (!isUnnamed) takeLook(folding, event)
  folding.someoneAnswered ||= content.answer !== 'perhaps-call-me'
}

const takeOutcome = (folding: Folding, event: ThreadEvent, { outcome, sentAt }: OutcomeContent): void => {
  if (!isOfRequester(folding, event)) {
    folding.outcomes.set(event.deviceId, event)
    return
  }
  folding.requesterEnd = event
  if (outcome !== 'reopened') return
  folding.reopenedAt = sentAt
  folding.outcomes.clear()
}

type Reducers = {
  readonly [K in Kind]?: (
    folding: Folding,
    event: ThreadEvent,
    content: Extract<EventContent, { type: K }>,
    place: number,
  ) => void
}
/** Kinds without one say nothing of a signaal as a whole: the signaal itself, a conversation (conversation.ts), the board. */
const REDUCERS: Reducers = {
  answer: takeAnswer,
  outcome: takeOutcome,
  receipt: takeLook,
  'unnamed-answer': ({ unnamed }, { organisationId, seq }) => unnamed.set(organisationId, seq === 0),
  'receipt-summary': (folding, _, { looked, missing, sentAt }) => {
    folding.covered = { looked, missing: missing ?? null, at: sentAt }
  },
  coordination: ({ coordinated }, { deviceId, seq }, { action, reason, to, by, sentAt }, place) =>
    coordinated.push({ place, action, reason, to, by, deviceId, at: sentAt, waiting: seq === 0 }),
  disclosure: ({ disclosed }, { to = null, seq }, { names, reason, sentAt }, place) =>
    disclosed.push({ place, names, reason, to, at: sentAt, waiting: seq === 0 }),
  'linie-request': ({ lines }, { deviceId, seq }, { organisationId, action, reason, by, sentAt }) =>
    lines.push({ organisationId, action, reason, by, deviceId, at: sentAt, waiting: seq === 0 }),
  link: ({ links }, event, content) => takeLink(links, event, content),
}

const foldEvents = (thread: Thread, events: readonly ThreadEvent[]): Folding => {
  const folding: Folding = {
    thread,
    answers: new Map(),
    looked: new Map(),
    outcomes: new Map(),
    unnamed: new Map(),
    coordinated: [],
    disclosed: [],
    lines: [],
    links: new Map(),
    covered: null,
    requesterEnd: null,
    reopenedAt: null,
    someoneAnswered: thread.answeredAt !== undefined,
  }
  for (const [place, event] of events.entries()) {
    const reduce = REDUCERS[event.content.type] as
      | ((folding: Folding, event: ThreadEvent, content: EventContent, place: number) => unknown)
      | undefined
    reduce?.(folding, event, event.content, place)
  }
  return folding
}

const answerSeen = (
  event: ThreadEvent & { readonly content: AnswerContent },
  answering: readonly (ThreadEvent & { readonly content: AnswerContent })[],
  ending: readonly ThreadEvent[],
): AnswerSeen => {
  const end = endOf(event, answering, ending)
  return {
    content: event.content,
    organisationId: event.organisationId,
    deviceId: event.deviceId,
    at: event.content.sentAt,
    waiting: event.seq === 0,
    outcome: end && outcomeIn(end),
    onward: end && onwardIn(end),
    outcomeAt: end?.receivedAt ?? null,
    outcomeSaidAt: end?.content.sentAt ?? null,
    replyKey: NOT_TO.includes(event.content.answer) ? null : (event.replyKey ?? null),
    seq: event.seq,
    signedBy: event.signedBy ?? event.deviceId,
  }
}

export const foldThread = (thread: Thread): ThreadState => {
  const events = ordered(thread.events)
  const signal = events.find((event) => event.content.type === 'signal')
  const { answers, looked, outcomes, unnamed, links, requesterEnd, ...folded } = foldEvents(thread, events)
  const closed = requesterEnd && outcomeIn(requesterEnd) !== 'reopened' ? requesterEnd : null
  const answering = [...answers.values()]
  const ending = [...outcomes.values()]
  return {
    sent: signal !== undefined && signal.seq > 0,
    sentAt: signal && signal.seq > 0 ? signal.content.sentAt : null,
    answers: answering.map((event) => answerSeen(event, answering, ending)),
    looked: [...looked].map(([organisationId, at]) => ({ organisationId, at })),
    requesterOutcome: closed && outcomeIn(closed),
    requesterOnward: closed && onwardIn(closed),
    requesterOutcomeAt: closed?.content.sentAt ?? null,
    reopenedAt: folded.reopenedAt,
    someoneAnswered: folded.someoneAnswered || unnamed.size > 0,
    unnamed: [...unnamed].map(([organisationId, waiting]) => ({ organisationId, waiting })),
    conflicts: [...new Set(answering.map(({ organisationId }) => organisationId))]
      .flatMap((organisationId) => conflictsWith(organisationId, answering, ending, closed))
      .filter(({ id }) => !thread.resolved.includes(id)),
    coordinated: folded.coordinated,
    disclosed: folded.disclosed,
    lines: folded.lines,
    covered: folded.covered,
    links: [...links.values()],
  }
}

const takeLink = (
  known: Map<string, Link>,
  { organisationId, deviceId, seq }: ThreadEvent,
  { other, step, relation, with: who, sentAt }: LinkContent,
): void => {
  const before = known.get(other)
  const now = { other, with: who ?? before?.with ?? null, at: sentAt, waiting: seq === 0 }
  if (step === 'propose')
    known.set(other, { ...now, relation, organisationId, deviceId, merged: before?.merged ?? false })
  else if (step === 'merge')
    known.set(other, {
      ...now,
      relation,
      organisationId: before?.organisationId ?? null,
      deviceId: before?.deviceId ?? null,
      merged: true,
    })
  // One person cannot take back the word of the other; a pair that a coordinator took apart stays said.
  else if (before && step === 'part' && before.deviceId !== null)
    known.set(other, { ...before, merged: false })
  else if (before && (step === 'part' || (before.deviceId === deviceId && !before.merged)))
    known.delete(other)
  else if (before?.deviceId === deviceId)
    known.set(other, { ...before, organisationId: null, deviceId: null })
}
