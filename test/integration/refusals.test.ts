/**
 * What goes wrong ends in a clear word, nothing that was shown as saved is lost, and nothing leaves that
 * should not.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import pg from 'pg'
import { SILENCE_MS } from '../../renderer/engine/net/live.ts'
import { REQUEST_LIMIT_MS } from '../../renderer/engine/net/request.ts'
import type { Ports } from '../../renderer/engine/ports.ts'
import type { ErrorName } from '../../shared/errors.ts'
import type { Views } from '../../shared/api/api.ts'
import { CHEAP, cheapCosts } from '../fixtures/cheap-argon2.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { MAX_PULL, MAX_PUSH } from '../../shared/protocol/http.ts'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { noTimers } from '../fixtures/no-timers.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'

type Change = (url: string, answer: () => Promise<Response>) => Promise<Response>

let town: Town
let school: TownOrganisation
let teacher: Member
let engine: TestEngine
/** How the network behaves for the engine under test. */
let weather: Change = (_, answer) => answer()
let online = true
const CASELOAD = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016'])

const fetchThrough: Ports['fetch'] = (input, init) => weather(String(input), () => fetch(input, init))
const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const start = async (caseload = CASELOAD, ports: Partial<Ports> = {}): Promise<TestEngine> => {
  engine = await startEngine(town, teacher, {
    caseload,
    ports: { fetch: fetchThrough, ...ports },
    online: () => online,
  })
  return engine
}
const ready = ({ sync }: Views): boolean => sync.state === 'online' && sync.tokensDone === sync.tokensTotal
const file = async (...names: string[]): Promise<string> =>
  (
    (await engine.run({
      kind: 'file-signal',
      draft: await draftOf(engine, ...(names.length > 0 ? names : ['Sami'])),
    })) as { signalId: string }
  ).signalId
const stored = async (): Promise<number> => {
  const client = new pg.Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from events')
  await client.end()
  return rows[0]!.n
}
const problem =
  (code: ErrorName) =>
  ({ sync }: Views): boolean =>
    sync.problem?.code === code

beforeAll(async () => {
  town = await Town.start()
  school = await town.admitOrganisation({ id: 'school', name: 'De Regenboog' })
  teacher = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  await town.publishWeekKey(teacher)
})
afterEach(async () => {
  weather = (_, answer) => answer()
  online = true
  await engine.stop()
})
afterAll(() => town.stop())

