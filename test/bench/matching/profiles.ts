/**
 * How different the two sides are. `base` and `hard` are the two profiles of the prototype's measurement
 * (docs/matching.md); rates are per record and side unless they say otherwise, and were set so that the
 * measured differences between the two records of a child are those of the prototype or larger.
 */
import type { Group } from './population.ts'

export interface Profile {
  readonly groups: Readonly<Record<Group, number>>
  /** A surname with a tussenvoegsel is written in another way than prefix field and core. */
  readonly otherPrefixForm: number
  readonly otherSurname: number
  readonly surnameTypo: number
  readonly firstNameTypo: number
  /** Of typed names with one error: a second one too. */
  readonly secondTypo: number
  /** Written again by ear, or without the signs of its own alphabet (per pair). */
  readonly heardAgain: number
  /** Official given names in place of the call name. */
  readonly official: number
  readonly initialsOnly: number
  readonly swappedNames: number
  /** Per pair. */
  readonly dateError: number
  /** Per pair: one side has an address from before, or of the other parent. */
  readonly moved: number
  readonly postcodeTypo: number
  readonly postcodeMissing: number
  readonly houseNumberMissing: number
  /**
   * Share of the children who have a recorded birth date of 1 January or 1 July, of those born where dates
   * are not kept.
   */
  readonly defaultDates: number
  readonly bsnMissing: readonly [requester: number, receiver: number]
  /** Optional columns that are filled. */
  readonly callNameColumn: number
  readonly otherNamesColumn: number
  readonly earlierAddressColumn: number
  readonly parentsColumn: number
}

export const PROFILES = {
  base: {
    groups: { dutch: 66, turkish: 8, moroccan: 9, refugee: 6, eastern: 6, surinamese: 5 },
    otherPrefixForm: 0.36,
    otherSurname: 0.018,
    surnameTypo: 0.021,
    firstNameTypo: 0.019,
    secondTypo: 0.14,
    heardAgain: 0.09,
    official: 0.08,
    initialsOnly: 0.003,
    swappedNames: 0.002,
    dateError: 0.011,
    moved: 0.205,
    postcodeTypo: 0.006,
    postcodeMissing: 0.015,
    houseNumberMissing: 0.12,
    defaultDates: 0.22,
    bsnMissing: [0.05, 0.6],
    callNameColumn: 0.4,
    otherNamesColumn: 0.15,
    earlierAddressColumn: 0.1,
    parentsColumn: 0.35,
  },
  hard: {
    groups: { dutch: 42, turkish: 13, moroccan: 14, refugee: 14, eastern: 9, surinamese: 8 },
    otherPrefixForm: 0.53,
    otherSurname: 0.028,
    surnameTypo: 0.03,
    firstNameTypo: 0.024,
    secondTypo: 0.16,
    heardAgain: 0.15,
    official: 0.1,
    initialsOnly: 0.006,
    swappedNames: 0.005,
    dateError: 0.018,
    moved: 0.475,
    postcodeTypo: 0.01,
    postcodeMissing: 0.03,
    houseNumberMissing: 0.2,
    defaultDates: 0.25,
    bsnMissing: [0.2, 0.6],
    callNameColumn: 0.3,
    otherNamesColumn: 0.12,
    earlierAddressColumn: 0.1,
    parentsColumn: 0.25,
  },
} as const satisfies Record<string, Profile>
export type ProfileName = keyof typeof PROFILES
