/**
 * PostgreSQL is restarted under the relay: for updates, by a monitor, by hand. Nobody has to restart the
 * relay after it.
 */
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRelay } from '../../relay/relay.ts'
import { readLive } from '../fixtures/live-reader.ts'
import {
  expectNothingLost,
  expectWholeTree,
  Load,
  postmasterOf,
  pullInto,
  pushTo,
  type Acknowledged,
} from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString(), ownPostgres: true })
  member = await town.admitDevice(await town.admitOrganisation())
})
afterAll(() => town.stop())

test('the database is restarted under load: every request gets an answer that says when to come back, nothing acknowledged is lost, and live readers get what they missed on the same connection', async () => {
  const { url } = town.relay
  const token = await town.session(member)
  const reader = readLive(url, token)
  await reader.ready
  const load = new Load(
    8,
    () => town.relays,
    () => token,
  )
  await load.more(50)

  await town.postgres.down()
  await load.moreRefused(20)
  const authorization = { authorization: `Bearer ${token}` }
  for (const path of [
    '/v1/events?after=0',
    '/v1/directory?after=0',
    '/v1/checkpoint',
    '/v1/log/checkpoint',
    '/v1/oprf/used?epoch=0',
    '/log/checkpoint',
  ]) {
    const answer = await fetch(`${url}${path}`, { headers: authorization })
    expect([path, answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
      path,
      503,
      '5',
      { error: 'unavailable' },
    ])
  }
  const ready = `${url}/readyz`
  await expect
    .poll(async () => (await fetch(ready)).json())
    .toEqual({ ok: false, missing: ['database', 'listener'] })
  expect(await (await fetch(`${town.trustee.url}/readyz`)).json()).toEqual({
    ok: false,
    missing: ['database'],
  })
  for (const holder of [town.relay, town.trustee])
    expect([
      (await fetch(`${holder.url}/livez`)).status,
      (await fetch(`${holder.url}/readyz`)).status,
    ]).toEqual([200, 503])
  const late = readLive(url, token)
  expect(await late.closed).toBe(1013)

  await town.postgres.up()
  await load.more(50)
  await load.end()
  expect(
    load.refused.filter(
      ({ status, error, retryAfter }) => status !== 503 || error !== 'unavailable' || retryAfter !== 5,
    ),
  ).toEqual([])
  const stored = await pullInto(new Map(), url, token)
  expectNothingLost(load.acknowledged, stored)
  await expectWholeTree(url, token, town.roots.relay, stored)
  await expect.poll(() => reader.heard.length, { timeout: 60_000 }).toBe(stored.size)
  expect(reader.heard).toEqual([...stored].map(([hash, { seq }]) => ({ hash, seq })))
  await expect.poll(async () => (await fetch(ready)).status, { timeout: 10_000 }).toBe(200)
  expect((await fetch(`${town.trustee.url}/readyz`)).status).toBe(200)
  expect(town.logs.join('')).toMatch(/"fault":"(57P01|terminated)","connection":"pool"/)
  reader.socket.close()
})

test.skipIf(process.platform === 'win32')(
  'a database that stands still, and neither answers nor refuses: every request is answered all the same, and goes on when it moves',
  async () => {
    const relay = await startRelay({
      dataDir: town.relayDir,
      databaseUrl: town.relay.databaseUrl,
      clock: town.clock,
      logTo: { write: () => {} },
      answerWithinMs: 300,
    })
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    const processes = [postmasterOf(town.postgres.folder), ...rows.map(({ pid }) => pid)]
    const token = await town.session(member, relay)
    const mine = someEnvelope()
    try {
      for (const pid of processes) process.kill(pid, 'SIGSTOP')
      for (let i = 0; i < 3; i++) {
        expect(await pushTo(relay.url, token, [mine])).toEqual({
          status: 503,
          error: 'unavailable',
          retryAfter: 5,
        })
        expect(
          (await fetch(`${relay.url}/v1/events?after=0`, { headers: { authorization: `Bearer ${token}` } }))
            .status,
        ).toBe(503)
        expect((await fetch(`${relay.url}/readyz`)).status).toBe(503)
      }
    } finally {
      for (const pid of processes) process.kill(pid, 'SIGCONT')
    }
    let acknowledged: Acknowledged = new Map()
    await expect
      .poll(
        async () => {
          const answer = await pushTo(relay.url, token, [mine])
          if (answer instanceof Map) acknowledged = answer
          return acknowledged.size
        },
        { timeout: 20_000 },
      )
      .toBe(1)
    expectNothingLost(acknowledged, await pullInto(new Map(), relay.url, token))
    await client.end()
    await relay.stop()
  },
)
