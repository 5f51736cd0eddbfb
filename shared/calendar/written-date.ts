/**
 * Birth dates as people and programs write them: Dutch and ISO order, names of months, two-digit years, day
 * numbers of Excel. Day comes before month everywhere; a date that does not exist is never bent into one that
 * does.
 */
import type { RowProblem } from '../domain/row-problem.ts'
import { dayOfIsoDate, isoDateOfDay } from './time.ts'

export type Century = '19' | '20'
export interface DateContext {
  /** ISO date. */
  readonly today: string
  readonly century: Century | null
  readonly dates1904: boolean
}
/** In which way a date was written; `serial`: a day number of Excel. */
export type DateStyle = 'day-first' | 'year-first' | 'compact' | 'words' | 'serial' | 'short-year'
export type ReadDate =
  | { readonly iso: string; readonly style: DateStyle }
  | { readonly problem: Extract<RowProblem, `date${string}`> }

const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  maa: 3,
  mrt: 3,
  mar: 3,
  apr: 4,
  mei: 5,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  okt: 10,
  oct: 10,
  nov: 11,
  dec: 12,
}
const FIRST_YEAR = '1900-01-01'
/** 1899-12-30 as a day number: from 1 March 1900 on, serial n is this plus n. */
const SERIAL_BASE = dayOfIsoDate('1899-12-30')
const LEAP_BUG_SERIAL = 60
const SERIAL_1904_BASE = dayOfIsoDate('1904-01-01')

/** The last day that Excel has. */
const LAST_DAY = dayOfIsoDate('9999-12-31')

/**
 * ISO date of an Excel day number; null for what is none, and for 29 February 1900, which Lotus invented and
 * Excel keeps.
 */
export const isoOfSerial = (serial: number, dates1904: boolean): string | null => {
  const number = Math.floor(serial)
  if (!(number >= 0) || (!dates1904 && number === LEAP_BUG_SERIAL)) return null
  const day = dates1904
    ? SERIAL_1904_BASE + number
    : SERIAL_BASE + number + (number < LEAP_BUG_SERIAL ? 1 : 0)
  return day <= LAST_DAY ? isoDateOfDay(day) : null
}

const fromParts = (year: string, month: string, day: string): string | null => {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}

/** 20yy where that day has been; else 19yy; where both are possible, somebody has to say. */
const fromShortYear = (
  year: string,
  month: string,
  day: string,
  { today, century }: DateContext,
): ReadDate => {
  const [late, early] = [fromParts(`20${year}`, month, day), fromParts(`19${year}`, month, day)]
  if (late && late <= today) {
    if (century === null) return { problem: 'date-century' }
    const chosen = century === '20' ? late : early
    return chosen ? { iso: chosen, style: 'short-year' } : { problem: 'date-unknown-day' }
  }
  return early ? { iso: early, style: 'short-year' } : { problem: 'date-unknown-day' }
}

const within = (iso: string | null, style: DateStyle, today: string): ReadDate => {
  if (iso === null) return { problem: 'date-unknown-day' }
  if (iso > today) return { problem: 'date-future' }
  return iso < FIRST_YEAR ? { problem: 'date-too-old' } : { iso, style }
}

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/
const SHORT = /^(\d{1,2})[-/. ](\d{1,2})[-/. ']{1,2}(\d{2})$/
const WORDS = /^(\d{1,2})(?:e|ste|de)?[-/. ]+(\p{L}{3,})\.?[-/. ,]+'?(\d{4}|\d{2})$/u
const COMPACT = /^\d{8}$/
const SERIAL = /^\d{1,5}(\.\d+)?$/
/** A time of day behind the date, as exports of databases have it; or the name of the day before it. */
const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/
const WEEKDAY = /^(ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\p{L}*[., ]+/iu

/** Reads one written date. The problem says why it cannot be a birth date. */
export const readDate = (text: string, context: DateContext): ReadDate => {
  const plain = text.trim().replace(TIME, '').replace(WEEKDAY, '')
  const { today, dates1904 } = context
  const year = YEAR_FIRST.exec(plain)
  if (year) return within(fromParts(year[1]!, year[2]!, year[3]!), 'year-first', today)
  const day = DAY_FIRST.exec(plain)
  if (day) return within(fromParts(day[3]!, day[2]!, day[1]!), 'day-first', today)
  const short = SHORT.exec(plain)
  if (short) return fromShortYear(short[3]!, short[2]!, short[1]!, context)
  const words = WORDS.exec(plain)
  if (words) {
    const month = MONTHS[words[2]!.slice(0, 3).toLowerCase()]
    if (month === undefined) return { problem: 'date' }
    return words[3]!.length === 2
      ? fromShortYear(words[3]!, String(month), words[1]!, context)
      : within(fromParts(words[3]!, String(month), words[1]!), 'words', today)
  }
  // jjjjmmdd, or ddmmjjjj: a year 19.. or 20.. can be no month, so one of the two is never possible.
  if (COMPACT.test(plain))
    return within(
      fromParts(plain.slice(0, 4), plain.slice(4, 6), plain.slice(6)) ??
        fromParts(plain.slice(4), plain.slice(2, 4), plain.slice(0, 2)),
      'compact',
      today,
    )
  if (SERIAL.test(plain) && Number(plain) >= 1) {
    const iso = isoOfSerial(Number(plain), dates1904)
    return iso === null ? { problem: 'date-leap-1900' } : within(iso, 'serial', today)
  }
  return { problem: 'date' }
}
