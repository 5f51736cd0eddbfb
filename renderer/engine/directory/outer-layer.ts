/** The outer layer of an envelope, and the week keys that open and close it. */
import { openEscalated } from './escalations.ts'
import type { State } from '../store/state.ts'
import { keyOfEnvelope, type OpenedLayer, openOuterLayer } from '../../../shared/protocol/envelope.ts'

/** Opens an outer layer with a key of its week, or the one of an escalation; null where no key fits (yet). */
export const openOuter = (state: State, envelope: Uint8Array): OpenedLayer | null => {
  const weekKey = keyOfEnvelope(envelope, [...state.weekKeys.values()])
  return weekKey ? openOuterLayer(envelope, weekKey) : openEscalated(state, envelope)
}
