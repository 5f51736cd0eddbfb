/**
 * Not everybody updates on the same day: an older client at a newer relay, a newer client at an older relay,
 * and both relays on one database.
 */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { LiveConnection } from '../../renderer/engine/net/live.ts'
import { request } from '../../renderer/engine/net/request.ts'
import { startRelay } from '../../relay/relay.ts'
import { importSigningKey, SESSION_LABEL, sessionMessage, sign } from '../../shared/crypto/signing.ts'
import type { Holder } from '../../shared/crypto/oprf.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { sealDeviceFile } from '../../shared/device-file.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { CheckpointAnswer, PullAnswer } from '../../shared/protocol/http.ts'
import { OLDEST_PROTOCOL, PROTOCOL } from '../../shared/protocol/version.ts'
import { CHEAP } from '../fixtures/cheap-argon2.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { bootEngine, PASSPHRASE, type TestEngine } from '../fixtures/engine.ts'
import { readLive } from '../fixtures/live-reader.ts'
import { RELEASED, type Exchange, type Recorded } from '../fixtures/protocol/recorded.ts'
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

/**
 * Where `now` lacks what `before` had, by path; what is new is not looked at. A statement's body is text that
 * is JSON too.
 */
const missing = (before: unknown, now: unknown, path = ''): string[] => {
  if (isObject(before))
    return isObject(now)
      ? Object.entries(before).flatMap(([name, value]) => missing(value, now[name], `${path}.${name}`))
      : [path]
  if (Array.isArray(before))
    return Array.isArray(now)
      ? before.length > 0 && now.length > 0
        ? missing(before[0], now[0], `${path}.0`)
        : []
      : [path]
  if (typeof before === 'string' && before.startsWith('{'))
    return typeof now === 'string' && now.startsWith('{')
      ? missing(JSON.parse(before), JSON.parse(now), `${path}:`)
      : [path]
  return typeof before === typeof now ? [] : [path]
}

describe.each(RELEASED.map((recorded) => [recorded.protocol, recorded] as const))(
  'protocol %i, as it was released',
  (_, recorded: Recorded) => {
    test('an older client at the relay and trustee of today: every request it made is answered as it was, with nothing missing', async () => {
      const town = await Town.start({ files: recorded.files, at: recorded.at })
      try {
        const urls: Record<Holder, string> = { relay: town.relay.url, trustee: town.trustee.url }
        const { signingSeed, deviceId } = recorded.writer.identity
        await town.publish(recorded.statements)
        const tokens: Partial<Record<Holder, string>> = {}
        const last: Partial<Record<Holder, string>> = {}
        const ask = async ({
          holder,
          method,
          path,
          accept,
          request: body,
        }: Exchange): Promise<{ status: number; answer: unknown }> => {
          const challenge = last[holder]
          const said =
            path === '/v1/session' && challenge
              ? {
                  device: deviceId,
                  challenge,
                  signature: toBase64url(
                    await sign(
                      await importSigningKey(fromBase64url(signingSeed)),
                      SESSION_LABEL,
                      sessionMessage(holder, challenge),
                    ),
                  ),
                }
              : body
          const response = await fetch(`${urls[holder]}${path}`, {
            method,
            headers: {
              accept,
              ...(tokens[holder] ? { authorization: `Bearer ${tokens[holder]}` } : {}),
              ...(said ? { 'content-type': 'application/json' } : {}),
            },
            ...(said ? { body: JSON.stringify(said) } : {}),
          })
          const answer = (await response.json()) as { challenge?: string; token?: string }
          if (answer.challenge) last[holder] = answer.challenge
          if (answer.token) tokens[holder] = answer.token
          return { status: response.status, answer }
        }
        for (const exchange of recorded.writing) {
          const { status, answer } = await ask(exchange)
          const where = `${exchange.method} ${exchange.holder}${exchange.path}`
          expect([where, status, missing(exchange.answer, answer)]).toEqual([where, exchange.status, []])
        }
        expect(await town.relay.statements()).toHaveLength(
          (
            recorded.reading.find(({ path }) => path === '/v1/directory?after=0')!.answer as {
              statements: []
            }
          ).statements.length,
        )
      } finally {
        await town.stop()
      }
    })

    test('a newer client at the relay and trustee of then: it reads all they have', async () => {
      const queues = new Map<string, Exchange[]>()
      for (const exchange of recorded.reading) {
        const key = `${recorded.servers[exchange.holder]} ${exchange.method} ${exchange.path}`
        queues.set(key, [...(queues.get(key) ?? []), exchange])
      }
      const unanswered: string[] = []
      const asked = new Set<string>()
      const then: typeof fetch = async (input, init = {}) => {
        const { origin, pathname, search } = new URL(String(input))
        const key = `${origin} ${init.method ?? 'GET'} ${pathname}${search}`
        asked.add(`${init.method ?? 'GET'} ${pathname}`)
        const queue = queues.get(key)
        const exchange = queue && queue.length > 1 ? queue.shift() : queue?.[0]
        if (!exchange) unanswered.push(key)
        return exchange
          ? new Response(JSON.stringify(exchange.answer), {
              status: exchange.status,
              headers: { 'content-type': exchange.type },
            })
          : new Response('{"error":"unauthorised"}', {
              status: 401,
              headers: { 'content-type': 'application/json' },
            })
      }
      class NoSocket extends EventTarget {
        send(): void {}
        close(): void {}
      }
      let engine: TestEngine | null = null
      try {
        engine = await bootEngine({ clock: new MovableClock(recorded.at) } as Town, 'reader', {
          servers: false,
          ports: { fetch: then, WebSocket: NoSocket as never },
        })
        await engine.run({
          kind: 'enrol',
          file: new Uint8Array(await sealDeviceFile(recorded.reader, PASSPHRASE, systemRandom, CHEAP)),
          passphrase: PASSPHRASE,
        })
        await engine.until((views) => views.sync.state === 'online', 'a sync')
        await engine.run({ kind: 'wake' })
        await engine.until(() => asked.has('POST /v1/witness'), 'a look at the log')
        const { sync } = await engine.until((views) => views.sync.state === 'online', 'a sync')
        expect([sync.problem, sync.toRead, unanswered]).toEqual([null, 0, []])
      } finally {
        await engine?.stop()
      }
    })
  },
)

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
    const page = RELEASED[0]!.reading.find(({ path }) => path.startsWith('/v1/events'))!.answer as Json
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
