/** The working days that a quarter is lived on, in moments at which everybody opens their laptop. */
import type { Clock } from '../../../shared/calendar/time.ts'

const DAY_MS = 86_400_000
/** UTC: in the morning and in the afternoon. */
const MOMENTS_MS = [8 * 3_600_000 + 10 * 60_000, 13 * 3_600_000 + 40 * 60_000]
export const A_DAY = MOMENTS_MS.length
const MARGIN_MS = 10 * 60_000

export class HandedClock implements Clock {
  #now: number
  constructor(at: Date) {
    this.#now = at.getTime()
  }
  now(): number {
    return this.#now
  }
  moveTo(at: Date): void {
    this.#now = Math.max(this.#now, at.getTime())
  }
  pass(minutes: number): void {
    this.#now += minutes * 60_000
  }
}

/** Every moment of so many weeks that end at `end`. */
export const momentsUntil = (end: Date, weeks: number): Date[] => {
  const today = Math.floor(end.getTime() / DAY_MS) * DAY_MS
  return Array.from({ length: weeks * 7 }, (_, i) => today - (weeks * 7 - 1 - i) * DAY_MS)
    .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
    .flatMap((day) => MOMENTS_MS.map((after) => new Date(day + after)))
    .filter((at) => at.getTime() < end.getTime() - MARGIN_MS)
}

export const isoDay = (at: Date, plusDays = 0): string =>
  new Date(at.getTime() + plusDays * DAY_MS).toISOString().slice(0, 10)
