/** HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. A sealed 32-byte key is 80 bytes. */
import { x25519 } from '@noble/curves/ed25519.js'
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke'
import { concat, utf8 } from '../encoding.ts'

const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM)

export const SEALED_KEY_BYTES = 80
const ENCAPSULATED_BYTES = 32

/** Raw X25519 keys, 32 bytes each. */
export interface HpkeKeyPair { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array }

export const generateHpkeKey = async (): Promise<HpkeKeyPair> => {
  const pair = await suite.GenerateKeyPair(true)
  return { privateKey: await suite.SerializePrivateKey(pair.privateKey), publicKey: await suite.SerializePublicKey(pair.publicKey) }
}

export type HpkePurpose = 'coordinator' | 'reply' | 'scope' | 'organisation' | 'welcome'
const infoOf = (purpose: HpkePurpose): Uint8Array => utf8(`ruggensteun/hpke/1/${purpose}`)

/** Seals a 32-byte key; `bound` is authenticated with it. */
export const sealKey = async (publicKey: Uint8Array, key: Uint8Array, purpose: HpkePurpose, bound: Uint8Array): Promise<Uint8Array> => {
  const recipient = await suite.DeserializePublicKey(publicKey)
  const { encapsulatedSecret, ciphertext } = await suite.Seal(recipient, key, { info: infoOf(purpose), aad: bound })
  return concat(encapsulatedSecret, ciphertext)
}

export type HpkeKey = CryptoKeyPair

/**
 * Imported once, used often: trial opening costs one X25519. With its public half, because WebCrypto can make that from a
 * private key in the newest browsers only, and where it cannot, nothing would open.
 */
export const importHpkeKey = async (privateKey: Uint8Array): Promise<HpkeKey> =>
  ({ privateKey: await suite.DeserializePrivateKey(privateKey), publicKey: await suite.DeserializePublicKey(x25519.getPublicKey(privateKey)) }) as HpkeKey

/** Null where it was sealed to somebody else, or is filler. */
export const openKey = async (key: HpkeKey, sealed: Uint8Array, purpose: HpkePurpose, bound: Uint8Array): Promise<Uint8Array | null> => {
  try {
    return await suite.Open(key, sealed.slice(0, ENCAPSULATED_BYTES), sealed.slice(ENCAPSULATED_BYTES), { info: infoOf(purpose), aad: bound })
  } catch {
    return null
  }
}

/**
 * Filler that nobody can tell from a sealed key: a real X25519 public key (a random string would be one only half of
 * the time, crypto.md 7) and 48 random bytes in place of the ciphertext.
 */
export const fillerKey = async (random: (bytes: number) => Uint8Array): Promise<Uint8Array> => concat(await randomPublicKey(), random(48))

export const randomPublicKey = async (): Promise<Uint8Array> => {
  const pair = await crypto.subtle.generateKey('X25519', true, ['deriveBits'])
  return new Uint8Array(await crypto.subtle.exportKey('raw', (pair as CryptoKeyPair).publicKey))
}
