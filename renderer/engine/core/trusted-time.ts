/**
 * Time that cannot be turned by the laptop's clock: the relay's last signed checkpoint plus what has passed
 * here since. Weeks, epochs and expiry use it (ARCHITECTURE.md, "Time"); only before the first checkpoint
 * does the laptop's own clock count.
 */
export interface CheckpointSeen {
  readonly time: string
  readonly logId: string
  readonly head: number
  /** Laptop clock when it came, ms. */
  readonly seenAtMs: number
}

/** Online, a checkpoint may be at most so old. */
export const MAX_CHECKPOINT_AGE_MS = 48 * 3_600_000
const CLOCK_HINT_MINUTES = 10

export const trustedNow = (seen: CheckpointSeen | null, laptopNowMs: number): Date =>
  new Date(seen ? new Date(seen.time).getTime() + Math.max(0, laptopNowMs - seen.seenAtMs) : laptopNowMs)

/**
 * Laptop minus relay in whole minutes where that is more than ten, else null: a hint for people, nothing
 * depends on it.
 */
export const clockOffMinutes = (seen: CheckpointSeen | null): number | null => {
  if (!seen) return null
  const minutes = Math.round((seen.seenAtMs - new Date(seen.time).getTime()) / 60_000)
  return Math.abs(minutes) > CLOCK_HINT_MINUTES ? minutes : null
}
