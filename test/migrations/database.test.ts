/**
 * Databases as every released version left them, frozen in test/fixtures/db, open in this one with their
 * data.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, test } from 'vitest'
import { LocalStore, TABLES } from '../../renderer/engine/store/database.ts'
import { SCHEMA_VERSION, SCHEMAS } from '../../renderer/engine/store/schema.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { Engine } from '../../renderer/engine/engine.ts'
import { cheapCosts } from '../fixtures/cheap-argon2.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { frozen, frozenNames, keysOnDisk, settled, thaw } from '../fixtures/db/thaw.ts'
import { childrenOf } from '../fixtures/engine.ts'
import { noTimers } from '../fixtures/no-timers.ts'

const io = (indexedDB: IDBFactory) => ({ indexedDB, IDBKeyRange, random: systemRandom })
const open = async (name: string): Promise<{ store: LocalStore; indexedDB: IDBFactory }> => {
  const database = frozen(name)
  const indexedDB = await thaw(database)
  return {
    indexedDB,
    store: await LocalStore.open(
      database.profile,
      new Uint8Array(Buffer.from(database.dataKey, 'base64')),
      io(indexedDB),
    ),
  }
}
/** An engine that can reach nobody. */
const boot = async (name: string): Promise<Engine> => {
  const database = frozen(name)
  const engine = new Engine({
    clock: new MovableClock(database.at),
    random: systemRandom,
    argon2: cheapCosts,
    monotonic: () => performance.now(),
    fetch: () => Promise.reject(new TypeError('no network')),
    WebSocket,
    indexedDB: await thaw(database),
    IDBKeyRange,
    isOnline: () => false,
    claimProfile: () => Promise.resolve(true),
    post: () => {},
    after: noTimers,
  })
  await engine.run({
    kind: 'boot',
    profile: database.profile,
    servers: null,
    keychain: false,
    vaultRecord: database.vaultRecord,
  })
  await engine.run({ kind: 'unlock', passphrase: database.passphrase })
  return engine
}

