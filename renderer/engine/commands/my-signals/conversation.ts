/** Saying something to the other of two matched parties, and taking it back. */
import { sends, type HandlersOf } from '../handler.ts'
import { boundsOf } from '../../../../shared/calendar/day-bounds.ts'
import { toBase64url } from '../../../../shared/encoding.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { mayAgreeOn, mayAskOf, type ParentsAdvice } from '../../../../shared/domain/parents-advice.ts'
import type { Entry } from '../../../../shared/domain/conversation.ts'
import { foldConversation, asksFor, newlySeen, type Side } from '../../core/conversation.ts'
import { answererReads, requesterReads } from '../../directory/readers.ts'
import { localDateOf, sentAtOf } from '../../core/dates.ts'
import { parentsAbout } from '../../core/parents-words.ts'
import { foldThread } from '../../core/thread-state.ts'
import type { Thread } from '../../core/thread.ts'
import { logged } from '../../store/logbook.ts'
import { inPlaceOfDecoy, pendingHash, queued } from '../../outbox/queue.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { outboxKey, put, remove } from '../../store/changes.ts'
import { needRole, threadOf } from '../../directory/needs.ts'
import { hasAnswered } from '../possible-match/respond.ts'

const REF_BYTES = 6
/** What a person notes for this device and its clock as well: also where nobody reads it any more. */
const ALSO_UNREAD: readonly Entry['kind'][] = ['follow-up', 'pause', 'take-back']

interface Line {
  readonly side: Side
  /** Device of who answered: with that the conversation is. */
  readonly responder: string
  readonly replyTo: string
  readonly to?: string
  /** Whether the other can still open it. */
  readonly reads: boolean
}

/** How to reach the other. Throws not-allowed where the two did not find each other yet. */
const lineOf = (state: State, thread: Thread, responder: string): Line => {
  const own = state.identity.firstDeviceId
  if (thread.part === 'responder') {
    if (responder !== own || !thread.ownReplies || !hasAnswered(state, thread))
      throw new RuggensteunError('not-allowed', { field: 'to' })
    return { side: 'responder', responder, replyTo: thread.replyKey, reads: requesterReads(state, thread) }
  }
  const answer =
    thread.part === 'requester'
      ? foldThread(thread).answers.find(({ deviceId }) => deviceId === responder)
      : undefined
  if (!answer?.replyKey) throw new RuggensteunError('not-allowed', { field: 'to' })
  return {
    side: 'requester',
    responder,
    replyTo: answer.replyKey,
    to: responder,
    reads: answererReads(state, answer),
  }
}

/**
 * Throws not-allowed for a reply to what is not open for us, where nobody would read it, or for what leads to
 * the family where that is not safe; date-in-past for a date that has passed, date-out-of-bounds for one that is
 * further than a year.
 */
const checkSaid = (
  thread: Thread,
  { side, responder, reads }: Line,
  entry: Entry,
  today: string,
  advice: ParentsAdvice,
): void => {
  if (!reads && !ALSO_UNREAD.includes(entry.kind)) throw new RuggensteunError('not-allowed', { field: 'to' })
  const conversation = foldConversation(thread, responder)
  const meant =
    entry.kind === 'accept' ? asksFor(conversation, side).find(({ ref }) => ref === entry.to)?.entry : entry
  if (
    (meant && 'ask' in meant && !mayAskOf(meant.ask, advice)) ||
    (entry.kind === 'agreement' && !mayAgreeOn(entry.what, advice))
  )
    throw new RuggensteunError('not-allowed', { field: 'parents' })
  if (
    (entry.kind === 'accept' || entry.kind === 'refuse' || entry.kind === 'propose') &&
    !asksFor(conversation, side).some(({ ref }) => ref === entry.to)
  )
    throw new RuggensteunError('not-allowed', { field: 'reply' })
  if (
    entry.kind === 'take-back' &&
    !conversation.items.some(({ ref, by }) => ref === entry.to && by === side)
  )
    throw new RuggensteunError('not-allowed', { field: 'reply' })
  const day = entry.kind === 'agreement' ? entry.on : entry.kind === 'pause' ? entry.until : null
  if (day === null) return
  if (day < today) throw new RuggensteunError('date-in-past')
  if (day > boundsOf('ahead', today).max) throw new RuggensteunError('date-out-of-bounds')
}

