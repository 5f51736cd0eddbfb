/**
 * The reading side of the protocol a second time, after docs/protocol.md: nothing of ours is imported, only
 * @noble and Node. What it needs and the document lacks is missing in the document. The section is named
 * where it stands.
 */
import { createDecipheriv, createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ristretto255_oprf, x25519 } from '@noble/curves/ed25519.js'
import { argon2id } from '@noble/hashes/argon2.js'
import { expand, extract, hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
export const base64url = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value))
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b)
const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255)
const u32 = (value: number): Uint8Array => join(u16(value >>> 16), u16(value & 0xffff))
const hash256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** Section 8: SipHash-2-4 of 16 bytes, by its paper. */
const sipHash = (key: Uint8Array, input: Uint8Array): Uint8Array => {
  const word = (bytes: Uint8Array, at: number): bigint => Buffer.from(bytes).readBigUInt64LE(at)
  const cut = (value: bigint): bigint => BigInt.asUintN(64, value)
  const turned = (value: bigint, by: bigint): bigint => cut(value << by) | (value >> (64n - by))
  const [k0, k1] = [word(key, 0), word(key, 8)]
  let [v0, v1] = [k0 ^ 0x736f6d6570736575n, k1 ^ 0x646f72616e646f6dn]
  let [v2, v3] = [k0 ^ 0x6c7967656e657261n, k1 ^ 0x7465646279746573n]
  const round = (): void => {
    v0 = cut(v0 + v1)
    v1 = turned(v1, 13n) ^ v0
    v0 = turned(v0, 32n)
    v2 = cut(v2 + v3)
    v3 = turned(v3, 16n) ^ v2
    v0 = cut(v0 + v3)
    v3 = turned(v3, 21n) ^ v0
    v2 = cut(v2 + v1)
    v1 = turned(v1, 17n) ^ v2
    v2 = turned(v2, 32n)
  }
  for (const m of [word(input, 0), word(input, 8), BigInt(input.length) << 56n]) {
    v3 ^= m
    round()
    round()
    v0 ^= m
  }
  v2 ^= 0xffn
  for (let i = 0; i < 4; i++) round()
  const tag = Buffer.alloc(8)
  tag.writeBigUInt64LE(v0 ^ v1 ^ v2 ^ v3)
  return new Uint8Array(tag)
}

/** Section 1: Ed25519 over label || 0x00 || data; without a label over the data alone. */
const isSigned = (
  publicKey: Uint8Array,
  label: string | null,
  data: Uint8Array,
  signature: Uint8Array,
): boolean => {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    format: 'jwk',
  })
  return verifySignature(
    null,
    label === null ? data : join(text(label), Uint8Array.of(0), data),
    key,
    signature,
  )
}

export interface Statement {
  readonly body: string
  readonly signatures: readonly { readonly by: string; readonly signature: string }[]
}
/** Section 5. The body, where `by` signed its exact bytes. */
export const readSigned = (
  statement: Statement,
  by: string,
  publicKey: Uint8Array,
): Record<string, unknown> => {
  const found = statement.signatures.find((one) => one.by === by)
  if (
    !found ||
    !isSigned(publicKey, 'ruggensteun/statement/1', text(statement.body), base64url(found.signature))
  )
    throw new Error(`not signed by ${by}`)
  return JSON.parse(statement.body) as Record<string, unknown>
}

