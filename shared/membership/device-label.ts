/**
 * The name on a device in its organisation's list: 96 bytes sealed under a key made from the organisation's
 * private key of a version.
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { open, seal, type Random } from '../crypto/seal.ts'
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../encoding.ts'
import type { Device } from './statements.ts'

const BYTES = 96
const keyOf = (privateKey: Uint8Array): Uint8Array =>
  hkdf(sha256, privateKey, undefined, utf8('ruggensteun/label/1'), 32)

/** Longer names are cut, between two letters. */
export const sealLabel = (
  name: string,
  deviceId: string,
  version: number,
  privateKey: Uint8Array,
  random: Random,
): NonNullable<Device['label']> => {
  let text = utf8(name)
  for (let cut = name; text.length > BYTES; cut = cut.replace(/.$/su, '')) text = utf8(cut)
  const padded = new Uint8Array(BYTES).fill(0x20)
  padded.set(text)
  return { version, sealed: toBase64url(seal(keyOf(privateKey), padded, utf8(deviceId), random)) }
}

/** Null where this organisation key does not open it. */
export const openLabel = (
  device: Pick<Device, 'id' | 'label'>,
  privateKeys: ReadonlyMap<number, { readonly privateKey: Uint8Array }>,
): string | null => {
  const held = device.label ? privateKeys.get(device.label.version) : undefined
  const plain =
    held && device.label
      ? open(keyOf(held.privateKey), fromBase64url(device.label.sealed), utf8(device.id))
      : null
  return plain ? fromUtf8(plain).trim() : null
}
