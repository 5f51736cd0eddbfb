/** What arrives: what it is before and after it was opened, what its author may be, and what its arrival does. */
import { arrived } from '../core/arrived.ts'
import type { Change } from '../store/changes.ts'
import type { State } from '../store/state.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import { type OpenedContent, type OpenedScope, openContent } from '../../../shared/protocol/envelope.ts'
import type { Device } from '../../../shared/membership/statements.ts'

export type Notice = 'possible-match' | 'answer' | 'closed' | 'talk' | 'obstacle'

export interface Received {
  readonly changes: readonly Change[]
  readonly notices: readonly Notice[]
  /** A signaal that was closed to this device is open now: what came after it may be too. */
  readonly opened?: true
  /** The author stands in a newer directory than ours. */
  readonly unknownDevice: boolean
}

export interface Arrival {
  readonly seq: number
  readonly envelope: string
  readonly salt?: string | undefined
  /** Seen before: look again, but send no second receipt. */
  readonly again: boolean
}

export const NO_EFFECT: Received = { changes: [], notices: [], unknownDevice: false }

export const UNKNOWN_AUTHOR: Received = { ...NO_EFFECT, unknownDevice: true }

/**
 * The device that signed this content, 'unknown' where our directory lacks it, or why it does not count: a
 * signature that is not its own, or sent after it was revoked (what it sent before stays valid, whatever its
 * clock says).
 */
export const authorOf = async (
  state: State,
  event: OpenedContent,
  seq: number,
): Promise<Device | 'unknown' | { readonly refused: 'signature' | 'revoked' }> => {
  const revocation = state.directory.revoked.get(event.deviceId)
  const device = state.directory.devices.get(event.deviceId) ?? revocation?.device
  if (!device) return 'unknown'
  if (!(await event.signedBy(fromBase64url(device.signingKey)))) return { refused: 'signature' }
  return revocation && seq > revocation.afterSeq ? { refused: 'revoked' } : device
}

/** Null for a wrong key, and for what this version does not know or believe. */
export const contentIn = (opened: OpenedScope, key: Uint8Array): OpenedContent | null => {
  const event = openContent(opened, key)
  const content = event && arrived(event.content, opened.expiresDay)
  return event && content && { ...event, content }
}
