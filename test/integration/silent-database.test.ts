/**
 * The database fails over, and the address leads to another server: the old one says nothing any more, or is
 * still there and takes no writes. Connections that were open stay where they were, as behind a virtual IP.
 * Nobody has to restart the relay after it.
 */
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proveNotifications } from '../../relay/live/listener.ts'
import { startRelay, type Serving } from '../../relay/relay.ts'
import { openDatabase } from '../../relay/store/database.ts'
import { startEmbedded, type Embedded } from '../../relay/store/embedded.ts'
import { startForwarder, type Forwarder } from '../fixtures/forwarder.ts'
import { readLive } from '../fixtures/live-reader.ts'
import { postmasterOf, pushTo, type Acknowledged } from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

const BOUNDS = {
  databaseSilentMs: 2_500,
  listenAskMs: 300,
  listenAnswerMs: 1_000,
  oldestPushMs: 300,
  probeMs: 1_000,
}
const portOf = (url: string): number => Number(new URL(url).port)

let town: Town
let member: Member
let folder: string
let second: Embedded
let forwarder: Forwarder
let relay: Serving
let token: string
let logs: string[]
/** In the log of both servers. */
const known = someEnvelope()

// The second server is what a replica would be: the same rows, in a folder of its own.
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString(), ownPostgres: true })
  member = await town.admitDevice(await town.admitOrganisation())
  folder = await mkdtemp(join(tmpdir(), 'ruggensteun-second-'))
  await chmod(folder, 0o711)
  await pushTo(town.relay.url, await town.session(member), [known])
  await town.postgres.down()
  execFileSync('cp', ['-a', `${town.postgres.folder}/.`, folder])
  await town.postgres.up()
  second = await startEmbedded(folder)
})
afterAll(async () => {
  await second.stop()
  await town.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a relay does not start where they do not come, as behind a pooler in transaction mode', async () => {
  // Notifications stay within a database: one of another name is as deaf as a pooler that lends its
  // connections out.
  const deaf = await town.postgres.makeDatabase()
  const database = await openDatabase({ url: town.relay.databaseUrl, dataDir: '', onPoolError: () => {} })
  try {
    await expect(proveNotifications(database.db, deaf, 200)).rejects.toThrow('session mode')
    await proveNotifications(database.db, town.relay.databaseUrl)
  } finally {
    await database.stop()
  }
})

describe('the address leads to another server', () => {
  beforeEach(async () => {
    forwarder = await startForwarder(portOf(town.relay.databaseUrl))
    logs = []
    const url = new URL(town.relay.databaseUrl)
    url.port = String(forwarder.port)
    relay = await startRelay({
      dataDir: town.relayDir,
      databaseUrl: url.href,
      clock: town.clock,
      logTo: { write: (line) => void logs.push(line) },
      bounds: BOUNDS,
      metricsPort: 0,
    })
    await expect.poll(ready, { timeout: 60_000 }).toEqual({ ok: true })
    token = await town.session(member, relay)
  })
  afterEach(async () => {
    await relay.stop()
    await forwarder.stop()
  })

  const ready = async (): Promise<unknown> => (await fetch(`${relay.url}/readyz`)).json()
  const metric = async (name: string): Promise<number> =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(relay.metricsUrl!)).text())?.[1])

  /** Pushes until one is acknowledged, and says how many were not. */
  const pushUntilTaken = async (): Promise<{ acknowledged: Acknowledged; refused: number }> => {
    let refused = 0
    let acknowledged: Acknowledged = new Map()
    await expect
      .poll(
        async () => {
          const answer = await pushTo(relay.url, token, [someEnvelope()])
          if (answer instanceof Map) acknowledged = answer
          else refused += 1
          return acknowledged.size
        },
        { timeout: 60_000 },
      )
      .toBe(1)
    return { acknowledged, refused }
  }

  test.skipIf(process.platform === 'win32')(
    'the server falls silent under a push: the relay says that it is not ready, leaves it, takes pushes at the new one and brings them to live readers',
    async () => {
      const reader = readLive(relay.url, token)
      await reader.ready
      // So that the next push has what the quota wants in memory, and waits for its commit alone.
      await pushTo(relay.url, token, [known])
      const postmaster = postmasterOf(town.postgres.folder)
      const admin = new pg.Client({ connectionString: town.relay.databaseUrl })
      await admin.connect()
      process.kill(postmaster, 'SIGSTOP') // No backend begins any more.
      const { rows } = await admin.query<{ pid: number }>(
        "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      )
      const frozen = [postmaster, ...rows.map(({ pid }) => pid)]
      try {
        for (const pid of frozen) process.kill(pid, 'SIGSTOP')
        forwarder.to = portOf(second.url)
        const stuck = pushTo(relay.url, token, [someEnvelope()])
        const saysSo = async (): Promise<boolean> => {
          const [answer, seconds] = await Promise.all([ready(), metric('relay_oldest_waiting_seconds')])
          return JSON.stringify(answer).includes('appender') && seconds > 0.3
        }
        await expect.poll(saysSo, { interval: 20, timeout: 60_000 }).toBe(true)
        expect((await fetch(`${relay.url}/livez`)).status).toBe(200)
        expect(await stuck).toEqual({ status: 503, error: 'unavailable', retryAfter: 5 })

        const { acknowledged } = await pushUntilTaken()
        const [hash] = acknowledged.keys()
        await expect.poll(() => reader.heard.map((one) => one.hash), { timeout: 60_000 }).toContain(hash)
        await expect.poll(ready, { timeout: 60_000 }).toEqual({ ok: true })
        expect(await metric('relay_oldest_waiting_seconds')).toBe(0)
        expect(await metric('relay_listen_connected')).toBe(1)
        for (const connection of ['pool', 'listener'])
          expect(logs.join('')).toContain(`"fault":"ETIMEDOUT","connection":"${connection}"`)
      } finally {
        for (const pid of frozen) process.kill(pid, 'SIGCONT')
        reader.socket.terminate()
        await admin.end()
      }
    },
    240_000,
  )

  test('the old server is still there and takes no writes: the relay is not ready, and its next push goes to the new one', async () => {
    const admin = new pg.Client({ connectionString: town.relay.databaseUrl })
    await admin.connect()
    await admin.query('alter system set default_transaction_read_only = on')
    await admin.query('select pg_reload_conf()')
    try {
      await expect.poll(ready, { timeout: 60_000 }).toEqual({ ok: false, missing: ['database'] })
      forwarder.to = portOf(second.url)
      const { refused } = await pushUntilTaken()
      expect(refused).toBeGreaterThan(0)
      expect(refused).toBeLessThanOrEqual(12) // One for each connection of the pool.
      await expect.poll(ready, { timeout: 60_000 }).toEqual({ ok: true })
      expect(logs.join('')).toContain('"fault":"25006","connection":"pool"')
    } finally {
      await admin.query('alter system reset default_transaction_read_only')
      await admin.query('select pg_reload_conf()')
      await admin.end()
    }
  })
})
