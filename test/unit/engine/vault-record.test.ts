/** The key of the data of a device is opened by its own secret alone, and a weak secret is none. */
import { describe, expect, test } from 'vitest'
import {
  checkSecret,
  makeVaultRecord,
  openVaultRecord,
  readVaultRecord,
  tombstone,
  withGuard,
  type Guard,
} from '../../../renderer/engine/session/vault-record.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { cheapCosts } from '../../fixtures/cheap-argon2.ts'

const KEY = new Uint8Array(32).fill(9)
const parts = { argon2: cheapCosts, random: systemRandom }
const PIN = { kind: 'pin', value: '284913' } as const
const GUARD: Guard = {
  deviceId: 'school-1',
  relay: 'http://127.0.0.1:1',
  roots: { municipality: 'A'.repeat(43), trustee: 'B'.repeat(43), relay: 'C'.repeat(43) },
  admissions: [],
}

describe('the record', () => {
  test('opens with its secret and with no other, nor with none', async () => {
    const record = await makeVaultRecord(KEY, PIN, null, parts)
    expect(await openVaultRecord(record, PIN.value)).toEqual(KEY)
    for (const wrong of ['284914', '', null])
      await expect(openVaultRecord(record, wrong)).rejects.toMatchObject({ code: 'wrong-passphrase' })
  })

  test('holds the key in the open only where the keychain seals it', async () => {
    expect(await makeVaultRecord(KEY, null, null, parts)).toContain(toBase64url(KEY))
    expect(await makeVaultRecord(KEY, PIN, null, parts)).not.toContain(toBase64url(KEY))
  })

  test('of a revoked device opens with nothing', async () => {
    const record = tombstone('2026-11-23T09:00:00.000Z', 'lost')
    for (const secret of [null, PIN.value])
      await expect(openVaultRecord(record, secret)).rejects.toMatchObject({ code: 'device-revoked' })
  })

  test('that makes no sense is called unreadable', async () => {
    const record = await makeVaultRecord(KEY, PIN, null, parts)
    for (const bad of ['', '{}', 'null', record.slice(1), record.replace('"pin"', '"none"')])
      expect(() => readVaultRecord(bad)).toThrow(expect.objectContaining({ code: 'vault-unreadable' }))
  })
})

describe('a secret', () => {
  const check = (kind: 'pin' | 'passphrase', value: string, keychain: boolean) => () =>
    checkSecret({ kind, value }, keychain)
  const weak = expect.objectContaining({ code: 'weak-secret' })

  test('may be a PIN where a keychain keeps it from being tried elsewhere, and nowhere else', () => {
    expect(check('pin', '284913', true)).not.toThrow()
    expect(check('pin', '284913', false)).toThrow(weak)
  })

  test.each(['28491', '28491a', '000000', '123456', '654321', '13579'])('PIN %s is weak', (pin) => {
    expect(check('pin', pin, true)).toThrow(weak)
  })

  test('that is a passphrase is long, also without what stands around it, and not one character', () => {
    expect(check('passphrase', 'vier losse gewone woorden', false)).not.toThrow()
    for (const bad of ['kort', `kort${' '.repeat(40)}`, 'a'.repeat(40), 'abc'.repeat(14)])
      expect(check('passphrase', bad, true)).toThrow(weak)
  })

  test('may be left out with a keychain alone', () => {
    expect(() => checkSecret(null, true)).not.toThrow()
    expect(() => checkSecret(null, false)).toThrow(weak)
  })
})

test('who watches over a device is added without touching its key', async () => {
  const record = await makeVaultRecord(KEY, PIN, null, parts)
  const raw = JSON.parse(withGuard(record, GUARD)) as { box: unknown; guard: unknown }
  expect(raw.guard).toEqual(GUARD)
  expect(raw.box).toEqual((JSON.parse(record) as { box: unknown }).box)
})
