import { RescueRecord, VaultRecord } from '../../../shared/bridge.ts'
import type { Rescue } from '../../secrets/rescue.ts'
import type { Vault } from '../../secrets/vault.ts'
import { answering, Nothing, type Handlers } from '../answering.ts'

type VaultRequest = 'loadVault' | 'saveVault' | 'destroyVault' | 'loadRescue' | 'saveRescue'

export function vaultHandlers(vault: Vault, rescue: Rescue): Pick<Handlers, VaultRequest> {
  return {
    loadVault: answering(Nothing, () => vault.load()),
    saveVault: answering(VaultRecord, (record) => vault.save(record)),
    destroyVault: answering(Nothing, () => vault.destroy()),
    loadRescue: answering(Nothing, () => rescue.load()),
    saveRescue: answering(RescueRecord, (record) => rescue.save(record)),
  }
}
