/**
 * Every event of a device names the one before (ARCHITECTURE.md, "Events and views"). Two different events
 * after the same one come from two copies of that device: every device that opens both notices it, the device
 * itself too.
 */
import { logged } from './logbook.ts'
import type { Ports } from '../ports.ts'
import { type Change, put } from './changes.ts'
import type { State } from './state.ts'

export interface ChainEvent {
  readonly deviceId: string
  /** Hash of the event before, '' for the first. */
  readonly previous: string
  readonly hash: string
  readonly expiresDay: number
}

/** Notes which event follows which; at a fork it is logged with the organisation's name, once. */
export const chainChanges = (
  state: State,
  { deviceId, previous, hash, expiresDay }: ChainEvent,
  now: Date,
  ports: Ports,
): Change[] => {
  const key = `${deviceId}|${previous}`
  const known = state.chains.get(key)
  if (!known) return [put('chains', key, { deviceId, hash, expiresDay, forkedAt: null })]
  if (known.hash === hash || known.forkedAt) return []
  const organisation = state.directory.organisations.get(
    state.directory.devices.get(deviceId)?.organisationId ?? '',
  )
  return [
    put('chains', key, { ...known, forkedAt: now.toISOString() }),
    logged(ports, 'forked', organisation?.name ?? null, deviceId),
  ]
}

/** Devices of which two copies were seen at work. */
export const forkedDevices = (state: Pick<State, 'chains'>): ReadonlySet<string> =>
  new Set(
    [...state.chains.values()].filter(({ forkedAt }) => forkedAt !== null).map(({ deviceId }) => deviceId),
  )
