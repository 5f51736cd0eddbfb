/**
 * A disk that is really full: the relay takes nothing and says so, goes on giving, and takes again as soon as
 * there is room.
 */
import {
  existsSync,
  mkdirSync,
  rmSync,
  statfsSync,
  writeSync,
  openSync,
  closeSync,
  chownSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initConfig } from '../../relay/config.ts'
import { startRelay, type Serving } from '../../relay/relay.ts'
import {
  expectNothingLost,
  expectWholeTree,
  pullInto,
  pushTo,
  type Acknowledged,
} from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { noSmallDisks, SmallDisks, type SmallDisk } from '../fixtures/small-disk.ts'
import { Town, type Member } from '../fixtures/town.ts'

const why = noSmallDisks()

describe.skipIf(why !== null)(`a full disk${why ? ` (skipped: ${why})` : ''}`, () => {
  let town: Town
  let member: Member
  let disks: SmallDisks
  const relays: Serving[] = []
  beforeAll(async () => {
    disks = new SmallDisks()
    town = await Town.start({ at: new Date().toISOString(), ownPostgres: true })
    member = await town.admitDevice(await town.admitOrganisation())
  })
  afterAll(async () => {
    try {
      for (const relay of relays) await relay.stop()
      await town.stop()
    } finally {
      disks.end()
    }
  })

  /** Takes all that is left, to the last block; gives what makes room again. */
  const fill = ({ folder }: SmallDisk): (() => void) => {
    const ballast = join(folder, 'ballast')
    const handle = openSync(ballast, 'w')
    for (let size = 1024 * 1024; size >= 512; size /= 2) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size, 1))
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
      }
    }
    closeSync(handle)
    expect(statfsSync(folder).bavail).toBeLessThan(4)
    return () => rmSync(ballast)
  }

  const startOn = async (
    dataDir: string,
    databaseUrl?: string,
  ): Promise<{ relay: Serving; token: string; publicKey: string }> => {
    const { municipality, trustee } = town.roots
    const { publicKey } = await initConfig(dataDir, 'relay', { municipality, trustee })
    const relay = await startRelay({ dataDir, databaseUrl, clock: town.clock, logTo: { write: () => {} } })
    relays.push(relay)
    await town.post(relay, [member.organisation.statement, member.statement])
    return { relay, token: await town.session(member, relay), publicKey }
  }

  const takesAgain = async (
    { relay, token, publicKey }: Awaited<ReturnType<typeof startOn>>,
    disk: SmallDisk,
  ): Promise<void> => {
    const acknowledged: Acknowledged = new Map()
    const push = async (count: number): Promise<unknown> => {
      const answer = await pushTo(
        relay.url,
        token,
        Array.from({ length: count }, () => someEnvelope()),
      )
      if (!(answer instanceof Map)) return answer
      for (const [hash, seq] of answer) acknowledged.set(hash, seq)
      return 'taken'
    }
    const authorization = { authorization: `Bearer ${token}` }
    expect(await push(50)).toBe('taken')
    const makeRoom = fill(disk)
    // What is in pages that were there already may still be taken; a megabyte is not.
    await expect
      .poll(() => push(500), { interval: 0 })
      .toEqual({ status: 507, error: 'storage-full', retryAfter: 60 })
    expect(await push(500)).toEqual({ status: 507, error: 'storage-full', retryAfter: 60 })
    expectNothingLost(acknowledged, await pullInto(new Map(), relay.url, token))
    expect((await fetch(`${relay.url}/v1/directory?after=0`, { headers: authorization })).status).toBe(200)
    expect(await town.session(member, relay)).toBeTruthy()

    makeRoom()
    await expect.poll(() => push(500)).toBe('taken')
    const stored = await pullInto(new Map(), relay.url, token)
    expectNothingLost(acknowledged, stored)
    await expectWholeTree(relay.url, token, publicKey, stored)
  }

  test('with its own database the relay stops taking before PostgreSQL must end, goes on giving, and needs no restart', async () => {
    const disk = disks.make(300)
    await takesAgain(await startOn(join(disk.folder, 'relay')), disk)
  })

  test('with a database of the municipality likewise, at the word of PostgreSQL itself', async () => {
    const disk = disks.make(100)
    const tables = join(disk.folder, 'tables')
    mkdirSync(tables)
    const { uid, gid } = statSync(join(town.postgres.folder, 'postgres'))
    chownSync(tables, uid, gid)
    const databaseUrl = await town.postgres.makeDatabase()
    const client = new pg.Client({ connectionString: databaseUrl.replace(/[^/]*$/, 'postgres') })
    await client.connect()
    await client.query(`create tablespace small location '${tables}'`)
    await client.query(`alter database ${databaseUrl.split('/').at(-1)} set default_tablespace = small`)
    await client.end()
    await takesAgain(await startOn(join(town.folder, 'elsewhere'), databaseUrl), disk)
    expect(existsSync(tables)).toBe(true)
  })
})
