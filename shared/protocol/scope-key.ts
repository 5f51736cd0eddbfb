/**
 * Making and opening the scope key of a week: one fresh key, sealed by HPKE to every organisation that can be
 * sealed to.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url, uint32, utf8, concat, equalBytes } from '../encoding.ts'
import { openKey, sealKey, type HpkeKey } from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import { signStatement } from '../crypto/signing.ts'
import { hpkeKeyOf, reachable, type Directory } from './directory.ts'
import type { ScopeKey } from './envelope.ts'
import type { Organisation, Statement, StatementOf } from './statements.ts'

export interface Signer {
  readonly id: string
  readonly signingKey: CryptoKey
}

const keyIdOf = (week: number, key: Uint8Array): Uint8Array =>
  sha256(concat(utf8('ruggensteun/scope-id/1'), uint32(week), key)).slice(0, 8)

const statementOf = async (
  scope: ScopeKey,
  organisations: readonly Organisation[],
  directory: Directory,
  device: Signer,
  random?: Random,
): Promise<Statement> => {
  const sealedTo = await Promise.all(
    organisations.map(async ({ id }) => ({
      organisationId: id,
      sealed: toBase64url(
        await sealKey(
          fromBase64url(hpkeKeyOf(directory, id)!),
          scope.key,
          'scope',
          uint32(scope.week),
          random,
        ),
      ),
    })),
  )
  const body = {
    type: 'scope-key' as const,
    week: scope.week,
    generation: scope.generation,
    keyId: toBase64url(scope.keyId),
    sealedTo,
    deviceId: device.id,
  }
  return signStatement(body, [{ by: device.id, key: device.signingKey }])
}

/** Fresh, for the revocations that `directory` knows. */
export const makeScopeKey = (
  week: number,
  directory: Directory,
  device: Signer,
  random: Random,
): Promise<Statement> => {
  const key = random(32)
  return statementOf(
    { week, generation: directory.generation, key, keyId: keyIdOf(week, key) },
    reachable(directory),
    directory,
    device,
    random,
  )
}

/** The same key for organisations admitted since it was made; null where nobody lacks it. */
export const extendScopeKey = async (
  scope: ScopeKey,
  directory: Directory,
  device: Signer,
): Promise<Statement | null> => {
  const known = directory.scopeKeys.get(scope.week)?.find(({ generation }) => generation === scope.generation)
  const have = new Set(known?.sealedTo.map(({ organisationId }) => organisationId))
  const lacking = reachable(directory).filter(({ id }) => !have.has(id))
  return lacking.length > 0 ? statementOf(scope, lacking, directory, device) : null
}

/**
 * Null where this organisation is not among the recipients or the key does not fit its id.
 * `organisationKeys`: private keys, any version.
 */
export const openScopeKey = async (
  statement: StatementOf<'scope-key'>,
  organisationId: string,
  organisationKeys: readonly HpkeKey[],
): Promise<ScopeKey | null> => {
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
