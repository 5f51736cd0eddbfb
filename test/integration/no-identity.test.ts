/**
 * Whatever happens to a signaal, a coordinator's device and one of the programmabureau hold no identity that
 * was not disclosed to them: not in a row, a message to the window or a view, in no form in which software
 * writes things down. All rows, as a device hands them on.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDeviceFile } from '../../shared/device-file.ts'
import { fromBase64url } from '../../shared/encoding.ts'
import { openOuterLayer } from '../../shared/protocol/envelope.ts'
import { CANARY, findCanaries } from '../fixtures/canaries.ts'
import {
  caseloadOf,
  draftOf,
  fileOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
  synced,
} from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const WIJK = 'WK999801'
/** What identifies a child or its family; who works with it is known to coordinators. */
const IDENTITY = [
  CANARY.firstName,
  CANARY.lastName,
  CANARY.birthDate,
  CANARY.birthDateDutch,
  CANARY.postcode,
  CANARY.note,
]
let town: Town
let teacher: TestEngine
let college: TestEngine
let worker: TestEngine
let ineke: TestEngine
let joost: TestEngine
let bureau: TestEngine
let blind: TestEngine[]
let watching: Member

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({
      id: 'school',
      name: 'De Regenboog',
      kind: 'primary-school',
      linie: 'midfield',
    }),
    { roles: ['professional', 'administrator'], name: CANARY.requester },
  )
  const other = await town.admitDevice(
    await town.admitOrganisation({
      id: 'college',
      name: 'Het Veencollege',
      kind: 'secondary-school',
      linie: 'midfield',
    }),
    { name: 'Wim Smeets' },
  )
  const welfare = await town.admitDevice(
    await town.admitOrganisation({ id: 'welfare', name: 'Welzijn Veenwijk', linie: 'front' }),
    { name: CANARY.answerer },
  )
  await town.admitOrganisation({
    id: 'attendance',
    name: 'Leerplicht',
    kind: 'municipality',
    linie: 'defence',
  })
  watching = await town.admitDevice(
    await town.admitOrganisation({
      id: 'bureau',
      name: 'Programmabureau',
      kind: 'programme-office',
      linie: 'midfield',
      neighbourhoods: [],
    }),
    { roles: ['administrator'] },
  )
  const team = await town.admitOrganisation({
    id: 'team',
    name: 'Wijkteam',
    kind: 'neighbourhood-team',
    linie: 'midfield',
  })
  const [first, second] = [
    await town.admitDevice(team, { roles: ['coordinator'], neighbourhoods: [WIJK], name: 'Ineke de Wit' }),
    await town.admitDevice(team, { roles: ['coordinator'], neighbourhoods: [WIJK], name: 'Joost Adriaans' }),
  ]
  await town.publishWeekKey(school)
  const list = caseloadOf([CANARY.firstName, '', CANARY.lastName, CANARY.birthDateDutch, CANARY.postcode])
  teacher = await startEngine(town, school, { hurry: true, caseload: list })
  college = await startEngine(town, other, { hurry: true, caseload: list })
  worker = await startEngine(town, welfare, { hurry: true, caseload: list })
  ineke = await startEngine(town, first, { hurry: true })
  joost = await startEngine(town, second, { hurry: true })
  bureau = await startEngine(town, watching, { hurry: true })
  blind = [ineke, joost, bureau]
  for (const engine of [teacher, college, worker])
    await engine.until(({ sync }) => sync.tokensTotal === 1 && sync.tokensDone === 1, 'tokens')
})
afterAll(async () => {
  for (const engine of [teacher, college, worker, ...(blind ?? [])]) await engine?.stop()
  await town?.stop()
})

/** Everything that a device has: its rows opened, what it told its window, and what it shows. */
const allOf = async (engine: TestEngine): Promise<string> => {
  return JSON.stringify([
    await openDeviceFile(await fileOf(engine), PASSPHRASE),
    engine.posted,
    engine.views(),
  ])
}
const allSynced = async (): Promise<void> => {
  for (const engine of blind) await synced(town, engine)
}
const found = async (engine: TestEngine): Promise<string[]> =>
  findCanaries({ device: await allOf(engine) }, IDENTITY)
const mine = () => teacher.views().sent[0]!
const theirs = () => college.views().sent[0]!

