/** Between the requester and one who answered (domain/conversation.ts). */
import type { z } from 'zod'
import { SignalId } from '../domain/signal.ts'
import {
  AgreementBy,
  AgreementWhat,
  AskKind,
  PauseReason,
  RefusalReason,
  Entry,
  EntryText,
  EntryRef,
} from '../domain/conversation.ts'
import { choice, flag, isoDay, moment, oneOf, text } from './layout.ts'
import { messageType } from './message-type.ts'

const to = text(EntryRef)
const entry = oneOf(Entry, {
  ask: [1, { ask: choice(AskKind) }],
  accept: [2, { to }],
  refuse: [3, { to, reason: choice(RefusalReason) }],
  propose: [4, { to, ask: choice(AskKind) }],
  text: [5, { text: text(EntryText) }],
  agreement: [6, { by: choice(AgreementBy), what: choice(AgreementWhat), on: isoDay }],
  'take-back': [7, { to }],
  pause: [8, { reason: choice(PauseReason), until: isoDay }],
  'follow-up': [9, { inContact: flag }],
})

export const conversation = messageType('conversation', 5, 'conversation', {
  sentAt: moment,
  signalId: text(SignalId),
  ref: text(EntryRef),
  entry,
})
export type ConversationContent = z.infer<typeof conversation.content>
