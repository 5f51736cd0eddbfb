/**
 * Once somebody said that it is not safe, that holds for the whole family: for a signaal that is written later,
 * and for what waited to leave.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'
import type { Entry } from '../../shared/domain/conversation.ts'

const HEADER = 'Leerlingnummer;Voornaam;Achternaam;Geboortedatum;Postcode;Huisnummer'
const SAMI = '1;Sami;Yıldız;14-03-2017;1234AB;5'
let town: Town
let teacher: TestEngine
let worker: TestEngine
let hasNetwork = true
/** The relay is read, and takes nothing: the worker sent all that a device may send in a day. */
let takesNothing = false
/** Envelopes of one request that it did not take. */
let refused = 0
let id: string
let responder: string

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  await town.publishWeekKey(school)
  teacher = await startEngine(town, school, {
    hurry: true,
    caseload: `${HEADER}\n${SAMI}\n2;Elif;Yıldız;01-12-2014;1234AB;5\n3;Noor;Bakker;01-12-2014;1234AB;7\n4;Bo;Smit;01-12-2014;1234AB;9\n5;Jip;Visser;01-12-2014;1234AB;11\n6;Fem;Visser;01-12-2016;1234AB;11\n`,
  })
  const welfare = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn Veenwijk' }))
  responder = welfare.device.id
  worker = await startEngine(town, welfare, {
    hurry: true,
    caseload: `${HEADER}\n${SAMI}\n2;Elif;Yildiz;01-12-2014;1234 AB;5a\n3;Noor;Bakker;01-12-2014;1234AB;7\n5;Jip;Visser;01-12-2014;1234AB;11\n6;Fem;Visser;01-12-2016;1234AB;11\n`,
    online: () => hasNetwork,
    ports: {
      fetch: (input, init) => {
        if (!hasNetwork) return Promise.reject(new TypeError('no network'))
        if (!takesNothing || !(input as string).endsWith('/v1/events') || init?.method !== 'POST')
          return fetch(input, init)
        refused = (JSON.parse(init.body as string) as { envelopes: unknown[] }).envelopes.length
        const refusal = JSON.stringify({ error: 'quota-exhausted', seconds: 1 })
        const headers = { 'content-type': 'application/json' }
        return Promise.resolve(new Response(refusal, { status: 429, headers }))
      },
    },
  })
  for (const engine of [teacher, worker])
    await engine.until(
      ({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal,
      'tokens',
    )
  ;({ signalId: id } = (await teacher.run({
    kind: 'file-signal',
    draft: await draftOf(teacher, 'Sami'),
  })) as {
    signalId: string
  })
  await worker.until(({ matches }) => matches.length === 1, 'the match')
  await worker.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
  await worker.run({ kind: 'say', signalId: id, responder, entry: { kind: 'ask', ask: 'call-me' } })
  await teacher.until(({ sent }) => sent[0]?.answers[0]?.conversation?.items.length === 1, 'the ask')
})
const offline = async (): Promise<void> => {
  hasNetwork = false
  await worker.run({ kind: 'wake' })
  await worker.until(({ sync }) => sync.state === 'offline', 'no network')
}
const online = async (): Promise<void> => {
  hasNetwork = true
  await worker.run({ kind: 'wake' })
}
afterAll(async () => {
  for (const engine of [teacher, worker]) await engine?.stop()
  await town?.stop()
})

test('a signaal says what was tried, and what it says of the parents is what the person chose', async () => {
  const draft = { ...(await draftOf(teacher, 'Noor')), attempts: [] }
  await expect(teacher.run({ kind: 'file-signal', draft })).rejects.toMatchObject({ code: 'no-attempt' })
})

test('what leads to the family and waited does not leave once it is not safe; the person is told, and it is as if it was never said', async () => {
  await offline()
  const { signalId: waiting } = (await worker.run({
    kind: 'file-signal',
    draft: await draftOf(worker, 'Elif'),
  })) as { signalId: string }
  expect(worker.views().sent[0]!.content.parents).toBe('unreachable')
  await worker.run({ kind: 'say', signalId: id, responder, entry: { kind: 'ask', ask: 'visit-together' } })
  await worker.run({ kind: 'say', signalId: id, responder, entry: { kind: 'text', text: 'Ik bel je zo.' } })
  const asked = teacher.views().sent[0]!.answers[0]!.conversation!.items[0]!.ref
  await teacher.run({
    kind: 'say',
    signalId: id,
    responder,
    entry: { kind: 'refuse', to: asked, reason: 'not-safe' },
  })
  await teacher.until(({ sync }) => sync.waitingAnswers === 0, 'the refusal to leave')
  expect(worker.views().matches[0]!.conversation!.items).toHaveLength(3)
  await online()
  await teacher.until(({ sent }) => sent[0]!.answers[0]!.conversation!.items.length === 2, 'the text')
  const read = (engine: TestEngine) =>
    [
      engine.views().matches.find((one) => one.id === id)?.conversation,
      engine.views().sent.find((one) => one.id === id)?.answers[0]?.conversation,
    ].flatMap((conversation) => conversation?.items.map(({ entry }) => entry) ?? [])
  for (const engine of [teacher, worker]) expect(JSON.stringify(read(engine))).not.toContain('visit-together')
  // A signaal about the sister that waited too leaves, and says it.
  await teacher.until(({ matches }) => matches.some((one) => one.id === waiting), 'the signaal that waited')
  expect(teacher.views().matches.find((one) => one.id === waiting)!.content.parents).toBe('unsafe')
  expect(worker.views().sent[0]!.content.parents).toBe('unsafe')
  expect(worker.views().sync).toMatchObject({
    waitingAnswers: 0,
    notArrived: [{ what: 'conversation', why: 'unsafe-since', number: worker.views().matches[0]!.number }],
  })
  expect(worker.views().logbook).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'not-arrived', detail: 'unsafe-since' })]),
  )
})

