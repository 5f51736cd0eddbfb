/**
 * A device file: what makes a fresh installation one admitted device. Sealed under a passphrase; JSON text.
 * It may carry a first caseload and a list of areas, read with the same importers as any file of the user, or
 * all rows of the device it was made on.
 */
import { z } from 'zod'
import { Servers } from './bridge.ts'
import {
  LEAST_COST,
  openWithPassphrase,
  PassphraseSealed,
  sealWithPassphrase,
  type Argon2Cost,
  type Random,
} from './crypto/seal.ts'
import { Professional } from './domain/signal.ts'
import { base64urlOf, fromUtf8, utf8 } from './encoding.ts'
import { SigningKey, Statement } from './membership/statements.ts'
import { Id } from './domain/identifiers.ts'
import { RuggensteunError } from './errors.ts'

export const DeviceIdentity = z.object({
  person: Professional,
  deviceId: Id,
  /** Ed25519 seed and X25519 private key of this device. */
  signingSeed: base64urlOf(32),
  hpkeKey: base64urlOf(32),
  /** Keys of the devices this one moved from: what was sealed to them before still opens. */
  formerKeys: z.array(z.object({ deviceId: Id, hpkeKey: base64urlOf(32) })).max(50),
  /** Membership statements from which the admission of this device follows under the roots. */
  statements: z.array(Statement).min(1).max(2000),
  roots: z.object({ municipality: SigningKey, trustee: SigningKey, relay: SigningKey }),
  servers: Servers,
})
export type DeviceIdentity = z.infer<typeof DeviceIdentity>

/** `rows`: everything else on a device, where the file was made to move it or to keep a copy. */
const DevicePackage = z.object({
  identity: DeviceIdentity,
  caseload: z.object({ name: z.string().max(200), text: z.string() }).nullable(),
  areas: z.object({ year: z.int(), text: z.string().max(2_000_000) }).optional(),
  rows: z
    .array(z.object({ table: z.string().max(40), key: z.string().max(200), value: z.unknown() }))
    .max(500_000)
    .nullable(),
})
export type DevicePackage = z.infer<typeof DevicePackage>
const DeviceFile = z.object({ format: z.literal('ruggensteun-device/1'), box: PassphraseSealed })
const PURPOSE = 'ruggensteun/device-file/1'

export const sealDeviceFile = async (
  content: DevicePackage,
  passphrase: string,
  random: Random,
  cost: Argon2Cost = LEAST_COST,
): Promise<Uint8Array> =>
  utf8(
    JSON.stringify({
      format: 'ruggensteun-device/1',
      box: await sealWithPassphrase(passphrase, utf8(JSON.stringify(content)), PURPOSE, random, cost),
    }),
  )

const readAs = <T extends z.ZodType>(schema: T, bytes: Uint8Array): z.infer<T> => {
  try {
    return schema.parse(JSON.parse(fromUtf8(bytes)))
  } catch (cause) {
    throw new RuggensteunError('device-file-broken', {}, { cause })
  }
}

/**
 * Throws `device-file-broken` for bytes that are no device file, `wrong-passphrase` where it does not open.
 */
export const openDeviceFile = async (bytes: Uint8Array, passphrase: string): Promise<DevicePackage> => {
  const file = readAs(DeviceFile, bytes)
  const plain = await openWithPassphrase(passphrase, file.box, PURPOSE)
  if (!plain) throw new RuggensteunError('wrong-passphrase')
  return readAs(DevicePackage, plain)
}
