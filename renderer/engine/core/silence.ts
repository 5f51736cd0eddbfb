/**
 * How long somebody who should answer did not, while this device was online. It counts with a monotonic clock
 * and not with the laptop's: a laptop that slept, was offline for a week or whose clock jumped has not waited.
 * Pure.
 */

export interface Silence {
  /** Time online without an answer, ms. */
  readonly onlineMs: number
  /** On how many days, by the relay's or the trustee's word, it was asked in vain. */
  readonly days: number
  readonly lastDay: number | null
}
export const NO_SILENCE: Silence = { onlineMs: 0, days: 0, lastDay: null }

const HOUR_MS = 3_600_000
/** Between two cycles passes a minute. What is longer was sleep, and counts as this much. */
const MOST_BETWEEN_MS = 5 * 60_000
const TOO_LONG_MS = 24 * HOUR_MS
/** A laptop that is open for minutes a day would need a year for a day online: three such days are enough. */
const TOO_MANY_DAYS = 3
const LEAST_MS = HOUR_MS / 2

/** After it was asked: `passedMs` since the last time it was asked, on `day` (days since 1970). */
export const silenceAfter = (
  silence: Silence,
  { answered, passedMs, day }: { answered: boolean; passedMs: number; day: number },
): Silence => {
  if (answered) return NO_SILENCE
  return {
    onlineMs: silence.onlineMs + Math.min(Math.max(passedMs, 0), MOST_BETWEEN_MS),
    days: silence.lastDay === day ? silence.days : silence.days + 1,
    lastDay: day,
  }
}

export const isTooLong = ({ onlineMs, days }: Silence): boolean =>
  onlineMs >= TOO_LONG_MS || (days >= TOO_MANY_DAYS && onlineMs >= LEAST_MS)
