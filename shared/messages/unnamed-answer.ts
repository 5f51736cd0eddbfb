/** Sent to the coordinators of the wijk alone: we see this child, tell the requester so and do not name us. */
import { SignalId } from '../domain/signal.ts'
import { moment, text } from './layout.ts'
import { messageType } from './message-type.ts'

export const unnamedAnswer = messageType('unnamed-answer', 6, 'answer', {
  sentAt: moment,
  signalId: text(SignalId),
})
