/** A language is fetched when somebody chooses it: none of these words is in the first load. */
import type { LetterLanguage } from '../../../../shared/domain/letter-language.ts'
import type { LetterWords } from './shape.ts'

const LOAD: Readonly<Record<LetterLanguage, () => Promise<{ readonly words: LetterWords }>>> = {
  nl: () => import('./nl.ts'),
  'nl-simple': () => import('./nl-simple.ts'),
  en: () => import('./en.ts'),
  tr: () => import('./tr.ts'),
  ar: () => import('./ar.ts'),
  pl: () => import('./pl.ts'),
  bg: () => import('./bg.ts'),
  uk: () => import('./uk.ts'),
}
export const loadWords = async (language: LetterLanguage): Promise<LetterWords> =>
  (await LOAD[language]()).words

/** As speakers write it. */
export const OWN_NAMES: Readonly<Record<LetterLanguage, string>> = {
  nl: 'Nederlands',
  'nl-simple': 'Nederlands, eenvoudig',
  en: 'English',
  tr: 'Türkçe',
  ar: 'العربية',
  pl: 'Polski',
  bg: 'Български',
  uk: 'Українська',
}

/** For `lang` of the paper, which names no level. */
export const codeOf = (language: LetterLanguage): string => (language === 'nl-simple' ? 'nl' : language)
