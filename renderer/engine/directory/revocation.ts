/**
 * Whether a device was revoked: asked without a session, believed only with the signatures of those who may
 * revoke it.
 */
import { foldAll } from '../../../shared/membership/fold/fold.ts'
import type { Revocation, Roots } from '../../../shared/membership/directory.ts'
import { RevocationAnswer } from '../../../shared/protocol/http.ts'
import { request, type NetworkPorts } from '../net/request.ts'

interface Asked {
  readonly deviceId: string
  /** Address of the relay. */
  readonly relay: string
  readonly roots: Roots
}

/** Null where it was not, and where nobody can be asked or nothing is proven. */
export const askWhetherRevoked = async (
  { deviceId, relay, roots }: Asked,
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
