/**
 * The two checks of public keys, against the published lists and against two libraries: noble-curves, and
 * libsodium, whose X25519 refuses every all-zero result (RFC 7748 section 6.1).
 */
import { ed25519, ristretto255 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import sodium from 'libsodium-wrappers-sumo'
import { beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../shared/crypto/signing.ts'
import { isUsableAgreementKey, isUsableOprfKey, isUsableSigningKey } from '../../shared/crypto/usable-key.ts'
import { fromHex, toBase64url, toHex, utf8 } from '../../shared/encoding.ts'
import { Device } from '../../shared/membership/statements.ts'
import { LOW_ORDER_ED25519, LOW_ORDER_X25519 } from '../fixtures/low-order-keys.ts'

beforeAll(() => sodium.ready)

const PRIME = 2n ** 255n - 19n
const bytesOf = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn))
/** Any key, and keys close to the edges, where a check that is off by one would err. */
const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
const nearEdges = fc
  .tuple(fc.constantFrom(0n, PRIME, 2n ** 255n, 2n ** 256n), fc.bigInt(-40n, 40n))
  .map(([edge, by]) => bytesOf((edge + by + 2n ** 256n) % 2n ** 256n))
const nearSmallOrder = fc
  .tuple(fc.constantFrom(...LOW_ORDER_X25519, ...LOW_ORDER_ED25519), fc.nat(255))
  .map(([hex, bit]) => {
    const bytes = fromHex(hex)
    bytes[bit >> 3]! ^= 1 << (bit & 7)
    return bytes
  })
const candidates = fc.oneof(anyBytes, nearEdges, nearSmallOrder)

const sodiumAgrees = (key: Uint8Array): boolean => {
  try {
    sodium.crypto_scalarmult(new Uint8Array(32).fill(7), key)
    return true
  } catch {
    return false
  }
}
const isReduced = (key: Uint8Array, mask = 0xff): boolean =>
  key.reduceRight((sum, byte, i) => sum * 256n + BigInt(i === 31 ? byte & mask : byte), 0n) < PRIME

describe('every published key of small order is refused', () => {
  test.each(LOW_ORDER_X25519)('X25519 %s', (hex) => {
    expect(isUsableAgreementKey(fromHex(hex))).toBe(false)
  })
  test.each(LOW_ORDER_ED25519)('Ed25519 %s', async (hex) => {
    expect(isUsableSigningKey(fromHex(hex))).toBe(false)
    // R = the key, S = 0: the signature of nobody, which some libraries take for that of the identity.
    for (const r of LOW_ORDER_ED25519) {
      const signature = Uint8Array.from([...fromHex(r), ...new Uint8Array(32)])
      expect(await verify(fromHex(hex), 'ruggensteun/event/1', utf8('whatever'), signature)).toBe(false)
    }
  })
  test.each([31, 33, 0])('%i bytes are no key', (length) => {
    const key = new Uint8Array(length).fill(9)
    for (const isUsable of [isUsableAgreementKey, isUsableSigningKey, isUsableOprfKey])
      expect(isUsable(key)).toBe(false)
  })
})

test('an X25519 key is usable where it is reduced and libsodium multiplies by it, and only there', () => {
  fc.assert(
    fc.property(candidates, (key) => {
      expect(isUsableAgreementKey(key)).toBe(isReduced(key) && sodiumAgrees(key))
    }),
    { numRuns: 300 },
  )
})

test('an Ed25519 key that noble-curves decodes is usable where its order is not small; an unreduced one never is', () => {
  fc.assert(
    fc.property(candidates, (key) => {
      if (!isReduced(key, 0x7f)) {
        expect(isUsableSigningKey(key)).toBe(false)
        return
      }
      let isSmall = false
      try {
        isSmall = ed25519.Point.fromBytes(key, false).isSmallOrder()
      } catch {
        return // no point of the curve: under it nothing verifies, whoever signs
      }
      expect(isUsableSigningKey(key)).toBe(!isSmall)
    }),
    { numRuns: 300 },
  )
})

test('keys that are made are usable, of each kind', () => {
  fc.assert(
    fc.property(anyBytes, (seed) => {
      expect(isUsableAgreementKey(sodium.crypto_scalarmult_base(seed))).toBe(true)
      expect(isUsableSigningKey(ed25519.getPublicKey(seed))).toBe(true)
      const scalar = (BigInt(`0x${toHex(seed)}`) % (2n ** 252n - 1n)) + 1n
      expect(isUsableOprfKey(ristretto255.Point.BASE.multiply(scalar).toBytes())).toBe(true)
    }),
    { numRuns: 25 },
  )
  expect(isUsableOprfKey(ristretto255.Point.ZERO.toBytes())).toBe(false)
})

test('the schema of a device says so for both of its keys, and text that is no base64url is only refused', () => {
  const device = (signingKey: string, hpkeKey: string) =>
    Device.safeParse({
      id: 'device-1',
      organisationId: 'school',
      serial: 1,
      roles: ['professional'],
      neighbourhoods: [],
      signingKey,
      hpkeKey,
      label: null,
    }).success
  const good = toBase64url(new Uint8Array(32).fill(9))
  expect(device(good, good)).toBe(true)
  const bad = [new Uint8Array(32), new Uint8Array(31), new Uint8Array(33)].map(toBase64url)
  for (const key of [...bad, '', 'AA==', `${good.slice(0, -1)}*`, `${good.slice(0, -1)}l`])
    expect([device(key, good), device(good, key)]).toEqual([false, false])
})
