/**
 * A relay comes back from its backup: into an empty database and an empty folder, and a client that knew it
 * goes on.
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { backUp, restore } from '../../relay/backup/backup.ts'
import { startRelay, type Serving } from '../../relay/relay.ts'
import { openDatabase, type Database } from '../../relay/store/database.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const PASSPHRASE = 'een zin voor de kluis van de gemeente'
let town: Town
let teacher: Member
let folder: string
let file: string
const opened: Database[] = []

const database = async (url: string): Promise<Database> => {
  const one = await openDatabase({ url, dataDir: folder, onPoolError: () => {} })
  opened.push(one)
  return one
}
/** Size and root of the log. */
const noteOf = async (relay: Serving): Promise<string> => {
  const answer = (await (
    await fetch(`${relay.url}/v1/log/checkpoint`, {
      headers: { authorization: `Bearer ${await town.session(teacher, relay)}` },
    })
  ).json()) as { note: string }
  return answer.note
}
const settled = ({ sync }: ReturnType<TestEngine['views']>): boolean =>
  sync.state === 'online' && sync.tokensDone === sync.tokensTotal

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruggensteun-backup-'))
  await chmod(folder, 0o711)
  file = join(folder, 'gemeente.backup')
  town = await Town.start({ ownPostgres: true })
  const school = await town.admitOrganisation({ name: 'De Regenboog' })
  teacher = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  await town.publishWeekKey(teacher)
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop()
})
afterAll(async () => {
  await town?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the client syncs with the restored relay, makes its tokens again with the fresh seed, and sends', async () => {
  const engine = await startEngine(town, teacher, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016']),
  })
  await engine.until(settled, 'tokens')
  await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Sami') })
  await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  const counted = await backUp(town.relayDir, await database(town.relay.databaseUrl), file, PASSPHRASE)
  expect(counted).toMatchObject({ events: 1 })
  const before = await noteOf(town.relay)
  const url = town.relay.url
  await town.relays.pop()!.stop()

  const [dataDir, databaseUrl] = [join(folder, 'again'), await town.postgres.makeDatabase()]
  expect(await restore(dataDir, await database(databaseUrl), file, PASSPHRASE)).toEqual(counted)
  const again: Serving = await startRelay({
    clock: town.clock,
    dataDir,
    databaseUrl,
    port: Number(new URL(url).port),
    tries: 1_000_000,
    logTo: new Writable({ write: (_, __, done) => done() }),
  })
  town.relays.push(again)
  town.clock.pass({ minutes: 61 }) // the keys of the holders are asked again every hour
  await engine.run({ kind: 'wake' })
  await engine.until(
    (views) => settled(views) && views.logbook.some(({ kind }) => kind === 'key-replaced'),
    'the sync',
  )
  expect(engine.views().sent).toHaveLength(1)
  expect(await noteOf(again)).toBe(before)
  await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Noor') })
  await engine.until(
    ({ sent }) => sent.every(({ state }) => state === 'open'),
    'sending to the restored relay',
  )
  await engine.stop()
})

test('a wrong passphrase, a changed byte, a cut file or a full database restore nothing and say why', async () => {
  const bytes = await readFile(file)
  const damaged = join(folder, 'damaged.backup')
  const into = async (name: string, passphrase = PASSPHRASE): Promise<unknown> =>
    restore(join(folder, 'nothing'), await database(await town.postgres.makeDatabase()), name, passphrase)
  await expect(into(file, 'een andere zin')).rejects.toThrow('passphrase')
  for (const at of [bytes.length - 1, Math.floor(bytes.length / 2), bytes.indexOf('\n') + 20]) {
    await writeFile(
      damaged,
      Buffer.concat([bytes.subarray(0, at), Buffer.from([bytes[at]! ^ 1]), bytes.subarray(at + 1)]),
    )
    await expect(into(damaged)).rejects.toThrow(/damaged|too early/)
  }
  await writeFile(damaged, bytes.subarray(0, bytes.length - 40))
  await expect(into(damaged)).rejects.toThrow(/too early|damaged/)
  await writeFile(damaged, 'een gewoon bestand\n')
  await expect(into(damaged)).rejects.toThrow('no backup')
  await expect(
    restore(join(folder, 'nothing'), await database(town.relay.databaseUrl), file, PASSPHRASE),
  ).rejects.toThrow('not empty')
  await expect(
    restore(town.relayDir, await database(await town.postgres.makeDatabase()), file, PASSPHRASE),
  ).rejects.toThrow('exists')
  await expect(
    backUp(town.relayDir, await database(town.relay.databaseUrl), file, PASSPHRASE),
  ).rejects.toThrow('left as it is')
  expect((await readFile(file)).equals(bytes)).toBe(true)
})

test('no seed stands in it, nor anything readable', async () => {
  const text = (await readFile(file)).toString('latin1')
  expect(text).not.toMatch(/Regenboog|signingSeed|organisation-admitted/)
})
