/**
 * The trustee at the independent programmabureau: the second key and nothing else. It folds the membership statements that
 * devices bring into a directory of its own and checks both bodies' signatures itself, so that the relay cannot use it as
 * an oracle and cannot keep a revocation from it.
 */
import { join } from 'node:path'
import { importSigningKey, signStatement } from '../shared/crypto/signing.ts'
import { systemClock } from '../shared/time.ts'
import { readConfig, seedOf } from './config.ts'
import { DirectoryBook } from './directory/directory.ts'
import { registerKeyHolderRoutes } from './http/key-holder-routes.ts'
import { registerMembershipRoutes } from './http/membership-routes.ts'
import { makeServer } from './http/server.ts'
import { registerSessions, Sessions } from './http/sessions.ts'
import { Epochs } from './oprf/epochs.ts'
import { APP_ORIGIN, type ServeOptions, type Serving } from './relay.ts'
import { startRetention } from './retention/retention.ts'
import { openDatabase } from './store/database.ts'

export const startTrustee = async (options: ServeOptions): Promise<Serving> => {
  const clock = options.clock ?? systemClock
  const config = await readConfig(options.dataDir, 'trustee')
  const { municipality } = config.roots
  if (!municipality) throw new Error("the municipality's public key must be known before serving: run init again with --municipality")
  const roots = { municipality, trustee: config.publicKey, relay: config.roots.relay ?? '' }
  const signingKey = await importSigningKey(seedOf(config))
  const database = await openDatabase({ url: options.databaseUrl, dataDir: options.dataDir, onPoolError: () => {} })
  const server = await makeServer({ name: 'trustee', database, origins: [APP_ORIGIN, ...(options.origins ?? [])], logTo: options.logTo })
  const { secret } = await database.db.selectFrom('log_head').select('secret').where('id', '=', 1).executeTakeFirstOrThrow()
  const directory = new DirectoryBook(database, roots)
  const sessions = new Sessions({
    audience: 'trustee', secret, clock,
    member: (deviceId) => directory.member(deviceId),
    stillAdmitted: async ({ deviceId }) => directory.directory.devices.has(deviceId),
  })
  const epochs = new Epochs({ name: 'trustee', signingKey, keysDir: join(options.dataDir, 'keys'), clock })
  registerSessions(server, sessions, ['/v1/directory', '/v1/time'])
  server.get('/v1/time', async () => ({ time: await signStatement({ type: 'time', time: new Date(clock.now()).toISOString() }, [{ by: 'trustee', key: signingKey }]) }))
  registerMembershipRoutes(server, directory)
  await directory.refresh()
  registerKeyHolderRoutes(server, { name: 'trustee', database, epochs, directory, clock })
  const url = await server.listen({ host: '127.0.0.1', port: options.port ?? 0, listenTextResolver: () => 'listening' })
  const retention = startRetention({ database, epochs, clock, log: server.log })
  return { url, databaseUrl: database.url, retention, statements: () => directory.all(), stop: async () => { retention.stop(); await server.close(); await database.stop() } }
}
