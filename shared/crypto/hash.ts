/**
 * SHA-256 (FIPS 180-4) of what is hashed by the thousand, by the audited JavaScript library until a faster
 * one takes its place: the same bytes from both, tested.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { concat } from '../encoding.ts'

/** 32 bytes, of the pieces end to end. */
export type Hasher = (...pieces: readonly Uint8Array[]) => Uint8Array

export const javascriptHash: Hasher = (...pieces) =>
  sha256(pieces.length === 1 ? pieces[0]! : concat(...pieces))

let used = javascriptHash
/** From here on, everywhere in this process or worker. */
export const useHash = (hasher: Hasher): void => {
  used = hasher
}

export const sha256Of: Hasher = (...pieces) => used(...pieces)
