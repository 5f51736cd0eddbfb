/** The relay's own routes: push, pull, checkpoint, directory. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import { readStatement } from '../../shared/crypto/signing.ts'
import { directoryItems, eventItems } from '../../shared/protocol/carried.ts'
import {
  DirectoryQuery,
  MAX_LIFE_DAYS,
  PublishRequest,
  PullQuery,
  PushRequest,
  RevocationQuery,
  type StoredEvent,
} from '../../shared/protocol/http.ts'
import { PROTOCOL_JSON } from '../../shared/protocol/version.ts'
import { decodeOuterHeader } from '../../shared/protocol/outer-header.ts'
import { dayNumber, weekNumber, type Clock } from '../../shared/calendar/time.ts'
import type { DirectoryBook } from '../directory/directory.ts'
import { Refusal } from '../errors.ts'
import type { Appender } from '../log/append.ts'
import type { Quota } from '../log/quota.ts'
import type { LogReader } from '../log/read.ts'
import { parse } from './server.ts'

const OLDEST_WEEKS = 14

/** The bytes and date of an envelope the relay may keep; throws Refusal that names the place and the rule. */
const readEnvelope = (text: string, index: number, now: Date): { envelope: Buffer; expiresDay: number } => {
  const envelope = Buffer.from(text, 'base64url')
  const header = decodeOuterHeader(envelope)
  const today = dayNumber(now)
  if (!header) throw new Refusal('malformed', `envelopes.${index}: version`)
  if (header.expiresDay <= today || header.expiresDay > today + MAX_LIFE_DAYS)
    throw new Refusal('malformed', `envelopes.${index}: expiry`)
  if (header.week < weekNumber(now) - OLDEST_WEEKS || header.week > weekNumber(now) + 1)
    throw new Refusal('malformed', `envelopes.${index}: week`)
  return { envelope, expiresDay: header.expiresDay }
}

const CHUNK_BYTES = 32 * 1024

/**
 * Long ASCII text in chunks: one string of megabytes would be memory that the system gives, and takes back,
 * at every request.
 */
const sendText = (reply: FastifyReply, pieces: readonly string[]): FastifyReply => {
  const chunks: Buffer[] = []
  let [waiting, length, total] = [[] as string[], 0, 0]
  const flush = (): void => {
    chunks.push(Buffer.from(waiting.join(''), 'latin1'))
    total += length
    ;[waiting, length] = [[], 0]
  }
  for (const piece of pieces) {
    waiting.push(piece)
    length += piece.length
    if (length >= CHUNK_BYTES) flush()
  }
  flush()
  return reply.header('content-length', total).send(Readable.from(chunks, { objectMode: false }))
}

export const registerLogRoutes = (
  server: FastifyInstance,
  parts: { appender: Appender; quota: Quota; log: LogReader; directory: DirectoryBook; clock: Clock },
): void => {
  server.post('/v1/events', async (request) => {
    const { envelopes } = parse(PushRequest, request.body)
    const now = new Date(parts.clock.now())
    const read = envelopes.map((text, index) => readEnvelope(text, index, now))
    const giveBack = await parts.quota.take(request.session!, read.length, now.getTime())
    const appended = await parts.appender.append(read).catch((error: unknown) => {
      giveBack()
      throw error
    })
    return { acknowledged: parts.log.acknowledge(appended) }
  })

  server.get('/v1/events', async (request, reply) => {
    const { after, limit, signed } = parse(PullQuery, request.query)
    const { head, statement } = await parts.log.checkpoint()
    const events = await parts.log.page(after, limit)
    const last = events.at(-1)?.seq ?? 0
    const page = signed
      ? parts.log.signPage({
          of: 'events',
          after,
          until: events.length < limit ? Math.max(after, head, last) : last,
          items: eventItems(events.map(({ text }) => JSON.parse(text) as z.infer<typeof StoredEvent>)),
        })
      : null
    const rest = `],"head":${head},"checkpoint":${JSON.stringify(statement)}${page ? `,"page":${JSON.stringify(page)}` : ''}}`
    const pieces = ['{"events":[', ...events.map(({ text }, i) => (i > 0 ? `,${text}` : text)), rest]
    return sendText(reply.type(PROTOCOL_JSON), pieces)
  })

  server.get('/v1/checkpoint', async () => ({ checkpoint: (await parts.log.checkpoint()).statement }))

  server.get('/v1/directory', async (request) => {
    const { after, signed } = parse(DirectoryQuery, request.query)
    await parts.directory.refresh()
    const { head } = parts.directory
    const statements = await parts.directory.page(after)
    const page = signed
      ? parts.log.signPage({
          of: 'directory',
          after,
          until: Math.max(after, statements.at(-1)?.seq ?? 0),
          items: directoryItems(statements),
        })
      : undefined
    return { statements, head, ...(page && { page }) }
  })

  /** Open to anyone whose statements carry the right signatures: they speak for themselves. */
  server.post('/v1/directory', async (request) => {
    const { statements } = parse(PublishRequest, request.body)
    const latest = weekNumber(new Date(parts.clock.now())) + 1
    const tooFar = statements
      .map(readStatement)
      .some((body) => body?.type === 'week-key' && body.week > latest)
    if (tooFar) throw new Refusal('conflict', 'a week key is made for this week or the next')
    return { head: await parts.directory.publish(statements) }
  })

  /** A locked or refused device asks whether it was revoked, and gets the proof or nothing. */
  server.get('/v1/revocations/:device', async (request) => {
    const statements = await parts.directory.proofOfRevocation(parse(RevocationQuery, request.params).device)
    if (!statements) throw new Refusal('not-found')
    return { statements }
  })
}