describe('through the whole life of a signaal', () => {
  test('filed by two, answered, talked about, brought together, merged, asked along the linies, closed and opened again', async () => {
    await teacher.run({
      kind: 'file-signal',
      draft: { ...(await draftOf(teacher, CANARY.firstName)), note: CANARY.note },
    })
    await college.run({ kind: 'file-signal', draft: await draftOf(college, CANARY.firstName) })
    await worker.until(({ matches }) => matches.length === 2, 'the matches')
    await worker.run({ kind: 'answer', signalId: mine().id, answer: 'contact-call-me' })
    await teacher.until(
      () => mine().answers[0]?.conversation !== null && mine().answers.length === 1,
      'the answer',
    )
    const responder = mine().answers[0]!.conversation!.responder
    await teacher.run({
      kind: 'say',
      signalId: mine().id,
      responder,
      entry: { kind: 'text', text: `${CANARY.firstName} woont op ${CANARY.postcode}` },
    })
    await teacher.until(() => mine().alike.length === 1, 'the other one')
    await teacher.run({ kind: 'link-signals', signalId: mine().id, other: theirs().id, step: 'propose' })
    await ineke.until(
      ({ neighbourhood }) => neighbourhood.filter(({ links }) => links.length === 1).length === 2,
      'the link',
    )
    await ineke.run({ kind: 'merge', pairs: [[mine().id, theirs().id]], step: 'merge' })
    await ineke.run({ kind: 'ask-line', signalId: mine().id, organisationId: 'welfare' })
    await ineke
      .run({ kind: 'escalation', signalId: mine().id, organisationId: 'attendance', reason: 'missing' })
      .catch((error: { code: string }) => expect(error.code).toBe('not-allowed')) // midfield first
    await teacher.run({ kind: 'close', signalId: mine().id, outcome: 'moved', onward: 'gemeente Groningen' })
    await teacher.run({ kind: 'close', signalId: mine().id, outcome: 'reopened' })
    town.clock.pass({ minutes: 120 })
    for (const engine of [teacher, college, worker]) await synced(town, engine)
    await allSynced()
    expect((await found(teacher)).length).toBeGreaterThan(5) // the search finds what is there
    for (const engine of blind) expect(await found(engine)).toEqual([])
  })

  test('the programmabureau holds the key of the board, and with it opens no layer of what others sent', async () => {
    const key = await town.weekKeyOf(watching)
    expect(key.of).toBe('board')
    const answer = await fetch(`${town.relay.url}/v1/events?after=0`, {
      headers: { authorization: `Bearer ${await town.session(watching)}` },
    })
    const { events } = (await answer.json()) as { events: { envelope: string }[] }
    const open = events.filter(({ envelope }) => openOuterLayer(fromBase64url(envelope), key))
    expect([events.length > 5, open]).toEqual([true, []])
  })

  test('after a shield too, which says with whom the child is', async () => {
    await worker.run({ kind: 'answer', signalId: theirs().id, answer: 'in-view-unnamed' })
    await ineke.until(
      ({ neighbourhood }) => neighbourhood.some(({ unnamedBy }) => unnamedBy.length === 1),
      'the shield',
    )
    await allSynced()
    for (const engine of blind) expect(await found(engine)).toEqual([])
  })
})

describe('a name that was disclosed', () => {
  test('is on the one device it was given to, and nothing else is', async () => {
    await ineke.run({
      kind: 'coordinate',
      signalIds: [mine().id],
      action: 'ask-name',
      reason: 'worry',
      to: null,
    })
    await teacher.until(() => mine().nameAsked !== null, 'the question')
    await teacher.run({
      kind: 'disclose',
      signalId: mine().id,
      to: mine().nameAsked!.deviceId,
      reason: 'worry',
    })
    await ineke.until(
      ({ neighbourhood }) => neighbourhood.some(({ name }) => name.names.length === 1),
      'the name',
    )
    await allSynced()
    const words = new Set((await found(ineke)).map((one) => /^device: (.*) as /.exec(one)![1]))
    expect([...words].sort()).toEqual([CANARY.firstName, CANARY.lastName].sort())
    for (const engine of [joost, bureau]) expect(await found(engine)).toEqual([])
  })

  test('is gone from there with the signaal', async () => {
    town.clock.pass({ days: 40 })
    await synced(town, ineke)
    await ineke.until(
      ({ neighbourhood, logbook }) =>
        neighbourhood.length === 0 && logbook.some(({ kind }) => kind === 'expired'),
      'the end',
    )
    ineke.posted.length = 0 // what the window was told while it was there
    expect(await found(ineke)).toEqual([])
  })
})