describe('a signaal that cannot leave yet', () => {
  const recovers = async (change: Change, code: ErrorName, isOnline = true): Promise<void> => {
    await start()
    await engine.until(ready, 'tokens')
    const before = await stored()
    weather = change
    online = isOnline
    await engine.run({ kind: 'wake' })
    await engine.until(problem(code), code)
    await file()
    const { sent, sync } = await engine.until(({ sent: list }) => list[0]?.waitingFor === code, 'the reason')
    expect(sent[0]).toMatchObject({ state: 'waiting', waitingFor: code })
    expect(sync.waitingSignals).toBe(1)
    expect(await stored()).toBe(before)
    weather = (_, answer) => answer()
    online = true
    await engine.run({ kind: 'wake' })
    await engine.until(({ sent: list }) => list[0]?.state === 'open', 'sending')
    expect(await stored()).toBe(before + 1)
  }
  const away: Change = () => Promise.reject(new TypeError('fetch failed'))

  test('without internet it waits visibly and leaves when the network is back', () =>
    recovers(away, 'offline', false))
  test('with the relay down it waits, and says so', () => recovers(away, 'relay-down'))
  test('behind a captive portal nothing is taken for an answer', () =>
    recovers(
      () =>
        Promise.resolve(new Response('<html>log in</html>', { headers: { 'content-type': 'text/html' } })),
      'relay-garbage',
    ))
  test('a relay that answers another shape is refused', () =>
    recovers(() => Promise.resolve(json({ hello: 'world' })), 'relay-garbage'))
  test('a relay whose disk is full keeps nothing and loses nothing', () =>
    recovers(
      (url, answer) =>
        url.endsWith('/v1/events') || url.includes('/v1/directory')
          ? Promise.resolve(json({ error: 'storage-full' }, 507))
          : answer(),
      'relay-storage-full',
    ))

  test.each([
    ['is busy', 503, 'busy', 'relay-busy'],
    ['took what this device may send in a day', 429, 'quota-exhausted', 'relay-quota'],
  ] as const)('a relay that %s keeps nothing and loses nothing', (_, status, error, code) =>
    recovers(
      (url, answer) =>
        url.endsWith('/v1/events') || url.includes('/v1/directory')
          ? Promise.resolve(json({ error, seconds: 60 }, status))
          : answer(),
      code,
    ),
  )

  test('a relay that is busy is asked again after pauses that grow to a minute and no further', async () => {
    const pauses: number[] = []
    await start(CASELOAD, {
      after: (ms, task) => {
        // Timers that are called off long before, not pauses: of a request, and of a connection that is silent.
        const isLimit = ms === REQUEST_LIMIT_MS || ms >= SILENCE_MS
        if (ms > 500 && !isLimit) pauses.push(ms)
        const timer = setTimeout(task, isLimit ? ms : Math.min(ms, 5))
        return () => clearTimeout(timer)
      },
    })
    await engine.until(ready, 'tokens')
    pauses.length = 0
    weather = () => Promise.resolve(json({ error: 'busy' }, 503))
    await engine.run({ kind: 'wake' })
    // The pause of the sync before may still come in between.
    const sinceRefused = (): number[] => pauses.slice(pauses.findIndex((ms) => ms >= 750 && ms <= 1250))
    await expect.poll(() => sinceRefused().length, { timeout: 60_000 }).toBeGreaterThan(10)
    const grown = Array.from({ length: 10 }, (_, i) => Math.min(1000 * 2 ** i, 60_000))
    expect(
      sinceRefused()
        .slice(0, 10)
        .filter((ms, i) => ms < grown[i]! * 0.75 || ms > grown[i]! * 1.25),
    ).toEqual([])
  })

  test('with the trustee down a new signaal waits, and leaves when it is back; the relay is still read', async () => {
    weather = (url, answer) =>
      url.startsWith(town.trustee.url) ? Promise.reject(new TypeError('fetch failed')) : answer()
    await start()
    await engine.until(problem('trustee-down'), 'trustee-down')
    await file()
    await engine.until(({ sent }) => sent[0]?.waitingFor === 'trustee-down', 'the reason')
    weather = (_, answer) => answer()
    await engine.run({ kind: 'wake' })
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  })

  test('a lost acknowledgement is asked for again and gives one event', async () => {
    await start()
    await engine.until(ready, 'tokens')
    const before = await stored()
    let lost = 0
    weather = async (url, answer) => {
      const response = await answer()
      if (url.endsWith('/v1/events') && lost++ === 0) throw new TypeError('connection reset')
      return response
    }
    await file()
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    expect([lost > 1, await stored()]).toEqual([true, before + 1])
  })
})

describe('a key holder that lies', () => {
  const lies = async (
    server: 'relay' | 'trustee',
    change: (body: { evaluated: string[]; proof: string }) => unknown,
    code: ErrorName,
  ): Promise<void> => {
    weather = async (url, answer) => {
      const response = await answer()
      return url === `${town[server].url}/v1/oprf/evaluate`
        ? json(change((await response.json()) as { evaluated: string[]; proof: string }))
        : response
    }
    await start()
    await engine.until(problem(code), code)
    const before = await stored()
    await file('Sami', 'Noor')
    await engine.until(({ sent }) => sent[0]?.waitingFor === code, 'the reason')
    expect(engine.views().sync.tokensDone).toBe(0)
    expect(await stored()).toBe(before)
  }
  const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

  test('a wrong proof of the relay is named and nothing is sent', () =>
    lies('relay', ({ evaluated, proof }) => ({ evaluated, proof: flip(proof) }), 'relay-wrong-proof'))
  test('a wrong proof of the trustee is named and nothing is sent', () =>
    lies('trustee', ({ evaluated, proof }) => ({ evaluated, proof: flip(proof) }), 'trustee-wrong-proof'))
  test('answers in another order are a wrong proof', () =>
    lies(
      'relay',
      ({ evaluated, proof }) => ({ evaluated: evaluated.toReversed(), proof }),
      'relay-wrong-proof',
    ))
  test('too few answers are a wrong proof', () =>
    lies(
      'trustee',
      ({ evaluated, proof }) => ({ evaluated: evaluated.slice(1), proof }),
      'trustee-wrong-proof',
    ))
  test('a key that is not signed by its holder is refused', async () => {
    weather = async (url, answer) => {
      const response = await answer()
      if (!url.endsWith('/v1/keys') || !url.startsWith(town.trustee.url)) return response
      const { statements } = (await response.json()) as {
        statements: { body: string; signatures: unknown }[]
      }
      return json({
        statements: statements.map(({ body, signatures }) => ({
          body: body.replace('"epoch":', '"epoch": '),
          signatures,
        })),
      })
    }
    await start()
    await engine.until(problem('trustee-wrong-proof'), 'refusal')
  })
  test('an acknowledgement that the relay did not sign does not count', async () => {
    await start()
    await engine.until(ready, 'tokens')
    weather = async (url, answer) => {
      const response = await answer()
      if (!url.endsWith('/v1/events')) return response
      const { acknowledged } = (await response.json()) as {
        acknowledged: { body: string; signatures: { by: string; signature: string }[] }
      }
      return json({
        acknowledged: {
          ...acknowledged,
          signatures: acknowledged.signatures.map(({ by, signature }) => ({
            by,
            signature: flip(signature),
          })),
        },
      })
    }
    await file()
    await engine.until(problem('relay-garbage'), 'refusal')
    expect(engine.views().sent[0]?.state).toBe('waiting')
  })
})

