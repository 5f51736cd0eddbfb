/** An item of the outbox becomes an envelope: once, but where *not safe* was said before it left. */
import type { Exclusive } from '../store/exclusive.ts'
import { leadsToFamily, asMayLeave } from '../core/parents-words.ts'
import { counterKey } from '../store/counters.ts'
import { logged, notSealedTo } from '../store/logbook.ts'
import { unsent, pendingHash, isPersons } from './queue.ts'
import { addressOf } from './address.ts'
import { currentWeekKey } from '../directory/week-key.ts'
import type { Ports } from '../ports.ts'
import { type Change, remove, outboxKey, put, setMeta } from '../store/changes.ts'
import type { OutboxItem } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { weekNumber, dayNumber } from '../../../shared/calendar/time.ts'
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError, asRuggensteunError } from '../../../shared/errors.ts'
import { sealEnvelope } from '../../../shared/protocol/envelope.ts'
import { scopeOfMessage } from '../../../shared/messages/who-may-write.ts'
import { type Kind, encodeMessage } from '../../../shared/messages/registry.ts'
import { receiptFor } from './receipts.ts'
import { openOuter } from '../directory/outer-layer.ts'

/** What belongs to a signaal that this device could not open, or to none. */
const STANDS_ALONE: readonly Kind[] = ['receipt', 'answer', 'link', 'obstacle', 'obstacle-reply']

const build = async (state: State, item: OutboxItem, now: Date, ports: Ports): Promise<readonly Change[]> => {
  const thread = state.threads.get(item.threadId)
  const isSignal = item.content.type === 'signal'
  if (!thread && !STANDS_ALONE.includes(item.content.type)) return [remove('outbox', outboxKey(item.order))]
  if (leadsToFamily(item.content, state)) return unsent(state, item, 'unsafe-since', now, ports)
  // What follows a signaal is sealed to whoever could open it, so it waits until the signaal has its key.
  if (thread && !isSignal && thread.contentKey === '') throw new RuggensteunError('tokens-missing')
  const content = asMayLeave(item.content, item.threadId, state)
  const eventId = isSignal ? fromBase64url(item.threadId) : ports.random(16)
  const address = addressOf(state, { ...item, content }, thread, eventId, now)
  if (address === 'no-role') return unsent(state, item, 'not-your-role', now, ports)
  if (address === 'no-device')
    return [
      remove('outbox', outboxKey(item.order)),
      logged(ports, 'refused', thread?.signal.number ?? null, 'device'),
    ]
  const own = isSignal ? thread?.replyKey : item.replyKey
  const deviceId = state.identity.device.id
  const counter = (state.meta.counter ?? 0) + 1
  const sealed = await sealEnvelope(
    {
      ...address,
      isSignal,
      eventId,
      expiresDay: item.expiresDay,
      weekKey: currentWeekKey(state, weekNumber(now), scopeOfMessage(content)),
      replyKey: own === undefined ? null : fromBase64url(own),
      coordinators: address.coordinators.map(({ hpkeKey }) => fromBase64url(hpkeKey)),
      signingKey: state.identity.signingKey,
      text: encodeMessage({ deviceId, counter, content }),
    },
    ports.random,
  )
  const [hash, messageHash] = [toBase64url(sealed.hash), toBase64url(sealed.messageHash)]
  const changes: Change[] = [
    put('outbox', outboxKey(item.order), {
      ...item,
      content,
      envelope: toBase64url(sealed.bytes),
      hash,
      messageHash,
    }),
    setMeta('counter', counter),
    put('counters', counterKey(deviceId, counter), {
      deviceId,
      hash: messageHash,
      seq: 0,
      expiresDay: item.expiresDay,
      forkedAt: null,
    }),
    ...sealed.leftOut.map((place) => notSealedTo(state, address.coordinators[place]!.organisationId, ports)),
  ]
  if (isSignal && thread && content.type === 'signal')
    changes.push(
      put('threads', thread.id, {
        ...thread,
        signal: content,
        events: thread.events.map((event) =>
          event.hash === pendingHash(item.order) ? { ...event, content } : event,
        ),
        contentKey: toBase64url(sealed.contentKey),
      }),
    )
  return changes
}

/**
 * A receipt to a key that is none is nobody's loss; what a person wrote stays and says why. Neither holds up
 * the others.
 */
