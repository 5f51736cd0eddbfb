/**
 * Finding by what somebody types, for every list, picker and palette: words that begin with it come before
 * words that hold it somewhere. Both sides are folded alike, so that `yildiz` finds Yıldız. Pure.
 */
import { foldLetters } from '../matching/normalise.ts'
import { digitsOf, typedDigits } from './spoken-number.ts'

/** Small Latin letters without marks, apostrophes or invisible signs; digits and other signs stay. */
export const foldForSearch = (text: string): string =>
  foldLetters(text.replace(/\p{Cf}/gu, ''))
    .replace(/\s+/g, ' ')
    .trim()

/** The words of what was typed, folded. */
export const wordsOf = (typed: string): string[] => foldForSearch(typed).split(' ').filter(Boolean)

/** 0: each word begins a word of its own; 1: each word stands somewhere. Lower is better. */
export type Rank = 0 | 1

const LETTER = /[\p{L}\p{N}]/u
const beginsOf = (folded: string, word: string): number[] => {
  const places: number[] = []
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
    if (at === 0 || !LETTER.test(folded[at - 1]!)) places.push(at)
  return places
}

/** Whether each word can have a beginning of its own, whichever way they are given out. */
const apart = (choices: readonly (readonly number[])[], taken: ReadonlySet<number> = new Set()): boolean => {
  const [first, ...rest] = choices
  if (!first) return true
  return first.some((place) => !taken.has(place) && apart(rest, new Set([...taken, place])))
}
/** More words than this are not given out: nobody types them, and the ways would be many. */
const MOST_APART = 6

/** `folded` by {@link foldForSearch}, `words` by {@link wordsOf}; null where it does not fit. */
export const rankOf = (folded: string, words: readonly string[]): Rank | null => {
  if (words.some((word) => !folded.includes(word))) return null
  const begins = words.map((word) => beginsOf(folded, word))
  if (begins.some((places) => places.length === 0)) return 1
  return words.length > MOST_APART || apart(begins) ? 0 : 1
}

/** As {@link rankOf}, of something that has the number of a signaal too: `r 482 915` finds R-482-915-0376. */
export const rankOfNumbered = (text: string, number: string | null, typed: string): Rank | null => {
  const digits = number === null ? null : typedDigits(typed)
  const at = digits === null ? -1 : digitsOf(number!).indexOf(digits)
  if (at >= 0) return at === 0 ? 0 : 1
  return rankOf(foldForSearch(text), wordsOf(typed))
}

/** Those that fit, better ones first; what fits equally well stays in its order. All where nothing was typed. */
export const ranked = <T>(items: readonly T[], rank: (item: T) => Rank | null): T[] => {
  const groups: T[][] = [[], []]
  for (const item of items) {
    const place = rank(item)
    if (place !== null) groups[place]!.push(item)
  }
  return groups.flat()
}
