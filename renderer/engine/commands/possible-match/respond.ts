/** What people do with a signaal that exists: answer it, say it is somebody else, close it. */
import { sends, stays, type HandlersOf } from '../handler.ts'
import { generateHpkeKey } from '../../../../shared/crypto/hpke.ts'
import type { Weighing } from '../../../../shared/domain/secrecy.ts'
import { GOES_ON, type AnswerKind, type Outcome } from '../../../../shared/domain/signal.ts'
import { toBase64url } from '../../../../shared/encoding.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { parentsAbout } from '../../core/parents-words.ts'
import { foldThread } from '../../core/thread-state.ts'
import { ownEnd } from '../../core/conflicts.ts'
import type { ReplyPair, Thread } from '../../core/thread.ts'
import { agreementsOf } from '../../directory/agreements.ts'
import { answerBy, localDateOf, plusDays, sentAtOf } from '../../core/dates.ts'
import { logged } from '../../store/logbook.ts'
import { loggedWeighing, weighed } from '../settings/own.ts'
import { inPlaceOfDecoy, queued } from '../../outbox/queue.ts'
import type { Ports } from '../../ports.ts'
import { hasDpia, type State } from '../../store/state.ts'
import { put } from '../../store/changes.ts'
import { passingOn } from '../../outbox/address.ts'
import { needRole, threadOf } from '../../directory/needs.ts'

const newReplyKey = async (random: Ports['random']): Promise<ReplyPair> => {
  const { publicKey, privateKey } = await generateHpkeKey(random)
  return { publicKey: toBase64url(publicKey), privateKey: toBase64url(privateKey) }
}

/** So many of the last answers can be written back to: the requester writes to the last one that came. */
const MOST_REPLIES = 8

/** Whether somebody of the own organisation chose not to be named. */
const isUnnamed = (state: State, thread: Thread): boolean =>
  foldThread(thread).unnamed.some(
    ({ organisationId }) => organisationId === state.identity.device.organisationId,
  )

/** Whether this person said, in the own name, that the child is known here. */
export const hasAnswered = ({ identity }: Pick<State, 'identity'>, thread: Thread): boolean =>
  foldThread(thread).answers.some(({ deviceId }) => deviceId === identity.firstDeviceId)

const answerSignal = async (
  state: State,
  id: string,
  { answer, weighing }: { answer: AnswerKind; weighing?: Weighing | undefined },
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'answer')
  if (!hasDpia(state)) throw new RuggensteunError('dpia-missing')
  const why = weighed(state, weighing)
  const thread = threadOf(state, id)
  if (thread.part !== 'responder') throw new RuggensteunError('not-allowed', { field: 'answer' })
  if (foldThread(thread).requesterOutcome) throw new RuggensteunError('already-closed')
  // Who speaks with the parents may warn whoever the child must be kept from.
  if (answer === 'contact-parents-first' && parentsAbout(state, id).advice !== 'usual')
    throw new RuggensteunError('not-allowed', { field: 'parents' })
  if (answer === 'in-view-unnamed') return shield(state, thread, why, now, ports)
  const reply = await newReplyKey(ports.random)
  const ownReplies = [...(thread.ownReplies ?? []), reply].slice(-MOST_REPLIES)
  const phone = answer === 'contact-call-me' ? state.identity.person.phone : '-'
  const content = {
    type: 'answer' as const,
    signalId: id,
    answer,
    by: { ...state.identity.person, phone },
    sentAt: sentAtOf(now),
  }
  const { publicKey: replyKey } = reply
  const leaving = [
    { content, threadId: id, replyTo: thread.replyKey, replyKey, expiresDay: thread.expiresDay },
  ]
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(state, leaving, { ...thread, ownReplies }, now.toISOString()),
    ...loggedWeighing(ports, thread.signal.number, why),
    logged(ports, 'answered', thread.signal.number, answer),
  ])
}

