/** What recipe n1 promises for every child, and not only for the examples of docs/matching.md. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDefaultDate } from '../../shared/matching/birth-date.ts'
import { partsOf, type Identified } from '../../shared/matching/child-parts.ts'
import { KEY_TYPES, LAYOUTS, opens, type KeyType } from '../../shared/matching/key-types.ts'
import { matchKeysOf, type MatchKey } from '../../shared/matching/match-keys.ts'
import { foldWords } from '../../shared/matching/normalise.ts'
import { slotPlan } from '../../shared/matching/slots.ts'
import { ROUNDS } from '../rounds.ts'

const check = <T>(property: fc.IProperty<T>, numRuns = ROUNDS.childrenMade): void =>
  fc.assert(property, { numRuns })
const inputsOf = (child: Identified): string[] => matchKeysOf(child, false).map(({ input }) => input)
const openingOf = (child: Identified): string[] =>
  matchKeysOf(child, false)
    .filter(({ type }) => opens(type))
    .map(({ input }) => input)
const sharedOpening = (one: Identified, other: Identified): string[] => {
  const theirs = new Set(openingOf(other))
  return openingOf(one).filter((input) => theirs.has(input))
}
const typeOf = (input: string): KeyType => input.split('|')[1] as KeyType

/** Any code points, and more often than chance the letters and signs about which the recipe has rules. */
const SIGNS = [
  '|',
  ' ',
  '-',
  "'",
  '’',
  'ʼ',
  '.',
  ',',
  '(',
  '/',
  '\u0308',
  '\u0301',
  '\u200d',
  'ij',
  'Ĳ',
  'İ',
  'ı',
  'ß',
  'ẞ',
  'Σ',
  'ς',
  'ﷲ',
  'أ',
  'ـ',
  'щ',
  'Й',
  'ǰ',
  'ſ',
  'K',
  'van ',
  'abd ',
  'el ',
  'e/v ',
  'geb. ',
  'Jan',
  'Abdel',
  '1',
  '𞤀',
  '家',
]
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(...SIGNS),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))
const pad = (value: number): string => String(value).padStart(2, '0')
const anyDate = fc
  .tuple(
    fc.integer({ min: 2000, max: 2026 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => `${year}-${pad(month)}-${pad(day)}`)
const defaultDate = fc
  .tuple(fc.integer({ min: 2000, max: 2026 }), fc.constantFrom('01-01', '07-01'))
  .map(([year, day]) => `${year}-${day}`)
const ordinaryDate = anyDate.filter((date) => !isDefaultDate(date))
const postcode = fc.stringMatching(/^[1-9][0-9]{3}[A-Z]{2}$/)
const houseNumber = fc.oneof(fc.integer({ min: 1, max: 300 }).map(String), anyText)
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined })
const withNames = (name: fc.Arbitrary<string>): fc.Arbitrary<Identified> =>
  fc.record({
    firstName: name,
    callName: optional(name),
    prefix: optional(name),
    lastName: name,
    otherLastNames: optional(fc.array(name, { maxLength: 3 })),
    birthDate: fc.oneof({ weight: 4, arbitrary: anyDate }, { weight: 2, arbitrary: defaultDate }, anyText),
    postcode: optional(postcode),
    houseNumber: optional(houseNumber),
    earlierAddresses: optional(
      fc.array(fc.record({ postcode, houseNumber: optional(houseNumber) }), { maxLength: 3 }),
    ),
    shielded: optional(fc.boolean()),
    parents: optional(fc.array(name, { maxLength: 4 })),
    bsn: optional(
      fc.oneof(fc.constantFrom('111222333', '123456782', '000000000'), fc.stringMatching(/^[0-9]{9}$/)),
    ),
  })

