/**
 * HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. A sealed 32-byte key is
 * 80 bytes.
 */
import { expand, extract } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  type KDF,
  type KEM,
} from 'hpke'
import { concat, fromBase64url, utf8 } from '../encoding.ts'
import { systemRandom, type Random } from './seal.ts'
import { isUsableAgreementKey } from './usable-key.ts'

/**
 * HKDF (RFC 5869) in this thread: WebCrypto goes to another one and back for each of the dozen steps of one
 * opening, which takes twice as long as all of them. A device that answered or coordinates tries to open
 * every envelope.
 */
const hkdf = (): KDF => ({
  ...KDF_HKDF_SHA256(),
  Extract: async (salt, key) => extract(sha256, key, salt),
  Expand: async (key, info, length) => expand(sha256, key, info, length),
})

/** The bytes of a public key, which each opening with it asks for. */
const bytesOf = new WeakMap<object, Promise<Uint8Array>>()
const kem = (): KEM => {
  const library = KEM_DHKEM_X25519_HKDF_SHA256()
  const quick = {
    ...library,
    kdf: hkdf(),
    SerializePublicKey(key: CryptoKey): Promise<Uint8Array> {
      const bytes = bytesOf.get(key) ?? library.SerializePublicKey(key)
      bytesOf.set(key, bytes)
      return bytes
    },
  }
  return quick
}

const suite = new CipherSuite(kem, hkdf, AEAD_AES_256_GCM)

/** PKCS #8 wrapping of a raw X25519 private key (RFC 8410): a fixed prefix, then the 32 bytes. */
const PKCS8_PREFIX = new Uint8Array([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
])

/** A key pair of these 32 random bytes, with its public half as bytes. */
const pairOf = async (secret: Uint8Array): Promise<{ pair: CryptoKeyPair; publicKey: Uint8Array }> => {
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(concat(PKCS8_PREFIX, secret)),
    'X25519',
    true,
    ['deriveBits'],
  )
  const raw = new Uint8Array(fromBase64url((await crypto.subtle.exportKey('jwk', privateKey)).x!))
  return {
    pair: { privateKey, publicKey: await crypto.subtle.importKey('raw', raw, 'X25519', true, []) },
    publicKey: raw,
  }
}

/**
 * The library's suite with an ephemeral key from our own random source: it has no other place to hand one in.
 */
const suiteWith = (ephemeral: CryptoKeyPair): CipherSuite =>
  new CipherSuite(
    () => ({ ...kem(), GenerateKeyPair: () => Promise.resolve(ephemeral) }),
    hkdf,
    AEAD_AES_256_GCM,
  )

export const SEALED_KEY_BYTES = 80
const ENCAPSULATED_BYTES = 32

/** Raw X25519 keys, 32 bytes each. */
export interface HpkeKeyPair {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

export const generateHpkeKey = async (random: Random = systemRandom): Promise<HpkeKeyPair> => {
  const privateKey = random(32)
  return { privateKey, publicKey: (await pairOf(privateKey)).publicKey }
}

export type HpkePurpose = 'coordinator' | 'reply' | 'scope' | 'organisation' | 'escalation'
const infoOf = (purpose: HpkePurpose): Uint8Array => utf8(`ruggensteun/hpke/1/${purpose}`)

/**
 * Seals a 32-byte key; `bound` is authenticated with it. Draws 32 bytes, before it waits for anything. Rejects
 * with RangeError where nobody can seal to `publicKey`.
 */
export const sealKey = async (
  publicKey: Uint8Array,
  key: Uint8Array,
  purpose: HpkePurpose,
  bound: Uint8Array,
  random: Random = systemRandom,
): Promise<Uint8Array> => {
  if (!isUsableAgreementKey(publicKey)) throw new RangeError('no key that can be sealed to')
  const { pair } = await pairOf(random(32))
  const recipient = await suite.DeserializePublicKey(publicKey)
  const { encapsulatedSecret, ciphertext } = await suiteWith(pair).Seal(recipient, key, {
    info: infoOf(purpose),
    aad: bound,
  })
  return concat(encapsulatedSecret, ciphertext)
}

/** Who could not be sealed to, with what the attempt said. */
export type LeftOut<T> = (recipient: T, error: unknown) => void

/**
 * Seals to each recipient. One to whom it fails is left out and named by `leftOut`: it never keeps the others
 * from theirs.
 */
export const sealToEach = async <T>(
  recipients: readonly T[],
  sealTo: (recipient: T) => Promise<Uint8Array>,
  leftOut: LeftOut<T>,
): Promise<{ readonly recipient: T; readonly sealed: Uint8Array }[]> => {
  const tried = await Promise.allSettled(recipients.map(async (recipient) => sealTo(recipient)))
  return tried.flatMap((result, i) => {
    const recipient = recipients[i]!
    if (result.status === 'fulfilled') return [{ recipient, sealed: result.value }]
    leftOut(recipient, result.reason)
    return []
  })
}

export type HpkeKey = CryptoKeyPair

/**
 * Imported once, used often: trial opening costs one X25519. With its public half, because WebCrypto can make
 * that from a private key in the newest browsers only, and where it cannot, nothing would open.
 */
export const importHpkeKey = async (privateKey: Uint8Array): Promise<HpkeKey> =>
  (await pairOf(privateKey)).pair

/** Null where it was sealed to somebody else, or is filler. */
export const openKey = async (
  key: HpkeKey,
  sealed: Uint8Array,
  purpose: HpkePurpose,
  bound: Uint8Array,
): Promise<Uint8Array | null> => {
  try {
    return await suite.Open(key, sealed.slice(0, ENCAPSULATED_BYTES), sealed.slice(ENCAPSULATED_BYTES), {
      info: infoOf(purpose),
      aad: bound,
    })
  } catch {
    return null
  }
}

/**
 * Filler that nobody can tell from a sealed key: a real X25519 public key (a random string would be one only
 * half of the time, ARCHITECTURE.md, "Cryptography") and 48 random bytes in place of the ciphertext. Draws
 * 32 bytes and 48, before it waits.
 */
export const fillerKey = async (random: Random): Promise<Uint8Array> => {
  const [secret, rest] = [random(32), random(48)]
  return concat((await pairOf(secret)).publicKey, rest)
}

export const randomPublicKey = async (random: Random): Promise<Uint8Array> =>
  (await pairOf(random(32))).publicKey
