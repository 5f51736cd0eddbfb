/** Own signalen to which one of another organisation may belong, and which signalen of a wijk do. Pure. */
import type { Relation } from '../../../shared/domain/coordination.ts'
import { LAYOUTS, type KeyType } from '../../../shared/matching/key-types.ts'
import { foldThread } from './thread-state.ts'
import type { MatchedChild, Thread } from './thread.ts'

/** A signaal of somebody else in which keys of own lost children agreed. */
export interface Alike {
  readonly other: string
  readonly relation: Relation
  readonly childIds: readonly string[]
}

interface Matching {
  readonly id: string
  readonly matched: readonly MatchedChild[]
  readonly notTheSame: readonly string[]
}

const ofFamily = (type: KeyType): boolean => {
  const layout = LAYOUTS[type]
  return layout !== 'bsn' && layout.given === 'none'
}

/**
 * By own signaal. `threads`: those that this device opened; `hints`: those it could not. What is closed or
 * denied is left out.
 */
export const alikeBySignal = (
  threads: readonly Thread[],
  hints: readonly Matching[],
): ReadonlyMap<string, readonly Alike[]> => {
  const isOpen = (thread: Thread): boolean => foldThread(thread).requesterOutcome === null
  const own = threads.filter((thread) => thread.part === 'requester' && isOpen(thread))
  const found = new Map<string, Alike[]>()
  const add = (
    { id, matched, notTheSame }: Matching,
    relationOf: (matches: readonly MatchedChild[]) => Relation,
  ): void => {
    for (const thread of own) {
      const matches = matched.filter(
        ({ childId }) => thread.childIds.includes(childId) && !notTheSame.includes(childId),
      )
      if (matches.length > 0)
        found.set(thread.id, [
          ...(found.get(thread.id) ?? []),
          { other: id, relation: relationOf(matches), childIds: matches.map(({ childId }) => childId) },
        ])
    }
  }
  if (own.length === 0) return found
  for (const thread of threads)
    if (thread.part === 'responder' && thread.matched.length > 0 && isOpen(thread))
      add(thread, () => 'same-child')
  for (const hint of hints)
    add(hint, (matches) => (matches.every(({ types }) => types.every(ofFamily)) ? 'family' : 'perhaps'))
  return found
}

/**
 * Of a coordinator: two signalen of which a requester said that they belong together. `number` null: it is of
 * another wijk.
 */
export interface Linked {
  readonly other: string
  readonly number: string | null
  readonly relation: Relation
  readonly merged: boolean
}

/**
 * By signaal, both ways, whichever of the two said so. What somebody said who asks in neither of them does
 * not count.
 */
export const linkedBySignal = (threads: readonly Thread[]): ReadonlyMap<string, readonly Linked[]> => {
  const area = new Map(threads.filter(({ coordinator }) => coordinator).map((thread) => [thread.id, thread]))
  const found = new Map<string, Map<string, Linked>>()
  const add = (id: string, link: Linked): void => {
    if (area.has(id)) found.set(id, (found.get(id) ?? new Map<string, Linked>()).set(link.other, link))
  }
  for (const [id, thread] of area) {
    if (!thread.events.some(({ content }) => content.type === 'link')) continue
    for (const { other, relation, merged, organisationId } of foldThread(thread).links) {
      const second = area.get(other)
      if (
        !merged &&
        organisationId !== thread.requesterOrganisationId &&
        organisationId !== second?.requesterOrganisationId
      )
        continue
      const isMerged = merged || found.get(id)?.get(other)?.merged === true
      add(id, { other, number: second?.signal.number ?? null, relation, merged: isMerged })
      add(other, { other: id, number: thread.signal.number, relation, merged: isMerged })
    }
  }
  return new Map([...found].map(([id, links]) => [id, [...links.values()]]))
}
