/**
 * The published vectors of recipe n1 against the code; and some of them against keys worked out by hand from
 * docs/matching.md, so that vectors which were made again from wrong code do not pass.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Identified } from '../../../shared/matching/child-parts.ts'
import { CALL_NAMES } from '../../../shared/matching/call-names.ts'
import { KEY_TYPES, LAYOUTS, opens } from '../../../shared/matching/key-types.ts'
import { matchKeysOf } from '../../../shared/matching/match-keys.ts'
import { LETTERS } from '../../../shared/matching/scripts.ts'

interface Vector {
  readonly name: string
  readonly child: Identified
  readonly bsnAllowed?: true
  readonly keys: readonly string[]
}
const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/matching-n1.json', import.meta.url), 'utf8'),
) as Vector[]

describe('matching-n1.json', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_, { child, bsnAllowed, keys }) => {
      const made = matchKeysOf(child, bsnAllowed === true)
      expect(made.map(({ input }) => input)).toEqual(keys)
      expect(made.map(({ type }) => type)).toEqual(keys.map((key) => key.split('|')[1]))
    },
  )

  test('at least seventy records, each with a name of its own, and every type of key among them', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(70)
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length)
    expect([...new Set(vectors.flatMap(({ keys }) => keys.map((key) => key.split('|')[1])))].sort()).toEqual(
      [...KEY_TYPES].sort(),
    )
  })
})

/**
 * Name of a vector to its keys as a person writes them down with the document beside it, and nothing else.
 */
const BY_HAND: Readonly<Record<string, readonly string[]>> = {
  'a whole address, a prefix in its own field': [
    'n1|P|frse|jnso|20140325|',
    'n1|F|jaan||20140325|9981ab',
    'n1|U|jnso|ries|20140325|9981',
    'n1|L|jan|frse|20140325|',
    'n1|W|jan|vries||9981ab 18',
    'n1|E|jaan|vries|20140325|',
    'n1|H|jnso||20140325|9981 18',
    'n1|Y|jaan|frse|2014|9981ab',
    'n1|X|jaan|vrie|2014d25|18',
    'n1|M|johannes|vries|201403|9981',
    'n1|I|j|frse|20140325|9981',
    'n1|S||frse|20140325|9981ab',
    'n1|G||frse||9981ab 18',
  ],
  // Present address first, earlier addresses after it; the second of these has no house number. Second ranks
  // follow all first ones.
  'an earlier address comes after the present one': [
    'n1|P|bkre|smle|20140325|',
    'n1|F|sami||20140325|9981ab',
    'n1|U|smle|kker|20140325|9981',
    'n1|L|sami|bkre|20140325|',
    'n1|W|sami|bakker||9981ab 18',
    'n1|E|sami|baker|20140325|',
    'n1|H|smle||20140325|9981 18',
    'n1|Y|sami|bkre|2014|9981ab',
    'n1|X|sami|bakk|2014d25|18',
    'n1|M|samuel|bakker|201403|9981',
    'n1|F|sami||20140325|9982cd',
    'n1|U|smle|kker|20140325|9982',
    'n1|W|sami|bakker||9982cd 7',
    'n1|H|smle||20140325|9982 7',
    'n1|Y|sami|bkre|2014|9982cd',
    'n1|X|sami|bakk|2014d25|7',
    'n1|M|samuel|bakker|201403|9982',
    'n1|F|sami||20140325|1234ef',
    'n1|U|smle|kker|20140325|1234',
    'n1|Y|sami|bkre|2014|1234ef',
    'n1|M|samuel|bakker|201403|1234',
    'n1|I|s|bkre|20140325|9981',
    'n1|S||bkre|20140325|9981ab',
    'n1|G||bkre||9981ab 18',
    'n1|I|s|bkre|20140325|9982',
    'n1|S||bkre|20140325|9982cd',
    'n1|G||bkre||9982cd 7',
    'n1|I|s|bkre|20140325|1234',
    'n1|S||bkre|20140325|1234ef',
  ],
  // Whole, first and last surname; whole and first share their first three letters and the last two, so E has
  // two.
  'a double surname with a hyphen': [
    'n1|P|bkrfsre|smle|20140325|',
    'n1|L|sami|bkrfsre|20140325|',
    'n1|E|sami|baker|20140325|',
    'n1|P|bkre|smle|20140325|',
    'n1|L|sami|bkre|20140325|',
    'n1|E|sami|viser|20140325|',
    'n1|P|fsre|smle|20140325|',
    'n1|L|sami|fsre|20140325|',
  ],
  // ayse stands in the row of aicha: a, then ch as s, no other consonant; two sounds and a vowel at the end.
  'Turkish: Ayşe is in a row': [
    'n1|P|ase+|slke|20140325|',
    'n1|L|ayse|slke|20140325|',
    'n1|E|ayse|celik|20140325|',
  ],
  // abdel + kader is abdkader; el is a tussenvoegsel of surnames only.
  'abd in two words: Abdel Kader': [
    'n1|P|abdkdre|bkre|20140325|',
    'n1|L|ader|bkre|20140325|',
    'n1|E|aber|baker|20140325|',
  ],
  // ш sh, е e, в v, ч ch, н n, к k, о o; олексій is oleksij and then oleksy.
  'Ukrainian, Cyrillic': [
    'n1|P|alkso|sfsnke|20140325|',
    'n1|L|eksy|sfsnke|20140325|',
    'n1|E|olsy|sheko|20140325|',
  ],
  'initials only: hints, no key that opens': [
    'n1|I|j|bkre|20140325|9981',
    'n1|S||bkre|20140325|9981ab',
    'n1|G||bkre||9981ab 18',
  ],
  'first name and surname exchanged': [
    'n1|P|bkre|smre|20140325|',
    'n1|L|kker|smre|20140325|',
    'n1|E|baer|samra|20140325|',
  ],
  // Only what holds both names and a place, or no date, opens.
  'a default date, 1 January, with an address': [
    'n1|U|smle|aile|20120101|9981',
    'n1|W|samuel|haile||9981ab 18',
    'n1|Y|sael|hle+|2012|9981ab',
    'n1|X|sael|hail|2012d01|18',
    'n1|M|samuel|haile|201201|9981',
    'n1|D|hle+|smle|20120101|',
    'n1|V|sael|haile|20120101|',
    'n1|R|sael||20120101|9981ab',
    'n1|I|s|hle+|20120101|9981',
    'n1|S||hle+|20120101|9981ab',
    'n1|G||hle+||9981ab 18',
  ],
  'a default date and a parent': [
    'n1|O|samuel|mbrte tsfe|20120101|',
    'n1|D|hle+|smle|20120101|',
    'n1|V|sael|haile|20120101|',
  ],
  'shielded: no place and no parent': [
    'n1|P|bkre|smle|20140325|',
    'n1|L|sami|bkre|20140325|',
    'n1|E|sami|baker|20140325|',
  ],
  'a BSN where there is a basis': [
    'n1|B|111222333',
    'n1|P|bkre|smle|20140325|',
    'n1|L|sami|bkre|20140325|',
    'n1|E|sami|baker|20140325|',
  ],
}

