import { useTranslation } from 'react-i18next'

/** Hours to a hundredth, without zeros that say nothing: `16,5`. */
export const useHours = (): ((hours: number) => string) => {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language === 'en' ? 'en-GB' : 'nl-NL', {
    maximumFractionDigits: 2,
  })
  return (hours) => format.format(hours)
}

/** Whole numbers as people write them: `12.480`. */
export const useNumbers = (): ((number: number) => string) => {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language === 'en' ? 'en-GB' : 'nl-NL')
  return (number) => format.format(number)
}
