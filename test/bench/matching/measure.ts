/**
 * Counts of a measurement: which pairs share an opening key, which only a hint, and how many keys that takes.
 */
import type { Child } from '../../../shared/domain/child.ts'
import { KEY_TYPES, opens, type KeyType } from '../../../shared/matching/key-types.ts'
import { isDefaultDate } from '../../../shared/matching/birth-date.ts'
import { matchKeysOf, type MatchKey } from '../../../shared/matching/match-keys.ts'
import { slotPlan } from '../../../shared/matching/slots.ts'

export const SLOTS = 16

export interface Listed {
  readonly person: string
  readonly group: string
  readonly family: string
  readonly hasDefaultDate: boolean
  readonly keys: readonly MatchKey[]
}
export const listed = (
  person: string,
  group: string,
  family: string,
  child: Child,
  bsnAllowed: boolean,
): Listed => ({
  person,
  group,
  family,
  hasDefaultDate: isDefaultDate(child.birthDate),
  keys: matchKeysOf(child, bsnAllowed),
})

/** Records of the listening side by their keys. */
export const indexOf = (receivers: readonly Listed[]): Map<string, number[]> => {
  const index = new Map<string, number[]>()
  receivers.forEach(({ keys }, i) => {
    for (const { input } of keys) {
      const known = index.get(input)
      if (known) known.push(i)
      else index.set(input, [i])
    }
  })
  return index
}

export interface Found {
  readonly requester: number
  readonly receiver: number
  readonly types: ReadonlySet<KeyType>
}

/** Every pair that shares a key of the slots of the requester's signaal about this one child. */
export const findAll = (
  requesters: readonly Listed[],
  receivers: readonly Listed[],
  index: ReadonlyMap<string, readonly number[]>,
  sameFile: boolean,
): Found[] => {
  const found: Found[] = []
  requesters.forEach(({ keys }, requester) => {
    const hits = new Map<number, Set<KeyType>>()
    for (const { type, input } of slotPlan([keys], SLOTS))
      for (const receiver of index.get(input) ?? [])
        if (!sameFile || receiver > requester) hits.set(receiver, (hits.get(receiver) ?? new Set()).add(type))
    for (const [receiver, types] of hits) found.push({ requester, receiver, types })
  })
  return found
}

export const opened = ({ types }: Found): boolean => [...types].some(opens)

export interface Tokens {
  readonly mean: number
  readonly p99: number
  readonly most: number
  readonly perType: Readonly<Record<KeyType, number>>
}
export const tokensOf = (records: readonly Listed[]): Tokens => {
  const counts = records.map(({ keys }) => keys.length).toSorted((a, b) => a - b)
  const perType = Object.fromEntries(KEY_TYPES.map((type) => [type, 0])) as Record<KeyType, number>
  for (const { keys } of records) for (const { type } of keys) perType[type] += 1 / records.length
  return {
    mean: counts.reduce((sum, count) => sum + count, 0) / counts.length,
    p99: counts[Math.floor(counts.length * 0.99)] ?? 0,
    most: counts.at(-1) ?? 0,
    perType,
  }
}