test('the only answer takes along what was said after it: nobody would see whose it is', async () => {
  const { signalId } = (await teacher.run({
    kind: 'file-signal',
    draft: await draftOf(teacher, 'Noor'),
  })) as {
    signalId: string
  }
  const match = () => worker.views().matches.find((one) => one.id === signalId)
  await worker.until(() => match() !== undefined, 'the match')
  await offline()
  await worker.run({ kind: 'answer', signalId, answer: 'contact-parents-first' })
  await worker.run({ kind: 'say', signalId, responder, entry: { kind: 'text', text: 'Ik sprak moeder.' } })
  await worker.run({ kind: 'close', signalId, outcome: 'contact-restored' })
  const unsafe = { ...(await draftOf(teacher, 'Noor')), parents: 'unsafe' as const }
  await teacher.run({ kind: 'file-signal', draft: unsafe })
  await teacher.until(({ sync }) => sync.waitingSignals === 0, 'that it left')
  await online()
  await worker.until(
    ({ sync }) => sync.notArrived.length >= 3 && sync.waitingAnswers === 0,
    'what did not leave',
  )
  expect(
    worker
      .views()
      .sync.notArrived.slice(-3)
      .map(({ what, why }) => [what, why]),
  ).toEqual([
    ['answer', 'unsafe-since'],
    ['conversation', 'unsafe-since'],
    ['outcome', 'unsafe-since'],
  ])
  expect(match()).toMatchObject({ state: 'new', ourAnswer: null, ourOutcome: null, conversation: null })
  await expect(
    worker.run({ kind: 'say', signalId, responder, entry: { kind: 'text', text: 'Nog iets.' } }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  await teacher.rests(2)
  expect(teacher.views().sent.find(({ id: one }) => one === signalId)).toMatchObject({
    state: 'open',
    answers: [],
  })
})

test('a signaal about a sister says so too, whatever the screen showed, and nothing has to have been tried', async () => {
  const elif = { ...(await draftOf(teacher, 'Elif')), attempts: [], parents: 'unreachable' as const }
  const advice = async (name: string): Promise<unknown> =>
    (await teacher.run({ kind: 'look-up-children', ids: (await draftOf(teacher, name)).childIds })) as unknown
  expect(await advice('Elif')).toMatchObject({ advice: 'not-to-parents' })
  expect(await advice('Bo')).toMatchObject({ advice: 'usual' })
  const { signalId } = (await teacher.run({ kind: 'file-signal', draft: elif })) as { signalId: string }
  await teacher.until(
    ({ sent }) => sent.some((one) => one.id === signalId && one.state === 'open'),
    'sending',
  )
  expect(teacher.views().sent.find((one) => one.id === signalId)).toMatchObject({
    advice: 'not-to-parents',
    content: { parents: 'unsafe', attempts: [] },
  })
})

test('what was sealed and refused by the relay for days does not leave either, and what leaves says that it is not safe', async () => {
  const { signalId } = (await teacher.run({
    kind: 'file-signal',
    draft: await draftOf(teacher, 'Jip'),
  })) as { signalId: string }
  const match = () => worker.views().matches.find((one) => one.id === signalId)
  await worker.until(() => match() !== undefined, 'the match')
  await worker.run({ kind: 'answer', signalId, answer: 'contact-call-me' })
  const talk = () => teacher.views().sent.find((one) => one.id === signalId)?.answers[0]?.conversation
  const say = (engine: TestEngine, entry: Entry) => engine.run({ kind: 'say', signalId, responder, entry })
  await say(worker, { kind: 'ask', ask: 'call-me' })
  await teacher.until(() => talk()?.items.length === 1, 'the ask')

  takesNothing = true
  const { signalId: sister } = (await worker.run({
    kind: 'file-signal',
    draft: await draftOf(worker, 'Fem'),
  })) as { signalId: string }
  await worker.run({
    kind: 'close',
    signalId: sister,
    outcome: 'handed-over',
    onward: 'JGZ Veenland',
  })
  await say(worker, { kind: 'ask', ask: 'visit-together' })
  await say(worker, { kind: 'text', text: 'Ik bel je zo.' })
  await worker.until(
    ({ sync }) => sync.problem?.code === 'relay-quota' && refused >= 4,
    'the refusal of the relay',
  )

  await say(teacher, { kind: 'refuse', to: talk()!.items[0]!.ref, reason: 'not-safe' })
  await worker.until(() => match()!.advice === 'not-to-parents', 'that it is not safe')
  takesNothing = false
  await worker.run({ kind: 'wake' })
  await worker.until(({ sync }) => sync.waitingAnswers === 0 && sync.waitingSignals === 0, 'what may leave')
  await teacher.until(() => talk()!.items.some(({ entry }) => entry.kind === 'text'), 'the text')
  expect(JSON.stringify(talk())).not.toContain('visit-together')
  const found = () => teacher.views().matches.find((one) => one.id === sister)
  await teacher.until(
    () => found()?.theirOutcome !== null && found() !== undefined,
    'the signaal and its end',
  )
  expect(found()).toMatchObject({
    content: { parents: 'unsafe' },
    theirOutcome: 'handed-over',
    theirOnward: null,
  })
  expect(worker.views().sync.notArrived.at(-1)).toMatchObject({ what: 'conversation', why: 'unsafe-since' })
})
