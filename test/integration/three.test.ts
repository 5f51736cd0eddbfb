/**
 * Three people around one child, over weeks with a weekend, Easter, King's Day and days without a network:
 * what each of them is shown, whose turn it is, and what the other two and the coordinator of the wijk never
 * learn.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dumpDatabase, dumpDevice } from '../fixtures/dump.ts'
import { caseloadOf, draftOf, PASSPHRASE, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'
import type { ClockTurn, ClockView, ConversationView } from '../../shared/api/conversation.ts'
import type { NeighbourhoodSignal } from '../../shared/api/triage.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { ReceivedAnswer, SentSignal } from '../../shared/api/my-signals.ts'
import type { Task } from '../../shared/api/my-day.ts'
import type { Entry } from '../../shared/domain/conversation.ts'
import type { AnswerKind } from '../../shared/domain/signal.ts'

const MONDAY = '2027-03-22'
const LAST_DAY = '2027-05-31'
const STAND_IN = {
  name: 'Joke Waarnemer',
  function: 'intern begeleider',
  phone: '06-11 22 33 44',
  mail: 'joke@example.nl',
}
const CHILDREN = {
  Sami: ['Sami', '', 'Yıldız', '14-03-2017'],
  Noor: ['Noor', 'de', 'Vries', '01-12-2016'],
  Elif: ['Elif', '', 'Kaya', '02-09-2017'],
  Daan: ['Daan', '', 'Vos', '05-01-2016'],
  Guus: ['Guus', '', 'Mulder', '20-06-2017'],
} as const
type Child = keyof typeof CHILDREN
const listOf = (...names: readonly Child[]): string =>
  caseloadOf(...names.map((name) => [...CHILDREN[name]] as [string, string, string, string]))
/** What looks as chance does: keys, ids and sealed pages, in base64. */
const RANDOM = /(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])[\w+/-]{22,}/g
/**
 * Which of these stand in it, in whatever case. A short one is looked for in the bytes of what looks as
 * chance does: in base64 chance writes a name of four letters once in a million places.
 */
const foundIn = (known: string, ...marks: readonly string[]): string[] => {
  const [all, read] = [
    known,
    known.replace(RANDOM, (written) => Buffer.from(written, 'base64').toString('latin1')),
  ].map((text) => text.toLowerCase())
  return marks.filter((mark) => (mark.length < 12 ? read! : all!).includes(mark.toLowerCase()))
}

let town: Town
let teacher: TestEngine
let worker: TestEngine
let nurse: TestEngine
let coordinator: TestEngine
const members = {} as Record<'teacher' | 'worker' | 'nurse' | 'coordinator', Member>
const everybody = (): TestEngine[] => [teacher, worker, nurse, coordinator]
/** Who has no network, or whose laptop is shut. */
const gone = new Set<string>()

beforeAll(async () => {
  town = await Town.start({ at: `${MONDAY}T09:00:00Z` })
  const school = await town.admitOrganisation({
    id: 'de-regenboog',
    name: 'De Regenboog',
    kind: 'primary-school',
    standIn: STAND_IN,
  })
  const team = await town.admitOrganisation({
    id: 'wijkteam',
    name: 'Wijkteam Oost',
    kind: 'neighbourhood-team',
  })
  members.teacher = await town.admitDevice(school, {
    name: 'Fatima Bos',
    roles: ['professional', 'administrator'],
  })
  members.worker = await town.admitDevice(
    await town.admitOrganisation({ id: 'welzijn-veenwijk', name: 'Welzijn Veenwijk' }),
    { name: 'Karim Haddad' },
  )
  members.nurse = await town.admitDevice(
    await town.admitOrganisation({ id: 'jgz-veenland', name: 'JGZ Veenland', kind: 'youth-health' }),
    { name: 'Marloes Prins' },
  )
  members.coordinator = await town.admitDevice(team, {
    name: 'Ineke de Wit',
    roles: ['coordinator', 'administrator'],
    neighbourhoods: team.organisation.neighbourhoods,
  })
  await town.publishWeekKey(members.teacher)
  const start = (member: Member, caseload?: string): Promise<TestEngine> => {
    const online = (): boolean => !gone.has(member.device.id)
    return startEngine(town, member, {
      hurry: true,
      ...(caseload === undefined ? {} : { caseload }),
      online,
      ports: {
        fetch: (input, init) => (online() ? fetch(input, init) : Promise.reject(new TypeError('no network'))),
      },
    })
  }
  teacher = await start(members.teacher, listOf('Sami', 'Noor', 'Elif', 'Daan', 'Guus'))
  worker = await start(members.worker, listOf('Sami', 'Noor', 'Elif', 'Guus'))
  nurse = await start(members.nurse, listOf('Sami', 'Daan', 'Guus'))
  coordinator = await start(members.coordinator)
  for (const engine of [teacher, worker, nurse])
    await engine.until(({ sync }) => sync.tokensTotal > 0 && sync.tokensDone === sync.tokensTotal, 'tokens')
})
afterAll(async () => {
  for (const engine of everybody()) await engine?.stop()
  await town?.stop()
})

