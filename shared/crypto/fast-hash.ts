/**
 * SHA-256 by libsodium's WebAssembly, in libsodium's own memory; what is larger than an envelope or a leaf
 * goes the other way.
 */
import sodium from 'libsodium-wrappers-sumo'
import { javascriptHash, type Hasher } from './hash.ts'

await sodium.ready

interface Raw {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _crypto_hash_sha256(out: number, input: number, low: number, high: number): number
}
const raw = (sodium as unknown as { readonly libsodium: Raw }).libsodium
const LARGEST = 4_096
const [input, output] = [raw._malloc(LARGEST), raw._malloc(32)] as const

export const fastHash: Hasher = (...pieces) => {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length > LARGEST) return javascriptHash(...pieces)
  let at = input
  for (const piece of pieces) {
    raw.HEAPU8.set(piece, at)
    at += piece.length
  }
  raw._crypto_hash_sha256(output, input, length, 0)
  return raw.HEAPU8.slice(output, output + 32)
}
