/**
 * Two records of one child, or of two children, in words: what they share. The rules for all children are in
 * test/property/matching.test.ts.
 */
import { describe, expect, test } from 'vitest'
import { isBsn } from '../../../shared/matching/bsn.ts'
import { allowanceOn } from '../../../shared/matching/budget.ts'
import type { Identified } from '../../../shared/matching/child-parts.ts'
import { CALL_NAMES } from '../../../shared/matching/call-names.ts'
import { budgetFactor, opens } from '../../../shared/matching/key-types.ts'
import { matchKeysOf } from '../../../shared/matching/match-keys.ts'
import { formsOf } from '../../../shared/matching/name-forms.ts'
import { foldWords, givenWords, surnameWords } from '../../../shared/matching/normalise.ts'
import { skeleton } from '../../../shared/matching/phonetics.ts'
import { firstDayOfEpoch } from '../../../shared/calendar/time.ts'

type Some = Partial<Identified>
const child = (more: Some): Identified => ({
  firstName: 'Jan',
  lastName: 'Vries',
  birthDate: '2014-03-25',
  postcode: '9981AB',
  houseNumber: '18',
  ...more,
})
const shared = (one: Some, other: Some): { readonly opening: string; readonly hints: string } => {
  const theirs = new Set(matchKeysOf(child(other), false).map(({ input }) => input))
  const types = [
    ...new Set(
      matchKeysOf(child(one), false)
        .filter(({ input }) => theirs.has(input))
        .map(({ type }) => type),
    ),
  ]
  return { opening: types.filter(opens).join(''), hints: types.filter((type) => !opens(type)).join('') }
}
const MOVED = { postcode: '1234CD', houseNumber: '7' }

describe('found, and by what', () => {
  test.each<readonly [string, Some, Some, string]>([
    [
      'Jan de Vries and J. de Vries-Smit of the same house',
      { prefix: 'de' },
      { firstName: 'J.', lastName: 'de Vries-Smit' },
      '',
    ],
    [
      'Jan de Vries and Johannes de Vries, moved',
      { prefix: 'de' },
      { firstName: 'Johannes', lastName: 'de Vries', ...MOVED },
      'P',
    ],
    ['Jan Vries and his mother’s Jan El Amrani at one address', {}, { lastName: 'El Amrani' }, 'FH'],
    [
      'Youssef El Khattabi and Yoesoef Elgattabi, moved',
      { firstName: 'Youssef', lastName: 'El Khattabi' },
      { firstName: 'Yoesoef', lastName: 'Elgattabi', ...MOVED },
      'P',
    ],
    ['a birth date with a wrong year, one house', {}, { birthDate: '2013-03-25' }, 'W'],
    ['a birth date with a wrong month, one house', {}, { birthDate: '2014-04-25' }, 'WYX'],
    ['a birth date with a wrong day, one house', {}, { birthDate: '2014-03-26' }, 'WYM'],
    ['a typing error in the postcode', {}, { postcode: '9981AD' }, 'PULEHXM'],
    [
      'an earlier address of the other side',
      { birthDate: '2014-03-26' },
      { ...MOVED, earlierAddresses: [{ postcode: '9981AB', houseNumber: '18' }] },
      'WYM',
    ],
    ['one letter left out of the surname', { lastName: 'Verhoeven' }, { lastName: 'Verhoven' }, 'PFLEHYX'],
    ['one letter left out of the first name', { firstName: 'Fatima' }, { firstName: 'Fatma' }, 'PFUEHYXM'],
    [
      'a default birth date and one of its parents',
      { birthDate: '2014-01-01', parents: ['Mebrat Tesfay'] },
      { birthDate: '2014-01-01', parents: ['Tesfai, Mebrat', 'Yonas Haile'], ...MOVED },
      'O',
    ],
  ])('%s', (_, one, other, opening) => expect(shared(one, other).opening).toBe(opening))
})

describe('not opened, or not found at all', () => {
  test.each<readonly [string, Some, Some, string]>([
    ['twins: Noor and Fenna', { firstName: 'Noor' }, { firstName: 'Fenna' }, 'SG'],
    ['a brother of two years older', {}, { firstName: 'Bram', birthDate: '2012-08-19' }, 'G'],
    ['initials on one side', {}, { firstName: 'J.' }, 'ISG'],
    [
      'two children named Samuel Haile, both born "1 January", in two towns',
      { firstName: 'Samuel', lastName: 'Haile', birthDate: '2012-01-01' },
      { firstName: 'Samuel', lastName: 'Haile', birthDate: '2012-01-01', ...MOVED },
      'DV',
    ],
    ['quite another call name, moved', { firstName: 'Rashad' }, { firstName: 'Boy', ...MOVED }, ''],
    [
      'two typing errors in each name, moved',
      { firstName: 'Fatima', lastName: 'Verhoeven' },
      { firstName: 'Gatina', lastName: 'Wergoeven', ...MOVED },
      '',
    ],
    [
      'a neighbour of the same surname',
      {},
      { firstName: 'Bram', houseNumber: '20', birthDate: '2011-10-10' },
      '',
    ],
  ])('%s', (_, one, other, hints) => expect(shared(one, other)).toEqual({ opening: '', hints }))
})

