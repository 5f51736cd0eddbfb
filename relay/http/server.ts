/**
 * The HTTP server both key holders share: limits, named errors, counts, an orderly end, and a log that holds
 * method, route pattern, status and milliseconds; never a header, a body, an address or a name.
 */
import cors from '@fastify/cors'
import websocket from '@fastify/websocket'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify'
import pino, { type DestinationStream, type Logger } from 'pino'
import { Counter, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import { OLDEST_PROTOCOL, PROTOCOL_JSON, protocolOf } from '../../shared/protocol/version.ts'
import { Refusal } from '../errors.ts'
import { faultOf, storageFault, type Database } from '../store/database.ts'

const MAX_BODY_BYTES = 2 * 1024 * 1024
const REQUEST_TIMEOUT_MS = 30_000
/** At the end a connection has this long to take its answer or its goodbye. */
const GOODBYE_MS = 1_000
/** Of so long each a request that was begun may be finished. */
const MOST_ROUNDS = 7

const WRITES_NOTHING: ReadonlySet<string> = new Set(['/v1/session', '/v1/session/challenge'])

export interface ServerOptions {
  readonly name: 'relay' | 'trustee'
  readonly database: Database
  readonly origins: readonly string[]
  readonly logTo?: DestinationStream | undefined
  /** Then the answer is 503, whatever the database does; 0 waits. */
  readonly answerWithinMs?: number | undefined
}

/** The first thing wrong with a payload, by path and rule; never its value. */
export const parse = <T extends z.ZodType>(schema: T, value: unknown): z.infer<T> => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Refusal(
    'malformed',
    `${issue?.path.join('.') || 'body'}: ${issue?.code ?? 'invalid'}`.slice(0, 300),
  )
}

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 413) return new Refusal('too-large')
  const fault = storageFault(error)
  if (fault) return new Refusal(fault)
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new Refusal('malformed', code?.toLowerCase())
  return new Refusal('unavailable', undefined, { cause: error })
}

/** An address that is none or has no end: before our own hooks, and Fastify would repeat it in its answer. */
const noRoute = (_error: unknown, _request: unknown, reply: FastifyReply): void => {
  void reply.code(401).send({ error: 'unauthorised' })
}

/** A terminal that was closed, or a full disk, takes no log any more: that must not end us. */
const standardError = (): DestinationStream => {
  const destination = pino.destination(2)
  destination.on('error', () => {})
  return destination
}

/** Counts what is under way, ends connections at the end, and answers in time, in the right protocol and with room. */
const addHooks = (
  server: FastifyInstance,
  options: ServerOptions,
  {
    log,
    requests,
    seconds,
  }: { log: Logger; requests: Counter<'route' | 'status'>; seconds: Histogram<'route'> },
): void => {
  const underWay = new Set<object>()
  server.decorate('underWay', underWay)
  let ending = false
  server.addHook('preClose', async () => {
    ending = true
  })
  server.addHook('onRequest', async (request, reply) => {
    if (request.ws) return
    underWay.add(reply.raw)
    reply.raw.once('close', () => underWay.delete(reply.raw))
  })
  server.addHook('onSend', async (_, reply) => {
    if (ending) void reply.header('connection', 'close')
  })
  // Fastify's own handlerTimeout ends when the body was read. What is done meanwhile stays done; nobody was
  // told of it.
  server.addHook('onRequest', async (_, reply) => {
    if (!options.answerWithinMs) return
    const { status, code, retryAfter } = new Refusal('unavailable')
    const timer = setTimeout(() => {
      if (reply.sent) return
      reply.hijack()
      reply.raw
        .writeHead(status, {
          ...Object.fromEntries(Object.entries(reply.getHeaders())),
          'content-type': PROTOCOL_JSON,
          'retry-after': String(retryAfter),
        })
        .end(JSON.stringify({ error: code }))
    }, options.answerWithinMs)
    reply.raw.once('close', () => clearTimeout(timer))
  })
  server.addHook('onRequest', async ({ headers }) => {
    if (protocolOf(headers.accept) < OLDEST_PROTOCOL) throw new Refusal('upgrade-needed')
  })
  server.addHook('onSend', async (_, reply) => {
    if (String(reply.getHeader('content-type')).startsWith('application/json'))
      void reply.header('content-type', PROTOCOL_JSON)
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    requests.inc({ route, status: reply.statusCode })
    seconds.observe({ route }, reply.elapsedTime / 1000)
    log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
  // A full disk makes it read-only: whoever asks for what is there gets it.
  server.addHook('preHandler', async (request) => {
    if (
      request.method === 'POST' &&
      !WRITES_NOTHING.has(request.routeOptions.url ?? '') &&
      (await options.database.hasRoom?.()) === false
    )
      throw new Refusal('storage-full')
  })
}

export const makeServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const log = pino(
    {
      name: options.name,
      base: { name: options.name },
      serializers: { err: (error: unknown) => ({ fault: faultOf(error) }) },
    },
    options.logTo ?? standardError(),
  )
  // Only a proxy on this machine can reach us, and what it says of an address is believed: tries are counted
  // per address.
  const server = Fastify({
    trustProxy: 'loopback',
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A request on a connection that is still open at the end is answered as any other (`endServer`).
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: noRoute,
  })
  const registry = new Registry()
  const requests = new Counter({
    name: `${options.name}_requests_total`,
    help: 'Requests by route and status',
    labelNames: ['route', 'status'] as const,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: `${options.name}_request_seconds`,
    help: 'Duration by route',
    labelNames: ['route'] as const,
    registers: [registry],
  })

  server.decorate('metrics', registry)
  await server.register(cors, {
    origin: [...options.origins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type'],
    maxAge: 600,
  })
  await server.register(websocket, { options: { maxPayload: 4096 } })

  addHooks(server, options, { log, requests, seconds })
  server.setErrorHandler(async (error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.code === 'unavailable')
      log.error({
        route: request.routeOptions.url,
        fault: faultOf(error),
      })
    if (refusal.retryAfter !== null) void reply.header('retry-after', refusal.retryAfter)
    return reply
      .code(refusal.status)
      .send({ error: refusal.code, ...(refusal.detail ? { detail: refusal.detail } : {}), ...refusal.more })
  })
  server.setNotFoundHandler(async (_, reply) => reply.code(401).send({ error: 'unauthorised' }))

  // They are elsewhere (metrics.ts). Whoever looks for them here learns that, in place of being asked for a
  // session.
  server.get('/metrics', async () => {
    throw new Refusal('not-found')
  })
  return server
}

/**
 * Takes nothing new, answers what is under way, says goodbye to live connections, and then ends the
 * connections that are left: one that sends nothing, or never takes its answer, must not hold the end up.
 */
export const endServer = async (server: FastifyInstance): Promise<void> => {
  const closed = server.close()
  const isClosed = closed.then(() => true)
  const goodbye = (): Promise<boolean> =>
    new Promise((passed) => {
      const timer = setTimeout(() => passed(false), GOODBYE_MS)
      void isClosed.then(passed, passed).finally(() => clearTimeout(timer))
    })
  for (let rounds = 0; !(await goodbye()); rounds++) {
    // A client that sends or takes nothing does not hold up what has to be done after this.
    if (server.underWay.size > 0 && rounds < MOST_ROUNDS) continue
    for (const client of server.websocketServer.clients) client.terminate()
    server.server.closeAllConnections()
  }
  await closed
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly metrics: Registry
    /** Requests that are not answered yet. */
    readonly underWay: ReadonlySet<object>
  }
}
