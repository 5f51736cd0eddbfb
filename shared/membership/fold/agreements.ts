/** Agreements of a wijk, and signalen that two coordinators open to a line behind. */
import { isBehind } from '../../domain/linies.ts'
import { mayBegin } from '../agreements.ts'
import { type Directory, firstOf } from '../directory.ts'
import type { Device, Statement } from '../statements.ts'
import { type Rule, administrator, refused, accepted, withEntry, signerOf } from './rule.ts'
import { signsRules, mayDo, coordinates } from '../roles.ts'

/**
 * A version begins no earlier than the one before it, and after the day on which it was signed: nobody's
 * clock is changed behind their back.
 */
export const wijkRules: Rule<'wijk-rules'> = async (directory, { rules, deviceId, at }, statement) => {
  const signer = await administrator(directory, statement, null, 'wijk-rules')
  if (typeof signer === 'string') return refused(signer)
  if (deviceId !== signer.id) return refused('agreements name the device that signs')
  const organisation = directory.organisations.get(signer.organisationId)
  if (!organisation || !signsRules(signer, organisation))
    return refused('agreements of a wijk are signed by the programmabureau')
  const known = directory.rules.get(rules.neighbourhood) ?? []
  if (rules.serial !== known.length + 1) return refused('agreements of a wijk are numbered one by one')
  if (!mayBegin(rules.from, at, known))
    return refused(
      'agreements begin after the day on which they are signed, and not before those that were signed earlier',
    )
  return accepted({
    ...directory,
    rules: withEntry(directory.rules, rules.neighbourhood, [...known, { ...rules, at, by: organisation.id }]),
  })
}

/** The coordinator device of this wijk that signed and names itself; null where it is none. */
const coordinatorOf = async (
  directory: Directory,
  statement: Statement,
  deviceId: string,
  neighbourhood: string,
): Promise<Device | null> => {
  const signer = await signerOf(directory, statement)
  return signer?.id === deviceId && mayDo(signer.roles, 'linie-request') && coordinates(signer, neighbourhood)
    ? signer
    : null
}

export const escalation: Rule<'escalation'> = async (
  directory,
  { escalation: asked, deviceId, at },
  statement,
) => {
  const signer = await coordinatorOf(directory, statement, deviceId, asked.neighbourhood)
  if (!signer) return refused('an escalation is signed by a coordinator device of the wijk that it names')
  const organisation = directory.organisations.get(asked.organisationId)
  if (!organisation || !isBehind(organisation))
    return refused('an escalation is to an organisation of a line behind')
  if (directory.organisationKeys.get(organisation.id)?.length !== asked.keyVersion)
    return refused('an escalation is sealed to the newest key of the organisation')
  if (directory.escalations.has(asked.id)) return refused('this escalation exists')
  return accepted({
    ...directory,
    escalations: withEntry(directory.escalations, asked.id, { ...asked, by: signer.id, at, confirmed: null }),
  })
}

/** Four eyes: never the device that asked, nor the one that it moved to. */
export const escalationConfirmed: Rule<'escalation-confirmed'> = async (
  directory,
  { escalationId, keyVersion, sealed, deviceId, at },
  statement,
) => {
  const asked = directory.escalations.get(escalationId)
  if (!asked || asked.confirmed)
    return refused('there is no such escalation that waits for a second coordinator')
  const signer = await coordinatorOf(directory, statement, deviceId, asked.neighbourhood)
  if (!signer) return refused('an escalation is confirmed by a coordinator device of the same wijk')
  if (firstOf(directory, signer.id) === firstOf(directory, asked.by))
    return refused('an escalation is confirmed by another coordinator than the one who asked')
  if (directory.organisationKeys.get(asked.organisationId)?.length !== keyVersion)
    return refused('an escalation is confirmed to the newest key of the organisation')
  return accepted({
    ...directory,
    escalations: withEntry(directory.escalations, escalationId, {
      ...asked,
      confirmed: { by: signer.id, at, keyVersion, sealed },
    }),
  })
}
