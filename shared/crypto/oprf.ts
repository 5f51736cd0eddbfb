/**
 * The client's half of the two VOPRFs (RFC 9497, ristretto255-SHA512, mode 0x01) and their combination
 * (ARCHITECTURE.md, "Cryptography"). Blinding factors live in {@link Blinded} only and never leave the
 * caller.
 */
import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concat, utf8 } from '../encoding.ts'
import { RuggensteunError } from '../errors.ts'
import type { MatchKeyType } from '../membership/statements.ts'

const { voprf } = ristretto255_oprf

/**
 * 32 bytes that stand for one match key of one child in one epoch. Personal data: never leaves the device.
 */
export type Token = Uint8Array & { readonly __token: unique symbol }

export interface Blinded {
  readonly input: Uint8Array
  readonly blind: Uint8Array
  readonly element: Uint8Array
}
/**
 * One holder's answer to a batch: elements of 32 bytes in the order asked, and one proof of 64 bytes over
 * all.
 */
export interface Evaluation {
  readonly evaluated: readonly Uint8Array[]
  readonly proof: Uint8Array
}
export type Holder = 'relay' | 'trustee'

/**
 * The client's half, by two libraries that agree byte for byte. `finalize` throws
 * for any wrong proof or point.
 */
export interface Oprf {
  readonly name: 'javascript' | 'webassembly'
  /** RFC 9497 3.3.2 Blind; both holders get the same element. */
  blind(inputs: readonly Uint8Array[]): Blinded[]
  /** Verifies the batch proof and finalises; outputs of 64 bytes. */
  finalize(blinded: readonly Blinded[], answer: Evaluation, publicKey: Uint8Array): Uint8Array[]
}

/** The audited one, everywhere available. */
export const javascriptOprf: Oprf = {
  name: 'javascript',
  blind: (inputs) =>
    inputs.map((input) => {
      const { blind, blinded } = voprf.blind(input)
      return { input, blind, element: blinded }
    }),
  finalize: (blinded, { evaluated, proof }, publicKey) => {
    if (evaluated.length !== blinded.length) throw new Error('length')
    return voprf.finalizeBatch(
      blinded.map(({ input, blind, element }, i) => ({
        input,
        blind,
        blinded: element,
        evaluated: evaluated[i]!,
      })),
      publicKey,
      proof,
    )
  },
}

export const blindInput = (input: string): Blinded => javascriptOprf.blind([utf8(input)])[0]!

/**
 * Verifies a batch proof under the pinned key and finalises. Outputs of 64 bytes.
 * Throws `<holder>-wrong-proof` and gives nothing where the proof, a point or the length is wrong.
 */
export const finalizeBatch = (
  holder: Holder,
  blinded: readonly Blinded[],
  answer: Evaluation,
  publicKey: Uint8Array,
  oprf = javascriptOprf,
): Uint8Array[] => {
  try {
    return oprf.finalize(blinded, answer, publicKey)
  } catch (cause) {
    throw new RuggensteunError(
      holder === 'relay' ? 'relay-wrong-proof' : 'trustee-wrong-proof',
      {},
      { cause },
    )
  }
}

/**
 * token = HKDF-SHA512(F_relay || F_trustee, info = label | epoch | type), 32 bytes. A PRF as long as one key stays secret.
 */
export const combine = (
  relayOutput: Uint8Array,
  trusteeOutput: Uint8Array,
  epoch: number,
  type: MatchKeyType,
): Token =>
  hkdf(
    sha512,
    concat(relayOutput, trusteeOutput),
    undefined,
    utf8(`ruggensteun/token/1|${epoch}|${type}`),
    32,
  ) as Uint8Array as Token
