/**
 * Projections about who takes part: Wie is wie for everyone, devices and invitations for administrators.
 * Pure.
 */
import { ownDevices } from '../directory/device-names.ts'
import { forkedDevices } from '../store/counters.ts'
import type { State } from '../store/state.ts'
import type { OrganisationView, AdministrationView, DeviceView } from '../../../shared/api/membership.ts'
import { devicesOf } from '../../../shared/membership/directory.ts'
import { mayDo } from '../../../shared/membership/roles.ts'

export const organisationViews = (state: State): OrganisationView[] =>
  [...state.directory.organisations.values()]
    .map((organisation): OrganisationView => {
      const details = state.directory.details.get(organisation.id)
      const devices = devicesOf(state.directory, organisation.id)
      const { id, name, kind, linie, neighbourhoods, caseloadSize, basis } = organisation
      return {
        id,
        name,
        kind,
        linie,
        neighbourhoods,
        caseloadSize,
        basis,
        usesBsn: organisation.bsnBasis !== null,
        dpia: details?.dpia ?? null,
        contact: details?.contact ?? organisation.contact,
        standIn: details?.standIn ?? organisation.standIn,
        reachable: details?.reachable ?? null,
        awayUntil: details?.awayUntil ?? null,
        devices: devices.length,
        coordinates: [
          ...new Set(
            devices
              .filter(({ roles }) => roles.includes('coordinator'))
              .flatMap((device) => device.neighbourhoods),
          ),
        ].sort(),
        own: id === state.identity.organisation.id,
      }
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'nl'))

/** `names`: {@link deviceNames}. */
export const administrationView = (state: State, names: ReadonlyMap<string, string>): AdministrationView => {
  const { device: own, organisation } = state.identity
  if (!mayDo(own.roles, 'admit-device')) return null
  const forked = forkedDevices(state)
  const devices = ownDevices(state).map((device): DeviceView => {
    const revocation = state.directory.revoked.get(device.id)
    return {
      id: device.id,
      name: names.get(device.id) ?? null,
      roles: device.roles,
      neighbourhoods: device.neighbourhoods,
      own: device.id === own.id,
      revoked: revocation ? { at: revocation.at, reason: revocation.reason } : null,
      forked: forked.has(device.id),
    }
  })
  const invites = [...state.invites.values()].map(
    ({ id, code, offer, expiresAt, state: stage, request, words }) => ({
      id,
      code,
      roles: offer.roles,
      neighbourhoods: offer.neighbourhoods,
      expiresAt,
      state: stage,
      who: request ? `${request.person.name}, ${request.person.function}` : null,
      words: words ? [...words] : null,
    }),
  )
  return {
    devices: devices.sort(
      (a, b) =>
        Number(a.revoked !== null) - Number(b.revoked !== null) ||
        (a.name ?? a.id).localeCompare(b.name ?? b.id, 'nl'),
    ),
    invites: invites.sort((a, b) => (a.expiresAt < b.expiresAt ? 1 : -1)),
    details: state.directory.details.get(organisation.id) ?? null,
  }
}
