/**
 * The envelope (ARCHITECTURE.md, "Cryptography"). Outer layer: outer-header.ts, sealed under the week's
 * week key. Inner layer, 1,991 bytes:
 *
 *| at   | bytes | |
 * |------|-------|---|
 * | 0    | 1     | kind: 1 is a signaal, 0 anything else; all of those look alike |
 * | 1    | 16    | event id, random |
 * | 17   | 32    | reply key, X25519: whoever answers a signaal seals to it; a random real key in other kinds |
 * | 49   | 896   | 16 slots of a tag (8) and a sealed key (48), shuffled, random fill. The key is the content key, or for a hint one that opens nothing |
 * | 945  | 400   | 5 keys sealed by HPKE (80): the first to a reply key, four to coordinator devices, filler otherwise |
 * | 1345 | 646   | content: XChaCha20-Poly1305 under the content key, nonce zero (the key is fresh), bytes 0..1345 bound |
 *
 * Content, 630 bytes: zeros 16 (they commit to the key: a second key would have to decrypt to them too), Ed25519
 * signature 64, length 2, text, zero padding. What the text says is nothing that an envelope knows
 * (shared/messages). The signature covers
 * `ruggensteun/event/2 || 0x00 || SHA-512(expiresDay || week || inner[0..1345]) || text`; the SHA-256 of what stands
 * behind the zero byte is the hash by which a message is known. It stays the same however often somebody seals the
 * inner layer again.
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concat, equalBytes, toBase64url, uint32, utf8 } from '../encoding.ts'
import { aead, openWithSubkey, subkeyOf } from '../crypto/aead.ts'
import { sha256Of } from '../crypto/hash.ts'
import {
  fillerKey,
  openKey,
  randomPublicKey,
  SEALED_KEY_BYTES,
  sealKey,
  type HpkeKey,
} from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import type { KeyScope } from '../domain/identifiers.ts'
import { slotTag, TAG_BYTES } from './slot-tags.ts'
import { sign, verify } from '../crypto/signing.ts'
import {
  decodeOuterHeader,
  encodeOuterHeader,
  INNER_BYTES,
  keyMarkOf,
  OUTER_HEADER_BYTES,
  type OuterHeader,
} from './outer-header.ts'

export const SLOTS = 16
export const COORDINATOR_KEYS = 4
const SLOT_BYTES = TAG_BYTES + 48
const SLOTS_AT = 49
const KEYS_AT = SLOTS_AT + SLOTS * SLOT_BYTES
const CONTENT_AT = KEYS_AT + (1 + COORDINATOR_KEYS) * SEALED_KEY_BYTES
const CONTENT_BYTES = INNER_BYTES - CONTENT_AT - 16
/** Zeros before the signature: AEAD alone lets one ciphertext open under two keys (Len et al., 2021). */
const COMMITMENT_BYTES = 16
/** Where the text begins in the content: behind the zeros, a signature and a length. */
const TEXT_AT = COMMITMENT_BYTES + 66
export const MAX_TEXT_BYTES = CONTENT_BYTES - TEXT_AT
const EVENT_LABEL = 'ruggensteun/event/2'
const ZERO_NONCE = new Uint8Array(24)
const NOTHING = new Uint8Array(0)

export interface WeekKey {
  readonly of: KeyScope
  readonly week: number
  readonly generation: number
  readonly keyId: Uint8Array
  readonly key: Uint8Array
}

/**
 * The key of the board in the same week. It follows from the key of the signalen and opens none of them, so that the
 * programmabureau and the panel can have it alone.
 */
export const boardKeyOf = ({ of, ...weekKey }: WeekKey): WeekKey =>
  of === 'board'
    ? { of, ...weekKey }
    : {
        ...weekKey,
        of: 'board',
        key: hkdf(sha256, weekKey.key, undefined, utf8(`ruggensteun/board-key/2|${weekKey.week}`), 32),
      }

const slotKey = (token: Uint8Array, week: number): Uint8Array =>
  hkdf(sha256, token, undefined, utf8(`ruggensteun/slot-key/1|${week}`), 32)
const slotNonce = (eventId: Uint8Array): Uint8Array => concat(eventId, new Uint8Array(8))

