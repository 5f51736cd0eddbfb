/**
 * Whether a device was revoked: asked without a session, believed only with the signatures of those who may
 * revoke it.
 */
import { foldAll, type Revocation } from '../../../shared/membership/directory.ts'
import { RevocationAnswer } from '../../../shared/protocol/http.ts'
import type { Guard } from '../session/vault-record.ts'
import { request, type NetworkPorts } from '../net/request.ts'

/** Null where it was not, and where nobody can be asked or nothing is proven. */
export const askWhetherRevoked = async (
  { deviceId, relay, roots }: Guard,
  ports: NetworkPorts,
): Promise<Revocation | null> => {
  const answer = await request('relay', relay.replace(/\/$/, ''), ports, {
    method: 'GET',
    path: `/v1/revocations/${deviceId}`,
    schema: RevocationAnswer,
  }).catch(() => null)
  if (!answer) return null
  return (await foldAll(answer.statements, roots)).revoked.get(deviceId) ?? null
}
