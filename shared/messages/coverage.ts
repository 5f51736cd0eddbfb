/**
 * Sent by the asker to the coordinators of the wijk: how many organisations have looked, and which have not
 * (`organisationTag`). That an organisation looked says nothing of whom it knows: all look.
 */
import { z } from 'zod'
import { MAX_MISSING, SignalId } from '../domain/signal.ts'
import { base64urlOf } from '../encoding.ts'
import { count, moment, text } from './layout.ts'
import { messageType } from './message-type.ts'

const type = messageType('coverage', 8, {
  sentAt: moment,
  signalId: text(SignalId),
  looked: count(z.number().int().min(0).max(2000)),
})
/** `missing` travels beside the compact form: see more.ts. */
export const coverage = {
  ...type,
  content: type.content.extend({ missing: z.array(base64urlOf(4)).max(MAX_MISSING).optional() }),
}
