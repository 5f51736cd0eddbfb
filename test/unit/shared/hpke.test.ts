import { afterEach, expect, test } from 'vitest'
import { generateHpkeKey, importHpkeKey, openKey, sealKey } from '../../../shared/crypto/hpke.ts'

const { subtle } = crypto
const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(subtle), 'getPublicKey')
afterEach(() => {
  if (native) Object.defineProperty(Object.getPrototypeOf(subtle), 'getPublicKey', native)
})

test('a browser that cannot make a public key from a private one opens what is sealed to it', async () => {
  Reflect.deleteProperty(Object.getPrototypeOf(subtle) as object, 'getPublicKey')
  expect('getPublicKey' in subtle).toBe(false)
  const { privateKey, publicKey } = await generateHpkeKey()
  const [key, bound] = [new Uint8Array(32).fill(7), new Uint8Array(16)]
  expect(
    await openKey(
      await importHpkeKey(privateKey),
      await sealKey(publicKey, key, 'reply', bound),
      'reply',
      bound,
    ),
  ).toEqual(key)
})
