import { expect, test } from 'vitest'
import { matchKeysOf, type MatchKey } from '../../../shared/matching/match-keys.ts'
import { opens } from '../../../shared/matching/key-types.ts'
import { slotPlan } from '../../../shared/matching/slots.ts'

const child = (firstName: string, birthDate: string): MatchKey[] =>
  matchKeysOf(
    {
      firstName,
      prefix: 'van den',
      lastName: 'Berg-Yıldız',
      birthDate,
      postcode: '9981AB',
      houseNumber: '18',
    },
    false,
  )
const family = [
  child('Sami', '2017-03-14'),
  child('Noor', '2014-11-02'),
  child('Ayşe', '2012-05-30'),
  child('Bram', '2010-08-19'),
]

test('one child: its keys in their own order, the hints last', () => {
  const [one] = family
  const plan = slotPlan([one!], 16)
  expect(plan).toEqual(one!.slice(0, 16))
})

test('four children: sixteen slots, four for each, the strongest of each first', () => {
  const plan = slotPlan(family, 16)
  expect(plan).toHaveLength(16)
  for (const keys of family) expect(plan.filter((key) => keys.includes(key))).toEqual(keys.slice(0, 4))
})

test('a child with few keys leaves its slots to the others', () => {
  const plan = slotPlan([[], family[0]!, family[1]!.slice(0, 1)], 16)
  expect(plan.filter((key) => family[0]!.includes(key)).length).toBeGreaterThan(8)
})

test('no key that only hints stands before one that opens', () => {
  const plan = slotPlan(
    family.map((keys) => [
      ...keys.filter(({ type }) => opens(type)).slice(0, 2),
      ...keys.filter(({ type }) => !opens(type)),
    ]),
    16,
  )
  const firstHint = plan.findIndex(({ type }) => !opens(type))
  expect(firstHint).toBe(8)
  expect(plan.slice(firstHint).every(({ type }) => !opens(type))).toBe(true)
})

test('no children, no slots', () => {
  expect(slotPlan([], 16)).toEqual([])
  expect(slotPlan(family, 0)).toEqual([])
})
