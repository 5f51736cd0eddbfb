/** Raising an obstacle, answering one, passing it up, and keeping alive what nobody answered. */
import { sends, stays, type HandlersOf } from '../handler.ts'
import { answerByOf, rankOf, type ObstacleKind, type Verdict } from '../../../../shared/domain/obstacle.ts'
import type { ObstacleReplyContent } from '../../../../shared/messages/obstacle-reply.ts'
import type { ObstacleContent } from '../../../../shared/messages/obstacle.ts'
import { owesAnswer } from '../../../../shared/membership/roles.ts'
import { personalWarningOf, type PersonalWarning } from '../../../../shared/domain/warning.ts'
import { MOST_KEPT_DAYS } from '../../../../shared/membership/agreements.ts'
import { toBase64url } from '../../../../shared/encoding.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { dayNumber } from '../../../../shared/calendar/time.ts'
import { localDateOf, sentAtOf } from '../../core/dates.ts'
import { namesChild } from '../../core/named-child.ts'
import { foldBoard, isToRenew, type Obstacle } from '../../core/obstacles.ts'
import { logged } from '../../store/logbook.ts'
import { firstLevel, levelFrom, obstacleEvent, setBoard, wijkenOf } from '../../store/board.ts'
import { inPlaceOfDecoy, pendingHash, queued } from '../../outbox/queue.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { setMeta, type Change } from '../../store/changes.ts'
import { needRole } from '../../directory/needs.ts'

const REF_BYTES = 16

/**
 * What a person must see before it leaves; null where there is nothing, or it was seen. A BSN never leaves.
 */
const warned = (state: State, text: string, anyway: boolean): PersonalWarning | null => {
  const warning = personalWarningOf(text, (words) => namesChild(words, state.children.values()))
  return anyway && warning !== 'bsn' ? null : warning
}

/** Queued in order, and on the board as waiting. */
const leaving = (
  state: State,
  contents: readonly (ObstacleContent | ObstacleReplyContent)[],
  now: Date,
): Change[] => {
  const [first, expiresDay] = [state.meta.nextOrder ?? 1, dayNumber(now) + MOST_KEPT_DAYS]
  const own = contents.map((content, i) =>
    obstacleEvent(state, state.identity.device, {
      hash: pendingHash(first + i),
      seq: 0,
      expiresDay,
      content,
    }),
  )
  return [
    ...queued(
      state,
      contents.map((content) => ({ content, threadId: content.ref, replyTo: null, expiresDay })),
      null,
      now.toISOString(),
    ),
    setBoard(state, { events: [...(state.meta.obstacles?.events ?? []), ...own] }),
  ]
}

export const boardOf = (state: State, now: Date): Obstacle[] =>
  foldBoard(state.meta.obstacles?.events ?? []).obstacles.filter(
    ({ expiresDay }) => expiresDay > dayNumber(now),
  )
const obstacleOf = (state: State, ref: string, now: Date): Obstacle => {
  const obstacle = boardOf(state, now).find((one) => one.ref === ref)
  if (!obstacle) throw new RuggensteunError('not-allowed', { field: 'obstacle' })
  return obstacle
}

export interface Raised {
  readonly ref: string | null
  /** Nothing was queued: a person looks at the text first. */
  readonly warning: PersonalWarning | null
}

/**
 * To the first level above this device that has somebody to answer. Throws not-allowed where there is none,
 * or the wijk is not its own.
 */
const raiseObstacle = async (
  state: State,
  {
    neighbourhood,
    about,
    text,
    anyway,
  }: {
    readonly neighbourhood: string
    readonly about: ObstacleKind
    readonly text: string
    readonly anyway: boolean
  },
  now: Date,
  ports: Ports,
): Promise<Raised> => {
  needRole(state, 'obstacle')
  const level = wijkenOf(state).includes(neighbourhood) ? firstLevel(state, neighbourhood) : null
  if (level === null) throw new RuggensteunError('not-allowed', { field: 'level' })
  const warning = warned(state, text, anyway)
  if (warning) return { ref: null, warning }
  const [ref, raisedOn] = [toBase64url(ports.random(REF_BYTES)), localDateOf(now.toISOString())]
  const content = {
    type: 'obstacle' as const,
    ref,
    level,
    kind: about,
    text,
    neighbourhood,
    raisedOn,
    answerBy: answerByOf(level, raisedOn),
    sentAt: sentAtOf(now),
  }
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...leaving(state, [content], now),
    logged(ports, 'obstacle-raised', neighbourhood, about),
  ])
  return { ref, warning: null }
}

