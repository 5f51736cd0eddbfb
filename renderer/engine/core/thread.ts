/**
 * A thread: one signaal and all that followed, as immutable events; its state is a pure fold over them
 * (ARCHITECTURE.md, "Events and views"). Every event in it passed the gate (inbox/verify.ts). What two people contradict each other in stays both, and is named until a person settled it.
 */
import type { KeyType } from '../../../shared/matching/key-types.ts'
import type { AppealReason, LinieAction } from '../../../shared/domain/linies.ts'
import type {
  CoordinationAction,
  DisclosureReason,
  Relation,
  NameReason,
} from '../../../shared/domain/coordination.ts'
import type { AnswerKind, Outcome, Professional } from '../../../shared/domain/signal.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import type { TogetherContent } from '../../../shared/messages/together.ts'
import type { OutcomeContent } from '../../../shared/messages/outcome.ts'
import type { AnswerContent } from '../../../shared/messages/answer.ts'
import type { SignalContent } from '../../../shared/messages/signal.ts'
import type { InformingDecision } from '../../../shared/domain/informing.ts'

export interface ThreadEvent {
  readonly hash: string
  /** Place in the relay's log; 0 for an own event that waits to leave. */
  readonly seq: number
  /** First device of its author's line of moves, so that one who moved goes on as the same. */
  readonly deviceId: string
  /** The device that signed it, where that is a later one of the line. */
  readonly signedBy?: string
  readonly organisationId: string
  readonly receivedAt: string
  readonly content: EventContent
  /** Answers only: the key to which the requester can write to this device alone. base64url. */
  readonly replyKey?: string
  /** Own talk of the requester: the first device of whom it is for. */
  readonly to?: string
}

export interface MatchedChild {
  readonly childId: string
  readonly types: readonly KeyType[]
}

/** One decision about telling the parents or the young person, with the moment it was recorded. */
export type Informing = InformingDecision & { readonly at: string }

export interface Thread {
  readonly id: string
  readonly contentKey: string
  /** Public key to answer to, and for the requester alone its private half. base64url. */
  readonly replyKey: string
  readonly replyPrivateKey: string | null
  readonly expiresDay: number
  readonly part: 'requester' | 'responder' | 'none'
  readonly coordinator: boolean
  /** First device of its line of moves, as in {@link ThreadEvent}. */
  readonly requesterDeviceId: string
  readonly requesterOrganisationId: string
  readonly signal: SignalContent
  readonly filedAt: string
  readonly events: readonly ThreadEvent[]
  /** Requester: own children of the signaal, own note. Responder: who was recognised and who is somebody else. */
  readonly childIds: readonly string[]
  readonly note: string
  readonly matched: readonly MatchedChild[]
  readonly notTheSame: readonly string[]
  /** Responder: first consults, and sees it again on this ISO date. Never sent. */
  readonly consulting?: string
  /** Requester: ids of {@link Conflict} that a person looked at. */
  readonly resolved: readonly string[]
  /**
   * Responder: the key pair that own answers bring, so that the requester can write back to this device alone.
   * base64url.
   */
  readonly ownReply?: { readonly publicKey: string; readonly privateKey: string }
  /** Requester: what was decided about telling the parents or the young person, oldest first. Never sent. */
  readonly informing: readonly Informing[]
  /**
   * By own child that it is about: names of the families it was of when the signaal was made or recognised
   * (parents-words.ts). Never sent.
   */
  readonly relation?: Readonly<Record<string, readonly string[]>>
  /** Requester: what coordinators were told last about how many looked. */
  readonly covered?: { readonly on: string; readonly looked: number }
  /** Coordinator: when the first answer that carried the mark of this signaal came here. */
  readonly answeredAt?: string
}

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
 * Two colleagues who answered differently, outcomes that differ, an answer that was under way while the requester
 * closed.
 */
