import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { KeychainState } from '../../../electron/secrets/keychain.ts'
import { openVault } from '../../../electron/secrets/vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'ruggensteun-vault-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fresh = (): string => join(mkdtempSync(join(folder, 'one-')), 'vault.json')
let path = ''
let machine: KeychainState
const real: KeychainState = {
  backend: 'kwallet6',
  keychain: {
    backend: 'kwallet6',
    seal: async (text) => Buffer.from(text).reverse(),
    open: async (sealed) => ({ text: Buffer.from(sealed).reverse().toString(), stale: false }),
  },
}
const none: KeychainState = { backend: 'basic_text', keychain: null }
const vault = () => openVault(path, async () => machine)

beforeEach(() => {
  path = fresh()
  machine = real
})

test('a keychain that goes away between reading and saving never leads to a key in clear', async () => {
  const open = vault()
  expect(await open.load()).toMatchObject({ keychain: true })
  machine = none
  await expect(open.save('sleutel')).rejects.toMatchObject({ name: 'keychain-gone' })
  expect(await open.exists()).toBe(false)
})

test('a computer without a keychain says so, and not that it has another one; nothing is changed', async () => {
  await vault().save('sleutel')
  machine = none
  await expect(vault().load()).rejects.toMatchObject({ name: 'keychain-gone' })
  await expect(vault().save('iets anders')).rejects.toMatchObject({ name: 'keychain-gone' })
  machine = real
  expect(await vault().load()).toMatchObject({ record: 'sleutel' })
})

test('a keychain that appears between reading and saving does not change what the engine was told', async () => {
  machine = none
  const open = vault()
  expect(await open.load()).toMatchObject({ keychain: false })
  machine = real
  await open.save('verpakt')
  expect(await vault().load()).toEqual({ keychain: false, backend: 'kwallet6', record: 'verpakt' })
})

test('saves at the same moment happen one after the other, and the last one counts', async () => {
  const open = vault()
  await Promise.all(Array.from({ length: 20 }, (_, i) => open.save(`record ${i}`)))
  expect(await open.load()).toMatchObject({ record: 'record 19' })
  expect(readdirSync(join(path, '..'))).toEqual(['vault.json'])
})

test('a save that failed does not stop the next one', async () => {
  const open = vault()
  mkdirSync(`${path}.new`)
  await expect(open.save('a')).rejects.toThrow()
  await open.destroy().catch(() => undefined)
  expect(await open.exists()).toBe(false)
})

test('half a file left by a crash is not the vault', async () => {
  await vault().save('heel')
  writeFileSync(`${path}.new`, '{"version":1,"rec')
  expect(await vault().load()).toMatchObject({ record: 'heel' })
  await vault().save('nieuw')
  expect(await vault().load()).toMatchObject({ record: 'nieuw' })
})

test.each([
  '',
  'null',
  '[]',
  '{"version":2,"backend":"x","sealed":true,"record":"x"}',
  '{"version":1,"backend":"x","sealed":true,"record":""}',
])('a vault file of %j is damaged: it is reported and kept', async (text) => {
  writeFileSync(path, text)
  await expect(vault().load()).rejects.toMatchObject({ name: 'vault-unreadable' })
  await expect(vault().save('x')).rejects.toMatchObject({ name: 'vault-unreadable' })
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('destroying the record starts anew', async () => {
  machine = none
  const open = vault()
  await open.save('verpakt')
  await open.destroy()
  machine = real
  expect(await open.load()).toEqual({ keychain: true, backend: 'kwallet6', record: null })
})

test('another keychain opens nothing and changes nothing: the same one later still does', async () => {
  await vault().save('sleutel')
  const kept = readFileSync(path, 'utf8')
  const shut = { open: async () => Promise.reject(new Error('no such key')) }
  const other: KeychainState = {
    backend: 'gnome_libsecret',
    keychain: { ...real.keychain!, backend: 'gnome_libsecret', ...shut },
  }
  machine = other
  await expect(vault().load()).rejects.toMatchObject({ name: 'vault-backend-changed' })
  await expect(vault().save('nieuw')).rejects.toMatchObject({ name: 'vault-backend-changed' })
  // The same keychain that fails is something else to say: it may be locked, and nothing has moved.
  machine = { backend: 'kwallet6', keychain: { ...real.keychain!, ...shut } }
  await expect(vault().load()).rejects.toMatchObject({ name: 'vault-unreadable' })
  expect(readFileSync(path, 'utf8')).toBe(kept)
  machine = real
  expect(await vault().load()).toMatchObject({ record: 'sleutel' })
})

test('what a keychain wants sealed anew is sealed anew, and a full disk then keeps nobody out', async () => {
  await vault().save('sleutel')
  const anew: KeychainState = {
    backend: 'kwallet6',
    keychain: {
      backend: 'kwallet6',
      seal: async (text) => Buffer.from(`anew ${text}`),
      open: async (sealed) => ({ text: Buffer.from(sealed).reverse().toString(), stale: true }),
    },
  }
  machine = anew
  expect(await vault().load()).toMatchObject({ record: 'sleutel' })
  const { record } = JSON.parse(readFileSync(path, 'utf8')) as { record: string }
  expect(Buffer.from(record, 'base64').toString()).toBe('anew sleutel')

  machine = real
  path = fresh()
  await vault().save('sleutel')
  mkdirSync(`${path}.new`) // nothing can be written beside it
  machine = anew
  expect(await vault().load()).toMatchObject({ record: 'sleutel' })
})
