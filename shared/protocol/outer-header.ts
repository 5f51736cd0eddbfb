/**
 * The outer header of an envelope: all that the relay can read of it (docs/protocol.md, "8. Envelope, 2,048
 * bytes").
 *
 *   0  version      1 byte, 1
 *   1  expiresDay   4 bytes, days since 1970-01-01 UTC, first day on which the envelope is gone
 *   5  week         4 bytes, week of the week key
 *   9  keyMark      8 bytes, by which whoever holds the key knows it, and nobody else tells two keys apart
 *  17  nonce       24 bytes, XChaCha20-Poly1305
 *  41  sealed      the rest: ciphertext and 16-byte tag, with bytes 0..41 as associated data
 */
import { sha256Of } from '../crypto/hash.ts'
import { uint32, utf8 } from '../encoding.ts'
import { ENVELOPE_BYTES } from './http.ts'

export const OUTER_HEADER_BYTES = 41
export const INNER_BYTES = ENVELOPE_BYTES - OUTER_HEADER_BYTES - 16

export interface OuterHeader {
  readonly expiresDay: number
  readonly week: number
  readonly keyMark: Uint8Array
  readonly nonce: Uint8Array
}

const KEY_MARK_BYTES = 8
const KEY_MARK_LABEL = utf8('ruggensteun/key-mark/2')
/**
 * Another one in every envelope: a relay cannot tell which of the keys of a week was used, so that none stands out.
 * SHA-256 over label, key (32 bytes) and nonce (24): a keyed hash, because each has one length and the rest is cut.
 */
export const keyMarkOf = (key: Uint8Array, nonce: Uint8Array): Uint8Array =>
  sha256Of(KEY_MARK_LABEL, key, nonce).slice(0, KEY_MARK_BYTES)

export const encodeOuterHeader = (header: OuterHeader): Uint8Array => {
  const bytes = new Uint8Array(OUTER_HEADER_BYTES)
  bytes[0] = 1
  bytes.set(uint32(header.expiresDay), 1)
  bytes.set(uint32(header.week), 5)
  bytes.set(header.keyMark, 9)
  bytes.set(header.nonce, 17)
  return bytes
}

/** Characters of base64url that hold {@link weekOf}. */
export const WEEK_CHARACTERS = 12
/** The week, from the first nine bytes alone; what they are the beginning of was not looked at. */
export const weekOf = (start: Uint8Array): number =>
  new DataView(start.buffer, start.byteOffset, start.byteLength).getUint32(5)

/** Null where the bytes are no envelope of version 1 and the one size class. */
export const decodeOuterHeader = (envelope: Uint8Array): OuterHeader | null => {
  if (envelope.length !== ENVELOPE_BYTES || envelope[0] !== 1) return null
  const view = new DataView(envelope.buffer, envelope.byteOffset, envelope.byteLength)
  return {
    expiresDay: view.getUint32(1),
    week: view.getUint32(5),
    keyMark: envelope.slice(9, 17),
    nonce: envelope.slice(17, OUTER_HEADER_BYTES),
  }
}
