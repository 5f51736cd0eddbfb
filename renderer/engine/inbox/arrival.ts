/** What arrives, and what its arrival does. */
import type { Change } from '../store/changes.ts'

export type Notice = 'possible-match' | 'answer' | 'closed' | 'conversation' | 'obstacle'

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
  readonly salt: string
  /** Seen before: look again, but send no second receipt. */
  readonly again: boolean
}

export const NO_EFFECT: Received = { changes: [], notices: [], unknownDevice: false }
