import { useTranslation } from 'react-i18next'

/** Whole numbers as people write them: `12.480`. */
export const useNumbers = (): ((number: number) => string) => {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language === 'en' ? 'en-GB' : 'nl-NL')
  return (number) => format.format(number)
}
