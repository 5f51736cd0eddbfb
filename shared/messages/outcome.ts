/** How it ended, as the requester or one who answered says it. */
import type { z } from 'zod'
import { GOES_ON, Onward, Outcome, SignalId } from '../domain/signal.ts'
import { choice, moment, optional, text } from './layout.ts'
import { checked, messageType } from './message-type.ts'

export const outcome = checked(
  messageType('outcome', 4, 'outcome', {
    sentAt: moment,
    signalId: text(SignalId),
    outcome: choice(Outcome),
    /** With whom it goes on. */
    onward: optional(text(Onward)),
  }),
  ({ outcome: how, onward }) => onward === undefined || GOES_ON.includes(how),
  'with whom it goes on belongs to an outcome that goes on',
)
export type OutcomeContent = z.infer<typeof outcome.content>
