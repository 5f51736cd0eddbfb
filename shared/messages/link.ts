/**
 * Two signalen that belong together. Of a requester: to the other requester and to the coordinators; of a coordinator: to
 * the requester and the other coordinators.
 */
import type { z } from 'zod'
import { Relation, LinkStep } from '../domain/coordination.ts'
import { SignalId } from '../domain/signal.ts'
import { choice, moment, personOrNone, text } from './layout.ts'
import { checked, messageType } from './message-type.ts'

/** `with`: who asks in the other one, for who is to call; null where that is not known or not needed. */
export const link = checked(
  messageType('link', 10, 'conversation', {
    sentAt: moment,
    signalId: text(SignalId),
    other: text(SignalId),
    step: choice(LinkStep),
    relation: choice(Relation),
    with: personOrNone,
  }),
  ({ signalId, other }) => signalId !== other,
  'a signaal belongs to another one',
)
export type LinkContent = z.infer<typeof link.content>
