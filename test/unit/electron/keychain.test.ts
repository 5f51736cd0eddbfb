/** On Linux the name of a keychain says nothing: what it seals does. */
import { beforeEach, expect, test, vi } from 'vitest'

const machine = vi.hoisted(() => ({ mark: 'v11', backend: 'gnome_libsecret', available: true }))
vi.mock('electron', () => ({
  safeStorage: {
    isAsyncEncryptionAvailable: () => Promise.resolve(machine.available),
    getSelectedStorageBackend: () => machine.backend,
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(machine.mark + text)),
    decryptStringAsync: (sealed: Buffer) =>
      Promise.resolve({ result: sealed.subarray(3).toString(), shouldReEncrypt: false }),
  },
}))
const { findKeychain } = await import('../../../electron/secrets/keychain.ts')
beforeEach(() => Object.assign(machine, { mark: 'v11', backend: 'gnome_libsecret', available: true }))

test('a desktop without a running keyring seals with the fixed password: that is no keychain', async () => {
  machine.mark = 'v10'
  for (const backend of ['gnome_libsecret', 'kwallet6', 'kwallet5']) {
    machine.backend = backend
    expect(await findKeychain('linux')).toEqual({ backend: 'basic_text', keychain: null })
  }
})

test('a store that does not say what it is counts as none, whatever its seal looks like', async () => {
  for (const backend of ['unknown', 'basic_text']) {
    machine.backend = backend
    expect(await findKeychain('linux')).toEqual({ backend, keychain: null })
  }
})

test('a real store is one, with either of its marks; and on the other systems v10 is the real one', async () => {
  for (const mark of ['v11', 'v12']) {
    machine.mark = mark
    const { keychain } = await findKeychain('linux')
    expect(await keychain!.open(await keychain!.seal('sleutel'))).toEqual({ text: 'sleutel', stale: false })
  }
  machine.mark = 'v10'
  for (const platform of ['darwin', 'win32'] as const) {
    const { keychain } = await findKeychain(platform)
    expect(await keychain!.open(await keychain!.seal('sleutel'))).toMatchObject({ text: 'sleutel' })
  }
})

test('what the fixed password sealed before is not opened, and a keyring that goes away seals nothing', async () => {
  const { keychain } = await findKeychain('linux')
  await expect(keychain!.open(Buffer.from('v10sleutel'))).rejects.toThrow('fixed password')
  machine.mark = 'v10'
  await expect(keychain!.seal('sleutel')).rejects.toThrow('fixed password')
})
