/** Signed notes and leaves, against published examples and against everything that is none. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { base64 } from '@scure/base'
import { generateSigningKey, importSigningKey } from '../../../shared/crypto/signing.ts'
import {
  decodeBundle,
  decodeLeaf,
  encodeBundle,
  encodeLeaf,
  readTilePath,
  tilePath,
  type Leaf,
} from '../../../shared/log/leaves.ts'
import {
  checkpointText,
  cosignedAt,
  cosignNote,
  isSignedBy,
  readCheckpoint,
  readNote,
  signNote,
  writeNote,
} from '../../../shared/log/note.ts'

/** The example of golang.org/x/mod/sumdb/note. */
const PETER = {
  name: 'PeterNeumann',
  publicKey: base64.decode('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW').slice(1),
}
const PUBLISHED =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

describe('notes', () => {
  test('the published example is signed by whom it says', async () => {
    const note = readNote(PUBLISHED)!
    expect(writeNote(note)).toBe(PUBLISHED)
    expect(await isSignedBy(note, PETER)).toBe(true)
    expect(await isSignedBy({ ...note, text: note.text.replace('problem', 'answer') }, PETER)).toBe(false)
    expect(await isSignedBy(note, { ...PETER, name: 'Somebody' })).toBe(false)
  })
  test('a checkpoint goes there and back, with the log’s signature and a witness’ with its time', async () => {
    const [log, witness] = [await generateSigningKey(), await generateSigningKey()]
    const named = {
      log: { name: 'ruggensteun/relay/x', publicKey: log.publicKey },
      witness: { name: 'ruggensteun/trustee', publicKey: witness.publicKey },
    }
    const checkpoint = { origin: 'ruggensteun/relay/x', size: 20_852_163, root: new Uint8Array(32).fill(7) }
    const text = checkpointText(checkpoint)
    const note = readNote(
      writeNote({
        text,
        signatures: [
          await signNote(text, named.log, await importSigningKey(log.seed)),
          await cosignNote(text, named.witness, await importSigningKey(witness.seed), 1_679_315_147),
        ],
      }),
    )!
    expect(readCheckpoint(note.text)).toEqual(checkpoint)
    expect(await isSignedBy(note, named.log)).toBe(true)
    expect(await cosignedAt(note, named.witness)).toBe(1_679_315_147)
    // Neither kind of signature passes for the other.
    expect(await cosignedAt(note, named.log)).toBeNull()
    expect(await isSignedBy(note, named.witness)).toBe(false)
    const later = {
      ...note,
      signatures: note.signatures.map((one) => ({
        ...one,
        signature:
          one.name === named.witness.name
            ? Uint8Array.from(one.signature, (byte, i) => (i === 7 ? byte + 1 : byte))
            : one.signature,
      })),
    }
    expect(await cosignedAt(later, named.witness)).toBeNull()
  })
  test('what is no note or no checkpoint is null, and nothing throws', () => {
    for (const text of [
      '',
      '\n\n',
      'a\n',
      'a\n\n',
      'a\n\n— b\n',
      'a\n\n— b !!\n',
      'a\n\n— b c d\n',
      PUBLISHED.slice(0, -1),
      `${PUBLISHED}x`,
    ])
      expect(readNote(text)).toBeNull()
    for (const text of [
      '',
      'a\n1\n',
      'a\n01\nAAAA\n',
      'a\n-1\nAAAA\n',
      `a\n1\n${base64.encode(new Uint8Array(31))}\n`,
      `a\n1\n${base64.encode(new Uint8Array(32))}`,
    ])
      expect(readCheckpoint(text)).toBeNull()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readNote(text)
        readCheckpoint(text)
      }),
    )
  })
})

const count = fc.nat(2 ** 31)
const anyLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    kind: fc.constant('envelope' as const),
    seq: fc.nat(Number.MAX_SAFE_INTEGER),
    expiresDay: fc.nat(0xffffffff),
    hash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  }),
  fc.record({
    kind: fc.constant('statement' as const),
    seq: fc.nat(Number.MAX_SAFE_INTEGER),
    hash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  }),
  fc.record({
    kind: fc.constant('evaluations' as const),
    organisationId: fc.constantFrom('school', 'welzijn'),
    type: fc.constantFrom('B', 'P'),
    epoch: count,
    generation: count,
    day: count,
    count,
  }),
  fc.record({
    kind: fc.constant('deletion' as const),
    what: fc.constantFrom('envelopes' as const, 'seeds' as const),
    count,
    day: count,
  }),
)

describe('leaves', () => {
  test('go there and back, one by one and in bundles', () => {
    fc.assert(
      fc.property(fc.array(anyLeaf, { maxLength: 20 }), (leaves) => {
        const entries = leaves.map(encodeLeaf)
        expect(entries.map(decodeLeaf)).toEqual(leaves)
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries)
      }),
    )
  })
  test('any other bytes are no leaf, and never two encodings of one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(1, 2, 3), (bytes, kind) => {
        const tried = Uint8Array.from([kind, ...bytes])
        const leaf = decodeLeaf(tried)
        if (leaf) expect(encodeLeaf(leaf)).toEqual(tried)
        decodeBundle(tried)
      }),
      { numRuns: 1000 },
    )
    const spaced = new TextEncoder().encode('\u0003{"kind":"deletion", "what":"seeds","count":1,"day":2}')
    expect(decodeLeaf(spaced)).toBeNull()
    expect(decodeLeaf(encodeLeaf({ kind: 'deletion', what: 'seeds', count: 1, day: 2 }))).not.toBeNull()
  })
  test('tile paths are those of tlog-tiles', () => {
    expect([0, 5, 999, 1000, 1_234_067].map(tilePath)).toEqual([
      '000',
      '005',
      '999',
      'x001/000',
      'x001/x234/067',
    ])
    fc.assert(
      fc.property(fc.nat(2 ** 40), (index) => {
        expect(readTilePath(tilePath(index))).toBe(index)
      }),
    )
    for (const path of ['', '0', '0000', 'x000/001', '001/002', 'x1/002'])
      expect(readTilePath(path)).toBeNull()
  })
})
