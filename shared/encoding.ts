/** Text forms of bytes: base64url without padding everywhere on the wire, hex in names and logs. */
import { base64url } from '@scure/base'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'

export const toHex = bytesToHex
export const fromHex = hexToBytes
export const concat = concatBytes
export const utf8 = utf8ToBytes
/** Throws TypeError on bytes that are no UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
/** The padded form of the library is the one that uses the browser's own where there is one. */
export const toBase64url = (bytes: Uint8Array): string => base64url.encode(bytes).replace(/=+$/, '')
/** Throws on padding, on another character and on bits that are left over. */
export const fromBase64url = (text: string): Uint8Array => {
  if (text.endsWith('=') || text.length % 4 === 1)
    throw new RangeError('base64url without padding was expected')
  return base64url.decode(text.padEnd(Math.ceil(text.length / 4) * 4, '='))
}

/** Big-endian unsigned 32 bits. */
export const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}

/**
 * What the last character may be, so that the bits after the last byte are zero: otherwise one value would
 * have several texts, and decoding throws.
 */
const LAST = ['[A-Za-z0-9_-]', '[AQgw]', '[AEIMQUYcgkosw048]'] as const

/**
 * A base64url string that decodes to `length` bytes, kept as text. The length stands beside the expression
 * and not in it: counting there is slow.
 */
export const base64urlOf = (length: number) =>
  z
    .string()
    .length(Math.ceil((length * 4) / 3), { abort: true, error: `must be base64url of ${length} bytes` })
    .regex(new RegExp(`^[A-Za-z0-9_-]*${LAST[length % 3]}$`), {
      abort: true,
      error: `must be base64url of ${length} bytes`,
    })

/** As {@link base64urlOf}, of any length: what passes can be decoded. Lengths in characters. */
export const base64urlText = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(/^[A-Za-z0-9_-]*$/)
    .refine((text) => {
      const rest = text.length % 4
      return rest === 0 || (rest > 1 && new RegExp(`${LAST[rest === 2 ? 1 : 2]}$`).test(text.slice(-1)))
    }, 'must be base64url without padding')
