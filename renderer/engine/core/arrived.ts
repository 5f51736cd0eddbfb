/**
 * What every content that arrives goes through, whoever sealed it: a BSN in its texts is covered, and a day that
 * cannot be true, or a signaal before which nothing was tried, is no content at all. The commands of this program let neither leave, so only a program
 * that was changed sends them. Pure.
 */
import { boundsOf, isWithin, type DayBounds, type DayPurpose } from '../../../shared/calendar/day-bounds.ts'
import { needsNoAttempt } from '../../../shared/domain/signal.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import { coverBsn, isBsn } from '../../../shared/matching/bsn.ts'
import { MAX_LIFE_DAYS } from '../../../shared/protocol/http.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../../shared/calendar/time.ts'

/** Fields that people fill with words; the others are ids, days and members of closed lists. */
const WORDS: ReadonlySet<string> = new Set(['text', 'onward', 'names', 'name', 'function', 'phone'])
/** Of one byte, as the digit that it covers was: the text still fits where it is sent again. */
const covered = (text: string): string => coverBsn(text, '*')

const withoutBsn = <T>(value: T, isWords = false): T => {
  if (typeof value === 'string') return (isWords ? covered(value) : value) as T
  if (Array.isArray(value)) return value.map((part) => withoutBsn<unknown>(part, isWords)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutBsn(part, WORDS.has(name))]),
  ) as T
}

/**
 * Ids of an organisation or a device, of which one that is unknown can be shown as it is: none is a BSN and nothing
 * else. A true one holds nine digits of chance now and then.
 */
const namesIn = (content: EventContent): string[] =>
  content.type === 'linie-request'
    ? [content.organisationId]
    : content.type === 'coordination' && content.to !== null
      ? [content.to]
      : []

/** The first and the last day, since 1970, on which something in an envelope can have been sent. */
type Life = readonly [number, number]

/** Within these bounds seen from some day of that life; half the world has another date than UTC. */
const seenFrom = (purpose: DayPurpose, [first, last]: Life): DayBounds => ({
  min: boundsOf(purpose, isoDateOfDay(first - 1)).min,
  max: boundsOf(purpose, isoDateOfDay(last + 1)).max,
})

/** Each day of a content with the bounds of the form in which such a day is written. */
const daysOf = (content: EventContent, life: Life): readonly (readonly [string, DayBounds])[] => {
  if (content.type === 'signal') return [[content.lostSince, seenFrom('lost', life)]]
  if (content.type === 'obstacle')
    return [
      [content.raisedOn, seenFrom('done', life)],
      // One that nobody answered is sent again with the day it had.
      [content.answerBy, { min: content.raisedOn, max: seenFrom('ahead', life).max }],
    ]
  if (content.type !== 'conversation') return []
  if (content.entry.kind === 'agreement') return [[content.entry.on, seenFrom('ahead', life)]]
  return content.entry.kind === 'pause' ? [[content.entry.until, seenFrom('ahead', life)]] : []
}

/** The moment as it says, or the nearest one of that life: a laptop whose clock is wrong loses no answer. */
const momentWithin = (at: string, [first, last]: Life): string => {
  const day = dayOfIsoDate(at.slice(0, 'YYYY-MM-DD'.length))
  const nearest = Math.min(Math.max(day, first), last)
  return nearest === day ? at : `${isoDateOfDay(nearest)}T00:00:00.000Z`
}

/**
 * The content as it may be kept, or null where a day of it cannot be true, an id of it is a BSN, or an attempt is missing. `expiresDay`: days since 1970, on which
 * its envelope goes.
 */
export const arrived = (content: EventContent, expiresDay: number): EventContent | null => {
  const life: Life = [expiresDay - MAX_LIFE_DAYS, expiresDay]
  if (daysOf(content, life).some(([day, bounds]) => !isWithin(day, bounds))) return null
  if (namesIn(content).some(isBsn)) return null
  if (content.type === 'signal' && content.attempts.length === 0 && !needsNoAttempt(content.parents))
    return null
  return withoutBsn({ ...content, sentAt: momentWithin(content.sentAt, life) })
}
