/** What the parts of the sync share, and what the engine sees of it. */
import type { Exclusive } from '../store/exclusive.ts'
import type { MembershipParts } from '../directory/membership.ts'
import type { TrustedClock } from './trusted-clock.ts'
import type { ErrorName, ErrorParams } from '../../../shared/errors.ts'
import type { Revocation } from '../../../shared/membership/directory.ts'
import type { Notice } from '../inbox/arrival.ts'

/** What every part of the sync works with. */
export interface SyncParts extends MembershipParts {
  readonly clock: TrustedClock
  /** Something that a screen shows is different now. */
  readonly changed: () => void
}

export interface SyncStatus {
  /** The network counts what goes over it: what is large and can wait, waits. */
  readonly metered: boolean
  readonly state: 'offline' | 'connecting' | 'online' | 'problem'
  readonly problem: { readonly code: ErrorName; readonly params: ErrorParams } | null
  readonly updatedAt: string | null
  /** Numbers of the relay's log that were not read yet, as far as is known. */
  readonly toRead: number
}

export interface Hooks {
  readonly exclusive: Exclusive
  readonly changed: () => void
  readonly notice: (notice: Notice) => void
  /** This device was revoked, and it was proven. */
  readonly revoked: (revocation: Pick<Revocation, 'at' | 'reason'>) => void
}
