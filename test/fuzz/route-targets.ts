/**
 * Every route of relay and trustee, asked over a real PostgreSQL: whatever comes, the answer is one that the
 * document names, and never one that says the server did not expect it.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { admitted, makeDevice, signerOf, type DeviceKeys } from '../../build/demo/membership.ts'
import { initConfig, municipalitySeed, readConfig, seedOf } from '../../relay/config.ts'
import { Refusal } from '../../relay/errors.ts'
import { listenTo } from '../../relay/live/listener.ts'
import { buildRelay, groundOf } from '../../relay/relay.ts'
import { buildTrustee } from '../../relay/trustee.ts'
import type { Socket } from '../../relay/live/live.ts'
import { javascriptOprf } from '../../shared/crypto/oprf.ts'
import {
  importSigningKey,
  SESSION_LABEL,
  sessionMessage,
  sign,
  signStatement,
} from '../../shared/crypto/signing.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { toBase64url, utf8 } from '../../shared/encoding.ts'
import { foldAll, isMembership } from '../../shared/membership/fold/fold.ts'
import type { Roots } from '../../shared/membership/directory.ts'
import { encodeOuterHeader } from '../../shared/protocol/outer-header.ts'
import { ErrorAnswer, LiveHello } from '../../shared/protocol/http.ts'
import { makeOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { makeWeekKey } from '../../shared/membership/week-key.ts'
import type { Organisation, Statement } from '../../shared/membership/statements.ts'
import { dayNumber, epochNumber, weekNumber } from '../../shared/calendar/time.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { array, boolean, bytesLike, constantFrom, oneof, textLike, tuple, valueLike } from './inputs.ts'
import { must, target, type Target } from './target.ts'

export interface Route {
  readonly at: 'relay' | 'trustee'
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Valid ones: the rest of the address, and the body. */
  readonly samples: readonly {
    readonly url: string
    readonly body?: unknown
  }[]
}

const CONTACT = {
  name: 'Persoon Contact',
  function: 'contactpersoon',
  phone: '06-00 00 00 00',
  mail: 'contact@example.nl',
}
const ORGANISATION: Organisation = {
  id: 'welzijn',
  serial: 1,
  name: 'Welzijn',
  kind: 'welfare',
  linie: 'front',
  neighbourhoods: ['WK999801'],
  caseloadSize: 100_000,
  basis: { text: 'Taak van algemeen belang.', by: 'Bestuur', on: '2026-09-01' },
  bsnBasis: null,
  contact: CONTACT,
  standIn: CONTACT,
}
const STATUSES = new Set([
  200,
  ...(
    [
      'unauthorised',
      'forbidden',
      'malformed',
      'too-large',
      'not-found',
      'conflict',
      'too-many-tries',
      'unknown-epoch',
      'budget-exhausted',
    ] as const
  ).map((code) => new Refusal(code).status),
])

export interface Servers {
  readonly routes: readonly Route[]
  readonly targets: Target[]
  stop(): Promise<void>
}

