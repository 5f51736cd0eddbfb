/**
 * Rows that an earlier recipe of match keys left. Its tokens find nothing any more and are made again; what
 * it recognised stays recognised, without the points that this program cannot explain.
 */
import { KEY_TYPES, type KeyType } from '../../../shared/matching/key-types.ts'
import type { MatchedChild, Thread } from '../core/thread.ts'
import { type Change, put, remove } from '../store/changes.ts'
import type { State } from '../store/state.ts'

const isKnown = (type: string): type is KeyType => (KEY_TYPES as readonly string[]).includes(type)
const isOlder = (matched: readonly MatchedChild[]): boolean =>
  matched.some(({ types }) => !types.every(isKnown))
const explained = (matched: readonly MatchedChild[]): MatchedChild[] =>
  matched.map(({ childId, types }) => ({ childId, types: types.filter(isKnown) }))

export const fromEarlierRecipe = (state: Pick<State, 'tokens' | 'threads' | 'hints'>): Change[] => [
  ...[...state.tokens]
    .filter(([, { tokens }]) => !tokens.every(({ type }) => isKnown(type)))
    .map(([key]) => remove('tokens', key)),
  ...[...state.threads]
    .filter(([, thread]) => isOlder(thread.matched) || !('compared' in thread.signal))
    .map(([key, thread]: [string, Thread]) =>
      put('threads', key, {
        ...thread,
        matched: explained(thread.matched),
        signal: { ...thread.signal, compared: thread.signal.compared ?? [] },
      }),
    ),
  ...[...state.hints]
    .filter(([, { matched }]) => isOlder(matched))
    .map(([key, hint]) => put('hints', key, { ...hint, matched: explained(hint.matched) })),
]