/** Names as they stand in Dutch lists. */
const FIRST = [
  'Jan',
  'Johanna',
  'Sami',
  'Noor',
  'Fenna',
  'Youssef',
  'Mehmet',
  'Ayşe',
  'Işıl',
  'Łukasz',
  'Oleksii',
  'Анна',
  'Zoë',
  'Abdel Kader',
  'Anne-Marie',
  'Saar',
  'Bram',
  'Lars',
  'Lara',
  'Laura',
  'Elena',
  'Helena',
  'Ali',
  'Yonas',
  "D'Jaylano",
  'Kees',
  'Willem',
]
/**
 * None of them begins like a tussenvoegsel, nor with a letter that makes a longer one of it: `de Ruiter`
 * glued is `der uiter`.
 */
const CORES = [
  'Berg',
  'Bakker',
  'Visser',
  'Heijden',
  'Meer',
  'Yıldız',
  'Öztürk',
  'Wiśniewski',
  'Шевченко',
  'Khattabi',
  'Jhinkoe',
  'Groot',
  'Leeuwen',
  'Haile',
  'Broek',
  'Graaf',
]
const PREFIXES = [
  'van',
  'van de',
  'van den',
  'van der',
  'de',
  'den',
  'der',
  'ter',
  'op den',
  "van 't",
  'el',
  'Aït',
  'ben',
  'bou',
  'al',
  'du',
]
const firstName = fc.constantFrom(...FIRST)
const core = fc.constantFrom(...CORES)
const lastName = fc.oneof(
  core,
  fc.tuple(core, core).map(([one, other]) => `${one}-${other}`),
)
const listedName = fc.oneof(
  firstName,
  lastName,
  fc.tuple(fc.constantFrom(...PREFIXES), core).map((words) => words.join(' ')),
)
const listedChild: fc.Arbitrary<Identified> = withNames(listedName)
const plainChild = (birthDate: fc.Arbitrary<string>): fc.Arbitrary<Identified> =>
  fc.record({
    firstName,
    lastName,
    birthDate,
    postcode,
    houseNumber: fc.integer({ min: 1, max: 300 }).map(String),
  })

/**
 * One folded name, one or more of a parent, a date and a place, as docs/matching.md lays them out for each
 * type.
 */
const [NAME, PARENT, WHOLE, PC6, PC4, NUMBER] = [
  '[^|\\s\\d]+',
  '[^|\\d]*[^|\\s\\d]',
  '\\d{8}',
  '[1-9]\\d{3}[a-z]{2}',
  '[1-9]\\d{3}',
  '\\d+',
]
const SHAPES: Readonly<Record<KeyType, string>> = {
  B: '\\d{9}',
  P: `${NAME}\\|${NAME}\\|${WHOLE}\\|`,
  F: `${NAME}\\|\\|${WHOLE}\\|${PC6}`,
  U: `${NAME}\\|${NAME}\\|${WHOLE}\\|${PC4}`,
  L: `${NAME}\\|${NAME}\\|${WHOLE}\\|`,
  W: `${NAME}\\|${NAME}\\|\\|${PC6} ${NUMBER}`,
  E: `${NAME}\\|${NAME}\\|${WHOLE}\\|`,
  H: `${NAME}\\|\\|${WHOLE}\\|${PC4} ${NUMBER}`,
  Y: `${NAME}\\|${NAME}\\|\\d{4}\\|${PC6}`,
  X: `${NAME}\\|${NAME}\\|\\d{4}d\\d{2}\\|${NUMBER}`,
  M: `${NAME}\\|${NAME}\\|\\d{6}\\|${PC4}`,
  O: `${NAME}\\|${PARENT}\\|${WHOLE}\\|`,
  D: `${NAME}\\|${NAME}\\|\\d{4}0[17]01\\|`,
  V: `${NAME}\\|${NAME}\\|\\d{4}0[17]01\\|`,
  R: `${NAME}\\|\\|\\d{4}0[17]01\\|${PC6}`,
  I: `${NAME}\\|${NAME}\\|${WHOLE}\\|${PC4}`,
  S: `\\|${NAME}\\|${WHOLE}\\|${PC6}`,
  G: `\\|${NAME}\\|\\|${PC6} ${NUMBER}`,
}
const HAS_PLACE = new Set<KeyType>(['F', 'U', 'W', 'H', 'Y', 'X', 'M', 'I', 'S', 'G'])

