/**
 * The Merkle tree of RFC 6962 section 2.1 (SHA-256): roots from leaves, and proofs that a larger tree begins
 * with a smaller one. Only the composition is written here; the hash is a
 * library's.
 */
import { sha256Of } from '../crypto/hash.ts'
import { equalBytes } from '../encoding.ts'

export type Hash = Uint8Array
const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)]
export const leafHash = (data: Uint8Array): Hash => sha256Of(LEAF, data)
export const nodeHash = (left: Hash, right: Hash): Hash => sha256Of(NODE, left, right)
export const EMPTY_ROOT: Hash = sha256Of()

/** A subtree that is full: `height` 0 is a leaf, `index` counts subtrees of that height from the left. */
export interface FullTree {
  readonly height: number
  readonly index: number
  readonly hash: Hash
}

/** The right edge of a growing tree: full subtrees from large to small, one for each bit of its size. */
export class Edge {
  #size: number
  readonly #full: Hash[]

  /** Throws RangeError where the number of hashes does not belong to the size. */
  constructor(size = 0, full: readonly Hash[] = []) {
    if (full.length !== bitsOf(size).length) throw new RangeError('a tree of this size has another edge')
    this.#size = size
    this.#full = [...full]
  }

  get size(): number {
    return this.#size
  }
  /** From large to small. */
  get full(): readonly Hash[] {
    return this.#full
  }

  /** Adds one leaf; gives every subtree that is full now and was not. */
  add(leaf: Hash): FullTree[] {
    let [hash, index] = [leaf, this.#size]
    const made: FullTree[] = [{ height: 0, index, hash }]
    for (let height = 1; index % 2 === 1; height++) {
      hash = nodeHash(this.#full.pop()!, hash)
      index = (index - 1) / 2
      made.push({ height, index, hash })
    }
    this.#full.push(hash)
    this.#size += 1
    return made
  }

  root(): Hash {
    return this.#full.length === 0
      ? EMPTY_ROOT
      : this.#full.reduceRight((right, left) => nodeHash(left, right))
  }
}

/** Heights of the full subtrees of a tree of this size, from large to small. */
const bitsOf = (size: number): number[] => {
  const heights: number[] = []
  for (let height = 0, rest = size; rest > 0; height++, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) heights.unshift(height)
  return heights
}

/** Hash of a full subtree; a log reads it from what it stored. */
export type ReadFull = (height: number, index: number) => Promise<Hash>

/** Leaves `from` to `to` (not included); `from` is a multiple of the largest power of two in between. */
const rangeHash = async (read: ReadFull, from: number, to: number): Promise<Hash> => {
  const parts: Hash[] = []
  let at = from
  for (const height of bitsOf(to - from)) {
    parts.push(await read(height, at / 2 ** height))
    at += 2 ** height
  }
  return parts.reduceRight((right, left) => nodeHash(left, right))
}

/** Largest power of two that is smaller than n (n > 1). */
const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1)

/**
 * RFC 6962 section 2.1.2: that the tree of `size` begins with the tree of `before`. Empty where there is
 * nothing to prove.
 */
export const consistencyProof = async (read: ReadFull, before: number, size: number): Promise<Hash[]> => {
  if (before < 0 || before > size) throw new RangeError('a tree does not shrink')
  const proof = async (m: number, from: number, to: number, whole: boolean): Promise<Hash[]> => {
    if (m === to - from) return whole ? [] : [await rangeHash(read, from, to)]
    const k = split(to - from)
    return m <= k
      ? [...(await proof(m, from, from + k, whole)), await rangeHash(read, from + k, to)]
      : [...(await proof(m - k, from + k, to, false)), await rangeHash(read, from, from + k)]
  }
  return before === 0 || before === size ? [] : proof(before, 0, size, true)
}

export interface Tree {
  readonly size: number
  readonly root: Hash
}

/**
 * Root of the first `size` leaves of a tree, as far as this proof shows it (RFC 9162 section 2.1.4.2); null
 * where it shows nothing about that tree. `supposed` is needed where the proof leaves it out: where `size` is
 * a power of two.
 */
export const rootOfBeginning = (
  size: number,
  after: Tree,
  proof: readonly Hash[],
  supposed: Hash,
): Hash | null => {
  if (size > after.size) return null
  if (size === after.size) return proof.length === 0 ? after.root : null
  if (size === 0) return proof.length === 0 ? EMPTY_ROOT : null
  const [first, ...path] = Number.isInteger(Math.log2(size)) ? [supposed, ...proof] : proof
  if (!first) return null
  let [fn, sn, fr, sr] = [size - 1, after.size - 1, first, first]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  for (const hash of path) {
    if (sn === 0) return null
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(hash, fr)
      sr = nodeHash(hash, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else sr = nodeHash(sr, hash)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && equalBytes(sr, after.root) ? fr : null
}

/** That the larger tree begins with the smaller one. */
export const isConsistent = (before: Tree, after: Tree, proof: readonly Hash[]): boolean => {
  const root = rootOfBeginning(before.size, after, proof, before.root)
  return root !== null && equalBytes(root, before.root)
}
