/**
 * Mailboxes of invitations: places for sealed messages that two people fill in turn. Opening one needs the
 * signature of the municipality or of an administrator device; from then on knowing its 128-bit name is
 * enough. Rate-limited per address, which is kept in memory only.
 */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { readStatement, signedBy } from '../../shared/crypto/signing.ts'
import { mayDo } from '../../shared/membership/roles.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import type { Roots } from '../../shared/membership/directory.ts'
import { MailboxMessage, MailboxQuery, OpenMailbox } from '../../shared/protocol/http.ts'
import { ORGANISATION_INVITE_DAYS, PLACES } from '../../shared/protocol/mailbox.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import type { Clock } from '../../shared/calendar/time.ts'
import type { DirectoryBook } from '../directory/directory.ts'
import { Refusal } from '../errors.ts'
import type { Database } from '../store/database.ts'
import { parse } from './server.ts'

/**
 * A newcomer looks every three seconds, and a school has one address. To guess 50 bits at this rate takes
 * longer than there are schools.
 */
const TRIES = 120
const WITHIN_MS = 60_000
const FRESH_MS = 10 * 60_000
const LONGEST_MS = ORGANISATION_INVITE_DAYS * 86_400_000

export const MAILBOX_ROUTES = ['/v1/mailboxes', '/v1/mailboxes/:mailbox'] as const

export interface MailboxParts {
  readonly database: Database
  readonly directory: DirectoryBook
  readonly roots: Roots
  readonly clock: Clock
  /** Tries per minute and address. */
  readonly tries?: number | undefined
}

/** The invitation in this statement, where its signer may invite. */
const invitationOf = async (
  statement: Statement,
  { directory, roots, clock }: MailboxParts,
): Promise<{ mailbox: string; expiresAt: string }> => {
  const body = readStatement(statement)
  if (body?.type !== 'invitation') throw new Refusal('malformed', 'invitation: another statement')
  const device = (await directory.member(body.by))?.device
  const allowed =
    body.by === 'municipality'
      ? await signedBy(statement, 'municipality', roots.municipality)
      : device !== undefined &&
        mayDo(device.roles, 'invite') &&
        (await signedBy(statement, device.id, device.signingKey))
  const age = clock.now() - new Date(body.at).getTime()
  const life = new Date(body.expiresAt).getTime() - clock.now()
  if (!allowed) throw new Refusal('unauthorised')
  if (Math.abs(age) > FRESH_MS || life <= 0 || life > LONGEST_MS)
    throw new Refusal('malformed', 'invitation: time')
  return body
}

/** Throws Refusal 'not-found' also for one that is over. */
const existingMailbox = async (
  mailbox: string,
  { database: { db }, clock }: MailboxParts,
): Promise<Buffer> => {
  const id = Buffer.from(fromBase64url(mailbox))
  const found = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('id', '=', id)
    .where('expires_at', '>', new Date(clock.now()))
    .executeTakeFirst()
  if (!found) throw new Refusal('not-found')
  return id
}

export const registerMailboxRoutes = async (server: FastifyInstance, parts: MailboxParts): Promise<void> => {
  const { db } = parts.database

  await server.register(async (scope) => {
    await scope.register(rateLimit, {
      max: parts.tries ?? TRIES,
      timeWindow: WITHIN_MS,
      errorResponseBuilder: (_, { ttl }) =>
        new Refusal('too-many-tries', undefined, { more: { seconds: Math.ceil(ttl / 1000) } }),
    })

    scope.post('/v1/mailboxes', async (request) => {
      const { invitation, offer } = parse(OpenMailbox, request.body)
      const { mailbox, expiresAt } = await invitationOf(invitation, parts)
      const id = Buffer.from(fromBase64url(mailbox))
      await db.transaction().execute(async (tx) => {
        const made = await tx
          .insertInto('mailboxes')
          .values({ id, expires_at: new Date(expiresAt) })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (made.numInsertedOrUpdatedRows === 0n) throw new Refusal('conflict', 'this mailbox exists')
        await tx
          .insertInto('mailbox_messages')
          .values({ mailbox: id, place: PLACES.offer, message: Buffer.from(fromBase64url(offer)) })
          .execute()
      })
      return { ok: true }
    })

    scope.get('/v1/mailboxes/:mailbox', async (request) => {
      const id = await existingMailbox(parse(MailboxQuery, request.params).mailbox, parts)
      const rows = await db
        .selectFrom('mailbox_messages')
        .select(['place', 'message'])
        .where('mailbox', '=', id)
        .orderBy('place')
        .execute()
      return { messages: rows.map(({ place, message }) => ({ place, message: toBase64url(message) })) }
    })

    /** Each place is filled once; the same bytes again are no error. */
    scope.post('/v1/mailboxes/:mailbox', async (request) => {
      const id = await existingMailbox(parse(MailboxQuery, request.params).mailbox, parts)
      const { place, message } = parse(MailboxMessage, request.body)
      const bytes = Buffer.from(fromBase64url(message))
      await db
        .insertInto('mailbox_messages')
        .values({ mailbox: id, place, message: bytes })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const stored = await db
        .selectFrom('mailbox_messages')
        .select('message')
        .where('mailbox', '=', id)
        .where('place', '=', place)
        .executeTakeFirst()
      if (!stored?.message.equals(bytes)) throw new Refusal('conflict', 'this place is filled')
      return { ok: true }
    })
  })
}