describe('this machine', () => {
  test('a clock that is a day off does no harm, and people are told', async () => {
    for (const days of [1, -1, 3650]) {
      const clock = new MovableClock(new Date(town.clock.now()).toISOString())
      clock.pass({ days })
      await start(CASELOAD, { clock })
      await engine.until(ready, 'tokens')
      await file()
      const { sync, sent, session } = await engine.until(
        ({ sent: list }) => list[0]?.state === 'open',
        'sending',
      )
      expect([sync.clockOffMinutes, session.today, sent[0]!.answerBy]).toEqual([
        days * 1440,
        '2026-11-23',
        '2026-11-25',
      ])
      await engine.stop()
    }
    await start()
  })

  test('a full disk is said at once; what was there is still there and nothing is shown as saved', async () => {
    await start()
    await engine.until(ready, 'tokens')
    const { IDBObjectStore } = await import('fake-indexeddb')
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    try {
      await expect(file()).rejects.toMatchObject({ code: 'storage-full' })
      expect(engine.views().sent).toEqual([])
    } finally {
      IDBObjectStore.prototype.put = put
    }
    await file()
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  })

  test('a second window on the same profile is told so', async () => {
    await start()
    await expect(
      startEngine(town, teacher, { ports: { claimProfile: () => Promise.resolve(false) } }),
    ).rejects.toMatchObject({ code: 'second-window' })
  })

  test('a broken device file and a wrong passphrase change nothing', async () => {
    const { Engine } = await import('../../renderer/engine/engine.ts')
    await start()
    const { sealDeviceFile } = await import('../../shared/device-file.ts')
    const { systemRandom } = await import('../../shared/crypto/seal.ts')
    const { IDBFactory, IDBKeyRange } = await import('fake-indexeddb')
    const fresh = new Engine({
      clock: town.clock,
      random: systemRandom,
      argon2: cheapCosts,
      monotonic: () => performance.now(),
      fetch,
      WebSocket,
      indexedDB: new IDBFactory(),
      IDBKeyRange,
      isOnline: () => true,
      claimProfile: () => Promise.resolve(true),
      post: () => {},
      after: noTimers,
    })
    await fresh.run({ kind: 'boot', profile: 'x', servers: null, keychain: false, vaultRecord: null })
    for (const bytes of [
      new Uint8Array(),
      new TextEncoder().encode('{}'),
      crypto.getRandomValues(new Uint8Array(500)),
    ])
      await expect(fresh.run({ kind: 'enrol', file: bytes, passphrase: PASSPHRASE })).rejects.toMatchObject({
        code: 'device-file-broken',
      })
    const good = new Uint8Array(await sealDeviceFile(town.package(teacher), PASSPHRASE, systemRandom, CHEAP))
    await expect(fresh.run({ kind: 'enrol', file: good, passphrase: 'fout' })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    })
    expect(fresh.views().session.state).toBe('not-enrolled')
  })

  test('a draft survives a lock, and is gone once it was sent', async () => {
    await start()
    const draft = { ...(await draftOf(engine, 'Noor')), parents: null }
    await engine.run({ kind: 'save-draft', draft })
    await engine.run({ kind: 'lock' })
    await engine.run({ kind: 'unlock', passphrase: PASSPHRASE })
    expect(engine.views().draft).toEqual(draft)
    await engine.run({ kind: 'file-signal', draft: { ...draft, parents: 'informed' } })
    expect(engine.views().draft).toBeNull()
  })
})

