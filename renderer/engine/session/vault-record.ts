/**
 * The vault record: how the data key of this device is kept. With an OS keychain the shell seals the record;
 * a PIN or a passphrase wraps the key in the engine, before it leaves it, and alone where there is no
 * keychain. What stands in the open is enough for a locked device to learn from the relay that it was
 * revoked.
 */
import { z } from 'zod'
import {
  openWithPassphrase,
  PassphraseSealed,
  sealWithPassphrase,
  type Argon2Costs,
  type Random,
} from '../../../shared/crypto/seal.ts'
import { base64urlOf, fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { Roots } from '../../../shared/membership/invitation.ts'
import { RevocationReason, Statement } from '../../../shared/membership/statements.ts'
import { Id } from '../../../shared/domain/identifiers.ts'
import { ServerUrl } from '../../../shared/bridge.ts'
import { MIN_PASSPHRASE, MIN_PIN, type Secret } from '../../../shared/api/session.ts'

/**
 * Who this device is, with whom its organisation began, and under which roots a revocation counts: about no child, and
 * readable to whoever holds the laptop. Null while it is not admitted.
 */
export const Guard = z.object({
  deviceId: Id,
  relay: ServerUrl,
  roots: Roots,
  admissions: z.array(Statement).max(20),
})
export type Guard = z.infer<typeof Guard>

const VaultContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain'), key: base64urlOf(32), guard: Guard.nullable() }),
  z.object({
    kind: z.enum(['pin', 'passphrase']),
    box: PassphraseSealed,
    guard: Guard.nullable(),
  }),
  z.object({ kind: z.literal('revoked'), at: z.iso.datetime(), reason: RevocationReason }),
])
export type VaultContent = z.infer<typeof VaultContent>
const PURPOSE = 'ruggensteun/data-key/1'

export const makeVaultRecord = async (
  dataKey: Uint8Array,
  secret: Secret | null,
  guard: Guard | null,
  { argon2, random }: { readonly argon2: Argon2Costs; readonly random: Random },
): Promise<string> =>
  JSON.stringify(
    secret
      ? {
          kind: secret.kind,
          box: await sealWithPassphrase(secret.value, dataKey, PURPOSE, random, await argon2.lock()),
          guard,
        }
      : { kind: 'keychain', key: toBase64url(dataKey), guard },
  )

export const withGuard = (record: string, guard: Guard): string =>
  JSON.stringify({ ...readVaultRecord(record), guard })
export const tombstone = (at: string, reason: RevocationReason): string =>
  JSON.stringify({ kind: 'revoked', at, reason })

/** Throws vault-unreadable. */
export const readVaultRecord = (record: string): VaultContent => {
  try {
    return VaultContent.parse(JSON.parse(record))
  } catch (cause) {
    throw new RuggensteunError('vault-unreadable', {}, { cause })
  }
}

/** Throws wrong-passphrase or vault-unreadable. */
export const openVaultRecord = async (record: string, secret: string | null): Promise<Uint8Array> => {
  const content = readVaultRecord(record)
  if (content.kind === 'revoked') throw new RuggensteunError('device-revoked')
  if (content.kind === 'keychain') return fromBase64url(content.key)
  const key = await openWithPassphrase(secret ?? '', content.box, PURPOSE)
  if (!key) throw new RuggensteunError('wrong-passphrase')
  return key
}

/**
 * Throws weak-secret: too short, a row or a repetition, a PIN without a keychain, or nothing at all without
 * one.
 */
export const checkSecret = (secret: Secret | null, keychain: boolean): void => {
  const weak = new RuggensteunError('weak-secret')
  if (!secret) {
    if (keychain) return
    throw weak
  }
  const { kind, value } = secret
  if (kind === 'pin') {
    const steps = new Set([...value].slice(1).map((digit, i) => Number(digit) - Number(value[i])))
    if (!keychain || value.length < MIN_PIN || !/^[0-9]+$/.test(value) || steps.size < 2) throw weak
  } else if (value.normalize('NFKC').trim().length < MIN_PASSPHRASE || new Set(value).size < 4) throw weak
}
