/**
 * From match to contact over simulated days: the clock passes a silent match on, an absent professional, a
 * refusal, ends that differ, a week without a network.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'
import type { ClockView, ConversationView } from '../../shared/api/conversation.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { ReceivedAnswer, SentSignal } from '../../shared/api/my-signals.ts'
import type { Task } from '../../shared/api/my-day.ts'
import type { Entry } from '../../shared/domain/conversation.ts'

let town: Town
let teacher: TestEngine
let worker: TestEngine
let coordinator: TestEngine
let online = true

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  const welfare = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }))
  const team = await town.admitOrganisation({ name: 'Wijkteam', kind: 'neighbourhood-team' })
  const drost = await town.admitDevice(team, {
    roles: ['coordinator'],
    neighbourhoods: team.organisation.neighbourhoods,
  })
  await town.publishWeekKey(school)
  teacher = await startEngine(town, school, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'de', 'Vries', '01-12-2016']),
  })
  worker = await startEngine(town, welfare, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yildiz', '2017-03-14'], ['Noor', 'de', 'Vries', '2016-12-01']),
    online: () => online,
    ports: {
      fetch: (input, init) => (online ? fetch(input, init) : Promise.reject(new TypeError('no network'))),
    },
  })
  coordinator = await startEngine(town, drost, { hurry: true })
  for (const engine of [teacher, worker])
    await engine.until(({ sync }) => sync.tokensTotal === 2 && sync.tokensDone === 2, 'tokens')
})
afterAll(async () => {
  for (const engine of [teacher, worker, coordinator]) await engine?.stop()
  await town?.stop()
})

const signalOf = (name: string): SentSignal =>
  teacher.views().sent.find(({ children }) => children.some((child) => child.name.startsWith(name)))!
const answerOf = (name: string): ReceivedAnswer => signalOf(name).answers[0]!
const matchOf = (name: string): PossibleMatch =>
  worker.views().matches.find(({ children }) => children.some((child) => child.name.startsWith(name)))!
const clocks = (name: string): [ClockView | null, ClockView | null] => [
  answerOf(name).clock,
  matchOf(name).clock,
]
const kinds = (engine: TestEngine): Task['kind'][] => engine.views().day.map(({ kind }) => kind)
const lastOf = ({ items }: ConversationView): Entry => items.at(-1)!.entry
/** Days go by; everybody with a network hears what there is. */
const wait = async (days: number): Promise<void> => {
  const before = teacher.views().session.today
  town.clock.pass({ days })
  for (const engine of online ? [teacher, worker, coordinator] : [teacher, coordinator]) {
    await engine.run({ kind: 'sync-now' })
    await engine.until(
      ({ session, sync }) => session.today !== before && sync.state === 'online',
      `the day, ${days} on`,
    )
  }
}

describe('a signaal that nobody answers', () => {
  test('waits two working days, then it is the turn of the coordinator, who sees it as late', async () => {
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
    await worker.until(() => matchOf('Sami') !== undefined, 'the match')
    await teacher.until(() => signalOf('Sami').state === 'open', 'sent')
    expect(signalOf('Sami').clock).toMatchObject({
      stage: 'first-answer',
      turn: 'anybody',
      dueOn: '2026-11-25',
      late: false,
      next: { turn: 'coordinator', on: '2026-11-26' },
    })
    expect(matchOf('Sami').clock).toMatchObject({ turn: 'you', dueOn: '2026-11-25' })
    await wait(3)
    expect(signalOf('Sami').clock).toMatchObject({ turn: 'coordinator', late: true, next: null })
    expect(worker.views().day).toMatchObject([{ kind: 'possible-match', late: true }])
    await coordinator.until(({ day }) => day.length === 1, 'what is late')
    expect(coordinator.views().day).toMatchObject([
      { kind: 'neighbourhood', count: 1, late: true, names: [] },
    ])
    expect(JSON.stringify(coordinator.views())).not.toContain('Sami')
  })
})

