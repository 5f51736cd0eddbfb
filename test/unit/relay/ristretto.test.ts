import { readFileSync } from 'node:fs'
import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import { blindEvaluateBatch, deriveKeyPair, InvalidElement } from '../../../relay/oprf/ristretto.ts'
import { fromHex, toHex, utf8 } from '../../../shared/encoding.ts'

interface Vector { Batch: number; BlindedElement: string; EvaluationElement: string; Proof: { proof: string; r: string } }
interface Suite { mode: number; seed: string; keyInfo: string; skSm: string; pkSm: string; vectors: Vector[] }
const suites = JSON.parse(readFileSync(new URL('../../fixtures/vectors/rfc9497-ristretto255.json', import.meta.url), 'utf8')) as Suite[]
const suite = suites.find(({ mode }) => mode === 1)!
const keys = deriveKeyPair(fromHex(suite.seed), fromHex(suite.keyInfo))
const parts = (hex: string): Uint8Array[] => hex.split(',').map(fromHex)

describe('RFC 9497 vectors, VOPRF ristretto255-SHA512, libsodium', () => {
  test('the key pair of the RFC', () => {
    expect([toHex(keys.secretKey), toHex(keys.publicKey)]).toEqual([suite.skSm, suite.pkSm])
  })

  test.each(suite.vectors.map((vector, i) => [i + 1, vector] as const))('vector %i: evaluation and proof, byte for byte', (_, vector) => {
    const answer = blindEvaluateBatch(keys, parts(vector.BlindedElement), () => fromHex(vector.Proof.r))
    expect(answer.evaluated.map(toHex).join(',')).toBe(vector.EvaluationElement)
    expect(toHex(answer.proof)).toBe(vector.Proof.proof)
  })

  test('what libsodium evaluates, the other library verifies, for batches of every size', () => {
    const seed = new Uint8Array(32).fill(7)
    const own = deriveKeyPair(seed, utf8('9|N'))
    expect(toHex(own.secretKey)).toBe(toHex(ristretto255_oprf.voprf.deriveKeyPair(seed, utf8('9|N')).secretKey))
    for (const size of [1, 2, 33]) {
      const inputs = Array.from({ length: size }, (_, i) => utf8(`child ${i}`))
      const blinded = inputs.map((input) => ({ input, ...ristretto255_oprf.voprf.blind(input) }))
      const { evaluated, proof } = blindEvaluateBatch(own, blinded.map((item) => item.blinded))
      const outputs = ristretto255_oprf.voprf.finalizeBatch(blinded.map((item, i) => ({ ...item, evaluated: evaluated[i]! })), own.publicKey, proof)
      expect(outputs).toHaveLength(size)
    }
  })

  test('the identity and bytes that are no element are refused', () => {
    for (const bad of [new Uint8Array(32), new Uint8Array(32).fill(255), new Uint8Array(31)]) expect(() => blindEvaluateBatch(keys, [bad])).toThrow(InvalidElement)
  })
})
