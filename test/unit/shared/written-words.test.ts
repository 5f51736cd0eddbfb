/** A BSN comes in by no way at all: not by the words of a statement that somebody else signed either. */
import { describe, expect, it } from 'vitest'
import { foldStatement } from '../../../shared/membership/fold/fold.ts'
import { emptyDirectory } from '../../../shared/membership/directory.ts'
import { JoinRequest, Offer } from '../../../shared/membership/invitation.ts'
import { StatementBody } from '../../../shared/membership/statements.ts'
import { IDS, NO_WORDS, statementHoldsBsn, wordsHoldBsn } from '../../../shared/membership/written-words.ts'
import { openMessage, sealMessage, type MailboxKey } from '../../../shared/protocol/mailbox.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { generateSigningKey } from '../../../shared/crypto/signing.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { leavesOf, type Schema } from '../../fixtures/schema-walk.ts'

const BSN = '123456782'
const WORDS = `Belt over Sami, bsn ${BSN}`

/** What the directory folds, and what two who never met say to each other. */
const FOLDED = (StatementBody as unknown as { options: Schema[] }).options.filter((schema) => {
  const { type } = schema.def['shape'] as { type: { def: { values: string[] } } }
  const others = ['oprf-keys', 'invitation', 'checkpoint', 'time', 'acknowledged', 'page']
  return !others.includes(type.def.values[0]!)
})
const leaves = [...FOLDED, JoinRequest as unknown as Schema, Offer as unknown as Schema].flatMap((schema) =>
  leavesOf(schema, ''),
)
const at = (path: string, text: string): object =>
  path
    .split('.')
    .slice(1)
    .reduceRight<unknown>((value, name) => ({ [name]: value }), text) as object
const takes = (schema: Schema, text: string): boolean => schema.safeParse(text).success
const lastOf = (path: string): string => path.split('.').at(-1)!

describe('the words of others', () => {
  it('are looked at in every text in which a person could write a number', () => {
    const free = leaves
      .filter(
        ({ path, schema }) => !IDS.has(lastOf(path)) && [WORDS, BSN].some((text) => takes(schema, text)),
      )
      .map(({ path }) => path)
    for (const path of free) expect(wordsHoldBsn(at(path, BSN)), path).toBe(true)
    for (const path of ['.organisation.name', '.details.contact.phone', '.rules.why', '.person.name', '.by'])
      expect(free).toContain(path)
  })

  it('an id that is a BSN is one; an id of chance in which nine digits follow each other is none', () => {
    const ids = leaves.filter(({ path, schema }) => IDS.has(lastOf(path)) && takes(schema, BSN))
    for (const { path } of ids) {
      expect(wordsHoldBsn(at(path, BSN)), path).toBe(true)
      expect(wordsHoldBsn(at(path, `d-${BSN}ab`)), path).toBe(false)
    }
    expect(ids.length).toBeGreaterThan(5)
    expect(ids.filter(({ schema }) => takes(schema, WORDS))).toEqual([])
  })

  it('nothing that is passed over is a text that somebody may write', () => {
    for (const { path, schema } of leaves.filter((leaf) => NO_WORDS.has(lastOf(leaf.path))))
      expect(
        [WORDS, BSN].some((text) => schema.safeParse(text).success),
        path,
      ).toBe(false)
  })

  it('also in a part that only a later version knows, for the bytes are stored as they are', () => {
    expect(statementHoldsBsn({ body: JSON.stringify({ type: 'week-key', later: [{ more: WORDS }] }) })).toBe(
      true,
    )
    expect(statementHoldsBsn({ body: `no JSON, ${BSN}` })).toBe(false)
  })
})

describe('where such words arrive', () => {
  const person = { name: 'Fatima Bos', function: 'Leerkracht', phone: '06-00 00 00 01', mail: 'a@example.nl' }
  const details = (name: string) => ({
    type: 'organisation-details',
    details: {
      organisationId: 'school',
      serial: 1,
      dpia: null,
      contact: { ...person, name },
      standIn: person,
      reachable: { days: [1], from: '08:30', until: '17:00' },
      awayUntil: null,
    },
    at: '2026-11-23T01:02:03.123Z',
  })

  it('the fold refuses the statement, so that neither relay nor trustee nor device takes it', async () => {
    const verdict = async (name: string) =>
      foldStatement(
        emptyDirectory,
        {
          body: JSON.stringify(details(name)),
          signatures: [{ by: 'somebody', signature: toBase64url(new Uint8Array(64)) }],
        },
        { municipality: '', trustee: '', relay: '' },
      )
    expect(await verdict(`Bos ${BSN}`)).toMatchObject({ reason: 'a BSN stands in its words' })
    expect(await verdict('Fatima Bos')).toMatchObject({ reason: expect.stringContaining('signature') })
  })

  it('a mailbox holds nothing for who opens an offer with it', async () => {
    const root = toBase64url((await generateSigningKey()).publicKey)
    const key: MailboxKey = { mailbox: 'm', key: systemRandom(32) }
    const offer = (by: string): Offer => ({
      for: 'device',
      organisation: 'De Regenboog',
      by,
      roles: ['professional'],
      neighbourhoods: [],
      commitment: toBase64url(systemRandom(32)),
      roots: { municipality: root, trustee: root, relay: root },
    })
    const opened = (by: string) =>
      openMessage(key, 'offer', sealMessage(key, 'offer', offer(by), systemRandom))
    expect(opened('Joke Smit, directeur')).toMatchObject({ by: 'Joke Smit, directeur' })
    expect(opened(`Joke Smit, ${BSN}`)).toBeNull()
  })
})