interface Conflict {
  /** Another one as soon as something new contradicts. */
  readonly id: string
  readonly kind: 'answers-differ' | 'outcomes-differ' | 'answered-after-close'
  readonly organisationId: string
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

/** Another signaal that belongs to this one. Said by an requester (`deviceId`), by a coordinator or by both. */
interface Together {
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
  readonly reason: AppealReason | null
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
  readonly shielding: readonly { readonly organisationId: string; readonly waiting: boolean }[]
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
  readonly together: readonly Together[]
}

/** Events in the relay's order; own unsent ones last, by their own time. */
export const ordered = (events: readonly ThreadEvent[]): ThreadEvent[] =>
  [...events].sort(
    (a, b) => (a.seq || Infinity) - (b.seq || Infinity) || (a.content.sentAt < b.content.sentAt ? -1 : 1),
  )

/** An answer to a hint, or for somebody else, keeps no key to be written to. */
const NOT_TO: readonly AnswerKind[] = ['perhaps-call-me', 'in-view-shielded']

const last = <T>(items: readonly T[]): T | undefined => items[items.length - 1]

export const foldThread = (thread: Thread): ThreadState => {
  const events = ordered(thread.events)
  const isRequester = (event: ThreadEvent): boolean => event.organisationId === thread.requesterOrganisationId
  const signal = events.find((event) => event.content.type === 'signal')
  const answers = new Map<string, ThreadEvent & { readonly content: AnswerContent }>()
  const looked = new Map<string, string>()
  const outcomes = new Map<string, ThreadEvent>()
  const shielding = new Map<string, boolean>()
  const coordinated: Coordinated[] = []
  const disclosed: Disclosed[] = []
  const lines: LineAsked[] = []
  const together = new Map<string, Together>()
  let covered: ThreadState['covered'] = null
  let requester: ThreadEvent | undefined
  let reopenedAt: string | null = null
  let someoneAnswered = thread.answeredAt !== undefined
  for (const [place, event] of events.entries()) {
    const { content, organisationId, deviceId } = event
    if (content.type === 'talk') continue // conversation.ts
    else if (content.type === 'shield') shielding.set(organisationId, event.seq === 0)
    else if (content.type === 'coordination')
      coordinated.push({
        place,
        action: content.action,
        reason: content.reason,
        to: content.to,
        by: content.by,
        deviceId,
        at: content.sentAt,
        waiting: event.seq === 0,
      })
    else if (content.type === 'coverage')
      covered = { looked: content.looked, missing: content.missing ?? null, at: content.sentAt }
    else if (content.type === 'disclosure')
      disclosed.push({
        place,
        names: content.names,
        reason: content.reason,
        to: event.to ?? null,
        at: content.sentAt,
        waiting: event.seq === 0,
      })
    else if (content.type === 'line')
      lines.push({
        organisationId: content.organisationId,
        action: content.action,
        reason: content.reason,
        by: content.by,
        deviceId,
        at: content.sentAt,
        waiting: event.seq === 0,
      })
    else if (content.type === 'together') takeTogether(together, event, content)
    else if (content.type === 'signal') continue
    else if (content.type === 'receipt') {
      // A colleague of the requester looked too, and is none of those who are asked.
      if (!isRequester(event)) looked.set(organisationId, looked.get(organisationId) ?? content.sentAt)
    } else if (content.type === 'answer') {
      const shielded = content.answer === 'in-view-shielded'
      // Every coordinator of the wijk passes it on; the first of an organisation is enough.
      if (
        shielded &&
        [...answers.values()].some(
          (one) => one.organisationId === organisationId && one.content.answer === 'in-view-shielded',
        )
      )
        continue
      answers.set(deviceId, { ...event, content })
      if (!isRequester(event) && !shielded)
        looked.set(organisationId, looked.get(organisationId) ?? content.sentAt)
      someoneAnswered ||= content.answer !== 'perhaps-call-me'
    } else if (content.type === 'outcome' && isRequester(event)) {
      requester = event
      if (content.outcome === 'reopened') {
        reopenedAt = content.sentAt
        outcomes.clear()
      }
    } else if (content.type === 'outcome') outcomes.set(deviceId, event)
  }
  const closed = requester && saidIn(requester) !== 'reopened' ? requester : null
  const answering = [...answers.values()]
  const ending = [...outcomes.values()]
  return {
    sent: signal !== undefined && signal.seq > 0,
    sentAt: signal && signal.seq > 0 ? signal.content.sentAt : null,
    answers: answering.map((event) => {
      const end = endOf(event, answering, ending)
      return {
        content: event.content,
        organisationId: event.organisationId,
        deviceId: event.deviceId,
        at: event.content.sentAt,
        waiting: event.seq === 0,
        outcome: end && saidIn(end),
        onward: end && onwardIn(end),
        outcomeAt: end?.receivedAt ?? null,
        outcomeSaidAt: end?.content.sentAt ?? null,
        replyKey: NOT_TO.includes(event.content.answer) ? null : (event.replyKey ?? null),
        seq: event.seq,
        signedBy: event.signedBy ?? event.deviceId,
      }
    }),
    looked: [...looked].map(([organisationId, at]) => ({ organisationId, at })),
    requesterOutcome: closed && saidIn(closed),
    requesterOnward: closed && onwardIn(closed),
    requesterOutcomeAt: closed?.content.sentAt ?? null,
    reopenedAt,
    someoneAnswered: someoneAnswered || shielding.size > 0,
    shielding: [...shielding].map(([organisationId, waiting]) => ({ organisationId, waiting })),
    conflicts: [...new Set(answering.map(({ organisationId }) => organisationId))]
      .flatMap((organisationId) => conflictsWith(organisationId, answering, ending, closed))
      .filter(({ id }) => !thread.resolved.includes(id)),
    coordinated,
    disclosed,
    lines,
    covered,
    together: [...together.values()],
  }
}

const takeTogether = (
  known: Map<string, Together>,
  { organisationId, deviceId, seq }: ThreadEvent,
  { other, step, relation, with: who, sentAt }: TogetherContent,
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

const saidIn = ({ content }: ThreadEvent): Outcome | null =>
  content.type === 'outcome' ? content.outcome : null
const onwardIn = ({ content }: ThreadEvent): string | null =>
  content.type === 'outcome' ? (content.onward ?? null) : null

/** By the same device, or by a colleague who did not answer and filled it in. */
const endOf = (
  { deviceId, organisationId }: ThreadEvent,
  answering: readonly ThreadEvent[],
  ending: readonly ThreadEvent[],
): ThreadEvent | null =>
  ending.find((one) => one.deviceId === deviceId) ??
  ending.findLast(
    (one) =>
      one.organisationId === organisationId && !answering.some((answer) => answer.deviceId === one.deviceId),
  ) ??
  null

/** Whether the requester could not have seen the answer when closing, or the answerer not the end. */
const crosses = (answer: ThreadEvent, closed: ThreadEvent): boolean =>
  answer.receivedAt > closed.receivedAt || (closed.seq > 0 && (answer.seq || Infinity) > closed.seq)

const conflictsWith = (
  organisationId: string,
  answering: readonly (ThreadEvent & { readonly content: AnswerContent })[],
  ending: readonly ThreadEvent[],
  closed: ThreadEvent | null,
): Conflict[] => {
  const answers = answering.filter(
    (event) => event.organisationId === organisationId && event.content.answer !== 'in-view-shielded',
  )
  const ends = [
    ...ending.filter((event) => event.organisationId === organisationId),
    ...(closed && saidIn(closed) !== 'withdrawn' ? [closed] : []),
  ]
  const crossed = closed
    ? answers.filter((answer) => answer.content.answer !== 'perhaps-call-me' && crosses(answer, closed))
    : []
  const conflict = (kind: Conflict['kind'], events: readonly ThreadEvent[]): Conflict => ({
    id: [kind, ...events.map(({ hash }) => hash).sort()].join('|'),
    kind,
    organisationId,
  })
  return [
    ...(new Set(answers.map(({ content }) => content.answer)).size > 1
      ? [conflict('answers-differ', answers)]
      : []),
    ...(new Set(ends.map(saidIn)).size > 1 ? [conflict('outcomes-differ', ends)] : []),
    ...(crossed.length > 0 ? [conflict('answered-after-close', crossed)] : []),
  ]
}

/** Adds an event once; the relay's copy replaces the own waiting one. */
export const withEvent = (thread: Thread, event: ThreadEvent): Thread => {
  const known = thread.events.find(({ hash }) => hash === event.hash)
  if (known && known.seq >= event.seq) return thread
  return { ...thread, events: [...thread.events.filter(({ hash }) => hash !== event.hash), event] }
}

/** The last outcome that this organisation gave since the requester opened the signaal again. */
export const ownEnd = (thread: Thread, organisationId: string): OutcomeContent | null => {
  const events = ordered(thread.events)
  const reopened = events.findLastIndex(
    (event) => event.organisationId === thread.requesterOrganisationId && saidIn(event) === 'reopened',
  )
  return (
    last(
      events
        .slice(Math.max(reopened, 0))
        .flatMap((event) =>
          event.content.type === 'outcome' && event.organisationId === organisationId ? [event.content] : [],
        ),
    ) ?? null
  )
}
