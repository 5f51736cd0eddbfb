/** One folded name in the forms, from strict to loose, that keys are made of. */
import { CALL_NAMES } from './call-names.ts'
import { skeleton } from './phonetics.ts'

export interface NameForms {
  readonly word: string
  /** The word, or the first of its row in the table of call names. */
  readonly row: string
  /** Consonants of `row` in their sound classes, with the colour of its first vowel. */
  readonly sound: string
  /** First four letters of the word; the whole of a shorter one. */
  readonly start: string
  /** Last four letters. */
  readonly end: string
  /** First and last letters: of a given name two and two, of a surname three and two. */
  readonly ends: string
}

const FIRST_VOWEL = /[aeiouy]/
const ENDS_IN_VOWEL = /[aeiouy]h?$/
/** Skeletons up to this length are shared by too many names: whether the name ends in a vowel is added. */
const SHORT = 2

const soundOf = (name: string): string => {
  const bones = skeleton(name)
  if (bones === '') return ''
  const vowel = FIRST_VOWEL.exec(name)?.[0]
  const colour = vowel === undefined ? '' : vowel === 'o' || vowel === 'u' ? 'o' : 'e'
  return bones + colour + (bones.length <= SHORT && ENDS_IN_VOWEL.test(name) ? '+' : '')
}

/** Letters beyond the first 65,536 take two places in a string, and half of one is none. */
const part = (word: string, from: number, to?: number): string =>
  /[\ud800-\udfff]/.test(word) ? [...word].slice(from, to).join('') : word.slice(from, to)

export const initialOf = (word: string): string => part(word, 0, 1)

/** `first`: how many letters of the beginning stand in `ends`. */
export const formsOf = (word: string, first: number): NameForms => {
  const row = CALL_NAMES.get(word) ?? word
  return {
    word,
    row,
    sound: soundOf(row),
    start: part(word, 0, 4),
    end: part(word, -4),
    ends: part(word, 0, first) + part(word, -2),
  }
}
