/** The outer layer of an envelope, and the week keys that open and close it. */
import { openEscalated } from './escalations.ts'
import { type State, weekKeyName } from '../store/state.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { type OpenedLayer, openOuterLayer } from '../../../shared/protocol/envelope.ts'
import { decodeOuterHeader } from '../../../shared/protocol/outer-header.ts'

/** Opens an outer layer with a key of its week, or the one of an escalation; null where no key fits (yet). */
export const openOuter = (state: State, envelope: Uint8Array): OpenedLayer | null => {
  const header = decodeOuterHeader(envelope)
  const weekKey = header ? state.weekKeys.get(weekKeyName(header.week, toBase64url(header.keyId))) : undefined
  return weekKey ? openOuterLayer(envelope, weekKey) : openEscalated(state, envelope)
}
