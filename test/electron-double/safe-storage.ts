import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'

/**
 * DOUBLE_SAFE_STORAGE: `off`, `basic_text`, `rotated` (asks to seal again), or the name of another backend.
 */
const mode = process.env.DOUBLE_SAFE_STORAGE ?? 'gnome_libsecret'
const backend = mode === 'rotated' || mode === 'off' ? 'gnome_libsecret' : mode

function key(): Buffer {
  const file = join(app.getPath('userData'), `double-keychain.${backend}`)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}

function seal(text: string): Buffer {
  if (mode === 'off')
    throw new Error('Error while encrypting the text provided to safeStorage. Encryption is not available.')
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  return Buffer.concat([
    Buffer.from('v11'),
    nonce,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

function open(sealed: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(-16))
    return decipher.update(sealed.subarray(15, -16), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.', { cause })
  }
}

export const safeStorage = {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => mode !== 'off',
  getSelectedStorageBackend: (): string => (app.isReady() ? backend : 'unknown'),
  encryptStringAsync: async (text: string): Promise<Buffer> => seal(text),
  decryptStringAsync: async (sealed: Buffer) => ({
    result: open(sealed),
    shouldReEncrypt: mode === 'rotated',
  }),
}
