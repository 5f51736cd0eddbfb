/** How it ended, as the asker or one who answered says it. */
import type { z } from 'zod'
import { Onward, Outcome, SignalId } from '../domain/signal.ts'
import { choice, moment, text } from './layout.ts'
import { messageType } from './message-type.ts'

const type = messageType('outcome', 4, {
  sentAt: moment,
  signalId: text(SignalId),
  outcome: choice(Outcome),
})
/** `onward` only with an outcome of GOES_ON. It travels beside the compact form: see more.ts. */
export const outcome = { ...type, content: type.content.extend({ onward: Onward.optional() }) }
export type OutcomeContent = z.infer<typeof outcome.content>
