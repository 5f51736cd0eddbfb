/**
 * What an administrator's device says to the directory about its own organisation. Each act is checked again
 * by everybody's fold.
 */
import { needRole } from './needs.ts'
import { logged } from '../store/logbook.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import type { Membership } from './membership.ts'
import { signStatement } from '../../../shared/crypto/signing.ts'
import type { Role } from '../../../shared/domain/identifiers.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { mayBegin } from '../../../shared/membership/agreements.ts'
import { sealLabel } from '../../../shared/membership/device-label.ts'
import { roleProblem, mayDo, signsRules } from '../../../shared/membership/roles.ts'
import type {
  StatementBody,
  Statement,
  Device,
  RevocationReason,
  OrganisationDetails,
  WijkRules,
} from '../../../shared/membership/statements.ts'

export interface Desk {
  readonly state: State
  readonly membership: Membership
  readonly ports: Ports
  readonly now: Date
}

export const signed = ({ state }: Desk, body: StatementBody): Promise<Statement> =>
  signStatement(body, [{ by: state.identity.device.id, key: state.identity.signingKey }])

const ownDevice = ({ state }: Desk, deviceId: string): Device => {
  const device = state.directory.devices.get(deviceId)
  if (device?.organisationId !== state.identity.organisation.id)
    throw new RuggensteunError('not-allowed', { field: 'device' })
  return device
}

const administrators = ({ state }: Desk): Device[] =>
  [...state.directory.devices.values()].filter(
    ({ organisationId, roles }) =>
      organisationId === state.identity.organisation.id && roles.includes('administrator'),
  )

/** The last administrator stays: an organisation without one could admit and revoke nobody. */
const keepOneAdministrator = (desk: Desk, without: Device): void => {
  if (administrators(desk).every(({ id }) => id === without.id))
    throw new RuggensteunError('last-administrator')
}

/**
 * The relay refuses the device from the moment it accepted this; new keys of organisation and week follow in
 * the same turn, and the trustee is told.
 */
export const revokeDevice = async (
  desk: Desk,
  deviceId: string,
  reason: RevocationReason,
  name: string | null,
): Promise<void> => {
  needRole(desk.state, 'revoke-device')
  const device = ownDevice(desk, deviceId)
  if (device.id === desk.state.identity.device.id)
    throw new RuggensteunError('not-allowed', { field: 'device' })
  keepOneAdministrator(desk, device)
  await desk.membership.publish([
    await signed(desk, {
      type: 'device-revoked',
      deviceId,
      reason,
      afterSeq: desk.state.meta.cursor ?? 0,
      at: desk.now.toISOString(),
    }),
  ])
  await desk.state.commit([logged(desk.ports, 'device-revoked', name ?? deviceId)])
  await desk.membership.keep(desk.now)
}

export const changeDevice = async (
  desk: Desk,
  deviceId: string,
  roles: readonly Role[],
  neighbourhoods: readonly string[],
  name: string | null,
): Promise<void> => {
  needRole(desk.state, 'admit-device')
  const device = ownDevice(desk, deviceId)
  const next = {
    ...device,
    serial: device.serial + 1,
    roles: [...roles],
    neighbourhoods: [...neighbourhoods],
  }
  if (!roles.includes('administrator') && device.roles.includes('administrator'))
    keepOneAdministrator(desk, device)
  if (roleProblem(next, desk.state.identity.organisation))
    throw new RuggensteunError('not-allowed', { field: 'roles' })
  await desk.membership.publish([
    await signed(desk, { type: 'device-admitted', device: next, at: desk.now.toISOString() }),
  ])
  await desk.state.commit([logged(desk.ports, 'device-changed', name ?? deviceId)])
}

export const saveDetails = async (
  desk: Desk,
  details: Omit<OrganisationDetails, 'organisationId' | 'serial'>,
): Promise<void> => {
  needRole(desk.state, 'organisation-details')
  const { id } = desk.state.identity.organisation
  const serial = (desk.state.directory.serials.get(`details:${id}`) ?? 0) + 1
  await desk.membership.publish([
    await signed(desk, {
      type: 'organisation-details',
      details: { ...details, organisationId: id, serial },
      at: desk.now.toISOString(),
    }),
  ])
  await desk.state.commit([logged(desk.ports, 'details-saved')])
}

/**
 * An administrator's own name on its entry, once there is a key to seal it with: colleagues see whose device
 * it is.
 */
export const labelOwnDevice = async (desk: Desk): Promise<void> => {
  const { device, person } = desk.state.identity
  const newest = [...desk.state.organisationKeys].at(-1)
  if (
    device.label !== null ||
    !newest ||
    !mayDo(device.roles, 'admit-device') ||
    !desk.state.directory.devices.has(device.id)
  )
    return
  const label = sealLabel(person.name, device.id, newest[0], newest[1].privateKey, desk.ports.random)
  await desk.membership.publish([
    await signed(desk, {
      type: 'device-admitted',
      device: { ...device, serial: device.serial + 1, label },
      at: desk.now.toISOString(),
    }),
  ])
}

/**
 * Throws not-your-role, or not-allowed where they would begin today or before, or before a version that was
 * signed already.
 */
export const signRules = async (
  desk: Desk,
  { neighbourhood, from, agreements, why }: Omit<WijkRules, 'serial'>,
): Promise<void> => {
  const { device, organisation } = desk.state.identity
  if (!signsRules(device, organisation)) throw new RuggensteunError('not-your-role', { action: 'wijk-rules' })
  const known = desk.state.directory.rules.get(neighbourhood) ?? []
  const at = desk.now.toISOString()
  if (!mayBegin(from, at, known)) throw new RuggensteunError('not-allowed', { field: 'from' })
  await desk.membership.publish([
    await signed(desk, {
      type: 'wijk-rules',
      rules: { neighbourhood, serial: known.length + 1, from, agreements, why },
      deviceId: device.id,
      at,
    }),
  ])
  await desk.state.commit([logged(desk.ports, 'rules-signed', neighbourhood)])
}
