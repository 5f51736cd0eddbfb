/**
 * To whom a message goes: the table of who may write what (shared/messages/who-may-write.ts), read from the side
 * of the sender. So nothing leaves that everybody would refuse.
 */
import type { Thread } from '../core/thread.ts'
import { tokensKey } from '../store/changes.ts'
import type { StoredTokens, OutboxItem } from '../store/rows.ts'
import { type State, firstDeviceOf, hasDpia } from '../store/state.ts'
import { epochsToSend, childrenWithoutTokens } from '../crypto/tokens.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { opens } from '../../../shared/matching/key-types.ts'
import { slotPlan } from '../../../shared/matching/slots.ts'
import { canBeSealedTo, deviceNow } from '../../../shared/membership/directory.ts'
import { coordinates } from '../../../shared/membership/roles.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import {
  COORDINATOR_KEYS,
  SLOTS,
  answeredMark,
  boardToken,
  threadToken,
  type EnvelopeParts,
} from '../../../shared/protocol/envelope.ts'
import { aboutThread } from '../core/about.ts'
import { objectionTo, routeOf, WAYS, type Way } from '../../../shared/messages/who-may-write.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'

/** Coordinator devices of the wijk that can be sealed to, at most as many as an envelope has places. */
const coordinatorsOf = (state: State, neighbourhood: string): Device[] =>
  [...state.directory.devices.values()]
    .filter((device) => coordinates(device, neighbourhood) && canBeSealedTo(device))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, COORDINATOR_KEYS)

/** Who can pass on that a child is in view: neither the requester nor somebody who must not be named does. */
export const passingOn = (state: State, { signal, requesterDeviceId }: Thread): readonly Device[] =>
  coordinatorsOf(state, signal.neighbourhood).filter(
    ({ id }) => ![requesterDeviceId, state.identity.firstDeviceId].includes(firstDeviceOf(state, id)),
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
  if (!hasDpia(state)) throw new RuggensteunError('dpia-missing')
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

type Address = Pick<EnvelopeParts, 'tokens' | 'hints' | 'replyTo' | 'forCoordinators'> & {
  readonly coordinators: readonly Device[]
}

/** The message as whoever receives it sees this device: the same question that their gate asks. */
const mayGo = (state: State, content: EventContent, thread: Thread | undefined, way: Way): boolean => {
  const { device, organisation, firstDeviceId } = state.identity
  const { organisationId, roles, neighbourhoods } = device
  const by = { deviceId: firstDeviceId, organisationId, kind: organisation.kind, roles, neighbourhoods }
  return (
    objectionTo(content, way, by, thread ? aboutThread(thread, thread.part !== 'requester') : null) === null
  )
}

/** `no-role`: nobody would take it of this device (any more); `no-device`: the one that it is for is gone. */
export const addressOf = (
  state: State,
  { content, replyTo, forDevice }: OutboxItem,
  thread: Thread | undefined,
  eventId: Uint8Array,
  now: Date,
): Address | 'no-role' | 'no-device' => {
  const ways = WAYS.filter((way) => mayGo(state, content, thread, way))
  const only = forDevice === undefined ? null : deviceNow(state.directory, forDevice)
  if (ways.length === 0) return 'no-role'
  if (only === undefined) return 'no-device'
  const ofWijk = (): Device[] => (thread ? coordinatorsOf(state, thread.signal.neighbourhood) : [])
  const isMarked = thread !== undefined && routeOf(content).isMarked === true
  const own =
    ways.includes('thread') && thread
      ? [threadToken(fromBase64url(thread.contentKey))]
      : ways.includes('board')
        ? [boardToken]
        : []
  return {
    ...(ways.includes('child') && thread ? tokensOf(state, thread, now) : { tokens: own }),
    replyTo: ways.includes('reply') && replyTo ? fromBase64url(replyTo) : null,
    coordinators: only ? [only] : isMarked || ways.includes('coordinator') ? ofWijk() : [],
    ...(isMarked ? { forCoordinators: answeredMark(fromBase64url(thread.contentKey), eventId) } : {}),
  }
}
