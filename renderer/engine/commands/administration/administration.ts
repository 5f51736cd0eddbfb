/**
 * Who works with the organisation and what it says of itself, as an administrator's device declares it. Everybody's
 * fold checks each statement again.
 */
import type { CommandOf } from '../../../../shared/api/api.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { roleProblem } from '../../../../shared/membership/roles.ts'
import type { Device } from '../../../../shared/membership/statements.ts'
import { deviceNames } from '../../directory/device-names.ts'
import { needRole } from '../../directory/needs.ts'
import { signed } from '../../directory/own-statements.ts'
import { logged } from '../../store/logbook.ts'
import { asks, declares, type CommandContext, type HandlersOf } from '../handler.ts'

const ownDevice = ({ state }: CommandContext, deviceId: string): Device => {
  const device = state.directory.devices.get(deviceId)
  if (device?.organisationId !== state.identity.organisation.id)
    throw new RuggensteunError('not-allowed', { field: 'device' })
  return device
}

const administrators = ({ state }: CommandContext): Device[] =>
  [...state.directory.devices.values()].filter(
    ({ organisationId, roles }) =>
      organisationId === state.identity.organisation.id && roles.includes('administrator'),
  )

/** The last administrator stays: an organisation without one could admit and revoke nobody. */
const keepOneAdministrator = (context: CommandContext, without: Device): void => {
  if (administrators(context).every(({ id }) => id === without.id))
    throw new RuggensteunError('last-administrator')
}

const nameOf = ({ state }: CommandContext, deviceId: string): string =>
  deviceNames(state).get(deviceId) ?? deviceId

/**
 * The relay refuses the device from the moment it accepted this; new keys of organisation and week follow in
 * the same turn, and the trustee is told.
 */
const revokeDevice = async (
  context: CommandContext,
  { deviceId, reason }: CommandOf<'revoke-device'>,
): Promise<void> => {
  needRole(context.state, 'revoke-device')
  const device = ownDevice(context, deviceId)
  const name = nameOf(context, deviceId)
  if (device.id === context.state.identity.device.id)
    throw new RuggensteunError('not-allowed', { field: 'device' })
  keepOneAdministrator(context, device)
  await context.membership.publish([
    await signed(context, {
      type: 'device-revoked',
      deviceId,
      reason,
      afterSeq: context.state.meta.cursor ?? 0,
      at: context.now.toISOString(),
    }),
  ])
  await context.state.commit([logged(context.ports, 'device-revoked', name)])
  await context.membership.keep(context.now)
}

const changeDevice = async (
  context: CommandContext,
  { deviceId, roles, neighbourhoods }: CommandOf<'change-device'>,
): Promise<void> => {
  needRole(context.state, 'admit-device')
  const device = ownDevice(context, deviceId)
  const name = nameOf(context, deviceId)
  const next = {
    ...device,
    serial: device.serial + 1,
    roles: [...roles],
    neighbourhoods: [...neighbourhoods],
  }
  if (!roles.includes('administrator') && device.roles.includes('administrator'))
    keepOneAdministrator(context, device)
  if (roleProblem(next, context.state.identity.organisation))
    throw new RuggensteunError('not-allowed', { field: 'roles' })
  await context.membership.publish([
    await signed(context, { type: 'device-admitted', device: next, at: context.now.toISOString() }),
  ])
  await context.state.commit([logged(context.ports, 'device-changed', name)])
}

const saveDetails = async (
  context: CommandContext,
  { details }: CommandOf<'save-details'>,
): Promise<void> => {
  needRole(context.state, 'organisation-details')
  const { id } = context.state.identity.organisation
  const serial = (context.state.directory.serials.get(`details:${id}`) ?? 0) + 1
  await context.membership.publish([
    await signed(context, {
      type: 'organisation-details',
      details: { ...details, organisationId: id, serial },
      at: context.now.toISOString(),
    }),
  ])
  await context.state.commit([logged(context.ports, 'details-saved')])
}

export const ADMINISTRATION_HANDLERS: HandlersOf<
  'invite' | 'confirm-invite' | 'withdraw-invite' | 'revoke-device' | 'change-device' | 'save-details'
> = {
  invite: asks(({ state, invitations, now }, { roles, neighbourhoods }) => {
    needRole(state, 'invite')
    return invitations.make(roles, neighbourhoods, now)
  }),
  'confirm-invite': asks(({ state, invitations, now }, { inviteId, same }) => {
    needRole(state, 'admit-device')
    return invitations.confirm(inviteId, same, now)
  }),
  'withdraw-invite': asks(({ invitations }, { inviteId }) => invitations.withdraw(inviteId)),
  'revoke-device': asks(revokeDevice),
  'change-device': asks(changeDevice),
  'save-details': declares(saveDetails),
}
