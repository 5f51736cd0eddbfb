/**
 * Between the laptop and the server: clocks, sleep, proxies, login pages, filters, and answers that come
 * twice or not at all.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import pg from 'pg'
import { LiveConnection } from '../../renderer/engine/net/live.ts'
import { request } from '../../renderer/engine/net/request.ts'
import type { Ports } from '../../renderer/engine/ports.ts'
import { PullAnswer } from '../../shared/protocol/http.ts'
import type { Views } from '../../shared/api/api.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { caseloadOf, draftOf, startEngine, type EngineOptions, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const LIST = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016'])
const ready = ({ sync }: Views): boolean => sync.state === 'online' && sync.tokensDone === sync.tokensTotal
const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
let town: Town
let teacher: Member
const engines: TestEngine[] = []
const start = async (
  options: EngineOptions = {},
  member = teacher,
  caseload: string | null = LIST,
): Promise<TestEngine> => {
  const engine = await startEngine(town, member, {
    hurry: true,
    ...(caseload ? { caseload } : {}),
    ...options,
  })
  engines.push(engine)
  return engine
}
const stored = async (): Promise<number> => {
  const client = new pg.Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from events')
  await client.end()
  return rows[0]!.n
}

beforeAll(async () => {
  town = await Town.start()
  teacher = await town.admitDevice(await town.admitOrganisation({ name: 'De Regenboog' }), {
    roles: ['professional', 'administrator'],
  })
  await town.publishWeekKey(teacher)
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
})
afterAll(() => town.stop())

describe('the clock of the laptop', () => {
  test.each([
    ['an hour ahead', 60],
    ['an hour behind', -60],
    ['a day behind', -1440],
    ['ten years ahead', 5_256_000],
    ['ten years behind', -5_256_000],
  ])('is %s: sync goes on, the signaal leaves and the screen says how far off it is', async (_, minutes) => {
    const clock = new MovableClock(town.at)
    clock.pass({ minutes })
    const engine = await start({ ports: { clock } }, teacher, null)
    await engine.until(ready, 'a sync')
    await engine.run({ kind: 'import-caseload', name: 'lijst.csv', file: new TextEncoder().encode(LIST) })
    await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Sami') })
    const { sync, session, sent } = await engine.until(
      ({ sent: list }) => list[0]?.state === 'open',
      'sending',
    )
    expect([sync.clockOffMinutes, session.today, sent[0]!.disappearsOn]).toEqual([
      minutes,
      '2026-11-23',
      '2026-12-23',
    ])
  })

  test('agrees with the server: no screen says otherwise, also when an answer took minutes to come', async () => {
    const engine = await start()
    await engine.until(ready, 'tokens')
    expect(engine.views().sync.clockOffMinutes).toBeNull()
    town.clock.pass({ minutes: 9 })
    await engine.run({ kind: 'wake' })
    await engine.until(ready, 'a sync')
    expect(engine.views().sync.clockOffMinutes).toBeNull()
  })
})

describe('after sleep', () => {
  class DeadSocket extends EventTarget {
    static readonly made: DeadSocket[] = []
    readonly readyState = 1 // OPEN, for ever
    isClosed = false
    constructor() {
      super()
      DeadSocket.made.push(this)
    }
    send(): void {}
    close(): void {
      this.isClosed = true
    }
  }
  afterEach(() => void DeadSocket.made.splice(0))

  test('a connection that says it is open and is dead is let go when three pings stayed away', () => {
    const timers: (() => void)[] = []
    const closed = vi.fn()
    new LiveConnection(
      'https://relay.example',
      { token: 't', after: 0 },
      {
        WebSocket: DeadSocket as never,
        after: (ms, task) => {
          if (ms === 3 * 25_000) timers.push(task)
          return () => {}
        },
      },
      { message: () => {}, closed },
    )
    timers.at(-1)!()
    expect([DeadSocket.made[0]!.isClosed, closed.mock.calls.length]).toEqual([true, 1])
  })

  test('waking up makes a new connection and a pull: what came meanwhile is there', async () => {
    const responder = await town.admitDevice(await town.admitOrganisation())
    const asleep = await start({ hurry: false, ports: { WebSocket: DeadSocket as never } }, responder)
    await asleep.until(ready, 'tokens')
    const requester = await start()
    await requester.until(ready, 'tokens')
    const { signalId } = (await requester.run({
      kind: 'file-signal',
      draft: await draftOf(requester, 'Noor'),
    })) as {
      signalId: string
    }
    await requester.until(({ sent }) => sent.find(({ id }) => id === signalId)?.state === 'open', 'sending')
    const isThere = ({ matches }: Views): boolean => matches.some(({ id }) => id === signalId)
    expect(isThere(asleep.views())).toBe(false)
    await asleep.run({ kind: 'wake' })
    await asleep.until(isThere, 'what came meanwhile')
    await expect.poll(() => DeadSocket.made.map(({ isClosed }) => isClosed)).toEqual([true, false])
  })
})

describe('between laptop and server', () => {
  test('a proxy refuses live connections: everything arrives all the same, a little later', async () => {
    class Refused extends EventTarget {
      constructor() {
        super()
        setTimeout(() => this.dispatchEvent(new Event('error')), 0)
      }
      send(): void {}
      close(): void {}
    }
    const ports: Partial<Ports> = { WebSocket: Refused as never }
    const requester = await start({ ports })
    const responder = await start({ ports }, await town.admitDevice(await town.admitOrganisation()))
    for (const engine of [requester, responder]) await engine.until(ready, 'tokens')
    await requester.run({ kind: 'file-signal', draft: await draftOf(requester, 'Noor') })
    await requester.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    const { id } = requester.views().sent[0]!
    await responder.until(({ matches }) => matches.some((match) => match.id === id), 'the match')
    await responder.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
    await requester.until(({ sent }) => sent[0]?.answers.length === 1, 'the answer')
  })

  test.each([
    [
      'a login page that answers 200',
      () => new Response('<html>log in</html>', { headers: { 'content-type': 'text/html' } }),
    ],
    [
      'a login page that calls itself JSON',
      () => new Response('<html>log in</html>', { headers: { 'content-type': 'application/json' } }),
    ],
    ['an empty answer', () => new Response('', { headers: { 'content-type': 'application/json' } })],
    ['another JSON', () => json({ ok: true })],
  ])('%s is no answer: nothing counts as sent, and the screen says to log in first', async (_, page) => {
    let isPortal = false
    const engine = await start({
      ports: { fetch: (input, init) => (isPortal ? Promise.resolve(page()) : fetch(input, init)) },
    })
    await engine.until(ready, 'tokens')
    const before = await stored()
    isPortal = true
    await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Sami') })
    await engine.until(({ sync }) => sync.problem?.code === 'relay-garbage', 'the words')
    expect(engine.views().sent[0]!.state).toBe('waiting')
    expect(await stored()).toBe(before)
    isPortal = false
    await engine.run({ kind: 'wake' })
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  })

  test('no request follows a redirect, none waits without end, none brings a cookie', async () => {
    const asked: RequestInit[] = []
    await request(
      'relay',
      'https://relay.example',
      {
        isOnline: () => true,
        after: () => () => {},
        fetch: (_, init) => {
          asked.push(init!)
          return Promise.resolve(json({}))
        },
      },
      { method: 'GET', path: '/', schema: PullAnswer },
    ).catch(() => {})
    expect(asked[0]).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: expect.any(AbortSignal) as AbortSignal,
    })
  })

  test('a server that takes the connection and never answers is named, and the signaal waits', async () => {
    let isSilent = false
    const engine = await start({
      ports: {
        fetch: (input, init) =>
          isSilent
            ? new Promise((_, failed) => {
                queueMicrotask(() => failed(new DOMException('signal timed out', 'TimeoutError')))
              })
            : fetch(input, init),
      },
    })
    await engine.until(ready, 'tokens')
    isSilent = true
    await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Sami') })
    await engine.until(({ sent }) => sent[0]?.waitingFor === 'relay-down', 'the words')
  })

  test('a filter that opens TLS is named with the server it stands before, and forgotten when it is gone', async () => {
    let isFiltered = false
    const engine = await start({
      ports: {
        fetch: (input, init) =>
          isFiltered ? Promise.reject(new TypeError('Failed to fetch')) : fetch(input, init),
      },
    })
    await engine.until(ready, 'tokens')
    isFiltered = true
    await engine.run({ kind: 'wake' })
    await engine.until(({ sync }) => sync.problem?.code === 'relay-down', 'what a browser can tell')
    await engine.run({ kind: 'certificate-refused', origin: new URL(town.relay.url).origin })
    const { sync } = await engine.until(
      (views) => views.sync.problem?.code === 'tls-intercepted',
      'what the shell can tell',
    )
    expect(sync.problem!.params).toEqual({ server: new URL(town.relay.url).host })
    isFiltered = false
    await engine.run({ kind: 'wake' })
    await engine.until(ready, 'a sync')
    isFiltered = true
    await engine.run({ kind: 'wake' })
    await engine.until((views) => views.sync.problem?.code === 'relay-down', 'no old suspicion')
  })
})
