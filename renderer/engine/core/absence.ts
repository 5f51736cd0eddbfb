/**
 * When a report to DUO may be due: sixteen hours of unauthorised absence within four school weeks that follow
 * each other, of a child of 5 to 18 (docs/field.md, "Absence"). A hint for a person; nothing is reported from
 * here. DUO's pages say 'at least' and 'more than' sixteen: we hint from sixteen. After a report counting
 * begins again on the day after sixteen was reached.
 */
import { getISODay } from 'date-fns/getISODay'
import { parseISO } from 'date-fns/parseISO'
import { ageInYears } from '../../../shared/domain/signal.ts'
import {
  addWorkingDays,
  isWorkingDay,
  PLAIN_CALENDAR,
  schoolWeeksBetween,
  type Calendar,
} from '../../../shared/calendar/working-days.ts'
import { plusDays } from './dates.ts'

const DUTY_HOURS = 16
const WINDOW_WEEKS = 4
const REPORT_WITHIN_DAYS = 5
/** How long absence is kept: twice the window, no more. */
const KEPT_DAYS = 56

export interface AbsentDay {
  readonly date: string
  /** Clock hours in primary, lesson hours in secondary education. */
  readonly hours: number
}
/** `through`: the day on which the sixteen hours of that report were reached. */
interface Reported {
  readonly on: string
  readonly through: string
}
export interface ChildAbsence {
  readonly days: readonly AbsentDay[]
  readonly reported: Reported | null
}
export interface Absence {
  readonly readAt: string
  readonly children: Readonly<Record<string, ChildAbsence>>
}

export interface Duty {
  readonly hours: number
  readonly from: string
  readonly reached: string
  readonly reportBy: string
  readonly late: boolean
}

const [YOUNGEST, OLDEST] = [5, 17]
/** Whole hundredths of an hour, so that sums are exact. */
const hundredths = (hours: number): number => Math.round(hours * 100)

interface Placed {
  readonly date: string
  readonly hundredths: number
  /** Days of school weeks since the first; weeks without school take no place. */
  readonly place: number
}

const placed = (days: readonly AbsentDay[], calendar: Calendar): Placed[] => {
  const first = days[0]?.date
  if (first === undefined) return []
  return days.map(({ date, hours }) => ({
    date,
    hundredths: hundredths(hours),
    place: 7 * schoolWeeksBetween(first, date, calendar) + getISODay(parseISO(date)),
  }))
}

/**
 * The days that count: of school, of a child of that age, after the last report, not in the future. In order,
 * one entry a day.
 */
const counting = (
  { days, reported }: ChildAbsence,
  birthDate: string,
  calendar: Calendar,
  today: string,
): AbsentDay[] => {
  const sums = new Map<string, number>()
  for (const { date, hours } of days) {
    const age = ageInYears(birthDate, date)
    if (
      date <= today &&
      date > (reported?.through ?? '') &&
      age >= YOUNGEST &&
      age <= OLDEST &&
      isWorkingDay(date, calendar)
    )
      sums.set(date, (sums.get(date) ?? 0) + hours)
  }
  return [...sums].map(([date, hours]) => ({ date, hours })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

/** Null where nothing is due. `hours` are the most of any four school weeks that are not reported yet. */
export const absenceDuty = (
  absence: ChildAbsence,
  birthDate: string,
  calendar: Calendar,
  today: string,
): Duty | null => {
  const days = placed(counting(absence, birthDate, calendar, today), calendar)
  let [start, sum, most] = [0, 0, 0]
  let reached: { from: string; day: string } | null = null
  for (const day of days) {
    sum += day.hundredths
    while (days[start]!.place <= day.place - 7 * WINDOW_WEEKS) {
      sum -= days[start]!.hundredths
      start += 1
    }
    most = Math.max(most, sum)
    if (!reached && sum >= hundredths(DUTY_HOURS)) reached = { from: days[start]!.date, day: day.date }
  }
  if (!reached) return null
  // School holidays do not stretch the term here: a hint that comes too early harms nobody.
  const reportBy = addWorkingDays(reached.day, REPORT_WITHIN_DAYS, PLAIN_CALENDAR)
  return { hours: most / 100, from: reached.from, reached: reached.day, reportBy, late: today > reportBy }
}

/** The first day that is still kept. */
export const keptSince = (today: string): string => plusDays(today, -KEPT_DAYS)

/**
 * Drops absence past its date and of children who left the list. Returns the same object if nothing is
 * dropped, null if nothing is left.
 */
export const absenceAt = (
  absence: Absence,
  today: string,
  isKnown: (childId: string) => boolean,
): Absence | null => {
  const since = keptSince(today)
  const isKept = ({ days, reported }: ChildAbsence): boolean =>
    days.every(({ date }) => date >= since) && (reported === null || reported.through >= since)
  const before = Object.entries(absence.children)
  if (before.every(([childId, child]) => isKnown(childId) && isKept(child))) return absence
  const children = before
    .filter(([childId]) => isKnown(childId))
    .map(
      ([childId, { days, reported }]) =>
        [
          childId,
          {
            days: days.filter(({ date }) => date >= since),
            reported: reported && reported.through >= since ? reported : null,
          },
        ] as const,
    )
    .filter(([, { days, reported }]) => days.length > 0 || reported !== null)
  return children.length > 0 ? { ...absence, children: Object.fromEntries(children) } : null
}
