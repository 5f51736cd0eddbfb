import { readFileSync } from 'node:fs'
import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadLibraries } from '../../../renderer/engine/crypto/libraries.ts'
import {
  blindBatch,
  blindEvaluateBatch,
  deriveKeyPair,
  finalizeBatch,
  InvalidElement,
  InvalidProof,
  webassemblyOprf,
} from '../../../shared/crypto/ristretto.ts'
import { javascriptOprf } from '../../../shared/crypto/oprf.ts'
import { slotTags } from '../../../shared/protocol/slot-tags.ts'
import { fromHex, toHex, utf8 } from '../../../shared/encoding.ts'

interface Vector {
  Batch: number
  Blind: string
  Input: string
  Output: string
  BlindedElement: string
  EvaluationElement: string
  Proof: { proof: string; r: string }
}
interface Suite {
  mode: number
  seed: string
  keyInfo: string
  skSm: string
  pkSm: string
  vectors: Vector[]
}
const suites = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/rfc9497-ristretto255.json', import.meta.url), 'utf8'),
) as Suite[]
const suite = suites.find(({ mode }) => mode === 1)!
const keys = deriveKeyPair(fromHex(suite.seed), fromHex(suite.keyInfo))
const parts = (hex: string): Uint8Array[] => hex.split(',').map(fromHex)

describe('RFC 9497 vectors, VOPRF ristretto255-SHA512, libsodium', () => {
  test('the key pair of the RFC', () => {
    expect([toHex(keys.secretKey), toHex(keys.publicKey)]).toEqual([suite.skSm, suite.pkSm])
  })

  test.each(suite.vectors.map((vector, i) => [i + 1, vector] as const))(
    'vector %i: evaluation and proof, byte for byte',
    (_, vector) => {
      const answer = blindEvaluateBatch(keys, parts(vector.BlindedElement), () => fromHex(vector.Proof.r))
      expect(answer.evaluated.map(toHex).join(',')).toBe(vector.EvaluationElement)
      expect(toHex(answer.proof)).toBe(vector.Proof.proof)
    },
  )

  test.each(suite.vectors.map((vector, i) => [i + 1, vector] as const))(
    'vector %i: blinding with the RFC’s scalars and finalising, byte for byte',
    (_, vector) => {
      const scalars = parts(vector.Blind)
      // 64 bytes that reduce to the scalar of the vector: the scalar itself, then zeros.
      const blinded = blindBatch(parts(vector.Input), () =>
        Uint8Array.from(scalars.flatMap((scalar) => [...scalar, ...new Uint8Array(32)])),
      )
      expect(blinded.map(({ element }) => toHex(element)).join(',')).toBe(vector.BlindedElement)
      const evaluation = { evaluated: parts(vector.EvaluationElement), proof: fromHex(vector.Proof.proof) }
      expect(finalizeBatch(blinded, evaluation, keys.publicKey).map(toHex).join(',')).toBe(vector.Output)
    },
  )

  test('both libraries reach the same output for the same child, whoever blinded and whoever evaluated', () => {
    for (const size of [1, 2, 3, 40]) {
      const inputs = Array.from({ length: size }, (_, i) => utf8(`kind ${i} é ı`))
      const outputs = [webassemblyOprf, javascriptOprf].map((oprf) => {
        const blinded = oprf.blind(inputs)
        return oprf
          .finalize(
            blinded,
            blindEvaluateBatch(
              keys,
              blinded.map(({ element }) => element),
            ),
            keys.publicKey,
          )
          .map(toHex)
      })
      expect(outputs[0]).toEqual(outputs[1])
    }
  })

  test('a changed proof, element, order or key gives nothing', () => {
    const blinded = webassemblyOprf.blind(['a', 'b', 'c'].map(utf8))
    const good = blindEvaluateBatch(
      keys,
      blinded.map(({ element }) => element),
    )
    const other = deriveKeyPair(new Uint8Array(32).fill(9), utf8('x'))
    const flip = (bytes: Uint8Array, at: number): Uint8Array =>
      bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), (at) => {
        expect(() =>
          finalizeBatch(blinded, { ...good, proof: flip(good.proof, at) }, keys.publicKey),
        ).toThrow(InvalidProof)
      }),
    )
    for (const bad of [
      { ...good, evaluated: good.evaluated.toReversed() },
      { ...good, evaluated: good.evaluated.slice(1) },
      { ...good, evaluated: good.evaluated.map((one, i) => (i === 1 ? good.evaluated[0]! : one)) },
    ])
      expect(() => finalizeBatch(blinded, bad, keys.publicKey)).toThrow(InvalidProof)
    expect(() => finalizeBatch(blinded, good, other.publicKey)).toThrow(InvalidProof)
    for (const junk of [new Uint8Array(32), new Uint8Array(32).fill(255), new Uint8Array(31)])
      expect(() =>
        finalizeBatch(blinded, { ...good, evaluated: [junk, ...good.evaluated.slice(1)] }, keys.publicKey),
      ).toThrow()
    expect(finalizeBatch(blinded, good, keys.publicKey)).toHaveLength(3)
  })

  test('where WebAssembly cannot be loaded, JavaScript does everything', async () => {
    const { oprf, slotTags: tags } = await loadLibraries(() => Promise.reject(new Error('policy')))
    expect([oprf, tags]).toEqual([javascriptOprf, slotTags])
    expect((await loadLibraries()).oprf).toBe(webassemblyOprf)
  })

  test('what libsodium evaluates, the other library verifies, for batches of every size', () => {
    const seed = new Uint8Array(32).fill(7)
    const own = deriveKeyPair(seed, utf8('9|N'))
    expect(toHex(own.secretKey)).toBe(
      toHex(ristretto255_oprf.voprf.deriveKeyPair(seed, utf8('9|N')).secretKey),
    )
    for (const size of [1, 2, 33]) {
      const inputs = Array.from({ length: size }, (_, i) => utf8(`child ${i}`))
      const blinded = inputs.map((input) => ({ input, ...ristretto255_oprf.voprf.blind(input) }))
      const { evaluated, proof } = blindEvaluateBatch(
        own,
        blinded.map((item) => item.blinded),
      )
      const outputs = ristretto255_oprf.voprf.finalizeBatch(
        blinded.map((item, i) => ({ ...item, evaluated: evaluated[i]! })),
        own.publicKey,
        proof,
      )
      expect(outputs).toHaveLength(size)
    }
  })

  test('the identity and bytes that are no element are refused', () => {
    for (const bad of [new Uint8Array(32), new Uint8Array(32).fill(255), new Uint8Array(31)])
      expect(() => blindEvaluateBatch(keys, [bad])).toThrow(InvalidElement)
  })
})
