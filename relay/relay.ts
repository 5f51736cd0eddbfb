/** The municipal relay: order of start and stop. Stateless over its database, so that several can run side by side. */
import { join } from 'node:path'
import type { DestinationStream } from 'pino'
import { importSigningKey } from '../shared/crypto/signing.ts'
import type { Statement } from '../shared/protocol/statements.ts'
import { systemClock, type Clock } from '../shared/time.ts'
import { allRoots, readConfig, seedOf } from './config.ts'
import { DirectoryBook } from './directory/directory.ts'
import { MAILBOX_ROUTES, registerMailboxRoutes } from './http/mailbox-routes.ts'
import { registerKeyHolderRoutes } from './http/key-holder-routes.ts'
import { registerLogRoutes } from './http/log-routes.ts'
import { makeServer } from './http/server.ts'
import { registerSessions, Sessions } from './http/sessions.ts'
import { registerWebEdition, WEB_ROUTES, type WebEdition } from './http/web-edition.ts'
import { registerLive } from './live/live.ts'
import { Appender } from './log/append.ts'
import { LogReader } from './log/read.ts'
import { Epochs } from './oprf/epochs.ts'
import { startRetention, type Retention } from './retention/retention.ts'
import { openDatabase } from './store/database.ts'

export interface ServeOptions {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port?: number
  readonly databaseUrl?: string | undefined
  readonly origins?: readonly string[]
  readonly clock?: Clock
  readonly logTo?: DestinationStream
}
export interface RelayOptions extends ServeOptions {
  readonly web?: WebEdition | undefined
  /** Tries at an invitation per minute and address. */
  readonly tries?: number
}
export interface Serving { readonly url: string; readonly databaseUrl: string; readonly retention: Retention; /** The whole directory, in order. */ statements(): Promise<Statement[]>; stop(): Promise<void> }

export const APP_ORIGIN = 'app://bundle'

export const startRelay = async (options: RelayOptions): Promise<Serving> => {
  const clock = options.clock ?? systemClock
  const config = await readConfig(options.dataDir, 'relay')
  const roots = allRoots(config)
  const signingKey = await importSigningKey(seedOf(config))
  const database = await openDatabase({ url: options.databaseUrl, dataDir: options.dataDir, onPoolError: () => {} })
  const origins = [APP_ORIGIN, ...(options.origins ?? [])]
  const server = await makeServer({ name: 'relay', database, origins, logTo: options.logTo })
  const { secret } = await database.db.selectFrom('log_head').select('secret').where('id', '=', 1).executeTakeFirstOrThrow()
  const directory = new DirectoryBook(database, roots)
  const sessions = new Sessions({
    audience: 'relay', secret, clock,
    member: (deviceId) => directory.member(deviceId),
    stillAdmitted: async ({ deviceId }) => directory.directory.devices.has(deviceId),
  })
  const epochs = new Epochs({ name: 'relay', signingKey, keysDir: join(options.dataDir, 'keys'), clock })
  const log = new LogReader(database, clock, signingKey)
  const appender = new Appender(database, () => clock.now())
  registerSessions(server, sessions, [...MAILBOX_ROUTES, '/v1/directory', '/v1/revocations/:device', ...(options.web ? WEB_ROUTES : [])])
  server.addHook('preHandler', async (request) => {
    if (request.routeOptions.url === '/v1/directory' && request.method === 'GET') request.session = await sessions.of(request)
  })
  registerKeyHolderRoutes(server, { name: 'relay', database, epochs, directory, clock })
  await registerMailboxRoutes(server, { database, directory, roots, clock, tries: options.tries })
  registerLogRoutes(server, { appender, log, directory, clock })
  let url = ''
  const live = registerLive(server, { url: database.url, log, directory, sessions, allowsOrigin: (origin) => origins.includes(origin) || origin === url })
  if (options.web) await registerWebEdition(server, options.web, () => url)
  await directory.refresh()
  url = await server.listen({ host: '127.0.0.1', port: options.port ?? 0, listenTextResolver: () => 'listening' })
  const retention = startRetention({ database, epochs, clock, log: server.log })
  const stop = async (): Promise<void> => {
    retention.stop()
    await live.stop()
    await server.close()
    await appender.idle()
    await database.stop()
  }
  return { url, databaseUrl: database.url, retention, statements: () => directory.all(), stop }
}
