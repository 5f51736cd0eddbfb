import { expect, test } from 'vitest'
import { pinKeys, type Pins } from '../../../renderer/engine/crypto/tokeniser.ts'
import type { KeyHolder } from '../../../renderer/engine/net/key-holder.ts'
import {
  generateSigningKey,
  importSigningKey,
  sign,
  STATEMENT_LABEL,
} from '../../../shared/crypto/signing.ts'
import type { Holder } from '../../../shared/crypto/oprf.ts'
import { toBase64url, utf8 } from '../../../shared/encoding.ts'
import { KEY_TYPES } from '../../../shared/matching/key-types.ts'

const EPOCH = 228
const SOME_KEY = toBase64url(new Uint8Array(32).fill(8))

/**
 * The pins of both holders, of which the relay signs keys of these types, whatever our own program would
 * sign.
 */
const pinned = async (relayTypes: readonly string[]): Promise<Pins> => {
  const { seed, publicKey } = await generateSigningKey()
  const key = toBase64url(publicKey)
  const holder = async (name: Holder, types: readonly string[]): Promise<KeyHolder> => {
    const body = JSON.stringify({
      type: 'oprf-keys',
      holder: name,
      epoch: EPOCH,
      generation: 0,
      keys: Object.fromEntries(types.map((type) => [type, SOME_KEY])),
    })
    const signature = toBase64url(await sign(await importSigningKey(seed), STATEMENT_LABEL, utf8(body)))
    return {
      holder: name,
      call: () => Promise.resolve({ statements: [{ body, signatures: [{ by: name, signature }] }] }),
    } as unknown as KeyHolder
  }
  const roots = { municipality: key, relay: key, trustee: key }
  return pinKeys(
    await holder('trustee', KEY_TYPES),
    await pinKeys(await holder('relay', relayTypes), {}, roots),
    roots,
  )
}

test('a holder that runs a later program: what it has more is passed over', async () => {
  const pins = await pinned([...KEY_TYPES, 'later'])
  for (const type of KEY_TYPES) expect(pins).toHaveProperty([`relay|${EPOCH}|${type}`])
})

test.each(KEY_TYPES)(
  'a holder that leaves out %s is refused: the children of that key would be found by nobody, and nobody would know',
  async (missing) => {
    await expect(pinned(KEY_TYPES.filter((type) => type !== missing))).rejects.toMatchObject({
      code: 'relay-wrong-proof',
    })
  },
)
