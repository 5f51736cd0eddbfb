/** Sent by a coordinator to the requester and the other coordinators of the wijk: what they do about it. */
import type { z } from 'zod'
import { CoordinationAction, NameReason } from '../domain/coordination.ts'
import { Id } from '../domain/identifiers.ts'
import { SignalId } from '../domain/signal.ts'
import { choice, choiceOrNone, moment, person, text, textOrNone } from './layout.ts'
import { checked, messageType } from './message-type.ts'

/** `reason` belongs to 'ask-name' only, `to` (a device) to 'hand-over' only. */
export const coordination = checked(
  messageType('coordination', 7, 'conversation', {
    sentAt: moment,
    signalId: text(SignalId),
    action: choice(CoordinationAction),
    reason: choiceOrNone(NameReason),
    to: textOrNone(Id),
    by: person,
  }),
  ({ action, reason, to }) =>
    (reason !== null) === (action === 'ask-name') && (to !== null) === (action === 'hand-over'),
  'what belongs to another action',
)
export type CoordinationContent = z.infer<typeof coordination.content>
