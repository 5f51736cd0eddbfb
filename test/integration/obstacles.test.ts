/**
 * An obstacle from the teacher who meets it to coordinator, programmabureau and municipality, and the answer
 * back, over a real relay.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardToken } from '../../shared/protocol/envelope.ts'
import type { Command } from '../../shared/api/api.ts'
import type { ObstacleSent, ObstacleView } from '../../shared/api/obstacles.ts'
import { dumpDatabase } from '../fixtures/dump.ts'
import { bootEngine, caseloadOf, PASSPHRASE, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const WIJK = 'WK999801'
const TEXT = 'Na een match is er drie maanden lang niemand die kan beginnen.'

let town: Town
let teacher: TestEngine
let coordinator: TestEngine
let office: TestEngine
let municipality: TestEngine
let panel: TestEngine
let stranger: Member
let all: TestEngine[]

beforeAll(async () => {
  town = await Town.start() // Monday 23 November 2026
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  const drost = await town.admitDevice(
    await town.admitOrganisation({ name: 'Wijkteam', kind: 'neighbourhood-team' }),
    { roles: ['coordinator'], neighbourhoods: [WIJK] },
  )
  const bureau = await town.admitDevice(
    await town.admitOrganisation({ name: 'Programmabureau', kind: 'programme-office', neighbourhoods: [] }),
    { roles: ['administrator'] },
  )
  const hall = await town.admitDevice(
    await town.admitOrganisation({ name: 'Gemeente Veenwijk', kind: 'municipality' }),
    { roles: ['administrator'] },
  )
  const burgers = await town.admitDevice(
    await town.admitOrganisation({ name: 'Burgerpanel', kind: 'citizens-panel', neighbourhoods: [] }),
    { roles: ['panel'] },
  )
  stranger = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn', kind: 'welfare' }))
  await town.publishWeekKey(school)
  teacher = await startEngine(town, school, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017']),
  })
  coordinator = await startEngine(town, drost, { hurry: true })
  office = await startEngine(town, bureau, { hurry: true })
  municipality = await startEngine(town, hall, { hurry: true })
  panel = await startEngine(town, burgers, { hurry: true })
  all = [teacher, coordinator, office, municipality, panel]
  for (const engine of all)
    await engine.until(
      ({ sync, obstacles }) => sync.state === 'online' && (engine === panel || obstacles.wijken.length === 1),
      'a sync',
    )
}, 180_000)
afterAll(async () => {
  for (const engine of all ?? []) await engine.stop()
  await town?.stop()
})

const raise = (
  engine: TestEngine,
  text = TEXT,
  more: Partial<Extract<Command, { kind: 'raise-obstacle' }>> = {},
): Promise<ObstacleSent> =>
  engine.run({
    kind: 'raise-obstacle',
    neighbourhood: WIJK,
    about: 'waiting-list',
    text,
    anyway: false,
    ...more,
  }) as Promise<ObstacleSent>
const answer = (
  engine: TestEngine,
  ref: string,
  verdict: Extract<Command, { kind: 'answer-obstacle' }>['verdict'],
  text: string,
): Promise<unknown> => engine.run({ kind: 'answer-obstacle', ref, verdict, text, anyway: false })
const seenBy = (engine: TestEngine, ref: string): ObstacleView | undefined =>
  engine.views().obstacles.board.find((one) => one.ref === ref)
/** Also on a machine that is busy with something else. */
const comes = (test: () => boolean, what: string): Promise<void> =>
  expect.poll(test, { timeout: 45_000, message: what }).toBe(true)
const everywhere = async (
  ref: string,
  test: (view: ObstacleView | undefined) => boolean,
  what: string,
): Promise<void> => {
  for (const engine of all) {
    await engine.run({ kind: 'sync-now' })
    await comes(() => test(seenBy(engine, ref)), what)
  }
}
const pass = async (days: number, today: string): Promise<void> => {
  town.clock.pass({ days })
  for (const engine of all) {
    await engine.run({ kind: 'sync-now' })
    await comes(() => {
      const { session, sync } = engine.views()
      return session.today === today && sync.state === 'online'
    }, today)
  }
}
const tasks = (engine: TestEngine, kind: string) => engine.views().day.filter((task) => task.kind === kind)
const told = (engine: TestEngine): number =>
  engine.posted.filter((message) => message.type === 'notify' && message.about === 'obstacle').length

let first: string

test('who raises one sees before to whom it goes and when there is an answer; each above the own level, the panel not at all', () => {
  expect(teacher.views().obstacles).toEqual({
    mayRaise: true,
    wijken: [{ neighbourhood: WIJK, level: 'coordinator', answerBy: '2026-12-07' }],
    board: [],
  })
  expect(
    [coordinator, office, municipality].map((engine) => engine.views().obstacles.wijken[0]!.level),
  ).toEqual(['programme-office', 'municipality', 'state'])
  expect(panel.views().obstacles).toEqual({ mayRaise: false, wijken: [], board: [] })
})

