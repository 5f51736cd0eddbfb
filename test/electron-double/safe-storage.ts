import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'

/**
 * DOUBLE_SAFE_STORAGE: `off`, `basic_text`, `no_keyring` (a desktop whose keyring does not run: it names the
 * store all the same, and seals with the fixed password), `rotated` (asks to seal again), or the name of another
 * backend. DOUBLE_PLATFORM: what Electron does on another system than this one.
 *
 * As Chromium's async os_crypt does it: on Linux the fixed password is always there as the last provider, so
 * that sealing never fails, and what it sealed (`v10`) opens on every machine; a keyring's seal is `v11`. On
 * macOS and Windows the real store writes `v10`, and no backend has a name.
 */
const mode = process.env.DOUBLE_SAFE_STORAGE ?? 'gnome_libsecret'
const isLinux = (process.env.DOUBLE_PLATFORM ?? process.platform) === 'linux'
const NAMED_AS_USUAL = ['rotated', 'off', 'no_keyring']
const backend = NAMED_AS_USUAL.includes(mode) ? 'gnome_libsecret' : mode
const hasKeyring = mode !== 'no_keyring' && mode !== 'basic_text'
const FIXED = createHash('sha256').update('peanuts').digest()

function keyOfStore(): Buffer {
  const file = join(app.getPath('userData'), `double-keychain.${backend}`)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}
const keyOf = (mark: string): Buffer => {
  if (isLinux && mark === 'v10') return FIXED
  if (isLinux && !hasKeyring) throw new Error('no keyring')
  return keyOfStore()
}

function seal(text: string): Buffer {
  if (mode === 'off')
    throw new Error('Error while encrypting the text provided to safeStorage. Encryption is not available.')
  const mark = isLinux && hasKeyring ? 'v11' : 'v10'
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(mark), nonce)
  return Buffer.concat([
    Buffer.from(mark),
    nonce,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

function open(sealed: Buffer): string {
  try {
    const key = keyOf(sealed.subarray(0, 3).toString('latin1'))
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(-16))
    return decipher.update(sealed.subarray(15, -16), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.', { cause })
  }
}

export const safeStorage = {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => mode !== 'off',
  getSelectedStorageBackend: (): string => {
    if (!isLinux) throw new TypeError('safeStorage.getSelectedStorageBackend is not a function')
    return app.isReady() ? backend : 'unknown'
  },
  encryptStringAsync: async (text: string): Promise<Buffer> => seal(text),
  decryptStringAsync: async (sealed: Buffer) => ({
    result: open(sealed),
    shouldReEncrypt: mode === 'rotated',
  }),
}