const today = (): string => town.at.slice(0, 10)
/** The days go by until this one; everybody with a network hears what there is. */
const goTo = async (date: string): Promise<void> => {
  town.clock.pass({ days: (Date.parse(date) - Date.parse(today())) / 86_400_000 })
  for (const engine of everybody().filter(({ profile }) => !gone.has(profile))) {
    await engine.run({ kind: 'sync-now' })
    await engine.until(
      ({ session, sync }) =>
        session.today === date && sync.state === 'online' && sync.updatedAt?.slice(0, 10) === date,
      date,
    )
  }
}
const leave = async (engine: TestEngine): Promise<void> => {
  gone.add(engine.profile)
  await engine.run({ kind: 'wake' })
  await engine.until(({ sync }) => sync.state === 'offline', 'no network')
}
const comeBack = async (engine: TestEngine): Promise<void> => {
  gone.delete(engine.profile)
  await engine.run({ kind: 'wake' })
  await engine.until(({ sync }) => sync.state === 'online', 'the network')
}

const isAbout =
  (child: Child) =>
  ({ children }: { children: readonly { name: string }[] }): boolean =>
    children.some(({ name }) => name.startsWith(child))
const sentOf = (child: Child): SentSignal => teacher.views().sent.find(isAbout(child))!
const matchOf = (engine: TestEngine, child: Child): PossibleMatch =>
  engine.views().matches.find(isAbout(child))!
const areaOf = (child: Child): NeighbourhoodSignal =>
  coordinator.views().neighbourhood.find(({ id }) => id === sentOf(child).id)!
const memberOf = (engine: TestEngine): Member =>
  Object.values(members).find(({ device }) => device.id === engine.profile)!
/** What the teacher has of this one. */
const answerOf = (engine: TestEngine, child: Child): ReceivedAnswer =>
  sentOf(child).answers.find(({ name }) => name === memberOf(engine).identity.person.name)!
const tasks = (engine: TestEngine): Pick<Task, 'kind' | 'with'>[] =>
  engine.views().day.map((task) => ({ kind: task.kind, with: task.with }))
const about = (engine: TestEngine, child: Child): Task['kind'][] =>
  engine
    .views()
    .day.filter(({ names }) => names.some((name) => name.startsWith(child)))
    .map(({ kind }) => kind)

const file = async (child: Child): Promise<void> => {
  await teacher.run({
    kind: 'file-signal',
    draft: {
      ...(await draftOf(teacher, child)),
      lostSince: '2027-03-08',
      parents: 'informed',
      disappearsOn: '2027-06-01',
    },
  })
  await teacher.until(() => sentOf(child)?.state === 'open', 'sent')
}
const answer = async (engine: TestEngine, child: Child, kind: AnswerKind): Promise<void> => {
  await engine.until(() => matchOf(engine, child) !== undefined, 'the match')
  await engine.run({ kind: 'answer', signalId: matchOf(engine, child).id, answer: kind, weighing: 'consent' })
  await engine.until(() => matchOf(engine, child).state === 'answered', 'the answer to leave')
}
/** The teacher to this one, or this one to the teacher. */
const tell = async (to: TestEngine, child: Child, entry: Entry): Promise<string> =>
  (
    (await teacher.run({ kind: 'say', signalId: sentOf(child).id, responder: to.profile, entry })) as {
      ref: string
    }
  ).ref
