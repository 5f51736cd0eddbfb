/**
 * What is on the laptop is gone, closed, full, or of another version: a person reads which, and nothing that
 * waited is lost.
 */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { mapStorageError } from '../../renderer/engine/store/faults.ts'
import { LocalStore } from '../../renderer/engine/store/database.ts'
import { SCHEMA_VERSION } from '../../renderer/engine/store/schema.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { openVaultRecord } from '../../renderer/engine/session/vault-record.ts'
import type { FromWorker, Views } from '../../shared/api/api.ts'
import { keysOnDisk, settled, spoil } from '../fixtures/on-disk.ts'
import {
  bootEngine,
  caseloadOf,
  childrenOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type EngineOptions,
  type TestEngine,
} from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const LIST = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016'])
let town: Town
let teacher: Member
const engines: TestEngine[] = []

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

const ready = ({ sync }: Views): boolean => sync.state === 'online' && sync.tokensDone === sync.tokensTotal
const rescueOf = ({ posted }: Pick<TestEngine, 'posted'>): string | null =>
  posted.findLast((message): message is Extract<FromWorker, { type: 'rescue' }> => message.type === 'rescue')
    ?.record ?? null

/** A teacher with one signaal that left and one that could not. Resolves when the laptop is closed. */
const closedLaptop = async (): Promise<TestEngine> => {
  let away = false
  const engine = await startEngine(town, teacher, {
    hurry: true,
    caseload: LIST,
    ports: {
      fetch: (input, init) => (away ? Promise.reject(new TypeError('no network')) : fetch(input, init)),
    },
  })
  await engine.until(ready, 'tokens')
  await engine.run({
    kind: 'file-signal',
    draft: { ...(await draftOf(engine, 'Sami')), note: 'eigen notitie' },
  })
  await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  away = true
  await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Noor') })
  await engine.until(({ sync }) => sync.waitingSignals === 1 && rescueOf(engine) !== null, 'the copy')
  await engine.stop()
  return engine
}
/** The same laptop, started again. `rescue` as the shell kept it. */
const startAgain = async (
  before: TestEngine,
  indexedDB: IDBFactory,
  rescue: string | null,
  options: EngineOptions = {},
): Promise<TestEngine> => {
  const engine = await bootEngine(town, before.profile, {
    hurry: true,
    ...options,
    indexedDB,
    vaultRecord: before.vaultRecord(),
  })
  engines.push(engine)
  await engine.run({
    kind: 'boot',
    profile: before.profile,
    servers: { relay: town.relay.url, trustee: town.trustee.url },
    keychain: false,
    vaultRecord: before.vaultRecord(),
    rescue,
  })
  await engine.run({ kind: 'unlock', passphrase: PASSPHRASE })
  return engine
}
const dataKeyOf = (engine: TestEngine): Promise<Uint8Array> =>
  openVaultRecord(engine.vaultRecord(), PASSPHRASE)
const ioOf = (indexedDB: IDBFactory) => ({ indexedDB, IDBKeyRange, random: systemRandom })