/** Section 6: RFC 9180 base mode, one message. The suite ids are of X25519, HKDF-SHA256 and AES-256-GCM. */
export const openSealedKey = (
  privateKey: Uint8Array,
  sealed: Uint8Array,
  purpose: string,
  bound: Uint8Array,
): Uint8Array | null => {
  const [kem, suite] = [join(text('KEM'), u16(0x20)), join(text('HPKE'), u16(0x20), u16(1), u16(2))]
  const labelledExtract = (id: Uint8Array, salt: Uint8Array, label: string, key: Uint8Array) =>
    extract(sha256, join(text('HPKE-v1'), id, text(label), key), salt)
  const labelledExpand = (id: Uint8Array, key: Uint8Array, label: string, info: Uint8Array, length: number) =>
    expand(sha256, key, join(u16(length), text('HPKE-v1'), id, text(label), info), length)
  const [enc, none] = [sealed.slice(0, 32), new Uint8Array()]
  const shared = labelledExpand(
    kem,
    labelledExtract(kem, none, 'eae_prk', x25519.getSharedSecret(privateKey, enc)),
    'shared_secret',
    join(enc, x25519.getPublicKey(privateKey)),
    32,
  )
  const context = join(
    Uint8Array.of(0),
    labelledExtract(suite, none, 'psk_id_hash', none),
    labelledExtract(suite, none, 'info_hash', text(`ruggensteun/hpke/1/${purpose}`)),
  )
  const secret = labelledExtract(suite, shared, 'secret', none)
  const decipher = createDecipheriv(
    'aes-256-gcm',
    labelledExpand(suite, secret, 'key', context, 32),
    labelledExpand(suite, secret, 'base_nonce', context, 12),
  )
  decipher.setAAD(bound).setAuthTag(sealed.slice(64))
  try {
    return join(decipher.update(sealed.slice(32, 64)), decipher.final())
  } catch {
    return null
  }
}

/** Section 6. */
const boardKeyOf = (weekKey: Uint8Array, week: number): Uint8Array =>
  hkdf(sha256, weekKey, undefined, text(`ruggensteun/board-key/2|${week}`), 32)
export const weekKeyOf = (
  body: Record<string, unknown>,
  organisation: string,
  organisationKey: Uint8Array,
): Uint8Array => {
  const own = (body['sealedTo'] as { organisationId: string; sealed: string }[]).find(
    ({ organisationId }) => organisationId === organisation,
  )!
  const week = u32(body['week'] as number)
  const key = openSealedKey(organisationKey, base64url(own.sealed), 'scope', week)
  const fits = (board: Uint8Array): boolean =>
    same(
      hash256(join(text('ruggensteun/scope-id/2'), week, board)).slice(0, 8),
      base64url(body['keyId'] as string),
    )
  if (!key || !fits(boardKeyOf(key, body['week'] as number))) throw new Error('not the week key')
  return key
}

/** Section 7. */
export interface Answered {
  readonly publicKey: Uint8Array
  readonly evaluated: Uint8Array
  readonly proof: Uint8Array
}
export const tokenOf = (
  input: string,
  blind: Uint8Array,
  element: Uint8Array,
  relay: Answered,
  trustee: Answered,
  epoch: number,
  type: string,
): Uint8Array => {
  const outputs = [relay, trustee].map(
    ({ publicKey, evaluated, proof }) =>
      ristretto255_oprf.voprf.finalizeBatch(
        [{ input: text(input), blind, blinded: element, evaluated }],
        publicKey,
        proof,
      )[0]!,
  )
  return hkdf(sha512, join(...outputs), undefined, text(`ruggensteun/token/1|${epoch}|${type}`), 32)
}

export interface Opened {
  readonly isSignal: boolean
  readonly eventId: Uint8Array
  readonly replyKey: Uint8Array
  readonly expiresDay: number
  readonly week: number
  readonly inner: Uint8Array
}
/** Section 8, outer layer; and section 12, steps 1 and 2. */
export const openOuter = (envelope: Uint8Array, weekKey: Uint8Array, today: number): Opened => {
  const view = new DataView(envelope.buffer, envelope.byteOffset)
  const [expiresDay, week] = [view.getUint32(1), view.getUint32(5)]
  if (envelope.length !== 2048 || envelope[0] !== 1 || expiresDay <= today) throw new Error('no envelope')
  const nonce = envelope.slice(17, 41)
  const mark = hash256(join(text('ruggensteun/key-mark/2'), weekKey, nonce)).slice(0, 8)
  if (!same(mark, envelope.slice(9, 17))) throw new Error('another key')
  const inner = xchacha20poly1305(weekKey, nonce, envelope.slice(0, 41)).decrypt(envelope.slice(41))
  return {
    isSignal: inner[0] === 1,
    eventId: inner.slice(1, 17),
    replyKey: inner.slice(17, 49),
    expiresDay,
    week,
    inner,
  }
}

