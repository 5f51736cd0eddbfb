/**
 * A knelpunt: what stands in the way of the work, said upwards without anything of a child or a family.
 * Everybody who takes part can read it, with the organisation it comes from; each level owes an answer before
 * a date. Only append to these lists.
 */
import { z } from 'zod'
import { base64urlOf } from '../encoding.ts'
import { addWorkingDays, PLAIN_CALENDAR } from '../calendar/working-days.ts'
import { MAX_SAID_BYTES, saidBytes } from './conversation.ts'

/**
 * From below upwards. 'state': the Rijk, which has no device; the programmabureau carries it there and
 * records what came back.
 */
export const ObstacleLevel = z.enum(['coordinator', 'programme-office', 'municipality', 'state'])
export type ObstacleLevel = z.infer<typeof ObstacleLevel>
export const rankOf = (level: ObstacleLevel): number => ObstacleLevel.options.indexOf(level)

/** What it is about. */
export const ObstacleKind = z.enum([
  'cannot-reach-organisation',
  'no-backing-in-wijk',
  'rules-of-sharing',
  'professional-secrecy',
  'informing-parents',
  'term-too-short',
  'waiting-list',
  'language',
  'outside-municipality',
  'own-system',
  'no-time',
  'other-rule',
])
export type ObstacleKind = z.infer<typeof ObstacleKind>

/** 'passed-up': the next level answers; the same device sends the obstacle there. */
export const Verdict = z.enum(['solved', 'explained', 'not-possible', 'passed-up'])
export type Verdict = z.infer<typeof Verdict>

export const MAX_OBSTACLE_CHARACTERS = 240
/** One line; the bytes as of a text in a talk, for there is as much room in the envelope. */
export const ObstacleText = z
  .string()
  .trim()
  .min(1)
  .max(MAX_OBSTACLE_CHARACTERS)
  .refine(
    (text) => !/\p{Cc}/u.test(text) && saidBytes(text) <= MAX_SAID_BYTES,
    `one line of at most ${MAX_SAID_BYTES} bytes`,
  )

/** Names an obstacle, also after it was passed up or sent again. */
export const ObstacleRef = base64urlOf(16)

/** Working days in which a level answers, from the day it comes there. */
export const ANSWER_DAYS: Readonly<Record<ObstacleLevel, number>> = {
  coordinator: 10,
  'programme-office': 15,
  municipality: 20,
  state: 30,
}
const ends = new Map<string, string>()
/** The last day of the term; `from`: ISO date. The same one is asked for each time that a board is shown. */
export const answerByOf = (level: ObstacleLevel, from: string): string => {
  const key = `${level} ${from}`
  const known = ends.get(key)
  if (known) return known
  if (ends.size > 1_000) ends.clear()
  const end = addWorkingDays(from, ANSWER_DAYS[level], PLAIN_CALENDAR)
  ends.set(key, end)
  return end
}