const reply = async (from: TestEngine, child: Child, entry: Entry): Promise<string> =>
  (
    (await from.run({ kind: 'say', signalId: matchOf(from, child).id, responder: from.profile, entry })) as {
      ref: string
    }
  ).ref
const threadOf = (engine: TestEngine, child: Child): [ConversationView, ConversationView] => [
  answerOf(engine, child).conversation!,
  matchOf(engine, child).conversation!,
]
/** Both have read everything. */
const agree = (engine: TestEngine, child: Child, items: number): Promise<unknown> =>
  Promise.all(
    [teacher, engine].map((one) =>
      one.until(
        () =>
          threadOf(engine, child).every(
            (conversation) =>
              conversation.items.length === items && conversation.items.every(({ waiting }) => !waiting),
          ),
        `${items} things said`,
      ),
    ),
  )

const OTHER_SIDE: Readonly<Record<ClockTurn, ClockTurn>> = {
  anybody: 'you',
  you: 'other',
  other: 'you',
  'your-stand-in': 'their-stand-in',
  'their-stand-in': 'your-stand-in',
  coordinator: 'coordinator',
}
const seenFromThere = (clock: ClockView | null): ClockView | null =>
  clock && {
    ...clock,
    ours: !clock.ours,
    turn: OTHER_SIDE[clock.turn],
    next: clock.next && { ...clock.next, turn: OTHER_SIDE[clock.next.turn] },
  }
/** The clock as this one sees it, and that the teacher sees the same from the other side. */
const clockOf = (engine: TestEngine, child: Child): ClockView | null => {
  const clock = matchOf(engine, child).clock
  expect(answerOf(engine, child).clock).toEqual(seenFromThere(clock))
  return clock
}

/** All that an engine shows and keeps, without the public list of who takes part. */
const knownTo = async (engine: TestEngine): Promise<string> => {
  const { organisations: _, ...views } = engine.views()
  return `${JSON.stringify(views)}\n${await dumpDevice(engine.profile, engine.vaultRecord(), PASSPHRASE, engine.indexedDB)}`
}
const marksOf = ({ device, identity }: Member): string[] => [
  device.id,
  device.organisationId,
  identity.person.name,
  identity.person.name.split(' ')[0]!,
]