/**
 * Of who owes the answer where the obstacle is now. Passing it up sends it on, with a date for whoever is
 * next.
 */
const answerObstacle = async (
  state: State,
  {
    ref,
    verdict,
    text,
    anyway,
  }: { readonly ref: string; readonly verdict: Verdict; readonly text: string; readonly anyway: boolean },
  now: Date,
  ports: Ports,
): Promise<Raised> => {
  needRole(state, 'obstacle-reply')
  const obstacle = obstacleOf(state, ref, now)
  const { device, organisation } = state.identity
  const { level } = obstacle.steps.at(-1)!
  if (!owesAnswer(level, device, organisation.kind, obstacle.neighbourhood))
    throw new RuggensteunError('not-your-role', { action: 'obstacle-reply' })
  const next = verdict === 'passed-up' ? levelFrom(state, obstacle.neighbourhood, rankOf(level) + 1) : null
  if (verdict === 'passed-up' && (next === null || obstacle.answer !== null))
    throw new RuggensteunError('not-allowed', { field: 'level' })
  const warning = warned(state, text, anyway)
  if (warning) return { ref: null, warning }
  const reply = { type: 'obstacle-reply' as const, ref, level, verdict, text, sentAt: sentAtOf(now) }
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...leaving(
      state,
      [
        reply,
        ...(next ? [sentAgain(obstacle, next, answerByOf(next, localDateOf(now.toISOString())), now)] : []),
      ],
      now,
    ),
    logged(ports, 'obstacle-answered', obstacle.neighbourhood, verdict),
  ])
  return { ref, warning: null }
}

const sentAgain = (
  { ref, kind, text, neighbourhood, raisedOn }: Obstacle,
  level: ObstacleContent['level'],
  answerBy: string,
  now: Date,
): ObstacleContent => ({
  type: 'obstacle',
  ref,
  level,
  kind,
  text,
  neighbourhood,
  raisedOn,
  answerBy,
  sentAt: sentAtOf(now),
})

/** Who raised it opened it: what was said until now is no news any more. Stays on this device. */
const seenObstacle = async (state: State, ref: string, now: Date): Promise<void> => {
  const known = new Set(state.meta.obstacles?.seen ?? [])
  const replies = obstacleOf(state, ref, now)
    .steps.flatMap((step) => step.replies.map(({ hash }) => hash))
    .filter((hash) => !known.has(hash))
  if (replies.length > 0) await state.commit([setBoard(state, { seen: [...known, ...replies] })])
}

/** Once for each: an own obstacle that nobody answered lives on, with the dates it has. */
export const renewObstacles = async (state: State, now: Date, ports: Ports): Promise<void> => {
  const due = boardOf(state, now).filter((obstacle) =>
    isToRenew(obstacle, state.identity.firstDeviceId, dayNumber(now)),
  )
  if (due.length === 0) return
  const again = due.map((obstacle) => {
    const { level, answerBy } = obstacle.steps.at(-1)!
    return sentAgain(obstacle, level, answerBy, now)
  })
  await state.commit([
    ...leaving(state, again, now),
    ...due.map(({ neighbourhood, kind }) => logged(ports, 'obstacle-renewed', neighbourhood, kind)),
  ])
}

/** Without what has outlived its date; null where nothing has. */
export const boardChange = (
  state: State,
  events: NonNullable<State['meta']['obstacles']>['events'],
): Change | null => {
  const board = state.meta.obstacles
  if (!board || events === board.events) return null
  const hashes = new Set(events.map(({ hash }) => hash))
  return setMeta('obstacles', { events, seen: board.seen.filter((hash) => hashes.has(hash)) })
}

/** Commands of this area. */
export const OBSTACLES_HANDLERS = {
  'raise-obstacle': sends(({ state, now, ports }, command) => raiseObstacle(state, command, now, ports)),
  'answer-obstacle': sends(({ state, now, ports }, command) => answerObstacle(state, command, now, ports)),
  'seen-obstacle': stays(({ state, now }, { ref }) => seenObstacle(state, ref, now)),
} satisfies HandlersOf<'raise-obstacle' | 'answer-obstacle' | 'seen-obstacle'>