/** Only the coordinators of the wijk can open it: to the requester nothing goes from here, now or later. */
const shield = (
  state: State,
  thread: Thread,
  why: Weighing | null,
  now: Date,
  ports: Ports,
): Promise<void> => {
  if (passingOn(state, thread).length === 0) throw new RuggensteunError('no-coordinator')
  if (hasAnswered(state, thread)) throw new RuggensteunError('not-allowed', { field: 'answer' })
  const content = { type: 'unnamed-answer' as const, signalId: thread.id, sentAt: sentAtOf(now) }
  const leaving = [{ content, threadId: thread.id, replyTo: null, expiresDay: thread.expiresDay }]
  return state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(state, leaving, thread, now.toISOString()),
    ...loggedWeighing(ports, thread.signal.number, why),
    logged(ports, 'answered', thread.signal.number, 'in-view-unnamed'),
  ])
}

/**
 * To a hint: whoever asks may call to compare. Nothing of the signaal is known here, so the answer goes to
 * its reply key.
 */
const answerHint = async (
  state: State,
  id: string,
  weighing: Weighing | undefined,
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'answer')
  if (!hasDpia(state)) throw new RuggensteunError('dpia-missing')
  const why = weighed(state, weighing)
  const hint = state.hints.get(id)
  if (!hint) throw new RuggensteunError('unknown-signal')
  if (hint.answered) throw new RuggensteunError('not-allowed', { field: 'answer' })
  const content = {
    type: 'answer' as const,
    signalId: id,
    answer: 'perhaps-call-me' as const,
    by: state.identity.person,
    sentAt: sentAtOf(now),
  }
  const leaving = [{ content, threadId: id, replyTo: hint.replyKey, expiresDay: hint.expiresDay }]
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(state, leaving, null, now.toISOString()),
    put('hints', id, { ...hint, answered: true }),
    ...loggedWeighing(ports, null, why),
    logged(ports, 'answered', null, 'perhaps-call-me'),
  ])
}

/**
 * "Ik overleg eerst": nothing is sent, and it comes back when an answer is due, tomorrow at the earliest. Stays
 * on this device, as long as the signaal does.
 */
const consultFirst = (state: State, id: string, on: boolean, now: Date, ports: Ports): Promise<void> => {
  const tomorrow = plusDays(localDateOf(now.toISOString()), 1)
  const hint = state.threads.has(id) ? undefined : state.hints.get(id)
  const kind = on ? 'consulting' : 'undone'
  if (hint) {
    const { consulting: _, ...kept } = hint
    return state.commit([
      put('hints', id, on ? { ...kept, consulting: tomorrow } : kept),
      logged(ports, kind, null),
    ])
  }
  const thread = threadOf(state, id)
  if (thread.part !== 'responder') throw new RuggensteunError('not-allowed', { field: 'answer' })
  const { consulting: _, ...kept } = thread
  const { sentAt, urgency, number } = thread.signal
  const due = answerBy(localDateOf(sentAt), urgency, agreementsOf(state, thread).terms)
  return state.commit([
    put('threads', id, on ? { ...kept, consulting: due > tomorrow ? due : tomorrow } : kept),
    logged(ports, kind, number),
  ])
}

/** Stays on this device; the requester learns nothing of it. */
const notTheSame = (
  state: State,
  id: string,
  childId: string,
  different: boolean,
  ports: Ports,
): Promise<void> => {
  const hint = state.hints.get(id)
  if (hint && !state.threads.has(id)) {
    const kept = hint.notTheSame.filter((known) => known !== childId)
    return state.commit([
      put('hints', id, { ...hint, notTheSame: different ? [...kept, childId] : kept }),
      logged(ports, different ? 'not-the-same' : 'undone'),
    ])
  }
  const thread = threadOf(state, id)
  const others = thread.notTheSame.filter((known) => known !== childId)
  return state.commit([
    put('threads', id, { ...thread, notTheSame: different ? [...others, childId] : others }),
    logged(ports, different ? 'not-the-same' : 'undone', thread.signal.number),
  ])
}

