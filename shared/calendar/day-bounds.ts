/**
 * Between which days a written day can lie, by what it is for: the same in the form and in the engine. A year
 * of two digits, a slip of the hand and a day of another century are noticed where they are written. Days are
 * ISO dates (`YYYY-MM-DD`). Pure.
 */
import { z } from 'zod'
import { dayOfIsoDate, isoDateOfDay } from './time.ts'

const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2199-12-31']
/** A day that may be true at all; what it may be beyond that says {@link boundsOf}. */
export const IsoDay = z.iso.date().refine((day) => day >= FIRST_DAY && day <= LAST_DAY, 'not of this time')

/**
 * 'birth', 'signed' (a basis, an assessment): long ago until today. 'lost': what a signaal may be about.
 * 'done': something that somebody did. 'ahead': an agreement, a plan. 'shown': a day of a draft or of a
 * stand-in, which may have passed by now. 'school': of school years before and after this one.
 */
export type DayPurpose = 'birth' | 'signed' | 'lost' | 'done' | 'ahead' | 'shown' | 'school'

const YEAR = 366
/** Days before and after today. */
const AROUND: Readonly<Record<Exclude<DayPurpose, 'birth' | 'signed'>, readonly [number, number]>> = {
  lost: [-3 * YEAR, 0],
  done: [-3 * YEAR, 0],
  ahead: [0, YEAR],
  shown: [-YEAR, YEAR],
  school: [-3 * YEAR, 5 * YEAR],
}
export interface DayBounds {
  readonly min: string
  readonly max: string
}
export const boundsOf = (purpose: DayPurpose, today: string): DayBounds => {
  if (purpose === 'birth') return { min: FIRST_DAY, max: today }
  if (purpose === 'signed') return { min: '1990-01-01', max: today }
  const [before, after] = AROUND[purpose]
  const day = dayOfIsoDate(today)
  return { min: isoDateOfDay(day + before), max: isoDateOfDay(day + after) }
}

export const isWithin = (day: string, { min, max }: DayBounds): boolean => day >= min && day <= max

/**
 * A year of two digits, read as the only year that fits: `0027-01-05` is 5 January 2027 where 1927 cannot be.
 * Any other day as it is; null where none or both fit, or the year is not whole.
 */
export const withWholeYear = (day: string, bounds: DayBounds): string | null => {
  const year = Number(day.slice(0, 4))
  if (year >= 1000) return day
  if (year < 1 || year > 99) return null
  const fitting = ['19', '20']
    .map((century) => `${century}${day.slice(2)}`)
    .filter((whole) => isoDateOfDay(dayOfIsoDate(whole)) === whole && isWithin(whole, bounds))
  return fitting.length === 1 ? fitting[0]! : null
}
