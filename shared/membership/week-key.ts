/**
 * Making and opening the week key of a week: one fresh key, sealed by HPKE to every organisation that can be
 * sealed to. Who watches over the whole gets the key of the board alone, which follows from it.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url, uint32, utf8, concat, equalBytes } from '../encoding.ts'
import { openKey, sealKey, sealToEach, type HpkeKey, type LeftOut } from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import { signStatement } from '../crypto/signing.ts'
import { hpkeKeyOf, organisationOfDevice, reachable, type Directory } from './directory.ts'
import type { KeyScope } from '../domain/identifiers.ts'
import { boardKeyOf, type WeekKey } from '../protocol/envelope.ts'
import { scopeOf } from './roles.ts'
import type { Organisation, Statement, StatementOf } from './statements.ts'

export interface Signer {
  readonly id: string
  readonly signingKey: CryptoKey
}

/** Over the key of the board, which whoever has either of them knows. */
const keyIdOf = (weekKey: Omit<WeekKey, 'keyId'>): Uint8Array =>
  sha256(
    concat(
      utf8('ruggensteun/scope-id/2'),
      uint32(weekKey.week),
      boardKeyOf({ ...weekKey, keyId: new Uint8Array(0) }).key,
    ),
  ).slice(0, 8)

const boxesFor = async (
  scope: WeekKey,
  organisations: readonly Organisation[],
  directory: Directory,
  leftOut: LeftOut<Organisation>,
  random?: Random,
): Promise<StatementOf<'week-key'>['sealedTo']> => {
  const sealed = await sealToEach(
    organisations,
    (organisation) => {
      const of = scopeOf(organisation)
      return sealKey(
        fromBase64url(hpkeKeyOf(directory, organisation.id)!),
        (of === 'board' ? boardKeyOf(scope) : scope).key,
        'scope',
        uint32(scope.week),
        random,
      )
    },
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
  const made = { of: 'signals', week, generation: directory.generation, key: random(32) } as const
  const scope = { ...made, keyId: keyIdOf(made) }
  return statementOf(scope, await boxesFor(scope, reachable(directory), directory, leftOut, random), device)
}

/**
 * Whether a device of this organisation may make the key of this week: there is none of this generation, or none that
 * everybody opened and none that it made itself.
 */
export const mayMakeWeekKey = (week: number, directory: Directory, organisationId: string): boolean =>
  (directory.weekKeys.get(week) ?? [])
    .filter(({ generation }) => generation === directory.generation)
    .every(
      ({ keyId, deviceId }) =>
        directory.unusableKeys.has(keyId) && organisationOfDevice(directory, deviceId) !== organisationId,
    )

/** The same key for organisations admitted since it was made; null where nobody lacks it. */
export const extendWeekKey = async (
  scope: WeekKey,
  directory: Directory,
  device: Signer,
  leftOut: LeftOut<Organisation> = () => {},
): Promise<Statement | null> => {
  const keyId = toBase64url(scope.keyId)
  const known = directory.weekKeys.get(scope.week)?.find((offered) => offered.keyId === keyId)
  const have = new Set(known?.sealedTo.map(({ organisationId }) => organisationId))
  const lacking = reachable(directory).filter(({ id }) => !have.has(id))
  const boxes = await boxesFor(scope, lacking, directory, leftOut)
  return boxes.length > 0 ? statementOf(scope, boxes, device) : null
}

/**
 * Null where this organisation is not among the recipients or the key does not fit its id. `of`: what it is given
 * ({@link scopeOf}); `organisationKeys`: private keys, any version.
 */
export const openWeekKey = async (
  statement: StatementOf<'week-key'>,
  organisationId: string,
  organisationKeys: readonly HpkeKey[],
  of: KeyScope = 'signals',
): Promise<WeekKey | null> => {
  const own = statement.sealedTo.find((entry) => entry.organisationId === organisationId)
  if (!own) return null
  const keyId = fromBase64url(statement.keyId)
  const { week, generation } = statement
  for (const organisationKey of organisationKeys) {
    const key = await openKey(organisationKey, fromBase64url(own.sealed), 'scope', uint32(week))
    if (key && equalBytes(keyId, keyIdOf({ of, week, generation, key })))
      return { of, week, generation, keyId, key }
  }
  return null
}
