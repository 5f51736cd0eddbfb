/**
 * kill -9 of relays while they acknowledge: what was acknowledged is there, once, under the number that was
 * told.
 */
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
  type Stored,
} from '../fixtures/relay-process.ts'
import { Town, type Member } from '../fixtures/town.ts'
import { ROUNDS } from '../rounds.ts'

const ROUNDS_OF_THREE = ROUNDS.relayKills
const ROUNDS_WITH_DATABASE = ROUNDS.databaseKills
const PER_ROUND = 20
/** A busy machine starts a relay slowly, and meanwhile the load goes on: more than the day of one organisation. */
const ORGANISATIONS = 6

let town: Town
let members: Member[]
let processes: RelayProcesses
beforeAll(async () => {
  processes = new RelayProcesses()
  town = await Town.start({ at: new Date().toISOString(), ownPostgres: true })
  members = []
  for (let i = 0; i < ORGANISATIONS; i++)
    members.push(await town.admitDevice(await town.admitOrganisation({ id: `school-${i}` })))
})
afterAll(async () => {
  await processes.end()
  await town.stop()
})

describe('kill -9 of a relay under load', () => {
  test(`${ROUNDS_OF_THREE} times one of three on one database: clients go on at the others, no acknowledged event is lost, none is there twice, no number is missing`, async () => {
    const start = (): Promise<RelayProcess> => processes.start(town.relayDir, town.relay.databaseUrl)
    const relays = await Promise.all([start(), start(), start()])
    let token = await town.session(members[0]!, { ...town.relay, url: relays[0]!.url })
    const load = new Load(
      12,
      () => relays,
      () => token,
    )
    const stored: Stored = new Map()
    let next = start()
    for (let round = 0; round < ROUNDS_OF_THREE; round++) {
      const another = next
      if (round < ROUNDS_OF_THREE - 1) next = start()
      const member = members[round % members.length]!
      token = await town.session(member, { ...town.relay, url: relays[(round + 1) % 3]!.url })
      await load.more(PER_ROUND)
      const told = new Map(load.acknowledged)
      await relays[round % 3]!.kill()
      expectNothingLost(told, await pullInto(stored, relays[(round + 1) % 3]!.url, token))
      relays[round % 3] = await another
    }
    await load.more(PER_ROUND)
    await load.end()
    expectNothingLost(load.acknowledged, await pullInto(stored, relays[0]!.url, token))
    await expectWholeTree(relays[1]!.url, token, town.roots.relay, stored)
    // Whoever was at a killed one got an answer at another: nobody was refused.
    expect(load.refused).toEqual([])
    await Promise.all(relays.map((relay) => relay.stop()))
  }, 3_600_000)

  test(`${ROUNDS_WITH_DATABASE} times with its own PostgreSQL at the same moment`, async () => {
    const dataDir = join(town.folder, 'own-postgres')
    const { municipality, trustee } = town.roots
    const member = members[0]!
    const { publicKey } = await initConfig(dataDir, 'relay', { municipality, trustee })
    expect(publicKey).not.toBe(town.roots.relay)
    let relay = await processes.start(dataDir)
    await town.post({ ...town.relay, url: relay.url }, [member.organisation.statement, member.statement])
    const session = (): Promise<string> => town.session(member, { ...town.relay, url: relay.url })
    let token = await session()
    const stored: Stored = new Map()
    for (let round = 0; round < ROUNDS_WITH_DATABASE; round++) {
      const load = new Load(
        12,
        () => [relay],
        () => token,
      )
      await load.more(50)
      const postmaster = postmasterOf(dataDir)
      process.kill(postmaster, 'SIGKILL')
      await relay.kill()
      await load.end()
      await expect.poll(() => isRunning(postmaster), { timeout: 60_000 }).toBe(false)
      relay = await processes.start(dataDir)
      token = await session()
      expectNothingLost(load.acknowledged, await pullInto(stored, relay.url, token))
    }
    await expectWholeTree(relay.url, token, publicKey, stored)
    await relay.stop()
  }, 3_600_000)
})
