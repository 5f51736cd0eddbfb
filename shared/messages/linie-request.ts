/**
 * Sent by a coordinator to the requester and the other coordinators of the wijk: which organisation is asked, and why
 * one of a line behind is.
 */
import type { z } from 'zod'
import { Id } from '../domain/identifiers.ts'
import { EscalationReason, LinieAction } from '../domain/linies.ts'
import { SignalId } from '../domain/signal.ts'
import { choice, choiceOrNone, moment, person, text } from './layout.ts'
import { checked, messageType } from './message-type.ts'

export const linieRequest = checked(
  messageType('linie-request', 13, 'conversation', {
    sentAt: moment,
    signalId: text(SignalId),
    organisationId: text(Id),
    action: choice(LinieAction),
    reason: choiceOrNone(EscalationReason),
    by: person,
  }),
  ({ action, reason }) => (reason !== null) === (action === 'escalation'),
  'a reason belongs to an escalation',
)
export type LinieRequestContent = z.infer<typeof linieRequest.content>
