/** A town whose relays are processes of their own, as in production; this process is the load and nothing else. */
import { startRelayProcess, type RelayProcess } from '../fixtures/relay-process.ts'
import { Town } from '../fixtures/town.ts'
import { relayClient, type RelayClient } from './client.ts'

export interface BenchTown {
  readonly relays: readonly RelayProcess[]
  /** Of the device that measures, at each relay. */
  readonly tokens: readonly string[]
  readonly client: RelayClient
  readonly databaseUrl: string
  /** A fresh database of the same server. */
  makeDatabase(): Promise<string>
  stop(): Promise<void>
}

export const startBenchTown = async ({ relays: count = 1 } = {}): Promise<BenchTown> => {
  const town = await Town.start({ at: new Date().toISOString() })
  const member = await town.admitDevice(await town.admitOrganisation())
  const { databaseUrl } = town.relay
  // It admitted the device and has to go: it would hear and read all that the others write.
  const admitting = town.relays.pop()!
  await admitting.stop()
  const relays: RelayProcess[] = []
  for (let i = 0; i < count; i++) relays.push(await startRelayProcess(town.relayDir, databaseUrl))
  const tokens: string[] = []
  for (const { url } of relays) tokens.push(await town.session(member, { ...admitting, url }))
  return {
    relays, tokens, databaseUrl, client: relayClient(relays[0]!.url, tokens[0]!),
    makeDatabase: () => town.postgres.makeDatabase(),
    stop: async () => {
      for (const relay of relays) await relay.stop()
      await town.stop()
    },
  }
}
