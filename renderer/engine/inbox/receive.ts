/**
 * One envelope of the relay's log becomes knowledge, or nothing: opened (open.ts), believed (verify.ts), and
 * only then kept and told. Idempotent.
 */
import { foldBoard } from '../core/obstacles.ts'
import { foldThread } from '../core/thread-state.ts'
import { type Fork, type Thread, withEvent, withoutEvent } from '../core/thread.ts'
import { sentAtOf } from '../core/dates.ts'
import { logged } from '../store/logbook.ts'
import type { BoardContent } from '../store/board.ts'
import { queued } from '../outbox/queue.ts'
import type { Ports } from '../ports.ts'
import { put, envelopeKey, type Change } from '../store/changes.ts'
import type { StoredEnvelope } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { type Arrival, type Received, NO_EFFECT } from './arrival.ts'
import { takeOfBoard } from './board.ts'
import { type Counted, countedUnder } from '../store/counters.ts'
import { withHint } from './hints.ts'
import { noticeOf } from './notices.ts'
import { openEvent, openOther, openSignal, type OpenedEvent } from './open.ts'
import { openOuter } from '../directory/outer-layer.ts'
import { isOwn, isWaiting, threadEvent, type Passed } from './passed.ts'
import { receiptFor } from '../outbox/receipts.ts'
import { isLater, takeSignal } from './signals.ts'
import { verify, type Refusal, type Verified } from './verify.ts'
import { isUsableAgreementKey } from '../../../shared/crypto/usable-key.ts'
import { toBase64url, fromBase64url } from '../../../shared/encoding.ts'
import { MESSAGES, type EventContent } from '../../../shared/messages/registry.ts'
import type { SignalContent } from '../../../shared/messages/signal.ts'
import type { About, Way } from '../../../shared/messages/who-may-write.ts'
import type { OpenedLayer } from '../../../shared/protocol/envelope.ts'
import { decodeOuterHeader } from '../../../shared/protocol/outer-header.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { aboutThread } from '../core/about.ts'

/** An envelope on its way through, once its outer layer is open. */
interface Passage {
  readonly state: State
  readonly arrival: Arrival
  readonly opened: OpenedLayer
  readonly envelope: Uint8Array
  readonly row: StoredEnvelope
  readonly now: Date
  readonly ports: Ports
}

export const receive = async (state: State, arrival: Arrival, now: Date, ports: Ports): Promise<Received> => {
  const envelope = fromBase64url(arrival.envelope)
  const header = decodeOuterHeader(envelope)
  if (!header) return { ...NO_EFFECT, changes: [logged(ports, 'refused', null, 'envelope')] }
  if (header.expiresDay <= dayNumber(now)) return NO_EFFECT // past its date it is nothing, also where a relay serves it again
  const opened = openOuter(state, envelope)
  const objection = opened && objectionToLayer(opened)
  const row = {
    ...rowOf(arrival, header.expiresDay),
    isSignal: objection ? false : (opened?.isSignal ?? null),
  }
  // What is looked at again is kept already, with why it was refused.
  const isKept = arrival.again && state.envelopes.has(envelopeKey(arrival.seq))
  const kept = isKept ? [] : [put('envelopes', envelopeKey(arrival.seq), row)]
  if (!opened) return { ...NO_EFFECT, changes: kept }
  const passage: Passage = { state, arrival, opened, envelope, row, now, ports }
  const result = objection
    ? refused(passage, null, objection)
    : opened.isSignal
      ? await receiveSignal(passage)
      : await receiveOther(passage)
  return { ...result, changes: [...kept, ...result.changes] }
}

/**
 * Why nothing in this layer counts. Nobody can answer to a key that is none: the event is refused whole, and what
 * answers to it is never made. Where a signaal stands under the key of the board, those would read it who may not.
 */
const objectionToLayer = ({ replyKey, isSignal, of }: OpenedLayer): 'reply-key' | 'way' | null => {
  if (!isUsableAgreementKey(replyKey)) return 'reply-key'
  return isSignal && of === 'board' ? 'way' : null
}

/**
 * As {@link receive}; an envelope that makes it fail costs itself only. It is kept, for a newer app may read
 * it, and reported once; the ones after it are read.
 */
export const receiveAny = async (
  state: State,
  arrival: Arrival,
  now: Date,
  ports: Ports,
): Promise<Received> => {
  try {
    return await receive(state, arrival, now, ports)
  } catch {
    if (state.envelopes.has(envelopeKey(arrival.seq))) return NO_EFFECT
    const expiresDay = decodeOuterHeader(fromBase64url(arrival.envelope))?.expiresDay ?? dayNumber(now)
    return {
      ...NO_EFFECT,
      changes: [
        put('envelopes', envelopeKey(arrival.seq), rowOf(arrival, expiresDay)),
        logged(ports, 'refused', null, 'unreadable'),
      ],
    }
  }
}

