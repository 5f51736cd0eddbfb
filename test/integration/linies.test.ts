/**
 * The linies: who stands in front is asked first; a line behind receives nothing until two coordinators
 * opened one signaal to it, and the requester knows.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromBase64url } from '../../shared/encoding.ts'
import { openOuterLayer } from '../../shared/protocol/envelope.ts'
import type { NeighbourhoodSignal } from '../../shared/api/triage.ts'
import type { SentSignal } from '../../shared/api/my-signals.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine, synced } from '../fixtures/engine.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'

const WIJK = 'WK999801'
let town: Town
let teacher: TestEngine
let ineke: TestEngine
let joost: TestEngine
let els: TestEngine
let officer: TestEngine
let teacherDevice: Member
const owners: Record<string, TownOrganisation> = {}

beforeAll(async () => {
  town = await Town.start()
  teacherDevice = await town.admitDevice(
    await town.admitOrganisation({
      id: 'school',
      name: 'De Regenboog',
      kind: 'primary-school',
      linie: 'midfield',
    }),
    { roles: ['professional', 'administrator'], name: 'Fatima Bos' },
  )
  owners['welfare'] = await town.admitOrganisation({
    id: 'welfare',
    name: 'Welzijn Veenwijk',
    linie: 'front',
  })
  owners['health'] = await town.admitOrganisation({
    id: 'health',
    name: 'JGZ Veenland',
    kind: 'youth-health',
    linie: 'midfield',
  })
  const attendance = await town.admitDevice(
    await town.admitOrganisation({
      id: 'attendance',
      name: 'Leerplicht',
      kind: 'municipality',
      linie: 'defence',
    }),
    { roles: ['professional', 'administrator'], name: 'Ans Bakker' },
  )
  await town.admitOrganisation({ id: 'justice', name: 'Raad', kind: 'other', linie: 'goal' })
  const team = await town.admitOrganisation({
    id: 'team',
    name: 'Wijkteam',
    kind: 'neighbourhood-team',
    linie: 'midfield',
    neighbourhoods: [WIJK, 'WK999802'],
  })
  const [first, second, other] = [
    await town.admitDevice(team, { roles: ['coordinator'], neighbourhoods: [WIJK], name: 'Ineke de Wit' }),
    await town.admitDevice(team, { roles: ['coordinator'], neighbourhoods: [WIJK], name: 'Joost Adriaans' }),
    await town.admitDevice(team, {
      roles: ['coordinator'],
      neighbourhoods: ['WK999802'],
      name: 'Els Elders',
    }),
  ]
  await town.publishWeekKey(teacherDevice)
  const list = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'de', 'Vries', '01-12-2016'])
  teacher = await startEngine(town, teacherDevice, { hurry: true, caseload: list })
  officer = await startEngine(town, attendance, { hurry: true, caseload: list })
  ineke = await startEngine(town, first, { hurry: true })
  joost = await startEngine(town, second, { hurry: true })
  els = await startEngine(town, other, { hurry: true })
  for (const engine of [teacher, officer])
    await engine.until(({ sync }) => sync.tokensTotal === 2 && sync.tokensDone === 2, 'tokens')
  for (const name of ['Sami', 'Noor']) {
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, name) })
    await teacher.until(() => sent(name)?.state === 'open', 'sent')
  }
  for (const engine of [ineke, joost])
    await engine.until(({ neighbourhood }) => neighbourhood.length === 2, 'the wijk')
})
afterAll(async () => {
  for (const engine of [teacher, officer, ineke, joost, els]) await engine?.stop()
  await town?.stop()
})

const sent = (name: string): SentSignal =>
  teacher.views().sent.find(({ children }) => children.some((child) => child.name.startsWith(name)))!
const inWijk = (engine: TestEngine, name = 'Sami'): NeighbourhoodSignal =>
  engine.views().neighbourhood.find(({ number }) => number === sent(name).number)!
const ask = (organisationId: string, engine = ineke): Promise<unknown> =>
  engine.run({ kind: 'ask-line', signalId: sent('Sami').id, organisationId })
const escalation = (organisationId: string, engine = ineke): Promise<unknown> =>
  engine.run({ kind: 'escalation', signalId: sent('Sami').id, organisationId, reason: 'attendance' })
const eventsAtRelay = async (): Promise<string[]> => {
  const answer = await fetch(`${town.relay.url}/v1/events?after=0`, {
    headers: { authorization: `Bearer ${await town.session(teacherDevice)}` },
  })
  return ((await answer.json()) as { events: { envelope: string }[] }).events.map(({ envelope }) => envelope)
}

test('who looked is known to the coordinators by organisation once that tells nothing of who answers; a line behind is not waited for', async () => {
  town.clock.pass({ minutes: 120 })
  await synced(town, teacher)
  await synced(town, ineke)
  await ineke.until(() => inWijk(ineke).looked !== null, 'how many looked')
  // Of the team a coordinator's machine looked. With so few it is not said who: whoever answers next would be
  // known.
  expect(inWijk(ineke)).toMatchObject({
    looked: 1,
    of: 3,
    missing: null,
    linie: 'midfield',
    organisationId: 'school',
  })
  for (const id of ['welfare', 'health']) {
    const device = await town.admitDevice(owners[id]!)
    const engine = await startEngine(town, device, { hurry: true })
    await engine.until(({ sync }) => sync.state === 'online', 'a look')
    await synced(town, engine)
    await engine.stop()
  }
  await teacher.until(() => sent('Sami').looked === 3, 'all looked')
  town.clock.pass({ days: 1 })
  await synced(town, teacher)
  await synced(town, ineke)
  await ineke.until(() => inWijk(ineke).missing !== null, 'who looked')
  expect(inWijk(ineke)).toMatchObject({ looked: 3, of: 3, missing: [] })
})

describe('who stands in front', () => {
  test('is asked first; the colleagues see who, and the requester only that somebody was', async () => {
    await expect(ask('health')).rejects.toMatchObject({ code: 'not-allowed' })
    for (const engine of [teacher, officer])
      await expect(ask('welfare', engine)).rejects.toMatchObject({ code: 'not-your-role' })
    await expect(ask('welfare', els)).rejects.toMatchObject({ code: 'unknown-signal' })
    await expect(ask('attendance')).rejects.toMatchObject({ code: 'not-allowed' })
    await ask('welfare')
    await ask('health')
    await teacher.until(() => sent('Sami').lines.length === 2, 'who was asked')
    expect(sent('Sami').lines).toMatchObject([
      { organisation: null, action: 'ask', name: 'Ineke de Wit' },
      { organisation: null },
    ])
    await joost.until(() => inWijk(joost).asked.length === 2, 'who was asked')
    expect(sent('Noor').lines).toEqual([])
  })
})

describe('a line behind', () => {
  test('knows the child, and its machine has nothing: no key, no signaal, no hint', async () => {
    await synced(town, officer)
    const { matches, hints, own, sent: own2 } = officer.views()
    expect([matches, hints, own2, own?.behind, own?.escalations]).toEqual([[], [], [], true, 0])
    expect(
      [...town.directory.weekKeys.values()]
        .flat()
        .flatMap(({ sealedTo }) => sealedTo.map(({ organisationId }) => organisationId))
        .filter((id) => id === 'attendance' || id === 'justice'),
    ).toEqual([])
  })

  test('may not send either', async () => {
    await expect(
      officer.run({ kind: 'file-signal', draft: await draftOf(officer, 'Sami') }),
    ).rejects.toMatchObject({ code: 'not-your-role' })
  })

  test('one coordinator proposes it with a reason: the requester and a colleague know, and nothing opens', async () => {
    await expect(escalation('justice')).rejects.toMatchObject({ code: 'not-allowed' }) // the defence stands in front of it
    await expect(escalation('attendance', teacher)).rejects.toMatchObject({ code: 'not-your-role' })
    await escalation('attendance')
    await expect(escalation('attendance')).rejects.toMatchObject({ code: 'not-allowed' })
    await teacher.until(
      () => sent('Sami').escalations.length === 1 && sent('Sami').lines.length === 3,
      'the word',
    )
    expect(sent('Sami')).toMatchObject({
      escalations: [{ organisation: 'Leerplicht', confirmed: null }],
      lines: [{}, {}, { action: 'escalation', reason: 'attendance', name: 'Ineke de Wit' }],
    })
    await joost.until(() => inWijk(joost).escalations.length === 1, 'the proposal')
    expect(inWijk(joost).escalations).toMatchObject([
      {
        organisationId: 'attendance',
        reason: 'attendance',
        name: 'Ineke de Wit',
        mine: false,
        confirmed: false,
      },
    ])
    await synced(town, officer)
    expect(officer.views()).toMatchObject({ matches: [], hints: [], own: { escalations: 0 } })
  })

  test('not by the same eyes twice, and not by another wijk', async () => {
    const escalationId = inWijk(joost).escalations[0]!.id
    for (const [engine, code] of [
      [ineke, 'not-allowed'],
      [els, 'unknown-signal'],
      [teacher, 'not-your-role'],
    ] as const)
      await expect(
        engine.run({ kind: 'confirm', signalId: sent('Sami').id, escalationId }),
      ).rejects.toMatchObject({ code })
  })

  test('after the second one its machine recognises the child, in this signaal and in no other, and the answer is a telephone call', async () => {
    const before = (await eventsAtRelay()).length
    await joost.run({
      kind: 'confirm',
      signalId: sent('Sami').id,
      escalationId: inWijk(joost).escalations[0]!.id,
    })
    await synced(town, officer)
    await officer.until(({ matches }) => matches.length === 1, 'the signaal')
    expect(officer.views().matches).toMatchObject([
      {
        number: sent('Sami').number,
        organisation: 'De Regenboog',
        content: { requester: { name: 'Fatima Bos' } },
        escalation: { reason: 'attendance' },
      },
    ])
    expect(officer.views().hints).toEqual([])
    expect(officer.views().own).toMatchObject({ escalations: 1 })
    await expect(
      officer.run({ kind: 'answer', signalId: sent('Sami').id, answer: 'contact-call-me' }),
    ).rejects.toMatchObject({ code: 'not-your-role' })
    await teacher.until(
      () => sent('Sami').escalations[0]?.confirmed !== null && sent('Sami').lines.length === 4,
      'the second',
    )
    expect(sent('Noor')).toMatchObject({ escalations: [], lines: [] })
    await synced(town, officer)
    // What left since is what coordinators told; the officer sent nothing, and can open none of it.
    const scope = await town.weekKeyOf(teacherDevice)
    const since = (await eventsAtRelay()).slice(before)
    expect(since.filter((envelope) => openOuterLayer(fromBase64url(envelope), scope) === null)).toEqual([])
  })
})
