/**
 * Not everybody updates on the same day: an older client at a newer relay, a newer client at an older relay,
 * and both relays on one database.
 */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { LiveConnection } from '../../renderer/engine/net/live.ts'
import { request } from '../../renderer/engine/net/request.ts'
import { startRelay } from '../../relay/relay.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { CheckpointAnswer, PullAnswer } from '../../shared/protocol/http.ts'
import { OLDEST_PROTOCOL, PROTOCOL } from '../../shared/protocol/version.ts'
import { readLive } from '../fixtures/live-reader.ts'
import { expectNothingLost, Load, pullInto, pushTo } from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString() })
})
afterAll(() => town.stop())

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

describe('what only the newer side knows', () => {
  /** As a later protocol might say it: more members everywhere. */
  const later = (value: Json): Json =>
    Array.isArray(value)
      ? value.map(later)
      : isObject(value)
        ? {
            ...Object.fromEntries(
              Object.entries(value as Record<string, Json>).map(([name, part]) => [name, later(part)]),
            ),
            laterMember: { a: 1 },
          }
        : value
  const answer =
    (body: unknown, status = 200, type = `application/json; protocol=${PROTOCOL + 1}`): typeof fetch =>
    () =>
      Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }))
  const ask = (fetch: typeof globalThis.fetch): Promise<unknown> =>
    request(
      'relay',
      'https://relay.example',
      { fetch, isOnline: () => true, after: () => () => {} },
      { method: 'GET', path: '/v1/events?after=0', schema: PullAnswer },
    )

  test('members that a client does not know are passed over', async () => {
    const token = await town.session(await town.admitDevice(await town.admitOrganisation()))
    await pushTo(town.relay.url, token, [someEnvelope()])
    const response = await fetch(`${town.relay.url}/v1/events?after=0`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page = (await response.json()) as Json
    expect(PullAnswer.parse(page).events).not.toEqual([])
    expect(await ask(answer(later(page)))).toEqual(page)
  })

  test('members that a relay does not know are passed over, and the answer is the same', async () => {
    const token = await town.session(await town.admitDevice(await town.admitOrganisation()))
    const push = (more: object): Promise<Response> =>
      fetch(`${town.relay.url}/v1/events`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: `application/json; protocol=${PROTOCOL + 1}`,
        },
        body: JSON.stringify({ envelopes: [toBase64url(someEnvelope())], ...more }),
      })
    expect((await push({ laterMember: 1 })).status).toBe(200)
    const reader = readLive(town.relay.url, token, 0, { laterMember: 1 })
    await reader.ready
    reader.socket.close()
  })

  test('a message on the live connection that a client does not know is passed over; one that is broken ends it', () => {
    class Line extends EventTarget {
      isClosed = false
      send(): void {}
      close(): void {
        this.isClosed = true
      }
    }
    const lines: Line[] = []
    const message = vi.fn()
    const closed = vi.fn()
    class Opened extends Line {
      constructor() {
        super()
        lines.push(this)
      }
    }
    new LiveConnection(
      'https://relay.example',
      { token: 't', after: 0 },
      { WebSocket: Opened as never, after: () => () => {} },
      { message, closed },
    )
    const line = lines[0]!
    const say = (value: unknown): boolean =>
      line.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(value) }))
    say({ type: 'weather', words: 'rain' })
    say({ type: 'ping', laterMember: 1 })
    expect([message.mock.calls, line.isClosed]).toEqual([[[{ type: 'ping' }]], false])
    say({ type: 'events', events: 'none' })
    expect([closed.mock.calls.length, line.isClosed]).toEqual([1, true])
  })

  test('a refusal by a name that a client does not know is taken by its status: to come back, or not', async () => {
    for (const [status, code] of [
      [429, 'relay-down'],
      [503, 'relay-down'],
      [507, 'relay-down'],
      [400, 'relay-garbage'],
    ] as const)
      await expect(ask(answer({ error: 'a-later-name' }, status))).rejects.toMatchObject({ code })
  })
})

