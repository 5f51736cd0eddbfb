/**
 * Counts of the relay's log for the overview of the programmabureau: evaluations by organisation, and
 * deletions. Pure.
 */
import type { Reported } from '../../../shared/log/leaves.ts'

export interface LogCounts {
  /** By `organisation|type|epoch|generation`. */
  readonly evaluations: Readonly<Record<string, number>>
  readonly envelopesDeleted: number
  /** The last day on which seeds of an epoch were deleted. */
  readonly seedsDeletedDay: number | null
  /** The last day of which the log holds a leaf. */
  readonly day: number | null
}
export const NO_COUNTS: LogCounts = {
  evaluations: {},
  envelopesDeleted: 0,
  seedsDeletedDay: null,
  day: null,
}

const later = (a: number | null, b: number): number => Math.max(a ?? b, b)

/** Adds these leaves, each once and in any order; evaluations of epochs before `since` are dropped. */
export const addLeaves = (counts: LogCounts, leaves: readonly Reported[], since: number): LogCounts => {
  const evaluations: Record<string, number> = {}
  const add = (name: string, count: number): void => {
    if (Number(name.split('|')[2]) >= since) evaluations[name] = (evaluations[name] ?? 0) + count
  }
  for (const [name, count] of Object.entries(counts.evaluations)) add(name, count)
  let { envelopesDeleted, seedsDeletedDay, day } = counts
  for (const leaf of leaves) {
    day = later(day, leaf.day)
    if (leaf.kind === 'evaluations')
      add([leaf.organisationId, leaf.type, leaf.epoch, leaf.generation].join('|'), leaf.count)
    else if (leaf.what === 'envelopes') envelopesDeleted += leaf.count
    else seedsDeletedDay = later(seedsDeletedDay, leaf.day)
  }
  return { evaluations, envelopesDeleted, seedsDeletedDay, day }
}

/** Evaluations that an organisation used in an epoch under the newest seed, by type. */
export const usedBy = (
  { evaluations }: LogCounts,
  organisationId: string,
  epoch: number,
): ReadonlyMap<string, number> => {
  const newest = new Map<string, { generation: number; used: number }>()
  for (const [name, used] of Object.entries(evaluations)) {
    const [of, type, when, generation] = name.split('|')
    const known = newest.get(type!)
    if (of === organisationId && Number(when) === epoch && Number(generation) >= (known?.generation ?? 0))
      newest.set(type!, { generation: Number(generation), used })
  }
  return new Map([...newest].map(([type, { used }]) => [type, used]))
}
