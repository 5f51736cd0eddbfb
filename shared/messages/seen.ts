/** Between the two of a conversation: what of the other was opened on the own screen. */
import type { z } from 'zod'
import { SignalId } from '../domain/signal.ts'
import { TalkRef } from '../domain/talk.ts'
import { moment, text, textOrNone } from './layout.ts'
import { messageType } from './message-type.ts'

/** `ref`: the newest of what the other said; null where that is only the answer. */
export const seen = messageType('seen', 14, null, {
  sentAt: moment,
  signalId: text(SignalId),
  ref: textOrNone(TalkRef),
})
export type SeenContent = z.infer<typeof seen.content>
