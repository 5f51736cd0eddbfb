/**
 * Locks after a time without a key, a click or a touch. Judged by clocks and not by a timer alone, so that a
 * machine that slept, or a page that the browser slowed down, locks as soon as it runs again.
 *
 * Two clocks, and the larger difference counts. The monotonic one cannot be set back, so that nobody makes the
 * lock wait by changing the time. It may stand still while the machine sleeps (CLOCK_MONOTONIC on Linux and
 * mach_absolute_time on macOS do), so the wall clock is asked too; set forward, it locks early, which harms
 * nobody.
 */
const LOOK_EVERY_MS = 5_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Both in milliseconds. */
interface Clocks {
  readonly monotonic: () => number
  readonly wall: () => number
}
const SYSTEM: Clocks = { monotonic: () => performance.now(), wall: () => Date.now() }

/** How long it is since the last `again`, in milliseconds. */
const elapsedBy = (clocks: Clocks): { readonly ms: () => number; readonly again: () => void } => {
  let [monotonic, wall] = [clocks.monotonic(), clocks.wall()]
  return {
    ms: () => Math.max(clocks.monotonic() - monotonic, clocks.wall() - wall),
    again: () => {
      monotonic = clocks.monotonic()
      wall = clocks.wall()
    },
  }
}

/** @param minutes asked at every look: the setting may change. @returns a function that ends it */
export const watchIdle = (minutes: () => number, lock: () => void, clocks = SYSTEM): (() => void) => {
  const since = elapsedBy(clocks)
  const look = (): void => {
    if (since.ms() < minutes() * 60_000) return
    since.again()
    lock()
  }
  // The first sign after a long sleep comes before the next look: it must not hide how long nobody was there.
  const sign = (): void => {
    look()
    since.again()
  }
  for (const kind of SIGNS) window.addEventListener(kind, sign, { capture: true, passive: true })
  document.addEventListener('visibilitychange', look)
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => {
    for (const kind of SIGNS) window.removeEventListener(kind, sign, { capture: true })
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  }
}
