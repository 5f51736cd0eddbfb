/** Signalen of others that may be about a child of the own list. */
import { escalationsAbout } from '../directory/escalations.ts'
import { requesterReads } from '../directory/readers.ts'
import { conversationView, clockView } from './conversation.ts'
import { comparisonsOf, certaintyOf, identityRows } from '../core/comparison.ts'
import { foldConversation } from '../core/conversation.ts'
import { localDateOf } from '../core/dates.ts'
import type { ParentsView } from '../core/parents-words.ts'
import type { Thread, MatchedChild } from '../core/thread.ts'
import { foldThread } from '../core/thread-state.ts'
import { ownEnd } from '../core/conflicts.ts'
import { passingOn } from '../outbox/address.ts'
import type { Hint } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { nameOf, answerByOf, forksView } from './shared.ts'
import type { PossibleMatch, HintView } from '../../../shared/api/possible-match.ts'
import { isoDateOfDay } from '../../../shared/calendar/time.ts'
import { fullName } from '../../../shared/domain/child.ts'
import { isBehind } from '../../../shared/domain/linies.ts'
import { FAMILY_KEY } from '../../../shared/matching/key-types.ts'

/**
 * The last time a person said 'not the same' of this child where exactly these keys agreed. `denying`:
 * threads in which somebody did.
 */
const deniedBefore = (
  denying: readonly Thread[],
  thread: Thread,
  { childId, types }: MatchedChild,
): { number: string; on: string } | null => {
  const earlier = denying.filter(
    (other) =>
      other.id !== thread.id &&
      other.notTheSame.includes(childId) &&
      other.matched.some((match) => match.childId === childId && match.types.join() === types.join()),
  )
  const last = earlier.sort((x, y) => (x.filedAt < y.filedAt ? 1 : -1))[0]
  return last ? { number: last.signal.number, on: localDateOf(last.filedAt) } : null
}

export const matchView = (
  state: State,
  thread: Thread,
  denying: readonly Thread[],
  parents: ParentsView,
  today: string,
): PossibleMatch => {
  const folded = foldThread(thread)
  const { device, firstDeviceId } = state.identity
  const own =
    folded.answers.find(({ deviceId }) => deviceId === firstDeviceId) ??
    folded.answers.find(({ organisationId }) => organisationId === device.organisationId)
  const children = thread.matched.flatMap(({ childId, types }) => {
    const child = state.children.get(childId)
    if (!child) return []
    return [
      {
        childId,
        name: fullName(child),
        birthDate: child.birthDate,
        group: child.group ?? null,
        comparisons: comparisonsOf(child, types, thread.signal, thread.matched.length, today),
        certainty: certaintyOf(types),
        notTheSame: thread.notTheSame.includes(childId),
        deniedBefore: deniedBefore(denying, thread, { childId, types }),
      },
    ]
  })
  const denied = children.length > 0 && children.every(({ notTheSame }) => notTheSame)
  const mine = own?.deviceId === firstDeviceId ? own : null
  const unnamed = folded.unnamed.find(({ organisationId }) => organisationId === device.organisationId)
  const end = ownEnd(thread, device.organisationId)
  const conversation = mine && thread.ownReplies ? foldConversation(thread, firstDeviceId) : null
  const ownState = (): 'answer-waiting' | 'answered' | 'not-the-same' | 'new' => {
    const given = own ?? unnamed
    if (given) return given.waiting ? 'answer-waiting' : 'answered'
    return denied ? 'not-the-same' : 'new'
  }
  return {
    id: thread.id,
    ...parents,
    number: thread.signal.number,
    children,
    content: thread.signal,
    organisation: nameOf(state, thread.requesterOrganisationId),
    receivedAt: thread.events.find(({ content }) => content.type === 'signal')?.receivedAt ?? thread.filedAt,
    answerBy: answerByOf(state, thread),
    disappearsOn: isoDateOfDay(thread.expiresDay),
    state: folded.requesterOutcome ? 'closed' : ownState(),
    consulting: thread.consulting ?? null,
    crossed: folded.conflicts.some(
      ({ kind, organisationId }) =>
        kind === 'answered-after-close' && organisationId === device.organisationId,
    ),
    escalation: escalationOf(state, thread),
    canAnswerUnnamed: passingOn(state, thread).length > 0,
    ourAnswer: own?.content.answer ?? (unnamed ? 'in-view-unnamed' : null),
    ourOutcome: end?.outcome ?? null,
    ourOnward: parents.namesOnward ? (end?.onward ?? null) : null,
    theirOutcome: folded.requesterOutcome,
    theirOnward: parents.namesOnward ? folded.requesterOnward : null,
    requesterReads: requesterReads(state, thread),
    forks: forksView(state, thread),
    conversation:
      conversation &&
      conversationView(conversation, firstDeviceId, 'responder', requesterReads(state, thread)),
    clock:
      denied || unnamed || (own && !mine)
        ? null
        : clockView(state, thread, folded, mine, conversation, 'responder', today),
  }
}

export const hintView = (state: State, hint: Hint): HintView => {
  const children = hint.matched.flatMap(({ childId, types }) => {
    const child = state.children.get(childId)
    return child
      ? [
          {
            childId,
            name: fullName(child),
            birthDate: child.birthDate,
            group: child.group ?? null,
            comparisons: identityRows(child, types, []),
            notTheSame: hint.notTheSame.includes(childId),
          },
        ]
      : []
  })
  const waiting = [...state.outbox.values()].some(({ threadId }) => threadId === hint.id)
  const denied = children.length > 0 && children.every(({ notTheSame }) => notTheSame)
  const about = hint.matched.every(({ types }) => types.every((type) => type === FAMILY_KEY))
    ? 'family'
    : 'child'
  return {
    id: hint.id,
    about,
    children,
    receivedOn: localDateOf(hint.receivedAt),
    consulting: hint.consulting ?? null,
    disappearsOn: isoDateOfDay(hint.expiresDay),
    state: hint.answered ? (waiting ? 'answer-waiting' : 'answered') : denied ? 'not-the-same' : 'new',
  }
}

const escalationOf = (state: State, thread: Thread): PossibleMatch['escalation'] => {
  if (!isBehind(state.identity.organisation)) return null
  const held = escalationsAbout(state, thread)
    .map(({ id }) => state.escalations.get(id))
    .find((one) => one !== undefined)
  return held ? { reason: held.reason, at: held.at } : null
}
