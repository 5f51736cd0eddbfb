/** Signalen that may be about a child that is known here: nothing was opened, and a person is asked. */
import type { ChildMeaning } from '../core/match-index.ts'
import type { MatchedChild } from '../core/thread.ts'
import { type Change, put } from '../store/changes.ts'
import type { Hint } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import type { OpenedLayer } from '../../../shared/protocol/envelope.ts'
import { NO_EFFECT, type Received } from './arrival.ts'

/** `receipt`: what is changed besides. */
export const withHint = (
  state: State,
  opened: OpenedLayer,
  id: string,
  meanings: readonly ChildMeaning[],
  receipt: readonly Change[],
  now: Date,
): Received => {
  const known = state.hints.get(id)
  const matched = mergeMatches(known?.matched ?? [], meanings)
  if (meanings.length === 0 || JSON.stringify(matched) === JSON.stringify(known?.matched))
    return { ...NO_EFFECT, changes: receipt }
  const base: Hint = known ?? {
    id,
    replyKey: toBase64url(opened.replyKey),
    expiresDay: opened.expiresDay,
    receivedAt: now.toISOString(),
    matched: [],
    notTheSame: [],
    answered: false,
  }
  return {
    changes: [...receipt, put('hints', id, { ...base, matched })],
    notices: known ? [] : ['possible-match'],
    unknownDevice: false,
  }
}

export const mergeMatches = (
  known: readonly MatchedChild[],
  meanings: readonly ChildMeaning[],
): MatchedChild[] => {
  const types = new Map(known.map(({ childId, types: list }) => [childId, new Set(list)]))
  for (const { childId, type } of meanings) types.set(childId, (types.get(childId) ?? new Set()).add(type))
  return [...types].map(([childId, set]) => ({ childId, types: [...set].sort() }))
}
