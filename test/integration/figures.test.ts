/**
 * Figures per wijk on the device of a coordinator, from signalen that are sent, answered, closed, opened
 * again and gone; with the app closed when they go.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FiguresView } from '../../shared/api/neighbourhoods.ts'
import type { Views } from '../../shared/api/api.ts'
import { CANARY, findCanaries } from '../fixtures/canaries.ts'
import { dumpDevice } from '../fixtures/dump.ts'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const [WIJK, QUIET] = ['WK999801', 'WK999802']
const NAMES = [
  'Sami',
  'Noor',
  'Daan',
  'Elif',
  'Milan',
  'Femke',
  'Gijs',
  'Hana',
  'Ilias',
  'Jip',
  'Kaya',
  'Lotte',
  CANARY.firstName,
]
const LIST = NAMES.map(
  (name, i) =>
    [
      name,
      '',
      name === CANARY.firstName ? CANARY.lastName : 'Anders',
      `20${10 + (i % 6)}-0${1 + (i % 9)}-1${i % 9}`,
    ] as const,
)
/** The welfare organisation knows all but the last two. */
const KNOWN = LIST.slice(0, 11)

vi.setConfig({ testTimeout: 180_000 })

/** As `until` of the engine, for a town of more people than one machine has room for. */
const until = async (engine: TestEngine, test: (views: Views) => boolean, what: string): Promise<void> => {
  for (let tries = 4; ; tries--) {
    try {
      return void (await engine.until(test, what))
    } catch (error) {
      if (tries === 0) throw error
    }
  }
}

let town: Town
let teacher: TestEngine
let worker: TestEngine
let nurse: TestEngine
let coordinator: TestEngine
let drost: Member

beforeAll(async () => {
  town = await Town.start({ at: '2026-11-23T09:00:00Z' })
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'], name: CANARY.requester },
  )
  const welfare = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }), {
    name: CANARY.answerer,
  })
  const health = await town.admitDevice(await town.admitOrganisation({ name: 'JGZ', kind: 'youth-health' }))
  drost = await town.admitDevice(
    await town.admitOrganisation({
      name: 'Wijkteam',
      kind: 'neighbourhood-team',
      neighbourhoods: [WIJK!, QUIET!],
    }),
    { roles: ['coordinator'], neighbourhoods: [WIJK!, QUIET!] },
  )
  await town.publishWeekKey(school)
  const withList = async (member: Member, list: typeof LIST): Promise<TestEngine> => {
    const engine = await startEngine(town, member, { hurry: true, caseload: caseloadOf(...list) })
    await until(engine, ({ sync }) => sync.tokensTotal > 0 && sync.tokensDone === sync.tokensTotal, 'tokens')
    return engine
  }
  teacher = await withList(school, LIST)
  worker = await withList(welfare, KNOWN)
  nurse = await withList(health, KNOWN.slice(0, 3))
  coordinator = await startEngine(town, drost, { hurry: true })
}, 240_000)
afterAll(async () => {
  for (const engine of [teacher, worker, nurse, coordinator]) await engine?.stop()
  await town?.stop()
})

const report = (): NonNullable<FiguresView> => coordinator.views().figures!
const now = (wijk = WIJK) => report().find(({ neighbourhood }) => neighbourhood === wijk)!
const quarter = (wijk = WIJK) => now(wijk).quarters.find((one) => one.quarter === '2026-4')!
const NOTHING = { restored: null, first: [null, null, null, null, null, null] }
const signalOf = (name: string) =>
  teacher.views().sent.find(({ children }) => children.some((child) => child.name.startsWith(name)))!
const close = (name: string, outcome: 'contact-restored' | 'reopened'): Promise<unknown> =>
  teacher.run({ kind: 'close', signalId: signalOf(name).id, outcome })
/** Starts the coordinator's program again, as after weeks in a drawer. */
const startAgain = async (): Promise<void> => {
  coordinator = await bootEngine(town, coordinator.profile, {
    hurry: true,
    indexedDB: coordinator.indexedDB,
    vaultRecord: coordinator.vaultRecord(),
  })
  await coordinator.run({ kind: 'unlock', passphrase: PASSPHRASE })
  await until(coordinator, ({ sync }) => sync.state === 'online', 'a sync')
}

test('before anything happened every wijk of the coordinator is there, with the same figures: none', () => {
  expect(report().map(({ neighbourhood }) => neighbourhood)).toEqual([WIJK, QUIET])
  expect(now()).toEqual({ ...now(QUIET), neighbourhood: WIJK })
  expect(now()).toMatchObject({ open: null, ages: [null, null, null] })
  expect(now().quarters).toHaveLength(8)
  for (const engine of [teacher, worker, nurse]) expect(engine.views().figures).toBeNull()
})

