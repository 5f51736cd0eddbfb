/** Between the two of a conversation: what of the other was opened on the own screen. */
import type { z } from 'zod'
import { SignalId } from '../domain/signal.ts'
import { EntryRef } from '../domain/conversation.ts'
import { moment, text, textOrNone } from './layout.ts'
import { messageType } from './message-type.ts'

/** `ref`: the newest of what the other said; null where that is only the answer. */
export const seen = messageType('seen', 14, null, {
  sentAt: moment,
  signalId: text(SignalId),
  ref: textOrNone(EntryRef),
})
export type SeenContent = z.infer<typeof seen.content>
