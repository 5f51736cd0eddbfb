/** What a device says to the directory itself, signed. */
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import type { Membership } from './membership.ts'
import { signStatement } from '../../../shared/crypto/signing.ts'
import { sealLabel } from '../../../shared/membership/device-label.ts'
import { mayDo } from '../../../shared/membership/roles.ts'
import type { StatementBody, Statement } from '../../../shared/membership/statements.ts'

export interface DirectoryContext {
  readonly state: State
  readonly membership: Membership
  readonly ports: Ports
  readonly now: Date
}

export const signed = ({ state }: DirectoryContext, body: StatementBody): Promise<Statement> =>
  signStatement(body, [{ by: state.identity.device.id, key: state.identity.signingKey }])

/**
 * An administrator's own name on its entry, once there is a key to seal it with: colleagues see whose device
 * it is.
 */
export const labelOwnDevice = async (context: DirectoryContext): Promise<void> => {
  const { device, person } = context.state.identity
  const newest = [...context.state.organisationKeys].at(-1)
  if (
    device.label !== null ||
    !newest ||
    !mayDo(device.roles, 'admit-device') ||
    !context.state.directory.devices.has(device.id)
  )
    return
  const label = sealLabel(person.name, device.id, newest[0], newest[1].privateKey, context.ports.random)
  await context.membership.publish([
    await signed(context, {
      type: 'device-admitted',
      device: { ...device, serial: device.serial + 1, label },
      at: context.now.toISOString(),
    }),
  ])
}
