/**
 * What this device knows to have been said about the parents, by signaal. Signalen that share a child or a
 * family, or were brought together, are one: what is unsafe in one of them is unsafe in all. Pure.
 */
import { sha256Of } from '../../../shared/crypto/hash.ts'
import type { Child } from '../../../shared/domain/child.ts'
import {
  mayAgreeOn,
  mayAskOf,
  mayNameOnward,
  parentsAdvice,
  parentsToSay,
  type ParentsAdvice,
  type ParentsWord,
} from '../../../shared/domain/parents-advice.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import { toBase64url, utf8 } from '../../../shared/encoding.ts'
import { partsOf } from '../../../shared/matching/child-parts.ts'
import type { AskKind } from '../../../shared/domain/conversation.ts'
import { foldThread } from './thread-state.ts'
import type { Thread } from './thread.ts'

export interface ParentsView {
  readonly advice: ParentsAdvice
  /** Whether the end of it may say with whom it goes on. */
  readonly namesOnward: boolean
}
const USUAL: ParentsView = { advice: 'usual', namesOnward: true }

const refusals = ({ events }: Thread): ParentsWord[] =>
  events.flatMap(({ content }) =>
    content.type === 'conversation' && content.entry.kind === 'refuse' ? [content.entry.reason] : [],
  )

/**
 * What holds now. A requester may take back what the signaal said, by saying so or by having told them: another reason
 * to wait, such as advice that is asked first, makes nobody safe. Others only know what the signaal said.
 */
const wordsNow = (thread: Thread): ParentsWord[] => {
  let own: ParentsWord = thread.signal.parents
  for (const one of thread.part === 'requester' ? thread.informing : []) {
    const word: ParentsWord =
      one.kind === 'deferred' ? one.reason : one.kind === 'informed' ? 'informed' : own
    if (own !== 'unsafe' || word === 'informed' || word === 'safe-again') own = word
  }
  return [own, ...refusals(thread)]
}
const wordsEver = (thread: Thread): ParentsWord[] => [
  thread.signal.parents,
  ...thread.informing.flatMap((one) => (one.kind === 'deferred' ? [one.reason] : [])),
  ...refusals(thread),
]

/** Children of the own list that it is about, but for those of whom somebody said that it is another one. */
const childrenOf = ({ childIds, matched, notTheSame }: Thread): string[] => [
  ...childIds,
  ...matched.flatMap(({ childId }) => (notTheSame.includes(childId) ? [] : [childId])),
]

const isShielded = (thread: Thread): boolean =>
  thread.events.some(
    ({ content }) =>
      content.type === 'unnamed-answer' ||
      (content.type === 'answer' && content.answer === 'in-view-unnamed'),
  )

/** What this device holds. */
interface Held {
  readonly threads: ReadonlyMap<string, Thread>
  readonly children: ReadonlyMap<string, Child>
}

const KIN_BYTES = 12
const known = new WeakMap<Child, readonly string[]>()
/**
 * Names of the families that a child may be of: each of its surnames, however spelt, at each address where it lived,
 * whatever stands behind the number. One that fled has a new address, and its sister is known at the one before. Of
 * bytes in which nobody reads the surname or the address.
 */
const familiesOf = (child: Child): readonly string[] => {
  const before = known.get(child)
  if (before) return before
  // A secret address makes no key that leaves; here it only says who belongs together.
  const { surnames, places } = partsOf({ ...child, shielded: false })
  const families = places
    .filter(({ number }) => number !== '')
    .flatMap(({ pc6, number }) => surnames.map(({ word }) => `${word}|${pc6}|${number}`))
    .map((family) => toBase64url(sha256Of(utf8(family)).slice(0, KIN_BYTES)))
  known.set(child, families)
  return families
}

/** What a signaal keeps of the families of its children: one that is no longer on the list is still of its family. */
export const familyNamesOf = (
  childIds: readonly string[],
  children: Held['children'],
  before: Thread['familyNames'] = {},
): NonNullable<Thread['familyNames']> => ({
  ...before,
  ...Object.fromEntries(
    childIds.flatMap((childId) => {
      const child = children.get(childId)
      return child ? [[childId, [...new Set([...(before[childId] ?? []), ...familiesOf(child)])]]] : []
    }),
  ),
})

/** The child itself and its families. */
const namesOfFamilies = (
  children: Held['children'],
  childId: string,
  kept: Thread['familyNames'] = {},
): string[] => {
  const child = children.get(childId)
  const families = [...(kept[childId] ?? []), ...(child ? familiesOf(child) : [])]
  return [`child:${childId}`, ...families.map((family) => `family:${family}`)]
}

/** What a signaal says by itself. A thread is never changed in place, so that it is read once. */
interface Stated {
  readonly now: readonly ParentsWord[]
  readonly ever: readonly ParentsWord[]
  readonly shielded: boolean
  /** What would hold if it belonged to no other signaal. */
  readonly alone: ParentsView
  readonly links: readonly string[]
}

const viewOf = (group: readonly Omit<Stated, 'alone' | 'links'>[]): ParentsView => ({
  advice: parentsAdvice(group.flatMap(({ now }) => now)),
  namesOnward: mayNameOnward(
    group.flatMap(({ ever }) => ever),
    group.some(({ shielded }) => shielded),
  ),
})
const isUsual = ({ advice, namesOnward }: ParentsView): boolean => advice === 'usual' && namesOnward

