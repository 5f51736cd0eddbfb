/**
 * RFC 9497 VOPRF(ristretto255, SHA-512), both halves, on libsodium's WebAssembly: the relay and the trustee
 * evaluate with it, and the engine's worker blinds, checks and finalises with it where it may: a blind takes 0.3
 * milliseconds and not 3.5 (docs/decisions/0029). Only the
 * composition of the RFC is written here; the group, the field and the hash are libsodium's. It works inside
 * libsodium's own memory, because copying every point in and out costs a third of the time. Checked byte for
 * byte against the RFC's vectors and against @noble/curves.
 */
import sodium from 'libsodium-wrappers-sumo'
import { concat, utf8 } from '../encoding.ts'
import type { Blinded, Evaluation, Oprf } from './oprf.ts'

await sodium.ready

/** The functions of libsodium's module that are used here; pointers are offsets into HEAPU8. */
interface Raw {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _crypto_hash_sha512(out: number, input: number, low: number, high: number): number
  _crypto_core_ristretto255_from_hash(out: number, hash: number): number
  _crypto_core_ristretto255_add(out: number, a: number, b: number): number
  _crypto_core_ristretto255_scalar_reduce(out: number, wide: number): void
  _crypto_core_ristretto255_scalar_invert(out: number, scalar: number): number
  _crypto_core_ristretto255_scalar_mul(out: number, a: number, b: number): void
  _crypto_core_ristretto255_scalar_sub(out: number, a: number, b: number): void
  _crypto_scalarmult_ristretto255(out: number, scalar: number, point: number): number
  _crypto_scalarmult_ristretto255_base(out: number, scalar: number): number
}
const raw = (sodium as unknown as { readonly libsodium: Raw }).libsodium

const CONTEXT = concat(utf8('OPRFV1-'), Uint8Array.of(1), utf8('-ristretto255-SHA512'))
const label = (name: string): Uint8Array => concat(utf8(name), CONTEXT)
/** A domain separation tag with its length behind it (RFC 9380 5.3.1). */
const domain = (name: string): Uint8Array => {
  const tag = label(name)
  return concat(tag, Uint8Array.of(tag.length))
}
const HASH_TO_SCALAR = domain('HashToScalar-')
const HASH_TO_GROUP = domain('HashToGroup-')
const DERIVE_KEY = domain('DeriveKeyPair')
const SEED = label('Seed-')
const [COMPOSITE, CHALLENGE, FINALIZE] = [utf8('Composite'), utf8('Challenge'), utf8('Finalize')]
const BLOCK_BYTES = 128
const SIZE = 32

/** I2OSP(value, 2) */
const two = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff)
const prefixed = (part: Uint8Array): Uint8Array => concat(two(part.length), part)

// Work space in libsodium's memory. Nothing here is re-entrant: every function runs to its end without
// waiting.
const LONGEST_TEXT = 70_000
const text = raw._malloc(LONGEST_TEXT)
const [wide, hashed, a, b, c, d, e] = Array.from({ length: 7 }, () => raw._malloc(64)) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]
const put = (at: number, bytes: Uint8Array): number => {
  raw.HEAPU8.set(bytes, at)
  return at
}
const get = (at: number, length = SIZE): Uint8Array => raw.HEAPU8.slice(at, at + length)
const wipe = (...at: readonly number[]): void => {
  for (const place of at) raw.HEAPU8.fill(0, place, place + 64)
}

/** SHA-512 of the parts, one after the other, to `out`. */
const hashTo = (out: number, ...parts: readonly Uint8Array[]): void => {
  let length = 0
  for (const part of parts) {
    raw.HEAPU8.set(part, text + length)
    length += part.length
  }
  raw._crypto_hash_sha512(out, text, length, 0)
}
const ZERO_BLOCK = new Uint8Array(BLOCK_BYTES)
/**
 * expand_message_xmd (RFC 9380 5.3.1) to 64 bytes at `wide`: one block of SHA-512, so b_1 is the whole
 * output.
 */
const expand = (tag: Uint8Array, ...message: readonly Uint8Array[]): void => {
  hashTo(hashed, ZERO_BLOCK, ...message, two(64), Uint8Array.of(0), tag)
  hashTo(wide, get(hashed, 64), Uint8Array.of(1), tag)
}
const hashToScalar = (out: number, tag: Uint8Array, ...message: readonly Uint8Array[]): void => {
  expand(tag, ...message)
  raw._crypto_core_ristretto255_scalar_reduce(out, wide)
}
const isZero = (at: number): boolean => get(at).every((byte) => byte === 0)