describe('the browser threw everything away', () => {
  test('the start says that the data is gone, and is no first start; what waited is still sent', async () => {
    const before = await closedLaptop()
    const engine = await startAgain(before, new IDBFactory(), rescueOf(before))
    expect(engine.views().session).toMatchObject({
      state: 'lost',
      lost: { why: 'storage-lost', rescue: { signals: 2, waiting: 1 } },
    })
    await engine.run({ kind: 'rebuild' })
    const { sent, storage, logbook } = await engine.until(
      (views) => views.sent.length === 2 && views.sent.every(({ state }) => state === 'open'),
      'sending what waited',
    )
    expect(sent.map(({ note, children }) => [children[0]!.name, note]).sort()).toEqual([
      ['Noor van den Berg', ''],
      ['Sami Yıldız', 'eigen notitie'],
    ])
    expect(logbook.map(({ kind }) => kind)).toContain('rebuilt')
    expect(storage.rebuiltAt === null).toBe((await childrenOf(engine)).length > 0)
  })

  test('an answer to a signaal of before still reaches the teacher', async () => {
    const before = await closedLaptop()
    const engine = await startAgain(before, new IDBFactory(), rescueOf(before))
    await engine.run({ kind: 'rebuild' })
    const worker = await startEngine(town, await town.admitDevice(await town.admitOrganisation()), {
      hurry: true,
      caseload: LIST,
    })
    engines.push(worker)
    const { id } = engine.views().sent.find(({ note }) => note === 'eigen notitie')!
    await worker.until(({ matches }) => matches.some((match) => match.id === id), 'the match')
    await worker.run({ kind: 'answer', signalId: id, answer: 'contact-call-me' })
    await engine.until(
      ({ sent }) => sent.some(({ note, answers }) => note === 'eigen notitie' && answers.length === 1),
      'the answer',
    )
  })

  test('without a copy nothing pretends to work: the person chooses, and only then anything is wiped', async () => {
    const before = await closedLaptop()
    const engine = await startAgain(before, new IDBFactory(), null)
    expect(engine.views().session).toMatchObject({ state: 'lost', lost: { rescue: null } })
    await expect(engine.run({ kind: 'rebuild' })).rejects.toMatchObject({ code: 'not-allowed' })
    expect(engine.posted.filter(({ type }) => type === 'vault')).toEqual([])
    await engine.run({ kind: 'forget-device' })
    expect(engine.views().session.state).toBe('not-enrolled')
    expect(engine.posted.findLast(({ type }) => type === 'vault')).toMatchObject({ record: null })
  })

  test('a copy of another device, or one that was changed, is no copy', async () => {
    const before = await closedLaptop()
    const copy = rescueOf(before)!
    for (const wrong of ['{}', 'x', copy.slice(0, -4), `${copy.startsWith('A') ? 'B' : 'A'}${copy.slice(1)}`])
      expect((await startAgain(before, new IDBFactory(), wrong)).views().session).toMatchObject({
        state: 'lost',
        lost: { rescue: null },
      })
  })

  test('the copy holds what is needed and not the list, and nobody reads it without the key', async () => {
    const before = await closedLaptop()
    const rows = LocalStore.openAside(await dataKeyOf(before), 'rescue', rescueOf(before)!) as {
      table: string
      key: string
    }[]
    expect(new Set(rows.map(({ table }) => table))).toEqual(
      new Set(['meta', 'outbox', 'threads', 'children', 'tokens']),
    )
    expect(Buffer.from(rescueOf(before)!, 'base64url').includes('Noor')).toBe(false)
    expect(LocalStore.openAside(systemRandom(32), 'rescue', rescueOf(before)!)).toBeUndefined()
  })
})

describe('after a power cut the database does not open ("Internal error opening backing store")', () => {
  class Broken extends IDBFactory {
    tries = 0
    isMended = false
    override open(...args: Parameters<IDBFactory['open']>): ReturnType<IDBFactory['open']> {
      if (this.isMended || args[0].endsWith('-lock')) return super.open(...args)
      this.tries += 1
      const request = {
        error: new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError'),
        onerror: null as ((event: unknown) => void) | null,
        onsuccess: null,
      }
      setImmediate(() =>
        request.onerror?.({ target: request, preventDefault: () => {}, stopPropagation: () => {} }),
      )
      return request as never
    }
    override deleteDatabase(
      ...args: Parameters<IDBFactory['deleteDatabase']>
    ): ReturnType<IDBFactory['deleteDatabase']> {
      this.isMended = true
      return super.deleteDatabase(...args)
    }
  }

  test('the screen says so after one try and offers to restore; nothing works in memory only; what waited is sent', async () => {
    const before = await closedLaptop()
    const indexedDB = new Broken()
    const engine = await startAgain(before, indexedDB, rescueOf(before))
    expect(engine.views().session).toMatchObject({
      state: 'lost',
      lost: { why: 'storage-damaged', rescue: { waiting: 1 } },
    })
    const tries = indexedDB.tries
    await expect(
      engine.run({
        kind: 'file-signal',
        draft: {
          childIds: ['x'],
          lostSince: null,
          attempts: [],
          urgency: 'normal',
          parents: null,
          note: '',
          disappearsOn: '2026-12-23',
        },
      }),
    ).rejects.toMatchObject({ code: 'locked' })
    expect(indexedDB.tries).toBe(tries)
    await engine.run({ kind: 'rebuild' })
    await engine.until(
      ({ sent }) => sent.length === 2 && sent.every(({ state }) => state === 'open'),
      'sending what waited',
    )
  })

  test('where it opens after all, everything is there: nobody had to restore', async () => {
    const before = await closedLaptop()
    const engine = await startAgain(before, new Broken(), rescueOf(before))
    await engine.run({ kind: 'lock' })
    expect(engine.views().session.state).toBe('locked')
    const again = await startAgain(before, before.indexedDB, rescueOf(before))
    expect(again.views()).toMatchObject({ session: { state: 'open' }, caseload: { total: 2 } })
  })
})