/** Section 8: what the slot of this token holds, and where it stands; null where none is its own. */
export const openSlot = (
  { inner, eventId, week }: Opened,
  token: Uint8Array,
): { place: number; key: Uint8Array } | null => {
  const tag = sipHash(hkdf(sha256, token, undefined, text(`ruggensteun/slot-tag/2|${week}`), 16), eventId)
  const place = Array.from({ length: 16 }, (_, i) => inner.slice(49 + i * 56, 57 + i * 56)).findIndex((one) =>
    same(one, tag),
  )
  if (place < 0) return null
  const key = hkdf(sha256, token, undefined, text(`ruggensteun/slot-key/1|${week}`), 32)
  return {
    place,
    key: xchacha20poly1305(key, join(eventId, new Uint8Array(8))).decrypt(
      inner.slice(57 + place * 56, 105 + place * 56),
    ),
  }
}
export const hintOf = (contentKey: Uint8Array): Uint8Array =>
  hkdf(sha256, contentKey, undefined, text('ruggensteun/hint/1'), 32)
export const markOf = (contentKey: Uint8Array, answerId: Uint8Array): Uint8Array =>
  hkdf(sha256, contentKey, answerId, text('ruggensteun/answered/1'), 32)
export const openReply = ({ inner, eventId }: Opened, privateKey: Uint8Array): Uint8Array | null =>
  openSealedKey(privateKey, inner.slice(945, 1025), 'reply', eventId)
export const openAsCoordinator = ({ inner, eventId }: Opened, privateKey: Uint8Array): Uint8Array | null =>
  [0, 1, 2, 3]
    .map((i) => openSealedKey(privateKey, inner.slice(1025 + i * 80, 1105 + i * 80), 'coordinator', eventId))
    .find((key) => key !== null) ?? null

export interface Event {
  readonly device: string
  readonly counter: number
  readonly content: readonly unknown[]
  signedBy(publicKey: Uint8Array): boolean
}
/** Section 9. */
export const openContent = (
  { inner, expiresDay, week }: Pick<Opened, 'inner' | 'expiresDay' | 'week'>,
  contentKey: Uint8Array,
): Event => {
  const head = inner.slice(0, 1345)
  const plain = xchacha20poly1305(contentKey, new Uint8Array(24), head).decrypt(inner.slice(1345))
  if (plain.slice(0, 16).some((byte) => byte !== 0)) throw new Error('another key')
  const end = 82 + ((plain[80]! << 8) | plain[81]!)
  const written = plain.slice(82, end)
  const [device, counter, content] = JSON.parse(Buffer.from(written).toString()) as [
    string,
    number,
    unknown[],
  ]
  const message = join(
    new Uint8Array(
      createHash('sha512')
        .update(join(u32(expiresDay), u32(week), head))
        .digest(),
    ),
    written,
  )
  return {
    device,
    counter,
    content,
    signedBy: (publicKey) => isSigned(publicKey, 'ruggensteun/event/2', message, plain.slice(16, 80)),
  }
}

/** Section 13. */
export const envelopeLeaf = (
  seq: number,
  expiresDay: number,
  salt: Uint8Array,
  envelope: Uint8Array,
): Uint8Array => join(Uint8Array.of(1), u32(0), u32(seq), u32(expiresDay), hash256(join(salt, envelope)))
export const leafHashOf = (leaf: Uint8Array): Uint8Array => hash256(join(Uint8Array.of(0), leaf))
/** RFC 6962, section 2.1. */
export const rootOf = (hashes: readonly Uint8Array[]): Uint8Array => {
  if (hashes.length < 2) return hashes[0] ?? hash256(new Uint8Array())
  let half = 1
  while (half * 2 < hashes.length) half *= 2
  return hash256(join(Uint8Array.of(1), rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half))))
}

