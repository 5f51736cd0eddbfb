/** A device that is known opens: after the start, with its secret, or with another one from now on. */
import type { LogEntry } from '../../../shared/api/logbook.ts'
import type { Secret } from '../../../shared/api/session.ts'
import type { DeviceIdentity } from '../../../shared/device-file.ts'
import { asRuggensteunError, RuggensteunError } from '../../../shared/errors.ts'
import { logged } from '../store/logbook.ts'
import { openRescue } from '../recovery/rescue-copy.ts'
import { put, type Change } from '../store/changes.ts'
import type { Joining } from '../store/rows.ts'
import { SCHEMA_VERSION } from '../store/schema.ts'
import type { State } from '../store/state.ts'
import { guardOf, identityIn, unlessFull, type OwnDevice } from './device.ts'
import { finishMove } from './enrol.ts'
import { resumeJoining } from './join.ts'
import { showLocked } from './lock.ts'
import { openKnownStore, showLost } from './lost-device.ts'
import { checkSecret, makeVaultRecord, openVaultRecord, readVaultRecord } from './vault-record.ts'
import { addWrongTry, clearTries, pauseMs, readTries } from '../store/wrong-tries.ts'
import type { CommandOf } from '../../../shared/api/api.ts'

/** The first command. Throws second-window where another window has this profile, and vault-unreadable. */
export const start = async (device: OwnDevice, boot: CommandOf<'boot'>): Promise<void> => {
  device.boot = boot
  device.vaultRecord = boot.vaultRecord
  if (!(await device.ports.claimProfile(boot.profile))) {
    device.show({ state: 'failed', error: 'second-window' })
    throw new RuggensteunError('second-window')
  }
  if (boot.vaultRecord === null) return device.show({ state: 'not-enrolled' })
  try {
    const vault = readVaultRecord(boot.vaultRecord)
    if (vault.kind === 'revoked') {
      await device.erase()
      return device.show({ state: 'revoked', revoked: { at: vault.at, reason: vault.reason } })
    }
    showLocked(device)
  } catch (error) {
    device.show({ state: 'failed', error: 'vault-unreadable' })
    throw error
  }
}

/**
 * Opens with the secret. Wrong tries are counted beside the data, slow down, and stand in the logbook
 * afterwards. Throws wrong-passphrase, too-many-tries.
 */
const dataKeyOf = async (device: OwnDevice, secret: string | null): Promise<Uint8Array> => {
  const { ports, profile } = device
  const { wrong } = await readTries(profile, ports)
  const left = device.pausedFrom + pauseMs(wrong.length) - ports.monotonic()
  if (left > 0) throw new RuggensteunError('too-many-tries', { seconds: Math.ceil(left / 1000) })
  try {
    return await openVaultRecord(device.vaultRecord!, secret)
  } catch (error) {
    if (asRuggensteunError(error).code === 'wrong-passphrase') {
      await addWrongTry(profile, ports, new Date(ports.clock.now()).toISOString())
      device.pausedFrom = ports.monotonic()
    }
    throw error
  }
}

export const unlock = async (device: OwnDevice, { passphrase }: CommandOf<'unlock'>): Promise<void> => {
  const { ports, host } = device
  if (!device.boot || device.vaultRecord === null)
    throw new RuggensteunError('not-allowed', { field: 'unlock' })
  if (host.state() || device.store) return
  const dataKey = await dataKeyOf(device, passphrase)
  // Revoked while the key was being made: nothing is left to open.
  if (device.view.state === 'revoked') throw new RuggensteunError('device-revoked')
  device.callOffCheck()
  const { wrong } = await readTries(device.profile, ports)
  const rescue = openRescue(dataKey, device.boot.rescue ?? null)
  const store = await openKnownStore(device, dataKey, rescue)
  if (!store) return
  const { rows, broken } = await store.load('meta')
  if (((rows.get('schemaVersion') as number | undefined) ?? 0) > SCHEMA_VERSION) {
    store.close()
    throw new RuggensteunError('newer-data')
  }
  await clearTries(device.profile, ports)
  const identity = (rows.get('identity') ??
    (broken.includes('identity') ? identityIn(rescue) : undefined)) as DeviceIdentity | undefined
  if (identity === undefined) {
    device.store = store
    if (rows.has('joining')) return resumeJoining(device, rows.get('joining') as Joining)
    if (rows.has('moving')) return finishMove(device)
    device.store = null
    store.close()
    if (broken.length > 0 && rescue.length === 0) throw new RuggensteunError('vault-unreadable')
    return showLost(device, dataKey, rescue, 'storage-lost')
  }
  const state = await device.openStore(store, identity, rescue)
  await state
    .commit([...wrong.map((at) => wrongTryAt(device, at)), logged(ports, 'unlocked')])
    .catch(unlessFull)
  await host.open(state, rescue)
}

/** In the logbook at the moment of the try, which was before the logbook could be opened. */
const wrongTryAt = ({ ports }: OwnDevice, at: string): Change => {
  const entry = logged(ports, 'wrong-try')
  const id = `${at}-${entry.key.slice(-8)}`
  return put('log', id, { ...(entry.value as LogEntry), id, at })
}

/** Another PIN or passphrase, or with null the keychain alone. */
export const changeLock = async (
  device: OwnDevice,
  state: State,
  current: string | null,
  secret: Secret | null,
): Promise<{ vaultRecord: string }> => {
  const dataKey = await dataKeyOf(device, current)
  checkSecret(secret, device.boot!.keychain)
  device.vaultRecord = await makeVaultRecord(dataKey, secret, guardOf(state.meta.identity!), device.ports)
  await state.commit([logged(device.ports, 'lock-changed')])
  return { vaultRecord: device.vaultRecord }
}
