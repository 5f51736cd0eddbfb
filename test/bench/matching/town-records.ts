/**
 * Both sides' lists of a made-up town: everybody at the asking side, half of them, at random, at the
 * listening side.
 */
import type { Child } from '../../../shared/domain/child.ts'
import { mishapsOf, write } from './clerk.ts'
import { population } from './population.ts'
import type { Profile } from './profiles.ts'
import { Random } from './random.ts'

export interface Pair {
  readonly person: string
  readonly group: string
  readonly family: string
  readonly requester: Child
  readonly receiver: Child | null
}

/** How often the two records of a child differ, in parts of one. */
export interface Differences {
  readonly surname: number
  readonly firstName: number
  readonly birthDate: number
  readonly postcode: number
  readonly bsn: number
  readonly defaultDate: number
}

/** `optional` fills the columns that not every list has. The same for the same seed. */
export const townRecords = (profile: Profile, persons: number, seed: number, optional: boolean): Pair[] => {
  const random = new Random(seed * 7919 + 1)
  return population(profile, persons, seed).map((person) => {
    const mishaps = mishapsOf(profile, random)
    const requester = write(person, 'requester', mishaps, profile, random, optional)
    const receiver = write(person, 'receiver', mishaps, profile, random, optional)
    return {
      person: String(person.id),
      group: person.group,
      family: String(person.family),
      requester,
      receiver: random.chance(0.5) ? receiver : null,
    }
  })
}

export const differencesOf = (pairs: readonly Pair[]): Differences => {
  const both = pairs.flatMap(({ requester, receiver }) => (receiver ? [{ requester, receiver }] : []))
  const share = (differs: (a: Child, b: Child) => boolean): number =>
    both.filter(({ requester, receiver }) => differs(requester, receiver)).length / both.length
  const surname = ({ prefix, lastName }: Child): string => `${prefix ?? ''} ${lastName}`.trim()
  return {
    surname: share((a, b) => surname(a) !== surname(b)),
    firstName: share((a, b) => a.firstName !== b.firstName),
    birthDate: share((a, b) => a.birthDate !== b.birthDate),
    postcode: share((a, b) => a.postcode !== b.postcode),
    bsn: share((a, b) => !a.bsn || !b.bsn),
    defaultDate: share((a) => /-(01-01|07-01)$/.test(a.birthDate)),
  }
}