const cannotBuild = (state: State, item: OutboxItem, error: RuggensteunError, ports: Ports): Change[] => {
  if (error.policy !== 'retry' && error.code !== 'unexpected') throw error
  if (error.code === 'unexpected' && !isPersons(item))
    return [remove('outbox', outboxKey(item.order)), logged(ports, 'refused', null, 'reply-key')]
  state.waitingFor.set(item.order, state.waitingFor.get(item.order) ?? error.code)
  return []
}

export type Ready = OutboxItem & {
  readonly envelope: string
  readonly hash: string
  readonly messageHash: string
}

export const isSealed = (item: OutboxItem): item is Ready =>
  item.envelope !== null && item.hash !== null && item.messageHash !== null

const everything = (): boolean => true

/** Envelopes that are sealed and written together. */
const SEAL_TOGETHER = 16

/** Seals an item once. One that cannot be built yet waits with its reason and does not hold up the others. */
const sealItem = async (state: State, order: number, now: Date, ports: Ports): Promise<readonly Change[]> => {
  const item = state.outbox.get(outboxKey(order))
  if (!item || item.envelope) return []
  try {
    const changes = await build(state, item, now, ports)
    state.waitingFor.delete(order)
    return changes
  } catch (error) {
    return cannotBuild(state, item, asRuggensteunError(error), ports)
  }
}

/** Whether *not safe* was said since this was sealed: it would lead to the family, or say otherwise. */
const isOvertaken = (state: State, { content, threadId }: OutboxItem): boolean =>
  leadsToFamily(content, state) || asMayLeave(content, threadId, state) !== content

/**
 * What was sealed and did not leave is sealed again where *not safe* came meanwhile, with all that waits about the
 * same signaal: under the key of the first envelope nobody could read it. Not what is with others already: what the
 * relay has stands in the log that was read, and a file that somebody carries cannot be called back. What the relay
 * took without a word, and tells only later, comes as an own event and stands in its thread again.
 */
const openAgain = (state: State): Change[] => {
  const known = new Set([...state.envelopes.values()].map(({ envelope }) => envelope))
  const kept = [...state.outbox.values()].filter(
    (item) => isSealed(item) && isPersons(item) && !item.carriedAt && !known.has(item.envelope),
  )
  const threads = new Set(kept.filter((item) => isOvertaken(state, item)).map(({ threadId }) => threadId))
  return kept
    .filter(({ threadId }) => threads.has(threadId))
    .map((item) =>
      put('outbox', outboxKey(item.order), { ...item, envelope: null, hash: null, messageHash: null }),
    )
}

/** Receipts for the signalen that came since the last ones were made. */
const makeReceipts = async (
  state: State,
  now: () => Date,
  ports: Ports,
  exclusive: Exclusive,
): Promise<void> => {
  const after = state.meta.receipted ?? 0
  const owed = [...state.envelopes.values()]
    .filter(({ seq, isSignal }) => seq > after && isSignal === true)
    .sort((a, b) => a.seq - b.seq)
  for (let from = 0; from < owed.length; from += SEAL_TOGETHER)
    await exclusive(() =>
      state.transaction(async (stage) => {
        for (const { seq, envelope } of owed.slice(from, from + SEAL_TOGETHER)) {
          const opened = openOuter(state, fromBase64url(envelope))
          const order = state.meta.nextOrder ?? 1
          stage([...(opened ? receiptFor(state, opened, now(), ports) : []), setMeta('receipted', seq)])
          stage(await sealItem(state, order, now(), ports))
        }
      }),
    )
}

/** Seals what waits, in order, and gives what is ready to leave. */
export const sealOutbox = async (
  state: State,
  now: () => Date,
  ports: Ports,
  exclusive: Exclusive,
  which: (item: OutboxItem) => boolean = everything,
): Promise<Ready[]> => {
  if (which === everything) await makeReceipts(state, now, ports, exclusive)
  await exclusive(async () => {
    const opened = openAgain(state)
    if (opened.length > 0) await state.commit(opened)
  })
  const orders = [...state.outbox.values()]
    .filter(which)
    .map(({ order }) => order)
    .sort((a, b) => a - b)
  const open = orders.filter((order) => state.outbox.get(outboxKey(order))?.envelope === null)
  for (let from = 0; from < open.length; from += SEAL_TOGETHER)
    await exclusive(() =>
      state.transaction(async (stage) => {
        for (const order of open.slice(from, from + SEAL_TOGETHER))
          stage(await sealItem(state, order, now(), ports))
      }),
    )
  return orders
    .flatMap((order) => state.outbox.get(outboxKey(order)) ?? [])
    .filter(isSealed)
    .filter(({ expiresDay }) => expiresDay > dayNumber(now()))
}
