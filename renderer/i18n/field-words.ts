import { useTranslation } from 'react-i18next'
import type { FieldWords } from '../ui/field-words.ts'
import { useDates } from './dates.ts'

/** What every field says by itself, in the language of the screen. */
export const useFieldWordsOf = (): FieldWords => {
  const { t } = useTranslation()
  const dates = useDates()
  return {
    bsn: t('field.bsn'),
    wholeYear: t('field.wholeYear'),
    dayFrom: (day) => t('field.dayFrom', { date: dates.birth(day) }),
    dayUntil: (day) => t('field.dayUntil', { date: dates.birth(day) }),
  }
}
