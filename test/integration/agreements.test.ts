/**
 * The agreements of a wijk, from the programmabureau that signs them to the clock and the date of a signaal.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { USUAL_AGREEMENTS, type Agreements } from '../../shared/membership/agreements.ts'
import type { RulesView } from '../../shared/api/membership.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

const WIJK = 'WK999801'
const QUICK: Agreements = {
  ...USUAL_AGREEMENTS,
  terms: { ...USUAL_AGREEMENTS.terms, firstAnswer: { normal: 1, today: 0 } },
  keptDays: 14,
  languages: ['tr', 'nl'],
  quiet: { from: '18:00', until: '08:00' },
  schoolHolidays: [{ kind: 'own', from: '2026-11-26', until: '2026-12-04' }],
}

let town: Town
let office: TestEngine
let teacher: TestEngine
let coordinator: TestEngine
let worker: TestEngine
let all: TestEngine[]

beforeAll(async () => {
  town = await Town.start() // Monday 23 November 2026
  const bureau = await town.admitDevice(
    await town.admitOrganisation({ name: 'Programmabureau', kind: 'programme-office', neighbourhoods: [] }),
    { roles: ['administrator'] },
  )
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  const welfare = await town.admitDevice(
    await town.admitOrganisation({ name: 'Welzijn Veenwijk', kind: 'welfare' }),
    { roles: ['professional'] },
  )
  const drost = await town.admitDevice(
    await town.admitOrganisation({ name: 'Wijkteam', kind: 'neighbourhood-team' }),
    { roles: ['coordinator'], neighbourhoods: [WIJK] },
  )
  await town.publishWeekKey(school)
  office = await startEngine(town, bureau, { hurry: true })
  teacher = await startEngine(town, school, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'de', 'Vries', '01-12-2016']),
  })
  coordinator = await startEngine(town, drost, { hurry: true })
  worker = await startEngine(town, welfare, {
    hurry: true,
    caseload: caseloadOf(['Noor', 'de', 'Vries', '01-12-2016']),
  })
  all = [office, teacher, coordinator, worker]
  await teacher.until(({ sync }) => sync.tokensTotal === 2 && sync.tokensDone === 2, 'tokens')
})
afterAll(async () => {
  for (const engine of all ?? []) await engine.stop()
  await town?.stop()
})

const wijkOf = (engine: TestEngine): RulesView['wijken'][number] =>
  engine.views().rules.wijken.find(({ neighbourhood }) => neighbourhood === WIJK)!
const sign = (engine: TestEngine, from: string, agreements = QUICK): Promise<unknown> =>
  engine.run({
    kind: 'sign-rules',
    neighbourhood: WIJK,
    from,
    agreements,
    why: 'Ouders verhuizen vaak binnen een week.',
  })
const file = async (name: string): Promise<void> => {
  await teacher.run({
    kind: 'file-signal',
    draft: { ...(await draftOf(teacher, name)), disappearsOn: '2027-01-31' },
  })
  await teacher.until(() => signalOf(name).state === 'open', 'sent')
}
const signalOf = (name: string) =>
  teacher.views().sent.find(({ children }) => children.some((child) => child.name.startsWith(name)))!

test('where nothing was signed the usual holds, and everybody can read it', async () => {
  for (const engine of all) {
    await engine.until(({ sync }) => sync.state === 'online', 'a sync')
    expect(wijkOf(engine)).toMatchObject({ held: null, versions: [], now: USUAL_AGREEMENTS })
  }
  expect(all.map((engine) => engine.views().rules.mayChange)).toEqual([true, false, false, false])
})

test('only the programmabureau signs, and not for today', async () => {
  for (const engine of [teacher, coordinator])
    await expect(sign(engine, '2026-11-25')).rejects.toMatchObject({ code: 'not-your-role' })
  await expect(sign(office, '2026-11-23')).rejects.toMatchObject({ code: 'not-allowed' })
  expect(wijkOf(office).versions).toEqual([])
})

test('what is signed is announced to everybody with its reason, and changes nothing before its day', async () => {
  await file('Sami')
  await sign(office, '2026-11-25')
  for (const engine of all) {
    await engine.run({ kind: 'sync-now' })
    await engine.until(() => wijkOf(engine).versions.length === 1, 'the agreements')
    expect(wijkOf(engine)).toMatchObject({
      held: null,
      now: USUAL_AGREEMENTS,
      versions: [
        {
          serial: 1,
          from: '2026-11-25',
          by: 'Programmabureau',
          why: 'Ouders verhuizen vaak binnen een week.',
        },
      ],
    })
  }
  expect(signalOf('Sami').clock).toMatchObject({ dueOn: '2026-11-25' }) // two working days
})

test('a signaal of after that day follows them, one of before keeps its own', async () => {
  town.clock.pass({ days: 2 })
  for (const engine of all) {
    await engine.run({ kind: 'sync-now' })
    await engine.until(({ session }) => session.today === '2026-11-25', 'the day')
    expect(wijkOf(engine)).toMatchObject({ held: 1, now: QUICK })
  }
  await file('Noor')
  expect(
    [signalOf('Sami'), signalOf('Noor')].map(({ clock, answerBy, disappearsOn }) => [
      clock?.dueOn,
      answerBy,
      disappearsOn,
    ]),
  ).toEqual([
    ['2026-11-25', '2026-11-25', '2027-01-31'],
    ['2026-11-26', '2026-11-26', '2026-12-09'],
  ])
  await coordinator.until(({ neighbourhood }) => neighbourhood.length === 2, 'both in the wijk')
  expect(
    coordinator
      .views()
      .neighbourhood.map(({ answerBy }) => answerBy)
      .sort(),
  ).toEqual(['2026-11-25', '2026-11-26'])
})

test('in the holidays of the schools the term of the school stands still, on both sides', async () => {
  await worker.until(({ matches }) => matches.length === 1, 'the match')
  await worker.run({ kind: 'answer', signalId: worker.views().matches[0]!.id, answer: 'contact-call-me' })
  await teacher.until(() => signalOf('Noor').answers.length === 1, 'the answer')
  expect(signalOf('Noor').answers[0]!.clock).toMatchObject({
    stage: 'speak',
    turn: 'you',
    dueOn: '2026-12-07',
    next: { on: '2026-12-08' },
  })
  expect(worker.views().matches[0]!.clock).toMatchObject({
    stage: 'speak',
    turn: 'other',
    dueOn: '2026-12-07',
  })
})

test('a later version stands beside the first, and none goes away', async () => {
  await sign(office, '2026-12-01', USUAL_AGREEMENTS)
  await office.until(() => wijkOf(office).versions.length === 2, 'the second')
  await expect(sign(office, '2026-11-28')).rejects.toMatchObject({ code: 'not-allowed' })
  expect(wijkOf(office)).toMatchObject({
    held: 1,
    versions: [{ serial: 2, from: '2026-12-01' }, { serial: 1 }],
  })
})
