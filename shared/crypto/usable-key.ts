/**
 * Which public keys can be used at all: one function per kind of key. They are asked wherever a key comes in
 * (membership/statements.ts has the schemas), so that no key enters to which nobody can seal, or under which
 * anybody can sign.
 *
 * Refused are encodings that are not canonical, and points of small order. The lists below are the published
 * ones: the contributory-behaviour check of RFC 7748 (section 6.1) refuses exactly these for X25519, they are
 * the block lists of libsodium (x25519_ref10.c, ed25519_ref10.c), and "Taming the many EdDSAs"
 * (eprint.iacr.org/2020/1244, table 1) has those of Ed25519. They are compared here, and not computed with a
 * library for curves, because the schemas run in the window too, whose first load has a budget, and run over
 * statements of strangers before a signature was checked: this costs a microsecond, and decompressing a point
 * costs as much as verifying a signature. test/property/usable-key.test.ts holds both functions against
 * noble-curves and libsodium. A string that is no point of the curve passes for Ed25519: under it no signature
 * is ever valid, so it serves nobody and harms nobody.
 */
import { fromHex, toHex } from '../encoding.ts'

const PUBLIC_KEY_BYTES = 32

/** 2^255 - 19, little-endian. */
const PRIME = fromHex('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')

/** Whether these 32 bytes, read as a little-endian number, are smaller than the prime of the field. */
const isReduced = (bytes: Uint8Array): boolean => {
  for (let i = PUBLIC_KEY_BYTES - 1; i >= 0; i--) if (bytes[i] !== PRIME[i]) return bytes[i]! < PRIME[i]!
  return false
}

const ZERO = '0000000000000000000000000000000000000000000000000000000000000000'
const ONE = '0100000000000000000000000000000000000000000000000000000000000000'
const MINUS_ONE = 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'

/** u-coordinates of the points of order 1, 2, 4 and 8 of Curve25519 and its twist. */
const SMALL_ORDER_U: ReadonlySet<string> = new Set([
  ZERO,
  ONE,
  MINUS_ONE,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
])

/** y-coordinates of the eight points of order 1, 2, 4 and 8 of edwards25519; the sign of x does not matter. */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  ZERO,
  ONE,
  MINUS_ONE,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

/**
 * X25519 (RFC 7748), to seal to: 32 bytes. False for a small-order point, for a number that is not reduced and
 * where bit 255 is set.
 */
export const isUsableAgreementKey = (key: Uint8Array): boolean =>
  key.length === PUBLIC_KEY_BYTES && isReduced(key) && !SMALL_ORDER_U.has(toHex(key))

/**
 * Ed25519 (RFC 8032), to verify with: 32 bytes. False for a small-order point and for a y-coordinate that is
 * not reduced.
 */
export const isUsableSigningKey = (key: Uint8Array): boolean => {
  if (key.length !== PUBLIC_KEY_BYTES) return false
  const y = Uint8Array.from(key)
  y[PUBLIC_KEY_BYTES - 1]! &= 0x7f
  return isReduced(y) && !SMALL_ORDER_Y.has(toHex(y))
}

/**
 * ristretto255 (RFC 9496), the public key of a VOPRF: 32 bytes. False for the identity, the only element of
 * small order, and for an encoding that is not reduced or negative (4.3.1, step 1). Whether the rest is an
 * element is checked by the library that uses it.
 */
export const isUsableOprfKey = (key: Uint8Array): boolean =>
  key.length === PUBLIC_KEY_BYTES && isReduced(key) && (key[0]! & 1) === 0 && toHex(key) !== ZERO
