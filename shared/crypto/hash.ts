/** SHA-256 (FIPS 180-4) of what is hashed by the thousand: envelopes, and leaves and nodes of the log. */
import { sha256 } from '@noble/hashes/sha2.js'
import { concat } from '../encoding.ts'

/** 32 bytes, of the pieces end to end. */
export const sha256Of = (...pieces: readonly Uint8Array[]): Uint8Array =>
  sha256(pieces.length === 1 ? pieces[0]! : concat(...pieces))
