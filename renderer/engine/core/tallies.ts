/**
 * How signalen of a wijk went, as counts per quarter: all that is left of them on a coordinator's device
 * after their date. A signaal is counted as it goes, in the same commit, and never before: so it is counted
 * once, with how it was in the end, also where it was closed and opened again. Pure.
 */
import { FIRST_ANSWERS, OPEN_AGES } from '../../../shared/api/neighbourhoods.ts'
import { quarterOf, quartersUntil } from '../../../shared/calendar/quarters.ts'
import { isoDateOfDay } from '../../../shared/calendar/time.ts'
import { PLAIN_CALENDAR, workingDaysBetween } from '../../../shared/calendar/working-days.ts'
import { firstHeardAt } from './coordination.ts'
import { localDateOf, plusDays } from './dates.ts'
import { foldThread } from './thread-state.ts'
import type { Thread } from './thread.ts'

/** Two years. */
export const KEPT_QUARTERS = 8
const LONGEST_LIFE_DAYS = 90
/** The last working day of each of {@link FIRST_ANSWERS}. */
const UP_TO = [0, 1, 2, 5, 10, Infinity] as const

/** `first`: by {@link FIRST_ANSWERS}; it adds up to all that were answered. */
export interface Tally {
  readonly neighbourhood: string
  readonly quarter: string
  readonly restored: number
  readonly first: readonly number[]
}
export interface Ended {
  readonly neighbourhood: string
  readonly quarter: string
  readonly restored: boolean
  /** Place in {@link FIRST_ANSWERS}; null: nobody answered. */
  readonly first: number | null
}

/**
 * A moment of sending that cannot be, by its date of going, is not believed: nobody else's clock makes a
 * quarter of its own.
 */
const sentOn = ({ signal, expiresDay }: Thread): string => {
  const [earliest, latest] = [isoDateOfDay(expiresDay - LONGEST_LIFE_DAYS), isoDateOfDay(expiresDay)]
  const said = localDateOf(signal.sentAt)
  return said < earliest ? earliest : said > latest ? latest : said
}

export const endedOf = (thread: Thread): Ended => {
  const folded = foldThread(thread)
  const [sent, heard] = [sentOn(thread), firstHeardAt(thread, folded)]
  return {
    neighbourhood: thread.signal.neighbourhood,
    quarter: quarterOf(sent),
    restored: folded.requesterOutcome === 'contact-restored',
    first:
      heard === null
        ? null
        : UP_TO.findIndex((most) => workingDaysBetween(sent, localDateOf(heard), PLAIN_CALENDAR) <= most),
  }
}

const NOTHING: Pick<Tally, 'restored' | 'first'> = { restored: 0, first: FIRST_ANSWERS.map(() => 0) }
export const tallyOf = (tallies: readonly Tally[], neighbourhood: string, quarter: string): Tally =>
  tallies.find((one) => one.neighbourhood === neighbourhood && one.quarter === quarter) ?? {
    neighbourhood,
    quarter,
    ...NOTHING,
  }

/** With these added; quarters that are too long ago on `today` go. */
export const withEnded = (tallies: readonly Tally[], ended: readonly Ended[], today: string): Tally[] => {
  const kept = new Set(quartersUntil(today, KEPT_QUARTERS))
  const all = ended.reduce<readonly Tally[]>((before, { neighbourhood, quarter, restored, first }) => {
    const old = tallyOf(before, neighbourhood, quarter)
    return [
      ...before.filter((one) => one.neighbourhood !== neighbourhood || one.quarter !== quarter),
      {
        ...old,
        restored: old.restored + Number(restored),
        first: old.first.map((count, at) => count + Number(at === first)),
      },
    ]
  }, tallies)
  return all
    .filter(({ quarter }) => kept.has(quarter))
    .toSorted((a, b) => (a.neighbourhood + a.quarter < b.neighbourhood + b.quarter ? -1 : 1))
}

/** Of a signaal that is not closed, place in {@link OPEN_AGES}; null where it is. */
export const openAge = (thread: Thread, today: string): number | null => {
  if (foldThread(thread).requesterOutcome !== null) return null
  const sent = sentOn(thread)
  return OPEN_AGES.indexOf(
    sent > plusDays(today, -7) ? 'week' : sent >= plusDays(today, -14) ? 'two-weeks' : 'longer',
  )
}
