/**
 * One envelope of the relay's log becomes knowledge, or nothing: outer layer by the week's scope key, then
 * own tokens, own reply keys, the coordinator's key. Signature and certificate are checked before anything is
 * shown. Idempotent.
 */
import { openAppealed } from '../appeals.ts'
import { planned, meanOf } from '../core/decoys.ts'
import type { ChildMeaning } from '../core/match-index.ts'
import { kinOfChildren } from '../core/parents-words.ts'
import { type ThreadEvent, type Thread, withEvent, type MatchedChild, foldThread } from '../core/thread.ts'
import { logged } from '../journal.ts'
import { isOfBoard } from '../obstacles.ts'
import { queued } from '../outbox.ts'
import type { Ports } from '../ports.ts'
import { put, liveKey, remove, type Change, setMeta } from '../store/changes.ts'
import type { Hint } from '../store/rows.ts'
import { type State, firstDeviceOf, authorIds, scopeName, receiptedUntil, isLive } from '../store/state.ts'
import {
  type Arrival,
  type Received,
  NO_EFFECT,
  contentIn,
  authorOf,
  UNKNOWN_AUTHOR,
  type Notice,
} from './arrival.ts'
import { chainChanges } from './device-chain.ts'
import { receiveObstacle } from './receive-obstacle.ts'
import { type HpkeKey, importHpkeKey } from '../../../shared/crypto/hpke.ts'
import { isUsableAgreementKey } from '../../../shared/crypto/usable-key.ts'
import { isBehind } from '../../../shared/domain/linies.ts'
import { mayDo } from '../../../shared/membership/roles.ts'
import { actionOf } from '../../../shared/messages/action.ts'
import { toBase64url, fromBase64url, equalBytes } from '../../../shared/encoding.ts'
import { opens } from '../../../shared/matching/key-types.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import { devicesOf } from '../../../shared/membership/directory.ts'
import {
  type OpenedScope,
  type OpenedContent,
  openScope,
  tagsOf,
  openSlot,
  hashOf,
  openAsCoordinator,
  openReply,
  answeredMark,
} from '../../../shared/protocol/envelope.ts'
import { decodeOuterHeader } from '../../../shared/protocol/outer-header.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'

const stamp = (now: Date): string => `${now.toISOString().slice(0, 19)}.000Z`

/** Also what a device sent that this one moved from. */
const isOwn = (state: State, author: Device): boolean =>
  firstDeviceOf(state, author.id) === state.identity.firstDeviceId

/** An own event that the relay has and did not acknowledge yet: it stands in its thread as waiting. */
const isWaiting = ({ outbox }: State, hash: string): boolean =>
  [...outbox.values()].some((item) => item.hash === hash)

const threadEvent = (
  state: State,
  arrival: Arrival,
  opened: OpenedScope,
  hash: string,
  device: Device,
  event: OpenedContent,
  now: Date,
): ThreadEvent => ({
  hash,
  seq: arrival.seq,
  ...authorIds(state, device.id),
  organisationId: device.organisationId,
  roles: device.roles,
  receivedAt: now.toISOString(),
  content:
    event.content.type === 'coordination' && event.content.to !== null
      ? { ...event.content, to: firstDeviceOf(state, event.content.to) }
      : event.content,
  ...(event.content.type === 'answer' ? { replyKey: toBase64url(opened.replyKey) } : {}),
})

/** Opens an outer layer with a key of its week, or the one of an appeal; null where no key fits (yet). */
export const openOuter = (state: State, envelope: Uint8Array): OpenedScope | null => {
  const header = decodeOuterHeader(envelope)
  const scope = header ? state.scopeKeys.get(scopeName(header.week, toBase64url(header.keyId))) : undefined
  return scope ? openScope(envelope, scope) : openAppealed(state, envelope)
}

