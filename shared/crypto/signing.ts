/** Ed25519 (RFC 8032) through WebCrypto, so that private keys stay non-extractable once they are in use. */
import { concat, fromBase64url, toBase64url, utf8 } from '../encoding.ts'
import { isUsableSigningKey } from './usable-key.ts'
import { isOfSize, Statement, StatementBody } from '../membership/statements.ts'

/** 32-byte seed (private) and 32-byte public key. */
export interface SigningKeyPair {
  readonly seed: Uint8Array
  readonly publicKey: Uint8Array
}

/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410): a fixed prefix, then the 32 bytes. */
const PKCS8_PREFIX = new Uint8Array([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
])

const bytesOf = (data: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(data)

export const importSigningKey = (seed: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', bytesOf(concat(PKCS8_PREFIX, seed)), 'Ed25519', false, ['sign'])

export const generateSigningKey = async (): Promise<SigningKeyPair> => {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  return {
    seed: pkcs8.slice(-32),
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
  }
}

const message = (label: string, data: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytesOf(concat(utf8(label), new Uint8Array([0]), data))

/**
 * Signature (64 bytes) over `label || 0x00 || data`. The label keeps one kind of message from passing for another.
 */
export const sign = async (key: CryptoKey, label: string, data: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, message(label, data)))

const imported = new Map<string, Promise<CryptoKey>>()
const verifyingKey = (publicKey: Uint8Array): Promise<CryptoKey> => {
  const name = toBase64url(publicKey)
  const known = imported.get(name)
  if (known) return known
  const key = crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify'])
  if (imported.size > 5000) imported.clear()
  imported.set(name, key)
  return key
}

/** False for a wrong signature and for bytes that are no usable key; never throws. */
export const verify = async (
  publicKey: Uint8Array,
  label: string,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> => {
  if (!isUsableSigningKey(publicKey)) return false
  try {
    return await crypto.subtle.verify(
      'Ed25519',
      await verifyingKey(publicKey),
      bytesOf(signature),
      message(label, data),
    )
  } catch {
    return false
  }
}

export const STATEMENT_LABEL = 'ruggensteun/statement/1'
export const SESSION_LABEL = 'ruggensteun/session/1'

export const sessionMessage = (audience: 'relay' | 'trustee', challenge: string): Uint8Array =>
  utf8(`${audience}\0${challenge}`)

export const signStatement = async (
  body: StatementBody,
  signers: readonly { by: string; key: CryptoKey }[],
): Promise<Statement> => {
  const text = JSON.stringify(StatementBody.parse(body))
  const signatures = await Promise.all(
    signers.map(async ({ by, key }) => ({
      by,
      signature: toBase64url(await sign(key, STATEMENT_LABEL, utf8(text))),
    })),
  )
  return { body: text, signatures }
}

/** Null where the body does not fit its schema or is longer than what it says. Says nothing about who signed it. */
export const readStatement = (statement: Statement): StatementBody | null => {
  try {
    const parsed = StatementBody.safeParse(JSON.parse(statement.body))
    return parsed.success && isOfSize(statement.body, parsed.data) ? parsed.data : null
  } catch {
    return null
  }
}

/** True when `by` signed exactly this body with `publicKey` (base64url). */
export const signedBy = async (statement: Statement, by: string, publicKey: string): Promise<boolean> => {
  const found = statement.signatures.find((signature) => signature.by === by)
  return (
    found !== undefined &&
    verify(fromBase64url(publicKey), STATEMENT_LABEL, utf8(statement.body), fromBase64url(found.signature))
  )
}
