/**
 * The vault record: how the data key of this device is kept. With an OS keychain the record holds the key and the shell
 * seals it; without one the key is wrapped under the user's passphrase here, before it leaves the engine.
 */
import { z } from 'zod'
import { openWithPassphrase, PassphraseSealed, sealWithPassphrase, type Random } from '../../../shared/crypto/seal.ts'
import { base64urlOf, fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'

const VaultContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain'), key: base64urlOf(32) }),
  z.object({ kind: z.literal('passphrase'), box: PassphraseSealed }),
])
const PURPOSE = 'ruggensteun/data-key/1'

export const makeVaultRecord = async (dataKey: Uint8Array, keychain: boolean, passphrase: string, random: Random): Promise<string> =>
  JSON.stringify(keychain ? { kind: 'keychain', key: toBase64url(dataKey) } : { kind: 'passphrase', box: await sealWithPassphrase(passphrase, dataKey, PURPOSE, random) })

const parse = (record: string): z.infer<typeof VaultContent> => {
  try {
    return VaultContent.parse(JSON.parse(record))
  } catch (cause) {
    throw new RuggensteunError('vault-unreadable', {}, { cause })
  }
}

export const passphraseNeeded = (record: string): boolean => parse(record).kind === 'passphrase'

/** Throws wrong-passphrase or vault-unreadable. */
export const openVaultRecord = async (record: string, passphrase: string | null): Promise<Uint8Array> => {
  const content = parse(record)
  if (content.kind === 'keychain') return fromBase64url(content.key)
  const key = await openWithPassphrase(passphrase ?? '', content.box, PURPOSE)
  if (!key) throw new RuggensteunError('wrong-passphrase')
  return key
}
