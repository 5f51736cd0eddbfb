/** Dates as people read them, in the language of the screen. */
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { format } from 'date-fns/format'
import { isSameDay } from 'date-fns/isSameDay'
import { parseISO } from 'date-fns/parseISO'
import { enGB } from 'date-fns/locale/en-GB'
import { nl } from 'date-fns/locale/nl'
import { useTranslation } from 'react-i18next'

export interface Dates {
  /** `ma 16 november` */
  long(iso: string): string
  /** `16 november` */
  day(iso: string): string
  /** `23 dec` */
  short(iso: string): string
  /** `14 maart 2017` */
  birth(iso: string): string
  /** `14:02` */
  time(iso: string): string
  /** `14:02` today, else `za 21 nov 10:14` */
  moment(iso: string): string
  /** Whole days from `iso` to `today`. */
  daysSince(iso: string, today: string): number
}

export const useDates = (): Dates => {
  const { i18n } = useTranslation()
  const locale = i18n.language === 'en' ? enGB : nl
  const write = (iso: string, form: string): string => format(parseISO(iso), form, { locale })
  return {
    long: (iso) => write(iso, 'EEEEEE d MMMM'),
    day: (iso) => write(iso, 'd MMMM'),
    short: (iso) => write(iso, 'd MMM'),
    birth: (iso) => write(iso, 'd MMMM yyyy'),
    time: (iso) => write(iso, 'HH:mm'),
    moment: (iso) =>
      isSameDay(parseISO(iso), new Date()) ? write(iso, 'HH:mm') : write(iso, 'EEEEEE d MMM HH:mm'),
    daysSince: (iso, today) => differenceInCalendarDays(parseISO(today), parseISO(iso)),
  }
}