export const routeTargets = async (): Promise<Servers> => {
  const folder = await mkdtemp(join(tmpdir(), 'ruggensteun-fuzz-routes-'))
  await chmod(folder, 0o711)
  const postgres = await startTestPostgres()
  const clock = new MovableClock()
  const [relayDir, trusteeDir] = [join(folder, 'relay'), join(folder, 'trustee')]
  const first = await initConfig(relayDir, 'relay', {})
  const trusteeKey = (
    await initConfig(trusteeDir, 'trustee', {
      municipality: first.roots.municipality!,
      relay: first.publicKey,
    })
  ).publicKey
  await initConfig(relayDir, 'relay', { trustee: trusteeKey })
  const roots: Roots = {
    municipality: first.roots.municipality!,
    trustee: trusteeKey,
    relay: first.publicKey,
  }
  const logTo = { write: () => {} }
  const [relayGround, trusteeGround] = [
    await groundOf(
      'relay',
      { dataDir: relayDir, databaseUrl: await postgres.makeDatabase(), clock },
      () => roots,
    ),
    await groundOf(
      'trustee',
      { dataDir: trusteeDir, databaseUrl: await postgres.makeDatabase(), clock },
      () => roots,
    ),
  ]
  const relay = await buildRelay({
    ...relayGround,
    listen: listenTo(relayGround.database.url),
    logTo,
    tries: 1e9,
  })
  const trustee = await buildTrustee({ ...trusteeGround, logTo })
  const serverOf = { relay: relay.server, trustee: trustee.server } as const

  const founder = await makeDevice({
    id: 'welzijn-1',
    organisationId: 'welzijn',
    roles: ['administrator', 'professional'],
    neighbourhoods: [],
  })
  const at = new Date(clock.now()).toISOString()
  const [day, week, epoch] = [
    dayNumber(new Date(clock.now())),
    weekNumber(new Date(clock.now())),
    epochNumber(new Date(clock.now())),
  ]
  const statements: Statement[] = [
    await admitted(
      ORGANISATION,
      founder.device,
      {
        municipality: await municipalitySeed(relayDir),
        trustee: seedOf(await readConfig(trusteeDir, 'trustee')),
      },
      at,
    ),
  ]
  statements.push(
    await makeOrganisationKey('welzijn', await foldAll(statements, roots), await signerOf(founder)),
  )
  statements.push(
    await makeWeekKey(week, await foldAll(statements, roots), await signerOf(founder), systemRandom),
  )
  const post = async (
    server: FastifyInstance,
    url: string,
    payload: unknown,
  ): Promise<Record<string, unknown>> => {
    const response = await server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(payload),
    })
    if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.body}`)
    return response.json()
  }
  await post(relay.server, '/v1/directory', { statements })
  await post(trustee.server, '/v1/directory', { statements })
  const revoked = await makeDevice({
    id: 'welzijn-2',
    organisationId: 'welzijn',
    roles: ['professional'],
    neighbourhoods: [],
  })
  const { id, signingKey } = await signerOf(founder)
  const signed = (body: Parameters<typeof signStatement>[0]): Promise<Statement> =>
    signStatement(body, [{ by: id, key: signingKey }])
  await post(relay.server, '/v1/directory', {
    statements: [
      await signed({ type: 'device-admitted', device: revoked.device, at }),
      await signed({ type: 'device-revoked', deviceId: 'welzijn-2', reason: 'lost', afterSeq: 0, at }),
    ],
  })

  const signature = async (
    audience: 'relay' | 'trustee',
    challenge: string,
    { signing }: DeviceKeys,
  ): Promise<string> =>
    toBase64url(
      await sign(await importSigningKey(signing.seed), SESSION_LABEL, sessionMessage(audience, challenge)),
    )
  const session = async (audience: 'relay' | 'trustee') => {
    const challenge = (await post(serverOf[audience], '/v1/session/challenge', {}))['challenge'] as string
    const body = { device: 'welzijn-1', challenge, signature: await signature(audience, challenge, founder) }
    return { body, token: (await post(serverOf[audience], '/v1/session', body))['token'] as string }
  }
  const sessions = { relay: await session('relay'), trustee: await session('trustee') }
  const envelope = (): Uint8Array =>
    new Uint8Array(
      Buffer.concat([
        encodeOuterHeader({ expiresDay: day + 30, week, keyMark: systemRandom(8), nonce: systemRandom(24) }),
        systemRandom(2007),
      ]),
    )
  const envelopes = [envelope(), envelope(), envelope()].map(toBase64url)
  await relay.server.inject({
    method: 'POST',
    url: '/v1/events',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sessions.relay.token}` },
    payload: JSON.stringify({ envelopes }),
  })
  const elements = javascriptOprf.blind([utf8('a'), utf8('b')]).map(({ element }) => toBase64url(element))
  const mailbox = toBase64url(systemRandom(16))
  const message = toBase64url(systemRandom(120))
  const invitation = await signed({
    type: 'invitation',
    mailbox,
    by: id,
    expiresAt: new Date(clock.now() + 3_600_000).toISOString(),
    at,
  })
  await post(relay.server, '/v1/mailboxes', { invitation, offer: message })
  const auth = { authorization: `Bearer ${sessions.relay.token}` }
  const note = (await relay.server.inject({ method: 'GET', url: '/v1/log/checkpoint', headers: auth })).json<{
    note: string
  }>().note
  const origin = note.split('\n')[0]!

  const invitations = await Promise.all(
    Array.from({ length: 30 }, async () => ({
      invitation: await signed({
        type: 'invitation',
        mailbox: toBase64url(systemRandom(16)),
        by: id,
        expiresAt: new Date(clock.now() + 3_600_000).toISOString(),
        at,
      }),
      offer: message,
    })),
  )

  const own = (path: string, ...bodies: unknown[]) =>
    bodies.length > 0 ? bodies.map((body) => ({ url: path, body })) : [{ url: path }]
  const both = (route: Omit<Route, 'at'>): Route[] => [
    { at: 'relay', ...route },
    { at: 'trustee', ...route },
  ]
  const routes: readonly Route[] = [
    ...both({ method: 'GET', path: '/livez', samples: own('/livez') }),
    ...both({ method: 'GET', path: '/readyz', samples: own('/readyz') }),
    ...both({ method: 'GET', path: '/metrics', samples: own('/metrics') }),
    ...both({ method: 'POST', path: '/v1/session/challenge', samples: own('/v1/session/challenge', {}) }),
    { at: 'relay', method: 'POST', path: '/v1/session', samples: own('/v1/session', sessions.relay.body) },
    {
      at: 'trustee',
      method: 'POST',
      path: '/v1/session',
      samples: own('/v1/session', sessions.trustee.body),
    },
    ...both({ method: 'GET', path: '/v1/keys', samples: own('/v1/keys') }),
    ...both({ method: 'GET', path: '/v1/oprf/used', samples: own(`/v1/oprf/used?epoch=${epoch}`) }),
    ...both({
      method: 'POST',
      path: '/v1/oprf/evaluate',
      samples: own('/v1/oprf/evaluate', { epoch, type: 'P', elements }, { epoch, type: 'B', elements }),
    }),
    {
      at: 'relay',
      method: 'POST',
      path: '/v1/events',
      samples: own('/v1/events', { envelopes }, { envelopes: envelopes.slice(0, 1) }),
    },
    {
      at: 'relay',
      method: 'GET',
      path: '/v1/events',
      samples: [...own('/v1/events?after=0&limit=10'), ...own('/v1/events?after=1')],
    },
    { at: 'relay', method: 'GET', path: '/v1/checkpoint', samples: own('/v1/checkpoint') },
    { at: 'relay', method: 'GET', path: '/v1/directory', samples: own('/v1/directory?after=0') },
    ...both({
      method: 'POST',
      path: '/v1/directory',
      samples: own('/v1/directory', { statements: statements.filter(isMembership) }, { statements }),
    }),
    {
      at: 'relay',
      method: 'GET',
      path: '/v1/revocations/:device',
      samples: [...own('/v1/revocations/welzijn-2'), ...own('/v1/revocations/welzijn-1')],
    },
    {
      at: 'relay',
      method: 'POST',
      path: '/v1/mailboxes',
      samples: own('/v1/mailboxes', { invitation, offer: message }, ...invitations),
    },
    { at: 'relay', method: 'GET', path: '/v1/mailboxes/:mailbox', samples: own(`/v1/mailboxes/${mailbox}`) },
    {
      at: 'relay',
      method: 'POST',
      path: '/v1/mailboxes/:mailbox',
      samples: own(`/v1/mailboxes/${mailbox}`, { place: 1, message }, { place: 3, message }),
    },
    ...both({ method: 'GET', path: '/v1/log/checkpoint', samples: own('/v1/log/checkpoint') }),
    ...both({
      method: 'GET',
      path: '/v1/log/bundle',
      samples: [...own('/v1/log/bundle?index=0&width=3'), ...own('/v1/log/bundle?index=0&width=1')],
    }),
    ...both({
      method: 'GET',
      path: '/v1/log/consistency',
      samples: [...own('/v1/log/consistency?before=1&size=3'), ...own('/v1/log/consistency?before=0&size=1')],
    }),
    ...both({ method: 'GET', path: '/log/checkpoint', samples: own('/log/checkpoint') }),
    ...both({
      method: 'GET',
      path: '/log/tile/*',
      samples: [
        ...own('/log/tile/entries/000.p/3'),
        ...own('/log/tile/entries/000.p/1'),
        ...own('/log/tile/0/000.p/2'),
        ...own('/log/tile/1/x001/234'),
      ],
    }),
    {
      at: 'trustee',
      method: 'GET',
      path: '/v1/witness',
      samples: own(`/v1/witness?origin=${encodeURIComponent(origin)}`),
    },
    {
      at: 'trustee',
      method: 'POST',
      path: '/v1/witness',
      samples: own(
        '/v1/witness',
        { note, proof: [] },
        { note, proof: [toBase64url(systemRandom(32))], panel: note },
      ),
    },
    { at: 'trustee', method: 'GET', path: '/v1/time', samples: own('/v1/time') },
  ]

  const authorization = (holder: 'relay' | 'trustee') =>
    oneof(
      { weight: 6, arbitrary: constantFrom(`Bearer ${sessions[holder].token}`) },
      {
        weight: 1,
        arbitrary: textLike([`Bearer ${sessions.relay.token}`, `Bearer ${sessions.trustee.token}`, '']),
      },
    )
  const contentType = oneof(
    { weight: 8, arbitrary: constantFrom('application/json') },
    { weight: 1, arbitrary: textLike(['application/json', 'text/plain', 'multipart/form-data; boundary=x']) },
  )
  /** What Node lets through in a header. */
  const header = (text: string): string => text.replaceAll(/[^\t\x20-\x7e]/g, '?').slice(0, 800)

  const inputOf = ({ at: holder, samples }: Route) => {
    const url = oneof(
      { weight: 2, arbitrary: constantFrom(...samples.map((sample) => sample.url)) },
      { weight: 3, arbitrary: textLike(samples.map((sample) => sample.url)) },
    )
    const bodies = samples.flatMap(({ body }) => (body === undefined ? [] : [body]))
    const payload =
      bodies.length === 0
        ? constantFrom(undefined, undefined, '{}', 'x')
        : oneof(
            { weight: 5, arbitrary: valueLike(bodies).map((value) => JSON.stringify(value) ?? '') },
            { weight: 1, arbitrary: textLike(bodies.map((body) => JSON.stringify(body))) },
          )
    return tuple(url, payload, authorization(holder), contentType)
  }

  const ask = async (
    { at: holder, method, path }: Route,
    [url, payload, token, type]: readonly [string, string | undefined, string, string],
  ): Promise<boolean> => {
    // One address for the routes, so that a changed one does not become another route with side effects of
    // its own kind.
    const kept = url.startsWith(path.split(/[:*]/)[0]!) ? url : samplesFirst(routes, holder, path)
    const options: InjectOptions = {
      method,
      url: encodeURI(kept.toWellFormed()),
      headers: {
        authorization: header(token),
        ...(payload === undefined ? {} : { 'content-type': header(type) || 'x' }),
      },
      ...(payload === undefined ? {} : { payload }),
    }
    const response = await serverOf[holder].inject(options)
    must(
      STATUSES.has(response.statusCode),
      `${method} ${kept} answered ${response.statusCode} ${response.body.slice(0, 200)}`,
    )
    if (response.statusCode !== 200)
      must(
        ErrorAnswer.safeParse(response.json()).success,
        `a refusal is a named error, not ${response.body.slice(0, 200)}`,
      )
    return response.statusCode === 200
  }

  const targets = routes.map((route) =>
    target(
      `${route.at}: ${route.method} ${route.path}`,
      [`route ${route.at} ${route.method} ${route.path}`],
      20,
      inputOf(route),
      (input) => ask(route, input),
    ),
  )

  const anyRoute = target(
    'any address, any method',
    [],
    60,
    tuple(
      constantFrom('relay' as const, 'trustee' as const),
      constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'),
      textLike(routes.flatMap(({ samples }) => samples.map(({ url }) => url))),
      boolean(),
    ),
    async ([holder, method, url, member]) => {
      const response = await serverOf[holder].inject({
        method: method as 'GET',
        url: encodeURI(`/${url.toWellFormed().replace(/^\/+/, '')}`),
        headers: member ? { authorization: `Bearer ${sessions[holder].token}` } : {},
      })
      return (
        must(
          response.statusCode < 500,
          `${method} ${url} answered ${response.statusCode} ${response.body.slice(0, 200)}`,
        ) && response.statusCode < 400
      )
    },
  )

  const hellos = { type: 'hello', token: sessions.relay.token, after: 0 }
  const live = target(
    'relay: GET /v1/live',
    ['route relay GET /v1/live'],
    30,
    tuple(
      array(
        oneof(
          valueLike([hellos]).map((value) => utf8((JSON.stringify(value) ?? '').toWellFormed())),
          bytesLike([utf8(JSON.stringify(hellos))]),
        ),
        { minLength: 1, maxLength: 2 },
      ),
      boolean(),
    ),
    ([messages, closes]) =>
      new Promise<boolean>((resolve, reject) => {
        const heard = { message: (_: Buffer) => {}, close: [] as (() => void)[] }
        let said = 0
        const end = (code: number): void => {
          for (const closed of heard.close) closed()
          try {
            const hello = LiveHello.safeParse(
              ((): unknown => {
                try {
                  return JSON.parse(Buffer.from(messages[0]!).toString())
                } catch {
                  return undefined
                }
              })(),
            )
            if (said > 0)
              must(
                hello.success && hello.data.token === sessions.relay.token,
                'nobody hears anything without a session',
              )
            must([1001, 1008, 1013, 0].includes(code), `closed with ${code}`)
            resolve(said > 0)
          } catch (error) {
            reject(error as Error)
          }
        }
        const socket = {
          bufferedAmount: 0,
          terminate: () => end(0),
          close: (code = 0) => end(code),
          on: (event: string, task: () => void) => {
            if (event === 'close') heard.close.push(task)
          },
          once: (_: string, task: (data: Buffer) => void) => {
            heard.message = task
          },
          send: () => {
            said += 1
            if (said === 1) setImmediate(() => end(0))
          },
        } as unknown as Socket
        relay.live.accept(socket)
        heard.message(Buffer.from(messages[0]!))
        if (closes && messages.length > 1) setImmediate(() => heard.close.forEach((closed) => closed()))
      }),
  )

  return {
    routes,
    targets: [...targets, anyRoute, live],
    stop: async () => {
      await relay.live.stop()
      for (const server of Object.values(serverOf)) await server.close()
      await relay.appender.idle()
      for (const { database } of [relayGround, trusteeGround]) await database.stop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const samplesFirst = (routes: readonly Route[], holder: string, path: string): string =>
  routes.find((route) => route.at === holder && route.path === path)!.samples[0]!.url
