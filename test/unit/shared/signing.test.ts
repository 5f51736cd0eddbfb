/** Signatures, seals and words to compare: each for one purpose, under one key, over exactly these bytes. */
import { describe, expect, test } from 'vitest'
import { checkWords, fingerprint, WORDS } from '../../../shared/crypto/check-words.ts'
import {
  LEAST_COST,
  open,
  openRow,
  PassphraseSealed,
  seal,
  sealRow,
  systemRandom,
} from '../../../shared/crypto/seal.ts'
import {
  generateSigningKey,
  importSigningKey,
  readStatement,
  SESSION_LABEL,
  sessionMessage,
  sign,
  signedBy,
  signStatement,
  STATEMENT_LABEL,
  verify,
} from '../../../shared/crypto/signing.ts'
import { toBase64url, utf8 } from '../../../shared/encoding.ts'
import { LOW_ORDER_ED25519 } from '../../fixtures/low-order-keys.ts'

const TIME = { type: 'time', time: '2026-11-23T09:00:00.000Z' } as const

describe('a signature', () => {
  test('holds for one key, one purpose and exactly these bytes', async () => {
    const [{ seed, publicKey }, stranger] = [await generateSigningKey(), await generateSigningKey()]
    expect([seed.length, publicKey.length]).toEqual([32, 32])
    const data = utf8('dag')
    const signature = await sign(await importSigningKey(seed), STATEMENT_LABEL, data)
    expect(signature).toHaveLength(64)
    // Twice, for a key is imported once.
    for (let time = 0; time < 2; time++) {
      expect(await verify(publicKey, STATEMENT_LABEL, data, signature)).toBe(true)
      expect(await verify(stranger.publicKey, STATEMENT_LABEL, data, signature)).toBe(false)
    }
    expect(await verify(publicKey, SESSION_LABEL, data, signature)).toBe(false)
    expect(await verify(publicKey, STATEMENT_LABEL, utf8('dag!'), signature)).toBe(false)
    // The end of a purpose is not the beginning of what is signed.
    expect(await verify(publicKey, `${STATEMENT_LABEL}d`, utf8('ag'), signature)).toBe(false)
    expect(await verify(publicKey, STATEMENT_LABEL, data, signature.slice(1))).toBe(false)
    expect(await verify(publicKey.slice(1), STATEMENT_LABEL, data, signature)).toBe(false)
    expect(await verify(new Uint8Array(0), STATEMENT_LABEL, data, new Uint8Array(0))).toBe(false)
  })

  test('is never valid under a key of small order, whatever was signed', async () => {
    const forged = Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 1 : 0))
    for (const hex of LOW_ORDER_ED25519)
      expect(
        await verify(Uint8Array.from(Buffer.from(hex, 'hex')), STATEMENT_LABEL, utf8('dag'), forged),
      ).toBe(false)
  })

  test('comes from a key that cannot be taken out', async () => {
    const key = await importSigningKey((await generateSigningKey()).seed)
    expect(key.extractable).toBe(false)
    expect(key.usages).toEqual(['sign'])
  })

  test('of a session is for one of the two servers', () => {
    expect(sessionMessage('relay', 'abc')).not.toEqual(sessionMessage('trustee', 'abc'))
    expect(sessionMessage('relay', 'abc')).toEqual(utf8('relay\u0000abc'))
  })
})

describe('a statement', () => {
  test('is signed by whom it says, over the very text', async () => {
    const [a, b] = [await generateSigningKey(), await generateSigningKey()]
    const statement = await signStatement(TIME, [
      { by: 'a', key: await importSigningKey(a.seed) },
      { by: 'b', key: await importSigningKey(b.seed) },
    ])
    expect(readStatement(statement)).toEqual(TIME)
    const [keyA, keyB] = [toBase64url(a.publicKey), toBase64url(b.publicKey)]
    expect(await Promise.all([signedBy(statement, 'a', keyA), signedBy(statement, 'b', keyB)])).toEqual([
      true,
      true,
    ])
    expect(await signedBy(statement, 'a', keyB)).toBe(false)
    expect(await signedBy(statement, 'c', keyA)).toBe(false)
    expect(await signedBy({ ...statement, body: `${statement.body} ` }, 'a', keyA)).toBe(false)
  })
  test('that does not fit is none, and nothing is thrown', () => {
    for (const body of ['', 'null', '{}', '[', '{"type":"nothing"}', '{"type":"time"}'])
      expect(readStatement({ body, signatures: [] })).toBeNull()
  })
})

