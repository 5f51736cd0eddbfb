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

/**
 * Chromium on Linux writes in front of what it sealed by which key: `v11` and `v12` come from a keyring or the
 * portal, `v10` from its fixed password. Elsewhere `v10` is the mark of the real store.
 */
const FROM_A_KEYRING: ReadonlySet<string> = new Set(['v11', 'v12'])
const markOf = (sealed: Buffer): string => sealed.subarray(0, 3).toString('latin1')
/** What stands in a probe is of no interest; it is thrown away. */
const PROBE = 'probe'

/**
 * `basic_text` is Chromium's fixed password and `unknown` no answer yet: neither protects anything. On Linux the
 * name of the store only says which desktop runs: where its keyring does not, Chromium falls back to the fixed
 * password without a word (electron#49054, electron#53662), so what it seals is looked at.
 */
export async function findKeychain(platform: NodeJS.Platform = process.platform): Promise<KeychainState> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { backend: 'none', keychain: null }
  const backend = backendOn(platform)
  if (backend === 'basic_text' || backend === 'unknown') return { backend, keychain: null }
  if (platform !== 'linux') return { backend, keychain: { backend, seal, open } }
  const probe = await safeStorage.encryptStringAsync(PROBE).catch(() => null)
  if (probe === null) return { backend: 'none', keychain: null }
  if (!FROM_A_KEYRING.has(markOf(probe))) return { backend: 'basic_text', keychain: null }
  return { backend, keychain: { backend, seal: sealOnLinux, open: openOnLinux } }
}

function backendOn(platform: NodeJS.Platform): string {
  if (platform === 'linux') return safeStorage.getSelectedStorageBackend()
  return platform === 'darwin' ? 'macos-keychain' : 'windows-dpapi'
}

const seal = (text: string): Promise<Buffer> => safeStorage.encryptStringAsync(text)

async function open(sealed: Buffer): Promise<{ text: string; stale: boolean }> {
  const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
  return { text: result, stale: shouldReEncrypt }
}

/** The keyring may have gone since the probe. */
async function sealOnLinux(text: string): Promise<Buffer> {
  const sealed = await seal(text)
  if (!FROM_A_KEYRING.has(markOf(sealed))) throw new Error('sealed with the fixed password of Chromium')
  return sealed
}

/** What the fixed password sealed, anybody who has the file has read: it is no key of ours any more. */
function openOnLinux(sealed: Buffer): Promise<{ text: string; stale: boolean }> {
  return FROM_A_KEYRING.has(markOf(sealed))
    ? open(sealed)
    : Promise.reject(new Error('sealed with the fixed password of Chromium'))
}
