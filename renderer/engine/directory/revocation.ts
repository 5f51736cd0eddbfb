/**
 * Whether a device was revoked: asked without a session, believed only with the signatures of those who may
 * revoke it. The relay answers everybody, so its answer names no person; whom the organisation began with the device
 * knows itself.
 */
import { readStatement } from '../../../shared/crypto/signing.ts'
import { foldAll } from '../../../shared/membership/fold/fold.ts'
import type { Revocation, Roots } from '../../../shared/membership/directory.ts'
import type { Statement } from '../../../shared/membership/statements.ts'
import { RevocationAnswer } from '../../../shared/protocol/http.ts'
import { request, type NetworkPorts } from '../net/request.ts'

/** The statements by which an organisation was admitted, of those that are given. */
export const admissionsIn = (statements: readonly Statement[], organisationId?: string): Statement[] =>
  statements.filter((statement) => {
    const body = readStatement(statement)
    return (
      body?.type === 'organisation-admitted' &&
      (organisationId === undefined || body.organisation.id === organisationId)
    )
  })

interface Asked {
  readonly deviceId: string
  /** Of its organisation. */
  readonly admissions: readonly Statement[]
  /** Address of the relay. */
  readonly relay: string
  readonly roots: Roots
}

/** Null where it was not, and where nobody can be asked or nothing is proven. */
export const askWhetherRevoked = async (
  { deviceId, admissions, relay, roots }: Asked,
  ports: NetworkPorts,
): Promise<Revocation | null> => {
  const answer = await request('relay', relay.replace(/\/$/, ''), ports, {
    method: 'GET',
    path: `/v1/revocations/${deviceId}`,
    schema: RevocationAnswer,
  }).catch(() => null)
  if (!answer) return null
  return (await foldAll([...admissions, ...answer.statements], roots)).revoked.get(deviceId) ?? null
}
