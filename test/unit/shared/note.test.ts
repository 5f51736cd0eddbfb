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
import { LOW_ORDER_ED25519 } from '../../fixtures/low-order-keys.ts'

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

describe('a note of an enemy', () => {
  const lineOf = (name: string, bytes: Uint8Array): string => `— ${name} ${base64.encode(bytes)}\n`
  const some = new Uint8Array(68).fill(9)

  test('has at most sixteen signatures and 16,384 characters', () => {
    const signedBy = (count: number): string => `a\n\n${lineOf('b', some).repeat(count)}`
    expect(readNote(signedBy(16))?.signatures).toHaveLength(16)
    expect(readNote(signedBy(17))).toBeNull()
    const long = (length: number): string => {
      const end = `\n\n${lineOf('b', some)}`
      return `${'a'.repeat(length - end.length)}${end}`
    }
    expect(readNote(long(16_384))?.signatures).toHaveLength(1)
    expect(readNote(long(16_385))).toBeNull()
  })

  test('has nothing before or behind a signature, and a signature is more than the name of its key', () => {
    const good = lineOf('b', some)
    expect(readNote(`a\n\n${good}`)).not.toBeNull()
    for (const lines of [
      `x${good}`,
      `${good.slice(0, -1)} x\n`,
      good.replace('— ', '- '),
      lineOf('b', some.slice(0, 4)),
      lineOf('b', new Uint8Array(0)),
      `${good}\n`.replace('\n\n', '\nx\n'),
    ])
      expect(readNote(`a\n\n${lines}`)).toBeNull()
    expect(readNote(`a\n\n${lineOf('b', some.slice(0, 5))}`)?.signatures[0]?.signature).toHaveLength(1)
  })

  test('tells no size that is written in two ways or is no number, and no root of another length', () => {
    const root = base64.encode(new Uint8Array(32))
    expect(readCheckpoint(`a\n10\n${root}\n`)?.size).toBe(10)
    expect(readCheckpoint(`a\n0\n${root}\n`)?.size).toBe(0)
    expect(readCheckpoint(`a\n1\n${root}\nmore\n`)?.size).toBe(1)
    for (const wrong of [
      `\n1\n${root}\n`,
      `a\n1\n\n`,
      `a\n\n${root}\n`,
      `a\n01\n${root}\n`,
      `a\n-1\n${root}\n`,
      `a\n1x\n${root}\n`,
      `a\n1.5\n${root}\n`,
      `a\n${'9'.repeat(16)}\n${root}\n`,
      `a\n1\n${root}AAAA\n`,
      `a\n1\nno base64 at all\n`,
    ])
      expect(readCheckpoint(wrong)).toBeNull()
  })

  test('is not signed by a key under which everything is signed, nor by bytes that are no key', async () => {
    for (const hex of LOW_ORDER_ED25519) {
      const key = { name: 'log', publicKey: Uint8Array.from(Buffer.from(hex, 'hex')) }
      const { keyId } = await signNote('a\n', key, await importSigningKey(new Uint8Array(32)))
      // R is the neutral point and s is nought: with a key of small order that may pass.
      const signature = Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 1 : 0))
      const note = { text: 'a\n', signatures: [{ name: 'log', keyId, signature }] }
      expect(await isSignedBy(note, key)).toBe(false)
    }
    const short = { name: 'log', publicKey: new Uint8Array(5).fill(3) }
    const { keyId } = await signNote('a\n', short, await importSigningKey(new Uint8Array(32)))
    for (const length of [0, 63, 64, 65]) {
      const note = { text: 'a\n', signatures: [{ name: 'log', keyId, signature: new Uint8Array(length) }] }
      expect(await isSignedBy(note, short)).toBe(false)
    }
  })

  test('is not signed by the right key under the name of another', async () => {
    const { seed, publicKey } = await generateSigningKey()
    const key = { name: 'log', publicKey }
    const one = await signNote('a\n', key, await importSigningKey(seed))
    expect(await isSignedBy({ text: 'a\n', signatures: [one] }, key)).toBe(true)
    expect(await isSignedBy({ text: 'a\n', signatures: [{ ...one, name: 'other' }] }, key)).toBe(false)
    expect(await isSignedBy({ text: 'a\n', signatures: [] }, key)).toBe(false)
    // The signature of somebody else before it, under the same name, hides nothing.
    const strange = { ...one, keyId: new Uint8Array(4) }
    expect(await isSignedBy({ text: 'a\n', signatures: [strange, one] }, key)).toBe(true)
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
  test('a bundle ends with an entry: what is cut off anywhere else is none', () => {
    const whole = encodeBundle([Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300)])
    expect(decodeBundle(whole)).toEqual([Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300)])
    expect(decodeBundle(new Uint8Array(0))).toEqual([])
    const ends = Array.from({ length: whole.length }, (_, end) => end)
    expect(ends.filter((end) => decodeBundle(whole.slice(0, end)) !== null)).toEqual([0, 5, 7])
    expect(decodeBundle(Uint8Array.of(0))).toBeNull()
    expect(decodeBundle(Uint8Array.of(0, 0, 0))).toBeNull()
  })
  test('a leaf has the length of its kind, and is none with less, more or another first byte', () => {
    const [envelope, statement] = [
      encodeLeaf({ kind: 'envelope', seq: 7, expiresDay: 8, hash: new Uint8Array(32) }),
      encodeLeaf({ kind: 'statement', seq: 7, hash: new Uint8Array(32) }),
    ]
    expect([envelope.length, statement.length]).toEqual([45, 41])
    for (const bytes of [envelope, statement]) {
      expect(decodeLeaf(bytes)).not.toBeNull()
      expect(decodeLeaf(bytes.slice(0, -1))).toBeNull()
      expect(decodeLeaf(Uint8Array.from([...bytes, 0]))).toBeNull()
      for (const kind of [0, 3, 4]) expect(decodeLeaf(Uint8Array.from([kind, ...bytes.slice(1)]))).toBeNull()
    }
    expect(decodeLeaf(new Uint8Array(0))).toBeNull()
    expect(decodeLeaf(Uint8Array.of(3))).toBeNull()
    expect(decodeLeaf(new TextEncoder().encode('\u0003{"kind":"deletion"'))).toBeNull()
    // A place that no number holds exactly is no place.
    expect(
      decodeLeaf(
        Uint8Array.from([...envelope.slice(0, 1), ...new Uint8Array(8).fill(255), ...envelope.slice(9)]),
      ),
    ).toBeNull()
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
    for (const path of [
      '',
      '0',
      '0000',
      'x000/001',
      '001/002',
      'x1/002',
      ' 001',
      '001 ',
      'x001/00a',
      '1e2',
      '-01',
    ])
      expect(readTilePath(path)).toBeNull()
  })
})
