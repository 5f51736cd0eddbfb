/**
 * Working days, public holidays and school weeks of the Netherlands, as pure arithmetic on local dates
 * (`YYYY-MM-DD`). Time zones play no part: noon or midnight, winter or summer, a date stays that date.
 */
import { addDays } from 'date-fns/addDays'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { differenceInCalendarISOWeeks } from 'date-fns/differenceInCalendarISOWeeks'
import { formatISO } from 'date-fns/formatISO'
import { isWeekend } from 'date-fns/isWeekend'
import { parseISO } from 'date-fns/parseISO'
import { startOfISOWeek } from 'date-fns/startOfISOWeek'
import { z } from 'zod'
import { IsoDay } from './day-bounds.ts'

/** Both days included. */
export const DateRange = z
  .object({ from: IsoDay, until: IsoDay })
  .refine(({ from, until }) => from <= until, 'ends before it begins')
export type DateRange = z.infer<typeof DateRange>

export const PublicHolidays = z.object({
  /**
   * A day off by the Algemene termijnenwet, a working day in most collective agreements and at most schools.
   */
  goodFriday: z.boolean(),
  /** 5 May: a day off for most people in years that end in 0 or 5 only. */
  liberationDay: z.enum(['never', 'five-yearly', 'yearly']),
})
export type PublicHolidays = z.infer<typeof PublicHolidays>

/** What is closed: by the rules of the country, and in ranges of the own organisation or school. */
export const Calendar = z.object({ publicHolidays: PublicHolidays, closed: z.array(DateRange).max(60) })
export type Calendar = Readonly<z.infer<typeof Calendar>>

export const USUAL_HOLIDAYS: PublicHolidays = { goodFriday: false, liberationDay: 'five-yearly' }
/** Weekends and public holidays, nothing else. */
export const PLAIN_CALENDAR: Calendar = { publicHolidays: USUAL_HOLIDAYS, closed: [] }

export type HolidayName =
  | 'new-year'
  | 'good-friday'
  | 'easter'
  | 'easter-monday'
  | 'kings-day'
  | 'liberation-day'
  | 'ascension'
  | 'pentecost'
  | 'pentecost-monday'
  | 'christmas'
  | 'second-christmas-day'
export interface PublicHoliday {
  readonly date: string
  readonly name: HolidayName
}

const iso = (date: Date): string => formatISO(date, { representation: 'date' })
const plus = (date: string, days: number): string => iso(addDays(parseISO(date), days))

/**
 * Easter Sunday of a Gregorian year, by the method of Meeus, Jones and Butcher (Astronomical Algorithms, ch.
 * 8).
 */
export const easterOf = (year: number): string => {
  const [golden, century, inCentury] = [year % 19, Math.floor(year / 100), year % 100]
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7
  const shift = Math.floor((golden + 11 * moon + 22 * sunday) / 451)
  const days = moon + sunday - 7 * shift + 114
  return iso(new Date(year, Math.floor(days / 31) - 1, (days % 31) + 1))
}

/**
 * 27 April; on the Saturday before where that is a Sunday. So since 2014; before it was Koninginnedag, which
 * nobody asks about here.
 */
const kingsDayOf = (year: number): string =>
  iso(new Date(year, 3, new Date(year, 3, 27).getDay() === 0 ? 26 : 27))

