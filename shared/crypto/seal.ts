/**
 * Symmetric sealing with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), and the passphrase that guards a
 * key.
 */
import { argon2idAsync } from '@noble/hashes/argon2.js'
import { z } from 'zod'
import { aead } from './aead.ts'
import { base64urlOf, concat, fromBase64url, fromUtf8, toBase64url, utf8 } from '../encoding.ts'

const NONCE_BYTES = 24
export type Random = (bytes: number) => Uint8Array
export const systemRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes))

/** nonce (24) || ciphertext || tag (16). `bound` is authenticated and not stored. */
export const seal = (key: Uint8Array, plain: Uint8Array, bound: Uint8Array, random: Random): Uint8Array => {
  const nonce = random(NONCE_BYTES)
  return concat(nonce, aead.seal(key, nonce, bound, plain))
}

/** Null where key, bound data or bytes are not those that were sealed. */
export const open = (key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Uint8Array | null => {
  try {
    return aead.open(key, sealed.subarray(0, NONCE_BYTES), bound, sealed.subarray(NONCE_BYTES))
  } catch {
    return null
  }
}

/**
 * More than this is never asked for, and so never given: a file from elsewhere must not cost minutes and a
 * gigabyte to refuse.
 */
const MOST_MEMORY_KIB = 131_072
/** Argon2id (RFC 9106). Memory in KiB; the parameters travel with what they sealed, so that they can grow. */
export const PassphraseSealed = z.object({
  kdf: z.object({
    name: z.literal('argon2id'),
    memoryKiB: z.number().int().min(8).max(MOST_MEMORY_KIB),
    passes: z.number().int().min(1).max(10),
    salt: base64urlOf(16),
  }),
  sealed: z.string(),
})
export type PassphraseSealed = z.infer<typeof PassphraseSealed>

export interface Argon2Cost {
  readonly memoryKiB: number
  readonly passes: number
}
/** OWASP's minimum for Argon2id (Password Storage Cheat Sheet): never less. */
export const LEAST_COST: Argon2Cost = { memoryKiB: 19_456, passes: 2 }
const TARGET_MS = 500

/**
 * The cost that takes about half a second here: one pass is timed, then memory grows first, because memory is
 * what a thief's machine lacks. `now` in milliseconds, monotonic.
 */
const tuneArgon2 = async (now: () => number): Promise<Argon2Cost> => {
  const started = now()
  await argon2idAsync(new Uint8Array(16), new Uint8Array(16), {
    m: LEAST_COST.memoryKiB,
    t: 1,
    p: 1,
    dkLen: 32,
  })
  const passMs = Math.max(now() - started, 1)
  const memoryKiB =
    Math.floor(
      Math.min(
        Math.max((TARGET_MS / 2 / passMs) * LEAST_COST.memoryKiB, LEAST_COST.memoryKiB),
        MOST_MEMORY_KIB,
      ) / 1024,
    ) * 1024
  const passes = Math.floor(TARGET_MS / (passMs * (memoryKiB / LEAST_COST.memoryKiB)))
  return {
    memoryKiB: Math.max(memoryKiB, LEAST_COST.memoryKiB),
    passes: Math.min(Math.max(passes, LEAST_COST.passes), 10),
  }
}

/** What it costs to try one secret. */
export interface Argon2Costs {
  /** For the PIN or passphrase of this device's own lock. */
  readonly lock: () => Promise<Argon2Cost>
  /** For a sealed file that is opened on another machine. */
  readonly file: Argon2Cost
}
/** The costs outside of tests. `now` in milliseconds, monotonic. */
export const measuredCosts = (now: () => number): Argon2Costs => ({
  lock: () => tuneArgon2(now),
  file: LEAST_COST,
})

const derive = (passphrase: string, kdf: PassphraseSealed['kdf']): Promise<Uint8Array> =>
  argon2idAsync(utf8(passphrase.normalize('NFKC')), fromBase64url(kdf.salt), {
    m: kdf.memoryKiB,
    t: kdf.passes,
    p: 1,
    dkLen: 32,
  })

export const sealWithPassphrase = async (
  passphrase: string,
  plain: Uint8Array,
  purpose: string,
  random: Random,
  cost: Argon2Cost = LEAST_COST,
): Promise<PassphraseSealed> => {
  const kdf = { name: 'argon2id' as const, ...cost, salt: toBase64url(random(16)) }
  return { kdf, sealed: toBase64url(seal(await derive(passphrase, kdf), plain, utf8(purpose), random)) }
}

/** Null for a wrong passphrase or changed bytes. */
export const openWithPassphrase = async (
  passphrase: string,
  box: PassphraseSealed,
  purpose: string,
): Promise<Uint8Array | null> => {
  const key = await derive(passphrase, box.kdf)
  try {
    return open(key, fromBase64url(box.sealed), utf8(purpose))
  } catch {
    return null
  }
}

/** A row of the local store: JSON, bound to its table and key so that rows cannot change places. */
export const sealRow = (
  dataKey: Uint8Array,
  table: string,
  key: string,
  value: unknown,
  random: Random,
): Uint8Array => seal(dataKey, utf8(JSON.stringify(value)), utf8(`row\0${table}\0${key}`), random)

export const openRow = (dataKey: Uint8Array, table: string, key: string, sealed: Uint8Array): unknown => {
  const plain = open(dataKey, sealed, utf8(`row\0${table}\0${key}`))
  return plain ? JSON.parse(fromUtf8(plain)) : undefined
}
