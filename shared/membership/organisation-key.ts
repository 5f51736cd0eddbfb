/**
 * The HPKE key of an organisation: made by an administrator device, sealed to each of its devices, replaced
 * at every revocation.
 */
import { generateHpkeKey, openKey, sealKey, sealToEach, type HpkeKey, type LeftOut } from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import { signStatement } from '../crypto/signing.ts'
import { fromBase64url, toBase64url, uint32 } from '../encoding.ts'
import { devicesOf, type Directory } from './directory.ts'
import type { Signer } from './week-key.ts'
import type { Device, Statement, StatementOf } from './statements.ts'

const statementOf = async (
  organisationId: string,
  version: number,
  hpkeKey: string,
  privateKey: Uint8Array,
  devices: readonly Device[],
  signer: Signer,
  leftOut: LeftOut<Device>,
  random?: Random,
): Promise<Statement | null> => {
  const sealed = await sealToEach(
    devices,
    ({ hpkeKey: deviceKey }) =>
      sealKey(fromBase64url(deviceKey), privateKey, 'organisation', uint32(version), random),
    leftOut,
  )
  if (sealed.length === 0) return null
  const sealedTo = sealed.map((one) => ({ deviceId: one.recipient.id, sealed: toBase64url(one.sealed) }))
  return signStatement(
    { type: 'organisation-key', organisationId, version, hpkeKey, sealedTo, deviceId: signer.id },
    [{ by: signer.id, key: signer.signingKey }],
  )
}

/**
 * A new version for every device that takes part now. Throws RangeError where none of them can be sealed to.
 */
export const makeOrganisationKey = async (
  organisationId: string,
  directory: Directory,
  signer: Signer,
  random?: Random,
  leftOut: LeftOut<Device> = () => {},
): Promise<Statement> => {
  const pair = await generateHpkeKey(random)
  const version = (directory.organisationKeys.get(organisationId)?.length ?? 0) + 1
  const made = await statementOf(
    organisationId,
    version,
    toBase64url(pair.publicKey),
    pair.privateKey,
    devicesOf(directory, organisationId),
    signer,
    leftOut,
    random,
  )
  if (!made) throw new RangeError('no device of this organisation can be sealed to')
  return made
}

/** True where a revoked device still holds the newest key, or there is none yet. */
export const needsNewKey = (organisationId: string, directory: Directory): boolean => {
  const newest = directory.organisationKeys.get(organisationId)?.at(-1)
  return !newest || newest.sealedTo.some(({ deviceId }) => directory.revoked.has(deviceId))
}

/** Statements that give every version this device holds to devices of the organisation that lack it. */
export const extendOrganisationKeys = async (
  organisationId: string,
  directory: Directory,
  held: ReadonlyMap<number, Uint8Array>,
  signer: Signer,
  leftOut: LeftOut<Device> = () => {},
): Promise<Statement[]> => {
  const made: Statement[] = []
  for (const known of directory.organisationKeys.get(organisationId) ?? []) {
    const privateKey = held.get(known.version)
    const lacking = devicesOf(directory, organisationId).filter(
      ({ id }) => !known.sealedTo.some(({ deviceId }) => deviceId === id),
    )
    if (!privateKey || lacking.length === 0) continue
    const { version, hpkeKey } = known
    const extended = await statementOf(organisationId, version, hpkeKey, privateKey, lacking, signer, leftOut)
    if (extended) made.push(extended)
  }
  return made
}

/**
 * The private half, 32 bytes; null where it was not sealed to this device. `keys`: this device's own, and
 * those it moved from.
 */
export const openOrganisationKey = async (
  statement: StatementOf<'organisation-key'>,
  keys: readonly { readonly deviceId: string; readonly hpkeKey: HpkeKey }[],
): Promise<Uint8Array | null> => {
  for (const { deviceId, hpkeKey } of keys) {
    const own = statement.sealedTo.find((entry) => entry.deviceId === deviceId)
    const privateKey = own
      ? await openKey(hpkeKey, fromBase64url(own.sealed), 'organisation', uint32(statement.version))
      : null
    if (privateKey) return privateKey
  }
  return null
}