describe('keys worked out by hand', () => {
  test.each(Object.entries(BY_HAND))('%s', (name, keys) =>
    expect(vectors.find((vector) => vector.name === name)?.keys).toEqual(keys),
  )
})

/** Two spellings of one child that make no difference at all. */
const ALIKE: readonly (readonly [one: string, other: string])[] = [
  ['tussenvoegsel within the surname', 'tussenvoegsel after a comma'],
  ['tussenvoegsel within the surname', 'tussenvoegsel between brackets'],
  ['tussenvoegsel within the surname', 'tussenvoegsel in short'],
  ['tussenvoegsel within the surname', 'tussenvoegsel in short, without a space'],
  ['tussenvoegsel within the surname', 'tussenvoegsel glued to the name'],
  ['tussenvoegsel within the surname', 'tussenvoegsel half glued'],
  ['tussenvoegsel within the surname', 'tussenvoegsel in capitals'],
  ['tussenvoegsel with an apostrophe: van ’t', "the same in one word: van't"],
  ['a double surname with a hyphen', 'a double surname with spaces around the hyphen'],
  ['a double surname with a hyphen', 'a married name: e/v'],
  ['a double surname with a hyphen', 'a married name: geb. between brackets'],
  ['ij and y are one: Dijkstra', 'ij and y are one: Dykstra'],
  ['ij and y are one: Dijkstra', 'the sign ĳ'],
  ['diacritics: Zoë Öztürk', 'the same in decomposed letters'],
  ['an apostrophe within a name', 'a typographic apostrophe'],
  ['Turkish: dotless ı and cedilla', 'Turkish, without its signs'],
  ['abd in two words: Abdel Kader', 'abd with the article apart: Abd el Kader'],
  ['abd in two words: Abdel Kader', 'abd in one word: Abdelkader'],
  ['two parents', 'the same parents, written otherwise'],
]
test.each(ALIKE)('%s and %s have the same keys', (one, other) => {
  const [ours, theirs] = [one, other].map((name) => vectors.find((vector) => vector.name === name)!.keys)
  expect(theirs).toEqual(ours)
})

describe('docs/matching.md says what the code does', () => {
  const text = readFileSync(new URL('../../../docs/matching.md', import.meta.url), 'utf8')

  test('letters of other scripts, one by one', () => {
    const section = /## 3\..*\n([^]*?)## 4\./.exec(text)![1]!
    const written = [...section.matchAll(/(?:U\+([0-9A-F]{4})|(\p{L})) ([a-z]+|–)(?= ·|\n)/gu)].map(
      ([, code, letter, latin]) =>
        [
          code ? String.fromCodePoint(Number.parseInt(code, 16)) : letter!,
          latin === '–' ? '' : latin!,
        ] as const,
    )
    expect(new Map(written)).toEqual(new Map(LETTERS))
  })

  test('types of key, their order and their parts', () => {
    const rows = [
      ...text.matchAll(/^\| `([A-Z])` \| (opens|hint) \|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|(.*)\|$/gm),
    ]
    expect(rows.map(([, type]) => type)).toEqual([...KEY_TYPES])
    for (const [, letter, what, ...cells] of rows) {
      const [type, layout] = [
        letter as (typeof KEY_TYPES)[number],
        LAYOUTS[letter as (typeof KEY_TYPES)[number]],
      ]
      expect([type, what]).toEqual([type, opens(type) ? 'opens' : 'hint'])
      if (layout === 'bsn') continue
      const [given, surname, date, place, why] = cells.map((cell) => cell.trim() || 'none')
      expect([type, given, surname, date, place, why!.includes('(*)')]).toEqual([
        type,
        layout.given,
        layout.parent ? 'sound of a parent' : layout.surname,
        layout.date,
        layout.place.replace('-', ' and '),
        layout.anyOrder === true,
      ])
    }
  })

  test('the table of call names is the one of the recipe, to the letter', () => {
    const lines = [...CALL_NAMES]
      .map(([name, first]) => `${name} ${first}\n`)
      .sort()
      .join('')
    expect(text).toContain(createHash('sha256').update(lines).digest('hex'))
  })
})