export const receive = async (state: State, arrival: Arrival, now: Date, ports: Ports): Promise<Received> => {
  const envelope = fromBase64url(arrival.envelope)
  const header = decodeOuterHeader(envelope)
  if (!header) return { ...NO_EFFECT, changes: [logged(ports, 'refused', null, 'envelope')] }
  if (header.expiresDay <= dayNumber(now)) return NO_EFFECT // past its date it is nothing, also where a relay serves it again
  const opened = openOuter(state, envelope)
  // Nobody can answer to such a key: the event is refused whole, and what answers to it is never made.
  const unusable = opened !== null && !isUsableAgreementKey(opened.replyKey)
  const kept = put('live', liveKey(arrival.seq), {
    seq: arrival.seq,
    envelope: arrival.envelope,
    expiresDay: header.expiresDay,
    isSignal: unusable ? false : (opened?.isSignal ?? null),
    ...(arrival.salt ? { salt: arrival.salt } : {}),
  })
  if (!opened) return { ...NO_EFFECT, changes: [kept] }
  if (unusable)
    return {
      ...NO_EFFECT,
      changes: [kept, ...(arrival.again ? [] : [logged(ports, 'refused', null, 'reply-key')])],
    }
  const result = opened.isSignal
    ? await receiveSignal(state, arrival, opened, envelope, now, ports)
    : await receiveOther(state, arrival, opened, envelope, now, ports)
  return { ...result, changes: [kept, ...result.changes] }
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
    if (state.live.has(liveKey(arrival.seq))) return NO_EFFECT
    const expiresDay = decodeOuterHeader(fromBase64url(arrival.envelope))?.expiresDay ?? dayNumber(now)
    return {
      ...NO_EFFECT,
      changes: [
        put('live', liveKey(arrival.seq), {
          seq: arrival.seq,
          envelope: arrival.envelope,
          expiresDay,
          isSignal: null,
          ...(arrival.salt ? { salt: arrival.salt } : {}),
        }),
        logged(ports, 'refused', null, 'unreadable'),
      ],
    }
  }
}

const receiveSignal = async (
  state: State,
  arrival: Arrival,
  opened: OpenedScope,
  envelope: Uint8Array,
  now: Date,
  ports: Ports,
): Promise<Received> => {
  const id = toBase64url(opened.eventId)
  const known = state.threads.get(id)
  if (known?.part === 'asker') return NO_EFFECT
  const isDue =
    !arrival.again &&
    arrival.seq <= receiptedUntil(state) &&
    state.live.get(liveKey(arrival.seq))?.isSignal !== true
  const receipt = isDue ? receiptFor(state, opened, now, ports) : []
  const found = state.index
    .find(tagsOf(opened), opened.week)
    .filter(({ meaning }) => meaning.kind === 'child')
  const agreed = found.flatMap(({ slot, token, meaning }) => {
    const key = openSlot(opened, slot, token)
    return key && meaning.kind === 'child' ? [{ key, meaning }] : []
  })
  const bySlot = agreed.filter(({ meaning }) => opens(meaning.type))
  const coordinator = state.identity.device.roles.includes('coordinator')
  const coordinatorKey =
    coordinator && (!known?.coordinator || isLater(known, arrival))
      ? await openWithOwnKeys(state, opened)
      : null
  const contentKey = bySlot[0]?.key ?? coordinatorKey
  if (!contentKey)
    return withHint(
      state,
      opened,
      id,
      agreed.map(({ meaning }) => meaning),
      receipt,
      now,
    )
  const event = contentIn(opened, contentKey)
  if (event?.content.type !== 'signal')
    return {
      ...NO_EFFECT,
      changes: [...receipt, ...(arrival.again ? [] : [logged(ports, 'refused', null, 'content')])],
    }
  const author = await authorOf(state, event, arrival.seq)
  if (author === 'unknown') return UNKNOWN_AUTHOR
  if ('refused' in author)
    return {
      ...NO_EFFECT,
      changes: [...receipt, logged(ports, 'refused', event.content.number, author.refused)],
    }
  if (!mayDo(author.roles, 'signal'))
    return { ...NO_EFFECT, changes: [...receipt, logged(ports, 'refused', event.content.number, 'role')] }
  const hash = toBase64url(hashOf(envelope))
  const chain = chainChanges(state, { ...event, hash, expiresDay: opened.expiresDay }, now, ports)
  const ownOrganisation = author.organisationId === state.identity.device.organisationId
  const matched = mergeMatches(
    known?.matched ?? [],
    ownOrganisation ? [] : bySlot.map(({ meaning }) => meaning),
  )
  const isNewMatch = matched.length > 0 && (known?.matched.length ?? 0) === 0
  const base: Thread = known ?? {
    id,
    contentKey: toBase64url(contentKey),
    replyKey: toBase64url(opened.replyKey),
    replyPrivateKey: null,
    expiresDay: opened.expiresDay,
    part: 'none',
    coordinator: false,
    askerDeviceId: firstDeviceOf(state, author.id),
    askerOrganisationId: author.organisationId,
    signal: event.content,
    filedAt: now.toISOString(),
    events: [],
    childIds: [],
    note: '',
    matched: [],
    notTheSame: [],
  }
  const thread = withEvent(
    {
      ...base,
      ...sentAgain(state, known, author, arrival, contentKey),
      matched,
      ...(matched.length > 0
        ? {
            kin: kinOfChildren(
              matched.map(({ childId }) => childId),
              state.children,
              base.kin,
            ),
          }
        : {}),
      part: matched.length > 0 ? 'knower' : base.part,
      coordinator: base.coordinator || coordinatorKey !== null,
    },
    threadEvent(state, arrival, opened, hash, author, event, now),
  )
  const hint = state.hints.has(id) ? [remove('hints', id)] : []
  const log = isNewMatch ? [logged(ports, 'opened', thread.signal.number)] : []
  return {
    changes: [...receipt, put('threads', id, thread), ...hint, ...chain, ...log],
    notices: isNewMatch ? ['possible-match'] : [],
    ...(isNewMatch || coordinatorKey !== null ? { opened: true as const } : {}),
    unknownDevice: false,
  }
}

