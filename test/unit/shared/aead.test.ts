/** The fast library and the audited one make the same bytes, and refuse the same ones. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aead, javascriptAead, openWithSubkey, subkeyOf } from '../../../shared/crypto/aead.ts'
import { fastAead } from '../../../shared/crypto/fast-aead.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const parts = fc.record({
  key: bytes(32),
  nonce: bytes(24),
  bound: fc.uint8Array({ maxLength: 200 }),
  plain: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(0, 1, 32_751, 32_752, 32_753, 70_000).map((length) => new Uint8Array(length).fill(7)),
  ),
})

test('the example of the draft (A.3.1) is sealed as it says', () => {
  const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
  const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f')
  const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657')
  const plain = Uint8Array.from(
    Buffer.from(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    ),
  )
  for (const aead of [javascriptAead, fastAead])
    expect(
      Buffer.from(aead.seal(key, nonce, hex('50515253c0c1c2c3c4c5c6c7'), plain).slice(-16)).toString('hex'),
    ).toBe('c0875924c1c7987947deafd8780acf49')
})

test('both make the same bytes and open what the other made', () => {
  fc.assert(
    fc.property(parts, ({ key, nonce, bound, plain }) => {
      const sealed = javascriptAead.seal(key, nonce, bound, plain)
      expect(fastAead.seal(key, nonce, bound, plain)).toEqual(sealed)
      expect(fastAead.open(key, nonce, bound, sealed)).toEqual(plain)
    }),
  )
})

test('neither opens what was changed, cut or bound to something else', () => {
  fc.assert(
    fc.property(parts, fc.nat(), ({ key, nonce, bound, plain }, at) => {
      const sealed = javascriptAead.seal(key, nonce, bound, plain)
      const changed = sealed.slice()
      changed[at % changed.length]! ^= 1
      for (const aead of [javascriptAead, fastAead]) {
        expect(() => aead.open(key, nonce, bound, changed)).toThrow()
        expect(() => aead.open(key, nonce, Uint8Array.of(...bound, 1), sealed)).toThrow()
        expect(() => aead.open(key, nonce, bound, sealed.slice(0, 15))).toThrow()
      }
    }),
  )
})

describe('the key of one nonce', () => {
  test('HChaCha20 as published', () => {
    // draft-irtf-cfrg-xchacha-03, section 2.2.1
    const key = Uint8Array.from({ length: 32 }, (_, i) => i)
    const nonce = Buffer.concat([Buffer.from('000000090000004a0000000031415927', 'hex'), Buffer.alloc(8)])
    expect(Buffer.from(subkeyOf(key, nonce)).toString('hex')).toBe(
      '82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
    )
  })
  test('opens what was sealed under key and nonce, and nothing under another nonce', () => {
    const bytes = (least: number, most: number) => fc.uint8Array({ minLength: least, maxLength: most })
    fc.assert(
      fc.property(
        bytes(32, 32),
        bytes(24, 24),
        bytes(24, 24),
        bytes(0, 50),
        bytes(0, 300),
        (key, nonce, other, bound, plain) => {
          const subkey = subkeyOf(key, nonce)
          expect(openWithSubkey(subkey, nonce, bound, aead.seal(key, nonce, bound, plain))).toEqual(plain)
          if (!nonce.subarray(0, 16).every((byte, i) => byte === other[i]))
            expect(() => openWithSubkey(subkey, other, bound, aead.seal(key, other, bound, plain))).toThrow()
        },
      ),
    )
  })
})
