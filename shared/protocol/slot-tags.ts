/**
 * Tags of the slots of an envelope: by them a listener finds its tokens among sixteen slots (docs/protocol.md, "8.
 * Envelope, 2,048 bytes"). A tag is a PRF of the event under a key of token and week, so that it stands in no other
 * envelope: who holds the week key and not the token cannot tell whether two envelopes concern one child.
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import siphash from 'siphash'
import { utf8 } from '../encoding.ts'

export const TAG_BYTES = 8
export const TAG_KEY_BYTES = 16

export interface FoundTag {
  /** Place of the key that makes it, from 0. */
  readonly key: number
  /** Place of the tag among those that were given, from 0. */
  readonly slot: number
}

/** One library for both, so that a list is always searched as its keys were made. */
export interface SlotTags {
  /** 16 bytes, the same in the whole week: HKDF-SHA256 (RFC 5869) of the token. */
  keyOf(token: Uint8Array, week: number): Uint8Array
  /** Which of `keys` (16 bytes each, end to end) make one of `tags` (8 bytes) for the event (16 bytes). */
  find(keys: Uint8Array, eventId: Uint8Array, tags: readonly Uint8Array[]): FoundTag[]
}

export const tagKeyInfo = (week: number): string => `ruggensteun/slot-tag/2|${week}`

const keyOf: SlotTags['keyOf'] = (token, week) =>
  hkdf(sha256, token, undefined, utf8(tagKeyInfo(week)), TAG_KEY_BYTES)

/** SipHash-2-4 (Aumasson and Bernstein, 2012), little-endian. */
const under = (key: Uint8Array, eventId: Uint8Array): Uint8Array => {
  const view = new DataView(key.buffer, key.byteOffset, TAG_KEY_BYTES)
  const words = Uint32Array.from([0, 4, 8, 12], (at) => view.getUint32(at, true))
  const { h, l } = siphash.hash(words, eventId)
  const tag = new DataView(new ArrayBuffer(TAG_BYTES))
  tag.setUint32(0, l, true)
  tag.setUint32(4, h, true)
  return new Uint8Array(tag.buffer)
}

/** Of one token in one envelope. */
export const slotTag = (token: Uint8Array, week: number, eventId: Uint8Array): Uint8Array =>
  under(keyOf(token, week), eventId)

/** First four bytes of a tag, little-endian: enough to leave nearly all aside. */
const startOf = (bytes: Uint8Array): number =>
  (bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16) | (bytes[3]! << 24)) >>> 0

/** Places of the tags by how they begin. */
export const placesByStart = (tags: readonly Uint8Array[]): ReadonlyMap<number, readonly number[]> =>
  Map.groupBy(tags.keys(), (place) => startOf(tags[place]!))

export const sameTag = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, i) => byte === b[i])

/** In JavaScript alone; fast-tags.ts does the same by libsodium. */
export const slotTags: SlotTags = {
  keyOf,
  find: (keys, eventId, tags) => {
    const places = placesByStart(tags)
    return Array.from({ length: keys.length / TAG_KEY_BYTES }, (_, key) => key).flatMap((key) => {
      const tag = under(keys.subarray(key * TAG_KEY_BYTES, (key + 1) * TAG_KEY_BYTES), eventId)
      return (places.get(startOf(tag)) ?? []).flatMap((slot) =>
        sameTag(tags[slot]!, tag) ? [{ key, slot }] : [],
      )
    })
  },
}
