/** Time slicing: long work in the worker yields, so that other commands are answered in between. */

/** Yields if the slice is over. Throws if the work was cancelled. */
export type Breathe = () => Promise<void>

/** Never yields: for tests, and for the first list of a device file, while no other command waits. */
export const withoutBreath: Breathe = () => Promise.resolve()

const SLICE_MS = 12

/**
 * A {@link Breathe} that yields after twelve milliseconds of work, waits while `gate` is paused, and throws
 * what `check` throws.
 * @param now monotonic milliseconds; `later` runs a task after the messages that wait
 */
export const breathing = (
  now: () => number,
  later: (task: () => void) => void,
  gate: { readonly check: () => void; readonly paused: () => Promise<void> | null },
): Breathe => {
  let started = now()
  return async () => {
    gate.check()
    if (!gate.paused() && now() - started < SLICE_MS) return
    await new Promise<void>((go) => later(() => go()))
    for (let wait = gate.paused(); wait; wait = gate.paused()) await wait
    gate.check()
    started = now()
  }
}
