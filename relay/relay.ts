/**
 * The municipal relay: order of start and stop. Stateless over its database, so that several can run side by
 * side.
 */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { DestinationStream } from 'pino'
import { Gauge } from 'prom-client'
import { importSigningKey } from '../shared/crypto/signing.ts'
import type { Roots } from '../shared/membership/directory.ts'
import type { Statement } from '../shared/membership/statements.ts'
import { systemClock, type Clock } from '../shared/calendar/time.ts'
import { BOUNDS, type Bounds } from './bounds.ts'
import { allRoots, readConfig, seedOf, type Config } from './config.ts'
import { DirectoryBook } from './directory/directory.ts'
import { MAILBOX_ROUTES, registerMailboxRoutes } from './http/mailbox-routes.ts'
import { registerKeyHolderRoutes } from './http/key-holder-routes.ts'
import { registerLogRoutes } from './http/log-routes.ts'
import { registerHealth } from './http/health.ts'
import { serveMetrics, type MetricsServer } from './http/metrics.ts'
import { endServer, makeServer } from './http/server.ts'
import { firstUses, registerSessions, Sessions } from './http/sessions.ts'
import { registerTransparencyRoutes } from './http/transparency-routes.ts'
import { registerWebEdition, WEB_ROUTES, type WebEdition } from './http/web-edition.ts'
import { listenTo, proveNotifications, type Listen } from './live/listener.ts'
import { registerLive, startLive, type Live } from './live/live.ts'
import { Appender } from './log/append.ts'
import { Checkpoints } from './log/checkpoints.ts'
import { Quota, QUOTAS } from './log/quota.ts'
import { LogReader, relayKey } from './log/read.ts'
import { TreeReader } from './log/tree.ts'
import { Epochs } from './oprf/epochs.ts'
import { seedFiles, type Seeds } from './oprf/seed-files.ts'
import { startRetention, type Retention } from './retention/retention.ts'
import { faultOf, openDatabase, writableNow, type Database } from './store/database.ts'
import { systemTimers, type Timers } from './timers.ts'

export interface ServeOptions {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port?: number
  readonly databaseUrl?: string | undefined
  readonly origins?: readonly string[]
  readonly clock?: Clock
  readonly logTo?: DestinationStream
  /** Before a device gives up by itself (20 s). */
  readonly answerWithinMs?: number
  /** Metrics are served there, on 127.0.0.1, and nowhere where it is not given; 0 takes a free one. */
  readonly metricsPort?: number | undefined
  readonly bounds?: Bounds
}
export interface RelayOptions extends ServeOptions {
  readonly web?: WebEdition | undefined
  /** Tries at an invitation per minute and address. */
  readonly tries?: number
}
export interface Serving {
  /** Where it listens; devices may reach it by another address, through a proxy. */
  readonly url: string
  readonly metricsUrl: string | null
  readonly databaseUrl: string
  readonly retention: Retention
  /** The whole directory, in order. */
  statements(): Promise<Statement[]>
  stop(): Promise<void>
}

export const ANSWER_WITHIN_MS = 15_000
export const APP_ORIGIN = 'app://bundle'

/** The parts that a key holder is built on. They are handed in, so that a simulation can supply its own. */
export interface Ground {
  readonly config: Config
  readonly roots: Roots
  readonly database: Database
  readonly seeds: Seeds
  readonly clock: Clock
  readonly timers: Timers
  /** `heard` is told of every connection to the database that ended, and why. */
  readonly lostConnections?: (heard: (error: Error) => void) => void
}
export interface Holder {
  readonly server: FastifyInstance
  readonly directory: DirectoryBook
  readonly epochs: Epochs
}
export type RelayGround = Ground &
  Pick<RelayOptions, 'origins' | 'logTo' | 'answerWithinMs' | 'web' | 'tries' | 'bounds'> & {
    readonly listen: Listen
  }
export interface Relay extends Holder {
  readonly appender: Appender
  readonly live: Live
  /** Where it listens, once that is known. */
  at(url: string): void
}

