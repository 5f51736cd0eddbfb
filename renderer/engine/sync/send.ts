/**
 * Sends the outbox. Each item is sealed once and removed after the relay's signed acknowledgement.
 */
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { readStatement, signedBy } from '../../../shared/crypto/signing.ts'
import { asRuggensteunError, RuggensteunError } from '../../../shared/errors.ts'
import { coordinates } from '../../../shared/membership/roles.ts'
import { opens } from '../../../shared/matching/key-types.ts'
import { deviceNow } from '../../../shared/membership/directory.ts'
import { slotPlan } from '../../../shared/matching/slots.ts'
import {
  answeredMark,
  boardToken,
  COORDINATOR_KEYS,
  sealEnvelope,
  SLOTS,
  threadToken,
  type ScopeKey,
} from '../../../shared/protocol/envelope.ts'
import { MAX_PUSH, PushAnswer } from '../../../shared/protocol/http.ts'
import { dayNumber, weekNumber } from '../../../shared/calendar/time.ts'
import { dueAt, type Decoy } from '../core/decoys.ts'
import { asMayLeave, leadsToFamily } from '../core/parents-words.ts'
import { canBeSealedTo } from '../../../shared/membership/directory.ts'
import type { Device, Statement } from '../../../shared/membership/statements.ts'
import type { Thread } from '../core/thread.ts'
import { logged, notSealedTo } from '../journal.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import { acknowledgedOnBoard, isOfBoard } from '../obstacles.ts'
import { isPersons, pendingHash, unsent } from '../outbox.ts'
import type { Ports } from '../ports.ts'
import { type Change, outboxKey, put, remove, setMeta, tokensKey } from '../store/changes.ts'
import { chainChanges } from './device-chain.ts'
import { openOuter, receiptFor } from './receive.ts'
import { childrenWithoutTokens, epochsToSend } from './tokens.ts'
import { firstDeviceOf, isLive, receiptedUntil, scopesOf, type State } from '../store/state.ts'
import type { OutboxItem, StoredTokens } from '../store/rows.ts'
import type { Exclusive } from '../commands/caseload-parts.ts'

/**
 * The newest scope key we hold, of this week or the two before: a week without an administrator must not stop
 * a signaal.
 */
const newestScope = (state: State, week: number): ScopeKey | undefined =>
  [week, week - 1, week - 2]
    .map((candidate) => scopesOf(state, candidate)[0])
    .find((key) => key !== undefined)
export const hasScopeKey = (state: State, now: Date): boolean =>
  newestScope(state, weekNumber(now)) !== undefined
const currentScope = (state: State, week: number): ScopeKey => {
  const scope = newestScope(state, week)
  if (!scope) throw new RuggensteunError('no-scope-key')
  return scope
}

/** Coordinator devices of the wijk that can be sealed to, at most as many as an envelope has places. */
const coordinatorsOf = (state: State, neighbourhood: string): Device[] =>
  [...state.directory.devices.values()]
    .filter((device) => coordinates(device, neighbourhood) && canBeSealedTo(device))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, COORDINATOR_KEYS)

/** Who can pass on that a child is in view: neither the asker nor somebody who must not be named does. */
export const passingOn = (state: State, { signal, askerDeviceId }: Thread): readonly Device[] =>
  coordinatorsOf(state, signal.neighbourhood).filter(
    ({ id }) => ![askerDeviceId, state.identity.firstDeviceId].includes(firstDeviceOf(state, id)),
  )

type Made = StoredTokens['tokens'][number]
/**
 * What fills the slots: of this epoch what opens, then what hints; what room is left is for the epoch before,
 * for who was away.
 */
const slotsOf = (epochs: readonly (readonly (readonly Made[])[])[]): Made[] =>
  epochs.flatMap((children) => slotPlan(children, SLOTS)).slice(0, SLOTS)

/**
 * Tokens of the children of a signaal: of this epoch all, of the one before as far as they are there and
 * there is room.
 */
const tokensOf = (state: State, thread: Thread, now: Date): { tokens: Uint8Array[]; hints: Uint8Array[] } => {
  if (!isLive(state)) throw new RuggensteunError('dpia-missing')
  const [epoch, ...earlier] = epochsToSend(now)
  if (childrenWithoutTokens(state, thread.childIds, epoch!).length > 0)
    throw new RuggensteunError('tokens-missing')
  const chosen = slotsOf(
    [epoch!, ...earlier].map((one) =>
      thread.childIds.map((id) => state.tokens.get(tokensKey(one, id))?.tokens ?? []),
    ),
  )
  if (chosen.length === 0) throw new RuggensteunError('unknown-child')
  const bytes = (opening: boolean): Uint8Array[] =>
    chosen.filter(({ type }) => opens(type) === opening).map(({ token }) => fromBase64url(token))
  return { tokens: bytes(true), hints: bytes(false) }
}

