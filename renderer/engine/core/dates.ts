/** Dates for people: terms in working days, the date of something in whole days. */
import { addBusinessDays, addDays, format, parseISO } from 'date-fns'
import type { Urgency } from '../../../shared/domain/signal.ts'

const isoDate = (date: Date): string => format(date, 'yyyy-MM-dd')
export const localDateOf = (isoDateTime: string): string => isoDate(parseISO(isoDateTime))
export const plusDays = (date: string, days: number): string => isoDate(addDays(parseISO(date), days))

/** 'normal': two working days after sending; 'today': the day itself, or the next working day in a weekend. */
export const answerBy = (sentOn: string, urgency: Urgency): string => {
  const sent = parseISO(sentOn)
  if (urgency === 'normal') return isoDate(addBusinessDays(sent, 2))
  const weekend = sent.getDay() === 0 || sent.getDay() === 6
  return isoDate(weekend ? addBusinessDays(sent, 1) : sent)
}
