/**
 * Figures in which nobody can be found. A figure is shown in whole tens, rounded down, and not at all below
 * ten: 'at least 20'. So it moves by tens or not at all, whoever looks, on whatever device, however often;
 * and no memory of what was shown before is needed, which two devices would not share. Why this holds, and
 * what was rejected: docs/decisions/0022-figures.md. Pure.
 */
import { z } from 'zod'

export const STEP = 10
/** At least so many; null: fewer than ten, none included. */
export const Shown = z.int().min(STEP).multipleOf(STEP).nullable()
export type Shown = z.infer<typeof Shown>

const down = (count: number): number => Math.floor(count / STEP) * STEP
const orHidden = (count: number): Shown => (count < STEP ? null : count)
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** Of a count by itself: nothing else that is shown may bound it, alone or in a sum. */
export const shown = (count: number): Shown => orHidden(down(count))

/**
 * Of a whole and the three parts or more that it falls apart in, at one moment. The whole is never shown so
 * high that it would follow that a hidden part, or what a part has above its tens, cannot be nothing.
 */
export const shownWhole = (
  parts: readonly number[],
): { readonly whole: Shown; readonly parts: readonly Shown[] } => {
  const most = sum(parts.map(down)) + down((STEP - 1) * (parts.length - 1))
  return { whole: orHidden(Math.min(down(sum(parts)), most)), parts: parts.map(shown) }
}

/**
 * Of several areas: the sum of what is shown of each, so that it tells nothing that those do not. Null:
 * nothing can be said.
 */
export const shownTogether = (figures: readonly Shown[]): Shown =>
  shown(sum(figures.map((figure) => figure ?? 0)))

/** Further apart it says nothing any more. */
const MOST_BANDS = 2

/**
 * The parts of an ordered distribution in which its middle lies, first and last, from what is shown alone;
 * null where that says nothing. A part holds what is shown, and up to nine more.
 */
export const medianBand = (
  parts: readonly Shown[],
): { readonly from: number; readonly to: number } | null => {
  const [least, most] = [parts.map((part) => part ?? 0), parts.map((part) => (part ?? 0) + STEP - 1)]
  const to = parts.findIndex((_, at) => sum(least.slice(0, at + 1)) >= sum(most.slice(at + 1)))
  const from = parts.findLastIndex((_, at) => sum(least.slice(at)) >= sum(most.slice(0, at)))
  return sum(least) === 0 || to - from > MOST_BANDS ? null : { from, to }
}
