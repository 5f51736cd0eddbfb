/** Sent by the requester to the one coordinator who asked: the names, or none and why not. */
import { z } from 'zod'
import { DisclosedName, DisclosureReason, GIVING } from '../domain/coordination.ts'
import { MAX_CHILDREN, SignalId } from '../domain/signal.ts'
import { choice, list, moment, text } from './layout.ts'
import { checked, messageType } from './message-type.ts'

export const disclosure = checked(
  messageType('disclosure', 9, 'conversation', {
    sentAt: moment,
    signalId: text(SignalId),
    names: list(z.array(DisclosedName).max(MAX_CHILDREN), text(DisclosedName)),
    reason: choice(DisclosureReason),
  }),
  ({ names, reason }) => names.length > 0 === GIVING.includes(reason),
  'a reason to give goes with names, one not to give without',
)
export type DisclosureContent = z.infer<typeof disclosure.content>