/**
 * A device that moved seals again what waited to leave, so the relay may hold a signaal twice, each under a
 * key of its own. What the asker says later is sealed to the last one.
 */
const sentAgain = (
  state: State,
  known: Thread | undefined,
  author: Device,
  arrival: Arrival,
  contentKey: Uint8Array,
): Partial<Pick<Thread, 'contentKey'>> =>
  known && isLater(known, arrival) && known.askerDeviceId === firstDeviceOf(state, author.id)
    ? { contentKey: toBase64url(contentKey) }
    : {}

/** Whether this is a signaal that is known here, sealed again. */
const isLater = ({ events }: Thread, { seq }: Arrival): boolean =>
  events.every((event) => event.content.type !== 'signal' || event.seq < seq)

/** With the key of this device or of one that it moved from: others may have sealed before they heard of it. */
const openWithOwnKeys = async ({ identity }: State, opened: OpenedScope): Promise<Uint8Array | null> => {
  for (const { hpkeKey } of identity.receivingKeys) {
    const key = await openAsCoordinator(opened, hpkeKey)
    if (key) return key
  }
  return null
}

/** Keys that only hint agreed: nothing was opened, and a human is asked. */
const withHint = (
  state: State,
  opened: OpenedScope,
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

const mergeMatches = (known: readonly MatchedChild[], meanings: readonly ChildMeaning[]): MatchedChild[] => {
  const types = new Map(known.map(({ childId, types: list }) => [childId, new Set(list)]))
  for (const { childId, type } of meanings) types.set(childId, (types.get(childId) ?? new Set()).add(type))
  return [...types].map(([childId, set]) => ({ childId, types: [...set].sort() }))
}

const answeringDevices = (state: State): number =>
  devicesOf(state.directory, state.identity.organisation.id).filter(({ roles }) => mayDo(roles, 'answer'))
    .length

/**
 * Every organisation says that it looked, match or no match, sealed to whoever asks without knowing who that
 * is; and plans decoys, so that nobody sees who answers. Nothing where it may not, or where it asked itself.
 * Of a signaal that just came it is not made at once but with the others, before it leaves (send.ts): a long
 * backlog is read first.
 */
export const receiptFor = (state: State, opened: OpenedScope, now: Date, ports: Ports): Change[] => {
  const id = toBase64url(opened.eventId)
  if (
    !isLive(state) ||
    isBehind(state.identity.organisation) ||
    !mayDo(state.identity.device.roles, 'receipt') ||
    state.threads.get(id)?.part === 'asker'
  )
    return []
  const before = state.meta.decoys ?? []
  const decoys = planned(
    before,
    now.getTime(),
    opened.expiresDay,
    meanOf(answeringDevices(state)),
    ports.random,
  )
  return [
    ...queued(
      state,
      [
        {
          content: { type: 'receipt', signalId: id, sentAt: stamp(now) },
          threadId: id,
          replyTo: toBase64url(opened.replyKey),
          expiresDay: opened.expiresDay,
        },
      ],
      null,
      now.toISOString(),
    ),
    ...(decoys === before ? [] : [setMeta('decoys', decoys)]),
  ]
}

const replyKeys = new Map<string, Promise<HpkeKey>>()

const replyKeyOf = (privateKey: string): Promise<HpkeKey> => {
  const key = replyKeys.get(privateKey) ?? importHpkeKey(fromBase64url(privateKey))
  replyKeys.set(privateKey, key)
  return key
}

export const forgetReplyKeys = (): void => replyKeys.clear()

/**
 * The content key and the thread it belongs to, by the two ways an event of a thread can reach us; or that it
 * is for the board.
 */
const openOther = async (
  state: State,
  opened: OpenedScope,
  again: boolean,
): Promise<{ key: Uint8Array; threadId: string | null; ofBoard?: true } | null> => {
  for (const { slot, token, meaning } of state.index.find(tagsOf(opened), opened.week)) {
    const key = meaning.kind === 'child' ? null : openSlot(opened, slot, token)
    if (key && meaning.kind === 'thread') return { key, threadId: meaning.threadId }
    if (key && meaning.kind === 'board') return { key, threadId: null, ofBoard: true }
  }
  if (again) return null
  for (const thread of state.threads.values()) {
    const privateKey = thread.replyPrivateKey ?? thread.ownReply?.privateKey
    const key = privateKey && (await openReply(opened, await replyKeyOf(privateKey)))
    if (key) return { key, threadId: thread.id }
  }
  return null
}

/**
 * What only coordinators can open: that somebody answered, and not who; or that somebody sees the child and
 * is not to be named.
 */
const receiveAsCoordinator = async (
  state: State,
  arrival: Arrival,
  opened: OpenedScope,
  envelope: Uint8Array,
  now: Date,
  ports: Ports,
): Promise<Received> => {
  const key = state.identity.device.roles.includes('coordinator')
    ? await openWithOwnKeys(state, opened)
    : null
  if (!key) return NO_EFFECT
  const answered = [...state.threads.values()].find(
    ({ coordinator, contentKey }) =>
      coordinator && equalBytes(answeredMark(fromBase64url(contentKey), opened.eventId), key),
  )
  if (answered)
    return answered.answered
      ? NO_EFFECT
      : {
          ...NO_EFFECT,
          changes: [
            put('threads', answered.id, { ...answered, answered: true, answeredAt: now.toISOString() }),
          ],
        }
  const event = contentIn(opened, key)
  const thread =
    event && TO_COORDINATORS.includes(event.content.type) && 'signalId' in event.content
      ? state.threads.get(event.content.signalId)
      : undefined
  if (!event || !thread?.coordinator) return NO_EFFECT
  const author = await authorOf(state, event, arrival.seq)
  if (author === 'unknown') return UNKNOWN_AUTHOR
  if ('refused' in author)
    return { ...NO_EFFECT, changes: [logged(ports, 'refused', thread.signal.number, author.refused)] }
  const hash = toBase64url(hashOf(envelope))
  const chain = chainChanges(state, { ...event, hash, expiresDay: opened.expiresDay }, now, ports)
  const own = isOwn(state, author)
  if (own && isWaiting(state, hash)) return { ...NO_EFFECT, changes: chain }
  const updated = withEvent(thread, threadEvent(state, arrival, opened, hash, author, event, now))
  if (updated === thread) return NO_EFFECT
  if (!isOfWijk(author, event, thread))
    return { ...NO_EFFECT, changes: [...chain, logged(ports, 'refused', thread.signal.number, 'role')] }
  if (!mayDo(author.roles, actionOf(event.content)))
    return {
      ...NO_EFFECT,
      changes: [
        put('threads', thread.id, updated),
        ...chain,
        logged(ports, 'refused', thread.signal.number, 'role'),
      ],
    }
  if (event.content.type === 'shield' && !own)
    return { changes: [...chain, ...passOn(state, updated, now)], notices: [], unknownDevice: false }
  return {
    changes: [put('threads', thread.id, updated), ...chain],
    notices:
      !own &&
      (event.content.type === 'disclosure' ||
        (event.content.type === 'together' && event.content.step === 'propose') ||
        (event.content.type === 'line' && event.content.deed === 'appeal'))
        ? ['talk']
        : [],
    unknownDevice: false,
  }
}

const TO_COORDINATORS: readonly EventContent['type'][] = [
  'shield',
  'coordination',
  'coverage',
  'disclosure',
  'together',
  'line',
]

/** Who coordinates another wijk has no say in this one. */
const isOfWijk = (author: Device, { content }: OpenedContent, thread: Thread): boolean =>
  !['coordination', 'merge', 'line'].includes(actionOf(content)) ||
  author.neighbourhoods.includes(thread.signal.neighbourhood)

/** In the coordinator's own name, once: the child is in view. Nothing in it tells with whom. */
const passOn = (state: State, thread: Thread, now: Date): Change[] => {
  const { firstDeviceId, person } = state.identity
  const told = thread.events.some(
    ({ deviceId, content }) => deviceId === firstDeviceId && content.type === 'answer',
  )
  if (told || foldThread(thread).askerOutcome) return [put('threads', thread.id, thread)]
  const content = {
    type: 'answer' as const,
    signalId: thread.id,
    answer: 'in-view-shielded' as const,
    by: person,
    sentAt: stamp(now),
  }
  return queued(
    state,
    [{ content, threadId: thread.id, replyTo: thread.replyKey, expiresDay: thread.expiresDay }],
    thread,
    now.toISOString(),
  )
}

/** What the person of this device hears of, by the kind of event and this device's part in the thread. */
const noticesOf = (type: EventContent['type'], part: Thread['part']): Notice[] => {
  switch (type) {
    case 'answer':
      return part === 'asker' ? ['answer'] : []
    case 'outcome':
      return part === 'knower' ? ['closed'] : []
    case 'talk':
    case 'coordination':
    case 'line':
      return ['talk']
    case 'together':
      return part === 'asker' ? ['talk'] : []
    default:
      return []
  }
}

const receiveOther = async (
  state: State,
  arrival: Arrival,
  opened: OpenedScope,
  envelope: Uint8Array,
  now: Date,
  ports: Ports,
): Promise<Received> => {
  const found = await openOther(state, opened, arrival.again)
  if (!found) return receiveAsCoordinator(state, arrival, opened, envelope, now, ports)
  if (found.ofBoard) return receiveObstacle(state, arrival, opened, found.key, envelope, now, ports)
  const event = contentIn(opened, found.key)
  if (!event || event.content.type === 'signal' || isOfBoard(event.content))
    return arrival.again ? NO_EFFECT : { ...NO_EFFECT, changes: [logged(ports, 'refused', null, 'content')] }
  const thread = state.threads.get(event.content.signalId)
  if (!thread || (found.threadId !== null && found.threadId !== thread.id)) return NO_EFFECT
  const author = await authorOf(state, event, arrival.seq)
  if (author === 'unknown') return UNKNOWN_AUTHOR
  if ('refused' in author)
    return { ...NO_EFFECT, changes: [logged(ports, 'refused', thread.signal.number, author.refused)] }
  const hash = toBase64url(hashOf(envelope))
  const chain = chainChanges(state, { ...event, hash, expiresDay: opened.expiresDay }, now, ports)
  const own = isOwn(state, author)
  if (own && isWaiting(state, hash)) return { ...NO_EFFECT, changes: chain }
  const updated = withEvent(thread, threadEvent(state, arrival, opened, hash, author, event, now))
  if (updated === thread) return NO_EFFECT
  // Not allowed: kept, ignored by the fold, and reported (ARCHITECTURE.md, "Events and views").
  if (!isOfWijk(author, event, thread))
    return { ...NO_EFFECT, changes: [...chain, logged(ports, 'refused', thread.signal.number, 'role')] }
  if (!mayDo(author.roles, actionOf(event.content)))
    return {
      ...NO_EFFECT,
      changes: [
        put('threads', thread.id, updated),
        ...chain,
        logged(ports, 'refused', thread.signal.number, 'role'),
      ],
    }
  const notices = own ? [] : noticesOf(event.content.type, thread.part)
  return { changes: [put('threads', thread.id, updated), ...chain], notices, unknownDevice: false }
}
