/**
 * Files between a device without a network and one that has it, on a stick: what wants to leave goes out as a
 * 'carried' file, and what the relay made of it comes back as a 'brought' file. UTF-8 JSON. Nothing in them
 * is worth more than the relay's signature under it, so anybody may carry them; neither names a device.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { fromUtf8, toBase64url, utf8 } from '../encoding.ts'
import { DirectoryAnswer, Envelope, PullAnswer } from './http.ts'
import { Statement } from '../membership/statements.ts'

export const MAX_CARRIED = 200
/** Pages of a thousand events in one file: 55 MB of text. */
export const MAX_BROUGHT_PAGES = 20
/** Real envelopes and decoys together are a multiple of this, so that their number says little. */
export const CARRIED_ROUND = 8
const MAX_FILE_BYTES = 128 * 1024 * 1024

const Place = z.number().int().nonnegative()
/**
 * `logId` null: this device never reached the relay. `after`, `directoryAfter`: what it has of events and
 * directory.
 */
export const Carried = z.object({
  format: z.literal('ruggensteun-carried'),
  version: z.literal(1),
  logId: z.uuid().nullable(),
  after: Place,
  directoryAfter: Place,
  envelopes: z.array(Envelope).max(MAX_CARRIED),
})
export type Carried = z.infer<typeof Carried>

/** Answers of the relay as it gave them, each page signed; `acknowledged` of what was carried. */
export const Brought = z.object({
  format: z.literal('ruggensteun-brought'),
  version: z.literal(1),
  acknowledged: z.array(Statement).max(MAX_CARRIED),
  directory: z.array(DirectoryAnswer.required()).max(100),
  events: z.array(PullAnswer.required()).min(1).max(MAX_BROUGHT_PAGES),
  /** Whether the relay has more than fits in one file. */
  more: z.boolean(),
})
export type Brought = z.infer<typeof Brought>

type EventItem = z.infer<typeof PullAnswer>['events'][number]
type DirectoryItem = z.infer<typeof DirectoryAnswer>['statements'][number]
/** SHA-256, base64url, over the JSON without spaces of `[seq, envelope, salt]` of each. */
export const eventItems = (events: readonly EventItem[]): string =>
  hashOfItems(events.map(({ seq, envelope, salt }) => [seq, envelope, salt]))
/** The same over `[seq, body, [[by, signature], ...]]` of each statement. */
export const directoryItems = (statements: readonly DirectoryItem[]): string =>
  hashOfItems(
    statements.map(({ seq, statement }) => [
      seq,
      statement.body,
      statement.signatures.map(({ by, signature }) => [by, signature]),
    ]),
  )
const hashOfItems = (items: readonly unknown[]): string => toBase64url(sha256(utf8(JSON.stringify(items))))

export const encodeCarried = (file: Carried | Brought): Uint8Array<ArrayBuffer> => utf8(JSON.stringify(file))

/** Null where the bytes are neither of the two, or not whole. */
export const decodeCarried = (bytes: Uint8Array): Carried | Brought | null => {
  if (bytes.length > MAX_FILE_BYTES) return null
  try {
    return z.discriminatedUnion('format', [Carried, Brought]).parse(JSON.parse(fromUtf8(bytes)))
  } catch {
    return null
  }
}
