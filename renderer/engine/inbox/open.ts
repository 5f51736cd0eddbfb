/** The keys of this device on an envelope: its outer layer, and the ways by which what is inside is reached. */
import type { ChildMeaning, Tagged } from '../core/match-index.ts'
import type { Thread } from '../core/thread.ts'
import type { State } from '../store/state.ts'
import { equalBytes, fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { opens } from '../../../shared/matching/key-types.ts'
import { type Message, decodeMessage } from '../../../shared/messages/registry.ts'
import type { Way } from '../../../shared/messages/who-may-write.ts'
import {
  type OpenedLayer,
  openAsCoordinator,
  tagsOf,
  openSlot,
  answeredMark,
  openReply,
  openText,
} from '../../../shared/protocol/envelope.ts'

/** With the key of this device or of one that it moved from: others may have sealed before they heard of it. */
const openWithOwnKeys = async ({ identity }: State, opened: OpenedLayer): Promise<Uint8Array | null> => {
  if (!identity.device.roles.includes('coordinator')) return null
  for (const { hpkeKey } of identity.receivingKeys) {
    const key = await openAsCoordinator(opened, hpkeKey)
    if (key) return key
  }
  return null
}

export const taggedOf = (opened: OpenedLayer): Tagged => ({
  week: opened.week,
  eventId: opened.eventId,
  tags: tagsOf(opened),
})

interface SignalKeys {
  /** Children of which a key agreed: those that open the content, and all, with those that only hint. */
  readonly children: readonly ChildMeaning[]
  readonly agreed: readonly ChildMeaning[]
  /** Null where nothing opens it. */
  readonly key: { readonly key: Uint8Array; readonly way: Way } | null
  /** Whether the key of a coordinator fits, as far as that was tried. */
  readonly asCoordinator: boolean
}

/** `tryCoordinator`: that is slow, and of a signaal that was read before it is known. */
export const openSignal = async (
  state: State,
  opened: OpenedLayer,
  tryCoordinator: boolean,
): Promise<SignalKeys> => {
  const agreed = state.matching.find(taggedOf(opened)).flatMap(({ slot, token, meaning }) => {
    const key = openSlot(opened, slot, token)
    return key ? [{ key, meaning }] : []
  })
  const opening = agreed.filter(({ meaning }) => opens(meaning.type))
  const coordinatorKey = tryCoordinator ? await openWithOwnKeys(state, opened) : null
  const childKey = opening[0]?.key
  return {
    children: opening.map(({ meaning }) => meaning),
    agreed: agreed.map(({ meaning }) => meaning),
    key: childKey
      ? { key: childKey, way: 'child' }
      : coordinatorKey && { key: coordinatorKey, way: 'coordinator' },
    asCoordinator: coordinatorKey !== null,
  }
}

type Opened =
  /** `threadId`: the signaal that the key belongs to; null where the key says nothing of that. */
  | { readonly way: Way; readonly key: Uint8Array; readonly threadId: string | null }
  /** Coordinators learn that somebody answered in this signaal, and not who. */
  | { readonly answered: Thread }

/** What is no signaal. `again`: its replies were tried when it came. */
export const openOther = async (
  state: State,
  opened: OpenedLayer,
  again: boolean,
): Promise<Opened | null> => {
  for (const { slot, token, meaning } of state.followed.find(taggedOf(opened))) {
    const key = openSlot(opened, slot, token)
    if (!key) continue
    return meaning.kind === 'board'
      ? { way: 'board', key, threadId: null }
      : { way: 'thread', key, threadId: meaning.threadId }
  }
  const reply = again ? null : await openAsReply(state, opened)
  if (reply) return reply
  const key = await openWithOwnKeys(state, opened)
  if (!key) return null
  const answered = [...state.threads.values()].find(
    ({ coordinator, contentKey }) =>
      coordinator && equalBytes(answeredMark(fromBase64url(contentKey), opened.eventId), key),
  )
  return answered ? { answered } : { way: 'coordinator', key, threadId: null }
}

const replyKeysOf = ({ replyPrivateKey, ownReplies = [] }: Thread): readonly string[] =>
  replyPrivateKey === null ? ownReplies.map(({ privateKey }) => privateKey).reverse() : [replyPrivateKey]

const openAsReply = async (state: State, opened: OpenedLayer): Promise<Opened | null> => {
  for (const thread of state.threads.values()) {
    for (const privateKey of replyKeysOf(thread)) {
      const key = await openReply(opened, await state.replyKeys.of(privateKey))
      if (key) return { way: 'reply', key, threadId: thread.id }
    }
  }
  return null
}

export interface OpenedEvent extends Message {
  /** By which the message is known, in whatever envelope it came. base64url. */
  readonly hash: string
  /** True when this key made the signature. */
  signedBy(publicKey: Uint8Array): Promise<boolean>
}

/** Null for a wrong key, and for what this version does not know. */
export const openEvent = (opened: OpenedLayer, contentKey: Uint8Array): OpenedEvent | null => {
  const signed = openText(opened, contentKey)
  const message = signed && decodeMessage(signed.text)
  return (
    message && {
      ...message,
      hash: toBase64url(signed.hash),
      signedBy: (publicKey) => signed.signedBy(publicKey),
    }
  )
}
