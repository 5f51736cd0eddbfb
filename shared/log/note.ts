/**
 * Checkpoints of the log as signed notes: C2SP signed-note, tlog-checkpoint and tlog-cosignature (version 1),
 * so that tools of others can read them. The log signs the text itself; a witness signs it together with the
 * moment at which it saw it.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { isUsableSigningKey } from '../crypto/usable-key.ts'
import { concat, equalBytes, utf8 } from '../encoding.ts'
import type { Hash, Tree } from './merkle.ts'

export interface Checkpoint extends Tree {
  readonly origin: string
}
export interface Signature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}
export interface Note {
  readonly text: string
  readonly signatures: readonly Signature[]
}
/** A key with the name it has in notes. */
export interface NamedKey {
  readonly name: string
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
}

/** Name of a holder's log, and of its own key in notes. */
export const logOrigin = (holder: 'relay' | 'trustee', logId: string): string =>
  `ruggensteun/${holder}/${logId}`
export const TRUSTEE_NAME = 'ruggensteun/trustee'
export const panelName = (deviceId: string): string => `ruggensteun/panel/${deviceId}`

const [ED25519, COSIGNATURE] = [0x01, 0x04]
const HASH_BYTES = 32
const KEY_ID_BYTES = 4
const TIME_BYTES = 8
const MOST_SIGNATURES = 16
const LONGEST_NOTE = 16_384

const keyIdOf = ({ name, publicKey }: NamedKey, algorithm: number): Uint8Array =>
  sha256(concat(utf8(name), Uint8Array.of(0x0a, algorithm), publicKey)).slice(0, KEY_ID_BYTES)

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${base64.encode(root)}\n`

/** Null where the text is no checkpoint. Lines after the third are allowed and mean nothing here. */
export const readCheckpoint = (text: string): Checkpoint | null => {
  const [origin, size, root] = text.split('\n')
  if (!origin || !/^(0|[1-9][0-9]{0,14})$/.test(size ?? '') || !root || !text.endsWith('\n')) return null
  const hash = decoded(root)
  return hash?.length === HASH_BYTES ? { origin, size: Number(size), root: hash as Hash } : null
}

const decoded = (text: string): Uint8Array | null => {
  try {
    return base64.decode(text)
  } catch {
    return null
  }
}

export const writeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(({ name, keyId, signature }) => `— ${name} ${base64.encode(concat(keyId, signature))}\n`).join('')}`

/** Null where it is no signed note. Says nothing about who signed. */
export const readNote = (note: string): Note | null => {
  const end = note.length > LONGEST_NOTE ? -1 : note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return null
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1)
  if (lines.length === 0 || lines.length > MOST_SIGNATURES) return null
  const signatures: Signature[] = []
  for (const line of lines) {
    const [, name, text] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
    const bytes = text ? decoded(text) : null
    if (!name || !bytes || bytes.length <= KEY_ID_BYTES) return null
    signatures.push({ name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) })
  }
  return { text: note.slice(0, end + 1), signatures }
}

const raw = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)
const signed = async (key: CryptoKey, message: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, raw(message)))
const verified = async (
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> => {
  if (!isUsableSigningKey(publicKey)) return false
  try {
    return await crypto.subtle.verify(
      'Ed25519',
      await crypto.subtle.importKey('raw', raw(publicKey), 'Ed25519', false, ['verify']),
      raw(signature),
      raw(message),
    )
  } catch {
    return false
  }
}
const signatureOf = ({ signatures }: Note, key: NamedKey, algorithm: number): Uint8Array | null => {
  const keyId = keyIdOf(key, algorithm)
  return signatures.find((one) => one.name === key.name && equalBytes(one.keyId, keyId))?.signature ?? null
}

export const signNote = async (text: string, signer: NamedKey, key: CryptoKey): Promise<Signature> => ({
  name: signer.name,
  keyId: keyIdOf(signer, ED25519),
  signature: await signed(key, utf8(text)),
})
export const isSignedBy = async (note: Note, signer: NamedKey): Promise<boolean> => {
  const signature = signatureOf(note, signer, ED25519)
  return signature !== null && verified(signer.publicKey, signature, utf8(note.text))
}

const timed = (text: string, seconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

/** `seconds` since 1970: when the witness saw that this tree continues the last one it signed. */
export const cosignNote = async (
  text: string,
  witness: NamedKey,
  key: CryptoKey,
  seconds: number,
): Promise<Signature> => {
  const time = new Uint8Array(TIME_BYTES)
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
  return {
    name: witness.name,
    keyId: keyIdOf(witness, COSIGNATURE),
    signature: concat(time, await signed(key, timed(text, seconds))),
  }
}
/** When this witness saw it, in seconds since 1970; null where it did not sign. */
export const cosignedAt = async (note: Note, witness: NamedKey): Promise<number | null> => {
  const bytes = signatureOf(note, witness, COSIGNATURE)
  if (bytes?.length !== TIME_BYTES + 64) return null
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
  return (await verified(witness.publicKey, bytes.slice(TIME_BYTES), timed(note.text, seconds)))
    ? seconds
    : null
}
