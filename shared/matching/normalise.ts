/**
 * Recipe `n1`: how a name is written before it becomes a match key. Pure and versioned: both sides must write
 * the same, so any change here is a new recipe with a new name (docs/matching.md gives every rule).
 */
import { LETTERS } from './scripts.ts'

export const RECIPE = 'n1'

const APOSTROPHES = /(?<=\p{L})['’‘`´]+(?=\p{L})/gu
/** Signs that count as letters and are none of a name's own: ʿayn, hamza, stress, aspiration. */
const MODIFIERS = /\p{Lm}/gu

/**
 * Lower case Latin words without diacritics, `ij` as `y`; apostrophes inside a word vanish, other signs
 * separate words.
 */
export const foldWords = (text: string): string[] => {
  const plain = /^[a-zA-Z -]*$/.test(text) ? text.toLowerCase() : foldLetters(text)
  return plain
    .replaceAll('ij', 'y')
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
}

/** Lower case Latin letters without diacritics; apostrophes inside a word vanish, other signs stay. */
export const foldLetters = (text: string): string => {
  const composed = text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(MODIFIERS, '')
    .replace(APOSTROPHES, '')
  let latin = ''
  for (const letter of composed) latin += LETTERS.get(letter) ?? letter
  let bare = ''
  for (const letter of latin
    .normalize('NFKD')
    .replace(/[\p{M}\p{Lm}]/gu, '')
    .toLowerCase())
    bare += LETTERS.get(letter) ?? letter
  return bare
}

/** Tussenvoegsels: spelled and placed so differently between systems that they cannot tell people apart. */
const PARTICLES = new Set([
  'van',
  'von',
  'vom',
  'zu',
  'zur',
  'zum',
  'de',
  'den',
  'der',
  'des',
  'dem',
  'het',
  't',
  's',
  'te',
  'ten',
  'ter',
  'in',
  'op',
  'aan',
  'bij',
  'by',
  'onder',
  'over',
  'uit',
  'uyt',
  'uijt',
  'tot',
  'toe',
  'thoe',
  'voor',
  'v',
  'd',
  'vd',
  'vdb',
  'vander',
  'vanden',
  'vande',
  'vant',
  'opde',
  'opden',
  'opt',
  'int',
  'inden',
  'inder',
  'inde',
  'la',
  'le',
  'les',
  'du',
  'di',
  'da',
  'das',
  'do',
  'dos',
  'del',
  'della',
  'dela',
  'el',
  'al',
  'ul',
  'ad',
  'as',
  'ait',
  'ayt',
  'ould',
  'oulad',
  'bou',
  'boe',
  'abu',
  'abou',
  'aboe',
  'abi',
  'ibn',
  'ben',
  'bin',
  'bint',
  'a',
  'e',
  'y',
  'of',
])
/**
 * The same, written to the name: the longest that leaves at least three letters is cut off, of two letters
 * one that leaves four.
 */
const GLUED = [
  'vanden',
  'vander',
  'opden',
  'inden',
  'vande',
  'vant',
  'opde',
  'ait',
  'ben',
  'bou',
  'boe',
  'abu',
  'abou',
  'van',
  'ter',
  'den',
  'der',
  'int',
  'opt',
  'vd',
  'el',
  'al',
  'de',
  'du',
].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))

const withoutGlued = (word: string): string => {
  const particle = GLUED.find(
    (start) => word.startsWith(start) && word.length - start.length >= (start.length > 2 ? 3 : 4),
  )
  return particle ? word.slice(particle.length) : word
}

/** Words between two surnames that are no name: `e/v` (spouse of), `geb.` (born), `gesch.`, `wed.`. */
const MARRIED = /(?:^|[\s,(])(?:e\s?[/.]\s?v\.?|ev\.?|geb\.?|geboren|gesch\.?|wed\.?|weduwe)(?=[\s)]|$)/giu

/**
 * Surname words without tussenvoegsels, in written order; a name that is nothing but tussenvoegsels keeps
 * them.
 */
export const surnameWords = (prefix: string | undefined, lastName: string): string[] => {
  const words = foldWords(`${prefix ?? ''} ${lastName}`.replace(MARRIED, ' '))
  const core = words.filter((word) => !PARTICLES.has(word)).map(withoutGlued)
  return core.length > 0 ? core : words
}

/**
 * Whether a text begins as surnames with a tussenvoegsel do: `van den Berg` in the field of the first name.
 */
export const hasParticle = (text: string): boolean => {
  const [first, second] = foldWords(text)
  return first !== undefined && second !== undefined && DUTCH_STARTS.has(first)
}
const DUTCH_STARTS = new Set(['van', 'de', 'den', 'der', 'ter', 'ten', 'von', 'vd'])

const ABD = /^abd([aeu]l?|[aeu]r|[aeu]s)?$/
/** Given names in order: `abdel kader` is one name, `el` and `al` are none, and initials are none. */
export const givenWords = (text: string): string[] => {
  const words = foldWords(text).filter((word) => word.length > 1)
  const names: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (ABD.test(word) && words[i + 1]) {
      const next = words[i + 1] === 'el' || words[i + 1] === 'al' ? i + 2 : i + 1
      names.push(`abd${words[next] ?? ''}`)
      i = next
    } else if (word !== 'el' && word !== 'al')
      names.push(word.replace(/^abd(?:[aeu](?:l(?=[^l]))?)(?=\p{L}{3})/u, 'abd'))
  }
  return names
}