/** A relay that does not listen yet. */
export const buildRelay = async ({
  config,
  roots,
  database,
  seeds,
  clock,
  timers,
  listen,
  ...options
}: RelayGround): Promise<Relay> => {
  const signingKey = await importSigningKey(seedOf(config))
  const origins = [APP_ORIGIN, ...(options.origins ?? [])]
  const server = await makeServer({
    name: 'relay',
    database,
    origins,
    logTo: options.logTo,
    answerWithinMs: options.answerWithinMs,
  })
  const { secret, log_id } = await database.db
    .selectFrom('log_head')
    .select(['secret', 'log_id'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  const directory = new DirectoryBook(database, roots, secret, clock)
  const sessions = new Sessions({
    audience: 'relay',
    secret,
    clock,
    member: (deviceId) => directory.member(deviceId),
    isFirstUse: firstUses(database.db, secret, clock),
    stillAdmitted: async ({ deviceId }) => directory.directory.devices.has(deviceId),
  })
  const epochs = new Epochs({ name: 'relay', signingKey, seeds, clock })
  const log = new LogReader(database, clock, relayKey(config), log_id)
  const appender = new Appender(database, () => clock.now())
  const { device = QUOTAS.device, organisation = QUOTAS.organisation } = config.quotas ?? {}
  const quota = new Quota(database, secret, { device, organisation })
  registerSessions(server, sessions, [
    ...MAILBOX_ROUTES,
    '/v1/directory',
    '/v1/revocations/:device',
    ...(options.web ? WEB_ROUTES : []),
  ])
  server.addHook('preHandler', async (request) => {
    if (request.routeOptions.url === '/v1/directory' && request.method === 'GET')
      request.session = await sessions.of(request)
  })
  registerKeyHolderRoutes(server, { name: 'relay', database, epochs, directory, clock })
  await registerMailboxRoutes(server, { database, directory, roots, clock, tries: options.tries })
  registerLogRoutes(server, { appender, quota, log, directory, clock })
  const tree = new TreeReader(database.db)
  registerTransparencyRoutes(server, {
    tree,
    checkpoints: new Checkpoints(tree, 'relay', log_id, config.publicKey, signingKey),
  })
  let listeningUrl = ''
  const publicUrl = (): string => config.servers.relay ?? listeningUrl
  const live = startLive({ log, directory, sessions, timers, listen, note: server.log })
  registerLive(
    server,
    live,
    (origin) => origins.includes(origin) || origin === URL.parse(publicUrl())?.origin,
  )
  if (options.web) await registerWebEdition(server, options.web, publicUrl)
  registerRelayHealth(server, { database, live, appender, bounds: options.bounds })
  await directory.refresh()
  return {
    server,
    directory,
    epochs,
    appender,
    live,
    at: (here) => {
      listeningUrl = here
    },
  }
}

const registerRelayHealth = (
  server: FastifyInstance,
  {
    database,
    live,
    appender,
    bounds: { probeMs, oldestPushMs } = BOUNDS,
  }: { database: Database; live: Live; appender: Appender; bounds: RelayOptions['bounds'] },
): void => {
  registerHealth(server, {
    database: writableNow(database.db, probeMs),
    listener: () => live.listening,
    appender: () => appender.oldestWaitingMs() <= oldestPushMs,
  })
  registerWaiting(server, appender)
}

const registerWaiting = (server: FastifyInstance, appender: Appender): void =>
  void new Gauge({
    name: 'relay_oldest_waiting_seconds',
    help: 'How long the push that waits longest has waited for its commit',
    registers: [server.metrics],
    collect() {
      this.set(appender.oldestWaitingMs() / 1000)
    },
  })

/** This machine as the ground. `rootsOf` throws where a key is missing: before anything is opened. */
export const groundOf = async (
  name: 'relay' | 'trustee',
  options: ServeOptions,
  rootsOf: (config: Config) => Roots,
): Promise<Ground> => {
  const config = await readConfig(options.dataDir, name)
  const roots = rootsOf(config)
  // Until there is a log to write it to.
  let tell = (_: Error): void => {}
  const database = await openDatabase({
    url: options.databaseUrl,
    dataDir: options.dataDir,
    onPoolError: (error) => tell(error),
    ...(options.bounds ? { silentMs: options.bounds.databaseSilentMs } : {}),
  })
  return {
    lostConnections: (heard) => {
      tell = heard
    },
    config,
    roots,
    database,
    seeds: seedFiles(join(options.dataDir, 'keys')),
    clock: options.clock ?? systemClock,
    timers: systemTimers,
  }
}

export const listenOn = (server: FastifyInstance, port = 0): Promise<string> =>
  server.listen({ host: '127.0.0.1', port, listenTextResolver: () => 'listening' })

/** Puts in the log why a connection to the database ended, `of` saying whose it was. */
export const noteLost =
  ({ log }: FastifyInstance, of: 'pool' | 'listener') =>
  (error: unknown): void =>
    log.warn({ fault: faultOf(error), connection: of })

export const metricsOf = (server: FastifyInstance, port: number | undefined): Promise<MetricsServer | null> =>
  port === undefined ? Promise.resolve(null) : serveMetrics(server.metrics, port)

export const startRelay = async (options: RelayOptions): Promise<Serving> => {
  const ground = await groundOf('relay', options, allRoots)
  const { clock, database, timers } = ground
  const bounds = options.bounds ?? BOUNDS
  try {
    await proveNotifications(database.db, database.url, bounds.listenAnswerMs)
  } catch (error) {
    await database.stop()
    throw error
  }
  let lostListener = (_: unknown): void => {}
  const { server, directory, epochs, appender, live, at } = await buildRelay({
    answerWithinMs: ANSWER_WITHIN_MS,
    ...options,
    ...ground,
    listen: listenTo(database.url, bounds, (error) => lostListener(error)),
  })
  lostListener = noteLost(server, 'listener')
  ground.lostConnections?.(noteLost(server, 'pool'))
  const metrics = await metricsOf(server, options.metricsPort)
  const url = await listenOn(server, options.port)
  at(url)
  const retention = startRetention({ database, epochs, clock, timers, log: server.log })
  const stop = async (): Promise<void> => {
    retention.stop()
    await Promise.all([live.stop(), endServer(server)])
    await appender.idle()
    await metrics?.stop()
    await database.stop()
  }
  return {
    url,
    metricsUrl: metrics?.url ?? null,
    databaseUrl: database.url,
    retention,
    statements: () => directory.all(),
    stop,
  }
}
