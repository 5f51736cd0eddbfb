/**
 * The strings that both key holders turn into tokens: recipe `n1` (docs/matching.md). Two records of one
 * child that share one of them find each other. No key without first name or BSN ever opens content.
 */
import { isBsn } from './bsn.ts'
import { partsOf, type ChildParts, type Dates, type Identified, type Place } from './child-parts.ts'
import { KEY_TYPES, LAYOUTS, opens, type KeyType, type Layout } from './key-types.ts'
import type { NameForms } from './name-forms.ts'
import { RECIPE } from './normalise.ts'

export { isBsn }

export interface MatchKey {
  readonly type: KeyType
  readonly input: string
}

/**
 * Of one type at most: a child with three given names, five surnames and four addresses must not cost sixty
 * tokens.
 */
const MOST_PER_TYPE = 4

/** Once each, without empty ones; most lists hold one, and this runs for every child of a large list. */
const distinct = (texts: readonly string[]): readonly string[] => {
  if (texts.length === 1) return texts[0] === '' ? NONE : texts
  return [...new Set(texts)].filter(Boolean)
}
const NONE: readonly string[] = []
const ABSENT: readonly string[] = ['']
const formsIn = (names: readonly NameForms[], level: keyof NameForms | 'none'): readonly string[] =>
  level === 'none' ? ABSENT : distinct(names.map((name) => name[level]))
const dateIn = (dates: Dates | null, level: keyof Dates | 'none'): string =>
  level === 'none' ? '' : (dates?.[level] ?? '')
const placeIn = ({ pc6, pc4, number }: Place, level: Layout['place']): string => {
  switch (level) {
    case 'pc6':
      return pc6
    case 'pc4':
      return pc4
    case 'number':
      return number
    case 'pc4-number':
      return number && `${pc4} ${number}`
    case 'pc6-number':
      return number && `${pc6} ${number}`
    case 'none':
      return ''
  }
}
const placesIn = (places: readonly Place[], level: Layout['place']): readonly string[] =>
  level === 'none' ? ABSENT : distinct(places.map((place) => placeIn(place, level)))

/**
 * A default date tells nobody apart: with it only keys are safe that hold both names and a place, or a
 * parent, or no date.
 */
const isSafe = ({ surname, place, date, parent }: Layout, isDefaultDate: boolean): boolean =>
  !isDefaultDate || date === 'none' || parent === true || (surname !== 'none' && place !== 'none')

const inputsOf = (type: KeyType, layout: Layout, parts: ChildParts): readonly string[] => {
  const date = dateIn(parts.dates, layout.date)
  if ((layout.date !== 'none' && date === '') || (layout.opens && !isSafe(layout, parts.isDefaultDate)))
    return NONE
  if (layout.onlyDefaultDates && !parts.isDefaultDate) return NONE
  const given = layout.given === 'initial' ? distinct([parts.initial]) : formsIn(parts.given, layout.given)
  const others = layout.parent ? parts.parents : formsIn(parts.surnames, layout.surname)
  const places = placesIn(parts.places, layout.place)
  const inputs: string[] = []
  // The most usual of each first, then what is one step away in one of them: neither a second name nor an
  // earlier address starves.
  const addWithin = (steps: number, place: string): void => {
    for (let j = 0; j <= Math.min(steps, others.length - 1); j++) {
      const first = given[steps - j]
      if (first === undefined) continue
      const other = others[j]!
      const names = layout.anyOrder && first > other ? `${other}|${first}` : `${first}|${other}`
      inputs.push(`${RECIPE}|${type}|${names}|${date}|${place}`)
    }
  }
  for (
    let steps = 0;
    steps < given.length + others.length + places.length && inputs.length < MOST_PER_TYPE;
    steps++
  )
    for (let i = 0; i <= Math.min(steps, places.length - 1); i++) addWithin(steps - i, places[i]!)
  return inputs.length > 1 ? distinct(inputs).slice(0, MOST_PER_TYPE) : inputs
}

/**
 * Distinct keys of a child, strongest first: the most usual spelling of every opening type in the order of
 * KEY_TYPES, then the others, then the hints. At most MOST_PER_TYPE a type. Empty where nothing of the names
 * is left after folding.
 */
export const matchKeysOf = (child: Identified, bsnAllowed: boolean): MatchKey[] => {
  const parts = partsOf(child)
  const byType = KEY_TYPES.map((type) => {
    const layout = LAYOUTS[type]
    return layout === 'bsn'
      ? bsnAllowed && child.bsn && isBsn(child.bsn)
        ? [`${RECIPE}|${type}|${child.bsn}`]
        : NONE
      : inputsOf(type, layout, parts)
  })
  const opening: MatchKey[] = []
  const hints: MatchKey[] = []
  for (let rank = 0; rank < MOST_PER_TYPE; rank++)
    KEY_TYPES.forEach((type, i) => {
      const input = byType[i]![rank]
      if (input !== undefined) (opens(type) ? opening : hints).push({ type, input })
    })
  return [...opening, ...hints]
}
