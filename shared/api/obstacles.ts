/** Knelpunten: what keeps people from helping, and who owes the answer. */
import { z } from 'zod'
import { NeighbourhoodCode } from '../domain/identifiers.ts'
import { ObstacleKind, ObstacleText, ObstacleRef, Verdict, ObstacleLevel } from '../domain/obstacle.ts'
import type { PersonalWarning } from '../domain/warning.ts'

export const OBSTACLE_COMMANDS = [
  /**
   * To whoever owes the answer first ({@link ObstaclesView}). Returns {@link ObstacleSent}; `anyway`: the
   * warning was seen.
   */
  z.object({
    kind: z.literal('raise-obstacle'),
    neighbourhood: NeighbourhoodCode,
    about: ObstacleKind,
    text: ObstacleText,
    anyway: z.boolean(),
  }),
  /** Of who owes the answer where the obstacle is now. Returns {@link ObstacleSent}. */
  z.object({
    kind: z.literal('answer-obstacle'),
    ref: ObstacleRef,
    verdict: Verdict,
    text: ObstacleText,
    anyway: z.boolean(),
  }),
  z.object({ kind: z.literal('seen-obstacle'), ref: ObstacleRef }),
] as const

/**
 * `ref` null: nothing was sent, because of what the text seems to hold; a person looks, and may send it but
 * for a BSN.
 */
export interface ObstacleSent {
  readonly ref: string | null
  readonly warning: PersonalWarning | null
}

/** What one level said. */
const ObstacleReplyView = z.object({
  organisation: z.string(),
  verdict: Verdict,
  text: z.string(),
  at: z.iso.datetime(),
  ours: z.boolean(),
  waiting: z.boolean(),
})
export type ObstacleReplyView = z.infer<typeof ObstacleReplyView>

export const ObstacleView = z.object({
  ref: ObstacleRef,
  kind: ObstacleKind,
  text: z.string(),
  neighbourhood: NeighbourhoodCode,
  raisedOn: z.iso.date(),
  /**
   * Whose it is; null where only what was passed up is left. `ours`: of the own organisation, `mine`: of this
   * device.
   */
  organisation: z.string().nullable(),
  ours: z.boolean(),
  mine: z.boolean(),
  /** 'waiting': still on this laptop only. */
  state: z.enum(['waiting', 'open', 'answered']),
  /** Where it is now, and until when an answer is owed there. */
  level: ObstacleLevel,
  answerBy: z.iso.date(),
  /** Until today, or until the answer. `lateDays` 0: in time. */
  openDays: z.int(),
  lateDays: z.int(),
  /** This device owes the answer; whether it may also pass it up, and to whom. */
  owed: z.boolean(),
  next: ObstacleLevel.nullable(),
  /** Of who raised it: something was said since they opened it. */
  news: z.boolean(),
  /** From below upwards. `contradicts`: two said something else. */
  steps: z.array(
    z.object({
      level: ObstacleLevel,
      on: z.iso.date(),
      answerBy: z.iso.date(),
      by: z.string(),
      replies: z.array(ObstacleReplyView),
      contradicts: z.boolean(),
    }),
  ),
  /** The last day on which it is kept, and whether it was sent again to be kept longer. */
  keptUntil: z.iso.date(),
  renewed: z.boolean(),
})
export type ObstacleView = z.infer<typeof ObstacleView>

/**
 * `wijken`: of which this person may raise one, who answers first (null: nobody takes part who could) and
 * before which day.
 */
export const ObstaclesView = z.object({
  mayRaise: z.boolean(),
  wijken: z.array(
    z.object({
      neighbourhood: NeighbourhoodCode,
      level: ObstacleLevel.nullable(),
      answerBy: z.iso.date().nullable(),
    }),
  ),
  board: z.array(ObstacleView),
})
export type ObstaclesView = z.infer<typeof ObstaclesView>
export const NO_OBSTACLES: ObstaclesView = { mayRaise: false, wijken: [], board: [] }

export interface ObstacleResults {
  'raise-obstacle': ObstacleSent
  'answer-obstacle': ObstacleSent
}
