/**
 * What two matched parties say to each other after an answer: ruggensteun asked and given, agreements, short
 * text. Sealed to the other one alone: no colleague of theirs, no coordinator and no other organisation that
 * knows the child can open it.
 */
import { z } from 'zod'
import { base64urlOf } from '../encoding.ts'
import { IsoDay } from '../calendar/day-bounds.ts'

/** What one asks of the other. Only append. */
export const AskKind = z.enum(['call-me', 'contact-for-us', 'visit-together', 'take-lead', 'keep-eye'])
export type AskKind = z.infer<typeof AskKind>

/** Why not. Only append. */
export const RefusalReason = z.enum(['no-contact-now', 'no-time', 'not-ours', 'family-objects', 'not-safe'])
export type RefusalReason = z.infer<typeof RefusalReason>

/** Why the clock stands still. Only append. */
export const PauseReason = z.enum(['absent', 'family-needs-time', 'waits-for-somebody', 'holiday'])
export type PauseReason = z.infer<typeof PauseReason>

/** Who does it: the one who wrote it down, the other, both together. Only append. */
export const AgreementBy = z.enum(['me', 'you', 'both'])
export type AgreementBy = z.infer<typeof AgreementBy>
/** What is agreed. Only append. */
export const AgreementWhat = z.enum(['call', 'visit', 'meet', 'write', 'look-in'])
export type AgreementWhat = z.infer<typeof AgreementWhat>

/** Bytes of a text in the envelope: quotes and backslashes are escaped twice on the way. */
export const MAX_SAID_BYTES = 360
export const saidBytes = (text: string): number =>
  new TextEncoder().encode(JSON.stringify(text.trim())).length - 2
export const EntryText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => saidBytes(text) <= MAX_SAID_BYTES, `at most ${MAX_SAID_BYTES} bytes`)

/** Names one thing that was said, so that a reply can mean it. */
export const EntryRef = base64urlOf(6)

export const Entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), ask: AskKind }),
  z.object({ kind: z.literal('accept'), to: EntryRef }),
  z.object({ kind: z.literal('refuse'), to: EntryRef, reason: RefusalReason }),
  /** Something else in its place, to be answered as an ask. */
  z.object({ kind: z.literal('propose'), to: EntryRef, ask: AskKind }),
  z.object({ kind: z.literal('text'), text: EntryText }),
  z.object({ kind: z.literal('agreement'), by: AgreementBy, what: AgreementWhat, on: IsoDay }),
  /** Takes back what one said oneself: an ask, an agreement, a pause. */
  z.object({ kind: z.literal('take-back'), to: EntryRef }),
  z.object({ kind: z.literal('pause'), reason: PauseReason, until: IsoDay }),
  /** Two weeks after: is there still contact? */
  z.object({ kind: z.literal('follow-up'), inContact: z.boolean() }),
])
export type Entry = z.infer<typeof Entry>
