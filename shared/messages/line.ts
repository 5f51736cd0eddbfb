/**
 * Sent by a coordinator to the requester and the other coordinators of the wijk: which organisation is asked, and why
 * one of a line behind is.
 */
import type { z } from 'zod'
import { Id } from '../domain/identifiers.ts'
import { AppealReason, LinieAction } from '../domain/linies.ts'
import { SignalId } from '../domain/signal.ts'
import { choice, choiceOrNone, moment, person, text } from './layout.ts'
import { checked, messageType } from './message-type.ts'

export const line = checked(
  messageType('line', 13, 'talk', {
    sentAt: moment,
    signalId: text(SignalId),
    organisationId: text(Id),
    action: choice(LinieAction),
    reason: choiceOrNone(AppealReason),
    by: person,
  }),
  ({ action, reason }) => (reason !== null) === (action === 'appeal'),
  'a reason belongs to an appeal',
)
export type LineContent = z.infer<typeof line.content>
