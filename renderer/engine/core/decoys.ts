/**
 * Envelopes that say nothing, so that the relay cannot tell who answered. For every signaal a device plans a
 * random number of them at random moments, as people answer: many within minutes, some after days. What a
 * person sends goes at once and takes the place of the next one planned, so that a device which answers sends
 * no more than one that does not. Pure. How well it hides is measured by `npm run observe`
 * (docs/decisions/0010).
 */
import type { Random } from '../../../shared/crypto/seal.ts'

/**
 * Planned envelope; `at` in milliseconds of the trusted clock, and the day on which it is gone, as of what it
 * stands in for.
 */
export interface Decoy {
  readonly at: number
  readonly expiresDay: number
}

/** Mean number of decoys per signaal and organisation. */
export const MEAN_DECOYS = 12
/**
 * Mean per device of an organisation with so many that may answer: together they cover it, with half of them
 * on.
 */
export const meanOf = (devices: number): number => MEAN_DECOYS / Math.max(1, devices / 2)
/** People answer within minutes or hours, as many in each doubling of the time... */
const SHORTEST_MS = 15_000
const LONGEST_MS = 4 * 3_600_000
/** ...or after they were away: planned for the night, these come in the first hour of the next day. */
const OVERNIGHT = 0.2
const NIGHT_MS = 15 * 3_600_000
/**
 * Decoys planned for a time at which the device was off, locked or offline leave in the first hour after,
 * most of them in its first quarter.
 */
const CATCH_UP_MS = 3_600_000
const AT_ONCE_MS = 60_000
/** Later than this is an absence, and not only a timer that was slow. */
const LATE_MS = 120_000

/** 0 (included) to 1 (not), in steps of 2^-32. */
const unit = (random: Random): number => random(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32

/** Poisson with this mean (Knuth 1969, section 3.4.1). */
const poisson = (mean: number, random: Random): number => {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = unit(random); product > limit; product *= unit(random)) count += 1
  return count
}
const delay = (random: Random): number =>
  unit(random) < OVERNIGHT ? NIGHT_MS : SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** unit(random)

const inOrder = (decoys: readonly Decoy[]): Decoy[] => decoys.toSorted((a, b) => a.at - b.at)

/** Upper bound of planned decoys; more would not improve hiding. */
export const MOST_PLANNED = 500

/** Adds the planned decoys for a signaal that arrived at `now`. */
export const planned = (
  decoys: readonly Decoy[],
  now: number,
  expiresDay: number,
  mean: number,
  random: Random,
): readonly Decoy[] => {
  if (decoys.length >= MOST_PLANNED) return decoys
  const more = Array.from({ length: poisson(mean, random) }, () => ({ at: now + delay(random), expiresDay }))
  return more.length === 0 ? decoys : inOrder([...decoys, ...more])
}

/** Drops the next decoy, because a person's message takes its place. */
export const withoutNext = (decoys: readonly Decoy[]): Decoy[] => decoys.slice(1)

/**
 * Splits the plan into decoys to send now and decoys to keep: missed ones are spread over the next minutes,
 * expired ones are dropped.
 */
export const dueAt = (
  decoys: readonly Decoy[],
  now: number,
  today: number,
  random: Random,
): { readonly due: Decoy[]; readonly left: Decoy[] } => {
  const living = decoys.filter(({ expiresDay }) => expiresDay > today)
  const spread = living
    .filter(({ at }) => at <= now - LATE_MS)
    .map((decoy) => ({ ...decoy, at: now + AT_ONCE_MS * (CATCH_UP_MS / AT_ONCE_MS) ** unit(random) }))
  return {
    due: living.filter(({ at }) => at <= now && at > now - LATE_MS),
    left: inOrder([...living.filter(({ at }) => at > now), ...spread]),
  }
}
