/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), by the audited JavaScript library until a faster one takes its place: the
 * same bytes from both, tested. Keys 32 bytes, nonces 24, the tag of 16 behind the ciphertext.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

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

let used = javascriptAead
/** From here on, everywhere in this process or worker. */
export const useAead = (aead: Aead): void => { used = aead }

export const aead: Aead = {
  seal: (key, nonce, bound, plain) => used.seal(key, nonce, bound, plain),
  open: (key, nonce, bound, sealed) => used.open(key, nonce, bound, sealed),
}
