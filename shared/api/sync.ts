/** The way to the relay, its log, and files that carry messages where there is no network. */
import { z } from 'zod'
import { ErrorName } from '../errors.ts'
import { TOLD_AS } from '../messages/message-type.ts'

export const SYNC_COMMANDS = [
  /** Answers when a whole round that began after it has ended, well or not, or the device closes. */
  z.object({ kind: z.literal('sync-now') }),
  /** The machine woke up or the network came back: new socket and a pull. */
  z.object({ kind: z.literal('wake') }),
  /** Whether the network counts what goes over it. */
  z.object({ kind: z.literal('network'), metered: z.boolean() }),
  /** The shell saw a certificate of one of the two servers that this machine does not trust. */
  z.object({ kind: z.literal('certificate-refused'), origin: z.string().max(300) }),
  /**
   * Returns {file}: JSON with what was found wrong in the relay's log and what shows it. Throws not-allowed
   * where nothing was.
   */
  z.object({ kind: z.literal('log-proof') }),
  /** Returns {@link CarriedOut}: what waits, sealed, for who has no network. */
  z.object({ kind: z.literal('carry-out') }),
  /** Returns {@link CarriedIn}. */
  z.object({ kind: z.literal('carry-in'), file: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('seen-not-arrived') }),
] as const

/** `messages`: own ones in the file; `staying`: those that cannot be sealed yet. */
export const CarriedOut = z.object({
  file: z.instanceof(Uint8Array),
  messages: z.number().int(),
  staying: z.number().int(),
})
export type CarriedOut = z.infer<typeof CarriedOut>

/**
 * A file of somebody without a network was delivered, with the file to bring back; or one that was brought
 * was taken in.
 */
export const CarriedIn = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delivered'),
    file: z.instanceof(Uint8Array),
    messages: z.number().int(),
    tooLate: z.number().int(),
    more: z.boolean(),
  }),
  z.object({
    kind: z.literal('taken'),
    arrived: z.number().int(),
    news: z.number().int(),
    at: z.iso.datetime(),
    more: z.boolean(),
  }),
])
export type CarriedIn = z.infer<typeof CarriedIn>

/**
 * What can be wrong with the relay's log: acknowledged and not there, smaller than before, not continuing
 * what was, an event or statement that others got and we did not, or another one, two trees at once, no
 * proof, an older tree than others saw.
 */
export const LogProblem = z.enum([
  'dropped',
  'shrunk',
  'rewritten',
  'withheld',
  'withheld-statement',
  'changed',
  'two-stories',
  'unproven',
  'behind',
])
export type LogProblem = z.infer<typeof LogProblem>

/** How the relay's log was found, and when trustee and panel signed the same. */
export const LogView = z.object({
  checkedAt: z.iso.datetime().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  panelAt: z.iso.datetime().nullable(),
  /** Oldest first. */
  problems: z.array(z.object({ what: LogProblem, at: z.iso.datetime() })),
  /** Who did not answer for a day of being online: the relay with its log, or the trustee that confirms it. */
  silent: z.enum(['log', 'trustee']).nullable(),
})
export type LogView = z.infer<typeof LogView>

/**
 * For how many more children the organisation may ask for tokens now, how many each day adds, and the first
 * day of the next budget.
 */
export const RoomView = z.object({
  children: z.number().int(),
  perDay: z.number().int(),
  until: z.iso.date(),
})
export type RoomView = z.infer<typeof RoomView>

/**
 * Of an own message that did not arrive: the number of its signaal (null: it answered a hint, or is of no
 * signaal), the last reason that was known.
 */
export const NotArrived = z.object({
  number: z.string().nullable(),
  what: z.enum(TOLD_AS),
  why: ErrorName.nullable(),
  on: z.iso.date(),
})
export type NotArrived = z.infer<typeof NotArrived>

export const SyncView = z.object({
  state: z.enum(['offline', 'connecting', 'online', 'problem']),
  problem: z
    .object({ code: ErrorName, params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** When this device last knew everything the relay had. */
  updatedAt: z.iso.datetime().nullable(),
  /** Messages of the relay still to be read in a long pull. */
  toRead: z.number().int(),
  waitingSignals: z.number().int(),
  waitingAnswers: z.number().int(),
  /** Children whose match tokens are made, of all. */
  tokensDone: z.number().int(),
  tokensTotal: z.number().int(),
  /** Those of the list wait for a network that does not count what goes over it. */
  savingData: z.boolean(),
  /** Null before both holders were asked. */
  room: RoomView.nullable(),
  /** Null before the relay's log was looked at. */
  log: LogView.nullable(),
  /** What waited until its date had passed, or will never leave, and why. */
  notArrived: z.array(NotArrived),
  /** Laptop clock minus relay clock in minutes where it is more than ten; else null. */
  clockOffMinutes: z.number().int().nullable(),
})
export type SyncView = z.infer<typeof SyncView>

export interface SyncResults {
  'carry-out': CarriedOut
  'carry-in': CarriedIn
  'log-proof': { readonly file: Uint8Array }
}

export const NO_SYNC: SyncView = {
  state: 'connecting',
  problem: null,
  updatedAt: null,
  toRead: 0,
  waitingSignals: 0,
  waitingAnswers: 0,
  tokensDone: 0,
  tokensTotal: 0,
  savingData: false,
  room: null,
  log: null,
  notArrived: [],
  clockOffMinutes: null,
}
