/** Dates for people: terms in working days, the date of something in whole days. */
import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import type { Urgency } from '../../../shared/domain/signal.ts'
import { firstAnswerTerm, type Terms } from '../../../shared/membership/agreements.ts'
import { addWorkingDays, PLAIN_CALENDAR, workingDayFrom } from '../../../shared/calendar/working-days.ts'

const isoDate = (date: Date): string => format(date, 'yyyy-MM-dd')
export const localDateOf = (isoDateTime: string): string => isoDate(parseISO(isoDateTime))
export const plusDays = (date: string, days: number): string => isoDate(addDays(parseISO(date), days))

/**
 * So many working days after sending; with none the day itself, or the next working day where that is none.
 */
export const answerBy = (sentOn: string, urgency: Urgency, terms: Terms): string => {
  const days = firstAnswerTerm(terms, urgency)
  return days === 0 ? workingDayFrom(sentOn, PLAIN_CALENDAR) : addWorkingDays(sentOn, days, PLAIN_CALENDAR)
}

/** The moment of sending as a message carries it: whole seconds, UTC. */
export const sentAtOf = (now: Date): string => `${now.toISOString().slice(0, 19)}.000Z`
