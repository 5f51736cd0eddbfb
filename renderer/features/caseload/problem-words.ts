/** Words for what is wrong with a cell; with the day or the letters themselves where that says more. */
import { useTranslation } from 'react-i18next'
import type { RowProblem } from '../../../shared/domain/row-problem.ts'
import { useDates } from '../../i18n/dates.ts'

const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{4}$/

export const useProblemWords = (): ((problem: RowProblem, value: string) => string) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (problem, value) => {
    const day = DAY_FIRST.exec(value.trim())
    if (problem === 'date-unknown-day' && day && Number(day[2]) >= 1 && Number(day[2]) <= 12) {
      const [, month = ''] = dates.day(`2000-${day[2]!.padStart(2, '0')}-01`).split(' ')
      return t('intake.problem.date-day', { day: Number(day[1]), month })
    }
    if (problem === 'postcode-letters')
      return t('intake.problem.postcode-letters', { letters: value.trim().slice(-2).toUpperCase() })
    return t(`intake.problem.${problem}`)
  }
}
