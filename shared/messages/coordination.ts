/** Sent by a coordinator to the asker and the other coordinators of the wijk: what they do about it. */
import type { z } from 'zod'
import { Deed, NameReason } from '../domain/coordination.ts'
import { Id } from '../domain/identifiers.ts'
import { SignalId } from '../domain/signal.ts'
import { choice, choiceOrNone, moment, person, text, textOrNone } from './layout.ts'
import { checked, messageType } from './message-type.ts'

/** `reason` belongs to 'ask-name' only, `to` (a device) to 'hand-over' only. */
export const coordination = checked(
  messageType('coordination', 7, 'talk', {
    sentAt: moment,
    signalId: text(SignalId),
    deed: choice(Deed),
    reason: choiceOrNone(NameReason),
    to: textOrNone(Id),
    by: person,
  }),
  ({ deed, reason, to }) =>
    (reason !== null) === (deed === 'ask-name') && (to !== null) === (deed === 'hand-over'),
  'what belongs to another deed',
)
export type CoordinationContent = z.infer<typeof coordination.content>
