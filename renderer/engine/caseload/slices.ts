/** Long work in the worker, cut so that other commands are answered in between. */

/** Gives way when the slice is over. Throws where the work was called off. */
export type Breathe = () => Promise<void>

/** Work that nobody waits for beside: tests, the first list of a device file. */
export const withoutBreath: Breathe = () => Promise.resolve()

const SLICE_MS = 12

/**
 * A {@link Breathe} that gives way after twelve milliseconds of work, waits while `gate` says so, and throws
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
