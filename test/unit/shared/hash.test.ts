/** The fast library and the audited one make the same bytes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fastHash } from '../../../shared/crypto/fast-hash.ts'
import { javascriptHash } from '../../../shared/crypto/hash.ts'

test('the examples of FIPS 180-4', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  for (const hash of [javascriptHash, fastHash]) {
    expect(hex(hash(Buffer.from('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
    expect(hex(hash())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  }
})

test('both make the same bytes, in one piece or several', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom(0, 1, 55, 56, 63, 64, 2_048, 4_095, 4_096, 4_097, 70_000)
      .map((length) => new Uint8Array(length).fill(7)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const whole = javascriptHash(Buffer.concat(pieces))
      expect(javascriptHash(...pieces)).toEqual(whole)
      expect(fastHash(...pieces)).toEqual(whole)
    }),
  )
})