test('nine open show nothing; the tenth shows ten, and so do thirteen', async () => {
  for (const name of NAMES.slice(0, 9))
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, name) })
  await until(coordinator, ({ neighbourhood }) => neighbourhood.length === 9, 'nine')
  expect(now()).toEqual({ ...now(QUIET), neighbourhood: WIJK })
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, NAMES[9]!) })
  await until(coordinator, ({ neighbourhood }) => neighbourhood.length === 10, 'the tenth')
  expect(now()).toMatchObject({ open: 10, ages: [10, null, null] })
  const ten = report()
  for (const name of NAMES.slice(10))
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, name) })
  await until(coordinator, ({ neighbourhood }) => neighbourhood.length === 13, 'thirteen')
  expect(report()).toEqual(ten)
})

test('what is answered and closed does not count before it is gone, so nothing can be read from the day on which it changes', async () => {
  await until(worker, ({ matches }) => matches.length === 11, 'matches')
  await until(nurse, ({ matches }) => matches.length === 3, 'matches')
  for (const { id } of worker.views().matches)
    await worker.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
  for (const { id } of nurse.views().matches)
    await nurse.run({
      kind: 'answer',
      signalId: id,
      answer: 'contact-parents-first',
      weighing: 'consent',
    })
  await until(
    teacher,
    ({ sent }) => sent.filter(({ state }) => state === 'answered').length === 11,
    'answers',
  )
  for (const name of NAMES.slice(0, 11)) await close(name, 'contact-restored')
  await until(
    coordinator,
    ({ neighbourhood }) => neighbourhood.filter(({ state }) => state === 'closed').length === 11,
    'closed',
  )
  await close(NAMES[0]!, 'reopened')
  const again = signalOf(NAMES[0]!).number
  await until(
    coordinator,
    ({ neighbourhood }) =>
      neighbourhood.filter(({ state }) => state === 'closed').length === 10 &&
      neighbourhood.some(({ number, state }) => state === 'answered' && number === again),
    'closed, and one open again',
  )
  expect(now()).toMatchObject({ open: null, ages: [null, null, null] })
  expect(quarter()).toMatchObject(NOTHING)
})

test('gone while the app was closed they are counted once: ten restored, of the one that was opened again not; the one that just expired was not answered', async () => {
  await coordinator.stop()
  town.clock.pass({ days: 31 })
  await startAgain()
  await until(coordinator, ({ neighbourhood }) => neighbourhood.length === 0, 'gone')
  expect(quarter()).toMatchObject({ restored: 10, first: [10, null, null, null, null, null] })
  expect(quarter(QUIET)).toMatchObject(NOTHING)
})

test('looking again, another day and another start change nothing', async () => {
  const after = JSON.stringify(report())
  for (let i = 0; i < 3; i++) await coordinator.run({ kind: 'sync-now' })
  await coordinator.stop()
  town.clock.pass({ days: 2 })
  await startAgain()
  expect(JSON.stringify(report())).toBe(after)
})

test('no figure holds a person, an organisation or a signaal, and what is kept of them neither', async () => {
  expect(FiguresView.parse(report())).toEqual(report())
  const held = await dumpDevice(drost.device.id, coordinator.vaultRecord(), PASSPHRASE, coordinator.indexedDB)
  expect(held).toContain(
    JSON.stringify([{ neighbourhood: WIJK, quarter: '2026-4', restored: 10, first: [11, 0, 0, 0, 0, 0] }]),
  )
  expect(findCanaries({ figures: JSON.stringify(report()) })).toEqual([])
  expect(findCanaries({ held }, [CANARY.firstName, CANARY.lastName, CANARY.answerer])).toEqual([])
  for (const word of ['Regenboog', 'Welzijn', 'school', teacher.profile])
    expect(JSON.stringify(report())).not.toContain(word)
})

test('the list of wijken is read, looked at and kept with its year; a print is in the logbook of this device', async () => {
  const file = new Blob([
    'code;naam;kolom;rij\r\nWK999801;Oost;1;1\r\nWK999802;Zuid;2;1\r\nBU99980101;Turfkade;;\r\nX;fout;;',
  ])
  const read = (await coordinator.run({ kind: 'read-areas', file })) as {
    areas: NonNullable<ReturnType<typeof coordinator.views>['areas']>['areas']
    problems: unknown[]
  }
  expect(read.problems).toEqual([{ row: 5, problem: 'code', value: 'X' }])
  expect(coordinator.views().areas).toBeNull()
  await coordinator.run({ kind: 'keep-areas', list: { year: 2026, areas: read.areas } })
  await coordinator.run({ kind: 'export-made', what: 'figures', form: 'csv' })
  await coordinator.stop()
  await startAgain()
  expect(coordinator.views().areas).toEqual({ year: 2026, areas: read.areas })
  expect(
    coordinator
      .views()
      .logbook.filter(({ kind }) => kind === 'areas-kept' || kind === 'export-made')
      .map(({ kind, detail }) => [kind, detail]),
  ).toEqual(
    expect.arrayContaining([
      ['areas-kept', '2026: 3'],
      ['export-made', 'figures csv'],
    ]),
  )
})
