import * as crypto from 'node:crypto'
import { argon2idAsync } from '@noble/hashes/argon2.js'
import { expect, test } from 'vitest'
import { utf8 } from '../../../shared/encoding.ts'
import { argon2idAsync as native } from '../../fixtures/native-argon2.ts'

test.skipIf(!('argon2' in crypto)).each([
  { m: 8, t: 1, p: 1, dkLen: 32 },
  { m: 4_096, t: 3, p: 1, dkLen: 32 },
  { m: 19_456, t: 2, p: 1, dkLen: 48 },
])('Argon2id of Node is that of the app: %j', async (cost) => {
  const salt = Uint8Array.from({ length: 16 }, (_, i) => i)
  for (const secret of ['7KQ4M2XPNB', 'een zin om mee te oefenen', 'ë'])
    expect(await native(utf8(secret), salt, cost)).toEqual(await argon2idAsync(utf8(secret), salt, cost))
})