/**
 * Token of the thread of one signaal, known to everyone who could open it: the requester's later events use it as
 * a slot.
 */
export const threadToken = (contentKey: Uint8Array): Uint8Array =>
  hkdf(sha256, contentKey, undefined, utf8('ruggensteun/thread/1'), 32)

/**
 * Token of the board of obstacles. It is no secret: every holder of the key of the board finds and opens what is
 * sealed to it. The relay holds no such key and sees an envelope like any other.
 */
export const boardToken: Uint8Array = hkdf(sha256, utf8('ruggensteun/board/1'), undefined, undefined, 32)

/**
 * What the coordinators of a wijk get of an answer: it shows which signaal was answered, to who could open
 * that, and opens nothing. `contentKey`: of the signaal; `eventId`: of the answer.
 */
export const answeredMark = (contentKey: Uint8Array, eventId: Uint8Array): Uint8Array =>
  hkdf(sha256, contentKey, eventId, utf8('ruggensteun/answered/1'), 32)

/** Shows to who could open a signaal that an escalation is about it. `escalationId`: 16 bytes. */
export const escalationMark = (contentKey: Uint8Array, escalationId: Uint8Array): Uint8Array =>
  hkdf(sha256, contentKey, escalationId, utf8('ruggensteun/escalation/1'), 32)

/** The content of a hint slot: it proves that the slot is no filler, and opens nothing. */
const hintKey = (contentKey: Uint8Array): Uint8Array =>
  hkdf(sha256, contentKey, undefined, utf8('ruggensteun/hint/1'), 32)

export interface EnvelopeParts {
  readonly isSignal: boolean
  readonly eventId: Uint8Array
  readonly expiresDay: number
  readonly weekKey: WeekKey
  /** Null draws a real key that nobody keeps. */
  readonly replyKey: Uint8Array | null
  /** Tokens that open the content, and tokens that only hint; at most 16 together. */
  readonly tokens: readonly Uint8Array[]
  readonly hints?: readonly Uint8Array[]
  readonly replyTo: Uint8Array | null
  readonly coordinators: readonly Uint8Array[]
  /** What coordinators get in place of the content key: of an answer {@link answeredMark}. */
  readonly forCoordinators?: Uint8Array
  /** Ed25519, of the device that sends. */
  readonly signingKey: CryptoKey
  /** At most {@link MAX_TEXT_BYTES}. */
  readonly text: Uint8Array
}

export interface SealedEnvelope {
  readonly bytes: Uint8Array
  /** SHA-256 of the bytes: by it the relay acknowledges them. */
  readonly hash: Uint8Array
  /** SHA-256 of what is signed: by it the message is known to whoever opens it. */
  readonly messageHash: Uint8Array
  readonly contentKey: Uint8Array
  /** Of `coordinators`, by place: those that could not be sealed to. The others got theirs. */
  readonly leftOut: readonly number[]
}

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => ({ item, order: toBase64url(random(12)) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ item }) => item)

const signedBytes = (
  { expiresDay, week }: { readonly expiresDay: number; readonly week: number },
  head: Uint8Array,
  text: Uint8Array,
): Uint8Array => concat(sha512(concat(uint32(expiresDay), uint32(week), head)), text)

/**
 * Throws RangeError where there are more tokens or coordinators than places, the text is longer than
 * MAX_TEXT_BYTES, `replyTo` cannot be sealed to, or none of the coordinators can and nobody else would get it.
 */
