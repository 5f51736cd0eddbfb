/**
 * The worked example of docs/protocol.md: made again bit for bit, and opened by our own code and by a second
 * reader, with what stands in the file only.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importHpkeKey } from '../../shared/crypto/hpke.ts'
import {
  readStatement,
  SESSION_LABEL,
  sessionMessage,
  signedBy,
  verify,
} from '../../shared/crypto/signing.ts'
import { equalBytes, fromBase64url, fromHex, toBase64url, toHex } from '../../shared/encoding.ts'
import { decodeLeaf, saltedHash } from '../../shared/log/leaves.ts'
import { isConsistent } from '../../shared/log/merkle.ts'
import { isSignedBy, readCheckpoint, readNote } from '../../shared/log/note.ts'
import { foldAll } from '../../shared/membership/fold/fold.ts'
import {
  answeredMark,
  openAsCoordinator,
  openReply,
  openOuterLayer,
  openSlot,
  tagsOf,
} from '../../shared/protocol/envelope.ts'
import { keepsCommitment, openCode, openMessage, wordsOf } from '../../shared/protocol/mailbox.ts'
import { openOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { openWeekKey } from '../../shared/membership/week-key.ts'
import type { StatementOf } from '../../shared/membership/statements.ts'
import {
  makeExample,
  sectionOf,
  textOf,
  withSection,
  type Example,
} from '../fixtures/vectors/make-protocol-example.ts'
import * as reader from './second-reader.ts'
import { openEvent } from '../../renderer/engine/inbox/open.ts'

const root = resolve(import.meta.dirname, '../..')
const file = readFileSync(join(root, 'test/fixtures/vectors/protocol-example.json'), 'utf8')
const example = JSON.parse(file) as Example
const document = readFileSync(join(root, 'docs/protocol.md'), 'utf8')
const publicRoots = {
  municipality: toBase64url(fromHex(example.roots.municipality.publicKey)),
  trustee: toBase64url(fromHex(example.roots.trustee.publicKey)),
  relay: toBase64url(fromHex(example.roots.relay.publicKey)),
}
const deviceOf = (id: string) => example.devices.find((device) => device.id === id)!

describe('the example', () => {
  test('is made again from its seeds, bit for bit, and stands in the document as it is', async () => {
    const made = await makeExample()
    expect(textOf(made)).toBe(file)
    expect(withSection(document, sectionOf(made))).toBe(document)
  })

  test('is opened by our own code with what stands in it: directory, keys, signaal, answer, log', async () => {
    const directory = await foldAll(example.directory.statements, publicRoots)
    expect([directory.organisations.size, directory.devices.size, directory.generation]).toEqual([
      3,
      4,
      example.directory.generation,
    ])
    const welfare = deviceOf('welzijn-1')
    const privateKey = await openOrganisationKey(directory.organisationKeys.get('welzijn')![0]!, [
      { deviceId: welfare.id, hpkeKey: await importHpkeKey(fromHex(welfare.hpkePrivateKey)) },
    ])
    const scope = (await openWeekKey(directory.weekKeys.get(example.time.week)![0]!, 'welzijn', [
      await importHpkeKey(privateKey!),
    ]))!
    expect(toHex(scope.key)).toBe(example.weekKey.key)

    const opened = openOuterLayer(fromHex(example.signal.envelope), scope)!
    for (const [i, { tag, place }] of example.signal.slots.entries()) {
      expect(toHex(tagsOf(opened)[place]!)).toBe(tag)
      expect(toHex(openSlot(opened, place, fromHex(example.tokens[i]!.token))!)).toBe(
        example.tokens[i]!.opens ? example.signal.contentKey : example.signal.hintKey,
      )
    }
    const event = openEvent(opened, fromHex(example.signal.contentKey))!
    expect(event.content).toEqual(example.signal.content)
    expect(await event.signedBy(fromHex(deviceOf('school-1').signingKey))).toBe(true)
    const coordinator = await importHpkeKey(fromHex(deviceOf('wijkteam-2').hpkePrivateKey))
    expect(toHex((await openAsCoordinator(opened, coordinator))!)).toBe(example.signal.contentKey)

    const answer = openOuterLayer(fromHex(example.answer.envelope), scope)!
    const key = (await openReply(answer, await importHpkeKey(fromHex(example.signal.replyPrivateKey))))!
    expect(openEvent(answer, key)!.content).toEqual(example.answer.content)
    expect(toHex((await openAsCoordinator(answer, coordinator))!)).toBe(
      toHex(answeredMark(fromHex(example.signal.contentKey), answer.eventId)),
    )

    const notes = example.log.notes.map((text) => readNote(text)!)
    const [earlier, later] = notes.map(({ text }) => readCheckpoint(text)!) as [
      NonNullable<ReturnType<typeof readCheckpoint>>,
      NonNullable<ReturnType<typeof readCheckpoint>>,
    ]
    for (const note of notes)
      expect(
        await isSignedBy(note, { name: earlier.origin, publicKey: fromHex(example.roots.relay.publicKey) }),
      ).toBe(true)
    expect(isConsistent(earlier, later, example.log.consistency.map(fromHex))).toBe(true)
    const leaf = fromHex(example.log.leaves[example.log.placeOfSignal]!)
    expect(decodeLeaf(leaf)).toMatchObject({
      kind: 'envelope',
      seq: 1,
      hash: saltedHash(fromHex(example.log.salts[0]!), fromHex(example.signal.envelope)),
    })
    expect(await signedBy(example.acknowledged, 'relay', publicRoots.relay)).toBe(true)
    expect((readStatement(example.acknowledged) as StatementOf<'acknowledged'>).events).toEqual([
      { hash: toBase64url(fromHex(example.signal.hash)), seq: 1 },
    ])
    for (const { holder, statement } of example.holders)
      expect(await signedBy(statement, holder, publicRoots[holder])).toBe(true)

    const { session, invitation } = example
    expect(
      await verify(
        fromHex(deviceOf(session.device).signingKey),
        SESSION_LABEL,
        sessionMessage('relay', session.challenge),
        fromBase64url(session.signature),
      ),
    ).toBe(true)
    const mailbox = await openCode(invitation.code)
    expect(openMessage(mailbox, 'offer', fromBase64url(invitation.sealedOffer))).toEqual(invitation.offer)
    expect(keepsCommitment(invitation.offer, invitation.nonce)).toBe(true)
    expect(wordsOf(mailbox.mailbox, invitation.offer, invitation.request, invitation.nonce)).toEqual(
      invitation.words,
    )
  })
})

describe('a second reader, after the document', () => {
  const { hex } = reader
  const team = deviceOf('wijkteam-1')
  const weekKeyStatement = example.directory.statements.at(-1)!
  const weekKey = (): Uint8Array => {
    const keys = reader.readSigned(
      example.directory.statements.find(({ body }) => body.includes('"organisationId":"welzijn","version"'))!,
      'welzijn-1',
      hex(deviceOf('welzijn-1').signingKey),
    )
    const own = (keys['sealedTo'] as { deviceId: string; sealed: string }[])[0]!
    const organisationKey = reader.openSealedKey(
      hex(deviceOf('welzijn-1').hpkePrivateKey),
      reader.base64url(own.sealed),
      'organisation',
      Uint8Array.of(0, 0, 0, 1),
    )!
    return reader.weekKeyOf(
      reader.readSigned(weekKeyStatement, team.id, hex(team.signingKey)),
      'welzijn',
      organisationKey,
    )
  }
  const tokens = example.tokens.map((token) => {
    const answered = (one: Example['tokens'][number]['relay']): reader.Answered => ({
      publicKey: hex(one.publicKey),
      evaluated: hex(one.evaluated),
      proof: hex(one.proof),
    })
    return reader.tokenOf(
      token.input,
      hex(token.blind),
      hex(token.element),
      answered(token.relay),
      answered(token.trustee),
      example.time.epoch,
      token.type,
    )
  })

  test('imports nothing of ours', () => {
    const imports = [
      ...readFileSync(join(root, 'test/contract/second-reader.ts'), 'utf8').matchAll(/from '([^']+)'/g),
    ].map(([, name]) => name!)
    expect(imports.filter((name) => !/^(@noble\/|node:crypto$)/.test(name))).toEqual([])
  })

  test('knows the child by its tokens, and opens the signaal', () => {
    expect(tokens.map(toHex)).toEqual(example.tokens.map(({ token }) => token))
    const opened = reader.openOuter(hex(example.signal.envelope), weekKey(), example.time.day)
    expect(opened.isSignal).toBe(true)
    const [first, second, hint] = tokens.map((token) => reader.openSlot(opened, token)!)
    expect(toHex(second!.key)).toBe(toHex(first!.key))
    expect(toHex(hint!.key)).toBe(toHex(reader.hintOf(first!.key)))
    expect(reader.openSlot(opened, new Uint8Array(32))).toBeNull()
    const event = reader.openContent(opened, first!.key)
    expect([event.device, event.counter, event.content.slice(0, 4)]).toEqual([
      'school-1',
      1,
      [1, Date.parse('2026-11-23T09:00:00Z') / 1000, '0427020240', 20773],
    ])
    expect(event.signedBy(hex(deviceOf('school-1').signingKey))).toBe(true)
    expect(event.signedBy(hex(deviceOf('welzijn-1').signingKey))).toBe(false)
    expect(toHex(reader.openAsCoordinator(opened, hex(deviceOf('wijkteam-2').hpkePrivateKey))!)).toBe(
      toHex(first!.key),
    )
    expect(reader.openReply(opened, hex(example.signal.replyPrivateKey))).toBeNull()
  })

  test('opens the answer as the requester, and as a coordinator sees only what was answered', () => {
    const opened = reader.openOuter(hex(example.answer.envelope), weekKey(), example.time.day)
    const event = reader.openContent(opened, reader.openReply(opened, hex(example.signal.replyPrivateKey))!)
    expect([opened.isSignal, event.device, event.content]).toEqual([
      false,
      'welzijn-1',
      [
        2,
        Date.parse('2026-11-23T09:05:00Z') / 1000,
        toBase64url(hex(example.signal.eventId)),
        0,
        ['Karim Bos', 'jongerenwerker', '06-00 00 00 02'],
      ],
    ])
    expect(event.signedBy(hex(deviceOf('welzijn-1').signingKey))).toBe(true)
    const mark = reader.openAsCoordinator(opened, hex(deviceOf('wijkteam-2').hpkePrivateKey))!
    expect(toHex(mark)).toBe(toHex(reader.markOf(hex(example.signal.contentKey), opened.eventId)))
    expect(() => reader.openContent(opened, mark)).toThrow()
  })

  test('finds the signaal in the log that relay and trustee signed, and the acknowledgement', () => {
    const { log, roots } = example
    const leaf = reader.envelopeLeaf(
      1,
      example.signal.expiresDay,
      hex(log.salts[0]!),
      hex(example.signal.envelope),
    )
    expect(toHex(leaf)).toBe(log.leaves[log.placeOfSignal])
    const note = reader.readNote(log.notes[0]!, [
      { name: `ruggensteun/relay/${log.logId}`, algorithm: 1, publicKey: hex(roots.relay.publicKey) },
      { name: 'ruggensteun/trustee', algorithm: 4, publicKey: hex(roots.trustee.publicKey) },
    ])
    expect([note.origin, note.size, note.signers]).toEqual([
      `ruggensteun/relay/${log.logId}`,
      log.sizes[0],
      [`ruggensteun/relay/${log.logId}`, 'ruggensteun/trustee'],
    ])
    expect(
      equalBytes(
        note.root,
        reader.rootOf(log.leaves.slice(0, note.size).map((one) => reader.leafHashOf(hex(one)))),
      ),
    ).toBe(true)
    expect(reader.readSigned(example.acknowledged, 'relay', hex(roots.relay.publicKey))['events']).toEqual([
      { hash: toBase64url(hex(example.signal.hash)), seq: 1 },
    ])
    expect(() => reader.readSigned(example.acknowledged, 'relay', hex(roots.trustee.publicKey))).toThrow(
      'not signed',
    )
  })

  test('opens the invitation, keeps the inviter to its word, and says the same four words out of the list of the document', () => {
    const { invitation, roots, session } = example
    const { mailbox, key } = reader.openCode(' 7kq4m 2xpnb')
    expect(toBase64url(mailbox)).toBe(invitation.mailbox)
    const offer = reader.openMessage(key, 0, reader.base64url(invitation.sealedOffer))
    expect(offer).toEqual(invitation.offer)
    expect(toBase64url(reader.commitmentTo(reader.base64url(invitation.nonce)))).toBe(offer['commitment'])
    const words = /```text\n((?:[a-z]+(?: [a-z]+){15}\n){16})```/.exec(document)![1]!.trim().split(/\s+/)
    expect(
      reader.checkWords(
        words,
        mailbox,
        JSON.stringify(offer),
        JSON.stringify(invitation.request),
        reader.base64url(invitation.nonce),
      ),
    ).toEqual(invitation.words)
    expect(reader.fingerprintOf(hex(roots.relay.publicKey))).toBe(roots.fingerprintOfRelay)
    const schoolKey = hex(deviceOf(session.device).signingKey)
    expect(
      ['relay', 'trustee'].map((audience) =>
        reader.isSession(schoolKey, audience, session.challenge, reader.base64url(session.signature)),
      ),
    ).toEqual([true, false])
  })
})