describe('keys of any child whatever', () => {
  const wellFormed = (keys: readonly MatchKey[]): void => {
    for (const { type, input } of keys)
      expect(input).toMatch(new RegExp(`^n1\\|${type}\\|${SHAPES[type]}$`, 'u'))
    expect(new Set(keys.map(({ input }) => input)).size).toBe(keys.length)
    for (const each of KEY_TYPES)
      expect(keys.filter(({ type }) => type === each).length).toBeLessThanOrEqual(4)
  }

  test('nothing throws; every key has the layout of its type without an empty part; keys are distinct, four of a type at most', () => {
    check(
      fc.property(fc.oneof(withNames(anyText), listedChild), fc.boolean(), (child, bsnAllowed) =>
        wellFormed(matchKeysOf(child, bsnAllowed)),
      ),
    )
  })

  test('what opens stands before what hints; first ranks before second ones, in the order of the types', () => {
    check(
      fc.property(fc.oneof(withNames(anyText), listedChild), (child) => {
        const keys = matchKeysOf(child, true)
        const seen = new Map<KeyType, number>()
        const places = keys.map(({ type }) => {
          const rank = seen.get(type) ?? 0
          seen.set(type, rank + 1)
          return (opens(type) ? 0 : 10_000) + rank * 100 + KEY_TYPES.indexOf(type)
        })
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })

  test('the same child twice has the same keys, and is left as it was', () => {
    check(
      fc.property(withNames(anyText), fc.boolean(), (child, bsnAllowed) => {
        const before = structuredClone(child)
        expect(matchKeysOf(structuredClone(child), bsnAllowed)).toEqual(matchKeysOf(child, bsnAllowed))
        expect(child).toEqual(before)
      }),
    )
  })

  test('the BSN is in a key only where it is allowed', () => {
    check(
      fc.property(listedChild, (child) => {
        const withBsn = { ...child, bsn: '111222333' }
        expect(matchKeysOf(withBsn, true)[0]).toEqual({ type: 'B', input: 'n1|B|111222333' })
        expect(JSON.stringify(matchKeysOf(withBsn, false))).not.toContain('111222333')
      }),
      300,
    )
  })
})

describe('folding', () => {
  // Modifier letters (ʿ, ʼ) are left out: see `known bugs` in test/unit/shared/matching-examples.test.ts.
  const ordinary = anyText.filter((text) => !/\p{Lm}/u.test(text.normalize('NFKC')))
  test('what is folded is not changed by folding it again', () => {
    check(
      fc.property(ordinary, (text) => {
        const words = foldWords(text)
        expect(foldWords(words.join(' '))).toEqual(words)
      }),
      5000,
    )
  })
  test('no sign, no figure, no capital and no separate mark is left', () => {
    check(
      fc.property(anyText, (text) => {
        for (const word of foldWords(text)) {
          expect(word).toMatch(/^\p{L}+$/u)
          expect(word).toBe(word.toLowerCase())
        }
      }),
      5000,
    )
  })
})

describe('ways of writing that make no difference: all keys are the same', () => {
  const respelled = (child: Identified, change: (name: string) => string): Identified => ({
    ...child,
    firstName: change(child.firstName),
    lastName: change(child.lastName),
    ...(child.callName === undefined ? {} : { callName: change(child.callName) }),
    ...(child.prefix === undefined ? {} : { prefix: change(child.prefix) }),
    ...(child.otherLastNames ? { otherLastNames: child.otherLastNames.map(change) } : {}),
    ...(child.parents ? { parents: child.parents.map(change) } : {}),
  })
  test.each([
    ['capitals', (name: string) => name.toUpperCase()],
    ['small letters', (name: string) => name.toLowerCase()],
    ['spaces around and within', (name: string) => `  ${name.replaceAll(' ', '  ')} `],
    ['composed letters', (name: string) => name.normalize('NFC')],
    ['decomposed letters', (name: string) => name.normalize('NFD')],
  ])('%s', (_, change) =>
    check(
      fc.property(listedChild, (child) => {
        expect(inputsOf(respelled(child, change))).toEqual(inputsOf(child))
      }),
      500,
    ),
  )

  const WRITTEN: Readonly<Record<string, (prefix: string, name: string) => Partial<Identified>>> = {
    'before the surname': (prefix, name) => ({ lastName: `${prefix} ${name}` }),
    'after it and a comma': (prefix, name) => ({ lastName: `${name}, ${prefix}` }),
    'between brackets': (prefix, name) => ({ lastName: `${name} (${prefix})` }),
    'in capitals': (prefix, name) => ({ prefix: prefix.toUpperCase(), lastName: name.toUpperCase() }),
    dropped: (_, name) => ({ lastName: name }),
    glued: (prefix, name) => ({ lastName: `${prefix.replaceAll(/[ ']/g, '')}${name.toLowerCase()}` }),
  }
  test.each(Object.entries(WRITTEN))('a tussenvoegsel %s', (_, write) => {
    check(
      fc.property(plainChild(anyDate), fc.constantFrom(...PREFIXES), core, (child, prefix, name) => {
        expect(inputsOf({ ...child, ...write(prefix, name) })).toEqual(
          inputsOf({ ...child, prefix, lastName: name }),
        )
      }),
      500,
    )
  })
})

describe('differences that leave something in common', () => {
  test('day and month exchanged: the same F, U and H', () => {
    const exchangeable = fc
      .tuple(
        fc.integer({ min: 2000, max: 2026 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
      )
      .filter(([, month, day]) => month !== day && !(month + day === 8 && month * day === 7))
    check(
      fc.property(plainChild(anyDate), exchangeable, (child, [year, month, day]) => {
        const [one, other] = [`${year}-${pad(month)}-${pad(day)}`, `${year}-${pad(day)}-${pad(month)}`].map(
          (birthDate) => openingOf({ ...child, birthDate }),
        )
        for (const type of ['F', 'U', 'H'] as const) {
          const ours = one!.filter((input) => typeOf(input) === type)
          expect(ours.length).toBeGreaterThan(0)
          expect(other!.filter((input) => typeOf(input) === type)).toEqual(ours)
        }
      }),
    )
  })
  test('moved, on an ordinary birth date: the same P, L and E', () => {
    check(
      fc.property(plainChild(ordinaryDate), postcode, (child, elsewhere) => {
        const shared = new Set(
          sharedOpening(child, { ...child, postcode: elsewhere, houseNumber: '999' }).map(typeOf),
        )
        for (const type of ['P', 'L', 'E'] as const) expect(shared).toContain(type)
      }),
      500,
    )
  })
  test('first name and surname exchanged, on an ordinary birth date: the same P, where each is one word', () => {
    const oneWord = (name: string): boolean => foldWords(name).length === 1
    check(
      fc.property(
        plainChild(ordinaryDate).filter((child) => oneWord(child.firstName) && oneWord(child.lastName)),
        (child) => {
          expect(
            sharedOpening(child, { ...child, firstName: child.lastName, lastName: child.firstName }).map(
              typeOf,
            ),
          ).toContain('P')
        },
      ),
      500,
    )
  })
  // With two given names the four keys of a type are used up before the last half has its turn
  // (docs/matching.md, caps).
  test('half of a double surname, on an ordinary birth date and with one given name: the same P, L and E for either half', () => {
    const oneGiven = plainChild(ordinaryDate).filter((child) => partsOf(child).given.length === 1)
    check(
      fc.property(oneGiven, core, core, (child, one, other) => {
        for (const half of [one, other]) {
          const shared = sharedOpening(
            { ...child, lastName: `${one}-${other}` },
            { ...child, lastName: half },
          ).map(typeOf)
          for (const type of ['P', 'L', 'E'] as const) expect(shared).toContain(type)
        }
      }),
      500,
    )
  })
})

describe('what must never open', () => {
  test('no type without a given name opens, but the BSN', () => {
    for (const [type, layout] of Object.entries(LAYOUTS))
      if (layout !== 'bsn' && (layout.given === 'none' || layout.given === 'initial'))
        expect([type, layout.opens]).toEqual([type, false])
    expect(KEY_TYPES.filter((type) => !opens(type))).toEqual(['D', 'V', 'R', 'I', 'S', 'G'])
  })

  test('a shielded child has no key with a place, a parent or its family', () => {
    check(
      fc.property(fc.oneof(withNames(anyText), listedChild), (child) => {
        const keys = matchKeysOf(
          { ...child, shielded: true, postcode: '9981AB', houseNumber: '18', parents: ['Fatima Bakker'] },
          true,
        )
        expect(keys.filter(({ type }) => HAS_PLACE.has(type) || type === 'O')).toEqual([])
        expect(keys.filter(({ type, input }) => type !== 'B' && !input.endsWith('|'))).toEqual([])
      }),
    )
  })

  // Same surname, day and address: only the first name tells them apart, so it must agree in some form (Lara
  // and Laura end alike).
  test('twins share a key that opens only where a form of their first names is the same', () => {
    const twins = fc
      .tuple(plainChild(anyDate), firstName)
      .map(([child, other]) => [child, { ...child, firstName: other }] as const)
    let apart = 0
    check(
      fc.property(twins, ([one, other]) => {
        const forms = (child: Identified): Set<string> =>
          new Set(
            partsOf(child).given.flatMap((form) => [
              `word ${form.word}`,
              `row ${form.row}`,
              `sound ${form.sound}`,
              `end ${form.end}`,
              `ends ${form.ends}`,
            ]),
          )
        if (!forms(one).isDisjointFrom(forms(other))) return
        apart++
        expect(sharedOpening(one, other)).toEqual([])
      }),
    )
    expect(apart).toBeGreaterThan((2 / 3) * ROUNDS.childrenMade)
  })

  test('names and a default date in common, and nothing else: no key that opens', () => {
    check(
      fc.property(plainChild(defaultDate), postcode, fc.boolean(), (child, elsewhere, known) => {
        const other = known
          ? {
              ...child,
              postcode: `${elsewhere[0] === '9' ? '1' : '9'}${elsewhere.slice(1)}`,
              houseNumber: '999',
            }
          : { ...child, postcode: undefined, houseNumber: undefined }
        fc.pre(other.postcode?.slice(0, 4) !== child.postcode?.slice(0, 4))
        expect(sharedOpening(child, other)).toEqual([])
        expect(
          inputsOf(child)
            .filter((input) => inputsOf(other).includes(input))
            .map(typeOf),
        ).toEqual(expect.arrayContaining(['D', 'V']))
      }),
    )
  })
})

describe('slots', () => {
  const children = fc
    .array(fc.oneof(listedChild, plainChild(anyDate)), { maxLength: 4 })
    .map((list) => list.map((child) => matchKeysOf(child, true)))
  const slots = fc.integer({ min: 0, max: 40 })

  test('never more than there are, none left empty while a key waits, and no hint before a key that opens', () => {
    check(
      fc.property(children, slots, (lists, most) => {
        const plan = slotPlan(lists, most)
        expect(plan.length).toBe(Math.min(most, lists.flat().length))
        expect(plan.map(({ type }) => opens(type))).toEqual(
          plan.map(({ type }) => opens(type)).toSorted((a, b) => Number(b) - Number(a)),
        )
      }),
      500,
    )
  })
  test('every child has its strongest first, and its turn before another has its second', () => {
    check(
      fc.property(children, slots, (lists, most) => {
        const plan = slotPlan(lists, most)
        const opening = lists.map((keys) => keys.filter(({ type }) => opens(type)))
        const taken = opening.map((keys) => plan.filter((key) => keys.includes(key)))
        taken.forEach((keys, i) => expect(keys).toEqual(opening[i]!.slice(0, keys.length)))
        const longest = Math.max(0, ...taken.map(({ length }) => length))
        taken.forEach((keys, i) =>
          expect(keys.length).toBeGreaterThanOrEqual(Math.min(opening[i]!.length, longest - 1)),
        )
      }),
      500,
    )
  })
})
