import { readFileSync } from 'node:fs'
import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import { blindInput, combine, finalizeBatch } from '../../../shared/crypto/oprf.ts'
import { fromHex, toHex, utf8 } from '../../../shared/encoding.ts'

interface Vector {
  Batch: number
  Blind: string
  BlindedElement: string
  EvaluationElement: string
  Input: string
  Output: string
  Info?: string
  Proof?: { proof: string; r: string }
}
interface Suite {
  mode: number
  seed: string
  keyInfo: string
  skSm: string
  pkSm?: string
  vectors: Vector[]
}
const suites = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/rfc9497-ristretto255.json', import.meta.url), 'utf8'),
) as Suite[]
const verifiable = suites.find((suite) => suite.mode === 1)!
const parts = (hex: string): Uint8Array[] => hex.split(',').map(fromHex)
/**
 * Hands the library the vector's scalar in place of chance; it maps bytes to `value mod (order - 1) + 1`,
 * little-endian.
 */
const fixed =
  (scalarHex: string) =>
  (length?: number): Uint8Array => {
    const bytes = new Uint8Array(length ?? 48)
    let rest = BigInt(`0x${toHex(fromHex(scalarHex).reverse())}`) - 1n
    for (let i = 0; rest > 0n; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn)
    return bytes
  }

describe('RFC 9497 vectors, ristretto255-SHA512, @noble/curves', () => {
  test('keys derive as in every mode of the RFC', () => {
    const modes = [ristretto255_oprf.oprf, ristretto255_oprf.voprf] as const
    for (const [mode, api] of modes.entries()) {
      const suite = suites.find((candidate) => candidate.mode === mode)!
      expect(toHex(api.deriveKeyPair(fromHex(suite.seed), fromHex(suite.keyInfo)).secretKey)).toBe(suite.skSm)
    }
  })

  test.each(verifiable.vectors.map((vector, i) => [i + 1, vector] as const))(
    'VOPRF vector %i: our finalise gives the output of the RFC',
    (_, vector) => {
      const blinds = parts(vector.Blind)
      const blinded = parts(vector.Input).map((input, i) => ({
        input,
        blind: blinds[i]!,
        element: parts(vector.BlindedElement)[i]!,
      }))
      const answer = { evaluated: parts(vector.EvaluationElement), proof: fromHex(vector.Proof!.proof) }
      expect(finalizeBatch('relay', blinded, answer, fromHex(verifiable.pkSm!)).map(toHex)).toEqual(
        vector.Output.split(','),
      )
    },
  )

  test.each(verifiable.vectors.map((vector, i) => [i + 1, vector] as const))(
    'VOPRF vector %i: evaluation and proof are those of the RFC',
    (_, vector) => {
      const keys = ristretto255_oprf.voprf.deriveKeyPair(
        fromHex(verifiable.seed),
        fromHex(verifiable.keyInfo),
      )
      const answer = ristretto255_oprf.voprf.blindEvaluateBatch(
        keys.secretKey,
        keys.publicKey,
        parts(vector.BlindedElement),
        fixed(vector.Proof!.r),
      )
      expect(answer.evaluated.map(toHex).join(',')).toBe(vector.EvaluationElement)
      expect(toHex(answer.proof)).toBe(vector.Proof!.proof)
    },
  )
})

describe('a token needs both key holders', () => {
  const relay = ristretto255_oprf.voprf.deriveKeyPair(new Uint8Array(32).fill(1), utf8('1|N'))
  const trustee = ristretto255_oprf.voprf.deriveKeyPair(new Uint8Array(32).fill(2), utf8('1|N'))
  const ask = (keys: typeof relay, elements: Uint8Array[]) =>
    ristretto255_oprf.voprf.blindEvaluateBatch(keys.secretKey, keys.publicKey, elements)
  const tokenOf = (input: string): Uint8Array => {
    const blinded = [blindInput(input)]
    const elements = blinded.map(({ element }) => element)
    const [first] = finalizeBatch('relay', blinded, ask(relay, elements), relay.publicKey)
    const [second] = finalizeBatch('trustee', blinded, ask(trustee, elements), trustee.publicKey)
    return combine(first!, second!, 1, 'P')
  }

  test('two machines that blind differently reach the same token for the same child', () => {
    expect(toHex(tokenOf('sami yildiz 2017-03-14'))).toBe(toHex(tokenOf('sami yildiz 2017-03-14')))
    expect(toHex(tokenOf('sami yildiz 2017-03-14'))).not.toBe(toHex(tokenOf('sami yildiz 2017-03-15')))
  })

  test('a wrong key, a swapped element and a changed proof are refused by name', () => {
    const blinded = ['a', 'b'].map(blindInput)
    const good = ask(
      relay,
      blinded.map(({ element }) => element),
    )
    const tries = [
      () => finalizeBatch('relay', blinded, good, trustee.publicKey),
      () =>
        finalizeBatch(
          'relay',
          blinded,
          { ...good, evaluated: [...good.evaluated].reverse() },
          relay.publicKey,
        ),
      () =>
        finalizeBatch(
          'relay',
          blinded,
          { ...good, proof: good.proof.map((byte, i) => (i === 3 ? byte ^ 1 : byte)) },
          relay.publicKey,
        ),
      () => finalizeBatch('relay', blinded, { ...good, evaluated: good.evaluated.slice(1) }, relay.publicKey),
    ]
    for (const attempt of tries) expect(attempt).toThrow('relay-wrong-proof')
    expect(() => finalizeBatch('trustee', blinded, good, trustee.publicKey)).toThrow('trustee-wrong-proof')
  })
})
