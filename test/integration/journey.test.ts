import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let teacher: TestEngine
let worker: TestEngine
let stranger: TestEngine
let coordinator: TestEngine
let kept: Record<string, unknown>[] = []

const relayDatabase = async <T>(use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  return use(client).finally(() => client.end())
}
beforeAll(async () => {
  town = await Town.start({ relays: 2 })
  const school = await town.admitOrganisation({
    id: 'de-regenboog',
    name: 'De Regenboog',
    kind: 'primary-school',
    linie: 'midfield',
  })
  const welfare = await town.admitOrganisation({ id: 'welzijn', name: 'Welzijn Veenwijk' })
  const health = await town.admitOrganisation({ id: 'jgz', name: 'JGZ Veenland', kind: 'youth-health' })
  const team = await town.admitOrganisation({
    id: 'wijkteam',
    name: 'Wijkteam Oost',
    kind: 'neighbourhood-team',
  })
  const devices = {
    teacher: await town.admitDevice(school, { name: 'Fatima Bos' }),
    worker: await town.admitDevice(welfare, { name: 'Karim Haddad', relay: town.relays[1]! }),
    stranger: await town.admitDevice(health, { name: 'Marloes Prins' }),
    coordinator: await town.admitDevice(team, {
      name: 'Ineke de Wit',
      roles: ['coordinator', 'administrator'],
      neighbourhoods: ['WK999801'],
    }),
  }
  await town.publishWeekKey(devices.coordinator)
  teacher = await startEngine(town, devices.teacher, {
    caseload: caseloadOf(
      ['Sami', '', 'Yıldız', '14-03-2017'],
      ['Elif', '', 'Yıldız', '02-09-2019'],
      ['Noor', 'van den', 'Berg', '08-11-2016'],
    ),
  })
  worker = await startEngine(town, devices.worker, {
    caseload: caseloadOf(
      ['Sami', '', 'Yildiz', '2017-03-14'],
      ['Elif', '', 'YILDIZ', '2-9-2019'],
      ['Daan', '', 'Vos', '2012-01-05'],
    ),
  })
  stranger = await startEngine(town, devices.stranger, {
    caseload: caseloadOf(['Guus', '', 'Mulder', '2017-03-14']),
  })
  coordinator = await startEngine(town, devices.coordinator)
  for (const engine of [teacher, worker, stranger])
    await engine.until(
      ({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal,
      'tokens',
    )
})
afterAll(async () => {
  for (const engine of [teacher, worker, stranger, coordinator]) await engine?.stop()
  await town?.stop()
})

describe('one lost child found', () => {
  let id: string

  test('the teacher files a signaal for two children; it is shown as waiting, then as sent', async () => {
    ;({ signalId: id } = (await teacher.run({
      kind: 'file-signal',
      draft: await draftOf(teacher, 'Sami', 'Elif'),
    })) as { signalId: string })
    expect(teacher.views().sent[0]).toMatchObject({
      id,
      children: [{ name: 'Sami Yıldız' }, { name: 'Elif Yıldız' }],
    })
    await teacher.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  })

  test('the youth worker, at another relay, recognises the child by an own record that is written differently', async () => {
    const { matches } = await worker.until((views) => views.matches.length === 1, 'a match')
    expect(matches[0]).toMatchObject({
      id,
      organisation: 'De Regenboog',
      state: 'new',
      content: {
        requester: { name: 'Fatima Bos' },
        attempts: [
          { way: 'called', times: 3 },
          { way: 'visited', times: 1 },
        ],
      },
    })
    expect(matches[0]!.children.map(({ name }) => name).sort()).toEqual(['Elif YILDIZ', 'Sami Yildiz'])
    const name = matches[0]!.children[0]!.comparisons.find(({ field }) => field === 'name')
    expect(name).toMatchObject({ theirs: null, result: 'equal' })
    await expect.poll(() => worker.posted).toContainEqual({ type: 'notify', about: 'possible-match' })
  })

  test('who does not know the child sees nothing, and the requester sees that they looked', async () => {
    const { sent } = await teacher.until((views) => views.sent[0]!.looked === 3, 'receipts')
    expect(sent[0]!.answers).toEqual([])
    expect(sent[0]!.of).toBe(3)
    expect(stranger.views()).toMatchObject({ matches: [], sent: [], neighbourhood: [] })
  })

  test('the coordinator sees the situation and not who it is', async () => {
    const { neighbourhood } = await coordinator.until(
      (views) => views.neighbourhood.length === 1,
      'the signaal',
    )
    expect(neighbourhood[0]).toMatchObject({
      id,
      state: 'open',
      children: ['8-11', '4-7'],
      organisation: 'De Regenboog',
      lostSince: '2026-11-16',
    })
    expect(JSON.stringify(coordinator.views())).not.toMatch(/Sami|Elif|Y[ıi]ld[ıi]z|2017-03-14/)
  })

  test('the answer reaches the teacher with name, function and telephone; the coordinator learns that someone answered', async () => {
    await worker.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
    const { sent } = await teacher.until((views) => views.sent[0]?.state === 'answered', 'the answer')
    expect(sent[0]!.answers).toMatchObject([
      {
        organisation: 'Welzijn Veenwijk',
        name: 'Karim Haddad',
        function: 'jongerenwerker',
        phone: '06-00 00 00 00',
        answer: 'contact-call-me',
      },
    ])
    expect(sent[0]!.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['filed', 'sent', 'answer']),
    )
    const { neighbourhood } = await coordinator.until(
      (views) => views.neighbourhood[0]?.state === 'answered',
      'that somebody answered',
    )
    expect(JSON.stringify(neighbourhood)).not.toMatch(/Welzijn|Karim/)
    expect(worker.views().matches[0]!.state).toBe('answered')
  })

  test('both can close with an outcome, and different outcomes are both shown', async () => {
    await expect(
      worker.run({ kind: 'close', signalId: id, outcome: 'handed-over', onward: 'JGZ, BSN 111222333' }),
    ).rejects.toMatchObject({ code: 'bsn' })
    await expect(
      worker.run({ kind: 'close', signalId: id, outcome: 'contact-restored', onward: 'JGZ Veenland' }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    await worker.run({ kind: 'close', signalId: id, outcome: 'handed-over', onward: 'JGZ Veenland' })
    const told = await teacher.until(
      (views) => views.sent[0]!.answers[0]!.outcome === 'handed-over',
      'their outcome',
    )
    expect(told.sent[0]!.answers[0]!.onward).toBe('JGZ Veenland')
    expect(told.sent[0]!.timeline.find(({ kind }) => kind === 'their-outcome')).toMatchObject({
      outcome: 'handed-over',
      onward: 'JGZ Veenland',
    })
    await teacher.run({ kind: 'close', signalId: id, outcome: 'moved', onward: 'gemeente Groningen' })
    await worker.until(
      (views) =>
        views.matches[0]!.theirOnward === 'gemeente Groningen' &&
        views.matches[0]!.ourOnward === 'JGZ Veenland',
      'with whom it goes on',
    )
    await teacher.run({ kind: 'close', signalId: id, outcome: 'contact-restored' })
    const { matches } = await worker.until(
      (views) => views.matches[0]!.theirOutcome === 'contact-restored',
      'closing',
    )
    expect(matches[0]).toMatchObject({
      state: 'closed',
      theirOutcome: 'contact-restored',
      theirOnward: null,
      ourOutcome: 'handed-over',
    })
    await coordinator.until((views) => views.neighbourhood[0]!.state === 'closed', 'closing')
    expect(teacher.views().sent[0]).toMatchObject({ state: 'closed', outcome: 'contact-restored' })
  })

  test('at its date it is gone: from the relay and, with its keys, from every device', async () => {
    kept = await relayDatabase((client) =>
      client.query('select * from events order by seq').then(({ rows }) => rows),
    )
    town.clock.pass({ days: 31 })
    await town.relay.retention.run()
    for (const engine of [teacher, worker, coordinator, stranger]) {
      await engine.run({ kind: 'wake' })
      await engine.until(
        ({ sent, matches, neighbourhood }) => sent.length + matches.length + neighbourhood.length === 0,
        'expiry',
      )
    }
    const response = await fetch(`${town.relay.url}/v1/events?after=0`, {
      headers: {
        authorization: `Bearer ${await town.session(await town.admitDevice(await town.admitOrganisation()))}`,
      },
    })
    expect(((await response.json()) as { events: unknown[] }).events).toEqual([])
  })

  test('a relay that kept it against the law and serves it again brings nothing back', async () => {
    expect(kept.length).toBeGreaterThan(0)
    await relayDatabase(async (client) => {
      for (const { hash, envelope } of kept) {
        const { rows } = await client.query('update log_head set head = head + 1 returning head')
        await client.query('insert into events values ($1, $2, $3, 99999, now(), $4)', [
          rows[0].head,
          hash,
          envelope,
          new Uint8Array(16),
        ])
      }
    })
    const opened = (): number => worker.views().logbook.filter(({ kind }) => kind === 'opened').length
    const openedBefore = opened()
    town.clock.pass({ minutes: 5 })
    for (const engine of [worker, coordinator, teacher]) {
      await engine.run({ kind: 'sync-now' })
      const { sent, matches, neighbourhood } = engine.views()
      expect([sent, matches, neighbourhood]).toEqual([[], [], []])
    }
    expect([openedBefore, opened()]).toEqual([1, 1])
  })
})
