/** "Our device has looked at this signaal": sent by every organisation, match or no match. */
import { SignalId } from '../domain/signal.ts'
import { moment, text } from './layout.ts'
import { messageType } from './message-type.ts'

export const receipt = messageType('receipt', 3, null, { sentAt: moment, signalId: text(SignalId) })
