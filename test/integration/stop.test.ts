/** What a signal does to a relay that has work under way: it commits and answers, and ends with 0. */
import { cp, mkdtemp, chmod, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLive } from '../fixtures/live-reader.ts'
import {
  expectNothingLost,
  isRunning,
  postmasterOf,
  pullInto,
  pushTo,
  RelayProcesses,
  type Acknowledged,
  type RelayProcess,
} from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
let processes: RelayProcesses
let ownFolder: string
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString() })
  member = await town.admitDevice(await town.admitOrganisation())
  processes = new RelayProcesses()
  ownFolder = await mkdtemp(join(tmpdir(), 'ruggensteun-stop-'))
  await chmod(ownFolder, 0o711)
  await cp(town.relayDir, ownFolder, { recursive: true })
})
afterAll(async () => {
  await processes.end()
  await town.stop()
  await rm(ownFolder, { recursive: true, force: true })
})

/** Somebody else holds the head of the log, so that pushes wait for their commit until `letGo`. */
const holdLog = async (databaseUrl: string): Promise<{ waiting(): Promise<number>; letGo(): void }> => {
  const [holder, watcher] = [0, 1].map(() => {
    const client = new pg.Client({ connectionString: databaseUrl })
    client.on('error', () => {}) // The embedded server ends with the relay.
    return client
  }) as [pg.Client, pg.Client]
  await Promise.all([holder.connect(), watcher.connect()])
  await holder.query('begin')
  await holder.query('select head from log_head for update')
  return {
    waiting: async () => {
      const { rows } = await watcher.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      return rows.length
    },
    letGo: () => {
      void holder.query('rollback').then(() => Promise.all([holder.end(), watcher.end()]))
    },
  }
}

const isListening = ({ url }: RelayProcess): Promise<boolean> =>
  fetch(`${url}/livez`).then(
    () => true,
    () => false,
  )

/** Each relay has a push that waits for its commit, a live reader, and a request that never ends. */
const endDuringPush = async (relays: ReadonlyMap<NodeJS.Signals, RelayProcess>): Promise<Acknowledged> => {
  const all = [...relays.values()]
  const token = await town.session(member, all[0])
  const readers = all.map(({ url }) => readLive(url, token))
  await Promise.all(readers.map(({ ready }) => ready))
  const halves = all.map(({ url }) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\n')
    return socket
  })
  const log = await holdLog(all[0]!.databaseUrl)
  const pushes = all.map(({ url }) => pushTo(url, token, [someEnvelope()]))
  await expect.poll(log.waiting, { timeout: 20_000 }).toBe(all.length)
  const codes = [...relays].map(([signal, relay]) => relay.end(signal))
  for (const relay of all) await expect.poll(() => isListening(relay), { timeout: 20_000 }).toBe(false)
  log.letGo()
  const answers = await Promise.all(pushes)
  expect(answers.filter((answer) => !(answer instanceof Map))).toEqual([])
  expect(await Promise.all(readers.map(({ closed }) => closed))).toEqual(all.map(() => 1001))
  expect(await Promise.all(codes)).toEqual(all.map(() => 0))
  for (const socket of halves) socket.destroy()
  return new Map(answers.flatMap((answer) => [...(answer as Acknowledged)]))
}

const onPosix = test.skipIf(process.platform === 'win32')

onPosix(
  'SIGTERM, SIGINT and SIGHUP in the middle of a push, with a database of your own: it is committed and answered, exit code 0',
  async () => {
    const { databaseUrl, url } = town.relay
    const relays = new Map(
      await Promise.all(
        (['SIGTERM', 'SIGINT', 'SIGHUP'] as const).map(
          async (signal) => [signal, await processes.start(town.relayDir, databaseUrl)] as const,
        ),
      ),
    )
    const acknowledged = await endDuringPush(relays)
    expect(acknowledged.size).toBe(3)
    expectNothingLost(acknowledged, await pullInto(new Map(), url, await town.session(member)))
  },
  60_000,
)

onPosix(
  'SIGTERM in the middle of a push, with an embedded database: the same, and the database ends after it',
  async () => {
    const relay = await processes.start(ownFolder)
    await town.post(relay, await town.relay.statements())
    const postmaster = postmasterOf(ownFolder)
    const acknowledged = await endDuringPush(new Map([['SIGTERM', relay]]))
    expect(acknowledged.size).toBe(1)
    expect(isRunning(postmaster)).toBe(false)
  },
  60_000,
)
