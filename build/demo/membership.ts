/**
 * Making members by hand, for the fictional town and for tests: a device with its keys, an organisation with
 * its founding device.
 */
import { generateHpkeKey, importHpkeKey, type HpkeKeyPair } from '../../shared/crypto/hpke.ts'
import {
  generateSigningKey,
  importSigningKey,
  signStatement,
  type SigningKeyPair,
} from '../../shared/crypto/signing.ts'
import { toBase64url } from '../../shared/encoding.ts'
import type { Directory } from '../../shared/membership/directory.ts'
import { extendOrganisationKeys, openOrganisationKey } from '../../shared/membership/organisation-key.ts'
import type { Signer } from '../../shared/membership/week-key.ts'
import type {
  Device,
  Organisation,
  OrganisationDetails,
  Statement,
} from '../../shared/membership/statements.ts'

export interface DeviceKeys {
  readonly device: Device
  readonly signing: SigningKeyPair
  readonly hpke: HpkeKeyPair
}

export const makeDevice = async (
  device: Omit<Device, 'signingKey' | 'hpkeKey' | 'serial' | 'label'>,
): Promise<DeviceKeys> => {
  const [signing, hpke] = [await generateSigningKey(), await generateHpkeKey()]
  return {
    device: {
      ...device,
      serial: 1,
      label: null,
      signingKey: toBase64url(signing.publicKey),
      hpkeKey: toBase64url(hpke.publicKey),
    },
    signing,
    hpke,
  }
}

export const signerOf = async ({
  device,
  signing,
}: Pick<DeviceKeys, 'device' | 'signing'>): Promise<Signer> => ({
  id: device.id,
  signingKey: await importSigningKey(signing.seed),
})

/** Seeds of the two bodies: admission needs both. */
export interface Bodies {
  readonly municipality: Uint8Array
  readonly trustee: Uint8Array
}

export const admitted = async (
  organisation: Organisation,
  founder: Device,
  bodies: Bodies,
  at: string,
): Promise<Statement> =>
  signStatement({ type: 'organisation-admitted', organisation, founder, at }, [
    { by: 'municipality', key: await importSigningKey(bodies.municipality) },
    { by: 'trustee', key: await importSigningKey(bodies.trustee) },
  ])

export const detailed = async (
  organisation: Organisation,
  founder: DeviceKeys,
  dpia: OrganisationDetails['dpia'],
  at: string,
): Promise<Statement> => {
  const { contact, standIn } = organisation
  const details: OrganisationDetails = {
    organisationId: organisation.id,
    serial: 1,
    dpia,
    contact,
    standIn,
    reachable: { days: [1, 2, 3, 4, 5], from: '08:30', until: '17:00' },
    awayUntil: null,
  }
  const { id, signingKey } = await signerOf(founder)
  return signStatement({ type: 'organisation-details', details, at }, [{ by: id, key: signingKey }])
}

export const deviceAdmitted = async (device: Device, by: DeviceKeys, at: string): Promise<Statement> => {
  const { id, signingKey } = await signerOf(by)
  return signStatement({ type: 'device-admitted', device, at }, [{ by: id, key: signingKey }])
}

/** What opens a key that was sealed to this device. */
export const receivingKeysOf = async ({ device, hpke }: DeviceKeys) => [
  { deviceId: device.id, hpkeKey: await importHpkeKey(hpke.privateKey) },
]

/** Statements that give the organisation's keys, as far as `by` can open them, to devices that lack them. */
export const keysForNewcomers = async (directory: Directory, by: DeviceKeys): Promise<Statement[]> => {
  const { organisationId } = by.device
  const receiving = await receivingKeysOf(by)
  const held = new Map<number, Uint8Array>()
  for (const key of directory.organisationKeys.get(organisationId) ?? []) {
    const privateKey = await openOrganisationKey(key, receiving)
    if (privateKey) held.set(key.version, privateKey)
  }
  return extendOrganisationKeys(organisationId, directory, held, await signerOf(by))
}
