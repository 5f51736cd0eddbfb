/**
 * Slot tags by libsodium's WebAssembly, as in shared/protocol/slot-tags.ts: HKDF-SHA256 (RFC 5869) in 4 microseconds and
 * not 16, and SipHash-2-4 by the hundred thousand (docs/decisions/0029 and 0031). A list of 20,000 children has a
 * quarter of a million tokens: each has another key every week, and is tried on every signaal.
 */
import sodium from 'libsodium-wrappers-sumo'
import { utf8 } from '../encoding.ts'
import {
  placesByStart,
  sameTag,
  TAG_BYTES,
  TAG_KEY_BYTES,
  tagKeyInfo,
  type FoundTag,
  type SlotTags,
} from '../protocol/slot-tags.ts'

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
  _crypto_shorthash(out: number, message: number, length: number, lengthHigh: number, key: number): number
}
const raw = (sodium as unknown as { readonly libsodium: Raw }).libsodium
const LONGEST_TOKEN = 64
const LONGEST_INFO = 64
const EVENT_ID_BYTES = 16
/** Keys that are copied to the library at a time: 64 kB. */
const KEYS_AT_ONCE = 4096
const [tokenAt, prkAt, outAt, infoAt, eventAt, keysAt] = [
  raw._malloc(LONGEST_TOKEN),
  raw._malloc(32),
  raw._malloc(32),
  raw._malloc(LONGEST_INFO),
  raw._malloc(EVENT_ID_BYTES),
  raw._malloc(KEYS_AT_ONCE * TAG_KEY_BYTES),
] as const

let filled = { week: -1, length: 0 }
const fillInfo = (week: number): number => {
  if (filled.week !== week) {
    const text = utf8(tagKeyInfo(week))
    raw.HEAPU8.set(text, infoAt)
    filled = { week, length: text.length }
  }
  return filled.length
}

const keyOf: SlotTags['keyOf'] = (token, week) => {
  if (token.length > LONGEST_TOKEN) throw new RangeError('a token has at most 64 bytes')
  raw.HEAPU8.set(token, tokenAt)
  raw._crypto_kdf_hkdf_sha256_extract(prkAt, 0, 0, tokenAt, token.length)
  raw._crypto_kdf_hkdf_sha256_expand(outAt, TAG_KEY_BYTES, infoAt, fillInfo(week), prkAt)
  return raw.HEAPU8.slice(outAt, outAt + TAG_KEY_BYTES)
}

const find: SlotTags['find'] = (keys, eventId, tags) => {
  const places = placesByStart(tags)
  const found: FoundTag[] = []
  const total = keys.length / TAG_KEY_BYTES
  raw.HEAPU8.set(eventId, eventAt)
  for (let first = 0; first < total; first += KEYS_AT_ONCE) {
    const count = Math.min(KEYS_AT_ONCE, total - first)
    raw.HEAPU8.set(keys.subarray(first * TAG_KEY_BYTES, (first + count) * TAG_KEY_BYTES), keysAt)
    // Nothing below asks for memory, so that this view stays that of the library.
    const start = new DataView(raw.HEAPU8.buffer, outAt, TAG_BYTES)
    for (let i = 0; i < count; i++) {
      raw._crypto_shorthash(outAt, eventAt, EVENT_ID_BYTES, 0, keysAt + i * TAG_KEY_BYTES)
      const begun = places.get(start.getUint32(0, true))
      if (!begun) continue
      const tag = raw.HEAPU8.subarray(outAt, outAt + TAG_BYTES)
      found.push(
        ...begun.filter((slot) => sameTag(tags[slot]!, tag)).map((slot) => ({ key: first + i, slot })),
      )
    }
  }
  return found
}

export const fastSlotTags: SlotTags = { keyOf, find }