describe('words', () => {
  test.each([
    ['the longest glued particle that leaves enough', 'Vandenberg', ['berg']],
    ['a short one must leave four letters', 'Alami', ['alami']],
    ['Elamrani', 'Elamrani', ['amrani']],
    ['a long one must leave three', 'Benali', ['ali']],
    ['e/v, with spaces', 'Jansen e / v Bakker', ['jansen', 'bakker']],
    ['gesch.', 'Jansen gesch. Bakker', ['jansen', 'bakker']],
    ['wed', 'Jansen, wed Bakker', ['jansen', 'bakker']],
    ['not within a word', 'Gebaly', ['gebaly']],
  ])('surname: %s', (_, text, words) => expect(surnameWords(undefined, text)).toEqual(words))

  test.each([
    ['Abd Al Rahman', ['abdrahman']],
    ['Abdul-Rahman Ali', ['abdrahman', 'ali']],
    ['Abdelkader', ['abdkader']],
    ['Abdellah', ['abdllah']],
    ['Abdou', ['abdou']],
    ['Nour El Houda', ['nour', 'houda']],
    ['J. W. Pieter', ['pieter']],
  ])('given names: %s', (text, words) => expect(givenWords(text)).toEqual(words))

  test('the rows: once a name, and the first of a row stands for itself', () => {
    for (const first of CALL_NAMES.values()) expect(CALL_NAMES.get(first)).toBe(first)
  })

  test.each([
    ['ouahid', 'ft'],
    ['walid', 'flt'],
    ['yusuf', 'jsf'],
    ['djamal', 'jml'],
    ['cemal', 'sml'],
    ['shchors', 'srs'],
    ['hryhorenko', 'hrrnk'],
    ['khalid', 'glt'],
    ['phaedra', 'fdr'],
    ['dick', 'dk'],
    ['david', 'dft'],
    ['jakob', 'jkp'],
    ['sadiq', 'sdk'],
    ['theo', 't'],
    ['max', 'mks'],
    ['celik', 'slk'],
    ['mohammed', 'mmt'],
    ['yaqub', 'jkp'],
    ['anna', 'an'],
    ['nahna', 'nn'],
  ])('skeleton of %s', (word, bones) => expect(skeleton(word)).toBe(bones))

  test('a short skeleton is told apart by a vowel at the end, and by the colour of its first vowel', () => {
    expect(formsOf('ali', 2).sound).toBe('ale+')
    expect(formsOf('el', 2).sound).toBe('ale')
    expect(formsOf('noor', 2).sound).not.toBe(formsOf('nir', 2).sound)
    expect(formsOf('yılmaz', 2).end).toBe('lmaz')
    expect(formsOf('ali', 2).ends).toBe('alli')
  })
})

describe('numbers', () => {
  test.each([
    ['111222333', true],
    ['123456782', true],
    ['111222334', false],
    ['000000000', false],
    ['11122233', false],
    ['١١١٢٢٢٣٣٣', false],
  ] as const)('eleven test: %s', (text, valid) => expect(isBsn(text)).toBe(valid))

  test('budget of a caseload of 1,000: what an epoch begins with, and what a day adds', () => {
    expect([budgetFactor('B'), budgetFactor('P'), budgetFactor('O')]).toEqual([1.25, 1.5625, 2.5])
    const budget = { type: 'P', epoch: 228, caseloadSize: 1000 } as const
    const first = firstDayOfEpoch(228)
    expect(
      [first - 5, first, first + 1, first + 91, first + 500].map((day) => allowanceOn(budget, day)),
    ).toEqual([1563, 1563, 1583, 3383, 3383])
    expect(allowanceOn({ ...budget, caseloadSize: 5 }, first)).toBe(20)
  })
})

describe('names that were once missed', () => {
  test('every name of the rows is written as folded names are, so that it is found', () => {
    expect([...CALL_NAMES.keys()].filter((name) => givenWords(name).join(' ') !== name)).toEqual([])
  })
  test('Thijs and Matthijs are one row', () =>
    expect(formsOf(givenWords('Thijs')[0]!, 2).row).toBe(formsOf(givenWords('Matthijs')[0]!, 2).row))
  test('Abdullah and Abdoullah are one row', () =>
    expect(formsOf(givenWords('Abdullah')[0]!, 2).row).toBe(formsOf(givenWords('Abdoullah')[0]!, 2).row))
  test('Юрій is Yurii', () =>
    expect(shared({ firstName: 'Юрій' }, { firstName: 'Yurii', ...MOVED }).opening).not.toBe(''))
  test('محمد is Mohammed', () =>
    expect(shared({ firstName: 'محمد' }, { firstName: 'Mohammed', ...MOVED }).opening).not.toBe(''))
  test('a sign for ʿayn at the beginning of a name vanishes as it does within', () =>
    expect(foldWords('ʿAli')).toEqual(['ali']))
  test('an acute accent used as an apostrophe is an apostrophe', () =>
    expect(foldWords('D´Angelo')).toEqual(foldWords("D'Angelo")))
  test('folding twice is folding once, also with two kinds of apostrophe', () =>
    expect(foldWords(foldWords("a'ʼb").join(' '))).toEqual(foldWords("a'ʼb")))
  test('letters beyond the first 65,536 are not cut in half', () => {
    expect(
      matchKeysOf(child({ firstName: '𞤀𞤁𞤂' }), false).filter(({ input }) => !input.isWellFormed()),
    ).toEqual([])
  })
  test('an earlier address has a key, also where there are two given names and a double surname', () => {
    const keys = matchKeysOf(
      child({ firstName: 'Johannes', callName: 'Jos', lastName: 'Bakker-Visser', earlierAddresses: [MOVED] }),
      false,
    )
    expect(keys.some(({ type, input }) => type === 'U' && input.endsWith('|1234'))).toBe(true)
  })
})
