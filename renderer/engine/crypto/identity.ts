/** The keys in use: who this device is, with its private keys imported so that they cannot be exported again. */
import { importHpkeKey } from '../../../shared/crypto/hpke.ts'
import { importSigningKey, readStatement } from '../../../shared/crypto/signing.ts'
import type { DeviceIdentity } from '../../../shared/device-file.ts'
import type { Professional } from '../../../shared/domain/signal.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { verifyChain, type Roots } from '../../../shared/protocol/directory.ts'
import type { Device, Organisation, Statement } from '../../../shared/protocol/statements.ts'

export interface Identity {
  readonly person: Professional
  readonly organisation: Organisation
  readonly device: Device
  readonly chain: { readonly organisation: Statement; readonly device: Statement }
  readonly roots: Roots
  readonly servers: DeviceIdentity['servers']
  readonly signingKey: CryptoKey
  readonly hpkeKey: CryptoKey
  readonly organisationHpkeKey: CryptoKey
}

/** Throws device-file-broken where the certificate chain does not hold. */
export const useIdentity = async (stored: DeviceIdentity): Promise<Identity> => {
  const chain = await verifyChain(stored.organisation, stored.device, stored.roots)
  if (!chain || !readStatement(stored.device)) throw new RuggensteunError('device-file-broken')
  return {
    person: stored.person, organisation: chain.organisation, device: chain.device,
    chain: { organisation: stored.organisation, device: stored.device }, roots: stored.roots, servers: stored.servers,
    signingKey: await importSigningKey(fromBase64url(stored.signingSeed)),
    hpkeKey: await importHpkeKey(fromBase64url(stored.hpkeKey)),
    organisationHpkeKey: await importHpkeKey(fromBase64url(stored.organisationHpkeKey)),
  }
}
