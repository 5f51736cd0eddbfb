/**
 * Quarters of whole ISO weeks: a week belongs to the quarter of its Thursday, as it belongs to the year of
 * its Thursday (ISO 8601). They are the one kind of period there is, so that no two overlap and none can be
 * taken from another.
 */
import { addDays } from 'date-fns/addDays'
import { formatISO } from 'date-fns/formatISO'
import { lastDayOfQuarter } from 'date-fns/lastDayOfQuarter'
import { parseISO } from 'date-fns/parseISO'
import { z } from 'zod'
import { mondayOf } from './working-days.ts'

/** `2026-4` */
export const Quarter = z.string().regex(/^[0-9]{4}-[1-4]$/)
export type Quarter = z.infer<typeof Quarter>

const plus = (date: string, days: number): string =>
  formatISO(addDays(parseISO(date), days), { representation: 'date' })

export const quarterOf = (date: string): Quarter => {
  const thursday = plus(mondayOf(date), 3)
  return `${thursday.slice(0, 4)}-${Math.ceil(Number(thursday.slice(5, 7)) / 3)}`
}

/** The quarter of a date and those before it, newest first. */
export const quartersUntil = (date: string, count: number): Quarter[] => {
  const [year, quarter] = quarterOf(date).split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, back) => {
    const at = year * 4 + quarter - 1 - back
    return `${Math.floor(at / 4)}-${(at % 4) + 1}`
  })
}

/** Its last Sunday, as an ISO date. */
export const lastDayOf = (quarter: Quarter): string => {
  const [year, number] = quarter.split('-').map(Number) as [number, number]
  const last = formatISO(lastDayOfQuarter(new Date(year, number * 3 - 1, 1)), { representation: 'date' })
  const monday = mondayOf(last)
  return plus(monday, plus(monday, 3) <= last ? 6 : -1)
}
