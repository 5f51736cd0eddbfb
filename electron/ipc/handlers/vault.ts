import { RescueRecord, VaultRecord } from '../../../shared/bridge.ts'
import { freeSpaceMb } from '../../free-space.ts'
import type { Rescue } from '../../secrets/rescue.ts'
import type { Vault } from '../../secrets/vault.ts'
import { answering, Nothing, type Handlers } from '../answering.ts'

type VaultRequest = 'loadVault' | 'saveVault' | 'destroyVault' | 'loadRescue' | 'saveRescue' | 'freeSpaceMb'

export function vaultHandlers(vault: Vault, rescue: Rescue, folder: string): Pick<Handlers, VaultRequest> {
  return {
    loadVault: answering(Nothing, () => vault.load()),
    saveVault: answering(VaultRecord, (record) => vault.save(record)),
    destroyVault: answering(Nothing, () => vault.destroy()),
    loadRescue: answering(Nothing, () => rescue.load()),
    freeSpaceMb: answering(Nothing, () => freeSpaceMb(folder).catch(() => null)),
    saveRescue: answering(RescueRecord, (record) => rescue.save(record)),
  }
}