test('a text that seems to hold something personal does not leave before a person looked, and a BSN never', async () => {
  expect(await raise(teacher, 'Het lukt niet met Sami.')).toEqual({ ref: null, warning: 'child' })
  expect(await raise(teacher, 'Het kind van 14-03-2017 krijgt niets.')).toEqual({
    ref: null,
    warning: 'birth-date',
  })
  expect(await raise(teacher, 'Bel 06-12345678.')).toEqual({ ref: null, warning: 'number' })
  expect(await raise(teacher, 'BSN 111222333', { anyway: true })).toEqual({ ref: null, warning: 'bsn' })
  await expect(raise(teacher, TEXT, { neighbourhood: 'WK999899' })).rejects.toMatchObject({
    code: 'not-allowed',
  })
  await expect(raise(panel)).rejects.toMatchObject({ code: 'not-your-role' })
  expect(all.every((engine) => engine.views().obstacles.board.length === 0)).toBe(true)
})

test('everybody who takes part reads it with the organisation and nothing of the person; who owes the answer finds it in Mijn dag', async () => {
  const sent = await raise(teacher)
  first = sent.ref!
  expect(sent.warning).toBeNull()
  await everywhere(first, (view) => view?.state === 'open', 'the obstacle')
  for (const engine of all)
    expect(seenBy(engine, first)).toMatchObject({
      kind: 'waiting-list',
      text: TEXT,
      organisation: 'De Regenboog',
      level: 'coordinator',
      answerBy: '2026-12-07',
      openDays: 0,
      lateDays: 0,
      ours: engine === teacher,
      mine: engine === teacher,
      owed: engine === coordinator,
      keptUntil: '2027-02-19',
    })
  expect(JSON.stringify(panel.views().obstacles)).not.toMatch(/Persoon|06-00/)
  expect(tasks(coordinator, 'obstacle-owed')).toMatchObject([
    { signalId: first, screen: 'obstacles', obstacle: 'waiting-list', dueOn: '2026-12-07', late: false },
  ])
  // A device tells of what it has written down: the board shows it a moment before.
  await comes(() => told(coordinator) > 0, 'that who owes the answer is told')
  expect(all.map((engine) => [tasks(engine, 'obstacle-owed').length, told(engine)])).toEqual([
    [0, 0],
    [1, 1],
    [0, 0],
    [0, 0],
    [0, 0],
  ])
})

test('who does not owe the answer cannot give it: the own app refuses, and what somebody signs all the same is ignored and reported', async () => {
  for (const engine of [teacher, office, municipality, panel])
    await expect(answer(engine, first, 'solved', 'Klaar.')).rejects.toMatchObject({ code: 'not-your-role' })
  const refused = (engine: TestEngine): number =>
    engine.views().logbook.filter(({ kind, detail }) => kind === 'refused' && detail === 'writer').length
  await town.pushAs(stranger, {
    tokens: [boardToken],
    content: {
      type: 'obstacle-reply',
      ref: first,
      level: 'coordinator',
      verdict: 'solved',
      text: 'Klaar.',
      sentAt: '2026-11-23T10:00:00.000Z',
    },
  })
  for (const engine of all) {
    await engine.run({ kind: 'sync-now' })
    await comes(() => refused(engine) === 1, 'the refusal')
    expect(seenBy(engine, first)).toMatchObject({ state: 'open', steps: [{ replies: [] }] })
  }
})

test('an obstacle of a day that cannot be, from a program that was changed, is on no board', async () => {
  const refused = (engine: TestEngine): number =>
    engine.views().logbook.filter(({ kind, detail }) => kind === 'refused' && detail === 'content').length
  await town.pushAs(stranger, {
    tokens: [boardToken],
    content: {
      type: 'obstacle',
      ref: 'B'.repeat(22),
      level: 'coordinator',
      kind: 'language',
      text: 'Er is geen tolk.',
      neighbourhood: 'WK999801',
      raisedOn: '2134-04-10',
      answerBy: '2134-04-20',
      sentAt: '2026-11-23T10:00:00.000Z',
    },
  })
  for (const engine of all) {
    await engine.run({ kind: 'sync-now' })
    await comes(() => refused(engine) === 1, 'the refusal')
    expect(JSON.stringify(engine.views().obstacles)).not.toContain('2134')
  }
})

