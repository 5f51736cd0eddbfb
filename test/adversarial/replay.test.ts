/**
 * A member organisation that holds the week key and no token of the child seals again what others signed
 * (docs/threat-model.md). Real servers, real engines.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { aead } from '../../shared/crypto/aead.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { openOuterLayer, type WeekKey } from '../../shared/protocol/envelope.ts'
import { decodeOuterHeader, encodeOuterHeader, keyMarkOf } from '../../shared/protocol/outer-header.ts'
import { caseloadOf, draftOf, startEngine, synced, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let teacher: TestEngine
let worker: TestEngine
let evil: Member
let knowing: Member

beforeAll(async () => {
  town = await Town.start()
  const list = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])
  const school = await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' })
  const asking = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  knowing = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }))
  evil = await town.admitDevice(await town.admitOrganisation({ name: 'Nieuwsgierig' }))
  await town.publishWeekKey(asking)
  teacher = await startEngine(town, asking, { caseload: list, hurry: true })
  worker = await startEngine(town, knowing, { caseload: list, hurry: true })
  for (const engine of [teacher, worker])
    await engine.until(
      ({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal,
      'tokens',
    )
})
afterAll(async () => {
  for (const engine of [teacher, worker]) await engine?.stop()
  await town?.stop()
})

const token = (): Promise<string> => town.session(evil)
const eventsOf = async (): Promise<string[]> => {
  const answer = await fetch(`${town.relay.url}/v1/events?after=0`, {
    headers: { authorization: `Bearer ${await token()}` },
  })
  const { events } = (await answer.json()) as { events: { envelope: string }[] }
  return events.map(({ envelope }) => envelope)
}
const push = async (envelopes: readonly string[]): Promise<number> => {
  const answer = await fetch(`${town.relay.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
    body: JSON.stringify({ envelopes }),
  })
  return answer.status
}
/** The same inner layer in a fresh envelope: all that a member can do with what it cannot open. */
const sealedAgain = (envelope: string, weekKey: WeekKey, expiresDay?: number): string => {
  const bytes = fromBase64url(envelope)
  const before = decodeOuterHeader(bytes)!
  const { inner } = openOuterLayer(bytes, weekKey)!
  const nonce = systemRandom(24)
  const header = encodeOuterHeader({
    ...before,
    expiresDay: expiresDay ?? before.expiresDay,
    keyMark: keyMarkOf(weekKey.key, nonce),
    nonce,
  })
  return toBase64url(Buffer.concat([header, aead.seal(weekKey.key, nonce, header, inner)]))
}

test('"contact restored" from before a reopening, and everything else, sealed again: no screen changes, and no device looks copied', async () => {
  const { signalId: id } = (await teacher.run({
    kind: 'file-signal',
    draft: await draftOf(teacher, 'Sami'),
  })) as { signalId: string }
  await worker.until(({ matches }) => matches.length === 1, 'the match')
  await teacher.run({ kind: 'close', signalId: id, outcome: 'contact-restored' })
  await worker.until(({ matches }) => matches[0]?.state === 'closed', 'the end')
  await teacher.run({ kind: 'close', signalId: id, outcome: 'reopened' })
  await worker.until(({ matches }) => matches[0]?.state !== 'closed', 'the reopening')

  const shown = () => ({ worker: worker.views().matches, teacher: teacher.views().sent })
  for (const engine of [teacher, worker]) await engine.run({ kind: 'sync-now' })
  const before = shown()
  const weekKey = await town.weekKeyOf(evil)
  const envelopes = await eventsOf()
  const replayed = envelopes.map((envelope) => sealedAgain(envelope, weekKey))
  // Another date is another message: the signature covers it.
  const later = envelopes.map((envelope) =>
    sealedAgain(envelope, weekKey, decodeOuterHeader(fromBase64url(envelope))!.expiresDay - 1),
  )
  expect(await push([...replayed, ...later])).toBe(200)
  for (const engine of [teacher, worker]) await engine.run({ kind: 'sync-now' })

  expect(shown()).toEqual(before)
  for (const engine of [teacher, worker]) {
    expect(engine.views().session.copied).toBe(false)
    expect(engine.views().logbook.map(({ kind }) => kind)).not.toContain('forked')
  }
})

test('an answer that is changed brings another key to be answered to, and what is written to either arrives', async () => {
  const { id } = worker.views().matches[0]!
  const responder = () => teacher.views().sent[0]!.answers[0]?.conversation?.responder
  const said = () =>
    worker
      .views()
      .matches[0]!.conversation?.items.flatMap(({ entry }) => (entry.kind === 'text' ? [entry.text] : []))
  for (const [answer, text] of [
    ['contact-parents-first', 'Dank je.'],
    ['contact-call-me', 'Ik bel je vanmiddag.'],
  ] as const) {
    await worker.run({ kind: 'answer', signalId: id, answer })
    await teacher.until(({ sent }) => sent[0]?.answers[0]?.answer === answer, 'the answer')
    await teacher.run({
      kind: 'say',
      signalId: id,
      responder: responder()!,
      entry: { kind: 'text', text },
    })
    await worker.until(() => said()?.includes(text) ?? false, 'what was said')
  }
  const weekKey = await town.weekKeyOf(evil)
  const keys = (await eventsOf()).flatMap((envelope) => {
    const opened = openOuterLayer(fromBase64url(envelope), weekKey)
    return opened ? [[toBase64url(opened.eventId), toBase64url(opened.replyKey)].join(' ')] : []
  })
  // What a member sealed again is the same message, and has the same of both.
  const different = new Set(keys)
  expect(new Set([...different].map((both) => both.split(' ')[1])).size).toBe(different.size)
})

test('what one device says in two ways under one number is shown in both, and the first in the log counts', async () => {
  const { id } = teacher.views().sent[0]!
  const weekKey = await town.weekKeyOf(evil)
  const replyTo = (await eventsOf())
    .map((envelope) => openOuterLayer(fromBase64url(envelope), weekKey))
    .find((opened) => opened !== null && toBase64url(opened.eventId) === id)!.replyKey
  const say = (text: string, ref: string): Promise<string> =>
    town.pushAs(knowing, {
      counter: 4_000_000,
      replyTo,
      content: { type: 'conversation', signalId: id, ref, entry: { kind: 'text', text }, sentAt: town.at },
    })
  await say('Zij komt morgen weer.', 'AAAAAAAA')
  await say('Zij komt niet meer.', 'BBBBBBBB')
  const { sent } = await teacher.until((views) => views.sent[0]!.forks.length > 0, 'both')
  expect(sent[0]!.forks).toEqual([
    {
      organisation: 'Welzijn',
      at: expect.any(String),
      counts: { text: 'Zij komt morgen weer.', answer: null, outcome: null },
      other: { text: 'Zij komt niet meer.', answer: null, outcome: null },
    },
  ])
  // A member that seals all of it again, in the other order, adds nothing to it.
  const again = (await eventsOf()).map((envelope) => sealedAgain(envelope, weekKey))
  expect(await push(again.toReversed())).toBe(200)
  await synced(town, teacher)
  expect(teacher.views().sent[0]!.forks).toEqual(sent[0]!.forks)
  const texts = sent[0]!.answers[0]!.conversation!.items.flatMap(({ entry }) =>
    entry.kind === 'text' ? [entry.text] : [],
  )
  expect(texts).toContain('Zij komt morgen weer.')
  expect(texts).not.toContain('Zij komt niet meer.')
})