const rowOf = ({ seq, envelope, salt }: Arrival, expiresDay: number): StoredEnvelope => ({
  seq,
  envelope,
  expiresDay,
  isSignal: null,
  salt,
})

/** Reported once for each envelope, however often it is looked at. `number`: of the signaal it says it is about. */
const refused = (
  { state, arrival, row, ports }: Passage,
  number: string | null,
  why: Refusal | 'reply-key' | 'fork',
): Received =>
  state.envelopes.get(envelopeKey(arrival.seq))?.refused === why
    ? NO_EFFECT
    : {
        ...NO_EFFECT,
        changes: [
          put('envelopes', envelopeKey(arrival.seq), { ...row, refused: why }),
          logged(ports, 'refused', number, why),
        ],
      }

/** The gate, and behind it what follows from a message that passed: `effect`. */
const pass = async (
  { state, arrival, opened, row, now, ports }: Passage,
  event: OpenedEvent | null,
  way: Way,
  about: About | null,
  outcome: {
    readonly refused: (why: Refusal | 'fork') => Received
    readonly effect: (passed: Passed) => Received
  },
): Promise<Received> => {
  const { of, isSignal, expiresDay } = opened
  const { seq } = arrival
  const verdict = await verify(event, { way, of, isSignal, seq, expiresDay }, about, state)
  if ('wait' in verdict)
    return {
      ...NO_EFFECT,
      changes: [put('envelopes', envelopeKey(seq), { ...row, waits: true })],
      unknownDevice: true,
    }
  if ('refused' in verdict) return outcome.refused(verdict.refused)
  const { deviceId, counter, hash } = event!
  const counted = countedUnder(state, { deviceId, counter, hash, seq, expiresDay }, now, ports)
  const { changes, instead } = counted
  const fork = forkOf(state, counted, { ...verdict.ok, hash }, now)
  if (!counted.counts) return withFork(state, withChanges(outcome.refused('fork'), changes), fork)
  // An own event waits here to be acknowledged, and stands in its thread or on the board already.
  if (isOwn(state, verdict.ok.author) && isWaiting(state, hash)) return { ...NO_EFFECT, changes }
  const result = outcome.effect({ ...verdict.ok, hash, seq, ...(instead ? { instead } : {}) })
  return withFork(
    state,
    withChanges(result, [...changes, ...(instead ? dropped(state, instead, result.changes) : [])]),
    fork,
  )
}

interface ForkIn {
  readonly threadId: string
  readonly fork: Fork
}

/** Both messages, where people wrote them and the one that was there stands in a thread; null otherwise. */
const forkOf = (
  state: State,
  { beside, counts }: Counted,
  passed: Verified & { readonly hash: string },
  now: Date,
): ForkIn | null => {
  if (beside === undefined || MESSAGES[passed.content.type].toldAs === null) return null
  for (const { id, events } of state.threads.values()) {
    const known = events.find(({ hash }) => hash === beside)?.content
    if (!known) continue
    const [first, other] = counts ? [passed.content, known] : [known, passed.content]
    const { organisationId } = passed.author
    const otherHash = counts ? beside : passed.hash
    const fork = { organisationId, at: now.toISOString(), counts: first, other, otherHash }
    return { threadId: id, fork }
  }
  return null
}

const MOST_FORKS = 20

const withFork = (state: State, result: Received, found: ForkIn | null): Received => {
  if (!found) return result
  const { threadId, fork } = found
  const written = result.changes.findLast(({ table, key }) => table === 'threads' && key === threadId)
  const thread = (written?.value ?? state.threads.get(threadId)) as Thread
  const before = thread.forks ?? []
  if (before.some(({ otherHash }) => otherHash === fork.otherHash)) return result
  const forks = [...before, fork].slice(0, MOST_FORKS)
  return withChanges(result, [put('threads', threadId, { ...thread, forks })])
}

const withChanges = (result: Received, changes: readonly Change[]): Received => ({
  ...result,
  changes: [...result.changes, ...changes],
})

/** Takes a message out of the threads that `written` does not write anew. */
const dropped = (state: State, hash: string, written: readonly Change[]): Change[] => {
  const anew = new Set(written.flatMap(({ table, key }) => (table === 'threads' ? [key] : [])))
  return [...state.threads.values()]
    .filter(({ id, events }) => !anew.has(id) && events.some((event) => event.hash === hash))
    .map((thread) => put('threads', thread.id, withoutEvent(thread, hash)))
}

