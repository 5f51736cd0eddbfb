/**
 * The key of this device is there and its data is not, or cannot be opened: what the rescue copy holds is built
 * up again, and the relay brings the rest.
 */
import { NO_SESSION, type SessionView } from '../../../shared/api/session.ts'
import { asRuggensteunError, RuggensteunError } from '../../../shared/errors.ts'
import type { Thread } from '../core/thread.ts'
import { logged } from '../store/logbook.ts'
import type { Change } from '../store/changes.ts'
import { counterAfterLoss } from '../store/counters.ts'
import { LocalStore } from '../store/database.ts'
import { identityIn, type OwnDevice } from './device.ts'

/** A signaal that this device filed itself. */
const isOwnSignal = ({ table, value }: Change): boolean =>
  table === 'threads' && (value as Thread).part === 'requester'

export const showLost = (
  device: OwnDevice,
  dataKey: Uint8Array,
  rows: readonly Change[],
  why: NonNullable<SessionView['lost']>['why'],
): void => {
  device.lost = { dataKey, rows }
  device.show({
    ...NO_SESSION,
    state: 'lost',
    lost: {
      why,
      rescue: identityIn(rows)
        ? {
            signals: rows.filter(isOwnSignal).length,
            waiting: rows.filter(({ table }) => table === 'outbox').length,
          }
        : null,
    },
  })
}

/**
 * Null where the database is damaged: the session then shows 'lost'. Tries once; the person decides what happens
 * then.
 */
export const openKnownStore = async (
  device: OwnDevice,
  dataKey: Uint8Array,
  rescue: readonly Change[],
): Promise<LocalStore | null> => {
  try {
    return await LocalStore.open(device.profile, dataKey, device.ports)
  } catch (error) {
    if (asRuggensteunError(error).code !== 'storage-damaged') throw error
    showLost(device, dataKey, rescue, 'storage-damaged')
    return null
  }
}

/**
 * A fresh store under the same key with what the rescue copy holds; the relay's log is read again from its
 * beginning.
 */
export const rebuild = async (device: OwnDevice): Promise<void> => {
  const { lost, ports } = device
  const identity = identityIn(lost?.rows ?? [])
  if (!lost || !identity) throw new RuggensteunError('not-allowed', { field: 'rebuild' })
  await LocalStore.destroy(device.profile, ports)
  const store = await LocalStore.open(device.profile, lost.dataKey, ports)
  const now = new Date(ports.clock.now())
  const counter = lost.rows.find(({ table, key }) => table === 'meta' && key === 'counter')?.value
  await store.write([
    ...lost.rows,
    counterAfterLoss(counter as number | undefined, now),
    { table: 'meta', key: 'rebuiltAt', value: now.toISOString() },
    logged(ports, 'rebuilt'),
  ])
  device.lost = null
  await device.host.open(await device.openStore(store, identity), [])
}
