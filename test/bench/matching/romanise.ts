/**
 * How a name in another sound system or script gets its Latin letters: by the ear and the schooling of
 * whoever writes it. Schemes are the common practices of Morocco (French), of Syria and Iraq (English), of
 * Turkey, and of a Dutch clerk. They are written here from those practices and know nothing of the recipe's
 * folding.
 */
import type { Random } from './random.ts'

type Scheme = Readonly<Record<string, readonly string[]>>

const FRENCH: Scheme = {
  H: ['h'],
  x: ['kh'],
  S: ['ch'],
  G: ['gh', 'rh', 'gh'],
  3: [''],
  A: ['a'],
  I: ['i'],
  U: ['ou'],
  J: ['j', 'dj'],
  q: ['k', 'q'],
  w: ['ou', 'w'],
  y: ['y', 'i'],
  u: ['o', 'ou'],
  a: ['a', 'a', 'e'],
  i: ['i', 'e'],
  Z: ['a', 'a', 'ah'],
  T: ['t'],
}
const ENGLISH: Scheme = {
  H: ['h'],
  x: ['kh'],
  S: ['sh'],
  G: ['gh'],
  3: [''],
  A: ['a', 'a', 'aa'],
  I: ['i', 'ee'],
  U: ['u', 'oo', 'ou'],
  J: ['j'],
  q: ['q'],
  w: ['w'],
  y: ['y'],
  u: ['u', 'o'],
  a: ['a', 'a', 'e'],
  i: ['i', 'e'],
  Z: ['a', 'ah'],
  T: ['t'],
}
const DUTCH: Scheme = {
  H: ['h'],
  x: ['kh', 'ch', 'g'],
  S: ['sj', 'sh', 'ch'],
  G: ['gh', 'g'],
  3: [''],
  A: ['a', 'aa'],
  I: ['i', 'ie'],
  U: ['oe', 'u', 'ou'],
  J: ['dj', 'j'],
  q: ['k', 'q'],
  w: ['w'],
  y: ['j', 'y', 'i'],
  u: ['o', 'oe'],
  a: ['a', 'e'],
  i: ['i', 'e'],
  Z: ['a'],
  T: ['t'],
}
const TURKISH: Scheme = {
  H: ['h'],
  x: ['h'],
  S: ['ş', 'sh'],
  G: ['g'],
  3: [''],
  A: ['a'],
  I: ['i'],
  U: ['u'],
  J: ['c'],
  q: ['k'],
  w: ['v'],
  y: ['y'],
  u: ['u', 'ü'],
  a: ['a', 'e'],
  i: ['i'],
  Z: ['e', 'a'],
  T: ['t'],
}
export const ARABIC_SCHEMES = { french: FRENCH, english: ENGLISH, dutch: DUTCH, turkish: TURKISH } as const
export type ArabicScheme = keyof typeof ARABIC_SCHEMES

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export const romaniseArabic = (sounds: string, scheme: ArabicScheme, random: Random): string => {
  const table: Scheme = ARABIC_SCHEMES[scheme]
  const single = random.chance(0.25)
  let written = ''
  for (let i = 0; i < sounds.length; i++) {
    const sound = sounds[i]!
    if (sound === "'" || (single && sound === sounds[i + 1])) continue
    const options: readonly string[] = table[sound] ?? [sound]
    written += random.pick(options)
  }
  return written.split(' ').map(capital).join(' ')
}

const UKRAINIAN_2010: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'iu',
  я: 'ia',
  "'": '',
  '’': '',
}
const OLDER_PASSPORT: Readonly<Record<string, string>> = {
  ...UKRAINIAN_2010,
  г: 'g',
  є: 'ye',
  ї: 'yi',
  й: 'y',
  ю: 'yu',
  я: 'ya',
  ж: 'j',
  щ: 'sch',
}
const DUTCH_PRESS: Readonly<Record<string, string>> = {
  ...UKRAINIAN_2010,
  в: 'v',
  г: 'h',
  є: 'je',
  ж: 'zj',
  и: 'y',
  ї: 'ji',
  й: 'j',
  у: 'oe',
  х: 'ch',
  ч: 'tsj',
  ш: 'sj',
  щ: 'sjtsj',
  ю: 'joe',
  я: 'ja',
}
const GERMAN: Readonly<Record<string, string>> = {
  ...DUTCH_PRESS,
  в: 'w',
  з: 's',
  ж: 'sch',
  у: 'u',
  ц: 'z',
  ч: 'tsch',
  ш: 'sch',
  щ: 'schtsch',
  ю: 'ju',
}
export const CYRILLIC_SCHEMES = {
  ukrainian: UKRAINIAN_2010,
  older: OLDER_PASSPORT,
  dutch: DUTCH_PRESS,
  german: GERMAN,
} as const
export type CyrillicScheme = keyof typeof CYRILLIC_SCHEMES

export const romaniseCyrillic = (name: string, scheme: CyrillicScheme): string => {
  const table: Readonly<Record<string, string>> = CYRILLIC_SCHEMES[scheme]
  return capital([...name.toLowerCase()].map((letter) => table[letter] ?? letter).join(''))
}