export interface Note {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly signers: readonly string[]
}
/** Section 13: who of these signed the note, each under the key that its name and algorithm have. */
export const readNote = (
  note: string,
  keys: readonly { readonly name: string; readonly algorithm: 1 | 4; readonly publicKey: Uint8Array }[],
): Note => {
  const [body, lines] = note.split('\n\n') as [string, string]
  const signed = `${body}\n`
  const [origin, size, root] = body.split('\n') as [string, string, string]
  const signatures = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ') as [string, string, string])
    .map(([, name, bytes]) => ({ name, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) }))
  const signers = keys
    .filter(({ name, algorithm, publicKey }) =>
      signatures.some((one) => {
        const id = hash256(join(text(name), Uint8Array.of(0x0a, algorithm), publicKey)).slice(0, 4)
        if (one.name !== name || !same(one.bytes.slice(0, 4), id)) return false
        const seconds = Buffer.from(one.bytes).readBigUInt64BE(4)
        return algorithm === 1
          ? isSigned(publicKey, null, text(signed), one.bytes.slice(4))
          : isSigned(publicKey, null, text(`cosignature/v1\ntime ${seconds}\n${signed}`), one.bytes.slice(12))
      }),
    )
    .map(({ name }) => name)
  return { origin, size: Number(size), root: new Uint8Array(Buffer.from(root, 'base64')), signers }
}

/** Section 14. */
export const openCode = (typed: string): { mailbox: Uint8Array; key: Uint8Array } => {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  const bytes = argon2id(text(code), hash256(text('ruggensteun/invitation/1')).slice(0, 16), {
    m: 19_456,
    t: 2,
    p: 1,
    dkLen: 48,
  })
  return { mailbox: bytes.slice(0, 16), key: bytes.slice(16) }
}
export const openMessage = (key: Uint8Array, place: number, sealed: Uint8Array): Record<string, unknown> =>
  JSON.parse(
    Buffer.from(
      xchacha20poly1305(key, sealed.slice(0, 24), text(`ruggensteun/mailbox/1|${place}`)).decrypt(
        sealed.slice(24),
      ),
    ).toString(),
  ) as Record<string, unknown>
export const commitmentTo = (nonce: Uint8Array): Uint8Array =>
  hash256(join(text('ruggensteun/commitment/1'), nonce))
/**
 * `offer` and `request`: JSON texts with the members in the order of the document. `words`: the 256 of the
 * document.
 */
export const checkWords = (
  words: readonly string[],
  mailbox: Uint8Array,
  offer: string,
  request: string,
  nonce: Uint8Array,
): string[] =>
  Array.from(
    hash256(
      join(
        text('ruggensteun/check/1'),
        ...[mailbox, text(offer), text(request), nonce].flatMap((part) => [u16(part.length), part]),
      ),
    ).slice(0, 4),
    (byte) => words[byte]!,
  )
/** Section 6. */
export const fingerprintOf = (publicKey: Uint8Array): string => {
  const hash = hash256(join(text('ruggensteun/fingerprint/1'), publicKey))
  return Array.from({ length: 8 }, (_, i) =>
    String((hash[2 * i]! << 8) | hash[2 * i + 1]!).padStart(5, '0'),
  ).join(' ')
}
/** Section 4. */
export const isSession = (
  publicKey: Uint8Array,
  audience: string,
  challenge: string,
  signature: Uint8Array,
): boolean =>
  isSigned(
    publicKey,
    'ruggensteun/session/1',
    join(text(audience), Uint8Array.of(0), text(challenge)),
    signature,
  )
