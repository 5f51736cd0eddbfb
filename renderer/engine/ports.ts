/**
 * The outside world as the engine sees it: everything with an effect is handed in, so that tests can hold it.
 */
import type { Argon2Costs, Random } from '../../shared/crypto/seal.ts'
import type { Clock } from '../../shared/calendar/time.ts'
import type { FromWorker } from '../../shared/api/api.ts'

export interface Ports {
  readonly clock: Clock
  readonly random: Random
  /** Outside of tests always `measuredCosts` (test/unit/engine/argon2-costs.test.ts). */
  readonly argon2: Argon2Costs
  /** Milliseconds from any start, never back: to time how long something takes. */
  readonly monotonic: () => number
  readonly fetch: typeof fetch
  readonly WebSocket: typeof WebSocket
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
  /** What the machine believes of its network; a hint only. */
  readonly isOnline: () => boolean
  /** Holds the profile for this engine; false where another window has it. */
  readonly claimProfile: (profile: string) => Promise<boolean>
  readonly post: (message: FromWorker) => void
  /** Runs `task` after `ms`; the returned function calls it off. */
  readonly after: (ms: number, task: () => void) => () => void
}
