import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256Of } from '../../../shared/crypto/hash.ts'

test('the examples of FIPS 180-4', () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  expect(hex(sha256Of(Buffer.from('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
  expect(hex(sha256Of())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('the same bytes in one piece or several', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (pieces) => {
      expect(sha256Of(...pieces)).toEqual(sha256Of(Buffer.concat(pieces)))
    }),
  )
})
