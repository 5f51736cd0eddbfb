import { safeStorage } from 'electron'

export interface Keychain {
  /** Names the store the key lives in; a record sealed by one cannot be opened by another. */
  readonly backend: string
  seal(text: string): Promise<Buffer>
  /** Rejects when this keychain does not hold the key. `stale` asks for the text to be sealed again. */
  open(sealed: Buffer): Promise<{ text: string; stale: boolean }>
}

export interface KeychainState {
  readonly backend: string
  readonly keychain: Keychain | null
}

/** `basic_text` is Chromium's fixed password and `unknown` no answer yet: neither protects anything. */
export async function findKeychain(platform: NodeJS.Platform = process.platform): Promise<KeychainState> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { backend: 'none', keychain: null }
  const backend = backendOn(platform)
  if (backend === 'basic_text' || backend === 'unknown') return { backend, keychain: null }
  return { backend, keychain: { backend, seal: (text) => safeStorage.encryptStringAsync(text), open } }
}

function backendOn(platform: NodeJS.Platform): string {
  if (platform === 'linux') return safeStorage.getSelectedStorageBackend()
  return platform === 'darwin' ? 'macos-keychain' : 'windows-dpapi'
}

async function open(sealed: Buffer): Promise<{ text: string; stale: boolean }> {
  const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
  return { text: result, stale: shouldReEncrypt }
}
