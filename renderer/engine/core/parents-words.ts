/**
 * What this device knows to have been said about the parents, by signaal. Signalen that share a child or were
 * brought together are one: what is unsafe in one of them is unsafe in all. Pure.
 */
import {
  mayNameOnward,
  parentsAdvice,
  type ParentsAdvice,
  type ParentsWord,
} from '../../../shared/domain/parents-advice.ts'
import type { EventContent } from '../../../shared/domain/signal.ts'
import { foldThread, type Thread } from './thread.ts'

export interface ParentsView {
  readonly advice: ParentsAdvice
  /** Whether the end of it may say with whom it goes on. */
  readonly namesOnward: boolean
}
const USUAL: ParentsView = { advice: 'usual', namesOnward: true }

const refusals = ({ events }: Thread): ParentsWord[] =>
  events.flatMap(({ content }) =>
    content.type === 'talk' && content.said.kind === 'refuse' ? [content.said.reason] : [],
  )

/**
 * What holds now. An asker may take back what the signaal said, by saying so or by having told them: another reason
 * to wait, such as advice that is asked first, makes nobody safe. Others only know what the signaal said.
 */
const wordsNow = (thread: Thread): ParentsWord[] => {
  let own: ParentsWord = thread.signal.parents
  for (const one of (thread.part === 'asker' ? thread.informing : undefined) ?? []) {
    const word: ParentsWord =
      one.kind === 'deferred' ? one.reason : one.kind === 'informed' ? 'informed' : own
    if (own !== 'unsafe' || word === 'informed' || word === 'safe-again') own = word
  }
  return [own, ...refusals(thread)]
}
const wordsEver = (thread: Thread): ParentsWord[] => [
  thread.signal.parents,
  ...(thread.informing ?? []).flatMap((one) => (one.kind === 'deferred' ? [one.reason] : [])),
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
      content.type === 'shield' || (content.type === 'answer' && content.answer === 'in-view-shielded'),
  )

/** Signalen that belong to each other, also by way of a third one. */
const groupsOf = (threads: readonly Thread[]): Thread[][] => {
  const leader = new Map<string, string>()
  const leaderOf = (name: string): string => {
    let at = name
    for (let above = leader.get(at); above !== undefined && above !== at; above = leader.get(at)) at = above
    return at
  }
  const join = (one: string, other: string): void => {
    leader.set(leaderOf(one), leaderOf(other))
  }
  for (const thread of threads) {
    for (const childId of childrenOf(thread)) join(`signal:${thread.id}`, `child:${childId}`)
    if (thread.events.some(({ content }) => content.type === 'together'))
      for (const { other } of foldThread(thread).together) join(`signal:${thread.id}`, `signal:${other}`)
  }
  const groups = new Map<string, Thread[]>()
  for (const thread of threads) {
    const name = leaderOf(`signal:${thread.id}`)
    groups.set(name, [...(groups.get(name) ?? []), thread])
  }
  return [...groups.values()]
}

/** Only signalen of which something else than usual holds stand in it: ask {@link parentsOf}. */
export type ParentsBySignal = ReadonlyMap<string, ParentsView>

export const parentsBySignal = (threads: readonly Thread[]): ParentsBySignal => {
  const found = new Map<string, ParentsView>()
  for (const group of groupsOf(threads)) {
    const view = {
      advice: parentsAdvice(group.flatMap(wordsNow)),
      namesOnward: mayNameOnward(group.flatMap(wordsEver), group.some(isShielded)),
    }
    if (view.advice === 'usual' && view.namesOnward) continue
    for (const { id } of group) found.set(id, view)
  }
  return found
}

export const parentsOf = (parents: ParentsBySignal, id: string): ParentsView => parents.get(id) ?? USUAL

/** Of one signaal, for a command. `threads`: all that this device holds. */
export const parentsAbout = (threads: ReadonlyMap<string, Thread>, id: string): ParentsView =>
  parentsOf(parentsBySignal([...threads.values()]), id)

/** An end that waited to leave, without with whom the family goes on where that may not be said any more. */
export const asMayLeave = (content: EventContent, threads: ReadonlyMap<string, Thread>): EventContent => {
  if (content.type !== 'outcome' || content.onward === undefined) return content
  if (parentsAbout(threads, content.signalId).namesOnward) return content
  const { onward: _, ...rest } = content
  return rest
}