describe('version numbers of the local database', () => {
  test('only grow: a version holds every table of the one before it', () => {
    SCHEMAS.slice(1).forEach((tables, i) => expect(tables).toEqual(expect.arrayContaining([...SCHEMAS[i]!])))
    expect(new Set(SCHEMAS.map((tables) => tables.join())).size).toBe(SCHEMAS.length)
  })

  test('are never given twice: each released one is frozen, and holds what its schema says', () => {
    for (let version = 1; version < SCHEMA_VERSION; version++)
      expect(Object.keys(frozen(`v${version}.json`).stores).sort()).toEqual([...SCHEMAS[version - 1]!].sort())
    for (const name of frozenNames)
      expect([name, frozen(name).schema]).toEqual([name, Number(/^v(\d+)/.exec(name)![1])])
  })

  test('a table that is read at the start is in the newest version', () => {
    expect(SCHEMAS.at(-1)).toEqual(expect.arrayContaining([...TABLES]))
    expect(
      readFileSync(join(import.meta.dirname, '../../renderer/engine/store/database.ts'), 'utf8').match(
        /\.version\(/g,
      ),
    ).toHaveLength(1)
  })
})

describe.each(frozenNames)('%s', (name) => {
  test('opens with every row it had, under the same key', async () => {
    const { store, indexedDB } = await open(name)
    const { stores, profile } = frozen(name)
    const older = Object.entries(stores).filter(([table]) => table !== 'chains')
    for (const [table, rows] of older) {
      const { rows: opened, broken } = await store.load(table as (typeof TABLES)[number])
      expect([table, [...opened.keys()].sort(), broken]).toEqual([
        table,
        rows.map(({ key }) => key).sort(),
        [],
      ])
    }
    store.close()
    expect(Object.keys(await keysOnDisk(indexedDB, profile)).sort()).toEqual([...SCHEMAS.at(-1)!].sort())
  })

  test('can be written to, and opens again', async () => {
    const { store, indexedDB } = await open(name)
    await store.write([
      { table: 'hints', key: 'h', value: 1 },
      { table: 'undo', key: 'u', value: 2 },
      { table: 'invites', key: 'i', value: 3 },
    ])
    store.close()
    const again = await LocalStore.open(
      frozen(name).profile,
      new Uint8Array(Buffer.from(frozen(name).dataKey, 'base64')),
      io(indexedDB),
    )
    expect([...(await again.load('hints')).rows]).toEqual([['h', 1]])
    again.close()
  })
})

describe.each(frozenNames.filter((name) => !name.startsWith('v1')))('a person who worked with %s', (name) => {
  test('unlocks and finds list, signalen, answer, draft and what has not left', async () => {
    const engine = await boot(name)
    const { session, sent, matches, draft, logbook, sync, storage } = engine.views()
    expect([session.state, storage.unreadable]).toEqual(['open', 0])
    expect((await childrenOf(engine)).map(({ firstName }) => firstName).sort()).toEqual([
      'Noor',
      'Sami',
      'Ümit',
    ])
    expect(sent.map(({ state, note, children }) => [state, note, children[0]!.name]).sort()).toEqual([
      ['answered', 'eigen notitie', 'Sami Yıldız'],
      ['waiting', '', 'Noor van den Berg'],
    ])
    expect(sent.find(({ state }) => state === 'answered')!.answers).toMatchObject([
      { organisation: 'Welzijn Veenwijk', answer: 'contact-call-me' },
    ])
    expect(matches.map(({ children }) => children[0]!.name)).toEqual(['Ümit Çelik'])
    expect(draft?.childIds).toHaveLength(1)
    expect(sync.waitingSignals).toBe(1)
    expect(logbook.length).toBeGreaterThan(5)
    await engine.run({ kind: 'lock' })
  })
})

test('a person who worked with v1.json reads that this device has to join again, and nothing was wiped', async () => {
  const engine = await boot('v1.json')
  expect(engine.views().session).toMatchObject({ state: 'lost', lost: { why: 'older-data', rescue: null } })
})

test.each([
  ['v2.json', 0],
  ['v3-without-hints.json', 0],
  ['v3.json', 3],
] as const)(
  'tokens of an earlier recipe are made again, those of this one are kept: %s',
  async (name, kept) => {
    const engine = await boot(name)
    // Tokens are read in after the app can be used.
    await expect.poll(() => engine.views().sync.tokensTotal).toBeGreaterThan(0)
    expect(engine.views().sync.tokensDone).toBe(kept)
    await engine.run({ kind: 'lock' })
  },
)

test.each(['v2.json', 'v3-without-hints.json', 'v3.json'])(
  'knows nothing yet of what a person can set since then, and says what is usual: %s',
  async (name) => {
    const engine = await boot(name)
    const { own, absence } = engine.views()
    expect(own).toEqual({ behind: false, appeals: 0, secrecy: false, asksSecrecy: true, safeguarding: null })
    expect(absence === null || absence.readAt === null).toBe(true)
    await engine.run({ kind: 'lock' })
  },
)

test('a chain of version 2, which named no date, does not stay for ever', async () => {
  const { store } = await open('v2.json')
  expect([...(await store.load('chains')).rows.keys()]).toEqual([])
  store.close()
})

test('an older program refuses newer data before it touches it', async () => {
  const indexedDB = new IDBFactory()
  const opening = indexedDB.open('ruggensteun-x', (SCHEMA_VERSION + 1) * 10)
  opening.onupgradeneeded = () => opening.result.createObjectStore('meta', { keyPath: 'key' })
  ;(await settled(opening)).close()
  await expect(LocalStore.open('x', new Uint8Array(32), io(indexedDB))).rejects.toMatchObject({
    code: 'newer-data',
  })
  expect((await indexedDB.databases())[0]).toMatchObject({ version: (SCHEMA_VERSION + 1) * 10 })
  expect(Object.keys(await keysOnDisk(indexedDB, 'x'))).toEqual(['meta'])
})