export interface KeyPair {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}
/** Bytes that are no element of the group, or its identity. */
export class InvalidElement extends Error {}
/** The proof does not show that this key made these elements. */
export class InvalidProof extends Error {}

/** RFC 9497 3.2.1. `seed` 32 bytes; `info` at most 65,535 bytes. */
export const deriveKeyPair = (seed: Uint8Array, info: Uint8Array): KeyPair => {
  for (let counter = 0; counter < 256; counter++) {
    hashToScalar(a, DERIVE_KEY, seed, prefixed(info), Uint8Array.of(counter))
    if (isZero(a)) continue
    raw._crypto_scalarmult_ristretto255_base(b, a)
    const pair = { secretKey: get(a), publicKey: get(b) }
    wipe(a, wide, hashed)
    return pair
  }
  throw new Error('no key from this seed')
}

const multiply = (out: number, scalar: number, point: number): void => {
  if (raw._crypto_scalarmult_ristretto255(out, scalar, point) !== 0)
    throw new InvalidElement('not an element, or the identity')
}

/** Weights of a batch (RFC 9497 2.2.1): calls `use` with each one at `a`. */
const eachWeight = (
  publicKey: Uint8Array,
  elements: readonly Uint8Array[],
  evaluated: readonly Uint8Array[],
  use: (index: number) => void,
): void => {
  hashTo(hashed, prefixed(publicKey), prefixed(SEED))
  const seed = prefixed(get(hashed, 64))
  elements.forEach((element, i) => {
    hashToScalar(a, HASH_TO_SCALAR, seed, two(i), prefixed(element), prefixed(evaluated[i]!), COMPOSITE)
    use(i)
  })
}

const challengeTo = (
  out: number,
  publicKey: Uint8Array,
  composite: Uint8Array,
  image: Uint8Array,
  t2: Uint8Array,
  t3: Uint8Array,
): void =>
  hashToScalar(out, HASH_TO_SCALAR, ...[publicKey, composite, image, t2, t3].map(prefixed), CHALLENGE)

/** A uniform scalar at `out` from 64 random bytes. */
const scalarFrom = (out: number, random64: Uint8Array): void => {
  put(wide, random64)
  raw._crypto_core_ristretto255_scalar_reduce(out, wide)
}

/** A multiplication refuses what is no element of the group; it must not get half of one. */
const mustBeWhole = (elements: readonly Uint8Array[]): void => {
  if (elements.some((element) => element.length !== SIZE)) throw new InvalidElement('not an element')
}

const systemScalar = (): Uint8Array => {
  scalarFrom(e, crypto.getRandomValues(new Uint8Array(64)))
  return get(e)
}

/**
 * BlindEvaluate of a batch with one DLEQ proof (RFC 9497 3.3.2 and 2.2.1, ComputeCompositesFast). `random`
 * gives a scalar and is for the vectors only. Throws {@link InvalidElement} and gives nothing where one
 * element is none.
 */
export const blindEvaluateBatch = (
  { secretKey, publicKey }: KeyPair,
  elements: readonly Uint8Array[],
  random: () => Uint8Array = systemScalar,
): Evaluation => {
  mustBeWhole(elements)
  const evaluated = elements.map((element) => {
    multiply(c, put(a, secretKey), put(b, element))
    return get(c)
  })
  let composite: Uint8Array | null = null
  eachWeight(publicKey, elements, evaluated, (i) => {
    multiply(c, a, put(b, elements[i]!))
    if (composite) raw._crypto_core_ristretto255_add(c, c, put(d, composite))
    composite = get(c)
  })
  if (!composite) throw new InvalidElement('an empty batch')
  multiply(d, put(a, secretKey), put(c, composite))
  const image = get(d)
  const r = random()
  raw._crypto_scalarmult_ristretto255_base(d, put(b, r))
  const t2 = get(d)
  multiply(d, b, c)
  challengeTo(d, publicKey, composite, image, t2, get(d))
  const challenge = get(d)
  raw._crypto_core_ristretto255_scalar_mul(c, d, put(a, secretKey))
  raw._crypto_core_ristretto255_scalar_sub(d, put(b, r), c)
  const proof = concat(challenge, get(d))
  wipe(a, b, c)
  return { evaluated, proof }
}

/**
 * RFC 9497 3.3.2 Blind, for each input. `random` gives 64 bytes. Throws {@link InvalidElement} for an input
 * that hashes to the identity.
 */
