/**
 * What relay and trustee answer to, as schemas: the single source for both sides (ARCHITECTURE.md, "The
 * interface of relay and trustee"). All bytes are base64url without padding. Every route but challenge,
 * session, healthz and metrics needs `Authorization: Bearer <token>`; without a valid one the answer is 401
 * `{"error":"unauthorised"}` and nothing else.
 */
import { z } from 'zod'
import { base64urlOf, base64urlText } from '../encoding.ts'
import { SALT_BYTES, TILE_WIDTH } from '../log/leaves.ts'
import { MatchKeyType, Statement } from '../membership/statements.ts'
import { Id } from '../domain/identifiers.ts'

/** Size class of every envelope, bytes. */
export const ENVELOPE_BYTES = 2048
export const MAX_PUSH = 500
export const MAX_PULL = 1000
/** RFC 9497 allows 65,535 in one proof; 1,024 keeps a request below 64 KB. */
export const MAX_EVALUATE = 1024
/** A message in a mailbox of an invitation, as base64url. */
const MAX_SEALED_TEXT = 1_400_000
/** A signaal may live 90 days at the most (docs/field.md, "How long things stay"). */
export const MAX_LIFE_DAYS = 90

/** A whole number in a query, as it is written: not empty, no sign, no other base. */
const written = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^(0|[1-9][0-9]{0,${digits - 1}})$`))
    .transform(Number)
/** A place in a log or directory. 10^15 fits a double and a `bigint` of the database. */
const Place = written(15)
/** An epoch of 13 weeks: until the year 24,000. */
const MOST_EPOCH = 99_999

export const ChallengeAnswer = z.object({ challenge: z.string().min(16).max(200) })

/**
 * The device signs `ruggensteun/session/1 || 0x00 || audience || 0x00 || challenge`, audience 'relay' or 'trustee'.
 */
export const SessionRequest = z.object({
  device: Id,
  challenge: z.string().min(16).max(200),
  signature: base64urlOf(64),
})
export const SessionAnswer = z.object({
  token: z.string().min(16).max(600),
  expiresInSeconds: z.number().int().positive(),
})

export const KeysAnswer = z.object({ statements: z.array(Statement).max(8) })

export const EvaluateRequest = z.object({
  epoch: z.number().int().nonnegative().max(MOST_EPOCH),
  type: MatchKeyType,
  elements: z.array(base64urlOf(32)).min(1).max(MAX_EVALUATE),
})
export const EvaluateAnswer = z.object({
  evaluated: z.array(base64urlOf(32)).max(MAX_EVALUATE),
  proof: base64urlOf(64),
})
const NoteText = z.string().max(16_384)
const Hashes = z.array(base64urlOf(32)).max(128)
/** `GET /v1/log/checkpoint`: a signed note of the holder's own log. */
export const NoteAnswer = z.object({ note: NoteText })
/** `GET /v1/log/bundle`: entries of a tile of 256, bundled as in tlog-tiles; base64url. */
export const BundleQuery = z.object({
  index: written(12),
  width: written(3).pipe(z.number().min(1).max(TILE_WIDTH)),
})
export const BundleAnswer = z.object({ entries: base64urlText(0, 200_000) })
/** `GET /v1/log/consistency` */
export const ConsistencyQuery = z.object({
  before: Place,
  size: Place,
})
export const ConsistencyAnswer = z.object({ proof: Hashes })
/**
 * The trustee as witness of the relay's log: what it signed last, what the panel signed last, and two trees
 * that exclude each other where it saw them.
 */
export const WitnessQuery = z.object({
  origin: z
    .string()
    .max(200)
    .regex(/^[\x21-\x7e]*$/),
})
export const WitnessAnswer = z.object({
  note: NoteText.nullable(),
  panel: NoteText.nullable(),
  fork: z.tuple([NoteText, NoteText]).nullable(),
})
export type WitnessAnswer = z.infer<typeof WitnessAnswer>
/**
 * A checkpoint of the relay with the proof that it continues the one the trustee signed last; a panel's
 * device adds its own cosigned note.
 */
export const WitnessRequest = z.object({ note: NoteText, proof: Hashes, panel: NoteText.optional() })
export type WitnessRequest = z.infer<typeof WitnessRequest>

/** `GET /v1/oprf/used`: evaluations that the own organisation asked of this holder in an epoch. */
export const UsedQuery = z.object({ epoch: written(5) })
export const UsedAnswer = z.object({ used: z.partialRecord(MatchKeyType, z.number().int().nonnegative()) })

export const Envelope = base64urlOf(ENVELOPE_BYTES)
export const PushRequest = z.object({ envelopes: z.array(Envelope).min(1).max(MAX_PUSH) })
/** `acknowledged` is an 'acknowledged' statement over the envelopes in the order they were pushed. */
export const PushAnswer = z.object({ acknowledged: Statement })

/** `salt`: with it the event's leaf in the log can be checked (shared/log/leaves.ts). */
export const StoredEvent = z.object({
  seq: z.number().int().positive(),
  envelope: Envelope,
  salt: base64urlOf(SALT_BYTES),
})
/** Asks for a 'page' statement over what is given, for who carries it to a device without a network. */
const Signed = z.stringbool().default(false)
export const PullQuery = z.object({
  after: Place,
  limit: written(4).pipe(z.number().min(1).max(MAX_PULL)).default(MAX_PULL),
  signed: Signed,
})
/**
 * `head` is the newest sequence number; events that expired leave holes. `checkpoint` is signed. `page` where
 * it was asked for.
 */
export const PullAnswer = z.object({
  events: z.array(StoredEvent).max(MAX_PULL),
  head: z.number().int().nonnegative(),
  checkpoint: Statement,
  page: Statement.optional(),
})
export type PullAnswer = z.infer<typeof PullAnswer>

export const DirectoryQuery = z.object({ after: Place, signed: Signed })
export const DirectoryAnswer = z.object({
  statements: z.array(z.object({ seq: z.number().int().positive(), statement: Statement })).max(1000),
  head: z.number().int().nonnegative(),
  page: Statement.optional(),
})
export const PublishRequest = z.object({ statements: z.array(Statement).min(1).max(100) })
/**
 * The relay refuses the whole request with 'conflict' at the first statement it cannot fold; the trustee
 * leaves such statements out.
 */
export const PublishAnswer = z.object({ head: z.number().int().nonnegative() })
/**
 * Membership statements that prove that a device was revoked, to fold from nothing. Open to anyone who knows
 * its id.
 */
export const RevocationQuery = z.object({ device: Id })
export const RevocationAnswer = z.object({ statements: z.array(Statement).min(1).max(2000) })
const SealedMessage = base64urlText(64, MAX_SEALED_TEXT)
export const OpenMailbox = z.object({ invitation: Statement, offer: SealedMessage })
export const MailboxQuery = z.object({ mailbox: base64urlOf(16) })
export const MailboxMessage = z.object({ place: z.number().int().min(1).max(3), message: SealedMessage })
export const MailboxAnswer = z.object({
  messages: z.array(z.object({ place: z.number().int().min(0).max(3), message: SealedMessage })).max(4),
})
export const OkAnswer = z.object({ ok: z.literal(true) })
export const CheckpointAnswer = z.object({ checkpoint: Statement })

/** The trustee's clock, as a signed 'time' statement; open to anyone. */
export const TimeAnswer = z.object({ time: Statement })

/** The client's first and only message on the socket. */
export const LiveHello = z.object({
  type: z.literal('hello'),
  token: z.string().max(600),
  after: z.number().int().nonnegative(),
})
export const LiveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), head: z.number().int().nonnegative(), checkpoint: Statement }),
  z.object({
    type: z.literal('events'),
    events: z.array(StoredEvent).max(MAX_PULL),
    head: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('directory'), head: z.number().int().nonnegative() }),
  z.object({ type: z.literal('ping') }),
])
export type LiveMessage = z.infer<typeof LiveMessage>

export const ErrorCode = z.enum([
  'unauthorised',
  'forbidden',
  'malformed',
  'too-large',
  'not-found',
  'conflict',
  'too-many-tries',
  'unknown-epoch',
  'budget-exhausted',
  'quota-exhausted',
  'storage-full',
  'busy',
  'unavailable',
  'upgrade-needed',
])
export type ErrorCode = z.infer<typeof ErrorCode>
/** `detail` names the field that was wrong and never repeats its value. */
export const ErrorAnswer = z.object({
  error: ErrorCode,
  detail: z.string().max(300).optional(),
  /**
   * Sent with 'budget-exhausted': how many evaluations are left today, and the day on which as many as asked
   * are possible.
   */
  left: z.number().int().nonnegative().optional(),
  until: z.iso.date().optional(),
  /** Sent with 'too-many-tries' and 'quota-exhausted': seconds to wait. */
  seconds: z.number().int().nonnegative().optional(),
})