export const sealEnvelope = async (parts: EnvelopeParts, random: Random): Promise<SealedEnvelope> => {
  if (
    parts.tokens.length + (parts.hints?.length ?? 0) > SLOTS ||
    parts.coordinators.length > COORDINATOR_KEYS
  )
    throw new RangeError('more recipients than places in an envelope')
  const { eventId, weekKey } = parts
  const contentKey = random(32)
  const slotOf = (token: Uint8Array, key: Uint8Array): Uint8Array =>
    concat(
      slotTag(token, weekKey.week, eventId),
      aead.seal(slotKey(token, weekKey.week), slotNonce(eventId), NOTHING, key),
    )
  const hint = hintKey(contentKey)
  const real = [
    ...parts.tokens.map((token) => slotOf(token, contentKey)),
    ...(parts.hints ?? []).map((token) => slotOf(token, hint)),
  ]
  const slots = shuffled(
    [...real, ...Array.from({ length: SLOTS - real.length }, () => random(SLOT_BYTES))],
    random,
  )
  const reply = parts.replyTo
    ? await sealKey(parts.replyTo, contentKey, 'reply', eventId, random)
    : await fillerKey(random)
  const leftOut: number[] = []
  const coordinators = await Promise.all(
    Array.from({ length: COORDINATOR_KEYS }, (_, i) => {
      const key = parts.coordinators[i]
      return key
        ? sealKey(key, parts.forCoordinators ?? contentKey, 'coordinator', eventId, random).catch(() => {
            leftOut.push(i)
            return fillerKey(random)
          })
        : fillerKey(random)
    }),
  )
  const others = real.length > 0 || parts.replyTo !== null
  if (!others && leftOut.length > 0 && leftOut.length === parts.coordinators.length)
    throw new RangeError('nobody that this envelope is for can be sealed to')
  const head = concat(
    new Uint8Array([parts.isSignal ? 1 : 0]),
    eventId,
    parts.replyKey ?? (await randomPublicKey(random)),
    ...slots,
    reply,
    ...shuffled(coordinators, random),
  )
  const { text } = parts
  if (text.length === 0 || text.length > MAX_TEXT_BYTES)
    throw new RangeError('content does not fit its envelope')
  const plain = new Uint8Array(CONTENT_BYTES)
  const signed = signedBytes({ expiresDay: parts.expiresDay, week: weekKey.week }, head, text)
  plain.set(await sign(parts.signingKey, EVENT_LABEL, signed), COMMITMENT_BYTES)
  new DataView(plain.buffer).setUint16(TEXT_AT - 2, text.length)
  plain.set(text, TEXT_AT)
  const inner = concat(head, aead.seal(contentKey, ZERO_NONCE, head, plain))
  const nonce = random(24)
  const header = encodeOuterHeader({
    expiresDay: parts.expiresDay,
    week: weekKey.week,
    keyMark: keyMarkOf(weekKey.key, nonce),
    nonce,
  })
  const bytes = concat(header, aead.seal(weekKey.key, nonce, header, inner))
  return { bytes, hash: sha256(bytes), messageHash: sha256(signed), contentKey, leftOut }
}

export interface OpenedLayer {
  readonly of: KeyScope
  readonly isSignal: boolean
  readonly eventId: Uint8Array
  readonly replyKey: Uint8Array
  readonly expiresDay: number
  readonly week: number
  readonly inner: Uint8Array
}

const openedOf = (
  of: KeyScope,
  { expiresDay, week }: { readonly expiresDay: number; readonly week: number },
  inner: Uint8Array,
): OpenedLayer => ({
  of,
  isSignal: inner[0] === 1,
  eventId: inner.slice(1, 17),
  replyKey: inner.slice(17, SLOTS_AT),
  expiresDay,
  week,
  inner,
})

const isUnder = ({ keyMark, nonce }: OuterHeader, { key }: WeekKey): boolean =>
  equalBytes(keyMark, keyMarkOf(key, nonce))

/** The key among `weekKeys` that made this envelope; undefined where none did. */
export const keyOfEnvelope = (envelope: Uint8Array, weekKeys: readonly WeekKey[]): WeekKey | undefined => {
  const header = decodeOuterHeader(envelope)
  return header
    ? weekKeys.find((weekKey) => weekKey.week === header.week && isUnder(header, weekKey))
    : undefined
}

/** The outer layer. Null where the week key is not the right one or a byte changed. */
export const openOuterLayer = (envelope: Uint8Array, weekKey: WeekKey): OpenedLayer | null => {
  const header = decodeOuterHeader(envelope)
  if (!header || header.week !== weekKey.week || !isUnder(header, weekKey)) return null
  try {
    const bound = envelope.slice(0, OUTER_HEADER_BYTES)
    const inner = aead.open(weekKey.key, header.nonce, bound, envelope.subarray(OUTER_HEADER_BYTES))
    return openedOf(weekKey.of, header, inner)
  } catch {
    return null
  }
}