const build = async (state: State, item: OutboxItem, now: Date, ports: Ports): Promise<readonly Change[]> => {
  const thread = state.threads.get(item.threadId)
  const isSignal = item.content.type === 'signal'
  // A receipt, an answer to a hint, and that an own signaal may belong to it, belong to a signaal that we
  // could not open; an obstacle to none.
  const toBoard = isOfBoard(item.content)
  if (
    !thread &&
    !toBoard &&
    item.content.type !== 'receipt' &&
    item.content.type !== 'answer' &&
    item.content.type !== 'together'
  )
    return [remove('outbox', outboxKey(item.order))]
  if (leadsToFamily(item.content, state)) return unsent(state, item, 'unsafe-since', now, ports)
  // What follows a signaal is sealed to whoever could open it, so it waits until the signaal has its key.
  if (thread && !isSignal && thread.contentKey === '') throw new RuggensteunError('tokens-missing')
  const content = asMayLeave(item.content, item.threadId, state)
  const eventId = isSignal ? fromBase64url(item.threadId) : ports.random(16)
  const answers = thread && item.content.type === 'answer'
  const toWijk = ['shield', 'coordination', 'coverage', 'together', 'line'].includes(item.content.type)
  const only = item.forDevice === undefined ? null : deviceNow(state.directory, item.forDevice)
  if (only === undefined)
    return [
      remove('outbox', outboxKey(item.order)),
      logged(ports, 'refused', thread?.signal.number ?? null, 'device'),
    ]
  const ofWijk =
    thread && (isSignal || answers || toWijk) ? coordinatorsOf(state, thread.signal.neighbourhood) : []
  const byThread = thread && item.content.type === 'outcome' && thread.part === 'asker'
  const ofThread = byThread ? [threadToken(fromBase64url(thread.contentKey))] : []
  const coordinators = only ? [only] : ofWijk
  const sealed = await sealEnvelope(
    {
      isSignal,
      eventId,
      expiresDay: item.expiresDay,
      scope: currentScope(state, weekNumber(now)),
      replyKey:
        isSignal && thread
          ? fromBase64url(thread.replyKey)
          : answers && thread.ownReply
            ? fromBase64url(thread.ownReply.publicKey)
            : null,
      ...(isSignal && thread ? tokensOf(state, thread, now) : { tokens: toBoard ? [boardToken] : ofThread }),
      replyTo: item.replyTo ? fromBase64url(item.replyTo) : null,
      coordinators: coordinators.map(({ hpkeKey }) => fromBase64url(hpkeKey)),
      ...(answers ? { forCoordinators: answeredMark(fromBase64url(thread.contentKey), eventId) } : {}),
      author: {
        deviceId: state.identity.device.id,
        signingKey: state.identity.signingKey,
        previous: state.meta.chain ?? '',
      },
      content,
    },
    ports.random,
  )
  const hash = toBase64url(sealed.hash)
  const link = chainChanges(
    state,
    {
      deviceId: state.identity.device.id,
      previous: state.meta.chain ?? '',
      hash,
      expiresDay: item.expiresDay,
    },
    now,
    ports,
  )
  const changes: Change[] = [
    put('outbox', outboxKey(item.order), { ...item, content, envelope: toBase64url(sealed.bytes), hash }),
    setMeta('chain', hash),
    ...link,
    ...sealed.leftOut.map((place) => notSealedTo(state, coordinators[place]!.organisationId, ports)),
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

const acknowledgedChanges = (state: State, item: OutboxItem, seq: number, ports: Ports): Change[] => {
  const done = remove('outbox', outboxKey(item.order))
  if (isOfBoard(item.content))
    return [done, ...acknowledgedOnBoard(state, item, pendingHash(item.order), seq)]
  const thread = state.threads.get(item.threadId)
  const waiting = thread?.events.find(({ hash }) => hash === pendingHash(item.order))
  if (!thread || !waiting) return [done]
  const events = thread.events.map((event) =>
    event === waiting ? { ...event, hash: item.hash!, seq } : event,
  )
  const sent = item.content.type === 'signal' ? [logged(ports, 'sent', thread.signal.number)] : []
  return [done, put('threads', thread.id, { ...thread, events }), ...sent]
}

export interface Acknowledgement {
  readonly statement: Statement
  readonly seqOf: ReadonlyMap<string, number>
}
interface Pushed {
  readonly envelope: string
  readonly hash: string
}
/**
 * Numbers in the log by hash, and the relay's signature that it keeps them. Throws relay-garbage where it
 * signed something else.
 */
export const push = async (
  state: State,
  relay: KeyHolder,
  events: readonly Pushed[],
): Promise<Acknowledgement> => {
  const { acknowledged } = await relay.call('POST', '/v1/events', PushAnswer, {
    envelopes: events.map(({ envelope }) => envelope),
  })
  const read = await acknowledgementIn(state, acknowledged)
  if (!read || events.some(({ hash }) => !read.seqOf.has(hash)))
    throw new RuggensteunError('relay-garbage', { path: '/v1/events' })
  return read
}

/** Null where it is none, or not of this relay. */
export const acknowledgementIn = async (
  state: State,
  statement: Statement,
): Promise<Acknowledgement | null> => {
  const body = readStatement(statement)
  if (body?.type !== 'acknowledged' || !(await signedBy(statement, 'relay', state.identity.roots.relay)))
    return null
  return { statement, seqOf: new Map(body.events.map(({ hash, seq }) => [hash, seq])) }
}

/** Milliseconds until the next decoy; Infinity where none is planned. */
export const untilNextDecoy = (state: State, now: Date): number =>
  Math.max(0, Math.min(...(state.meta.decoys ?? []).map(({ at }) => at)) - now.getTime())

/** Sealed under keys that are thrown away: nobody can open it, and nobody can see that. */
export const buildDecoy = async (
  state: State,
  { expiresDay }: Pick<Decoy, 'expiresDay'>,
  now: Date,
  ports: Ports,
): Promise<Pushed> => {
  const { device, signingKey } = state.identity
  const content = {
    type: 'receipt' as const,
    signalId: toBase64url(ports.random(16)),
    sentAt: `${now.toISOString().slice(0, 19)}.000Z`,
  }
  const sealed = await sealEnvelope(
    {
      isSignal: false,
      eventId: ports.random(16),
      expiresDay,
      scope: currentScope(state, weekNumber(now)),
      replyKey: null,
      tokens: [],
      replyTo: null,
      coordinators: [],
      author: { deviceId: device.id, signingKey, previous: '' },
      content,
    },
    ports.random,
  )
  return { envelope: toBase64url(sealed.bytes), hash: toBase64url(sealed.hash) }
}

/** Sends the decoys whose moment is there, each as an answer goes. One that does not arrive is not missed. */
export const sendDecoys = async (
  state: State,
  relay: KeyHolder,
  now: Date,
  ports: Ports,
  exclusive: Exclusive,
): Promise<void> => {
  const before = state.meta.decoys ?? []
  const { due, left } = dueAt(before, now.getTime(), dayNumber(now), ports.random)
  if (before.length === left.length && left.every((decoy) => before.includes(decoy))) return
  await exclusive(() => state.commit([setMeta('decoys', left)]))
  for (const decoy of due) await push(state, relay, [await buildDecoy(state, decoy, now, ports)])
}

/** Acknowledgements that wait to be compared with the log. */
const MOST_REMEMBERED = 50

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

type Ready = OutboxItem & { readonly envelope: string; readonly hash: string }
export const isSealed = (item: OutboxItem): item is Ready => item.envelope !== null && item.hash !== null

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

/** Receipts for the signalen that came since the last ones were made. */
const makeReceipts = async (
  state: State,
  now: () => Date,
  ports: Ports,
  exclusive: Exclusive,
): Promise<void> => {
  const after = receiptedUntil(state)
  const owed = [...state.live.values()]
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

/** Takes off the list what the relay signed that it has; remembered until it was seen in its log. */
export const takeAcknowledgement = async (
  state: State,
  items: readonly Ready[],
  { statement, seqOf }: Acknowledgement,
  ports: Ports,
  exclusive: Exclusive,
): Promise<void> => {
  if (items.length === 0) return
  await exclusive(() =>
    state.transaction(async (stage) => {
      stage([
        setMeta(
          'acknowledged',
          [
            ...(state.meta.acknowledged ?? []),
            {
              statement,
              expiresDay: Math.min(...items.map(({ expiresDay }) => expiresDay)),
              own: items.map(({ hash }) => hash),
            },
          ].slice(-MOST_REMEMBERED),
        ),
      ])
      for (const item of items) stage(acknowledgedChanges(state, item, seqOf.get(item.hash)!, ports))
    }),
  )
  for (const { order } of items) state.waitingFor.delete(order)
}

/**
 * Sends what can be sent, in order. Throws when the relay did not acknowledge: everything stays in the
 * outbox.
 */
export const sendOutbox = async (
  state: State,
  relay: KeyHolder,
  now: () => Date,
  ports: Ports,
  exclusive: Exclusive,
  which?: (item: OutboxItem) => boolean,
): Promise<number> => {
  const ready = await sealOutbox(state, now, ports, exclusive, which)
  for (let from = 0; from < ready.length; from += MAX_PUSH) {
    const batch = ready.slice(from, from + MAX_PUSH)
    await takeAcknowledgement(state, batch, await push(state, relay, batch), ports, exclusive)
  }
  return ready.length
}
