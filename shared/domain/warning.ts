/** What should not be in a short text about somebody else's child: seen before it leaves, decided by the person. Pure. */
import { isBsn } from '../matching/bsn.ts'

export type Warning = 'bsn' | 'number' | 'mail' | 'person'

const DIGITS = /\d[\d .-]{6,}\d/g
const MAIL = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i
/** Words that announce somebody else than the child and the two who speak. */
const OTHERS = /\b(opa|oma|oom|tante|neef|nicht|broer|zus|stiefvader|stiefmoeder|buurman|buurvrouw|vriendin?|ex|meneer|mevrouw|dhr|mevr)\b\.? +\p{Lu}/u
/** Two names in a row, not at the beginning of a sentence. */
const FULL_NAME = /[^.!?\s]\s+\p{Lu}\p{Ll}+ (?:(?:van|de|der|den|el|al|ten|ter) )*\p{Lu}\p{Ll}+/u

/** The most serious one; null where there is nothing to say. `bsn` is not to be sent at all. */
export const warningOf = (text: string): Warning | null => {
  const numbers = (text.match(DIGITS) ?? []).map((found) => found.replace(/\D/g, ''))
  if (numbers.some((digits) => (digits.length === 8 || digits.length === 9) && isBsn(digits.padStart(9, '0')))) return 'bsn'
  if (MAIL.test(text)) return 'mail'
  if (numbers.some((digits) => digits.length >= 8)) return 'number'
  return OTHERS.test(text) || FULL_NAME.test(text) ? 'person' : null
}
