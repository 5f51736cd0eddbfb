/** What is laid side by side before somebody answers. */
import { describe, expect, test } from 'vitest'
import { certaintyOf, comparisonsOf, identityRows } from '../../../renderer/engine/core/comparison.ts'
import type { KeyType } from '../../../shared/matching/key-types.ts'
import { someThread } from '../../fixtures/thread.ts'

const TODAY = '2026-11-30'
const { signal } = someThread('2026-11-23T09:00:00.000Z')
const wijkOf = (child: { neighbourhood?: string; shielded?: boolean }) =>
  comparisonsOf(
    { id: 'c-1', firstName: 'Sami', lastName: 'Yıldız', birthDate: '2017-03-14', ...child },
    ['L'],
    signal,
    1,
    TODAY,
  ).find(({ field }) => field === 'neighbourhood')

test('the wijk is laid beside that of the signaal, but never where the address of the child is secret', () => {
  const there = signal.neighbourhood
  expect(wijkOf({ neighbourhood: there })).toMatchObject({ ours: there, result: 'fits' })
  expect(wijkOf({ neighbourhood: 'WK000199' })).toMatchObject({ ours: 'WK000199', result: 'different' })
  for (const child of [
    {},
    { neighbourhood: there, shielded: true },
    { neighbourhood: 'WK000199', shielded: true },
  ])
    expect(wijkOf(child)).toMatchObject({ ours: null, result: 'not-compared' })
})

const SAMI = { id: 'c-1', firstName: 'Sami', lastName: 'Yıldız', birthDate: '2017-03-14' }
const FULL = { ...SAMI, postcode: '9981AB', parents: ['Ayşe Yıldız', 'Mehmet Yıldız'] }
const rowsOf = (
  types: KeyType[],
  child: Parameters<typeof identityRows>[0] = FULL,
  compared: Parameters<typeof identityRows>[2] = ['address', 'parents'],
): Record<string, string> =>
  Object.fromEntries(identityRows(child, types, compared).map(({ field, result }) => [field, result]))

describe('what a key says that agrees', () => {
  test('is as much as the key is made of: the same, alike, or nothing', () => {
    // First and second name by their sound, the whole date.
    expect(rowsOf(['P'])).toMatchObject({ name: 'alike', 'birth-date': 'equal' })
    // Names as they are written, the full address, no date.
    expect(rowsOf(['W'])).toMatchObject({ name: 'equal', 'birth-date': 'not-compared', postcode: 'equal' })
    // Names that stand in one row, a part of the date, a part of the postcode.
    expect(rowsOf(['M'])).toMatchObject({ name: 'equal', 'birth-date': 'alike', postcode: 'alike' })
    expect(rowsOf(['F'])).toMatchObject({ name: 'alike', 'birth-date': 'alike', postcode: 'equal' })
    expect(rowsOf(['O'])).toMatchObject({ name: 'alike', 'birth-date': 'equal', parents: 'equal' })
    expect(rowsOf(['X'])).toMatchObject({ postcode: 'alike' })
  })

  test('is the best that any of them says, whatever their order', () => {
    for (const types of [
      ['M', 'P'],
      ['P', 'M'],
    ] as KeyType[][])
      expect(rowsOf(types)).toMatchObject({ name: 'equal', 'birth-date': 'equal', postcode: 'alike' })
  })

  test('leaves a point that both know and on which none agrees different, and one that a side lacks open', () => {
    expect(rowsOf(['P'])).toMatchObject({ postcode: 'different', parents: 'different' })
    expect(rowsOf(['P'], FULL, [])).toEqual({
      name: 'alike',
      'birth-date': 'equal',
      postcode: 'not-compared',
    })
    expect(rowsOf(['P'], SAMI)).toEqual({ name: 'alike', 'birth-date': 'equal', postcode: 'not-compared' })
    expect(rowsOf(['P'], { ...FULL, parents: [] })).not.toHaveProperty('parents')
    expect(rowsOf(['P'], FULL, ['parents'])).toMatchObject({ postcode: 'not-compared', parents: 'different' })
    // Nothing is known of a name or a date but by the keys.
    expect(rowsOf([])).toMatchObject({ name: 'not-compared', 'birth-date': 'not-compared' })
  })

  test('of a BSN is said first, and of nothing else by it', () => {
    const rows = identityRows(FULL, ['B'], [])
    expect(rows[0]).toEqual({ field: 'bsn', theirs: null, ours: null, result: 'equal' })
    expect(rowsOf(['B'], FULL, [])).toEqual({
      bsn: 'equal',
      name: 'not-compared',
      'birth-date': 'not-compared',
      postcode: 'not-compared',
    })
    expect(rowsOf(['P'])).not.toHaveProperty('bsn')
  })

  test('shows what the own list holds and nothing of the other side; a secret address is shown to nobody', () => {
    const shown = (child: Parameters<typeof identityRows>[0]) =>
      identityRows(child, ['P'], ['address', 'parents']).map(({ ours, theirs }) => [ours, theirs])
    expect(shown({ ...FULL, prefix: 'van' })).toEqual([
      ['Sami van Yıldız', null],
      ['2017-03-14', null],
      ['9981AB', null],
      ['Ayşe Yıldız, Mehmet Yıldız', null],
    ])
    expect(shown({ ...FULL, shielded: true })[2]).toEqual([null, null])
    expect(rowsOf(['P'], { ...FULL, shielded: true })).toMatchObject({ postcode: 'not-compared' })
  })
})

test('age and size of the family are laid beside those of the signaal', () => {
  const of = (birthDate: string, recognised: number, children = signal.children) =>
    Object.fromEntries(
      comparisonsOf({ ...SAMI, birthDate }, ['L'], { ...signal, children }, recognised, TODAY).map(
        ({ field, theirs, ours, result }) => [field, [theirs, ours, result]],
      ),
    )
  expect(of('2017-03-14', 1)).toMatchObject({
    'age-group': ['8-11', '9', 'fits'],
    family: ['1', '1', 'fits'],
  })
  expect(of('2012-03-14', 2)).toMatchObject({
    'age-group': ['8-11', '14', 'different'],
    family: ['1', '2', 'different'],
  })
  expect(of('2012-03-14', 1, ['8-11', '12-15'])).toMatchObject({
    'age-group': ['8-11, 12-15', '14', 'fits'],
    family: ['2', '1', 'different'],
  })
})

test('how sure it is: a BSN, or name, date and address; without the address or with another spelling likely; else a question', () => {
  for (const [types, certainty] of [
    [['B'], 'sure'],
    [['M', 'P'], 'sure'],
    [['W', 'P'], 'sure'],
    [['P', 'F'], 'likely'],
    [['L', 'U'], 'likely'],
    [['P'], 'possible'],
    [['W'], 'possible'],
    [['M'], 'possible'],
    [['F'], 'possible'],
    [[], 'possible'],
  ] as [KeyType[], string][])
    expect([types, certaintyOf(types)]).toEqual([types, certainty])
})
