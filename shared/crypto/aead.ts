/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), by the audited JavaScript library until a faster one takes
 * its place: the same bytes from both, tested. Keys 32 bytes, nonces 24, the tag of 16 behind the ciphertext.
 */
import { chacha20poly1305, hchacha, xchacha20poly1305 } from '@noble/ciphers/chacha.js'

export interface Aead {
  /** ciphertext || tag. `bound` is authenticated and not stored. */
  seal(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, plain: Uint8Array): Uint8Array
  /** Throws where key, nonce, bound data or bytes are not those that were sealed. */
  open(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Uint8Array
}

export const javascriptAead: Aead = {
  seal: (key, nonce, bound, plain) => xchacha20poly1305(key, nonce, bound).encrypt(plain),
  open: (key, nonce, bound, sealed) => xchacha20poly1305(key, nonce, bound).decrypt(sealed),
}

const words = (bytes: Uint8Array): Uint32Array =>
  Uint32Array.from({ length: bytes.length / 4 }, (_, i) =>
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(4 * i, true),
  )
/** "expand 32-byte k" */
const SIGMA = new Uint32Array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574])

/**
 * HChaCha20: the key of ChaCha20-Poly1305 that XChaCha20-Poly1305 uses for this key and nonce (24 bytes). 32
 * bytes.
 */
export const subkeyOf = (key: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const out = new Uint32Array(8)
  hchacha(SIGMA, words(key), words(nonce.subarray(0, 16)), out)
  const bytes = new Uint8Array(32)
  out.forEach((word, i) => new DataView(bytes.buffer).setUint32(4 * i, word, true))
  return bytes
}

/** As `open` of the same key and nonce, by who has the {@link subkeyOf} only. Throws like it. */
export const openWithSubkey = (
  subkey: Uint8Array,
  nonce: Uint8Array,
  bound: Uint8Array,
  sealed: Uint8Array,
): Uint8Array => {
  const rest = new Uint8Array(12)
  rest.set(nonce.subarray(16), 4)
  return chacha20poly1305(subkey, rest, bound).decrypt(sealed)
}

let used = javascriptAead
/** From here on, everywhere in this process or worker. */
export const useAead = (aead: Aead): void => {
  used = aead
}

export const aead: Aead = {
  seal: (key, nonce, bound, plain) => used.seal(key, nonce, bound, plain),
  open: (key, nonce, bound, sealed) => used.open(key, nonce, bound, sealed),
}