const receiveSignal = async (passage: Passage): Promise<Received> => {
  const { state, arrival, opened, now, ports } = passage
  const id = toBase64url(opened.eventId)
  const known = state.threads.get(id)
  if (known?.part === 'requester') return NO_EFFECT
  const isDue =
    !arrival.again &&
    arrival.seq <= (state.meta.receipted ?? 0) &&
    state.envelopes.get(envelopeKey(arrival.seq))?.isSignal !== true
  const receipt = isDue ? receiptFor(state, opened, now, ports) : []
  const { key, children, agreed, asCoordinator } = await openSignal(
    state,
    opened,
    !known?.coordinator || isLater(known, arrival),
  )
  if (!key) return withHint(state, opened, id, agreed, receipt, now)
  const event = openEvent(opened, key.key)
  const number = event?.content.type === 'signal' ? event.content.number : null
  const result = await pass(passage, event, key.way, known ? aboutThread(known, false) : null, {
    refused: (why) => refused(passage, why === 'content' || why === 'signature' ? null : number, why),
    effect: (passed) =>
      takeSignal(
        state,
        passed as Passed<SignalContent>,
        opened,
        { contentKey: key.key, children, asCoordinator },
        now,
        ports,
      ),
  })
  return { ...result, changes: [...receipt, ...result.changes] }
}

const receiveOther = async (passage: Passage): Promise<Received> => {
  const { state, opened, now, ports } = passage
  const found = await openOther(state, opened, passage.arrival.again)
  if (!found) return NO_EFFECT
  if ('answered' in found) return markAnswered(found.answered, now)
  const event = openEvent(opened, found.key)
  if (found.way === 'board')
    return pass(passage, event, 'board', event && aboutBoard(state, event.content), {
      refused: (why) => refused(passage, null, why),
      effect: (passed) => takeOfBoard(state, passed as Passed<BoardContent>, opened.expiresDay, ports),
    })
  const threadId = event && 'signalId' in event.content ? event.content.signalId : found.threadId
  const thread = threadId === null ? undefined : state.threads.get(threadId)
  // A coordinator may hold the key of a message about a signaal that it cannot open (yet).
  if (!thread || (found.way === 'coordinator' && !thread.coordinator)) return NO_EFFECT
  const mayBeAbout = found.threadId === null || found.threadId === thread.id
  return pass(
    passage,
    mayBeAbout ? event : null,
    found.way,
    aboutThread(thread, thread.part === 'requester'),
    {
      refused: (why) => refused(passage, thread.signal.number, why),
      effect: (passed) => takeInThread(passage, thread, passed, found.way),
    },
  )
}

/** The obstacle that a reply is about, as it stands on the board here. */
const aboutBoard = (state: State, content: EventContent): About => {
  const obstacles =
    content.type === 'obstacle-reply' ? foldBoard(state.meta.obstacles?.events ?? []).obstacles : []
  const obstacle = obstacles.find(({ ref }) => 'ref' in content && ref === content.ref)
  return { requester: null, neighbourhood: obstacle?.neighbourhood ?? null, isOwn: false }
}

const markAnswered = (thread: Thread, now: Date): Received =>
  thread.answeredAt
    ? NO_EFFECT
    : {
        ...NO_EFFECT,
        changes: [put('threads', thread.id, { ...thread, answeredAt: now.toISOString() })],
      }

const takeInThread = (
  { state, opened, now }: Passage,
  thread: Thread,
  passed: Passed,
  way: Way,
): Received => {
  const { content, author } = passed
  const updated = withEvent(withoutEvent(thread, passed.instead), threadEvent(state, passed, opened, now))
  if (updated === thread) return NO_EFFECT
  const own = isOwn(state, author)
  const notice = own ? null : noticeOf(content, way, thread.part)
  return {
    changes:
      content.type === 'unnamed-answer' && !own
        ? passOn(state, updated, now)
        : [put('threads', thread.id, updated)],
    notices: notice ? [notice] : [],
    unknownDevice: false,
  }
}

/** In the coordinator's own name, once: the child is in view. Nothing in it tells with whom. */
const passOn = (state: State, thread: Thread, now: Date): Change[] => {
  const { firstDeviceId, person } = state.identity
  const told = thread.events.some(
    ({ deviceId, content }) => deviceId === firstDeviceId && content.type === 'answer',
  )
  if (told || foldThread(thread).requesterOutcome) return [put('threads', thread.id, thread)]
  const content = {
    type: 'answer' as const,
    signalId: thread.id,
    answer: 'in-view-unnamed' as const,
    by: person,
    sentAt: sentAtOf(now),
  }
  return queued(
    state,
    [{ content, threadId: thread.id, replyTo: thread.replyKey, expiresDay: thread.expiresDay }],
    thread,
    now.toISOString(),
  )
}