/** The public holidays of a year in order of date; two may fall on one day. */
export const publicHolidaysOf = (
  year: number,
  { goodFriday, liberationDay }: PublicHolidays,
): readonly PublicHoliday[] => {
  const easter = easterOf(year)
  const fixed = (month: number, day: number): string => iso(new Date(year, month - 1, day))
  const liberation = liberationDay === 'yearly' || (liberationDay === 'five-yearly' && year % 5 === 0)
  const all: readonly PublicHoliday[] = [
    { date: fixed(1, 1), name: 'new-year' },
    ...(goodFriday ? [{ date: plus(easter, -2), name: 'good-friday' } as const] : []),
    { date: easter, name: 'easter' },
    { date: plus(easter, 1), name: 'easter-monday' },
    { date: kingsDayOf(year), name: 'kings-day' },
    ...(liberation ? [{ date: fixed(5, 5), name: 'liberation-day' } as const] : []),
    { date: plus(easter, 39), name: 'ascension' },
    { date: plus(easter, 49), name: 'pentecost' },
    { date: plus(easter, 50), name: 'pentecost-monday' },
    { date: fixed(12, 25), name: 'christmas' },
    { date: fixed(12, 26), name: 'second-christmas-day' },
  ]
  return all.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

const made = new Map<string, ReadonlySet<string>>()
/** The same set again for the same year and rules: a clock asks for every day of every signaal. */
const holidayDates = (year: number, rules: PublicHolidays): ReadonlySet<string> => {
  const key = `${year} ${rules.goodFriday} ${rules.liberationDay}`
  const known = made.get(key)
  if (known) return known
  if (made.size > 100) made.clear()
  const dates = new Set(publicHolidaysOf(year, rules).map(({ date }) => date))
  made.set(key, dates)
  return dates
}

export const isPublicHoliday = (date: string, rules: PublicHolidays): boolean =>
  holidayDates(Number(date.slice(0, 4)), rules).has(date)

/** A day from Monday to Friday that is no public holiday and on which nothing is closed. */
export const isWorkingDay = (date: string, { publicHolidays, closed }: Calendar): boolean =>
  !isWeekend(parseISO(date)) &&
  !isPublicHoliday(date, publicHolidays) &&
  !closed.some(({ from, until }) => from <= date && date <= until)

/**
 * A calendar that never opens must not keep a clock looking for ever: after so many days the day itself is
 * taken.
 */
const LOOK_DAYS = 400

const step = (date: string, towards: 1 | -1, calendar: Calendar): string => {
  let [day, looked] = [plus(date, towards), 1]
  while (!isWorkingDay(day, calendar) && looked < LOOK_DAYS) [day, looked] = [plus(day, towards), looked + 1]
  return day
}

/** The date itself where it is a working day, else the first one after it. */
export const workingDayFrom = (date: string, calendar: Calendar): string =>
  isWorkingDay(date, calendar) ? date : step(date, 1, calendar)

/**
 * The `days`-th working day after a date, or before it where `days` is negative; 0 is the date itself, also
 * in a weekend. The date does not count, so that a term of two working days from Friday ends on Tuesday, and
 * from Saturday as well.
 */
export const addWorkingDays = (date: string, days: number, calendar: Calendar): string => {
  let day = date
  for (let left = Math.abs(Math.trunc(days)); left > 0; left -= 1)
    day = step(day, days < 0 ? -1 : 1, calendar)
  return day
}

/**
 * Working days after `a` up to and including `b`; negative where `b` comes first. So `addWorkingDays(a, n)`
 * is `n` away from `a`.
 */
export const workingDaysBetween = (a: string, b: string, calendar: Calendar): number => {
  if (b < a) return 0 - workingDaysBetween(b, a, calendar)
  const [from, days] = [parseISO(a), differenceInCalendarDays(parseISO(b), parseISO(a))]
  return Array.from({ length: days }, (_, index) => iso(addDays(from, index + 1))).filter((day) =>
    isWorkingDay(day, calendar),
  ).length
}

/** Monday of the ISO week a date is in. */
export const mondayOf = (date: string): string => iso(startOfISOWeek(parseISO(date)))

/**
 * A week, from Monday, in which there is school on at least one day: what makes four of them 'consecutive'
 * skips whole weeks off only.
 */
export const isSchoolWeek = (date: string, calendar: Calendar): boolean => {
  const monday = mondayOf(date)
  return [0, 1, 2, 3, 4].some((days) => isWorkingDay(plus(monday, days), calendar))
}

/**
 * School weeks from the week of `a` to the week of `b`, that of `a` not counted; negative where `b` comes
 * first.
 */
export const schoolWeeksBetween = (a: string, b: string, calendar: Calendar): number => {
  if (b < a) return 0 - schoolWeeksBetween(b, a, calendar)
  const monday = mondayOf(a)
  const weeks = differenceInCalendarISOWeeks(parseISO(b), parseISO(a))
  return Array.from({ length: weeks }, (_, index) => plus(monday, 7 * (index + 1))).filter((week) =>
    isSchoolWeek(week, calendar),
  ).length
}
