/** The cells of docs/promise.md that one signaal reaches. Names of tests are the cells. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CANARY, findCanaries } from '../fixtures/canaries.ts'
import { dumpDatabase, dumpDevice, rawDevice } from '../fixtures/dump.ts'
import { draftOf, PASSPHRASE, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'
import { tap, type Wiretap } from '../fixtures/wiretap.ts'

let town: Town
let taps: Wiretap[]
const devices: Record<string, Member> = {}
const engines: Record<string, TestEngine> = {}
let id: string
const HEAD = 'Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Postcode;Huisnummer;Telefoon;Wijkcode'
const canaryRow = (birthDate: string): string =>
  [
    CANARY.localNumber,
    CANARY.firstName,
    CANARY.lastName,
    birthDate,
    CANARY.group,
    CANARY.postcode,
    CANARY.houseNumber,
    CANARY.phone,
    'WK999801',
  ].join(';')

const admit = async (
  name: string,
  organisation: string,
  person: { name: string; phone: string },
  more: { roles?: ('coordinator' | 'administrator')[]; caseload?: string } = {},
): Promise<void> => {
  const member = await town.admitDevice(
    await town.admitOrganisation({
      id: organisation,
      name: `Organisatie ${organisation}`,
      kind: more.roles ? 'neighbourhood-team' : 'welfare',
    }),
    { roles: more.roles ?? ['professional'], neighbourhoods: more.roles ? ['WK999801'] : [] },
  )
  member.identity.person = { ...person, function: 'medewerker' }
  member.identity.servers = { relay: taps[0]!.url, trustee: taps[1]!.url }
  devices[name] = member
}

beforeAll(async () => {
  town = await Town.start()
  taps = [await tap(town.relay.url), await tap(town.trustee.url)]
  await admit('requester', 'school', { name: CANARY.requester, phone: CANARY.requesterPhone })
  await admit('responder', 'welzijn', { name: CANARY.answerer, phone: CANARY.answererPhone })
  await admit('silent', 'kinderopvang', { name: 'Stille Weter', phone: '06-00 00 00 09' })
  await admit('stranger', 'bibliotheek', { name: 'Vreemde Ander', phone: '06-00 00 00 08' })
  await admit(
    'coordinator',
    'wijkteam',
    { name: 'Coordinator', phone: '06-00 00 00 07' },
    { roles: ['coordinator', 'administrator'] },
  )
  await town.publishWeekKey(devices['coordinator']!)
  const caseloads: Record<string, string> = {
    requester: `${HEAD}\r\n${canaryRow(CANARY.birthDateDutch)}`,
    responder: `${HEAD}\r\n${canaryRow(CANARY.birthDate)}`,
    silent: `${HEAD}\r\n${canaryRow(CANARY.birthDate)}`,
    stranger: `${HEAD}\r\nX1;Iemand;Anders;2016-02-29;3;8347XQ;977;0600000000;WK999801`,
  }
  for (const [name, member] of Object.entries(devices)) {
    engines[name] = await startEngine(
      town,
      member,
      caseloads[name] === undefined ? {} : { caseload: caseloads[name] },
    )
    await engines[name].until(
      ({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal,
      `tokens of ${name}`,
    )
  }
  const { requester, responder, silent, coordinator } = engines as Record<string, TestEngine>
  const draft = { ...(await draftOf(requester!, CANARY.firstName)), note: CANARY.note }
  ;({ signalId: id } = (await requester!.run({ kind: 'file-signal', draft })) as { signalId: string })
  await responder!.until(({ matches }) => matches.length === 1, 'a match')
  await silent!.until(({ matches }) => matches.length === 1, 'a second match')
  await requester!.until(({ sent }) => sent[0]?.looked === 4, 'receipts')
  await responder!.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
  await requester!.until(({ sent }) => sent[0]?.state === 'answered', 'the answer')
  await coordinator!.until(
    ({ neighbourhood }) => neighbourhood[0]?.state === 'answered',
    'that somebody answered',
  )
})
afterAll(async () => {
  for (const engine of Object.values(engines)) await engine.stop()
  for (const wire of taps ?? []) await wire.stop()
  await town?.stop()
})

const heldBy = (name: string): Promise<string> =>
  dumpDevice(devices[name]!.device.id, engines[name]!.vaultRecord(), PASSPHRASE, engines[name]!.indexedDB)

describe('who sees what', () => {
  test('the search itself finds a canary that is there, in each form', async () => {
    expect(findCanaries({ own: await heldBy('requester') }).length).toBeGreaterThan(5)
    expect(findCanaries({ base64: Buffer.from(`xx${CANARY.lastName}`).toString('base64') })).not.toEqual([])
    expect(findCanaries({ wide: Buffer.from(CANARY.firstName, 'utf16le') })).not.toEqual([])
  })

  test('relay and trustee: every byte stored, logged, received or sent holds no name, birth date, address, number or note', async () => {
    const places = {
      'database of the relay': await dumpDatabase(town.relay.databaseUrl),
      'database of the trustee': await dumpDatabase(town.trustee.databaseUrl),
      'logs of both': town.logs.join(''),
      'on the wire of the relay': taps[0]!.bytes(),
      'on the wire of the trustee': taps[1]!.bytes(),
      'configuration of the relay': readFileSync(`${town.relayDir}/relay.json`),
      'configuration of the trustee': readFileSync(`${town.trusteeDir}/trustee.json`),
    }
    expect(places['on the wire of the relay'].length).toBeGreaterThan(20_000)
    expect(findCanaries(places)).toEqual([])
  })

  test('relay: no device, person or organisation stands with an envelope', async () => {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>('select * from events')
    await client.end()
    expect(rows.length).toBeGreaterThan(5)
    expect(new Set(rows.flatMap((row) => Object.keys(row)))).toEqual(
      new Set(['seq', 'hash', 'envelope', 'expires_day', 'received_hour', 'salt']),
    )
    for (const { received_hour: hour } of rows) expect((hour as Date).getTime() % 3_600_000).toBe(0)
  })

  test('trustee: which organisation asked for how many evaluations, and nothing else', async () => {
    // Its directory says who may take part, as everybody's does; what was asked says the organisation only.
    const dump = (await dumpDatabase(town.trustee.databaseUrl, ['directory'])).toString()
    expect(dump).toContain('school')
    expect(dump).not.toContain(devices['requester']!.device.id)
  })

  test('organisation that does not know the child: its whole device holds nothing of the signaal but that one exists', async () => {
    const held = await heldBy('stranger')
    const number = engines['requester']!.views().sent[0]!.number
    expect(
      findCanaries({ stranger: held }, [
        CANARY.firstName,
        CANARY.lastName,
        CANARY.requester,
        CANARY.requesterPhone,
        CANARY.answerer,
        CANARY.answererPhone,
        CANARY.note,
      ]),
    ).toEqual([])
    expect(held).not.toContain(number)
    expect(engines['stranger']!.views()).toMatchObject({ matches: [], sent: [], neighbourhood: [] })
    expect(held).toContain('"isSignal":true')
  })

  test('organisation that knows the child but did not answer: not that another one knows it', async () => {
    const held = await heldBy('silent')
    expect(held).not.toMatch(/welzijn|"type":"answer"/)
    expect(findCanaries({ silent: held }, [CANARY.answerer, CANARY.answererPhone])).toEqual([])
    expect(held).toContain(CANARY.requester)
  })

  test('coordinator: the content without identity, that someone answered, not who', async () => {
    const held = await heldBy('coordinator')
    expect(
      findCanaries({ coordinator: held }, [
        CANARY.firstName,
        CANARY.lastName,
        CANARY.birthDate,
        CANARY.postcode,
        CANARY.answerer,
        CANARY.answererPhone,
        CANARY.note,
      ]),
    ).toEqual([])
    expect(held).not.toContain('welzijn')
    expect(engines['coordinator']!.views().neighbourhood[0]).toMatchObject({
      state: 'answered',
      requester: CANARY.requester,
    })
  })

  test('sender: the other organisation only after its answer, and only the one that answered', () => {
    expect(engines['requester']!.views().sent[0]!.answers.map(({ name }) => name)).toEqual([CANARY.answerer])
  })

  test('own note, own number, group and home address stay on the device of the sender', async () => {
    for (const name of ['responder', 'silent', 'stranger', 'coordinator'])
      expect((await heldBy(name)).includes(CANARY.note)).toBe(false)
  })

  test('thief of a locked laptop: no canary in what lies on its disk', async () => {
    for (const name of ['requester', 'responder', 'coordinator']) {
      await engines[name]!.run({ kind: 'lock' })
      const { caseload, sent, matches, neighbourhood, logbook, session } = engines[name]!.views()
      expect([caseload.total, sent, matches, neighbourhood, logbook]).toEqual([0, [], [], [], []])
      expect(session).toMatchObject({ state: 'locked', person: null })
      const raw = await rawDevice(devices[name]!.device.id, engines[name]!.indexedDB)
      expect(raw.length).toBeGreaterThan(2_000)
      expect(findCanaries({ disk: raw, vault: engines[name]!.vaultRecord() })).toEqual([])
    }
    await expect(engines['requester']!.run({ kind: 'sync-now' })).rejects.toThrow('locked')
    await expect(engines['requester']!.run({ kind: 'unlock', passphrase: 'een andere zin' })).rejects.toThrow(
      'wrong-passphrase',
    )
    await engines['requester']!.run({ kind: 'unlock', passphrase: PASSPHRASE })
    expect(engines['requester']!.views().sent[0]).toMatchObject({ id, state: 'answered' })
  })
})