describe('too far apart', () => {
  test.each(['relay', 'trustee'] as const)(
    'a client that the %s does not understand any more hears so on every route, before anything else is looked at',
    async (holder) => {
      for (const [method, path] of [
        ['POST', '/v1/session/challenge'],
        ['POST', '/v1/session'],
        ['GET', '/v1/directory?after=0'],
        ['POST', '/v1/events'],
        ['GET', '/v1/keys'],
      ] as const) {
        const response = await fetch(`${town[holder].url}${path}`, {
          method,
          headers: { accept: `application/json; protocol=${OLDEST_PROTOCOL - 1}` },
        })
        expect([response.status, await response.json()]).toEqual([406, { error: 'upgrade-needed' }])
      }
      const ports = {
        fetch: (() =>
          fetch(`${town[holder].url}/v1/keys`, {
            headers: { accept: `application/json; protocol=${OLDEST_PROTOCOL - 1}` },
          })) as typeof fetch,
        isOnline: () => true,
        after: () => () => {},
      }
      await expect(
        request(holder, town[holder].url, ports, {
          method: 'GET',
          path: '/v1/keys',
          schema: CheckpointAnswer,
        }),
      ).rejects.toMatchObject({ code: 'upgrade-needed', policy: 'retry' })
    },
  )

  test('a client takes nothing from a server that it does not understand any more, and says so', async () => {
    const old: typeof fetch = () =>
      Promise.resolve(
        new Response('{"challenge":"sixteen characters"}', {
          headers: { 'content-type': `application/json; protocol=${OLDEST_PROTOCOL - 1}` },
        }),
      )
    await expect(
      request(
        'trustee',
        'https://trustee.example',
        { fetch: old, isOnline: () => true, after: () => () => {} },
        { method: 'GET', path: '/v1/keys', schema: CheckpointAnswer },
      ),
    ).rejects.toMatchObject({ code: 'server-too-old', policy: 'retry' })
  })

  test('every answer says which protocol it is in, in a way that browsers pass on without asking', async () => {
    for (const path of ['/livez', '/readyz', '/v1/keys', '/nowhere'])
      expect((await fetch(`${town.relay.url}${path}`)).headers.get('content-type')).toBe(
        `application/json; protocol=${PROTOCOL}`,
      )
  })
})

describe('two versions on one database', () => {
  afterEach(() => withDatabase("delete from kysely_migration where name like '9%'"))
  const withDatabase = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    await client.query(text)
    await client.end()
  }

  test('a relay that runs while a newer one adds to the schema goes on; one that starts after it is refused, by name, and touches nothing', async () => {
    const token = await town.session(await town.admitDevice(await town.admitOrganisation()))
    const load = new Load(
      4,
      () => town.relays,
      () => token,
    )
    await load.more(20)
    // What a later migration may do (docs/decisions/0013): first the lock that everybody takes first, then
    // tables, and columns that need no value.
    await withDatabase(
      "begin; lock table log_head in access exclusive mode; alter table events add column later text not null default 'x'; alter table log_head add column later integer; create table later (id integer); insert into kysely_migration (name, timestamp) values ('9001-later', '2030-01-01'); commit",
    )
    await load.more(20)
    await load.end()
    expect(load.refused).toEqual([])
    expectNothingLost(load.acknowledged, await pullInto(new Map(), town.relay.url, token))
    const started = startRelay({
      dataDir: town.relayDir,
      databaseUrl: town.relay.databaseUrl,
      logTo: { write: () => {} },
    })
    await expect(started).rejects.toThrow(
      'this database belongs to a newer version (9001-later): start that one, or restore a backup from before it',
    )
    expect(await pushTo(town.relay.url, token, [someEnvelope()])).toBeInstanceOf(Map)
  })

  test('two relays of a new version that start at once migrate once', async () => {
    const databaseUrl = await town.postgres.makeDatabase()
    const relays = await Promise.all(
      Array.from({ length: 3 }, () =>
        startRelay({ dataDir: town.relayDir, databaseUrl, logTo: { write: () => {} } }),
      ),
    )
    expect(
      new Set(await Promise.all(relays.map(async ({ url }) => (await fetch(`${url}/livez`)).status))),
    ).toEqual(new Set([200]))
    await Promise.all(relays.map((relay) => relay.stop()))
  })
})
