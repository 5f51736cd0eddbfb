/**
 * The agreements of a wijk as lines of a table, in words; what changes between two versions is what differs
 * here.
 */
import { useTranslation } from 'react-i18next'
import type { Agreements } from '../../../shared/membership/agreements.ts'
import { useDates } from '../../i18n/dates.ts'

export const LINES = [
  'firstAnswer',
  'today',
  'speak',
  'parentsFirst',
  'outcome',
  'standIn',
  'followUp',
  'kept',
  'quiet',
  'holidays',
  'field',
  'languages',
] as const
export type Line = (typeof LINES)[number]

export const useLines = (): ((agreements: Agreements) => Readonly<Record<Line, string>>) => {
  const { t } = useTranslation()
  const dates = useDates()
  const days = (count: number): string =>
    count === 0 ? t('agreements.sameDay') : t('agreements.days', { count })
  return ({ terms, languages, keptDays, quiet, schoolHolidays, field }) => ({
    firstAnswer: days(terms.firstAnswer.normal),
    today: days(terms.firstAnswer.today),
    speak: days(terms.speak),
    parentsFirst: days(terms.parentsFirst),
    outcome: days(terms.outcome),
    standIn: days(terms.standIn),
    followUp: t('agreements.calendarDays', { count: terms.followUpDays }),
    kept: t('agreements.atMost', { count: keptDays }),
    quiet: quiet ? t('agreements.quietHours', quiet) : t('agreements.nobodyQuiet'),
    holidays:
      schoolHolidays.length === 0
        ? t('agreements.holidaysCount')
        : schoolHolidays
            .map(({ kind, from, until }) =>
              t(from === until ? 'agreements.dayOff' : 'agreements.holiday', {
                name: t(`holidays.kind.${kind}`),
                from: dates.short(from),
                until: dates.short(until),
              }),
            )
            .join('; '),
    field: t(`agreements.fields.${field}`),
    languages: languages.map((language) => t(`letter.languages.${language}`)).join(', '),
  })
}
