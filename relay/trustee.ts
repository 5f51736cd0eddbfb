/**
 * The trustee at the independent programmabureau: the second key and nothing else. It keeps no directory; a device brings
 * its certificates, and the trustee checks both bodies' signatures itself, so that the relay cannot use it as an oracle.
 */
import { join } from 'node:path'
import { importSigningKey } from '../shared/crypto/signing.ts'
import { verifyChain } from '../shared/protocol/directory.ts'
import { systemClock } from '../shared/time.ts'
import { readConfig, seedOf } from './config.ts'
import { registerKeyHolderRoutes } from './http/key-holder-routes.ts'
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
  const sessions = new Sessions({
    audience: 'trustee', secret, clock,
    admit: (request) => verifyChain(request.organisation, request.device, roots),
    stillAdmitted: () => Promise.resolve(true),
  })
  const epochs = new Epochs({ name: 'trustee', signingKey, keysDir: join(options.dataDir, 'keys'), clock })
  registerSessions(server, sessions)
  registerKeyHolderRoutes(server, { database, epochs, clock })
  const url = await server.listen({ host: '127.0.0.1', port: options.port ?? 0, listenTextResolver: () => 'listening' })
  const retention = startRetention({ database, epochs, clock, log: server.log })
  return { url, databaseUrl: database.url, retention, stop: async () => { retention.stop(); await server.close(); await database.stop() } }
}
