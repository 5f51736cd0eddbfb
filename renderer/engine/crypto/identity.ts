/**
 * The keys in use: who this device is, with its private keys imported so that they cannot be exported again.
 */
import { importHpkeKey, type HpkeKey } from '../../../shared/crypto/hpke.ts'
import { importSigningKey } from '../../../shared/crypto/signing.ts'
import type { DeviceIdentity } from '../../../shared/device-file.ts'
import type { Professional } from '../../../shared/domain/signal.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { firstOf, type Directory, type Roots } from '../../../shared/membership/directory.ts'
import { foldAll } from '../../../shared/membership/fold/fold.ts'
import type { Device, Organisation } from '../../../shared/membership/statements.ts'

export interface Identity {
  readonly person: Professional
  readonly organisation: Organisation
  readonly device: Device
  /** The device that this one's line of moves began with: the author of all events of its person here. */
  readonly firstDeviceId: string
  readonly roots: Roots
  readonly servers: DeviceIdentity['servers']
  readonly signingKey: CryptoKey
  readonly hpkeKey: HpkeKey
  /** This device's key and those of the devices it moved from, newest first. */
  readonly receivingKeys: readonly { readonly deviceId: string; readonly hpkeKey: HpkeKey }[]
}

/** Throws device-file-broken where the admission of this device does not follow from its statements. */
export const useIdentity = async (stored: DeviceIdentity): Promise<Identity> => {
  const directory = await foldAll(stored.statements, stored.roots)
  const device = directory.devices.get(stored.deviceId)
  const organisation = device && directory.organisations.get(device.organisationId)
  if (!device || !organisation) throw new RuggensteunError('device-file-broken')
  const hpkeKey = await importHpkeKey(fromBase64url(stored.hpkeKey))
  const former = await Promise.all(
    stored.formerKeys.map(async (key) => ({
      deviceId: key.deviceId,
      hpkeKey: await importHpkeKey(fromBase64url(key.hpkeKey)),
    })),
  )
  return {
    person: stored.person,
    organisation,
    device,
    firstDeviceId: firstOf(directory, device.id),
    roots: stored.roots,
    servers: stored.servers,
    hpkeKey,
    signingKey: await importSigningKey(fromBase64url(stored.signingSeed)),
    receivingKeys: [{ deviceId: device.id, hpkeKey }, ...former],
  }
}

/** The same keys with what the directory says of them now. */
export const inDirectory = (identity: Identity, directory: Directory): Identity => ({
  ...identity,
  organisation: directory.organisations.get(identity.organisation.id) ?? identity.organisation,
  device: directory.devices.get(identity.device.id) ?? identity.device,
})
