import { VaultRecord } from '../../../shared/bridge.ts'
import type { Vault } from '../../secrets/vault.ts'
import { answering, Nothing, type Handlers } from '../answering.ts'

export function vaultHandlers(vault: Vault): Pick<Handlers, 'loadVault' | 'saveVault' | 'destroyVault'> {
  return {
    loadVault: answering(Nothing, () => vault.load()),
    saveVault: answering(VaultRecord, (record) => vault.save(record)),
    destroyVault: answering(Nothing, () => vault.destroy()),
  }
}
