/**
 * What stands in the log, one leaf each: that an envelope was kept, that a statement entered the directory,
 * how often an organisation asked the relay's key, how much was deleted. Nothing in a leaf says what an
 * envelope holds or who sent it.
 */
import { z } from 'zod'
import { sha256Of } from '../crypto/hash.ts'
import { concat, equalBytes, fromUtf8, utf8 } from '../encoding.ts'

const Count = z.number().int().nonnegative()
const Reported = z.discriminatedUnion('kind', [
  /**
   * Evaluations that an organisation asked of this holder on a day, of one type, under the seed of an epoch.
   */
  z.strictObject({
    kind: z.literal('evaluations'),
    organisationId: z.string().max(64),
    type: z.string().max(4),
    epoch: Count,
    generation: Count,
    day: Count,
    count: Count,
  }),
  z.strictObject({
    kind: z.literal('deletion'),
    what: z.enum(['envelopes', 'seeds']),
    count: Count,
    day: Count,
  }),
])
export type Reported = z.infer<typeof Reported>
export type Leaf =
  | {
      readonly kind: 'envelope'
      readonly seq: number
      /** First day on which it is gone. */
      readonly expiresDay: number
      /** {@link saltedHash} */
      readonly hash: Uint8Array
    }
  | {
      readonly kind: 'statement'
      /** Place in the directory. */
      readonly seq: number
      /** SHA-256 of the body. */
      readonly hash: Uint8Array
    }
  | Reported

const [ENVELOPE, STATEMENT, REPORTED] = [1, 2, 3]
const HASH_BYTES = 32
const LENGTHS = { envelope: 1 + 8 + 4 + HASH_BYTES, statement: 1 + 8 + HASH_BYTES } as const
export const SALT_BYTES = 16
const LONGEST = 512

/** The salt goes with the envelope: once both are deleted, nobody can show what stood here. */
export const saltedHash = (salt: Uint8Array, envelope: Uint8Array): Uint8Array => sha256Of(salt, envelope)

const header = (kind: number, seq: number, more: number): DataView<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(9 + more))
  view.setUint8(0, kind)
  view.setBigUint64(1, BigInt(seq))
  return view
}

export const encodeLeaf = (leaf: Leaf): Uint8Array => {
  switch (leaf.kind) {
    case 'envelope': {
      const view = header(ENVELOPE, leaf.seq, 4)
      view.setUint32(9, leaf.expiresDay)
      return concat(new Uint8Array(view.buffer), leaf.hash)
    }
    case 'statement':
      return concat(new Uint8Array(header(STATEMENT, leaf.seq, 0).buffer), leaf.hash)
    default:
      return concat(Uint8Array.of(REPORTED), utf8(JSON.stringify(Reported.parse(leaf))))
  }
}

/** Null for what is no leaf; every leaf has one encoding only. */
export const decodeLeaf = (bytes: Uint8Array): Leaf | null => {
  const leaf = read(bytes)
  return leaf && equalBytes(encodeLeaf(leaf), bytes) ? leaf : null
}

const read = (bytes: Uint8Array): Leaf | null => {
  if (bytes.length === 0 || bytes.length > LONGEST) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes[0] === ENVELOPE && bytes.length === LENGTHS.envelope)
    return {
      kind: 'envelope',
      seq: Number(view.getBigUint64(1)),
      expiresDay: view.getUint32(9),
      hash: bytes.slice(13),
    }
  if (bytes[0] === STATEMENT && bytes.length === LENGTHS.statement)
    return { kind: 'statement', seq: Number(view.getBigUint64(1)), hash: bytes.slice(9) }
  if (bytes[0] !== REPORTED) return null
  try {
    const reported = Reported.safeParse(JSON.parse(fromUtf8(bytes.slice(1))))
    return reported.success ? reported.data : null
  } catch {
    return null
  }
}

/**
 * An entry bundle of tlog-tiles: each entry with its length in two bytes before it. Null where it does not
 * end with an entry.
 */
export const decodeBundle = (bytes: Uint8Array): Uint8Array[] | null => {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    if (at + 2 > bytes.length) return null
    const length = (bytes[at]! << 8) | bytes[at + 1]!
    if (at + 2 + length > bytes.length) return null
    entries.push(bytes.slice(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries
}
export const encodeBundle = (entries: readonly Uint8Array[]): Uint8Array =>
  concat(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]))

export const TILE_WIDTH = 256
/** Path of an index in tlog-tiles: three digits a folder, `x` before all but the last. */
export const tilePath = (index: number): string => {
  const groups: string[] = []
  let rest = index
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'))
    rest = Math.floor(rest / 1000)
  } while (rest > 0)
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
}
/** Null for what is no such path. */
export const readTilePath = (path: string): number | null => {
  if (!/^(x\d{3}\/){0,4}\d{3}$/.test(path)) return null
  const index = Number(path.replaceAll('x', '').replaceAll('/', ''))
  return tilePath(index) === path ? index : null
}
