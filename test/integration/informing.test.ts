/**
 * Telling the parents: kept on the requester's device, back as something to do when contact is restored, and
 * never on the network.
 */
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InformingView } from '../../shared/api/my-signals.ts'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let teacher: TestEngine
let worker: TestEngine
let id: string
const informing = (): InformingView => teacher.views().sent[0]!.informing
const eventsAtRelay = async (): Promise<number> => {
  const client = new Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  return client
    .query('select count(*)::int as events from events')
    .then(({ rows }) => rows[0].events as number)
    .finally(() => client.end())
}

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { name: 'Fatima Bos', roles: ['professional', 'administrator'] },
  )
  await town.publishWeekKey(school)
  // Elif is 12 on 1 December.
  teacher = await startEngine(town, school, {
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Elif', '', 'Yıldız', '01-12-2014']),
  })
  worker = await startEngine(
    town,
    await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn Veenwijk' }), {
      name: 'Karim Haddad',
    }),
    { caseload: caseloadOf(['Sami', '', 'Yildiz', '2017-03-14']) },
  )
  for (const engine of [teacher, worker])
    await engine.until(
      ({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal,
      'tokens',
    )
  ;({ signalId: id } = (await teacher.run({
    kind: 'file-signal',
    draft: { ...(await draftOf(teacher, 'Sami', 'Elif')), parents: 'unreachable' },
  })) as { signalId: string })
  await teacher.until(({ sent }) => sent[0]?.state === 'open', 'that it was sent')
})
afterAll(async () => {
  for (const engine of [teacher, worker]) await engine?.stop()
  await town?.stop()
})

test('what was said while filing is where it begins', () => {
  expect(informing()).toMatchObject({
    state: 'deferred',
    reason: 'unreachable',
    due: false,
    dueOn: '2026-11-30',
    addressee: 'parents',
    lastDay: '2026-12-22',
    history: [{ kind: 'deferred', on: '2026-11-30' }],
  })
  expect(teacher.views().sent[0]!.children.map(({ addressee }) => addressee)).toEqual(['parents', 'parents'])
})

test('a decision stays on this device: nothing waits to leave, nothing reaches the relay, the other one sees what was filed', async () => {
  await teacher.until(({ sync }) => sync.waitingSignals + sync.waitingAnswers === 0, 'silence')
  // The signaal, and that the other organisation looked.
  await expect.poll(eventsAtRelay).toBe(2)
  const before = await eventsAtRelay()
  const letter = { kind: 'letter-made' as const, signalId: id, languages: ['ar' as const, 'nl' as const] }
  await teacher.run(letter)
  await teacher.run({
    kind: 'informing',
    signalId: id,
    decision: { kind: 'deferred', on: '2026-12-10', reason: 'unsafe' },
  })
  await expect(teacher.run(letter)).rejects.toMatchObject({ code: 'not-allowed' })
  expect(teacher.views().sync).toMatchObject({ waitingSignals: 0, waitingAnswers: 0 })
  expect(informing()).toMatchObject({
    state: 'deferred',
    reason: 'unsafe',
    dueOn: '2026-12-10',
    history: [{ reason: 'unreachable' }, { reason: 'unsafe' }],
  })
  expect(worker.views().matches[0]!.content.parents).toBe('unreachable')
  expect(teacher.views().sent[0]!.content.parents).toBe('unreachable')
  expect(await eventsAtRelay()).toBe(before)
  const about = teacher.views().sent[0]!.number // and no name
  expect(teacher.views().logbook).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'letter-made', about, detail: 'ar, nl' }),
      expect.objectContaining({ kind: 'informing', about, detail: 'deferred' }),
    ]),
  )
})

