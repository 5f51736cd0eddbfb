/**
 * A small town of each profile, so that a change of the recipe which loses children, opens for strangers or
 * serves one name group worse is seen at once. The measurement itself, on 100,000 children, is `npm run
 * bench:matching` (docs/matching.md).
 */
import { describe, expect, test } from 'vitest'
import { isDefaultDate } from '../../shared/matching/birth-date.ts'
import { findAll, indexOf, listed, opened, tokensOf, type Found } from '../bench/matching/measure.ts'
import { PROFILES, type ProfileName } from '../bench/matching/profiles.ts'
import { townRecords } from '../bench/matching/town-records.ts'

const CHILDREN = 4000
const SEED = 1

const townOf = (profile: ProfileName) => {
  const records = townRecords(PROFILES[profile], CHILDREN, SEED, false)
  const requesters = records.map(({ person, group, family, requester }) =>
    listed(person, group, family, requester, false),
  )
  const receivers = records.flatMap(({ person, group, family, receiver }) =>
    receiver ? [listed(person, group, family, receiver, false)] : [],
  )
  const found = findAll(requesters, receivers, indexOf(receivers), false)
  const isSame =
    (what: 'person' | 'family') =>
    ({ requester, receiver }: Found): boolean =>
      requesters[requester]![what] === receivers[receiver]![what]
  const right = found.filter(isSame('person'))
  const wrong = found.filter((one) => !isSame('person')(one) && opened(one))
  const born = new Map(records.map(({ person, requester }) => [person, requester.birthDate]))
  return {
    requesters,
    receivers,
    right,
    family: wrong.filter(isSame('family')),
    strangers: wrong.filter((one) => !isSame('family')(one)),
    birthDateOf: ({ requester }: Found) => born.get(requesters[requester]!.person)!,
  }
}

/**
 * Measured with this seed: base 94.8% opened, 97.7% with hints, 12.9 tokens; hard 88.9%, 92.2% and 12.3. The
 * floors lie 0.7 below, some 15 children.
 */
const FLOORS: Readonly<Record<ProfileName, { readonly opened: number; readonly withHints: number }>> = {
  base: { opened: 0.941, withHints: 0.97 },
  hard: { opened: 0.882, withHints: 0.915 },
}
const MOST_TOKENS = 13.5
/**
 * Expected are 0.02 (base) and 0.04 (hard) pairs of strangers among these eight million; one may be chance,
 * two are a fault.
 */
const MOST_STRANGERS = 1
/** Twins and brothers whose names share a form; 0 and 0 with this seed, up to 2 with others. */
const MOST_FAMILY = 2

describe.each(Object.entries(FLOORS) as [ProfileName, (typeof FLOORS)[ProfileName]][])(
  'a town of the profile %s',
  (profile, floor) => {
    const town = townOf(profile)
    const { requesters, receivers, right } = town

    test('no fewer children are found than were, by what opens and with hints', () => {
      expect(right.filter(opened).length / receivers.length).toBeGreaterThanOrEqual(floor.opened)
      expect(right.length / receivers.length).toBeGreaterThanOrEqual(floor.withHints)
    })

    test('no signaal opens for strangers, and hardly one for a brother, a sister or a twin', () => {
      expect(town.strangers.length).toBeLessThanOrEqual(MOST_STRANGERS)
      expect(town.family.length).toBeLessThanOrEqual(MOST_FAMILY)
    })

    test('a child costs no more tokens than it did', () =>
      expect(tokensOf(receivers).mean).toBeLessThanOrEqual(MOST_TOKENS))

    /**
     * 1.5 points are the goal for 100,000 children. Here a group has 86 to 300 known children, so its share
     * alone has a standard error of 1.3 to 2.5 points; three of them are allowed on top. That sees a group
     * which loses one in ten, not one in fifty.
     */
    test('with hints no name group is found much less often than the rest', () => {
      const groups = Map.groupBy(receivers, ({ group }) => group)
      const share = right.length / receivers.length
      expect(groups.size).toBe(6)
      for (const [group, members] of groups) {
        const found =
          right.filter(({ requester }) => requesters[requester]!.group === group).length / members.length
        const error = Math.sqrt((share * (1 - share)) / members.length)
        expect(found, group).toBeGreaterThan(share - 0.015 - 3 * error)
      }
    })

    test('what refugees miss in opening is default birth dates: without those the groups do not differ in that either', () => {
      const ordinary = right.filter((one) => !isDefaultDate(town.birthDateOf(one)))
      const lost = (list: readonly Found[], group: string): number => {
        const own = list.filter(({ requester }) => requesters[requester]!.group === group)
        return own.filter((one) => !opened(one)).length / own.length
      }
      expect(lost(right, 'refugee')).toBeGreaterThan(lost(ordinary, 'refugee'))
      expect(Math.abs(lost(ordinary, 'refugee') - lost(ordinary, 'dutch'))).toBeLessThan(0.03)
    })
  },
)

test('the same seed is the same town, and another seed another one', () => {
  const records = (seed: number): string => JSON.stringify(townRecords(PROFILES.hard, 400, seed, true))
  expect(records(SEED)).toBe(records(SEED))
  expect(records(SEED)).not.toBe(records(SEED + 1))
})