describe('a draft that is not complete', () => {
  test('each missing or wrong part has its name, and nothing is stored', async () => {
    await start()
    const good = await draftOf(engine, 'Sami')
    const wrong: [Partial<typeof good>, ErrorName][] = [
      [{ childIds: [] }, 'unknown-child'],
      [{ childIds: ['nobody-here'] }, 'unknown-child'],
      [{ attempts: [] }, 'no-attempt'],
      [{ lostSince: null }, 'date-missing'],
      [{ lostSince: '2026-11-24' }, 'date-in-future'],
      [{ lostSince: '2019-01-01' }, 'date-too-old'],
      [{ parents: null }, 'not-allowed'],
    ]
    for (const [part, code] of wrong)
      await expect(engine.run({ kind: 'file-signal', draft: { ...good, ...part } })).rejects.toMatchObject({
        code,
      })
    expect(engine.views().sent).toEqual([])
  })

  test('not sharing is written in the own logbook with the reason, and nothing leaves', async () => {
    await start()
    await engine.until(ready, 'tokens')
    const before = await stored()
    await engine.run({ kind: 'do-not-share', draft: await draftOf(engine, 'Sami'), reason: 'parents-object' })
    expect(engine.views().logbook).toContainEqual(
      expect.objectContaining({ kind: 'not-shared', about: 'Sami Yıldız', detail: 'parents-object' }),
    )
    expect(await stored()).toBe(before)
  })
})

/** Last, because the backlog stays in this town's log. */
describe('very late, or much at once', () => {
  const pushMany = async (count: number): Promise<void> => {
    const token = await town.session(teacher)
    for (let left = count; left > 0; left -= MAX_PUSH) {
      const envelopes = Array.from({ length: Math.min(left, MAX_PUSH) }, () =>
        toBase64url(someEnvelope(new Date(town.clock.now()))),
      )
      const response = await fetch(`${town.relay.url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ envelopes }),
      })
      if (!response.ok) throw new Error(`push: ${response.status}`)
    }
  }

  test('what never left before its date is said to have not arrived, also after a restart, until somebody has seen it', async () => {
    const clock = new MovableClock(new Date(town.clock.now()).toISOString())
    await start(CASELOAD, { clock })
    await engine.until(ready, 'tokens')
    weather = () => Promise.reject(new TypeError('no network'))
    online = false
    await engine.run({ kind: 'wake' })
    await engine.until(({ sync }) => sync.state === 'offline', 'no network')
    await file()
    const { sent } = await engine.until((views) => views.sent[0]?.waitingFor === 'offline', 'why it waits')
    clock.pass({ days: 60 })
    await engine.run({ kind: 'wake' })
    const { sync } = await engine.until((views) => views.sync.notArrived.length > 0, 'the word')
    expect(sync.notArrived).toMatchObject([{ number: sent[0]!.number, what: 'signal', why: 'offline' }])
    expect(engine.views()).toMatchObject({
      sent: [],
      logbook: expect.arrayContaining([
        expect.objectContaining({ kind: 'not-arrived', about: sent[0]!.number }),
      ]) as unknown,
    })
    await engine.stop()
    engine = await bootEngine(town, engine.profile, {
      indexedDB: engine.indexedDB,
      vaultRecord: engine.vaultRecord(),
      ports: { fetch: fetchThrough, clock },
      online: () => false,
    })
    await engine.run({ kind: 'unlock', passphrase: PASSPHRASE })
    expect(engine.views().sync.notArrived).toHaveLength(1)
    await engine.run({ kind: 'seen-not-arrived' })
    expect(engine.views().sync.notArrived).toEqual([])
  })

  test('on a network that counts data the list waits, and a signaal does not', async () => {
    let asked = 0
    weather = (url, answer) => {
      if (url.endsWith('/v1/oprf/evaluate')) asked += 1
      return answer()
    }
    await start()
    await engine.run({ kind: 'network', metered: true })
    await engine.until(({ sync }) => sync.state === 'online' && sync.savingData, 'the network')
    expect([asked, engine.views().sync.tokensDone]).toEqual([0, 0])
    await file('Noor')
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    expect(engine.views().sync).toMatchObject({ tokensDone: 1, tokensTotal: 2 })
    await engine.run({ kind: 'network', metered: false })
    await engine.until(ready, 'the rest')
  })

  test('a long backlog does not hold up what a person sends', async () => {
    await start()
    await engine.until(ready, 'tokens')
    weather = () => Promise.reject(new TypeError('no network'))
    online = false
    await engine.run({ kind: 'wake' })
    await engine.until(({ sync }) => sync.state === 'offline', 'no network')
    await pushMany(2 * MAX_PULL + 1)
    await file()
    const asked: string[] = []
    weather = (url, answer) => {
      const { pathname, search } = new URL(url)
      if (pathname === '/v1/events') asked.push(search === '' ? 'push' : 'page')
      return answer()
    }
    online = true
    await engine.run({ kind: 'wake' })
    await engine.until(
      ({ sync, sent }) => sync.state === 'online' && sent.every(({ state }) => state !== 'waiting'),
      'everything',
    )
    // After the first page, while the second is on its way.
    expect(asked.slice(0, 4)).toEqual(['page', 'page', 'push', 'page'])
  })
})
