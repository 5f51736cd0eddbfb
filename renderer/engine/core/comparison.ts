/**
 * Why a signaal was recognised, in points that a person can check. Agreement is known from keys only: it says
 * that something is equal or alike, and never what the other side has. Pure.
 */
import { ageGroupOf, ageInYears } from '../../../shared/domain/signal.ts'
import type { SignalContent } from '../../../shared/messages/signal.ts'
import { fullName, type Child } from '../../../shared/domain/child.ts'
import { KEY_TYPES, LAYOUTS, type KeyType, type Layout } from '../../../shared/matching/key-types.ts'
import type { Certainty, Comparison } from '../../../shared/api/possible-match.ts'

type Agreement = 'equal' | 'alike'
type Point = 'name' | 'birthDate' | 'address' | 'parents'
/**
 * What it means that a key of this type agrees, read off what the key is made of. 'alike': another spelling,
 * a part of the date or address, one of two names.
 */
const saysOf = (layout: Layout): Readonly<Record<Point, Agreement | null>> => {
  const exact = (part: Layout['given'] | Layout['surname']): boolean => part === 'word' || part === 'row'
  return {
    name: exact(layout.given) && exact(layout.surname) ? 'equal' : 'alike',
    birthDate: layout.date === 'whole' ? 'equal' : layout.date === 'none' ? null : 'alike',
    address:
      layout.place === 'pc6' || layout.place === 'pc6-number'
        ? 'equal'
        : layout.place === 'none'
          ? null
          : 'alike',
    parents: layout.parent ? 'equal' : null,
  }
}
const NOTHING: Readonly<Record<Point, null>> = { name: null, birthDate: null, address: null, parents: null }
const SAYS = Object.fromEntries(
  KEY_TYPES.map((type) => {
    const layout = LAYOUTS[type]
    return [type, layout === 'bsn' ? NOTHING : saysOf(layout)]
  }),
) as Readonly<Record<KeyType, Readonly<Record<Point, Agreement | null>>>>

/** The best that the agreeing keys say of one point. */
const agreementOn = (point: Point, types: readonly KeyType[]): Agreement | null => {
  const said = types.map((type) => SAYS[type][point])
  return said.includes('equal') ? 'equal' : said.includes('alike') ? 'alike' : null
}

/**
 * A point that both sides have and no key agrees on, while the rest is the same child, differs: moved, for
 * example.
 */
const resultOf = (point: Point, types: readonly KeyType[], bothHaveIt: boolean): Comparison['result'] =>
  agreementOn(point, types) ?? (bothHaveIt ? 'different' : 'not-compared')

/**
 * The points about who it is. `compared`: what the requester says to know of the child; empty where that could
 * not be opened.
 */
export const identityRows = (
  child: Child,
  types: readonly KeyType[],
  compared: SignalContent['compared'],
): Comparison[] => {
  const shown = child.shielded ? null : (child.postcode ?? null)
  const rows: Comparison[] = [
    { field: 'name', theirs: null, ours: fullName(child), result: resultOf('name', types, false) },
    { field: 'birth-date', theirs: null, ours: child.birthDate, result: resultOf('birthDate', types, false) },
    {
      field: 'postcode',
      theirs: null,
      ours: shown,
      result: resultOf('address', types, shown !== null && compared.includes('address')),
    },
  ]
  const parents = resultOf('parents', types, (child.parents?.length ?? 0) > 0 && compared.includes('parents'))
  if (parents !== 'not-compared')
    rows.push({ field: 'parents', theirs: null, ours: (child.parents ?? []).join(', '), result: parents })
  return types.includes('B') ? [{ field: 'bsn', theirs: null, ours: null, result: 'equal' }, ...rows] : rows
}

export const comparisonsOf = (
  child: Child,
  types: readonly KeyType[],
  signal: SignalContent,
  recognised: number,
  today: string,
): Comparison[] => {
  const age = ageInYears(child.birthDate, today)
  // Where a child lives whose address is secret is compared with nothing.
  const wijk = child.shielded ? undefined : child.neighbourhood
  const sameArea = wijk === undefined ? 'not-compared' : wijk === signal.neighbourhood ? 'fits' : 'different'
  return [
    ...identityRows(child, types, signal.compared),
    {
      field: 'age-group',
      theirs: signal.children.join(', '),
      ours: String(age),
      result: signal.children.includes(ageGroupOf(age)) ? 'fits' : 'different',
    },
    {
      field: 'neighbourhood',
      theirs: signal.neighbourhood,
      ours: wijk ?? null,
      result: sameArea,
    },
    {
      field: 'family',
      theirs: String(signal.children.length),
      ours: String(recognised),
      result: signal.children.length === recognised ? 'fits' : 'different',
    },
  ]
}

/**
 * How sure: BSN, or name and birth date with the address, is as sure as keys can be; one key alone is a
 * question.
 */
export const certaintyOf = (types: readonly KeyType[]): Certainty => {
  const [name, birthDate, address] = (['name', 'birthDate', 'address'] as const).map((point) =>
    agreementOn(point, types),
  )
  if (types.includes('B') || (name === 'equal' && birthDate === 'equal' && address !== null)) return 'sure'
  return (name === 'equal' && birthDate === 'equal') ||
    (name !== null && birthDate === 'equal' && address !== null)
    ? 'likely'
    : 'possible'
}
