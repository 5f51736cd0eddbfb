/**
 * The board of obstacles: what was raised, how far up it came, and what each level said, as a pure fold over
 * events. A reply counts from who owes it at a level that the obstacle reached; anything else is kept,
 * ignored and reported. Replies that contradict each other stay, each with who said it.
 */
import { comesBefore } from './thread.ts'
import {
  answerByOf,
  ObstacleLevel,
  rankOf,
  type ObstacleKind,
  type Verdict,
} from '../../../shared/domain/obstacle.ts'
import type { ObstacleReplyContent } from '../../../shared/messages/obstacle-reply.ts'
import type { ObstacleContent } from '../../../shared/messages/obstacle.ts'
import { mayDo, owesAnswer } from '../../../shared/membership/roles.ts'
import type { OrganisationKind, Role } from '../../../shared/domain/identifiers.ts'

export interface ObstacleEvent<
  C extends ObstacleContent | ObstacleReplyContent = ObstacleContent | ObstacleReplyContent,
> {
  readonly hash: string
  /** Place in the relay's log; 0 for an own event that waits to leave. */
  readonly seq: number
  /** First device of its author's line of moves. */
  readonly deviceId: string
  readonly organisationId: string
  /** Of the author's device and organisation when this came. */
  readonly roles: readonly Role[]
  readonly neighbourhoods: readonly string[]
  readonly kind: OrganisationKind
  readonly expiresDay: number
  readonly content: C
}
type Raise = ObstacleEvent<ObstacleContent>
type Reply = ObstacleEvent<ObstacleReplyContent>

interface StepReply {
  readonly hash: string
  readonly deviceId: string
  readonly organisationId: string
  readonly verdict: Verdict
  readonly text: string
  readonly at: string
  readonly waiting: boolean
}
/** An obstacle at one level. `by`: who brought it there. */
interface Step {
  readonly level: ObstacleLevel
  readonly by: { readonly deviceId: string; readonly organisationId: string }
  readonly at: string
  readonly answerBy: string
  readonly waiting: boolean
  readonly replies: readonly StepReply[]
  /** What two devices said last differs. */
  readonly contradicts: boolean
}

export interface Obstacle {
  readonly ref: string
  readonly kind: ObstacleKind
  readonly text: string
  readonly neighbourhood: string
  readonly raisedOn: string
  /** Null where this device came later, and all that is left is what somebody passed up. */
  readonly raiser: { readonly deviceId: string; readonly organisationId: string } | null
  /** From below upwards; the last one is where it is now. */
  readonly steps: readonly Step[]
  /** What counts as the answer: the last one at the level where it is now that does not pass it up. */
  readonly answer: StepReply | null
  /** Sent again by who raised it, because nobody had answered. */
  readonly renewed: boolean
  readonly waiting: boolean
  /** First day on which all of it is gone. */
  readonly expiresDay: number
}

export interface Board {
  readonly obstacles: readonly Obstacle[]
  /** Hashes of events that count for nothing. */
  readonly ignored: ReadonlySet<string>
  /** Of those that count. */
  readonly counted: ReadonlyMap<string, Obstacle>
}

/** The relay's order, own unsent ones last; a reply before what it passes up. */
const ordered = (events: readonly ObstacleEvent[]): ObstacleEvent[] => {
  const place = ({ seq, content, hash }: ObstacleEvent): [number, string, number, string] => [
    seq || Infinity,
    content.sentAt,
    content.type === 'obstacle-reply' ? 0 : 1,
    hash,
  ]
  return events
    .map((event) => ({ event, at: place(event) }))
    .sort((a, b) => {
      const i = a.at.findIndex((part, at) => part !== b.at[at])
      return i < 0 ? 0 : a.at[i]! < b.at[i]! ? -1 : 1
    })
    .map(({ event }) => event)
}
const isRaise = (event: ObstacleEvent): event is Raise => event.content.type === 'obstacle'
const isReply = (event: ObstacleEvent): event is Reply => event.content.type === 'obstacle-reply'
const sameObstacle = (a: ObstacleContent, b: ObstacleContent): boolean =>
  a.kind === b.kind && a.text === b.text && a.neighbourhood === b.neighbourhood && a.raisedOn === b.raisedOn
const later = (a: string, b: string): string => (a > b ? a : b)

const owes = ({ roles, neighbourhoods, kind, content: { level } }: Reply, neighbourhood: string): boolean =>
  owesAnswer(level, { roles: [...roles], neighbourhoods: [...neighbourhoods] }, kind, neighbourhood)

const stepOf = ({ content, deviceId, organisationId, seq }: Raise, replies: readonly Reply[]): Step => {
  const own = replies.filter(
    (reply) => reply.content.level === content.level && owes(reply, content.neighbourhood),
  )
  const last = new Map(own.map((reply) => [reply.deviceId, reply.content.verdict]))
  return {
    // A date before the agreed term puts nobody in a hurry.
    level: content.level,
    by: { deviceId, organisationId },
    at: content.sentAt,
    answerBy: later(content.answerBy, answerByOf(content.level, content.raisedOn)),
    waiting: seq === 0,
    replies: own.map((reply) => ({
      hash: reply.hash,
      deviceId: reply.deviceId,
      organisationId: reply.organisationId,
      verdict: reply.content.verdict,
      text: reply.content.text,
      at: reply.content.sentAt,
      waiting: reply.seq === 0,
    })),
    contradicts: new Set(last.values()).size > 1,
  }
}

