/** A device closes: locked by its person, forgotten, or revoked, after which nothing is left of it. */
import { NO_SESSION } from '../../../shared/api/session.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Revocation } from '../../../shared/membership/directory.ts'
import { logged } from '../store/logbook.ts'
import { LocalStore } from '../store/database.ts'
import { askWhetherRevoked } from '../directory/revocation.ts'
import type { OwnDevice } from './device.ts'
import { readVaultRecord, tombstone, type Guard } from './vault-record.ts'

/** A locked device asks whether it was revoked: at the start, and so often after. */
const LOCKED_CHECK_MS = 10 * 60_000

export const showLocked = (device: OwnDevice): void => {
  const vault = device.vaultRecord === null ? null : readVaultRecord(device.vaultRecord)
  if (!vault || vault.kind === 'revoked') return
  device.show({ ...NO_SESSION, state: 'locked', secret: vault.kind === 'keychain' ? 'none' : vault.kind })
  void checkWhileLocked(device, vault.guard)
}

/** A stolen laptop that is started and never unlocked must lose its keys too. */
const checkWhileLocked = async (device: OwnDevice, guard: Guard | null): Promise<void> => {
  device.callOffCheck()
  if (!guard) return
  const revocation = await askWhetherRevoked(guard, device.ports)
  if (device.view.state !== 'locked') return
  if (revocation) return wipe(device, revocation)
  device.callOffCheck = device.ports.after(LOCKED_CHECK_MS, () => void checkWhileLocked(device, guard))
}

/**
 * Keys and records leave memory; what the interface shows is emptied first. The interface ends this worker
 * after it.
 */
export const lock = async (device: OwnDevice): Promise<void> => {
  const state = device.host.state()
  if (!state && !device.store && !device.lost) return
  device.lost = null
  device.show({ ...NO_SESSION, state: 'starting' })
  await state?.commit([logged(device.ports, 'locked')]).catch(() => {})
  await device.host.close()
  showLocked(device)
}

/** The device was revoked: everything goes, and what remains says so. */
export const wipe = async (
  device: OwnDevice,
  { at, reason }: Pick<Revocation, 'at' | 'reason'>,
): Promise<void> => {
  device.show({ ...NO_SESSION, state: 'revoked', revoked: { at, reason } })
  device.keepVault(tombstone(at, reason))
  device.keepRescue(null)
  await device.host.close()
  await device.erase()
}

/** Back to an installation that knows nothing. Throws not-allowed in another state. */
export const forget = async (device: OwnDevice, from: 'joining' | 'revoked' | 'lost'): Promise<void> => {
  if (device.view.state !== from) throw new RuggensteunError('not-allowed', { field: from })
  device.stopJoining()
  device.store?.close()
  device.store = null
  device.lost = null
  device.vaultRecord = null
  await LocalStore.destroy(device.profile, device.ports)
  device.keepRescue(null)
  device.keepVault(null)
  device.show({ ...NO_SESSION, state: 'not-enrolled' })
}
