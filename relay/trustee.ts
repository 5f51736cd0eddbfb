/**
 * The trustee at the independent programmabureau: the second key and nothing else. It folds the membership
 * statements that devices bring into a directory of its own and checks both bodies' signatures itself, so
 * that the relay cannot use it as an oracle and cannot keep a revocation from it.
 */
import { importSigningKey, signStatement } from '../shared/crypto/signing.ts'
import type { Roots } from '../shared/membership/directory.ts'
import { BOUNDS } from './bounds.ts'
import { seedOf, type Config } from './config.ts'
import { DirectoryBook } from './directory/directory.ts'
import { registerKeyHolderRoutes } from './http/key-holder-routes.ts'
import { registerMembershipRoutes } from './http/membership-routes.ts'
import { registerHealth } from './http/health.ts'
import { endServer, makeServer } from './http/server.ts'
import { firstUses, registerSessions, Sessions } from './http/sessions.ts'
import { registerTransparencyRoutes, registerWitnessRoutes } from './http/transparency-routes.ts'
import { Checkpoints } from './log/checkpoints.ts'
import { TreeReader } from './log/tree.ts'
import { Witness } from './log/witness.ts'
import { Epochs } from './oprf/epochs.ts'
import {
  ANSWER_WITHIN_MS,
  APP_ORIGIN,
  groundOf,
  listenOn,
  metricsOf,
  noteLost,
  type Ground,
  type Holder,
  type ServeOptions,
  type Serving,
} from './relay.ts'
import { startRetention } from './retention/retention.ts'
import { writableNow } from './store/database.ts'

const trusteeRoots = ({ roots: { municipality, relay }, publicKey }: Config): Roots => {
  if (!municipality)
    throw new Error(
      "the municipality's public key must be known before serving: run init again with --municipality",
    )
  return { municipality, trustee: publicKey, relay: relay ?? '' }
}

/** A trustee that does not listen yet. */
export const buildTrustee = async ({
  config,
  roots,
  database,
  seeds,
  clock,
  ...options
}: Omit<Ground, 'timers'> &
  Pick<ServeOptions, 'origins' | 'logTo' | 'answerWithinMs' | 'bounds'>): Promise<Holder> => {
  const signingKey = await importSigningKey(seedOf(config))
  const server = await makeServer({
    name: 'trustee',
    database,
    origins: [APP_ORIGIN, ...(options.origins ?? [])],
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
    audience: 'trustee',
    secret,
    clock,
    member: (deviceId) => directory.member(deviceId),
    isFirstUse: firstUses(database.db, secret, clock),
    stillAdmitted: async ({ deviceId }) => directory.directory.devices.has(deviceId),
  })
  const epochs = new Epochs({ name: 'trustee', signingKey, seeds, clock })
  registerSessions(server, sessions, ['/v1/directory', '/v1/time'])
  server.get('/v1/time', async () => ({
    time: await signStatement({ type: 'time', time: new Date(clock.now()).toISOString() }, [
      { by: 'trustee', key: signingKey },
    ]),
  }))
  registerMembershipRoutes(server, directory)
  await directory.refresh()
  registerKeyHolderRoutes(server, { name: 'trustee', database, epochs, directory, clock })
  const tree = new TreeReader(database.db)
  registerTransparencyRoutes(server, {
    tree,
    checkpoints: new Checkpoints(tree, 'trustee', log_id, config.publicKey, signingKey),
  })
  registerWitnessRoutes(server, {
    directory,
    witness: new Witness({
      database,
      clock,
      relayKey: roots.relay,
      publicKey: config.publicKey,
      key: signingKey,
    }),
  })
  registerHealth(server, { database: writableNow(database.db, (options.bounds ?? BOUNDS).probeMs) })
  return { server, directory, epochs }
}

export const startTrustee = async (options: ServeOptions): Promise<Serving> => {
  const ground = await groundOf('trustee', options, trusteeRoots)
  const { clock, database, timers } = ground
  const { server, directory, epochs } = await buildTrustee({
    answerWithinMs: ANSWER_WITHIN_MS,
    ...options,
    ...ground,
  })
  ground.lostConnections?.(noteLost(server, 'pool'))
  const metrics = await metricsOf(server, options.metricsPort)
  const url = await listenOn(server, options.port)
  const retention = startRetention({ database, epochs, clock, timers, log: server.log })
  return {
    url,
    metricsUrl: metrics?.url ?? null,
    databaseUrl: database.url,
    retention,
    statements: () => directory.all(),
    stop: async () => {
      retention.stop()
      await endServer(server)
      await metrics?.stop()
      await database.stop()
    },
  }
}
