/** Keys of organisations and of the week. */
import { isBehind } from '../../domain/linies.ts'
import { devicesOf, canBeSealedTo, organisationOfDevice, reachable } from '../directory.ts'
import { scopeOf } from '../roles.ts'
import { type Rule, administrator, refused, accepted, signerOf, withEntry } from './rule.ts'

const more = <T>(known: readonly T[], offered: readonly T[], idOf: (entry: T) => string): T[] => [
  ...known,
  ...offered.filter((entry) => !known.some((one) => idOf(one) === idOf(entry))),
]

export const organisationKey: Rule<'organisation-key'> = async (directory, body, statement) => {
  const signer = await administrator(directory, statement, body.organisationId, 'organisation-key')
  if (typeof signer === 'string') return refused(signer)
  if (body.deviceId !== signer.id) return refused('organisation-key names the device that signs')
  const known = directory.organisationKeys.get(body.organisationId) ?? []
  const same = known[body.version - 1]
  if (same) {
    const sealedTo = more(same.sealedTo, body.sealedTo, ({ deviceId }) => deviceId)
    if (same.hpkeKey !== body.hpkeKey || sealedTo.length === same.sealedTo.length)
      return refused('this version of the organisation key exists, and nobody is added to it')
    return accepted({
      ...directory,
      organisationKeys: withEntry(
        directory.organisationKeys,
        body.organisationId,
        known.map((one) => (one === same ? { ...same, sealedTo } : one)),
      ),
    })
  }
  if (body.version !== known.length + 1) return refused('organisation keys are numbered one by one')
  const everyone = devicesOf(directory, body.organisationId)
    .filter(canBeSealedTo)
    .every(({ id }) => body.sealedTo.some(({ deviceId }) => deviceId === id))
  if (!everyone || body.sealedTo.some(({ deviceId }) => directory.revoked.has(deviceId)))
    return refused('a new organisation key goes to every device of the organisation and to no revoked one')
  return accepted({
    ...directory,
    organisationKeys: withEntry(directory.organisationKeys, body.organisationId, [...known, body]),
    generation: directory.generation + (known.length === 0 ? 1 : 0),
  })
}

export const weekKey: Rule<'week-key'> = async (directory, body, statement) => {
  const signer = await administrator(directory, statement, null, 'week-key')
  if (typeof signer === 'string') return refused(signer)
  if (body.deviceId !== signer.id) return refused('a week key names the device that signs')
  const behind = (id: string): boolean => {
    const organisation = directory.organisations.get(id)
    return organisation !== undefined && isBehind(organisation)
  }
  const maker = directory.organisations.get(signer.organisationId)
  if (!maker || scopeOf(maker) === 'board')
    return refused('who watches over the whole holds no week key, and makes none')
  if (behind(signer.organisationId) || body.sealedTo.some(({ organisationId }) => behind(organisationId)))
    return refused('a line behind holds no week key')
  const known = directory.weekKeys.get(body.week) ?? []
  const same = known.find(({ keyId }) => keyId === body.keyId)
  if (same) {
    const sealedTo = more(same.sealedTo, body.sealedTo, ({ organisationId }) => organisationId)
    if (sealedTo.length === same.sealedTo.length) return refused('nobody is added to this week key')
    return accepted({
      ...directory,
      weekKeys: withEntry(
        directory.weekKeys,
        body.week,
        known.map((one) => (one === same ? { ...same, sealedTo } : one)),
      ),
    })
  }
  if (body.generation !== directory.generation)
    return refused('a week key is made after the newest revocation or arrival')
  const before = known.filter(({ generation }) => generation === body.generation)
  if (before.some(({ keyId }) => !directory.unusableKeys.has(keyId)))
    return refused('this week has its week key')
  if (before.some(({ deviceId }) => organisationOfDevice(directory, deviceId) === signer.organisationId))
    return refused('after a week key that did not open another organisation makes the next one')
  if (
    !reachable(directory).every(({ id }) => body.sealedTo.some(({ organisationId }) => organisationId === id))
  )
    return refused('a week key goes to every admitted organisation')
  return accepted({ ...directory, weekKeys: withEntry(directory.weekKeys, body.week, [...known, body]) })
}

/**
 * Of one organisation one a week: whoever says it without reason costs the town a key, and nobody the one that there
 * is. It names a key that was sealed to that organisation.
 */
export const weekKeyUnusable: Rule<'week-key-unusable'> = async (directory, body, statement) => {
  const signer = await signerOf(directory, statement)
  if (!signer || signer.id !== body.deviceId || signer.organisationId !== body.organisationId)
    return refused('that a week key does not open is said by a device of that organisation')
  const known = directory.weekKeys.get(body.week) ?? []
  const named = known.find(({ keyId }) => keyId === body.keyId)
  if (!named?.sealedTo.some(({ organisationId }) => organisationId === body.organisationId))
    return refused('this week key was not sealed to that organisation')
  if (known.some(({ keyId }) => directory.unusableKeys.get(keyId)?.includes(body.organisationId)))
    return refused('this organisation said so of a key of this week')
  const said = [...(directory.unusableKeys.get(body.keyId) ?? []), body.organisationId]
  return accepted({ ...directory, unusableKeys: withEntry(directory.unusableKeys, body.keyId, said) })
}
