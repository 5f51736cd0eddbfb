/**
 * Weeks and epochs of the protocol. All of them count in UTC from Monday 1970-01-05, so that every
 * machine computes the same number whatever its time zone says. Dates for people are made with date-fns.
 */
const DAY_MS = 86_400_000
const FIRST_MONDAY_DAY = 4
export const EPOCH_WEEKS = 13

/** Days since 1970-01-01 UTC. */
export const dayNumber = (at: Date): number => Math.floor(at.getTime() / DAY_MS)
/** Weeks since Monday 1970-01-05 UTC. */
export const weekNumber = (at: Date): number => Math.floor((dayNumber(at) - FIRST_MONDAY_DAY) / 7)
/** Key epochs of 13 weeks (ARCHITECTURE.md, "Time"). */
export const epochNumber = (at: Date): number => Math.floor(weekNumber(at) / EPOCH_WEEKS)
/** Day number on which an epoch begins. */
export const firstDayOfEpoch = (epoch: number): number => epoch * EPOCH_WEEKS * 7 + FIRST_MONDAY_DAY
export const dateOfDay = (day: number): Date => new Date(day * DAY_MS)
/** ISO 8601 calendar date (`2026-11-23`) of a day number. */
export const isoDateOfDay = (day: number): string => dateOfDay(day).toISOString().slice(0, 10)
export const dayOfIsoDate = (isoDate: string): number => dayNumber(new Date(`${isoDate}T00:00:00Z`))

/** The outside world's time, handed in so that tests can move it. Milliseconds since 1970. */
export interface Clock {
  now(): number
}
export const systemClock: Clock = { now: () => Date.now() }