describe('a seal', () => {
  const [key, bound, plain] = [systemRandom(32), utf8('bound'), utf8('dag')]
  test('opens with its key, for what it was bound to, whole', () => {
    const sealed = seal(key, plain, bound, systemRandom)
    expect(sealed).toHaveLength(24 + 3 + 16)
    expect(open(key, sealed, bound)).toEqual(plain)
    expect(open(systemRandom(32), sealed, bound)).toBeNull()
    expect(open(key, sealed, utf8('other'))).toBeNull()
    for (const length of [0, 23, 24, 40, 42]) expect(open(key, sealed.slice(0, length), bound)).toBeNull()
    expect(seal(key, plain, bound, systemRandom)).not.toEqual(sealed)
  })
  test('of a row is bound to its table and its key, so that no two change places', () => {
    const sealed = sealRow(key, 'children', 'c-1', { name: 'Sami' }, systemRandom)
    expect(openRow(key, 'children', 'c-1', sealed)).toEqual({ name: 'Sami' })
    expect(openRow(key, 'children', 'c-2', sealed)).toBeUndefined()
    expect(openRow(key, 'threads', 'c-1', sealed)).toBeUndefined()
    expect(openRow(systemRandom(32), 'children', 'c-1', sealed)).toBeUndefined()
  })
  test('by a passphrase that a stranger made asks no more of this machine than is ever given', () => {
    const box = (memoryKiB: number, passes: number) => ({
      kdf: { name: 'argon2id', memoryKiB, passes, salt: toBase64url(new Uint8Array(16)) },
      sealed: '',
    })
    const takes = (memoryKiB: number, passes: number) =>
      PassphraseSealed.safeParse(box(memoryKiB, passes)).success
    expect(takes(LEAST_COST.memoryKiB, LEAST_COST.passes)).toBe(true)
    expect([takes(131_072, 10), takes(131_073, 10), takes(131_072, 11), takes(7, 1), takes(8, 0)]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('what two people read to each other', () => {
  test('is four of 256 words, which nobody takes for one another', () => {
    expect(new Set(WORDS).size).toBe(256)
    const words = checkWords([utf8('a'), utf8('b')])
    expect(words).toHaveLength(4)
    expect(words.every((word) => WORDS.includes(word))).toBe(true)
    expect(checkWords([utf8('a'), utf8('b')])).toEqual(words)
  })
  test('differs as soon as a part is longer, shorter or cut elsewhere', () => {
    const of = (...parts: string[]): string => checkWords(parts.map(utf8)).join(' ')
    const long = 'x'.repeat(300)
    const all = [
      of('ab', 'c'),
      of('a', 'bc'),
      of('abc'),
      of('abc', ''),
      of('', 'abc'),
      of('c', 'ab'),
      of(long, 'a'),
      of(`${long}a`, ''),
      of('x'.repeat(44), `${'x'.repeat(254)}a`),
    ]
    expect(new Set(all).size).toBe(all.length)
  })
  test('of a key is eight groups of five digits', () => {
    const keys = Array.from({ length: 40 }, () => fingerprint(toBase64url(systemRandom(32))))
    for (const one of keys) {
      expect(one).toMatch(/^(\d{5} ){7}\d{5}$/)
      for (const group of one.split(' ')) expect(Number(group)).toBeLessThan(65_536)
    }
    // Every byte counts: among forty keys each group is above 256 most of the time, and none repeats.
    expect(new Set(keys.flatMap((one) => one.split(' '))).size).toBeGreaterThan(300)
  })
})