describe('two who know the child', () => {
  test('answer a day apart: the requester sees both, each with a conversation and a clock of its own', async () => {
    await file('Sami')
    await answer(worker, 'Sami', 'contact-call-me')
    await teacher.until(() => sentOf('Sami').answers.length === 1, 'the answer')
    await goTo('2027-03-23')
    await answer(nurse, 'Sami', 'contact-parents-first')
    await teacher.until(() => sentOf('Sami').answers.length === 2, 'the other answer')
    expect(sentOf('Sami').answers).toMatchObject([
      {
        organisation: 'Welzijn Veenwijk',
        name: 'Karim Haddad',
        answer: 'contact-call-me',
        phone: '06-00 00 00 00',
      },
      { organisation: 'JGZ Veenland', name: 'Marloes Prins', answer: 'contact-parents-first', phone: null },
    ])
    expect(sentOf('Sami').answers.map(({ conversation }) => conversation!.responder)).toEqual([
      worker.profile,
      nurse.profile,
    ])
    expect(clockOf(worker, 'Sami')).toMatchObject({
      stage: 'speak',
      turn: 'other',
      dueOn: '2027-03-23',
      next: { turn: 'their-stand-in', on: '2027-03-24' },
    })
    expect(clockOf(nurse, 'Sami')).toMatchObject({
      stage: 'speak',
      turn: 'you',
      dueOn: '2027-03-26',
      next: { turn: 'your-stand-in', on: '2027-03-30' },
    })
    expect(tasks(teacher)).toEqual([{ kind: 'speak', with: 'Karim Haddad' }])
    expect(tasks(nurse)).toEqual([{ kind: 'speak', with: 'Fatima Bos' }])
  })

  test('are asked for different things: one refuses with a reason and offers something else, the other accepts', async () => {
    const lead = await tell(worker, 'Sami', { kind: 'ask', ask: 'take-lead' })
    await tell(nurse, 'Sami', { kind: 'ask', ask: 'keep-eye' })
    for (const engine of [worker, nurse])
      await engine.until(() => about(engine, 'Sami').includes('asked'), 'the ask')
    // That the requester asked something does not take away that the nurse was to come back.
    expect(clockOf(nurse, 'Sami')).toMatchObject({ stage: 'speak', turn: 'you', dueOn: '2027-03-26' })
    await reply(worker, 'Sami', { kind: 'refuse', to: lead, reason: 'no-time' })
    await expect(
      reply(worker, 'Sami', { kind: 'propose', to: lead, ask: 'visit-together' }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    const visit = await reply(worker, 'Sami', { kind: 'ask', ask: 'visit-together' })
    await reply(nurse, 'Sami', { kind: 'accept', to: matchOf(nurse, 'Sami').conversation!.items[0]!.ref })
    await agree(worker, 'Sami', 2)
    await teacher.until(
      () => answerOf(nurse, 'Sami').conversation!.items[0]!.answer === 'accepted',
      'the yes',
    )
    expect(answerOf(worker, 'Sami').conversation).toMatchObject({
      lead: 'you',
      items: [
        { answer: 'refused', reason: 'no-time' },
        { ref: visit, mine: false, open: true },
      ],
    })
    expect(answerOf(nurse, 'Sami').conversation).toMatchObject({
      lead: 'you',
      items: [{ answer: 'accepted', mine: true }],
    })
    expect(tasks(teacher)).toContainEqual({ kind: 'asked', with: 'Karim Haddad' })
    await tell(worker, 'Sami', { kind: 'accept', to: visit })
    await worker.until(() => matchOf(worker, 'Sami').conversation!.items[1]!.answer === 'accepted', 'the yes')
    expect(clockOf(nurse, 'Sami')).toMatchObject({ stage: 'outcome', turn: 'other' })
  })

  test('end it differently: both ends are shown to both', async () => {
    await goTo('2027-03-24')
    await teacher.run({ kind: 'close', signalId: sentOf('Sami').id, outcome: 'contact-restored' })
    for (const engine of [worker, nurse])
      await engine.until(() => matchOf(engine, 'Sami').theirOutcome === 'contact-restored', 'the end')
    await nurse.run({ kind: 'close', signalId: matchOf(nurse, 'Sami').id, outcome: 'not-restored' })
    await teacher.until(() => answerOf(nurse, 'Sami').outcome === 'not-restored', 'the other end')
    expect(sentOf('Sami')).toMatchObject({
      outcome: 'contact-restored',
      conflicts: [{ kind: 'outcomes-differ', organisation: 'JGZ Veenland' }],
    })
    expect(tasks(teacher)).toContainEqual({ kind: 'contradiction', with: 'JGZ Veenland' })
    expect(matchOf(nurse, 'Sami')).toMatchObject({
      ourOutcome: 'not-restored',
      theirOutcome: 'contact-restored',
    })
    expect(matchOf(worker, 'Sami')).toMatchObject({ ourOutcome: null, theirOutcome: 'contact-restored' })
    expect([clockOf(nurse, 'Sami'), clockOf(worker, 'Sami')]).toMatchObject([
      null,
      { stage: 'outcome', turn: 'you' },
    ] as unknown[])
  })

  test('never learn that the other knows the child, answered, or said how it ended', async () => {
    const [ofWorker, ofNurse, ofCoordinator] = [
      await knownTo(worker),
      await knownTo(nurse),
      await knownTo(coordinator),
    ]
    expect(
      foundIn(ofWorker, ...marksOf(members.nurse), 'contact-parents-first', 'not-restored', 'keep-eye'),
    ).toEqual([])
    expect(
      foundIn(ofNurse, ...marksOf(members.worker), 'contact-call-me', 'take-lead', 'visit-together'),
    ).toEqual([])
    expect(
      foundIn(
        ofCoordinator,
        ...marksOf(members.worker),
        ...marksOf(members.nurse),
        ...CHILDREN.Sami.filter(Boolean),
        'contact-call-me',
        'contact-parents-first',
        'not-restored',
      ),
    ).toEqual([])
    expect(
      foundIn(ofNurse, 'contact-parents-first', 'not-restored', 'keep-eye', ...marksOf(members.teacher)),
    ).toHaveLength(7)
  })
})

describe('who asked is not there', () => {
  test('and nothing happens: stand-in and coordinator on working days, not in the weekend and not on Easter Monday', async () => {
    await file('Noor')
    await goTo('2027-03-25')
    await answer(worker, 'Noor', 'contact-call-me') // Thursday
    await teacher.until(() => sentOf('Noor').answers.length === 1, 'the answer')
    await coordinator.until(() => areaOf('Noor').state === 'answered', 'that somebody answered')
    await leave(teacher)
    await goTo('2027-03-26')
    expect(clockOf(worker, 'Noor')).toMatchObject({
      turn: 'other',
      dueOn: '2027-03-26',
      late: false,
      next: { turn: 'their-stand-in', on: '2027-03-30' },
      standIn: { name: STAND_IN.name },
    })
    await goTo('2027-03-29')
    expect(clockOf(worker, 'Noor')).toMatchObject({ turn: 'other', late: true, next: { on: '2027-03-30' } })
    await goTo('2027-03-30')
    expect(clockOf(worker, 'Noor')).toMatchObject({
      turn: 'their-stand-in',
      standIn: { name: STAND_IN.name, phone: STAND_IN.phone },
      next: { turn: 'coordinator', on: '2027-03-31' },
    })
    expect(tasks(coordinator)).toEqual([])
    await goTo('2027-03-31')
    expect(clockOf(worker, 'Noor')).toMatchObject({ turn: 'coordinator', next: null })
  })

  test('then the coordinator sees that it waits and whom to call, and neither the child nor who answered', async () => {
    expect(areaOf('Noor')).toMatchObject({
      state: 'answered',
      awaitsEnd: true,
      requester: 'Fatima Bos',
      requesterPhone: '06-00 00 00 00',
    })
    expect(coordinator.views().day).toMatchObject([
      { kind: 'neighbourhood-answered', count: 1, names: [], with: null, signalId: sentOf('Noor').id },
    ])
    expect(
      foundIn(
        await knownTo(coordinator),
        ...marksOf(members.worker),
        ...marksOf(members.nurse),
        ...CHILDREN.Noor.filter(Boolean).filter((word) => word !== 'de'),
        'contact-call-me',
      ),
    ).toEqual([])
  })

  test('and is back: with the first word the clock goes on, with a whole term', async () => {
    await goTo('2027-04-01')
    await comeBack(teacher)
    expect(clockOf(worker, 'Noor')).toMatchObject({ turn: 'coordinator', late: true })
    expect(teacher.views().day.filter(({ kind }) => kind === 'speak')).toMatchObject([
      { with: 'Karim Haddad', phone: '06-00 00 00 00', dueOn: '2027-03-26', late: true },
    ])
    expect(about(worker, 'Noor')).toEqual([])
    await tell(worker, 'Noor', { kind: 'agreement', by: 'me', what: 'call', on: '2027-04-01' })
    await agree(worker, 'Noor', 1)
    expect(clockOf(worker, 'Noor')).toMatchObject({
      stage: 'outcome',
      turn: 'other',
      dueOn: '2027-04-08',
      late: false,
      next: { turn: 'their-stand-in', on: '2027-04-09' },
    })
    expect(about(teacher, 'Noor').toSorted()).toEqual(['agreement', 'outcome'])
    await teacher.run({ kind: 'close', signalId: sentOf('Noor').id, outcome: 'handed-over' })
    await coordinator.until(() => areaOf('Noor').state === 'closed', 'the end')
    expect(tasks(coordinator)).toEqual([])
    // Nor is it the turn of the coordinator where only the end of who answered is missing.
    expect(clockOf(worker, 'Sami')).toMatchObject({
      stage: 'outcome',
      turn: 'your-stand-in',
      ours: true,
      late: true,
      next: null,
    })
  })

  test('and said so before: the stand-in at once, the coordinator in time, however long it lasts', async () => {
    const { details } = teacher.views().administration!
    const { organisationId: _, serial: __, ...ours } = details!
    await file('Elif')
    await teacher.run({ kind: 'save-details', details: { ...ours, awayUntil: '2027-04-16' } })
    for (const engine of [worker, coordinator]) {
      await engine.run({ kind: 'sync-now' })
      await engine.until(
        ({ organisations }) => organisations.some(({ awayUntil }) => awayUntil === '2027-04-16'),
        'that they are away',
      )
    }
    await answer(worker, 'Elif', 'contact-call-me') // Thursday
    await teacher.until(() => sentOf('Elif').answers.length === 1, 'the answer')
    await coordinator.until(() => areaOf('Elif').state === 'answered', 'that somebody answered')
    await leave(teacher)
    expect(clockOf(worker, 'Elif')).toMatchObject({
      turn: 'their-stand-in',
      dueOn: '2027-04-02',
      late: false,
      standIn: { name: STAND_IN.name },
      next: { turn: 'coordinator', on: '2027-04-06' },
    })
    await goTo('2027-04-05')
    expect(clockOf(worker, 'Elif')).toMatchObject({ turn: 'their-stand-in', late: true })
    expect(tasks(coordinator)).toEqual([])
    await goTo('2027-04-06')
    expect(clockOf(worker, 'Elif')).toMatchObject({ turn: 'coordinator' })
    expect(tasks(coordinator)).toEqual([{ kind: 'neighbourhood-answered', with: null }])
    await comeBack(teacher)
    await teacher.run({ kind: 'save-details', details: { ...ours, awayUntil: null } })
    await tell(worker, 'Elif', { kind: 'text', text: 'Ik ben er weer en bel je zo.' })
    await agree(worker, 'Elif', 1)
    await worker.run({ kind: 'sync-now' })
    await worker.until(
      ({ organisations }) => organisations.every(({ awayUntil }) => awayUntil === null),
      'that they are back',
    )
    expect(clockOf(worker, 'Elif')).toMatchObject({
      stage: 'outcome',
      turn: 'other',
      dueOn: '2027-04-13',
      late: false,
    })
    await teacher.run({ kind: 'close', signalId: sentOf('Elif').id, outcome: 'handed-over' })
  })
})

test('two days without a network: both say who is next and when; afterwards both read the same, once, under one clock', async () => {
  await file('Daan')
  await goTo('2027-04-07')
  await answer(nurse, 'Daan', 'contact-parents-first') // Wednesday
  await teacher.until(() => sentOf('Daan').answers.length === 1, 'the answer')
  await leave(nurse)
  const [first, second] = [
    await tell(nurse, 'Daan', { kind: 'text', text: 'Lukt het met de ouders?' }),
    await reply(nurse, 'Daan', { kind: 'text', text: 'Moeder wil wel praten.' }),
  ]
  await goTo('2027-04-08')
  const third = await reply(nurse, 'Daan', { kind: 'agreement', by: 'both', what: 'visit', on: '2027-04-14' })
  const fourth = await tell(nurse, 'Daan', { kind: 'ask', ask: 'keep-eye' })
  await goTo('2027-04-09')
  expect(nurse.views().session.today).toBe('2027-04-09')
  // The teacher waits for the nurse; the nurse said something and waits for nothing but the network.
  expect(answerOf(nurse, 'Daan').clock).toMatchObject({
    stage: 'speak',
    turn: 'other',
    dueOn: '2027-04-12',
    next: { turn: 'their-stand-in', on: '2027-04-13' },
  })
  expect(matchOf(nurse, 'Daan').clock).toMatchObject({
    stage: 'outcome',
    turn: 'other',
    dueOn: '2027-04-14',
    next: { turn: 'their-stand-in', on: '2027-04-15' },
  })
  expect(matchOf(nurse, 'Daan').conversation!.items.map(({ ref, waiting }) => [ref, waiting])).toEqual([
    [second, true],
    [third, true],
  ])
  expect(answerOf(nurse, 'Daan').conversation!.items.map(({ ref }) => ref)).toEqual([first, fourth])
  await comeBack(nurse)
  await agree(nurse, 'Daan', 4)
  await goTo('2027-04-12')
  const [there, here] = threadOf(nurse, 'Daan')
  expect(here.items.map(({ ref, at, entry }) => ({ ref, at, entry }))).toEqual(
    there.items.map(({ ref, at, entry }) => ({ ref, at, entry })),
  )
  expect(here.items.map(({ ref }) => ref).toSorted()).toEqual([first, second, third, fourth].toSorted())
  expect(clockOf(nurse, 'Daan')).toMatchObject({ stage: 'outcome', turn: 'other', dueOn: '2027-04-14' })
  expect(about(nurse, 'Daan')).toEqual(['asked'])
  await teacher.run({ kind: 'close', signalId: sentOf('Daan').id, outcome: 'moved' })
  await nurse.until(() => matchOf(nurse, 'Daan').theirOutcome === 'moved', 'the end')
})

describe('a family that needs time', () => {
  test('the clock stands still with a reason for the two, and runs on for the third', async () => {
    await goTo('2027-04-19')
    await file('Guus')
    for (const engine of [worker, nurse]) await answer(engine, 'Guus', 'contact-call-me') // Monday
    await teacher.until(() => sentOf('Guus').answers.length === 2, 'the answers')
    for (const engine of [worker, nurse])
      await tell(engine, 'Guus', { kind: 'agreement', by: 'me', what: 'call', on: '2027-04-20' })
    for (const engine of [worker, nurse]) await agree(engine, 'Guus', 1)
    expect([clockOf(worker, 'Guus'), clockOf(nurse, 'Guus')]).toMatchObject([
      { stage: 'outcome', dueOn: '2027-04-26' },
      { stage: 'outcome', dueOn: '2027-04-26' },
    ])
    await goTo('2027-04-22')
    await reply(nurse, 'Guus', { kind: 'pause', reason: 'family-needs-time', until: '2027-04-26' })
    await agree(nurse, 'Guus', 2)
    expect(threadOf(nurse, 'Guus').map(({ pause }) => pause)).toEqual([
      { mine: false, reason: 'family-needs-time', until: '2027-04-26' },
      { mine: true, reason: 'family-needs-time', until: '2027-04-26' },
    ])
    // Two working days were left: 28 and 29 April, because 27 April is King's Day.
    expect(clockOf(nurse, 'Guus')).toMatchObject({
      paused: true,
      late: false,
      turn: 'other',
      dueOn: '2027-04-29',
    })
    expect(clockOf(worker, 'Guus')).toMatchObject({ paused: false, turn: 'other', dueOn: '2027-04-26' })
    expect(await knownTo(worker)).not.toContain('family-needs-time')
    expect(await knownTo(coordinator)).not.toContain('family-needs-time')
    expect(
      teacher
        .views()
        .day.filter(({ kind }) => kind === 'outcome')
        .map((task) => task.with),
    ).toEqual(['Karim Haddad'])
  })

  test('after it the clock goes on with what was left', async () => {
    await goTo('2027-04-27')
    expect(clockOf(nurse, 'Guus')).toMatchObject({
      paused: false,
      late: false,
      turn: 'other',
      dueOn: '2027-04-29',
      next: { turn: 'their-stand-in', on: '2027-04-30' },
    })
    expect(teacher.views().day).toContainEqual(
      expect.objectContaining({ kind: 'outcome', with: 'Marloes Prins', dueOn: '2027-04-29', late: false }),
    )
    await goTo('2027-04-28')
    for (const engine of [worker, nurse])
      await engine.run({ kind: 'close', signalId: matchOf(engine, 'Guus').id, outcome: 'contact-restored' })
    await teacher.until(
      () => sentOf('Guus').answers.every(({ outcome }) => outcome === 'contact-restored'),
      'their ends',
    )
    await teacher.run({ kind: 'close', signalId: sentOf('Guus').id, outcome: 'contact-restored' })
    for (const engine of [worker, nurse])
      await engine.until(() => matchOf(engine, 'Guus').theirOutcome === 'contact-restored', 'the end')
    expect([clockOf(worker, 'Guus'), clockOf(nurse, 'Guus'), sentOf('Guus').conflicts]).toEqual([
      null,
      null,
      [],
    ])
  })

  test('two weeks later the requester is asked whether it lasts, and nobody else', async () => {
    await goTo('2027-05-11')
    expect(about(teacher, 'Guus')).toEqual([])
    await goTo('2027-05-12')
    expect(teacher.views().day.filter(({ signalId }) => signalId === sentOf('Guus').id)).toMatchObject([
      { kind: 'follow-up', screen: 'my-signals', dueOn: '2027-05-12', late: false },
    ])
    expect([about(worker, 'Guus'), about(nurse, 'Guus')]).toEqual([[], []])
  })

  test('it does not: the signaal is open again for everybody who was told, and the clock begins anew', async () => {
    await tell(worker, 'Guus', { kind: 'follow-up', inContact: false })
    for (const engine of [worker, nurse])
      await engine.until(() => matchOf(engine, 'Guus').theirOutcome === null, 'that it is open again')
    await coordinator.until(() => areaOf('Guus').state === 'answered', 'that it is open again')
    await agree(worker, 'Guus', 2)
    expect(sentOf('Guus')).toMatchObject({ state: 'answered', outcome: null, followUp: null, conflicts: [] })
    expect(matchOf(worker, 'Guus').conversation!.items.at(-1)!.entry).toEqual({
      kind: 'follow-up',
      inContact: false,
    })
    for (const engine of [worker, nurse]) {
      expect(matchOf(engine, 'Guus')).toMatchObject({ state: 'answered', ourOutcome: null })
      expect(clockOf(engine, 'Guus')).toMatchObject({
        stage: 'speak',
        turn: 'other',
        dueOn: '2027-05-13',
        late: false,
        paused: false,
      })
    }
    expect(about(teacher, 'Guus')).toEqual(['speak', 'speak'])
    expect(areaOf('Guus').awaitsEnd).toBe(false)
  })

  test('it can end again, in the same way too, and is asked again', async () => {
    await goTo('2027-05-13')
    for (const engine of [worker, nurse])
      await engine.run({ kind: 'close', signalId: matchOf(engine, 'Guus').id, outcome: 'contact-restored' })
    await teacher.until(
      () => sentOf('Guus').answers.every(({ outcome }) => outcome === 'contact-restored'),
      'their ends',
    )
    await teacher.run({ kind: 'close', signalId: sentOf('Guus').id, outcome: 'contact-restored' })
    for (const engine of [worker, nurse])
      await engine.until(() => matchOf(engine, 'Guus').theirOutcome === 'contact-restored', 'the end')
    expect([clockOf(worker, 'Guus'), clockOf(nurse, 'Guus')]).toEqual([null, null])
    await goTo('2027-05-27')
    expect(sentOf('Guus').followUp).toEqual({ on: '2027-05-27', inContact: null })
    expect(about(teacher, 'Guus')).toEqual(['follow-up'])
    await tell(worker, 'Guus', { kind: 'follow-up', inContact: true })
    expect([sentOf('Guus').state, about(teacher, 'Guus')]).toEqual(['closed', []])
  })
})

test('on its date everything is gone: of four devices and of the relay', async () => {
  await goTo(LAST_DAY)
  const ids = teacher.views().sent.map(({ id }) => id)
  expect(ids).toHaveLength(5)
  const said = [
    'family-needs-time',
    'no-time',
    'keep-eye',
    'Lukt het met de ouders?',
    'Moeder wil wel praten.',
    'Ik ben er weer en bel je zo.',
  ]
  expect(foundIn((await Promise.all(everybody().map(knownTo))).join(''), ...ids, ...said)).toEqual([
    ...ids,
    ...said,
  ])
  town.clock.pass({ days: 1 })
  await town.relay.retention.run()
  for (const engine of everybody()) {
    await engine.run({ kind: 'sync-now' })
    await engine.until(
      ({ sent, matches, hints, neighbourhood, day, session }) =>
        session.today === '2027-06-01' &&
        [sent, matches, hints, neighbourhood, day].every(({ length }) => length === 0),
      'that it is gone',
    )
    await engine.until(
      ({ sync }) => sync.state === 'online' && sync.updatedAt?.slice(0, 10) === '2027-06-01',
      'a cycle',
    )
    // The logbook keeps for a year that something was done here, by its number.
    const others = Object.values(members)
      .filter(({ device }) => device.id !== engine.profile)
      .flatMap(({ device, identity }) => [device.id, identity.person.name])
    expect(foundIn(await knownTo(engine), ...ids, ...said, ...others)).toEqual([])
  }
  const relay = await dumpDatabase(town.relay.databaseUrl)
  expect([...ids, ...said].filter((mark) => relay.includes(mark))).toEqual([])
  const others = await fetch(`${town.relay.url}/v1/events?after=0`, {
    headers: { authorization: `Bearer ${await town.session(members.nurse)}` },
  })
  expect(((await others.json()) as { events: unknown[] }).events).toEqual([])
})