export const blindBatch = (
  inputs: readonly Uint8Array[],
  random: (bytes: number) => Uint8Array,
): Blinded[] => {
  const drawn = random(64 * inputs.length)
  const blinded = inputs.map((input, i) => {
    scalarFrom(a, drawn.subarray(64 * i, 64 * i + 64))
    expand(HASH_TO_GROUP, input)
    raw._crypto_core_ristretto255_from_hash(b, wide)
    multiply(c, a, b)
    return { input, blind: get(a), element: get(c) }
  })
  drawn.fill(0)
  wipe(a, b, wide)
  return blinded
}

/** Throws {@link InvalidProof} (RFC 9497 2.2.2 VerifyProof, ComputeComposites). */
const verifyBatch = (
  publicKey: Uint8Array,
  elements: readonly Uint8Array[],
  { evaluated, proof }: Evaluation,
): void => {
  if (evaluated.length !== elements.length || elements.length === 0 || proof.length !== 64)
    throw new InvalidProof('length')
  mustBeWhole(evaluated)
  let composite: Uint8Array | null = null
  let image: Uint8Array | null = null
  const added = (sum: Uint8Array | null, element: Uint8Array): Uint8Array => {
    multiply(c, a, put(b, element))
    if (sum) raw._crypto_core_ristretto255_add(c, c, put(d, sum))
    return get(c)
  }
  eachWeight(publicKey, elements, evaluated, (i) => {
    composite = added(composite, elements[i]!)
    image = added(image, evaluated[i]!)
  })
  if (!composite || !image) throw new InvalidProof('length')
  const [challenge, s] = [proof.subarray(0, 32), proof.subarray(32)]
  // t2 = s G + c pk and t3 = s M + c Z
  raw._crypto_scalarmult_ristretto255_base(d, put(a, s))
  multiply(e, put(b, challenge), put(c, publicKey))
  raw._crypto_core_ristretto255_add(d, d, e)
  const t2 = get(d)
  multiply(d, a, put(c, composite))
  multiply(e, b, put(c, image))
  raw._crypto_core_ristretto255_add(d, d, e)
  challengeTo(e, publicKey, composite, image, t2, get(d))
  if (get(e).some((byte, i) => byte !== challenge[i])) throw new InvalidProof('challenge')
}

/** Inverses of all blinds with one inversion (Montgomery): scalar i of the result times blind i is one. */
const invertAll = (blinds: readonly Uint8Array[]): Uint8Array[] => {
  const products: Uint8Array[] = []
  put(a, blinds[0]!)
  for (const [i, blind] of blinds.entries()) {
    if (i > 0) raw._crypto_core_ristretto255_scalar_mul(a, a, put(b, blind))
    products.push(get(a))
  }
  raw._crypto_core_ristretto255_scalar_invert(c, a)
  const inverses: Uint8Array[] = []
  for (let i = blinds.length - 1; i >= 0; i--) {
    if (i === 0) {
      inverses.push(get(c))
      break
    }
    raw._crypto_core_ristretto255_scalar_mul(d, c, put(b, products[i - 1]!))
    inverses.push(get(d))
    raw._crypto_core_ristretto255_scalar_mul(c, c, put(b, blinds[i]!))
  }
  for (const product of products) product.fill(0)
  wipe(a, b, c, d)
  return inverses.reverse()
}

/**
 * Verifies the batch proof, then Finalize (RFC 9497 3.3.2) of each: outputs of 64 bytes. Throws {@link
 * InvalidProof} or {@link InvalidElement} and gives nothing.
 */
export const finalizeBatch = (
  blinded: readonly Blinded[],
  evaluation: Evaluation,
  publicKey: Uint8Array,
): Uint8Array[] => {
  verifyBatch(
    publicKey,
    blinded.map(({ element }) => element),
    evaluation,
  )
  const inverses = invertAll(blinded.map(({ blind }) => blind))
  const outputs = blinded.map(({ input }, i) => {
    multiply(c, put(a, inverses[i]!), put(b, evaluation.evaluated[i]!))
    hashTo(wide, prefixed(input), two(SIZE), get(c), FINALIZE)
    return get(wide, 64)
  })
  for (const inverse of inverses) inverse.fill(0)
  wipe(a, c, wide)
  return outputs
}

/** The client's half for whoever may compile WebAssembly. */
export const webassemblyOprf: Oprf = {
  name: 'webassembly',
  blind: (inputs) => blindBatch(inputs, (bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
  finalize: finalizeBatch,
}
