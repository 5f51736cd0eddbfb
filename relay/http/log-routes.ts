/** The relay's own routes: push, pull, checkpoint, directory. */
import type { FastifyInstance } from 'fastify'
import { readStatement } from '../../shared/crypto/signing.ts'
import { fromBase64url } from '../../shared/encoding.ts'
import { DirectoryQuery, MAX_LIFE_DAYS, PublishRequest, PullQuery, PushRequest, RevocationQuery } from '../../shared/protocol/http.ts'
import { decodeOuterHeader } from '../../shared/protocol/outer-header.ts'
import { dayNumber, weekNumber, type Clock } from '../../shared/time.ts'
import type { DirectoryBook } from '../directory/directory.ts'
import { Refusal } from '../errors.ts'
import type { Appender } from '../log/append.ts'
import type { Quota } from '../log/quota.ts'
import type { LogReader } from '../log/read.ts'
import { parse } from './server.ts'

const OLDEST_WEEKS = 14

/** The bytes and date of an envelope the relay may keep; throws Refusal that names the place and the rule. */
const readEnvelope = (text: string, index: number, now: Date): { envelope: Buffer; expiresDay: number } => {
  const envelope = fromBase64url(text)
  const header = decodeOuterHeader(envelope)
  const today = dayNumber(now)
  if (!header) throw new Refusal('malformed', `envelopes.${index}: version`)
  if (header.expiresDay <= today || header.expiresDay > today + MAX_LIFE_DAYS) throw new Refusal('malformed', `envelopes.${index}: expiry`)
  if (header.week < weekNumber(now) - OLDEST_WEEKS || header.week > weekNumber(now) + 1) throw new Refusal('malformed', `envelopes.${index}: week`)
  return { envelope: Buffer.from(envelope), expiresDay: header.expiresDay }
}

export const registerLogRoutes = (server: FastifyInstance, parts: { appender: Appender; quota: Quota; log: LogReader; directory: DirectoryBook; clock: Clock }): void => {
  server.post('/v1/events', async (request) => {
    const { envelopes } = parse(PushRequest, request.body)
    const now = new Date(parts.clock.now())
    const read = envelopes.map((text, index) => readEnvelope(text, index, now))
    const giveBack = await parts.quota.take(request.session!, read.length, now.getTime())
    const appended = await parts.appender.append(read).catch((error: unknown) => { giveBack(); throw error })
    return { acknowledged: await parts.log.acknowledge(appended) }
  })

  server.get('/v1/events', async (request) => {
    const { after, limit } = parse(PullQuery, request.query)
    const { head, statement } = await parts.log.checkpoint()
    return { events: await parts.log.page(after, limit), head, checkpoint: statement }
  })

  server.get('/v1/checkpoint', async () => ({ checkpoint: (await parts.log.checkpoint()).statement }))

  server.get('/v1/directory', async (request) => {
    const { after } = parse(DirectoryQuery, request.query)
    await parts.directory.refresh()
    return { statements: await parts.directory.page(after), head: parts.directory.head }
  })

  /** Open to anyone whose statements carry the right signatures: they speak for themselves. */
  server.post('/v1/directory', async (request) => {
    const { statements } = parse(PublishRequest, request.body)
    const latest = weekNumber(new Date(parts.clock.now())) + 1
    const tooFar = statements.map(readStatement).some((body) => body?.type === 'scope-key' && body.week > latest)
    if (tooFar) throw new Refusal('conflict', 'a scope key is made for this week or the next')
    return { head: await parts.directory.publish(statements) }
  })

  /** A locked or refused device asks whether it was revoked, and gets the proof or nothing. */
  server.get('/v1/revocations/:device', async (request) => {
    const statements = await parts.directory.proofOfRevocation(parse(RevocationQuery, request.params).device)
    if (!statements) throw new Refusal('not-found')
    return { statements }
  })
}
