const CRASHES = 3
const WINDOW_MS = 5 * 60 * 1000

/**
 * True for the first three crashes within five minutes: a page that dies at every start must not flicker for
 * ever. `now` in monotonic milliseconds.
 */
export function crashLimit(now: () => number): () => boolean {
  let times: number[] = []
  return () => {
    const at = now()
    times = [...times.filter((time) => at - time < WINDOW_MS), at]
    return times.length <= CRASHES
  }
}
