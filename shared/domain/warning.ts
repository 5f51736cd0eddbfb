/**
 * What should not be in a short text about somebody else's child, or about no child at all: seen before it
 * leaves, decided by the person. Pure.
 */
import { holdsBsn } from '../matching/bsn.ts'
import { SPOKEN_NUMBER } from './spoken-number.ts'

export type Warning = 'bsn' | 'number' | 'mail' | 'person'
/** In a text that everybody reads. 'child': of the own list. */
export type PersonalWarning = Warning | 'birth-date' | 'child'

const DIGITS = /\d[\d .-]{6,}\d/g
/** The number of a signaal says nothing of a person. */
const SPOKEN = new RegExp(`\\b${SPOKEN_NUMBER}\\b`, 'gi')
const MAIL = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i
/** Words that announce somebody else than the child and the two who speak. */
const OTHERS =
  /\b(opa|oma|oom|tante|neef|nicht|broer|zus|stiefvader|stiefmoeder|buurman|buurvrouw|vriendin?|ex|meneer|mevrouw|dhr|mevr)\b\.? +\p{Lu}/u
/** Two names in a row, not at the beginning of a sentence. */
const FULL_NAME = /[^.!?\s]\s+\p{Lu}\p{Ll}+ (?:(?:van|de|der|den|el|al|ten|ter) )*\p{Lu}\p{Ll}+/u

/** The most serious one; null where there is nothing to say. `bsn` is not to be sent at all. */
export const warningOf = (text: string): Warning | null => {
  if (holdsBsn(text)) return 'bsn'
  const numbers = (text.replace(SPOKEN, ' ').match(DIGITS) ?? []).map((found) => found.replace(/\D/g, ''))
  if (MAIL.test(text)) return 'mail'
  if (numbers.some((digits) => digits.length >= 8)) return 'number'
  return OTHERS.test(text) || FULL_NAME.test(text) ? 'person' : null
}

const MONTHS = 'jan|feb|maart|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec'
/** A full day: `14-03-2017`, `2017-03-14`, `14 maart 2017`. */
const DATE = new RegExp(
  `(?<!\\d)(?:\\d{1,2}[-/. ]\\d{1,2}[-/. ](?:\\d{4}|\\d{2})|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2} (?:${MONTHS})\\p{L}*\\.? \\d{4})(?!\\d)`,
  'giu',
)

/**
 * As {@link warningOf}, and also for a day that may be a birth date and, as `namesChild` says, a name of the
 * own list.
 */
export const personalWarningOf = (
  text: string,
  namesChild: (text: string) => boolean,
): PersonalWarning | null => {
  const rest = text.replace(DATE, ' ')
  // A number beside a day is looked for in the whole text: the day itself is never taken for one.
  const warning = holdsBsn(text) ? 'bsn' : warningOf(rest)
  if (warning !== null && warning !== 'person') return warning
  return namesChild(text) ? 'child' : rest !== text ? 'birth-date' : warning
}
