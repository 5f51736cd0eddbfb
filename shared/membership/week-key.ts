/**
 * Making and opening the week key of a week: one fresh key, sealed by HPKE to every organisation that can be
 * sealed to.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url, uint32, utf8, concat, equalBytes } from '../encoding.ts'
import { openKey, sealKey, sealToEach, type HpkeKey, type LeftOut } from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import { signStatement } from '../crypto/signing.ts'
import { hpkeKeyOf, reachable, type Directory } from './directory.ts'
import type { WeekKey } from '../protocol/envelope.ts'
import type { Organisation, Statement, StatementOf } from './statements.ts'

export interface Signer {
  readonly id: string
  readonly signingKey: CryptoKey
}

const keyIdOf = (week: number, key: Uint8Array): Uint8Array =>
  sha256(concat(utf8('ruggensteun/scope-id/1'), uint32(week), key)).slice(0, 8)

const boxesFor = async (
  scope: WeekKey,
  organisations: readonly Organisation[],
  directory: Directory,
  leftOut: LeftOut<Organisation>,
  random?: Random,
): Promise<StatementOf<'week-key'>['sealedTo']> => {
  const sealed = await sealToEach(
    organisations,
    ({ id }) =>
      sealKey(fromBase64url(hpkeKeyOf(directory, id)!), scope.key, 'scope', uint32(scope.week), random),
    leftOut,
  )
  return sealed.map((one) => ({ organisationId: one.recipient.id, sealed: toBase64url(one.sealed) }))
}

const statementOf = (
  scope: WeekKey,
  sealedTo: StatementOf<'week-key'>['sealedTo'],
  device: Signer,
): Promise<Statement> =>
  signStatement(
    {
      type: 'week-key',
      week: scope.week,
      generation: scope.generation,
      keyId: toBase64url(scope.keyId),
      sealedTo,
      deviceId: device.id,
    },
    [{ by: device.id, key: device.signingKey }],
  )

/** Fresh, for the revocations that `directory` knows. */
export const makeWeekKey = async (
  week: number,
  directory: Directory,
  device: Signer,
  random: Random,
  leftOut: LeftOut<Organisation> = () => {},
): Promise<Statement> => {
  const key = random(32)
  const scope = { week, generation: directory.generation, key, keyId: keyIdOf(week, key) }
  return statementOf(scope, await boxesFor(scope, reachable(directory), directory, leftOut, random), device)
}

/** The same key for organisations admitted since it was made; null where nobody lacks it. */
export const extendWeekKey = async (
  scope: WeekKey,
  directory: Directory,
  device: Signer,
  leftOut: LeftOut<Organisation> = () => {},
): Promise<Statement | null> => {
  const known = directory.weekKeys.get(scope.week)?.find(({ generation }) => generation === scope.generation)
  const have = new Set(known?.sealedTo.map(({ organisationId }) => organisationId))
  const lacking = reachable(directory).filter(({ id }) => !have.has(id))
  const boxes = await boxesFor(scope, lacking, directory, leftOut)
  return boxes.length > 0 ? statementOf(scope, boxes, device) : null
}

/**
 * Null where this organisation is not among the recipients or the key does not fit its id.
 * `organisationKeys`: private keys, any version.
 */
export const openWeekKey = async (
  statement: StatementOf<'week-key'>,
  organisationId: string,
  organisationKeys: readonly HpkeKey[],
): Promise<WeekKey | null> => {
  const own = statement.sealedTo.find((entry) => entry.organisationId === organisationId)
  if (!own) return null
  const keyId = fromBase64url(statement.keyId)
  for (const organisationKey of organisationKeys) {
    const key = await openKey(organisationKey, fromBase64url(own.sealed), 'scope', uint32(statement.week))
    if (key && equalBytes(keyId, keyIdOf(statement.week, key)))
      return { week: statement.week, generation: statement.generation, keyId, key }
  }
  return null
}