test('relay and trustee hold nothing of it: no word, no kind, no level', async () => {
  const dumps = [
    await dumpDatabase(town.relay.databaseUrl),
    await dumpDatabase(town.trustee.databaseUrl),
    Buffer.from(town.logs.join('')),
  ].map((bytes) => bytes.toString('latin1'))
  expect(dumps[0]!.length).toBeGreaterThan(1000)
  for (const dump of dumps)
    for (const word of ['drie maanden', 'waiting-list', first]) expect(dump).not.toContain(word)
})

test('a device that was opened again has the board, with what it raised itself', async () => {
  await teacher.stop()
  teacher = await bootEngine(town, teacher.profile, {
    hurry: true,
    indexedDB: teacher.indexedDB,
    vaultRecord: teacher.vaultRecord(),
  })
  all[0] = teacher
  await teacher.run({ kind: 'unlock', passphrase: PASSPHRASE })
  await comes(() => teacher.views().sync.state === 'online', 'a sync')
  expect(seenBy(teacher, first)).toMatchObject({ mine: true, state: 'open', text: TEXT })
})

test('after its date it is late, for everybody to see', async () => {
  await pass(16, '2026-12-09')
  for (const engine of all)
    expect(seenBy(engine, first)).toMatchObject({ state: 'open', openDays: 16, lateDays: 2 })
  expect(tasks(coordinator, 'obstacle-owed')).toMatchObject([{ late: true }])
})

test('passed up twice it has a fresh date each time, and who raised it hears so', async () => {
  expect(seenBy(coordinator, first)!.next).toBe('programme-office')
  await answer(coordinator, first, 'passed-up', 'Dit gaat over inkoop.')
  await everywhere(
    first,
    (view) => view?.level === 'programme-office' && view.steps[0]!.replies.length === 1,
    'the second level',
  )
  for (const engine of all)
    expect(seenBy(engine, first)).toMatchObject({
      state: 'open',
      organisation: 'De Regenboog',
      raisedOn: '2026-11-23',
      answerBy: '2026-12-31',
      openDays: 16,
      lateDays: 0,
      owed: engine === office,
      keptUntil: '2027-03-07',
    })
  await expect
    .poll(() => [
      tasks(teacher, 'obstacle-answered').length,
      tasks(coordinator, 'obstacle-owed').length,
      tasks(office, 'obstacle-owed').length,
    ])
    .toEqual([1, 0, 1])
  await teacher.run({ kind: 'seen-obstacle', ref: first })
  expect([tasks(teacher, 'obstacle-answered'), seenBy(teacher, first)!.news]).toEqual([[], false])
  await answer(office, first, 'passed-up', 'De gemeente koopt dit in.')
  await everywhere(first, (view) => view?.level === 'municipality', 'the third level')
  expect(seenBy(municipality, first)).toMatchObject({ owed: true, next: 'state' })
})

test('the answer comes back to who raised it, and the board shows who said what at each level', async () => {
  await answer(municipality, first, 'solved', 'Vanaf januari zijn er twee plekken bij.')
  await everywhere(first, (view) => view?.state === 'answered', 'the answer')
  for (const engine of all)
    expect(
      seenBy(engine, first)!.steps.map(({ level, replies }) => [
        level,
        replies.map(({ organisation, verdict }) => `${organisation}: ${verdict}`),
      ]),
    ).toEqual([
      ['coordinator', ['Wijkteam: passed-up']],
      ['programme-office', ['Programmabureau: passed-up']],
      ['municipality', ['Gemeente Veenwijk: solved']],
    ])
  await expect
    .poll(() => tasks(teacher, 'obstacle-answered').map(({ signalId }) => signalId))
    .toEqual([first])
  expect(told(teacher)).toBeGreaterThan(1)
  expect(tasks(municipality, 'obstacle-owed')).toEqual([])
})

test('what nobody answers is sent again once by who raised it; at its date it is gone everywhere', async () => {
  const { ref } = await raise(teacher, 'De afspraken per wijk zijn te krap voor een vraag aan de ouders.')
  await everywhere(ref!, (view) => view?.state === 'open' && view.keptUntil === '2027-03-07', 'the obstacle')
  await pass(50, '2027-01-28')
  await everywhere(ref!, (view) => view?.renewed === true, 'the renewal')
  for (const engine of all)
    expect(seenBy(engine, ref!)).toMatchObject({
      answerBy: '2026-12-23',
      openDays: 50,
      lateDays: 36,
      keptUntil: '2027-04-26',
      organisation: 'De Regenboog',
    })
  await pass(60, '2027-03-29')
  for (const engine of all)
    expect([seenBy(engine, first), seenBy(engine, ref!)?.renewed]).toEqual([undefined, true])
  await pass(29, '2027-04-27')
  for (const engine of all) await comes(() => engine.views().obstacles.board.length === 0, 'the end')
}, 180_000)
