/** Between the requester and one who answered (domain/talk.ts). */
import type { z } from 'zod'
import { SignalId } from '../domain/signal.ts'
import {
  AgreementBy,
  AgreementWhat,
  AskKind,
  PauseReason,
  RefusalReason,
  Said,
  SaidText,
  TalkRef,
} from '../domain/talk.ts'
import { choice, flag, isoDay, moment, oneOf, text } from './layout.ts'
import { messageType } from './message-type.ts'

const to = text(TalkRef)
const said = oneOf(Said, {
  ask: [1, { ask: choice(AskKind) }],
  accept: [2, { to }],
  refuse: [3, { to, reason: choice(RefusalReason) }],
  propose: [4, { to, ask: choice(AskKind) }],
  text: [5, { text: text(SaidText) }],
  agreement: [6, { by: choice(AgreementBy), what: choice(AgreementWhat), on: isoDay }],
  'take-back': [7, { to }],
  pause: [8, { reason: choice(PauseReason), until: isoDay }],
  'follow-up': [9, { inContact: flag }],
})

export const talk = messageType('talk', 5, 'talk', {
  sentAt: moment,
  signalId: text(SignalId),
  ref: text(TalkRef),
  said,
})
export type TalkContent = z.infer<typeof talk.content>
