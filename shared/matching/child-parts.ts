/**
 * What of a child goes into keys: every way in which its names, its birth date and its addresses may stand on
 * the other side.
 */
import type { Child } from '../domain/child.ts'
import { datePartsOf, isDefaultDate } from './birth-date.ts'
import { formsOf, initialOf, type NameForms } from './name-forms.ts'
import { foldWords, givenWords, surnameWords } from './normalise.ts'

export type Identified = Pick<
  Child,
  | 'firstName'
  | 'callName'
  | 'prefix'
  | 'lastName'
  | 'otherLastNames'
  | 'birthDate'
  | 'postcode'
  | 'houseNumber'
  | 'earlierAddresses'
  | 'shielded'
  | 'parents'
  | 'bsn'
>

export interface Place {
  readonly pc6: string
  readonly pc4: string
  /** Figures only: additions are written in too many ways. Empty where unknown. */
  readonly number: string
}
export interface Dates {
  readonly whole: string
  /** Day and month in ascending order where both could be a month. */
  readonly anyOrder: string
  readonly year: string
  readonly yearMonth: string
  readonly yearDay: string
}
/** Most usual first; each list may be empty. */
export interface ChildParts {
  readonly given: readonly NameForms[]
  readonly initial: string
  readonly surnames: readonly NameForms[]
  readonly dates: Dates | null
  readonly isDefaultDate: boolean
  readonly places: readonly Place[]
  readonly parents: readonly string[]
}

const MOST_GIVEN = 3
const MOST_SURNAMES = 5
const distinct = (texts: readonly (string | undefined)[], most: number): string[] =>
  [...new Set(texts.flatMap((text) => text || []))].slice(0, most)

/** First given name, call name, and the first two given names in one word where they may be a double name. */
const givenOf = ({ firstName, callName }: Identified): string[] => {
  const names = givenWords(firstName)
  const isDouble = names.length === 2 || (names.length > 2 && firstName.includes('-'))
  return distinct(
    [names[0], callName && givenWords(callName)[0], isDouble ? names.slice(0, 2).join('') : undefined],
    MOST_GIVEN,
  )
}

/** The whole surname in one word, its first and its last part, and other surnames the child goes by. */
const surnamesOf = ({ prefix, lastName, otherLastNames }: Identified): string[] => {
  const own = surnameWords(prefix, lastName)
  const others = (otherLastNames ?? []).map((name) => surnameWords(undefined, name).join(''))
  return distinct([own.length > 1 ? own.join('') : undefined, own[0], own.at(-1), ...others], MOST_SURNAMES)
}

const placeOf = (postcode: string | undefined, houseNumber: string | undefined): Place[] => {
  const pc6 = (postcode ?? '').toLowerCase().replaceAll(' ', '')
  return pc6 ? [{ pc6, pc4: pc6.slice(0, 4), number: /0*([0-9]+)/.exec(houseNumber ?? '')?.[1] ?? '' }] : []
}

const datesOf = (birthDate: string): Dates | null => {
  const parts = datePartsOf(birthDate)
  if (!parts) return null
  const { year, month, day } = parts
  const turned = day <= '12' && day < month
  return {
    whole: `${year}${month}${day}`,
    anyOrder: turned ? `${year}${day}${month}` : `${year}${month}${day}`,
    year,
    yearMonth: `${year}${month}`,
    yearDay: `${year}d${day}`,
  }
}

/** A parent's names by sound, in any order; initials are left out. */
const parentOf = (name: string): string =>
  surnameWords(undefined, name)
    .filter((word) => word.length > 1)
    .map((word) => formsOf(word, 2).sound)
    .filter(Boolean)
    .sort()
    .join(' ')

/** A shielded child has no places and no parents here: no key can be made of them. */
export const partsOf = (child: Identified): ChildParts => {
  const given = givenOf(child)
  return {
    given: given.map((word) => formsOf(word, 2)),
    initial: initialOf(given[0] ?? foldWords(child.firstName)[0] ?? ''),
    surnames: surnamesOf(child).map((word) => formsOf(word, 3)),
    dates: datesOf(child.birthDate),
    isDefaultDate: isDefaultDate(child.birthDate),
    places: child.shielded
      ? []
      : [
          { postcode: child.postcode, houseNumber: child.houseNumber },
          ...(child.earlierAddresses ?? []),
        ].flatMap(({ postcode, houseNumber }) => placeOf(postcode, houseNumber)),
    parents: child.shielded ? [] : distinct((child.parents ?? []).map(parentOf), 4),
  }
}
