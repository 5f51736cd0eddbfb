/**
 * A town whose relays are processes of their own, as in production; this process is the load and nothing
 * else.
 */
import { Town, type Member } from '../fixtures/town.ts'
import { relayClient, type RelayClient } from './client.ts'
import { startRelayProcess, type RelayProcess } from './relay-process.ts'

export interface BenchTown {
  readonly relays: readonly RelayProcess[]
  /** Of the device that measures, at each relay. */
  readonly tokens: readonly string[]
  readonly client: RelayClient
  readonly databaseUrl: string
  /**
   * With a fresh session of a device at the first relay: the devices take turns, so that no one exceeds what
   * a day allows it.
   */
  nextClient(): Promise<RelayClient>
  /** A fresh database of the same server. */
  makeDatabase(): Promise<string>
  stop(): Promise<void>
}

const DEVICES_EACH = 4

export const startBenchTown = async ({ relays: count = 1, organisations = 1 } = {}): Promise<BenchTown> => {
  const town = await Town.start({ at: new Date().toISOString() })
  const members: Member[] = []
  for (let i = 0; i < organisations; i++) {
    const organisation = await town.admitOrganisation()
    for (let n = 0; n < (organisations > 1 ? DEVICES_EACH : 1); n++)
      members.push(await town.admitDevice(organisation))
  }
  const { databaseUrl } = town.relay
  // It admitted the devices and has to go: it would hear and read all that the others write.
  const admitting = town.relays.pop()!
  await admitting.stop()
  const relays: RelayProcess[] = []
  for (let i = 0; i < count; i++) relays.push(await startRelayProcess(town.relayDir, databaseUrl))
  const sessionAt = (member: Member, { url }: RelayProcess): Promise<string> =>
    town.session(member, { ...admitting, url })
  const tokens: string[] = []
  for (const relay of relays) tokens.push(await sessionAt(members[0]!, relay))
  let turn = 0
  return {
    relays,
    tokens,
    databaseUrl,
    client: relayClient(relays[0]!.url, tokens[0]!),
    nextClient: async () =>
      relayClient(relays[0]!.url, await sessionAt(members[turn++ % members.length]!, relays[0]!)),
    makeDatabase: () => town.postgres.makeDatabase(),
    stop: async () => {
      for (const relay of relays) await relay.stop()
      await town.stop()
    },
  }
}
