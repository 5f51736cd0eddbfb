/** Weeks and epochs pass: nobody needs to do anything, and who was away for five weeks catches up. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignalDraft } from '../../shared/api/my-signals.ts'
import {
  dateOfDay,
  dayNumber,
  epochNumber,
  firstDayOfEpoch,
  isoDateOfDay,
} from '../../shared/calendar/time.ts'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

const NAMES = ['Sami', 'Elif', 'Noor', 'Daan', 'Lina', 'Omar'] as const
const LIST = caseloadOf(
  ...NAMES.map((name, i) => [name, '', `Achternaam${'abcdef'[i]!}`, `1${i}-03-2017`] as const),
)
/** Nineteen days before an epoch ends: five weeks later it is well into the next one. */
const START = dateOfDay(firstDayOfEpoch(epochNumber(new Date('2026-11-23T00:00:00Z')) + 1) - 19)

let town: Town
let administrator: TestEngine
let teacher: TestEngine
let worker: TestEngine
const settled = ({ sync }: ReturnType<TestEngine['views']>): boolean =>
  sync.state === 'online' && sync.tokensDone === sync.tokensTotal

beforeAll(async () => {
  town = await Town.start({ at: new Date(START.getTime() + 9 * 3_600_000).toISOString() })
  const school = await town.admitOrganisation({ name: 'De Regenboog' })
  const welfare = await town.admitOrganisation({ name: 'Welzijn Veenwijk' })
  administrator = await startEngine(town, town.founderOf(school), { hurry: true })
  await administrator.until(settled, 'the administrator')
  teacher = await startEngine(town, await town.admitDevice(school), { hurry: true, caseload: LIST })
  worker = await startEngine(town, await town.admitDevice(welfare), { hurry: true, caseload: LIST })
  for (const engine of [teacher, worker]) await engine.until(settled, 'tokens')
})
afterAll(async () => {
  for (const engine of [administrator, teacher, worker]) await engine?.stop()
  await town?.stop()
})

const draft = async (name: string): Promise<SignalDraft> => {
  const today = dayNumber(new Date(town.clock.now()))
  return {
    ...(await draftOf(teacher, name)),
    lostSince: isoDateOfDay(today - 7),
    disappearsOn: isoDateOfDay(today + 60),
  }
}
const file = async (name: string): Promise<void> => {
  await teacher.run({ kind: 'file-signal', draft: await draft(name) })
  await teacher.until(({ sent }) => sent.every(({ state }) => state === 'open'), `sending about ${name}`)
}
/**
 * A day in which every device that is on has gone through one whole sync: only that sees to the week’s key.
 */
const day = async (engines: readonly TestEngine[]): Promise<void> => {
  town.clock.pass({ days: 1 })
  await Promise.all(engines.map((engine) => engine.run({ kind: 'sync-now' })))
  for (const engine of engines)
    await engine.until(
      (views) =>
        settled(views) &&
        views.sync.updatedAt?.slice(0, 10) === new Date(town.clock.now()).toISOString().slice(0, 10),
      'the day’s sync',
    )
}

test('a device that was away for five weeks, over the end of an epoch, finds every signaal of those weeks without help', async () => {
  const first = epochNumber(new Date(town.clock.now()))
  await file('Sami')
  await worker.until(({ matches }) => matches.length === 1, 'a match while it is on')
  await worker.stop()
  const scopes = new Set<number>()
  for (let week = 1; week <= 5; week++) {
    for (let i = 0; i < 7; i++) await day([administrator, teacher])
    await file(NAMES[week]!)
    await town.refresh()
    for (const key of town.directory.weekKeys.keys()) scopes.add(key)
  }
  expect(epochNumber(new Date(town.clock.now()))).toBe(first + 1)
  expect(scopes.size).toBeGreaterThanOrEqual(6)
  worker = await bootEngine(town, worker.profile, {
    hurry: true,
    indexedDB: worker.indexedDB,
    vaultRecord: worker.vaultRecord(),
  })
  await worker.run({ kind: 'unlock', passphrase: PASSPHRASE })
  const { matches } = await worker.until((views) => settled(views) && views.matches.length === 6, 'all six')
  expect(matches.map(({ children }) => children[0]!.name.split(' ')[0]).sort()).toEqual([...NAMES].sort())
  const progress = worker.posted.flatMap((message) =>
    message.type === 'view' && message.slice === 'sync'
      ? [(message.value as { tokensDone: number }).tokensDone]
      : [],
  )
  expect(new Set(progress).size).toBeGreaterThan(1)
})

test('the seeds of the epoch that is over are deleted at both holders after the overlap, and the deletion is written down', async () => {
  for (let i = 0; i < 8; i++) town.clock.pass({ days: 1 })
  const ended = await Promise.all([town.relay, town.trustee].map((holder) => holder.retention.run()))
  expect(ended.map(({ seeds }) => seeds)).toEqual([1, 1])
})