describe('another version', () => {
  test('after a roll-back the older program says that the data is newer, and changes nothing', async () => {
    const before = await closedLaptop()
    const store = await LocalStore.open(before.profile, await dataKeyOf(before), ioOf(before.indexedDB))
    expect((await store.load('meta')).rows.get('schemaVersion')).toBe(SCHEMA_VERSION)
    await store.write([{ table: 'meta', key: 'schemaVersion', value: SCHEMA_VERSION + 1 }])
    store.close()
    const disk = await keysOnDisk(before.indexedDB, before.profile)
    await expect(startAgain(before, before.indexedDB, rescueOf(before))).rejects.toMatchObject({
      code: 'newer-data',
    })
    expect(engines.at(-1)!.views().session.state).toBe('locked')
    expect(await keysOnDisk(before.indexedDB, before.profile)).toEqual(disk)
  })

  test('an older program refuses newer data before it touches it', async () => {
    const indexedDB = new IDBFactory()
    const opening = indexedDB.open('ruggensteun-x', (SCHEMA_VERSION + 1) * 10)
    opening.onupgradeneeded = () => opening.result.createObjectStore('meta', { keyPath: 'key' })
    ;(await settled(opening)).close()
    await expect(LocalStore.open('x', new Uint8Array(32), ioOf(indexedDB))).rejects.toMatchObject({
      code: 'newer-data',
    })
    expect((await indexedDB.databases())[0]).toMatchObject({ version: (SCHEMA_VERSION + 1) * 10 })
    expect(Object.keys(await keysOnDisk(indexedDB, 'x'))).toEqual(['meta'])
  })
})

describe('something else holds the database', () => {
  /** Dexie's version n is IndexedDB's 10 n, so this one is older than the first. */
  const heldByAnOlder = async (): Promise<{ indexedDB: IDBFactory; holder: IDBDatabase }> => {
    const indexedDB = new IDBFactory()
    const opening = indexedDB.open('ruggensteun-x', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('meta', { keyPath: 'key' })
    return { indexedDB, holder: await settled(opening) } // and hears no wish to close it
  }
  afterEach(() => void vi.useRealTimers())

  test('an update that another window keeps waiting says so within ten seconds, and works once that is closed', async () => {
    const { indexedDB, holder } = await heldByAnOlder()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const opening = LocalStore.open('x', new Uint8Array(32), ioOf(indexedDB))
    const refusal = expect(opening).rejects.toMatchObject({ code: 'second-window' })
    for (let i = 0; i < 20; i++) {
      await new Promise((later) => setImmediate(later))
      await vi.advanceTimersByTimeAsync(500)
    }
    await refusal
    vi.useRealTimers()
    holder.close()
    const store = await LocalStore.open('x', new Uint8Array(32), ioOf(indexedDB))
    await store.write([{ table: 'meta', key: 'cursor', value: 7 }])
    expect((await store.load('meta')).rows.get('cursor')).toBe(7)
    store.close()
  })

  test('a database that never answers ends in a word too', async () => {
    const silent = new IDBFactory()
    silent.databases = () => new Promise(() => {})
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const refusal = expect(LocalStore.open('x', new Uint8Array(32), ioOf(silent))).rejects.toMatchObject({
      code: 'storage-broken',
    })
    await vi.advanceTimersByTimeAsync(10_000)
    await refusal
  })
})

describe('a full disk', () => {
  const abort = (inner: unknown): Error =>
    Object.assign(new Error('Transaction aborted'), { name: 'AbortError', inner })
  test.each([
    ['as itself', new DOMException('full', 'QuotaExceededError'), 'storage-full'],
    ['inside an AbortError', abort(new DOMException('full', 'QuotaExceededError')), 'storage-full'],
    ['two deep', abort(abort(new DOMException('full', 'QuotaExceededError'))), 'storage-full'],
    ['an AbortError for another reason', abort(null), 'storage-broken'],
    [
      'an error that wraps itself',
      (() => {
        const loop = { name: 'AbortError', inner: null as unknown }
        loop.inner = loop
        return loop
      })(),
      'storage-broken',
    ],
    ['nothing at all', undefined, 'storage-broken'],
  ])('%s is called by its name', (_, thrown, code) => {
    expect(mapStorageError(thrown).code).toBe(code)
  })

  test('does not keep a person from opening what is there, also where rows are broken', async () => {
    const before = await closedLaptop()
    await spoil(before.indexedDB, before.profile, 'envelopes', () => true)
    const full = vi
      .spyOn(LocalStore.prototype, 'setAside')
      .mockRejectedValue(mapStorageError(new DOMException('full', 'QuotaExceededError')))
    try {
      const engine = await startAgain(before, before.indexedDB, rescueOf(before))
      expect(engine.views()).toMatchObject({ session: { state: 'open' }, caseload: { total: 2 } })
    } finally {
      full.mockRestore()
    }
  })
})
