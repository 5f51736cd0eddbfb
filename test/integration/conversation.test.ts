/**
 * A teacher and a youth worker after a match: what they ask, say and agree on reaches the two of them, and
 * nobody else.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseloadOf, draftOf, fileOf, moved, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'
import type { ConversationView } from '../../shared/api/conversation.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { SentSignal } from '../../shared/api/my-signals.ts'
import type { Entry } from '../../shared/domain/conversation.ts'

const LIST = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])
let town: Town
let teacher: TestEngine
let worker: TestEngine
let nurse: TestEngine
let coordinator: TestEngine
const engines = (): TestEngine[] => [teacher, worker, nurse, coordinator]

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  const welfare = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }))
  const care = await town.admitDevice(await town.admitOrganisation({ name: 'JGZ' }))
  const team = await town.admitOrganisation({ name: 'Wijkteam', kind: 'neighbourhood-team' })
  const drost = await town.admitDevice(team, {
    roles: ['coordinator'],
    neighbourhoods: team.organisation.neighbourhoods,
  })
  await town.publishWeekKey(school)
  const start = (
    member: typeof school,
    caseload?: string,
    online: () => boolean = () => true,
  ): Promise<TestEngine> =>
    startEngine(town, member, { hurry: true, online, ...(caseload ? { caseload } : {}) })
  ;[teacher, worker, nurse, coordinator] = [
    await start(school, LIST),
    await start(welfare, LIST),
    await start(care, LIST),
    await start(drost),
  ]
  for (const engine of [teacher, worker, nurse])
    await engine.until(({ sync }) => sync.tokensTotal === 1 && sync.tokensDone === 1, 'tokens')
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  for (const engine of [worker, nurse]) {
    await engine.until(({ matches }) => matches.length === 1, 'the match')
    await engine.run({ kind: 'answer', signalId: engine.views().matches[0]!.id, answer: 'contact-call-me' })
  }
  await teacher.until(({ sent }) => sent[0]?.answers.length === 2, 'both answers')
})
afterAll(async () => {
  for (const engine of engines()) await engine?.stop()
  await town?.stop()
})

const signal = (): SentSignal => teacher.views().sent[0]!
const match = (engine = worker): PossibleMatch => engine.views().matches[0]!
const atTeacher = (organisation = 'Welzijn'): ConversationView =>
  signal().answers.find((answer) => answer.organisation === organisation)!.conversation!
const teacherSays = (entry: Entry, to = atTeacher().responder): Promise<unknown> =>
  teacher.run({ kind: 'say', signalId: signal().id, responder: to, entry })
const workerSays = (entry: Entry): Promise<unknown> =>
  worker.run({ kind: 'say', signalId: match().id, responder: match().conversation!.responder, entry })
const refOf = async (said: Promise<unknown>): Promise<string> => ((await said) as { ref: string }).ref

describe('two who found each other', () => {
  test('ask and give backing; the regie goes over when it is accepted, and both see it', async () => {
    expect(atTeacher().lead).toBe('you')
    const ref = await refOf(teacherSays({ kind: 'ask', ask: 'take-lead' }))
    await worker.until(() => match().conversation!.items.some((item) => item.open), 'the ask')
    expect(worker.views().day).toMatchObject([
      { kind: 'asked', ask: 'take-lead', number: signal().number, names: ['Sami Yıldız'] },
    ])
    await workerSays({ kind: 'accept', to: ref })
    await teacher.until(() => atTeacher().lead === 'other', 'the acceptance')
    expect(match().conversation!.lead).toBe('you')
    expect(worker.views().day).toEqual([])
    expect(atTeacher().items).toMatchObject([{ answer: 'accepted', mine: true, open: false }])
  })

  test('refuse with a reason, or propose something else that is answered in its turn', async () => {
    const visit = await refOf(teacherSays({ kind: 'ask', ask: 'visit-together' }))
    const eye = await refOf(teacherSays({ kind: 'ask', ask: 'contact-for-us' }))
    await worker.until(
      () => match().conversation!.items.filter((item) => item.open).length === 2,
      'both asks',
    )
    await workerSays({ kind: 'refuse', to: visit, reason: 'no-time' })
    const other = await refOf(workerSays({ kind: 'propose', to: eye, ask: 'keep-eye' }))
    await teacher.until(() => atTeacher().items.some((item) => item.open), 'the proposal')
    expect(atTeacher().items.slice(1)).toMatchObject([
      { answer: 'refused', reason: 'no-time' },
      { answer: 'other' },
      { ref: other, answer: 'open', entry: { kind: 'propose', ask: 'keep-eye' } },
    ])
    await expect(teacherSays({ kind: 'accept', to: visit })).rejects.toMatchObject({ code: 'not-allowed' })
    await teacherSays({ kind: 'accept', to: other })
    await worker.until(() => match().conversation!.items.at(-1)!.answer === 'accepted', 'the acceptance')
  })

  test('write and agree; on its day an agreement stands in the day of who does it', async () => {
    await workerSays({ kind: 'text', text: 'Ik zie hem woensdag "bij het voetbal" \\ daarna bel ik.' })
    await workerSays({ kind: 'agreement', by: 'me', what: 'visit', on: '2026-11-23' })
    await teacher.until(() => atTeacher().items.at(-1)?.entry.kind === 'agreement', 'the agreement')
    expect(atTeacher().items.at(-2)!.entry).toEqual({
      kind: 'text',
      text: 'Ik zie hem woensdag "bij het voetbal" \\ daarna bel ik.',
    })
    expect(worker.views().day).toMatchObject([
      { kind: 'agreement', dueOn: '2026-11-23', agreement: { by: 'me', what: 'visit' } },
    ])
    expect(teacher.views().day.filter(({ kind }) => kind === 'agreement')).toEqual([])
    await expect(
      workerSays({ kind: 'agreement', by: 'me', what: 'visit', on: '2026-11-20' }),
    ).rejects.toMatchObject({ code: 'date-in-past' })
    // Others would take it for no message at all.
    for (const said of [
      { kind: 'agreement', by: 'me', what: 'visit', on: '2027-12-01' },
      { kind: 'pause', reason: 'holiday', until: '2027-12-01' },
    ] as const)
      await expect(workerSays(said)).rejects.toMatchObject({ code: 'date-out-of-bounds' })
  })

  test('see that the other opened what they wrote, and nobody else does', async () => {
    const ref = await refOf(workerSays({ kind: 'text', text: 'Ik zie hem morgen.' }))
    await teacher.until(() => atTeacher().items.some((item) => item.ref === ref), 'the text')
    expect([atTeacher().unseen, match().conversation!.read]).not.toContain(ref)
    const seen = (): Promise<unknown> =>
      teacher.run({ kind: 'seen', signalId: signal().id, responder: atTeacher().responder })
    await seen()
    expect(atTeacher().unseen).toBe(false)
    await worker.until(() => match().conversation!.read === ref, 'that it was opened')
    expect(match(nurse).conversation!.read).toBeNull()
    // A second time there is nothing to say.
    const { length } = teacher.posted
    await seen()
    expect(
      teacher.posted.slice(length).some((message) => message.type === 'view' && message.slice === 'sent'),
    ).toBe(false)
  })

  test('take back what was said', async () => {
    const ref = await refOf(teacherSays({ kind: 'text', text: 'Verkeerd venster.' }))
    await worker.until(() => match().conversation!.items.some((item) => item.ref === ref), 'the text')
    await teacher.until(() => atTeacher().items.every(({ waiting }) => !waiting), 'sent')
    await teacher.run({ kind: 'unsay', signalId: signal().id, responder: atTeacher().responder, ref })
    await worker.until(() => !match().conversation!.items.some((item) => item.ref === ref), 'gone')
    expect(atTeacher().items.some((item) => item.ref === ref)).toBe(false)
  })
})

test('nobody else reads along: not another organisation that answered too, not the coordinator', async () => {
  const words = 'Alleen voor Karim'
  await teacherSays({ kind: 'text', text: words })
  await worker.until(
    () => match().conversation!.items.some(({ entry }) => entry.kind === 'text' && entry.text === words),
    'the text',
  )
  for (const engine of [nurse, coordinator]) {
    await engine.run({ kind: 'sync-now' })
    await engine.until(({ sync }) => sync.state === 'online')
    expect(JSON.stringify(engine.views())).not.toContain(words)
  }
  expect(match(nurse).conversation!.items).toEqual([])
  expect(atTeacher('JGZ').items).toEqual([])
})

test('who did not answer has nobody to write to, and nobody writes in the name of another', async () => {
  await expect(
    nurse.run({
      kind: 'say',
      signalId: match(nurse).id,
      responder: match().conversation!.responder,
      entry: { kind: 'ask', ask: 'call-me' },
    }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(teacherSays({ kind: 'ask', ask: 'call-me' }, 'device-of-nobody')).rejects.toMatchObject({
    code: 'not-allowed',
  })
  await expect(
    coordinator.run({
      kind: 'say',
      signalId: signal().id,
      responder: atTeacher().responder,
      entry: { kind: 'ask', ask: 'call-me' },
    }),
  ).rejects.toMatchObject({ code: 'not-your-role' })
})

test('once somebody says that it is not safe, the engine itself refuses what leads to the family', async () => {
  const toFamily = { code: 'not-allowed', params: { field: 'parents' } }
  const plan = { kind: 'planned' as const, on: '2026-11-25' }
  const planned = (): Promise<unknown> =>
    teacher.run({ kind: 'informing', signalId: signal().id, decision: plan })
  await planned()
  const visit = await refOf(teacherSays({ kind: 'ask', ask: 'visit-together' }))
  const eye = await refOf(teacherSays({ kind: 'ask', ask: 'keep-eye' }))
  await worker.until(
    () => [visit, eye].every((ref) => match().conversation!.items.some((item) => item.ref === ref)),
    'both asks',
  )
  await workerSays({ kind: 'refuse', to: eye, reason: 'not-safe' })
  await expect(workerSays({ kind: 'accept', to: visit })).rejects.toMatchObject(toFamily)
  await expect(workerSays({ kind: 'ask', ask: 'contact-for-us' })).rejects.toMatchObject(toFamily)
  await teacher.until(() => signal().advice === 'not-to-parents', 'what was said')
  await expect(teacherSays({ kind: 'ask', ask: 'visit-together' })).rejects.toMatchObject(toFamily)
  for (const what of ['call', 'visit', 'write', 'look-in'] as const)
    await expect(
      teacherSays({ kind: 'agreement', by: 'both', what, on: town.at.slice(0, 10) }),
    ).rejects.toMatchObject(toFamily)
  await expect(planned()).rejects.toMatchObject(toFamily)
  // A reason that supposes that the parents were asked is none any more.
  const asked = { signalIds: [signal().id], action: 'ask-name' as const, reason: 'worry' as const, to: null }
  await coordinator.run({ kind: 'coordinate', ...asked })
  await teacher.until(() => signal().coordinated.some(({ action }) => action === 'ask-name'), 'the question')
  for (const reason of ['parents-agree', 'parents-object'] as const)
    await expect(
      teacher.run({ kind: 'disclose', signalId: signal().id, to: coordinator.profile, reason }),
    ).rejects.toMatchObject(toFamily)
  // What leads elsewhere goes on.
  await teacherSays({ kind: 'ask', ask: 'call-me' })
})

describe('on a new device', () => {
  const textsOf = ({ items }: ConversationView): string[] =>
    items.flatMap(({ entry }) => (entry.kind === 'text' ? [entry.text] : []))
  const first = (): SentSignal => teacher.views().sent.find(({ id }) => id === ids[0])!
  const ids: string[] = []

  test('what waited to leave goes once, and what was written while the file was under way arrives', async () => {
    ids.push(signal().id)
    await workerSays({ kind: 'text', text: 'Vlak voor het bestand.' })
    const file = await fileOf(worker)
    await teacherSays({ kind: 'text', text: 'Terwijl het bestand onderweg was.' })
    await teacher.until(() => atTeacher().items.every(({ waiting }) => !waiting), 'sent')
    const before = textsOf(match().conversation!)
    worker = await moved(town, worker, file)
    await worker.until(
      () => textsOf(match().conversation!).includes('Terwijl het bestand onderweg was.'),
      'what came meanwhile',
    )
    expect(textsOf(match().conversation!)).toEqual(expect.arrayContaining(before) as string[])
    await workerSays({ kind: 'text', text: 'Op de nieuwe laptop.' })
    await teacher.until(() => textsOf(atTeacher()).includes('Op de nieuwe laptop.'), 'the other way')
    expect(textsOf(atTeacher()).filter((text) => text === 'Vlak voor het bestand.')).toHaveLength(1)
    expect(signal().answers).toHaveLength(2)
  })

  test('a coordinator still has what was taken on, and opens what was sealed to the old device', async () => {
    const id = ids[0]!
    await coordinator.run({ kind: 'coordinate', signalIds: [id], action: 'take', reason: null, to: null })
    const file = await fileOf(coordinator)
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
    await teacher.until(({ sent }) => sent.every(({ state }) => state !== 'waiting'), 'the second signaal')
    ids.push(teacher.views().sent.find((one) => one.id !== id)!.id)
    coordinator = await moved(town, coordinator, file)
    const { neighbourhood } = await coordinator.until((views) => views.neighbourhood.length === 2, 'both')
    expect(neighbourhood.find((one) => one.id === id)!.taken).toMatchObject({ mine: true })
    await coordinator.run({ kind: 'coordinate', signalIds: [id], action: 'let-go', reason: null, to: null })
    await teacher.until(() => first().coordinated.at(-1)?.action === 'let-go', 'who had it lets it go')
  })

  test('to what the old device said after the file nobody writes into nothing: the other reads that', async () => {
    const id = ids[1]!
    const file = await fileOf(nurse)
    await nurse.until(({ matches }) => matches.some((one) => one.id === id), 'the second match')
    await nurse.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
    const second = (): SentSignal => teacher.views().sent.find((one) => one.id === id)!
    await teacher.until(() => second().answers.length === 1, 'the answer')
    expect(second().answers[0]!.conversation!.reads).toBe(true)
    nurse = await moved(town, nurse, file)
    await teacher.until(() => !second().answers[0]!.conversation!.reads, 'that nobody reads it')
    const say = (signalId: string, { responder }: ConversationView): Promise<unknown> =>
      teacher.run({ kind: 'say', signalId, responder, entry: { kind: 'text', text: 'Lees je dit?' } })
    await expect(say(id, second().answers[0]!.conversation!)).rejects.toMatchObject({ code: 'not-allowed' })
    const atNurse = (): ConversationView =>
      first().answers.find(({ organisation }) => organisation === 'JGZ')!.conversation!
    expect(atNurse().reads).toBe(true)
    await say(ids[0]!, atNurse())
    await nurse.until(
      ({ matches }) =>
        matches.some((one) => one.conversation && textsOf(one.conversation).includes('Lees je dit?')),
      'what is read',
    )
  })

  test('a requester who moves twice, the second time before the directory told of the first, keeps it all', async () => {
    teacher = await moved(town, teacher, await fileOf(teacher))
    teacher = await moved(town, teacher, await fileOf(teacher))
    await worker.run({
      kind: 'say',
      signalId: ids[0]!,
      responder: worker.views().matches.find(({ id }) => id === ids[0])!.conversation!.responder,
      entry: { kind: 'ask', ask: 'call-me' },
    })
    await teacher.until(
      () => first().answers.some(({ conversation }) => conversation!.items.some(({ open }) => open)),
      'the ask',
    )
    expect(first().answers.map(({ conversation }) => conversation!.reads)).toEqual([true, true])
    const readsRequester = (): (boolean | undefined)[] =>
      worker.views().matches.map(({ requesterReads }) => requesterReads)
    expect(readsRequester()).toEqual([true, true])
  })
})
