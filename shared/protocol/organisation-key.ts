/**
 * The HPKE key of an organisation: made by an administrator device, sealed to each of its devices, replaced
 * at every revocation.
 */
import { generateHpkeKey, openKey, sealKey, type HpkeKey } from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import { signStatement } from '../crypto/signing.ts'
import { fromBase64url, toBase64url, uint32 } from '../encoding.ts'
import { devicesOf, type Directory } from './directory.ts'
import type { Signer } from './scope-key.ts'
import type { Device, Statement, StatementOf } from './statements.ts'

const statementOf = async (
  organisationId: string,
  version: number,
  hpkeKey: string,
  privateKey: Uint8Array,
  devices: readonly Device[],
  signer: Signer,
  random?: Random,
): Promise<Statement> => {
  const sealedTo = await Promise.all(
    devices.map(async (device) => ({
      deviceId: device.id,
      sealed: toBase64url(
        await sealKey(fromBase64url(device.hpkeKey), privateKey, 'organisation', uint32(version), random),
      ),
    })),
  )
  return signStatement(
    { type: 'organisation-key', organisationId, version, hpkeKey, sealedTo, deviceId: signer.id },
    [{ by: signer.id, key: signer.signingKey }],
  )
}

/** A new version for every device that takes part now. */
export const makeOrganisationKey = async (
  organisationId: string,
  directory: Directory,
  signer: Signer,
  random?: Random,
): Promise<Statement> => {
  const pair = await generateHpkeKey(random)
  const version = (directory.organisationKeys.get(organisationId)?.length ?? 0) + 1
  return statementOf(
    organisationId,
    version,
    toBase64url(pair.publicKey),
    pair.privateKey,
    devicesOf(directory, organisationId),
    signer,
    random,
  )
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
): Promise<Statement[]> => {
  const made: Statement[] = []
  for (const known of directory.organisationKeys.get(organisationId) ?? []) {
    const privateKey = held.get(known.version)
    const lacking = devicesOf(directory, organisationId).filter(
      ({ id }) => !known.sealedTo.some(({ deviceId }) => deviceId === id),
    )
    if (privateKey && lacking.length > 0)
      made.push(await statementOf(organisationId, known.version, known.hpkeKey, privateKey, lacking, signer))
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
