/** Devices come, move and are revoked. */
import { signedBy } from '../../crypto/signing.ts'
import { type Directory, type Revocation, firstOf } from '../directory.ts'
import {
  type Folded,
  refused,
  isNewer,
  accepted,
  withEntry,
  without,
  type Rule,
  administrator,
  signerOf,
  byBothBodies,
} from './rule.ts'
import { roleProblem, mayDo } from '../roles.ts'
import type { Device } from '../statements.ts'

export const addDevice = (directory: Directory, device: Device): Folded => {
  const organisation = directory.organisations.get(device.organisationId)
  if (!organisation) return refused('the organisation of this device was not admitted')
  if (directory.revoked.has(device.id)) return refused('this device was revoked and does not come back')
  const known = directory.devices.get(device.id)
  if (known && (known.signingKey !== device.signingKey || known.organisationId !== device.organisationId))
    return refused('this device id belongs to another key')
  if (!isNewer(directory, `device:${device.id}`, device.serial))
    return refused('a newer entry of this device is known')
  const problem = roleProblem(device, organisation)
  if (problem) return refused(problem)
  return accepted({
    ...directory,
    devices: withEntry(directory.devices, device.id, device),
    serials: withEntry(directory.serials, `device:${device.id}`, device.serial),
  })
}

export const revoke = (
  directory: Directory,
  devices: readonly Device[],
  how: Omit<Revocation, 'device'>,
): Directory => {
  const revoked = new Map(directory.revoked)
  for (const device of devices) revoked.set(device.id, { device, ...how })
  return {
    ...directory,
    devices: without(
      directory.devices,
      devices.map(({ id }) => id),
    ),
    revoked,
    generation: directory.generation + devices.length,
  }
}

export const deviceAdmitted: Rule<'device-admitted'> = async (directory, { device }, statement) => {
  const signer = await administrator(directory, statement, device.organisationId, 'admit-device')
  return typeof signer === 'string' ? refused(signer) : addDevice(directory, device)
}

export const deviceRevoked: Rule<'device-revoked'> = async (
  directory,
  { deviceId, reason, afterSeq, at },
  statement,
  roots,
) => {
  const device = directory.devices.get(deviceId)
  if (!device) return refused('this device does not take part')
  const signer = await signerOf(directory, statement)
  const allowed =
    signer !== null &&
    (signer.id === device.id ||
      (signer.organisationId === device.organisationId && mayDo(signer.roles, 'revoke-device')))
  if (!allowed && !(await byBothBodies(statement, roots)))
    return refused('revoking needs an administrator device of the same organisation, or both bodies')
  return accepted(
    revoke(directory, [device], { reason, at, afterSeq, by: allowed ? signer.id : 'municipality' }),
  )
}

export const deviceMoved: Rule<'device-moved'> = async (
  directory,
  { from, device, afterSeq, at },
  statement,
) => {
  const old = directory.devices.get(from)
  if (!old || !(await signedBy(statement, old.id, old.signingKey)))
    return refused('moving needs the signature of a device that takes part')
  const same =
    old.organisationId === device.organisationId &&
    JSON.stringify([old.roles, old.neighbourhoods]) === JSON.stringify([device.roles, device.neighbourhoods])
  // A device that takes part already would get other keys, and another past, without its own signature.
  if (!same || directory.devices.has(device.id) || device.signingKey === old.signingKey)
    return refused('a moved device keeps its organisation, roles and wijken, and has keys of its own')
  const added = addDevice(directory, device)
  if (!added.accepted) return added
  const how = { reason: 'moved' as const, at, afterSeq, by: old.id, movedTo: device.id }
  return accepted({
    ...revoke(added.directory, [old], how),
    firsts: withEntry(directory.firsts, device.id, firstOf(directory, old.id)),
  })
}
