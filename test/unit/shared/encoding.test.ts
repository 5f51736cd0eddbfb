import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64urlOf, fromBase64url, toBase64url } from '../../../shared/encoding.ts'

test('what passes as base64url of so many bytes can be decoded and is the only text for them', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 30, maxLength: 66 }),
      fc.integer({ min: 0, max: 63 }),
      (bytes, last) => {
        const text = toBase64url(bytes)
        const schema = base64urlOf(bytes.length)
        expect(schema.safeParse(text).success).toBe(true)
        const other = `${text.slice(0, -1)}${'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[last]}`
        if (schema.safeParse(other).success) expect(toBase64url(fromBase64url(other))).toBe(other)
      },
    ),
  )
})
