/**
 * The power fails while the relay acknowledges: of what was not synced nothing is left, and every
 * acknowledged event is there.
 */
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initConfig } from '../../relay/config.ts'
import {
  expectNothingLost,
  expectWholeTree,
  isRunning,
  Load,
  postmasterOf,
  pullInto,
  RelayProcesses,
  type RelayProcess,
} from '../fixtures/relay-process.ts'
import { noSmallDisks, SmallDisks } from '../fixtures/small-disk.ts'
import { Town, type Member } from '../fixtures/town.ts'
import { ROUNDS } from '../rounds.ts'

const why = noSmallDisks()

describe.skipIf(why !== null)(`power loss${why ? ` (skipped: ${why})` : ''}`, () => {
  let town: Town
  let member: Member
  let processes: RelayProcesses
  let disks: SmallDisks
  beforeAll(async () => {
    disks = new SmallDisks()
    processes = new RelayProcesses()
    town = await Town.start({ at: new Date().toISOString(), ownPostgres: true })
    member = await town.admitDevice(await town.admitOrganisation())
  })
  afterAll(async () => {
    try {
      await processes.end()
      await town.stop()
    } finally {
      disks.end()
    }
  })

  const at = (relay: RelayProcess) => ({ ...town.relay, url: relay.url })
  const keysOf = async (relay: RelayProcess, token: string): Promise<unknown> =>
    (
      (await (
        await fetch(`${relay.url}/v1/keys`, { headers: { authorization: `Bearer ${token}` } })
      ).json()) as { statements: { body: string }[] }
    ).statements.map(({ body }) => body)

  test(`${ROUNDS.powerLosses} rounds: every acknowledged event, its number, the tree and the key that was served are on the disk`, async () => {
    let disk = disks.make(700)
    let dataDir = join(disk.folder, 'relay')
    const { municipality, trustee } = town.roots
    const { publicKey } = await initConfig(dataDir, 'relay', { municipality, trustee })
    let relay = await processes.start(dataDir)
    await town.post(at(relay), [member.organisation.statement, member.statement])
    for (let round = 0; round < ROUNDS.powerLosses; round++) {
      const token = await town.session(member, at(relay))
      const keys = await keysOf(relay, token)
      const unsynced = `unsynced-${round}`
      writeFileSync(join(disk.folder, unsynced), 'x'.repeat(10_000))
      const load = new Load(
        12,
        () => [relay],
        () => token,
      )
      await load.more(300)
      const postmaster = postmasterOf(dataDir)
      process.kill(postmaster, 'SIGKILL')
      await relay.kill()
      disk = disk.afterPowerLoss()
      await load.end()
      await expect.poll(() => isRunning(postmaster), { timeout: 60_000 }).toBe(false)
      // What this test stands on: a file that nobody synced did not survive.
      expect(statSync(join(disk.folder, unsynced), { throwIfNoEntry: false })?.size ?? 0).toBe(0)

      dataDir = join(disk.folder, 'relay')
      relay = await processes.start(dataDir)
      const stored = await pullInto(new Map(), relay.url, token)
      expectNothingLost(load.acknowledged, stored)
      await expectWholeTree(relay.url, token, publicKey, stored)
      expect(await keysOf(relay, token)).toEqual(keys)
    }
    await relay.stop()
  }, 600_000)
})
