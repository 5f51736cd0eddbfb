/** The catalogues through i18next. Dutch is the language of the field and always there; English is complete, and fetched by who chose it. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { nl } from './nl.ts'

export type Language = 'nl' | 'en'

/** Where English cannot be fetched the screens stay Dutch, which somebody can work with. */
const fetched = async (language: Language): Promise<Language> => {
  if (language === 'nl' || i18next.hasResourceBundle(language, 'translation')) return language
  try {
    i18next.addResourceBundle(language, 'translation', (await import('./en.ts')).en)
    return language
  } catch {
    return 'nl'
  }
}

let wanted: Language = 'nl'
const show = async (language: Language): Promise<void> => {
  wanted = language
  const shown = await fetched(language)
  if (wanted !== language) return
  await i18next.changeLanguage(shown)
  document.documentElement.lang = shown
}

export const startLanguage = async (language: Language): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: 'nl', fallbackLng: 'nl', resources: { nl: { translation: nl } },
    interpolation: { escapeValue: false }, returnNull: false, initAsync: false,
  })
  await show(language)
}

export const useLanguage = (language: Language): void => {
  if (i18next.language !== language) void show(language)
}

declare module 'i18next' {
  interface CustomTypeOptions { defaultNS: 'translation'; resources: { translation: typeof nl } }
}
