/** Devices of the own organisation, and whose they are. */
import type { State } from '../store/state.ts'
import { coverBsn } from '../../../shared/matching/bsn.ts'
import { openLabel } from '../../../shared/membership/device-label.ts'
import { devicesOf } from '../../../shared/membership/directory.ts'
import type { Device } from '../../../shared/membership/statements.ts'

export const ownDevices = (state: State): Device[] => {
  const { id } = state.identity.organisation
  return [
    ...devicesOf(state.directory, id),
    ...[...state.directory.revoked.values()]
      .map(({ device }) => device)
      .filter((device) => device.organisationId === id),
  ]
}

/** Names on the devices of the own organisation, by device id, as far as they can be read. */
export const deviceNames = (state: State): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (const device of ownDevices(state)) {
    const name =
      device.id === state.identity.device.id
        ? state.identity.person.name
        : openLabel(device, state.organisationKeys)
    // Sealed, so that only here somebody can see what is in it; a changed program of the administrator wrote it.
    if (name) names.set(device.id, coverBsn(name))
  }
  return names
}
