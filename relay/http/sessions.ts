/**
 * Sessions of devices, without state: challenge and token are signed by a secret that all processes of one
 * database share. Whatever is wrong, the answer is the same 401 and says nothing else.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SESSION_LABEL, sessionMessage, verify } from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url, utf8 } from '../../shared/encoding.ts'
import { SessionRequest } from '../../shared/protocol/http.ts'
import type { Device, Organisation } from '../../shared/membership/statements.ts'
import type { Kysely } from 'kysely'
import { dayNumber, type Clock } from '../../shared/calendar/time.ts'
import { Refusal } from '../errors.ts'
import { countMore, nameOn } from '../store/day-counts.ts'
import type { Tables } from '../store/schema.ts'

const CHALLENGE_MS = 5 * 60_000
const TOKEN_SECONDS = 15 * 60

interface Member {
  readonly organisation: Organisation
  readonly device: Device
}
export interface Session {
  readonly deviceId: string
  readonly organisationId: string
}

export interface SessionRules {
  readonly audience: 'relay' | 'trustee'
  readonly secret: Uint8Array
  readonly clock: Clock
  /** The device with this id where it takes part now, or null. */
  readonly member: (deviceId: string) => Promise<Member | null>
  /** True at the first session that is opened with this challenge, on whatever relay of the database. */
  readonly isFirstUse: (challenge: string) => Promise<boolean>
  /** Asked at every request: does this device still take part? */
  readonly stillAdmitted: (session: Session) => Promise<boolean>
}

/** For {@link SessionRules}: a used challenge is kept until nobody can use it, also over midnight. */
export const firstUses =
  (db: Kysely<Tables>, secret: Uint8Array, clock: Clock): SessionRules['isFirstUse'] =>
  (challenge) => {
    const day = dayNumber(new Date(clock.now() + 2 * CHALLENGE_MS))
    return countMore(db, { name: nameOn(secret, 0, 'challenge', challenge), day, most: 1 }, 1)
  }

export class Sessions {
  readonly #rules: SessionRules
  constructor(rules: SessionRules) {
    this.#rules = rules
  }

  #signed(purpose: string, payload: string): string {
    const mac = createHmac('sha256', this.#rules.secret)
      .update(`${purpose}\0${this.#rules.audience}\0${payload}`)
      .digest()
    return `${toBase64url(utf8(payload))}.${toBase64url(mac)}`
  }

  /** The payload of what we signed ourselves, or null. */
  #read(purpose: string, text: string): string | null {
    const [payload] = text.split('.')
    try {
      const plain = Buffer.from(payload ?? '', 'base64url').toString()
      const [given, expected] = [Buffer.from(text), Buffer.from(this.#signed(purpose, plain))]
      return given.length === expected.length && timingSafeEqual(given, expected) ? plain : null
    } catch {
      return null
    }
  }

  challenge(): string {
    return this.#signed('challenge', `${this.#rules.clock.now()}|${toBase64url(randomBytes(16))}`)
  }

  async open(body: unknown): Promise<{ token: string; expiresInSeconds: number }> {
    const parsed = SessionRequest.safeParse(body)
    if (!parsed.success) throw new Refusal('unauthorised')
    const request = parsed.data
    const madeAt = Number(this.#read('challenge', request.challenge)?.split('|')[0] ?? Number.NaN)
    if (!(Math.abs(this.#rules.clock.now() - madeAt) <= CHALLENGE_MS)) throw new Refusal('unauthorised')
    const member = await this.#rules.member(request.device)
    if (!member) throw new Refusal('unauthorised')
    const message = sessionMessage(this.#rules.audience, request.challenge)
    if (
      !(await verify(
        fromBase64url(member.device.signingKey),
        SESSION_LABEL,
        message,
        fromBase64url(request.signature),
      ))
    )
      throw new Refusal('unauthorised')
    // After the signature, so that only who takes part writes anything.
    if (!(await this.#rules.isFirstUse(request.challenge))) throw new Refusal('unauthorised')
    const expires = this.#rules.clock.now() + TOKEN_SECONDS * 1000
    return {
      token: this.#signed('token', `${member.device.id}|${member.organisation.id}|${expires}`),
      expiresInSeconds: TOKEN_SECONDS,
    }
  }

  async ofToken(token: string): Promise<Session> {
    const [deviceId, organisationId, expires] = (this.#read('token', token) ?? '').split('|')
    if (!deviceId || !organisationId || !(Number(expires) > this.#rules.clock.now()))
      throw new Refusal('unauthorised')
    const session = { deviceId, organisationId }
    if (!(await this.#rules.stillAdmitted(session))) throw new Refusal('unauthorised')
    return session
  }

  of(request: FastifyRequest): Promise<Session> {
    return this.ofToken(
      /^Bearer ([A-Za-z0-9_.-]{1,600})$/.exec(request.headers.authorization ?? '')?.[1] ?? '',
    )
  }
}

/** Every route but these needs a session, checked before the body is read. */
const OPEN_ROUTES = new Set([
  '/livez',
  '/readyz',
  '/metrics',
  '/v1/session',
  '/v1/session/challenge',
  '/v1/live',
])

export const registerSessions = (
  server: FastifyInstance,
  sessions: Sessions,
  alsoOpen: readonly string[] = [],
): void => {
  server.decorateRequest('session', null)
  server.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url
    if (request.method === 'OPTIONS' || (route && (OPEN_ROUTES.has(route) || alsoOpen.includes(route))))
      return
    request.session = await sessions.of(request)
  })
  server.post('/v1/session/challenge', async () => ({ challenge: sessions.challenge() }))
  server.post('/v1/session', async (request) => sessions.open(request.body))
}

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null
  }
}
