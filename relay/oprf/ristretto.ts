/**
 * RFC 9497 VOPRF(ristretto255, SHA-512), the key holder's half, on libsodium: constant-time group arithmetic in C.
 * Only the composition of the RFC is written here; it is checked against its vectors and against @noble/curves.
 */
import { createHash } from 'node:crypto'
import sodium from 'libsodium-wrappers-sumo'

await sodium.ready

const CONTEXT = concat(text('OPRFV1-'), Uint8Array.of(1), text('-ristretto255-SHA512'))
const HASH_TO_SCALAR = concat(text('HashToScalar-'), CONTEXT)
const BLOCK_BYTES = 128

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}
function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
const sha512 = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(createHash('sha512').update(concat(...parts)).digest())
/** I2OSP(value, 2) */
const two = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff)
const prefixed = (part: Uint8Array): Uint8Array => concat(two(part.length), part)

/** expand_message_xmd (RFC 9380 5.3.1) to 64 bytes: one block of SHA-512, so b_1 is the whole output. */
const expand64 = (message: Uint8Array, domain: Uint8Array): Uint8Array => {
  const domainPrime = concat(domain, Uint8Array.of(domain.length))
  const first = sha512(new Uint8Array(BLOCK_BYTES), message, two(64), Uint8Array.of(0), domainPrime)
  return sha512(first, Uint8Array.of(1), domainPrime)
}
const hashToScalar = (message: Uint8Array, domain = HASH_TO_SCALAR): Uint8Array => sodium.crypto_core_ristretto255_scalar_reduce(expand64(message, domain))

export interface KeyPair { readonly secretKey: Uint8Array; readonly publicKey: Uint8Array }

/** RFC 9497 3.2.1. `seed` 32 bytes; `info` at most 65,535 bytes. */
export const deriveKeyPair = (seed: Uint8Array, info: Uint8Array): KeyPair => {
  const input = concat(seed, prefixed(info))
  for (let counter = 0; counter < 256; counter++) {
    const secretKey = hashToScalar(concat(input, Uint8Array.of(counter)), concat(text('DeriveKeyPair'), CONTEXT))
    if (!sodium.is_zero(secretKey)) return { secretKey, publicKey: sodium.crypto_scalarmult_ristretto255_base(secretKey) }
  }
  throw new Error('no key from this seed')
}

export class InvalidElement extends Error {}

const multiply = (scalar: Uint8Array, element: Uint8Array): Uint8Array => {
  try {
    return sodium.crypto_scalarmult_ristretto255(scalar, element)
  } catch (cause) {
    throw new InvalidElement('element is not on the curve or is the identity', { cause })
  }
}

/** Weights of a batch (RFC 9497 2.2.1): one scalar per element. */
const weights = (publicKey: Uint8Array, elements: readonly Uint8Array[], evaluated: readonly Uint8Array[]): Uint8Array[] => {
  const seed = sha512(prefixed(publicKey), prefixed(concat(text('Seed-'), CONTEXT)))
  return elements.map((element, i) => hashToScalar(concat(prefixed(seed), two(i), prefixed(element), prefixed(evaluated[i]!), text('Composite'))))
}

export interface Evaluation { readonly evaluated: readonly Uint8Array[]; readonly proof: Uint8Array }

/**
 * BlindEvaluate of a batch with one DLEQ proof of 64 bytes (RFC 9497 3.3.2 and 2.2.1, ComputeCompositesFast).
 * `random` is for the vectors only. Throws {@link InvalidElement} for bytes that are no element, and for the identity.
 */
export const blindEvaluateBatch = (keys: KeyPair, elements: readonly Uint8Array[], random: () => Uint8Array = () => sodium.crypto_core_ristretto255_scalar_random()): Evaluation => {
  for (const element of elements)
    if (element.length !== 32 || sodium.is_zero(element) || !sodium.crypto_core_ristretto255_is_valid_point(element)) throw new InvalidElement('not an element')
  const evaluated = elements.map((element) => multiply(keys.secretKey, element))
  const scalars = weights(keys.publicKey, elements, evaluated)
  const composite = scalars.map((weight, i) => multiply(weight, elements[i]!)).reduce((sum, term) => sodium.crypto_core_ristretto255_add(sum, term))
  const image = multiply(keys.secretKey, composite)
  const r = random()
  const [t2, t3] = [sodium.crypto_scalarmult_ristretto255_base(r), multiply(r, composite)]
  const challenge = hashToScalar(concat(...[keys.publicKey, composite, image, t2, t3].map(prefixed), text('Challenge')))
  const s = sodium.crypto_core_ristretto255_scalar_sub(r, sodium.crypto_core_ristretto255_scalar_mul(challenge, keys.secretKey))
  return { evaluated, proof: concat(challenge, s) }
}
