/**
 * Dates that pass while a laptop is off, servers that come back with less than they had, keys replaced
 * half-way; and what is left on the disk after it.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import pg from 'pg'
import { LOG_DAYS, LOG_ENTRIES, expiredAt } from '../../renderer/engine/core/retention.ts'
import type { Views } from '../../shared/api/api.ts'
import { keysOnDisk, spoil } from '../fixtures/on-disk.ts'
import {
  bootEngine,
  caseloadOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type EngineOptions,
  type TestEngine,
} from '../fixtures/engine.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'

const LIST = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016'])
const ready = ({ sync }: Views): boolean => sync.state === 'online' && sync.tokensDone === sync.tokensTotal
let town: Town
let school: TownOrganisation
let teacher: Member
const engines: TestEngine[] = []
const start = async (member: Member, options: EngineOptions = {}): Promise<TestEngine> => {
  const engine = await startEngine(town, member, { hurry: true, caseload: LIST, ...options })
  engines.push(engine)
  await engine.until(ready, 'tokens')
  return engine
}
const startAgain = async (before: TestEngine): Promise<TestEngine> => {
  const engine = await bootEngine(town, before.profile, {
    hurry: true,
    indexedDB: before.indexedDB,
    vaultRecord: before.vaultRecord(),
  })
  engines.push(engine)
  await engine.run({ kind: 'unlock', passphrase: PASSPHRASE })
  return engine
}
const close = async (engine: TestEngine): Promise<void> => {
  engines.splice(engines.indexOf(engine), 1)
  await engine.stop()
}
const sql = async (text: string): Promise<{ n: number }[]> => {
  const client = new pg.Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ n: number }>(text)
  await client.end()
  return rows
}
const stored = async (): Promise<number> => (await sql('select count(*)::int as n from events'))[0]!.n
const file = async (engine: TestEngine, name: string, disappearsOn = '2026-12-23'): Promise<string> =>
  (
    (await engine.run({
      kind: 'file-signal',
      draft: { ...(await draftOf(engine, name)), disappearsOn },
    })) as { signalId: string }
  ).signalId

beforeEach(async () => {
  town = await Town.start()
  school = await town.admitOrganisation({ name: 'De Regenboog' })
  teacher = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  await town.publishWeekKey(teacher)
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
  await town.stop()
})

describe('the day passed while the laptop was off', () => {
  test('what had its date is gone when it comes back, nothing comes back, and what never left does not leave any more', async () => {
    const requester = await start(teacher)
    const responder = await start(await town.admitDevice(await town.admitOrganisation()))
    await file(requester, 'Sami', '2026-12-01')
    await responder.until(({ matches }) => matches.length === 1, 'the match')
    await close(responder)
    await close(requester)
    let away = true
    const offline = await bootEngine(town, requester.profile, {
      hurry: true,
      indexedDB: requester.indexedDB,
      vaultRecord: requester.vaultRecord(),
      ports: {
        fetch: (input, init) => (away ? Promise.reject(new TypeError('no network')) : fetch(input, init)),
      },
    })
    engines.push(offline)
    await offline.run({ kind: 'unlock', passphrase: PASSPHRASE })
    await file(offline, 'Noor', '2026-12-01')
    const before = await stored()
    town.clock.pass({ days: 14 })
    away = false
    await offline.run({ kind: 'wake' })
    const { sent, sync } = await offline.until((views) => views.sent.length === 0 && ready(views), 'the day')
    expect([sent, sync.waitingSignals]).toEqual([[], 0])
    const back = await startAgain(responder)
    expect((await back.until((views) => ready(views), 'a sync')).matches).toEqual([])
    expect(
      (
        await sql(
          `select count(*)::int as n from events where expires_day <= ${Math.floor(new Date('2026-12-01').getTime() / 86_400_000)}`,
        )
      )[0]!.n,
    ).toBeLessThanOrEqual(before)
    expect(await stored()).toBe(before)
  })
})

describe('the server comes back with less than it had', () => {
  test.each([
    [
      'empty, under another name',
      'delete from events; update log_head set head = 0, log_id = gen_random_uuid()',
      'relay-other-log',
    ],
    [
      'with an older copy of itself',
      'delete from events where seq > 1; update log_head set head = 1',
      'relay-lost-events',
    ],
  ] as const)('%s: the app stops, says so, and keeps everything that was here', async (_, change, code) => {
    const requester = await start(teacher)
    await file(requester, 'Sami')
    const responder = await start(await town.admitDevice(await town.admitOrganisation()))
    await responder.until((views) => views.matches.length === 1 && ready(views), 'the match')
    // Its own receipt was sent, and read back from the log.
    await expect
      .poll(async () => {
        const { envelopes, meta } = await keysOnDisk(responder.indexedDB, responder.profile)
        return [envelopes?.length, meta?.includes('acknowledged')]
      })
      .toEqual([2, false])
    const disk = await keysOnDisk(responder.indexedDB, responder.profile)
    await sql(change)
    await responder.run({ kind: 'wake' })
    const { matches } = await responder.until(
      ({ sync }) => sync.state === 'problem' && sync.problem?.code === code,
      'the words',
    )
    expect(matches).toHaveLength(1)
    const after = await keysOnDisk(responder.indexedDB, responder.profile)
    expect([after['threads'], after['envelopes'], after['meta']]).toEqual([
      disk['threads'],
      disk['envelopes'],
      disk['meta'],
    ])
  })
})

describe('keys are replaced while something went wrong', () => {
  test.each([1, 2, 3, 4])(
    'the network falls away at step %i of a revocation: nothing that was readable is lost, and it is finished later',
    async (step) => {
      const colleague = await town.admitDevice(school)
      const responder = await start(await town.admitDevice(await town.admitOrganisation()))
      let posts = Infinity
      const requester = await start(teacher, {
        ports: {
          fetch: (input, init) =>
            init?.method === 'POST' && String(input).includes('/v1/directory') && --posts < 0
              ? Promise.reject(new TypeError('no network'))
              : fetch(input, init),
        },
      })
      await file(requester, 'Sami')
      await responder.until(({ matches }) => matches.length === 1, 'the match')
      posts = step - 1
      await requester
        .run({ kind: 'revoke-device', deviceId: colleague.device.id, reason: 'lost' })
        .catch(() => {})
      await close(requester)
      const again = await startAgain(requester)
      await again
        .run({ kind: 'revoke-device', deviceId: colleague.device.id, reason: 'lost' })
        .catch(() => {})
      await again.until(ready, 'a sync')
      await responder.run({
        kind: 'answer',
        signalId: responder.views().matches[0]!.id,
        answer: 'contact-call-me',
      })
      await again.until(({ sent }) => sent[0]?.answers.length === 1, 'the answer under the old key')
      await file(again, 'Noor')
      await responder.until(({ matches }) => matches.length === 2, 'a signaal under the new key')
      await town.refresh()
      expect(town.directory.revoked.has(colleague.device.id)).toBe(true)
    },
  )
})

describe('on the disk after its date', () => {
  test('nothing is left: envelopes, threads, hints, counters, outbox, tokens of ended epochs, old invitations and the undo of an import', async () => {
    const requester = await start(teacher)
    const responder = await start(await town.admitDevice(await town.admitOrganisation()))
    await file(requester, 'Sami')
    await responder.until(({ matches }) => matches.length === 1, 'the match')
    await requester.run({ kind: 'invite', roles: ['professional'], neighbourhoods: [] })
    await requester.until(ready, 'rest')
    const before = await keysOnDisk(requester.indexedDB, requester.profile)
    for (const table of ['envelopes', 'threads', 'counters', 'tokens', 'invites', 'undo', 'log'])
      expect([table, before[table]!.length]).toEqual([table, expect.toSatisfy((count: number) => count > 0)])
    town.clock.pass({ days: 200 })
    for (const engine of [requester, responder]) await engine.run({ kind: 'wake' })
    await requester.until((views) => ready(views) && views.sent.length === 0, 'the day')
    const after = await keysOnDisk(requester.indexedDB, requester.profile)
    for (const table of ['threads', 'hints', 'counters', 'outbox', 'invites', 'undo', 'quarantine'])
      expect([table, after[table]]).toEqual([table, []])
    for (const key of before['envelopes']!) expect(after['envelopes']).not.toContain(key)
    for (const key of before['tokens']!) expect(after['tokens']).not.toContain(key)
    expect(after['children']).toEqual(before['children'])
    await responder.until((views) => ready(views) && views.matches.length === 0, 'the day there')
    expect((await keysOnDisk(responder.indexedDB, responder.profile))['threads']).toEqual([])
  })

  test('rows that were set aside go after ninety days, for no signaal is older', async () => {
    const engine = await start(teacher)
    await file(engine, 'Sami')
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    await close(engine)
    await spoil(engine.indexedDB, engine.profile, 'log', () => true)
    const again = await startAgain(engine)
    const { storage } = again.views()
    expect(storage.unreadable).toBeGreaterThan(0)
    expect((await keysOnDisk(engine.indexedDB, engine.profile))['quarantine']).toHaveLength(
      storage.unreadable,
    )
    town.clock.pass({ days: 91 })
    await again.run({ kind: 'wake' })
    await again.until((views) => views.storage.unreadable === 0, 'ninety days')
    expect((await keysOnDisk(engine.indexedDB, engine.profile))['quarantine']).toEqual([])
  })

  test('the logbook keeps a year and ten thousand lines, the newest', () => {
    const now = new Date('2026-11-23T09:00:00Z')
    const at = (days: number, i: number): string =>
      new Date(now.getTime() - days * 86_400_000 + i).toISOString()
    const empty = {
      threads: new Map(),
      envelopes: new Map(),
      outbox: new Map(),
      hints: new Map(),
      counters: new Map(),
      tokens: new Map(),
      invites: new Map(),
    }
    const lines = (...all: string[]) => new Map(all.map((moment) => [moment, { at: moment }]))
    expect(
      expiredAt({ ...empty, log: lines(at(LOG_DAYS + 1, 0), at(LOG_DAYS - 1, 0)) }, now).map(
        ({ key }) => key,
      ),
    ).toEqual([at(LOG_DAYS + 1, 0)])
    const many = Array.from({ length: LOG_ENTRIES + 5 }, (_, i) => at(1, i))
    expect(expiredAt({ ...empty, log: lines(...many) }, now).map(({ key }) => key)).toEqual(many.slice(0, 5))
  })
})