describe('a match', () => {
  test('is not contact: from the answer on somebody’s turn stands on both sides, and passes to the stand-in and the coordinator', async () => {
    await worker.run({ kind: 'answer', signalId: matchOf('Sami').id, answer: 'contact-call-me' })
    await teacher.until(() => signalOf('Sami').answers.length === 1, 'the answer') // Thursday 26 November
    expect(clocks('Sami')).toMatchObject([
      { stage: 'speak', turn: 'you', dueOn: '2026-11-27', next: { turn: 'your-stand-in', on: '2026-11-30' } },
      { stage: 'speak', turn: 'other', dueOn: '2026-11-27', next: { turn: 'their-stand-in' } },
    ])
    expect(kinds(teacher)).toEqual(['speak'])
    await wait(4)
    expect(clocks('Sami')).toMatchObject([
      { turn: 'your-stand-in', late: true, standIn: { name: expect.any(String) as string } },
      { turn: 'their-stand-in' },
    ])
    expect(clocks('Sami')[0]!.standIn).toEqual(clocks('Sami')[1]!.standIn)
    await wait(1)
    expect(clocks('Sami')).toMatchObject([{ turn: 'coordinator' }, { turn: 'coordinator' }])
  })

  test('with a refusal goes on, and stands still while somebody says why', async () => {
    const { id } = signalOf('Sami')
    const { responder } = answerOf('Sami').conversation!
    const { ref } = (await teacher.run({
      kind: 'say',
      signalId: id,
      responder,
      entry: { kind: 'ask', ask: 'contact-for-us' },
    })) as { ref: string }
    await worker.until(() => kinds(worker).includes('asked'), 'the ask')
    await worker.run({
      kind: 'say',
      signalId: id,
      responder,
      entry: { kind: 'refuse', to: ref, reason: 'family-objects' },
    })
    await worker.run({
      kind: 'say',
      signalId: id,
      responder,
      entry: { kind: 'pause', reason: 'family-needs-time', until: '2026-12-07' },
    })
    await teacher.until(() => answerOf('Sami').conversation!.pause !== null, 'the pause')
    expect(answerOf('Sami').conversation!.items[0]).toMatchObject({
      answer: 'refused',
      reason: 'family-objects',
    })
    expect(clocks('Sami')).toMatchObject([
      { stage: 'outcome', paused: true, late: false, dueOn: '2026-12-14' },
      { paused: true, dueOn: '2026-12-14' },
    ])
    expect(kinds(teacher)).not.toContain('outcome')
  })

  test('ends differently on both sides: both are shown, and the clock stops only when both said it', async () => {
    await teacher.run({ kind: 'close', signalId: signalOf('Sami').id, outcome: 'contact-restored' })
    await worker.until(() => matchOf('Sami').theirOutcome === 'contact-restored', 'the end')
    expect(matchOf('Sami').clock).toMatchObject({ stage: 'outcome', turn: 'you' })
    await worker.run({ kind: 'close', signalId: matchOf('Sami').id, outcome: 'in-good-hands' })
    await teacher.until(() => answerOf('Sami').outcome === 'in-good-hands', 'the other end')
    expect(clocks('Sami')).toEqual([null, null])
    expect(signalOf('Sami')).toMatchObject({
      outcome: 'contact-restored',
      conflicts: [{ kind: 'outcomes-differ' }],
    })
    expect(kinds(teacher)).toContain('contradiction')
    await teacher.run({
      kind: 'resolve-conflict',
      signalId: signalOf('Sami').id,
      conflictId: signalOf('Sami').conflicts[0]!.id,
    })
  })

  test('that led to contact is asked after two weeks whether it lasts', async () => {
    expect(signalOf('Sami').followUp).toEqual({ on: '2026-12-15', inContact: null })
    expect(kinds(teacher)).not.toContain('follow-up')
    await wait(14)
    expect(kinds(teacher)).toContain('follow-up')
    await teacher.run({
      kind: 'say',
      signalId: signalOf('Sami').id,
      responder: answerOf('Sami').conversation!.responder,
      entry: { kind: 'follow-up', inContact: true },
    })
    await worker.until(() => lastOf(matchOf('Sami').conversation!).kind === 'follow-up', 'what was said')
    expect(kinds(teacher)).not.toContain('follow-up')
  })
})

test('without a network the clock runs on, what is said waits, and arrives in its order', async () => {
  await teacher.run({
    kind: 'file-signal',
    draft: { ...(await draftOf(teacher, 'Noor')), lostSince: '2026-12-10', disappearsOn: '2027-01-20' },
  })
  await worker.until(() => matchOf('Noor') !== undefined, 'the match')
  await worker.run({ kind: 'answer', signalId: matchOf('Noor').id, answer: 'contact-parents-first' })
  await teacher.until(() => signalOf('Noor').answers.length === 1, 'the answer')
  online = false
  await worker.run({ kind: 'wake' })
  await worker.until(({ sync }) => sync.state === 'offline', 'no network')
  const { id } = matchOf('Noor')
  const { responder } = matchOf('Noor').conversation!
  for (const text of ['Ouders gesproken.', 'Ze willen graag bellen.'])
    await worker.run({ kind: 'say', signalId: id, responder, entry: { kind: 'text', text } })
  await worker.run({ kind: 'say', signalId: id, responder, entry: { kind: 'ask', ask: 'visit-together' } })
  expect(matchOf('Noor').conversation!.items.map(({ waiting }) => waiting)).toEqual([true, true, true])
  await wait(2)
  expect(answerOf('Noor').clock).toMatchObject({ stage: 'speak', turn: 'other' })
  // Taken back before it left: nobody ever sees it.
  await worker.run({
    kind: 'unsay',
    signalId: id,
    responder,
    ref: matchOf('Noor').conversation!.items[1]!.ref,
  })
  online = true
  await worker.run({ kind: 'wake' })
  await teacher.until(() => answerOf('Noor').conversation!.items.length === 2, 'what waited')
  expect(answerOf('Noor').conversation!.items.map(({ entry }) => entry.kind)).toEqual(['text', 'ask'])
  expect(JSON.stringify(teacher.views())).not.toContain('Ze willen graag bellen.')
  expect(kinds(teacher)).toContain('asked')
})