/** Of one ref; null where nobody raised it, as far as is known here. */
const foldOne = (
  ref: string,
  events: readonly ObstacleEvent[],
): { readonly obstacle: Obstacle; readonly counted: readonly ObstacleEvent[] } | null => {
  const raises = events.filter(isRaise).filter(({ roles }) => mayDo(roles, 'obstacle'))
  const replies = events.filter(isReply)
  const [first] = raises
  if (!first) return null
  const steps = [stepOf(first, replies)]
  const counted: ObstacleEvent[] = [first]
  const passedBy = (deviceId: string): boolean =>
    steps.some((step) =>
      step.replies.some((reply) => reply.verdict === 'passed-up' && reply.deviceId === deviceId),
    )
  for (const level of ObstacleLevel.options.slice(rankOf(first.content.level) + 1)) {
    const up = raises.filter(
      ({ content, deviceId }) =>
        content.level === level && sameObstacle(content, first.content) && passedBy(deviceId),
    )
    counted.push(...up)
    if (up[0]) steps.push(stepOf(up[0], replies))
  }
  const again = raises.find(
    (event) =>
      !counted.includes(event) &&
      event.organisationId === first.organisationId &&
      sameObstacle(event.content, first.content) &&
      steps.some(({ level }) => level === event.content.level),
  )
  if (again) counted.push(again)
  const said = new Set(steps.flatMap((step) => step.replies.map(({ hash }) => hash)))
  counted.push(...replies.filter(({ hash }) => said.has(hash)))
  // All that is left is what somebody passed up: the word with which they did goes when the rest goes.
  const passedUpBefore = replies.filter(
    (reply) =>
      reply.deviceId === first.deviceId &&
      reply.content.verdict === 'passed-up' &&
      rankOf(reply.content.level) < rankOf(first.content.level) &&
      owes(reply, first.content.neighbourhood),
  )
  counted.push(...passedUpBefore)
  const { kind, text, neighbourhood, raisedOn } = first.content
  return {
    counted,
    obstacle: {
      ref,
      kind,
      text,
      neighbourhood,
      raisedOn,
      steps,
      raiser: passedUpBefore.length > 0 ? null : steps[0]!.by,
      answer: steps.at(-1)!.replies.findLast(({ verdict }) => verdict !== 'passed-up') ?? null,
      renewed: again !== undefined,
      waiting: counted.some(({ seq }) => seq === 0),
      expiresDay: Math.max(...counted.map(({ expiresDay }) => expiresDay)),
    },
  }
}

export const foldBoard = (events: readonly ObstacleEvent[]): Board => {
  const byRef = Map.groupBy(ordered(events), ({ content }) => content.ref)
  const folded = [...byRef].flatMap(([ref, own]) => foldOne(ref, own) ?? [])
  const counted = new Map(
    folded.flatMap((one) => one.counted.map(({ hash }) => [hash, one.obstacle] as const)),
  )
  const raised = new Set(folded.map(({ obstacle }) => obstacle.ref))
  return {
    obstacles: folded.map(({ obstacle }) => obstacle),
    counted,
    ignored: new Set(
      events
        .filter(({ hash, content }) => raised.has(content.ref) && !counted.has(hash))
        .map(({ hash }) => hash),
    ),
  }
}

/** As `withEvent` of a thread. The same list where nothing changed. */
export const withObstacleEvent = (
  events: readonly ObstacleEvent[],
  event: ObstacleEvent,
): readonly ObstacleEvent[] => {
  const known = events.find(({ hash }) => hash === event.hash)
  if (known && !comesBefore(event.seq, known.seq)) return events
  return [...events.filter((one) => one !== known), event]
}

/**
 * What is left on a day: an obstacle goes as a whole, what counts for nothing at its own date. The same list
 * where all is.
 */
export const boardAt = (events: readonly ObstacleEvent[], today: number): readonly ObstacleEvent[] => {
  const { counted } = foldBoard(events)
  const left = events.filter(({ hash, expiresDay }) => (counted.get(hash)?.expiresDay ?? expiresDay) > today)
  return left.length === events.length ? events : left
}

/** So long before its end that a device which is off all summer still does it. */
export const RENEW_DAYS = 42
/**
 * Whether this device, that raised it, sends it again: nobody answered, and it was not done
 * before.
 */
export const isToRenew = (
  { raiser, answer, renewed, waiting, expiresDay }: Obstacle,
  own: string,
  today: number,
): boolean =>
  raiser?.deviceId === own && answer === null && !renewed && !waiting && expiresDay - today <= RENEW_DAYS