const stated = new WeakMap<Thread, Stated>()
const statedBy = (thread: Thread): Stated => {
  const before = stated.get(thread)
  if (before) return before
  const words = { now: wordsNow(thread), ever: wordsEver(thread), shielded: isShielded(thread) }
  const isLinked = thread.events.some(({ content }) => content.type === 'link')
  const read = {
    ...words,
    alone: viewOf([words]),
    links: isLinked ? foldThread(thread).links.map(({ other }) => other) : [],
  }
  stated.set(thread, read)
  return read
}

/** Signalen that belong to each other, also by way of a third one: sets that are joined (union-find). */
const groupsOf = (threads: readonly Thread[], children: Held['children']): Thread[][] => {
  const leader = new Map<string, string>()
  const leaderOf = (name: string): string => {
    let top = name
    for (let above = leader.get(top); above !== undefined && above !== top; above = leader.get(top))
      top = above
    // Everything on the way points to the top from now on, so that no way becomes long.
    for (let at = name; at !== top;) {
      const above = leader.get(at)!
      leader.set(at, top)
      at = above
    }
    return top
  }
  const join = (one: string, other: string): void => {
    leader.set(leaderOf(one), leaderOf(other))
  }
  for (const thread of threads) {
    for (const childId of childrenOf(thread))
      for (const family of namesOfFamilies(children, childId, thread.familyNames))
        join(`signal:${thread.id}`, family)
    for (const other of statedBy(thread).links) join(`signal:${thread.id}`, `signal:${other}`)
  }
  return [...Map.groupBy(threads, (thread) => leaderOf(`signal:${thread.id}`)).values()]
}

/** Only signalen of which something else than usual holds stand in it: ask {@link parentsOf}. */
export type ParentsBySignal = ReadonlyMap<string, ParentsView>

export const parentsBySignal = ({ threads, children }: Held): ParentsBySignal => {
  const found = new Map<string, ParentsView>()
  const all = [...threads.values()]
  // A group is unusual where one of its signalen is by itself; where none is, nothing has to be grouped.
  if (all.every((thread) => isUsual(statedBy(thread).alone))) return found
  for (const group of groupsOf(all, children)) {
    const view = viewOf(group.map(statedBy))
    if (isUsual(view)) continue
    for (const { id } of group) found.set(id, view)
  }
  return found
}

export const parentsOf = (parents: ParentsBySignal, id: string): ParentsView => parents.get(id) ?? USUAL

/** Of one signaal, for a command. */
export const parentsAbout = (held: Held, id: string): ParentsView => parentsOf(parentsBySignal(held), id)

/** Of children of the own list, before there is a signaal about them. */
export const adviceAbout = (held: Held, childIds: readonly string[]): ParentsAdvice => {
  const asked = new Set(childIds.flatMap((childId) => namesOfFamilies(held.children, childId)))
  const parents = parentsBySignal(held)
  for (const thread of held.threads.values())
    if (
      parentsOf(parents, thread.id).advice !== 'usual' &&
      childrenOf(thread).some((childId) =>
        namesOfFamilies(held.children, childId, thread.familyNames).some((family) => asked.has(family)),
      )
    )
      return 'not-to-parents'
  return 'usual'
}

/**
 * What waited, as it may leave: an end without with whom the family goes on where that may not be said any more, and
 * a signaal that says *not safe* where that was said meanwhile. The same object where nothing changed.
 */
export const asMayLeave = (content: EventContent, signalId: string, held: Held): EventContent => {
  if (content.type === 'signal') {
    const parents = parentsToSay(content.parents, parentsAbout(held, signalId).advice)
    return parents === content.parents ? content : { ...content, parents }
  }
  if (content.type !== 'outcome' || content.onward === undefined) return content
  if (parentsAbout(held, content.signalId).namesOnward) return content
  const { onward: _, ...rest } = content
  return rest
}

/** What is asked of the other, or was asked and is accepted now. */
const askIn = (
  { entry }: Extract<EventContent, { type: 'conversation' }>,
  thread: Thread | undefined,
): AskKind | null => {
  if ('ask' in entry) return entry.ask
  if (entry.kind !== 'accept') return null
  for (const { content } of thread?.events ?? [])
    if (content.type === 'conversation' && content.ref === entry.to && 'ask' in content.entry)
      return content.entry.ask
  return null
}

/** Whether what waited leads to the family, where somebody said meanwhile that it is not safe. */
export const leadsToFamily = (content: EventContent, held: Held): boolean => {
  if (content.type === 'answer')
    return (
      content.answer === 'contact-parents-first' && parentsAbout(held, content.signalId).advice !== 'usual'
    )
  if (content.type !== 'conversation') return false
  const { entry, signalId } = content
  if (entry.kind === 'agreement') return !mayAgreeOn(entry.what, parentsAbout(held, signalId).advice)
  const ask = askIn(content, held.threads.get(signalId))
  return ask !== null && !mayAskOf(ask, parentsAbout(held, signalId).advice)
}
