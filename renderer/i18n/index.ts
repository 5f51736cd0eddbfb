/** The catalogues through i18next. Dutch is the language of the field; English is complete. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { nl, type Catalogue } from './nl.ts'

export type Language = 'nl' | 'en'

/** All words of a language at once, for what must speak before or without i18next. */
export const catalogueOf = (language: string): Catalogue => (language === 'en' ? en : nl)

export const startLanguage = (language: Language): Promise<unknown> =>
  i18next.use(initReactI18next).init({
    lng: language, fallbackLng: 'nl', resources: { nl: { translation: nl }, en: { translation: en } },
    interpolation: { escapeValue: false }, returnNull: false, initAsync: false,
  })

export const useLanguage = (language: Language): void => {
  if (i18next.language === language) return
  void i18next.changeLanguage(language)
  document.documentElement.lang = language
}

declare module 'i18next' {
  interface CustomTypeOptions { defaultNS: 'translation'; resources: { translation: typeof nl } }
}