/**
 * The key that opens the outer layer of this one envelope and of no other: the subkey that XChaCha20 makes of
 * key and nonce (HChaCha20, draft-irtf-cfrg-xchacha-03, section 2.2). Null where it is no envelope of this
 * week key.
 */
export const onceKey = (envelope: Uint8Array, weekKey: WeekKey): Uint8Array | null => {
  const header = decodeOuterHeader(envelope)
  return header && openOuterLayer(envelope, weekKey) ? subkeyOf(weekKey.key, header.nonce) : null
}

/** The outer layer by its {@link onceKey}. Null where it is that of another envelope. */
export const openOnce = (envelope: Uint8Array, key: Uint8Array): OpenedLayer | null => {
  const header = decodeOuterHeader(envelope)
  if (!header) return null
  try {
    return openedOf(
      'signals',
      header,
      openWithSubkey(
        key,
        header.nonce,
        envelope.slice(0, OUTER_HEADER_BYTES),
        envelope.subarray(OUTER_HEADER_BYTES),
      ),
    )
  } catch {
    return null
  }
}

const slotAt = (opened: OpenedLayer, index: number): Uint8Array =>
  opened.inner.subarray(SLOTS_AT + index * SLOT_BYTES, SLOTS_AT + (index + 1) * SLOT_BYTES)

/** The 16 tags, real and filler alike. */
export const tagsOf = (opened: OpenedLayer): Uint8Array[] =>
  Array.from({ length: SLOTS }, (_, i) => slotAt(opened, i).slice(0, TAG_BYTES))

/**
 * Content key (for a token that hints: a key that opens nothing) from the slot with this index. Null where
 * the token is not the one that filled it.
 */
export const openSlot = (opened: OpenedLayer, index: number, token: Uint8Array): Uint8Array | null => {
  try {
    return aead.open(
      slotKey(token, opened.week),
      slotNonce(opened.eventId),
      NOTHING,
      slotAt(opened, index).slice(TAG_BYTES),
    )
  } catch {
    return null
  }
}

const sealedKeyAt = (opened: OpenedLayer, index: number): Uint8Array =>
  opened.inner.slice(KEYS_AT + index * SEALED_KEY_BYTES, KEYS_AT + (index + 1) * SEALED_KEY_BYTES)

export const openReply = (opened: OpenedLayer, replyKey: HpkeKey): Promise<Uint8Array | null> =>
  openKey(replyKey, sealedKeyAt(opened, 0), 'reply', opened.eventId)

export const openAsCoordinator = async (
  opened: OpenedLayer,
  deviceKey: HpkeKey,
): Promise<Uint8Array | null> => {
  for (let i = 1; i <= COORDINATOR_KEYS; i++) {
    const key = await openKey(deviceKey, sealedKeyAt(opened, i), 'coordinator', opened.eventId)
    if (key) return key
  }
  return null
}

export interface OpenedText {
  readonly text: Uint8Array
  /** SHA-256 of what is signed, the same in every envelope around this inner layer. */
  readonly hash: Uint8Array
  /** True when this key made the signature. */
  signedBy(publicKey: Uint8Array): Promise<boolean>
}

/** Null for a wrong key, and for bytes that are no content. */
export const openText = (opened: OpenedLayer, contentKey: Uint8Array): OpenedText | null => {
  try {
    const head = opened.inner.slice(0, CONTENT_AT)
    const plain = aead.open(contentKey, ZERO_NONCE, head, opened.inner.slice(CONTENT_AT))
    const length = new DataView(plain.buffer, plain.byteOffset).getUint16(TEXT_AT - 2)
    if (length === 0 || length > MAX_TEXT_BYTES) return null
    const text = plain.slice(TEXT_AT, TEXT_AT + length)
    if (plain.subarray(0, COMMITMENT_BYTES).some((byte) => byte !== 0)) return null
    const signature = plain.slice(COMMITMENT_BYTES, COMMITMENT_BYTES + 64)
    const message = signedBytes(opened, head, text)
    return {
      text,
      hash: sha256(message),
      signedBy: (publicKey) => verify(publicKey, EVENT_LABEL, message, signature),
    }
  } catch {
    return null
  }
}

export const hashOf = (envelope: Uint8Array): Uint8Array => sha256Of(envelope)
