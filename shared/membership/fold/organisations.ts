/** Organisations come and go by both bodies, and say about themselves what they may. */
import { scopeOf } from '../roles.ts'
import { isBehind } from '../../domain/linies.ts'
import { devicesOf } from '../directory.ts'
import { addDevice, revoke } from './devices.ts'
import {
  type Rule,
  byBothBodies,
  refused,
  isNewer,
  administrator,
  withEntry,
  accepted,
  without,
} from './rule.ts'

export const organisationAdmitted: Rule<'organisation-admitted'> = async (
  directory,
  { organisation, founder },
  statement,
  roots,
) => {
  if (!(await byBothBodies(statement, roots)))
    return refused('an organisation needs the signatures of municipality and trustee')
  if (!isNewer(directory, `organisation:${organisation.id}`, organisation.serial))
    return refused('a newer entry of this organisation is known')
  if (founder.organisationId !== organisation.id || !founder.roles.includes('administrator'))
    return refused('the founding device is an administrator of the organisation')
  const before = directory.organisations.get(organisation.id)
  // One that moves to a line behind, or comes to watch over the whole, keeps the keys of before, and gets none after;
  // one that no longer watches has the key of the board alone until there is a new one.
  const leaves =
    before !== undefined &&
    ((!isBehind(before) && isBehind(organisation)) || scopeOf(before) !== scopeOf(organisation))
      ? 1
      : 0
  const next = {
    ...directory,
    generation: directory.generation + leaves,
    organisations: withEntry(directory.organisations, organisation.id, organisation),
    serials: withEntry(directory.serials, `organisation:${organisation.id}`, organisation.serial),
  }
  const unchanged = next.devices.has(founder.id) || next.revoked.has(founder.id)
  return unchanged ? accepted(next) : addDevice(next, founder)
}

export const organisationRemoved: Rule<'organisation-removed'> = async (
  directory,
  { organisationId, serial, afterSeq, at },
  statement,
  roots,
) => {
  if (!(await byBothBodies(statement, roots)))
    return refused('removing an organisation needs the signatures of municipality and trustee')
  if (
    !directory.organisations.has(organisationId) ||
    !isNewer(directory, `organisation:${organisationId}`, serial)
  )
    return refused('this organisation does not take part')
  const left = revoke(directory, devicesOf(directory, organisationId), {
    reason: 'left',
    at,
    afterSeq,
    by: 'municipality',
  })
  return accepted({
    ...left,
    organisations: without(left.organisations, [organisationId]),
    serials: withEntry(left.serials, `organisation:${organisationId}`, serial),
  })
}

export const organisationDetails: Rule<'organisation-details'> = async (
  directory,
  { details },
  statement,
) => {
  const signer = await administrator(directory, statement, details.organisationId, 'organisation-details')
  if (typeof signer === 'string') return refused(signer)
  const key = `details:${details.organisationId}`
  if (!isNewer(directory, key, details.serial)) return refused('newer details of this organisation are known')
  return accepted({
    ...directory,
    details: withEntry(directory.details, details.organisationId, details),
    serials: withEntry(directory.serials, key, details.serial),
  })
}
