/**
 * The catalogues through i18next. Dutch is the language of the field and always there; English is complete
 * and comes when it is asked for.
 */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { nl, type Catalogue } from './nl.ts'

export type Language = 'nl' | 'en'

const catalogues: Record<string, Catalogue> = { nl }
/** Where it cannot be had (the web edition without a network), Dutch stays. */
const fetchCatalogue = async (language: Language): Promise<void> => {
  if (catalogues[language]) return
  const { en } = await import('./en.ts')
  catalogues['en'] = en
}

/** All words of a language at once, for what must speak before or without i18next. */
export const catalogueOf = (language: string): Catalogue => catalogues[language] ?? nl

export const startLanguage = async (language: Language): Promise<void> => {
  await fetchCatalogue(language).catch(() => {})
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'nl',
    resources: Object.fromEntries(
      Object.entries(catalogues).map(([name, translation]) => [name, { translation }]),
    ),
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  })
}

let wanted: Language | null = null
export const useLanguage = (language: Language): void => {
  wanted = language
  if (i18next.language === language) return
  fetchCatalogue(language)
    .then(async () => {
      if (wanted !== language) return
      i18next.addResourceBundle(language, 'translation', catalogueOf(language))
      await i18next.changeLanguage(language)
      document.documentElement.lang = language
    })
    .catch(() => {})
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof nl }
  }
}
