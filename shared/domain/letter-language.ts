import { z } from 'zod'

/** Languages a letter to parents or young people can be in; 'nl-simple' is Dutch in short, easy words. */
export const LetterLanguage = z.enum(['nl', 'nl-simple', 'en', 'tr', 'ar', 'pl', 'bg', 'uk'])
export type LetterLanguage = z.infer<typeof LetterLanguage>
