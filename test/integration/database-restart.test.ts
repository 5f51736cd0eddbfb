/** PostgreSQL is restarted under the relay: for updates, by a monitor, by hand. Nobody has to restart the relay after it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLive } from '../fixtures/live-reader.ts'
import { expectNothingLost, expectWholeTree, Load, pullInto } from '../fixtures/relay-process.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString() })
  member = await town.admitDevice(await town.admitOrganisation())
})
afterAll(() => town.stop())

test('the database is restarted under load: every request gets an answer that says when to come back, nothing acknowledged is lost, and live readers get what they missed on the same connection', async () => {
  const { url } = town.relay
  const token = await town.session(member)
  const reader = readLive(url, token)
  await reader.ready
  const load = new Load(8, () => town.relays, token)
  await load.more(50)

  await town.postgres.down()
  await load.moreRefused(20)
  const authorization = { authorization: `Bearer ${token}` }
  for (const path of ['/v1/events?after=0', '/v1/directory?after=0', '/v1/checkpoint', '/v1/log/checkpoint', '/v1/oprf/used?epoch=0', '/log/checkpoint']) {
    const answer = await fetch(`${url}${path}`, { headers: authorization })
    expect([path, answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([path, 503, '5', { error: 'unavailable' }])
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(503)
  const late = readLive(url, token)
  expect(await late.closed).toBe(1013)

  await town.postgres.up()
  await load.more(50)
  await load.end()
  expect(load.refused.filter(({ status, error, retryAfter }) => status !== 503 || error !== 'unavailable' || retryAfter !== 5)).toEqual([])
  const stored = await pullInto(new Map(), url, token)
  expectNothingLost(load.acknowledged, stored)
  await expectWholeTree(url, token, town.roots.relay, stored)
  await expect.poll(() => reader.heard.length, { timeout: 10_000 }).toBe(stored.size)
  expect(reader.heard).toEqual([...stored].map(([hash, { seq }]) => ({ hash, seq })))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  reader.socket.close()
})
