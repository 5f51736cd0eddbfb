/**
 * After its date an envelope is in no row, no index and no file of the database: the files themselves are
 * searched.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { initConfig } from '../../relay/config.ts'
import { startRelay, type Serving } from '../../relay/relay.ts'
import { fromBase64url } from '../../shared/encoding.ts'
import { pullInto, pushTo } from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
let relay: Serving
let dataDir: string
let client: pg.Client
beforeAll(async () => {
  town = await Town.start({ ownPostgres: true })
  member = await town.admitDevice(await town.admitOrganisation())
  dataDir = join(town.folder, 'own-postgres')
  const { municipality, trustee } = town.roots
  await initConfig(dataDir, 'relay', { municipality, trustee })
  relay = await startRelay({ dataDir, clock: town.clock, logTo: { write: () => {} } })
  await town.post(relay, [member.organisation.statement, member.statement])
  client = new pg.Client({ connectionString: relay.databaseUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await relay.stop()
  await town.stop()
})

/** Which of these bytes stand in a file of the database, and in which kind of file. */
const foundIn = (needles: readonly Uint8Array[]): Record<string, number> => {
  const found: Record<string, number> = {}
  for (const entry of readdirSync(join(dataDir, 'postgres'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    const kind = entry.parentPath.includes('pg_wal') ? 'log' : 'tables'
    for (const needle of needles)
      if (bytes.includes(Buffer.from(needle))) found[kind] = (found[kind] ?? 0) + 1
  }
  return found
}

test('at its date the bytes of an envelope, its hash and its salt are gone from tables, indexes and write-ahead log; what lives beside it stays', async () => {
  const token = await town.session(member, relay)
  const now = new Date(town.clock.now())
  // By turns, so that most pages hold both.
  const pushed = Array.from({ length: 200 }, (_, i) => someEnvelope(now, i % 2 === 0 ? 2 : 30))
  expect(await pushTo(relay.url, token, pushed)).toBeInstanceOf(Map)
  const salts = new Map(
    [...(await pullInto(new Map(), relay.url, token)).values()].map(({ envelope, salt }) => [
      envelope,
      fromBase64url(salt),
    ]),
  )
  const needlesOf = (one: Uint8Array): Uint8Array[] => [
    one.slice(100, 164),
    one.slice(-64),
    createHash('sha256').update(one).digest(),
    salts.get(Buffer.from(one).toString('base64url'))!,
  ]
  const doomed = pushed.filter((_, i) => i % 20 === 0).flatMap(needlesOf)
  const living = pushed.filter((_, i) => i % 20 === 1).flatMap(needlesOf)
  await client.query('analyze; checkpoint')
  const before = foundIn(doomed)
  expect(before['tables']).toBeGreaterThanOrEqual(doomed.length)
  // The write-ahead log has a header every 8 kB, which cuts the bytes that it falls in: seldom one of these.
  expect(before['log']).toBeGreaterThanOrEqual(0.9 * doomed.length)

  town.clock.pass({ days: 2 })
  expect((await relay.retention.run()).envelopes).toBe(100)
  await client.query('set enable_seqscan = off')
  const hashes = pushed.filter((_, i) => i % 2 === 0).map((one) => createHash('sha256').update(one).digest())
  expect((await client.query('select seq from events where hash = any($1)', [hashes])).rows).toEqual([])
  expect(foundIn(doomed)).toEqual({})
  expect(foundIn(living)['tables']).toBeGreaterThanOrEqual(living.length)

  const stored = await pullInto(new Map(), relay.url, await town.session(member, relay))
  expect([...stored.values()].map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => 2 * i + 2))
  expect(
    (
      await client.query(
        "select count(*)::int as n from pg_stats where tablename in ('events', 'mailboxes', 'mailbox_messages', 'day_counts') and attname in ('hash', 'envelope', 'salt', 'id', 'message', 'mailbox', 'subject')",
      )
    ).rows,
  ).toEqual([{ n: 0 }])
})

test('a table that stays in use keeps the erasing back for now, and the next run does it', async () => {
  const doomed = someEnvelope(new Date(town.clock.now()), 1)
  expect(await pushTo(relay.url, await town.session(member, relay), [doomed])).toBeInstanceOf(Map)
  town.clock.pass({ days: 1 })
  await client.query('begin; select count(*) from events')
  expect((await relay.retention.run()).envelopes).toBe(1)
  expect(foundIn([doomed.slice(100, 164)])).not.toEqual({})
  await client.query('rollback')
  expect((await relay.retention.run()).envelopes).toBe(0)
  expect(foundIn([doomed.slice(100, 164)])).toEqual({})
})