/**
 * `responder`: the device that answered, also where that is this one. Returns what names it. No longer in
 * contact opens the signaal again.
 */
const say = async (
  state: State,
  id: string,
  responder: string,
  entry: Entry,
  now: Date,
  ports: Ports,
): Promise<{ ref: string }> => {
  needRole(state, 'conversation')
  const thread = threadOf(state, id)
  const line = lineOf(state, thread, responder)
  checkSaid(thread, line, entry, localDateOf(now.toISOString()), parentsAbout(state, id).advice)
  const ref = toBase64url(ports.random(REF_BYTES))
  const content = { type: 'conversation' as const, signalId: id, ref, entry, sentAt: sentAtOf(now) }
  const common = { threadId: id, expiresDay: thread.expiresDay }
  // That the child is out of sight again is for everybody who was told that there was contact.
  const reopens =
    line.side === 'requester' &&
    entry.kind === 'follow-up' &&
    !entry.inContact &&
    foldThread(thread).requesterOutcome !== null
  if (reopens) needRole(state, 'outcome')
  const leaving = [
    { ...common, content, replyTo: line.replyTo, ...(line.to === undefined ? {} : { to: line.to }) },
    ...(reopens
      ? [
          {
            ...common,
            content: {
              type: 'outcome' as const,
              signalId: id,
              outcome: 'reopened' as const,
              sentAt: sentAtOf(now),
            },
            replyTo: null,
          },
        ]
      : []),
  ]
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(state, leaving, thread, now.toISOString()),
    logged(ports, 'said', thread.signal.number, entry.kind),
    ...(reopens ? [logged(ports, 'reopened', thread.signal.number)] : []),
  ])
  return { ref }
}

/**
 * What did not leave yet is as if it was never said; what did is taken back, and the other may have seen it.
 */
const unsay = async (
  state: State,
  id: string,
  responder: string,
  ref: string,
  now: Date,
  ports: Ports,
): Promise<void> => {
  const waiting = [...state.outbox.values()].find(
    ({ threadId, content, envelope }) =>
      threadId === id && content.type === 'conversation' && content.ref === ref && envelope === null,
  )
  if (!waiting) {
    await say(state, id, responder, { kind: 'take-back', to: ref }, now, ports)
    return
  }
  const thread = threadOf(state, id)
  const events = thread.events.filter(({ hash }) => hash !== pendingHash(waiting.order))
  await state.commit([
    remove('outbox', outboxKey(waiting.order)),
    put('threads', id, { ...thread, events }),
    logged(ports, 'undone', thread.signal.number),
  ])
}

/**
 * To the other of the two, once for each time that there is something new. It goes with the receipts and takes the
 * place of a decoy: nobody waits for it.
 */
const tellSeen = async (state: State, id: string, responder: string, now: Date): Promise<void> => {
  needRole(state, 'conversation')
  const thread = threadOf(state, id)
  const line = lineOf(state, thread, responder)
  const ref = newlySeen(foldConversation(thread, responder), line.side)
  if (ref === undefined || !line.reads) return
  const content = { type: 'seen' as const, signalId: id, ref, sentAt: sentAtOf(now) }
  const { replyTo, to } = line
  const leaving = {
    content,
    threadId: id,
    replyTo,
    expiresDay: thread.expiresDay,
    ...(to === undefined ? {} : { to }),
  }
  await state.commit([...inPlaceOfDecoy(state), ...queued(state, [leaving], thread, now.toISOString())])
}

/** Commands of this area. */
export const CONVERSATION_HANDLERS = {
  say: sends(({ state, now, ports }, { signalId, responder, entry }) =>
    say(state, signalId, responder, entry, now, ports),
  ),
  unsay: sends(({ state, now, ports }, { signalId, responder, ref }) =>
    unsay(state, signalId, responder, ref, now, ports),
  ),
  seen: sends(({ state, now }, { signalId, responder }) => tellSeen(state, signalId, responder, now)),
} satisfies HandlersOf<'say' | 'unsay' | 'seen'>