/** The requester looked at what two people contradict each other in; stays on this device. */
const resolveConflict = (state: State, id: string, conflictId: string, ports: Ports): Promise<void> => {
  const thread = threadOf(state, id)
  if (!foldThread(thread).conflicts.some((conflict) => conflict.id === conflictId))
    throw new RuggensteunError('not-allowed', { field: 'conflict' })
  return state.commit([
    put('threads', id, { ...thread, resolved: [...thread.resolved, conflictId] }),
    logged(ports, 'settled', thread.signal.number),
  ])
}

/**
 * The requester closes for everyone, or opens again; a responder records the own outcome for the requester. `onward`:
 * with whom it goes on, where somebody can.
 */
const closeSignal = async (
  state: State,
  id: string,
  { outcome, onward }: { outcome: Outcome; onward?: string | undefined },
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'outcome')
  const thread = threadOf(state, id)
  if (thread.part === 'none') throw new RuggensteunError('not-allowed', { field: 'outcome' })
  // It says that the child is known here: that was weighed with an answer, and with nothing else.
  if (thread.part === 'responder' && !hasAnswered(state, thread))
    throw new RuggensteunError('not-allowed', { field: 'outcome' })
  // It would name who it is from.
  if (thread.part === 'responder' && isUnnamed(state, thread))
    throw new RuggensteunError('not-allowed', { field: 'outcome' })
  if (outcome === 'reopened' && (thread.part !== 'requester' || !foldThread(thread).requesterOutcome))
    throw new RuggensteunError('not-allowed', { field: 'outcome' })
  if (onward !== undefined && (!GOES_ON.includes(outcome) || !parentsAbout(state, id).namesOnward))
    throw new RuggensteunError('not-allowed', { field: 'onward' })
  const before = ownEnd(thread, state.identity.device.organisationId)
  if (before?.outcome === outcome && before.onward === onward) throw new RuggensteunError('already-closed')
  const content = {
    type: 'outcome' as const,
    signalId: id,
    outcome,
    ...(onward === undefined ? {} : { onward }),
    sentAt: sentAtOf(now),
  }
  const replyTo = thread.part === 'responder' ? thread.replyKey : null
  const leaving = [{ content, threadId: id, replyTo, expiresDay: thread.expiresDay }]
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(state, leaving, thread, now.toISOString()),
    logged(ports, outcome === 'reopened' ? 'reopened' : 'closed', thread.signal.number, outcome),
  ])
}

/** Commands of this area. */
export const RESPOND_HANDLERS = {
  close: sends(({ state, now, ports }, command) => closeSignal(state, command.signalId, command, now, ports)),
  'resolve-conflict': sends(({ state, ports }, { signalId, conflictId }) =>
    resolveConflict(state, signalId, conflictId, ports),
  ),
  answer: sends(({ state, now, ports }, command) =>
    answerSignal(state, command.signalId, command, now, ports),
  ),
  'answer-hint': sends(({ state, now, ports }, { signalId, weighing }) =>
    answerHint(state, signalId, weighing, now, ports),
  ),
  'consult-first': stays(({ state, now, ports }, { signalId, on }) =>
    consultFirst(state, signalId, on, now, ports),
  ),
  'not-the-same': sends(({ state, ports }, { signalId, childId }) =>
    notTheSame(state, signalId, childId, true, ports),
  ),
  'undo-not-the-same': sends(({ state, ports }, { signalId, childId }) =>
    notTheSame(state, signalId, childId, false, ports),
  ),
} satisfies HandlersOf<
  | 'close'
  | 'resolve-conflict'
  | 'answer'
  | 'answer-hint'
  | 'consult-first'
  | 'not-the-same'
  | 'undo-not-the-same'
>
