/**
 * Slot tags by libsodium's WebAssembly: HKDF-SHA256 (RFC 5869) as in shared/protocol/envelope.ts, in 4
 * microseconds and not 16 (docs/decisions/0029). A list of 20,000 children has a quarter of a million tokens,
 * and each has another tag every week.
 */
import sodium from 'libsodium-wrappers-sumo'
import { utf8 } from '../encoding.ts'
import { TAG_BYTES, tagInfo, type SlotTag } from '../protocol/envelope.ts'

await sodium.ready

interface Raw {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _crypto_kdf_hkdf_sha256_extract(
    prk: number,
    salt: number,
    saltLength: number,
    key: number,
    keyLength: number,
  ): number
  _crypto_kdf_hkdf_sha256_expand(
    out: number,
    length: number,
    info: number,
    infoLength: number,
    prk: number,
  ): number
}
const raw = (sodium as unknown as { readonly libsodium: Raw }).libsodium
const LONGEST_KEY = 64
const LONGEST_INFO = 64
const [key, prk, out, info] = [
  raw._malloc(LONGEST_KEY),
  raw._malloc(32),
  raw._malloc(32),
  raw._malloc(LONGEST_INFO),
] as const

let filled = { week: -1, length: 0 }
const fillInfo = (week: number): number => {
  if (filled.week !== week) {
    const text = utf8(tagInfo(week))
    raw.HEAPU8.set(text, info)
    filled = { week, length: text.length }
  }
  return filled.length
}

export const fastSlotTag: SlotTag = (token, week) => {
  if (token.length > LONGEST_KEY) throw new RangeError('a token has at most 64 bytes')
  raw.HEAPU8.set(token, key)
  raw._crypto_kdf_hkdf_sha256_extract(prk, 0, 0, key, token.length)
  raw._crypto_kdf_hkdf_sha256_expand(out, TAG_BYTES, info, fillInfo(week), prk)
  return raw.HEAPU8.slice(out, out + TAG_BYTES)
}
