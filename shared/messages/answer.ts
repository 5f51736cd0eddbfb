/** "We see this child." */
import type { z } from 'zod'
import { AnswerKind, SignalId } from '../domain/signal.ts'
import { choice, moment, person, text } from './layout.ts'
import { messageType } from './message-type.ts'

export const answer = messageType('answer', 2, 'answer', {
  sentAt: moment,
  signalId: text(SignalId),
  answer: choice(AnswerKind),
  by: person,
})
export type AnswerContent = z.infer<typeof answer.content>
