/**
 * Sent by the requester to the coordinators of the wijk: how many organisations have looked, and which have not
 * (`organisationTag`). That an organisation looked says nothing of whom it knows: all look.
 */
import { z } from 'zod'
import { MAX_MISSING, SignalId } from '../domain/signal.ts'
import { base64urlOf } from '../encoding.ts'
import { count, joined, moment, optional, text } from './layout.ts'
import { messageType } from './message-type.ts'

/** Characters of a tag of four bytes. */
const TAG_CHARACTERS = 6

export const receiptSummary = messageType('receipt-summary', 8, null, {
  sentAt: moment,
  signalId: text(SignalId),
  looked: count(z.number().int().min(0).max(2000)),
  missing: optional(joined(z.array(base64urlOf(4)).max(MAX_MISSING), TAG_CHARACTERS)),
})