test('a slip is taken back at once and not much later', async () => {
  await teacher.run({ kind: 'informing', signalId: id, decision: { kind: 'informed', on: '2026-11-23' } })
  expect(informing().state).toBe('informed')
  await teacher.run({ kind: 'undo-informing', signalId: id })
  expect(informing()).toMatchObject({ state: 'deferred', reason: 'unsafe', dueOn: '2026-12-10' })
  town.clock.pass({ minutes: 2 })
  await teacher.run({ kind: 'sync-now' })
  await expect(teacher.run({ kind: 'undo-informing', signalId: id })).rejects.toMatchObject({
    code: 'not-allowed',
  })
})

test('a day that cannot be is refused, and so is somebody else', async () => {
  for (const decision of [
    { kind: 'informed', on: '2026-11-24' },
    { kind: 'planned', on: '2026-11-22' },
    { kind: 'planned', on: '2026-12-23' },
    { kind: 'deferred', on: '2026-11-23', reason: 'unsafe' },
  ] as const)
    await expect(teacher.run({ kind: 'informing', signalId: id, decision })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  await expect(
    worker.run({ kind: 'informing', signalId: id, decision: { kind: 'informed', on: '2026-11-23' } }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  expect(informing().history).toHaveLength(2)
})

test('the moment that one of the two records that there is contact again, it is something to do', async () => {
  await worker.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
  await teacher.until(({ sent }) => sent[0]?.state === 'answered', 'the answer')
  expect(informing().due).toBe(false)
  await worker.run({ kind: 'close', signalId: id, outcome: 'contact-restored' })
  await teacher.until(({ sent }) => sent[0]!.informing.due, 'the task')
  expect(informing()).toMatchObject({ restored: true, state: 'deferred', dueOn: '2026-11-23' })
})

test('it can be put off once more, comes back when the requester closes, and all of it is still there after a restart', async () => {
  // Not from unsafe to a plan, nor to another reason to wait: first somebody says that it is safe again.
  const on = '2026-12-01'
  for (const decision of [
    { kind: 'planned', on },
    { kind: 'deferred', on, reason: 'advice-first' },
    { kind: 'deferred', on, reason: 'interpreter' },
  ] as const)
    await expect(teacher.run({ kind: 'informing', signalId: id, decision })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  await teacher.run({
    kind: 'informing',
    signalId: id,
    decision: { kind: 'deferred', on, reason: 'safe-again' },
  })
  await teacher.run({ kind: 'informing', signalId: id, decision: { kind: 'planned', on: '2026-12-01' } })
  expect(informing()).toMatchObject({ due: false, restored: false, state: 'planned' })
  town.clock.pass({ minutes: 1 })
  await teacher.run({ kind: 'close', signalId: id, outcome: 'contact-restored' })
  expect(informing()).toMatchObject({ due: true, restored: true })
  await teacher.run({ kind: 'informing', signalId: id, decision: { kind: 'planned', on: '2026-12-01' } })
  const { indexedDB, profile, vaultRecord } = teacher
  await teacher.stop()
  teacher = await bootEngine(town, profile, { indexedDB, vaultRecord: vaultRecord() })
  await teacher.run({ kind: 'unlock', passphrase: PASSPHRASE })
  expect(informing()).toMatchObject({ state: 'planned', due: false, dueOn: '2026-12-01' })
  expect(informing().history.map(({ kind }) => kind)).toEqual([
    'deferred',
    'deferred',
    'deferred',
    'planned',
    'planned',
  ])
})

test('on its day it is due, and who must be told goes by the age of that day', async () => {
  town.clock.pass({ days: 8 })
  await teacher.run({ kind: 'wake' })
  await teacher.until(({ session }) => session.today === '2026-12-01', 'the day')
  expect(informing()).toMatchObject({ due: true, restored: false, addressee: 'both' })
  expect(teacher.views().sent[0]!.children.map(({ addressee }) => addressee)).toEqual(['parents', 'both'])
  await teacher.run({ kind: 'informing', signalId: id, decision: { kind: 'informed', on: '2026-12-01' } })
  expect(informing()).toMatchObject({ state: 'informed', due: false, dueOn: null })
})
