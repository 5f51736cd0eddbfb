/**
 * Locks after a time without a key, a click or a touch. Judged by the clock and not by a timer alone, so that
 * a machine that slept, or a page that the browser slowed down, locks as soon as it runs again.
 */
const LOOK_EVERY_MS = 5_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** @param minutes asked at every look: the setting may change. @returns a function that ends it */
export const watchIdle = (minutes: () => number, lock: () => void): (() => void) => {
  let last = Date.now()
  const sign = (): void => {
    last = Date.now()
  }
  const look = (): void => {
    if (Date.now() - last < minutes() * 60_000) return
    last = Date.now()
    lock()
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
