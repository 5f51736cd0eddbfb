/**
 * Slips of ear and hand: the ways in which a Latin name comes out otherwise. Independent of the recipe:
 * letters, not sounds.
 */
import type { Random } from './random.ts'

const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'qwsz',
  b: 'vghn',
  c: 'xdfv',
  d: 'serfcx',
  e: 'wsdr',
  f: 'drtgvc',
  g: 'ftyhbv',
  h: 'gyujnb',
  i: 'ujko',
  j: 'huikmn',
  k: 'jiolm',
  l: 'kop',
  m: 'njk',
  n: 'bhjm',
  o: 'iklp',
  p: 'ol',
  q: 'wa',
  r: 'edft',
  s: 'awedxz',
  t: 'rfgy',
  u: 'yhji',
  v: 'cfgb',
  w: 'qase',
  x: 'zsdc',
  y: 'tghu',
  z: 'asx',
}
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/**
 * One error of the hand, anywhere in the word: letter left out, doubled, exchanged with the next, hit beside,
 * or put in.
 */
export const typo = (word: string, random: Random): string => {
  if (word.length < 2) return word
  const at = random.int(word.length)
  const letter = word[at]!
  const beside = NEIGHBOURS[letter.toLowerCase()] ?? ALPHABET
  switch (random.weighted({ leave: 27, double: 12, exchange: 18, beside: 28, insert: 15 })) {
    case 'leave':
      return word.slice(0, at) + word.slice(at + 1)
    case 'double':
      return word.slice(0, at) + letter + word.slice(at)
    case 'exchange':
      return at + 1 < word.length
        ? word.slice(0, at) + word[at + 1]! + letter + word.slice(at + 2)
        : word.slice(0, -2) + letter + word[at - 1]!
    case 'beside':
      return word.slice(0, at) + random.pick([...beside]) + word.slice(at + 1)
    case 'insert':
      return word.slice(0, at) + ALPHABET[random.int(26)]! + word.slice(at)
  }
}

/** Letters that offices without them write in more than one way. */
const ABROAD: Readonly<Record<string, readonly string[]>> = {
  ş: ['s', 's', 'sh'],
  Ş: ['S', 'Sh'],
  ç: ['c', 'c', 'ch'],
  Ç: ['C', 'C', 'Ch'],
  ğ: ['g', 'g', ''],
  ı: ['i'],
  İ: ['I'],
  ö: ['o', 'o', 'oe'],
  Ö: ['O', 'O', 'Oe'],
  ü: ['u', 'u', 'ue'],
  Ü: ['U', 'Ue'],
  ł: ['l'],
  Ł: ['L'],
  ń: ['n'],
  ś: ['s'],
  Ś: ['S'],
  ż: ['z'],
  Ż: ['Z'],
  ź: ['z'],
  ć: ['c'],
  ó: ['o'],
  ą: ['a'],
  ę: ['e'],
  é: ['e'],
  è: ['e'],
  ë: ['e'],
  ï: ['i'],
  ã: ['a'],
  ñ: ['n'],
}
/** Pairs that sound alike in Dutch, as [from, to]; one of those present is applied. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['ij', 'y'],
  ['y', 'ij'],
  ['ij', 'ei'],
  ['ei', 'ij'],
  ['ck', 'k'],
  ['c', 'k'],
  ['k', 'c'],
  ['ph', 'f'],
  ['f', 'v'],
  ['v', 'f'],
  ['z', 's'],
  ['s', 'z'],
  ['th', 't'],
  ['t', 'th'],
  ['ou', 'au'],
  ['oe', 'u'],
  ['u', 'oe'],
  ['ie', 'i'],
  ['i', 'ie'],
  ['ee', 'é'],
  ['aa', 'a'],
  ['a', 'aa'],
  ['oo', 'o'],
  ['o', 'oo'],
  ['sch', 'sh'],
  ['sch', 's'],
  ['dt', 'd'],
  ['d', 'dt'],
  ['ch', 'g'],
  ['g', 'ch'],
  ['nn', 'n'],
  ['n', 'nn'],
  ['ss', 's'],
  ['ll', 'l'],
  ['l', 'll'],
  ['tt', 't'],
  ['h', ''],
  ['j', 'y'],
  ['x', 'ks'],
  ['ks', 'x'],
  ['qu', 'kw'],
  ['e', 'a'],
  ['a', 'e'],
  ['e', 'i'],
  ['w', 'v'],
]

export const byEar = (word: string, random: Random): string => {
  const folded = [...word]
    .map((letter) => {
      const options = ABROAD[letter]
      return options ? random.pick(options) : letter
    })
    .join('')
  if (folded !== word && random.chance(0.85)) return folded
  const present = ALIKE.filter(([from]) => folded.toLowerCase().includes(from))
  if (present.length === 0) return folded
  const [from, to] = random.pick(present)
  const at = folded.toLowerCase().indexOf(from)
  const next = folded.slice(0, at) + to + folded.slice(at + from.length)
  return next.charAt(0).toUpperCase() + next.slice(1)
}
