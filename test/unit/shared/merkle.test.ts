/** The tree of RFC 6962: the published roots, and every proof of every small tree, right and wrong. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { fromHex, toHex } from '../../../shared/encoding.ts'
import {
  consistencyProof,
  Edge,
  EMPTY_ROOT,
  isConsistent,
  leafHash,
  nodeHash,
  type Hash,
  type ReadFull,
  type Tree,
} from '../../../shared/log/merkle.ts'

/** Inputs and roots of the reference implementation's test (google/certificate-transparency, merkletree). */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** By definition: section 2.1, recursively. */
const rootByDefinition = (leaves: readonly Hash[]): Hash => {
  if (leaves.length === 0) return EMPTY_ROOT
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)))
}
const leaves = Array.from({ length: 70 }, (_, i) => leafHash(Uint8Array.of(i)))
const read: ReadFull = (height, index) =>
  Promise.resolve(rootByDefinition(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height)))
const treeOf = (size: number): Tree => ({ size, root: rootByDefinition(leaves.slice(0, size)) })

describe('roots', () => {
  test('are those that were published', () => {
    const edge = new Edge()
    expect(toHex(edge.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    INPUTS.forEach((input, i) => {
      edge.add(leafHash(fromHex(input)))
      expect(toHex(edge.root())).toBe(ROOTS[i])
    })
  })
  test('of a growing tree are those of the definition, and it goes on from its edge alone', () => {
    let edge = new Edge()
    leaves.forEach((leaf, i) => {
      edge.add(leaf)
      expect(edge.root()).toEqual(treeOf(i + 1).root)
      edge = new Edge(edge.size, edge.full)
    })
    expect(() => new Edge(3, [leaves[0]!])).toThrow(RangeError)
  })
  test('every full subtree is told once, when it is full', async () => {
    const edge = new Edge()
    const told = leaves.flatMap((leaf) => edge.add(leaf))
    expect(new Set(told.map(({ height, index }) => `${height}.${index}`)).size).toBe(told.length)
    for (const { height, index, hash } of told) expect(hash).toEqual(await read(height, index))
  })
})

describe('proofs', () => {
  test('that a tree begins with an earlier one: every pair of sizes, and none for another tree', async () => {
    for (let size = 0; size <= 40; size++)
      for (let before = 0; before <= size; before++) {
        const proof = await consistencyProof(read, before, size)
        expect(isConsistent(treeOf(before), treeOf(size), proof)).toBe(true)
        if (before > 0)
          expect(isConsistent({ size: before, root: leaves[69]! }, treeOf(size), proof)).toBe(false)
        if (before > 0 && before < size) {
          expect(isConsistent(treeOf(before), { size, root: leaves[69]! }, proof)).toBe(false)
          expect(isConsistent(treeOf(before), treeOf(size), proof.slice(1))).toBe(false)
          expect(isConsistent(treeOf(before), treeOf(size), [...proof, leaves[0]!])).toBe(false)
        }
      }
  })
  test('no proof makes a changed history pass', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), async (size, a, b) => {
        const before = 1 + (a % (size - 1))
        const changed = b % before
        const other = leaves.map((leaf, i) => (i === changed ? leafHash(Uint8Array.of(255, i)) : leaf))
        const readOther: ReadFull = (height, index) =>
          Promise.resolve(rootByDefinition(other.slice(index * 2 ** height, (index + 1) * 2 ** height)))
        const after = { size, root: rootByDefinition(other.slice(0, size)) }
        expect(isConsistent(treeOf(before), after, await consistencyProof(readOther, before, size))).toBe(
          false,
        )
        expect(isConsistent(treeOf(before), after, await consistencyProof(read, before, size))).toBe(false)
      }),
    )
  })
  test('what is not there cannot be proven', async () => {
    await expect(consistencyProof(read, 5, 4)).rejects.toThrow(RangeError)
    await expect(consistencyProof(read, -1, 4)).rejects.toThrow(RangeError)
    expect(isConsistent(treeOf(5), treeOf(4), await consistencyProof(read, 4, 5))).toBe(false)
  })
  test('where there is nothing to prove, anything that is offered as a proof is none', async () => {
    for (const size of [0, 4, 5]) {
      expect(isConsistent(treeOf(size), treeOf(size), [])).toBe(true)
      expect(isConsistent(treeOf(size), treeOf(size), [leaves[0]!])).toBe(false)
      expect(isConsistent(treeOf(0), treeOf(size), [leaves[0]!])).toBe(false)
    }
    expect(isConsistent(treeOf(3), treeOf(5), [])).toBe(false)
    expect(isConsistent(treeOf(4), treeOf(5), [])).toBe(false)
  })
})
