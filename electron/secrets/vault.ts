import type { VaultState } from '../../shared/bridge.ts'
import { errorCode, Fault } from '../faults.ts'
import { report } from '../report.ts'
import type { Keychain, KeychainState } from './keychain.ts'
import {
  readVaultFile,
  removeVaultFile,
  vaultFileExists,
  writeVaultFile,
  type VaultFile,
} from './vault-file.ts'

export interface Vault {
  load(): Promise<VaultState>
  save(record: string): Promise<void>
  destroy(): Promise<void>
  exists(): Promise<boolean>
}

/**
 * Keeps the one record that opens the local data. Whether the keychain seals it is decided once, by the
 * record that is there or else by the machine, and stays so until {@link Vault.destroy}: the engine wraps
 * according to what `load` told it, so a record it believes sealed is never stored in clear.
 */
export function openVault(path: string, findKeychain: () => Promise<KeychainState>): Vault {
  let told: boolean | null = null
  let last: Promise<unknown> = Promise.resolve()
  /** One at a time, in order: two saves at once would share the temporary file. */
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const turn = last.then(action, action)
    last = turn.catch(() => undefined) // the caller gets the rejection from `turn`
    return turn
  }

  const load = async (): Promise<VaultState> => {
    const file = await readVaultFile(path)
    const { backend, keychain } = await findKeychain()
    if (file === null) return tell({ keychain: keychain !== null, backend, record: null })
    if (!file.sealed) return tell({ keychain: false, backend, record: file.record })
    const { text, stale } = await unseal(file, keychain, backend)
    if (stale && keychain) await reseal(path, keychain, text)
    return tell({ keychain: true, backend, record: text })
  }
  const tell = (state: VaultState): VaultState => {
    told = state.keychain
    return state
  }

  const save = async (record: string): Promise<void> => {
    const current = await readVaultFile(path)
    // Opens what is there first: a record that nobody can read is not ours to overwrite.
    const isSealed = told === null || current?.sealed ? (await load()).keychain : told
    const { backend, keychain } = await findKeychain()
    if (!isSealed) return writeVaultFile(path, { version: 1, backend, sealed: false, record })
    if (keychain === null)
      throw new Fault('keychain-gone', 'the keychain is not available now; nothing was saved')
    return writeVaultFile(path, await sealedFile(keychain, record))
  }

  return {
    load: () => inTurn(load),
    save: (record) => inTurn(() => save(record)),
    destroy: () =>
      inTurn(async () => {
        await removeVaultFile(path)
        told = null
      }),
    exists: () => inTurn(() => vaultFileExists(path)),
  }
}

async function unseal(
  file: VaultFile,
  keychain: Keychain | null,
  now: string,
): Promise<{ text: string; stale: boolean }> {
  const offered = `the key was sealed with ${file.backend} and this start offers ${now}; nothing was changed`
  if (keychain === null) throw new Fault('keychain-gone', offered)
  try {
    return await keychain.open(Buffer.from(file.record, 'base64'))
  } catch (error) {
    if (keychain.backend !== file.backend) throw new Fault('vault-backend-changed', offered)
    throw new Fault(
      'vault-unreadable',
      'the keychain does not open the key of this device; nothing was changed',
      {
        cause: error,
      },
    )
  }
}

async function sealedFile(keychain: Keychain, record: string): Promise<VaultFile> {
  const sealed = await keychain.seal(record)
  return { version: 1, backend: keychain.backend, sealed: true, record: sealed.toString('base64') }
}

/** The old seal still opens, so a full disk here must not keep somebody out of the own data. */
async function reseal(path: string, keychain: Keychain, text: string): Promise<void> {
  try {
    await writeVaultFile(path, await sealedFile(keychain, text))
  } catch (error) {
    report(
      `vault: not sealed again under the new key (${errorCode(error) ?? 'keychain'}); tried again at the next start`,
    )
  }
}
