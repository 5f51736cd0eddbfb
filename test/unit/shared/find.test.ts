/** What somebody types finds first what begins with it, folded alike, and the number of a signaal however said. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChildList } from '../../../renderer/engine/caseload/list.ts'
import { rankOfOrganisation } from '../../../renderer/features/who-is-who/find.ts'
import { foldForSearch, ranked, rankOf, rankOfNumbered, wordsOf } from '../../../shared/domain/find.ts'
import { drawNumber, SpeakableNumber, typedDigits } from '../../../shared/domain/spoken-number.ts'
import type { Child } from '../../../shared/domain/child.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'

const rank = (text: string, typed: string) => rankOf(foldForSearch(text), wordsOf(typed))
const NAMES = [
  'Sami Kaya',
  'Sami Yıldız',
  'Michał Świątek',
  'Søren Ærø',
  'Sean O’Neill',
  'Anne-Marie van Dijk',
]
const find = (typed: string): string[] => ranked(NAMES, (name) => rank(name, typed))

describe('a name', () => {
  test('whose words begin with what was typed comes first', () => {
    expect(find('sami y')).toEqual(['Sami Yıldız', 'Sami Kaya'])
    expect(find('y')).toEqual(['Sami Yıldız', 'Sami Kaya'])
    expect(find('yil sam')).toEqual(['Sami Yıldız'])
    expect(find('m s')[0]).toBe('Michał Świątek')
    expect(find('marie')).toEqual(['Anne-Marie van Dijk'])
  })

  test('is found however its letters are written', () => {
    for (const [typed, name] of [
      ['yildiz', 'Sami Yıldız'],
      ['YILDIZ', 'Sami Yıldız'],
      ['michal swiatek', 'Michał Świątek'],
      ['soren', 'Søren Ærø'],
      ['oneill', 'Sean O’Neill'],
      ["o'neill", 'Sean O’Neill'],
      ['di', 'Anne-Marie van Dijk'],
      ['dijk', 'Anne-Marie van Dijk'],
      ['sa\u200bmi  yıl', 'Sami Yıldız'],
    ])
      expect([typed, find(typed!)[0]]).toEqual([typed, name])
  })

  test('of which every word begins a word always ranks first, and nothing that lacks a word is found', () => {
    const word = fc.stringMatching(/^[a-zé]{1,6}$/)
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (words, chance) => {
          const draw = chance[Symbol.iterator]()
          const typed = words.map((one) => one.slice(0, 1 + (draw.next().value % one.length))).toReversed()
          expect(rank(words.join(' '), typed.join(' '))).toBe(0)
          expect(rank(words.join(' '), `${typed.join(' ')} 7`)).toBe(null)
          expect(rank(words.join(' '), '')).toBe(0)
          const inside = rank(words.join(' '), words[0]!.slice(1))
          expect([0, 1]).toContain(inside)
        },
      ),
    )
  })
})

describe('words that were typed', () => {
  test('each begin a word of their own, whichever way they are given out', () => {
    expect(rank('Sami Kaya', 'sa sam')).toBe(1)
    expect(rank('Sami Samir', 'sa sam')).toBe(0)
    expect(rank('Samir Sa', 'sa sam')).toBe(0)
    expect(rank('Samir Sa', 'sa sa sa')).toBe(1)
    expect(rank('An Anna', 'an ann')).toBe(0)
    expect(rank('Sami Kaya', 'ami')).toBe(1)
  })

  test('and of more than six that is not asked: all that begin a word somewhere do', () => {
    const six = 'a a a a a a'
    expect(rank('Aa', six)).toBe(1)
    expect(rank('Aa', `${six} a`)).toBe(0)
    expect(rank('Aab', `${six} b`)).toBe(1)
  })

  test('have no spaces around them, and are none where nothing was typed', () => {
    expect(wordsOf('  sami   y ')).toEqual(['sami', 'y'])
    expect(wordsOf('   ')).toEqual([])
    expect(foldForSearch('  Sami \n Kaya ')).toBe('sami kaya')
  })
})

test('a signaal is found first by the beginning of its number, then by its middle, and one without by its words', () => {
  const of = (typed: string, number: string | null = 'R-482-915-0376') =>
    rankOfNumbered('Sami Kaya', number, typed)
  expect([of('r 482 9'), of('915'), of('777'), of('sami'), of('kaya 4')]).toEqual([0, 1, null, 0, null])
  expect([of('482', null), of('kaya', null)]).toEqual([null, 0])
})

test('the own list, page by page and in either direction', () => {
  const all = new Map(
    ['Kaya', 'Yıldız', 'Yurt'].map((lastName, i): [string, Child] => [
      `child-00${i}`,
      { id: `child-00${i}`, firstName: 'Sami', lastName, birthDate: '2016-03-05' },
    ]),
  )
  const list = new ChildList(() => ({ all, revision: 1 }))
  const page = (query: string, descending: boolean, offset = 0, limit = 9): string[] =>
    list.page({ query, sort: 'lastName', descending, offset, limit }).rows.map(({ lastName }) => lastName)
  expect(page('sami y', false)).toEqual(['Yıldız', 'Yurt', 'Kaya'])
  expect(page('sami y', true)).toEqual(['Yurt', 'Yıldız', 'Kaya'])
  expect(page('sami y', true, 1, 1)).toEqual(['Yıldız'])
  expect(page('', true)).toEqual(['Yurt', 'Yıldız', 'Kaya'])
  expect(page('5-3-2016', false)).toHaveLength(3)
  expect(page('05-03-2016', false)).toHaveLength(3)
})

test('an organisation by the beginning of a word before the middle of one', () => {
  const named = (name: string) =>
    ({
      name,
      neighbourhoods: ['WK999801'],
      coordinates: [],
      contact: { name: 'Joost', function: 'Coördinator' },
      standIn: { name: 'Loes', function: '' },
    }) as unknown as OrganisationView
  const of = (name: string, typed: string) =>
    rankOfOrganisation(named(name), typed, 'welzijn', 'voorste linie')
  expect([of('Welzijn Veenwijk', 'veen'), of('Hoogeveen', 'veen'), of('Pip', 'veen')]).toEqual([0, 1, null])
  expect(of('Pip', 'coordinator')).toBe(0)
})

describe('the number of a signaal', () => {
  const number = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => {
    // Too large a draw is drawn again, here with the highest bit taken off.
    let first = true
    return drawNumber(() => {
      const given = first ? bytes : bytes.map((byte, i) => (i === 0 ? byte & 0x7f : byte))
      first = false
      return given
    })
  })

  test('is ten digits of which a wrong one, or two that changed places, is noticed', () => {
    fc.assert(
      fc.property(number, fc.nat(9), fc.integer({ min: 1, max: 9 }), (good, place, more) => {
        expect(SpeakableNumber.safeParse(good).success).toBe(true)
        const digits = [...good.replace(/\D/g, '')]
        const write = (all: string[]): string =>
          `R-${all.slice(0, 3).join('')}-${all.slice(3, 6).join('')}-${all.slice(6).join('')}`
        const wrong = digits.with(place, String((Number(digits[place]) + more) % 10))
        expect(SpeakableNumber.safeParse(write(wrong)).success).toBe(false)
        if (place === 9 || digits[place] === digits[place + 1]) return
        const swapped = digits.with(place, digits[place + 1]!).with(place + 1, digits[place]!)
        expect(SpeakableNumber.safeParse(write(swapped)).success).toBe(false)
      }),
    )
  })

  test('meets another of 1,000 less than once in 1,000 towns, and every one is as likely', () => {
    const [signals, numbers] = [1000, 10 ** 9]
    expect(1 - Math.exp((-signals * (signals - 1)) / (2 * numbers))).toBeLessThan(1 / 1000)
    const draws = [
      [0xff, 0xff, 0xff, 0xff],
      [0xee, 0x6b, 0x28, 0x00],
      [0xee, 0x6b, 0x27, 0xff],
    ]
    expect(drawNumber(() => Uint8Array.from(draws.shift()!))).toMatch(/^R-999-999-999\d$/)
    expect(draws).toEqual([])
  })

  test('is found as it is said: with R or without, in groups or not', () => {
    fc.assert(
      fc.property(number, (good) => {
        const digits = good.replace(/\D/g, '')
        for (const typed of [
          good,
          good.toLowerCase(),
          digits,
          `r${digits}`,
          `R ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`,
          `${digits.slice(0, 5)}-${digits.slice(5)}`,
          digits.slice(0, 6),
          ` ${good} `,
        ])
          expect(rankOfNumbered(`Signaal ${good} openen`, good, typed)).toBe(0)
        expect(rankOfNumbered(`Signaal ${good} openen`, good, `${digits}0`)).toBe(null)
      }),
    )
    expect(rankOfNumbered('Signaal R-412-753-1047 openen', 'R-412-753-1047', 'sign')).toBe(0)
    expect(typedDigits('Sami')).toBe(null)
  })
})
