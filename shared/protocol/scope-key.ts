/** Making and opening the scope key of a week: one fresh key, sealed by HPKE to every admitted organisation. */
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url, uint32, utf8, concat, equalBytes } from '../encoding.ts'
import { openKey, sealKey } from '../crypto/hpke.ts'
import type { Random } from '../crypto/seal.ts'
import { signStatement } from '../crypto/signing.ts'
import type { Directory } from './directory.ts'
import type { ScopeKey } from './envelope.ts'
import type { Organisation, Statement, StatementOf } from './statements.ts'

const keyIdOf = (week: number, key: Uint8Array): Uint8Array => sha256(concat(utf8('ruggensteun/scope-id/1'), uint32(week), key)).slice(0, 8)

const statementOf = async (scope: ScopeKey, organisations: readonly Organisation[], device: { id: string; signingKey: CryptoKey }): Promise<Statement> => {
  const sealedTo = await Promise.all(organisations.map(async ({ id, hpkeKey }) => (
    { organisationId: id, sealed: toBase64url(await sealKey(fromBase64url(hpkeKey), scope.key, 'scope', uint32(scope.week))) })))
  const body = { type: 'scope-key' as const, week: scope.week, keyId: toBase64url(scope.keyId), sealedTo, deviceId: device.id }
  return signStatement(body, [{ by: device.id, key: device.signingKey }])
}

export const makeScopeKey = (week: number, directory: Directory, device: { id: string; signingKey: CryptoKey }, random: Random): Promise<Statement> => {
  const key = random(32)
  return statementOf({ week, key, keyId: keyIdOf(week, key) }, [...directory.organisations.values()], device)
}

/** The week's key for organisations admitted since it was made; null where nobody lacks it. */
export const extendScopeKey = async (scope: ScopeKey, directory: Directory, device: { id: string; signingKey: CryptoKey }): Promise<Statement | null> => {
  const have = new Set(directory.scopeKeys.get(scope.week)?.sealedTo.map(({ organisationId }) => organisationId))
  const lacking = [...directory.organisations.values()].filter(({ id }) => !have.has(id))
  return lacking.length > 0 ? statementOf(scope, lacking, device) : null
}

/** Null where this organisation is not among the recipients or the key does not fit its id. */
export const openScopeKey = async (statement: StatementOf<'scope-key'>, organisationId: string, organisationKey: CryptoKey): Promise<ScopeKey | null> => {
  const own = statement.sealedTo.find((entry) => entry.organisationId === organisationId)
  const key = own ? await openKey(organisationKey, fromBase64url(own.sealed), 'scope', uint32(statement.week)) : null
  if (!key) return null
  const keyId = fromBase64url(statement.keyId)
  return equalBytes(keyId, keyIdOf(statement.week, key)) ? { week: statement.week, keyId, key } : null
}
