/** The lock counts how long nobody was there, whatever is done to the clock of the machine. */
// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchIdle } from '../../../renderer/state/idle.ts'

let [monotonic, wall] = [0, 0]
let lock: ReturnType<typeof vi.fn<() => void>>
let stop: () => void
/** The interval of the watch is run by hand. */
let look: () => void
const pass = (minutes: number, awake = true): void => {
  if (awake) monotonic += minutes * 60_000
  wall += minutes * 60_000
}
beforeEach(() => {
  ;[monotonic, wall] = [5_000, Date.UTC(2026, 10, 29, 12)]
  lock = vi.fn<() => void>()
  vi.spyOn(globalThis, 'setInterval').mockImplementation(((task: () => void) => {
    look = task
    return 0
  }) as typeof setInterval)
  stop = watchIdle(() => 10, lock, { monotonic: () => monotonic, wall: () => wall })
})
afterEach(() => {
  stop()
  vi.restoreAllMocks()
})

test('a clock that is set back an hour, or forward, makes nobody wait', () => {
  wall -= 3_600_000
  pass(9)
  look()
  expect(lock).not.toHaveBeenCalled()
  pass(1)
  look()
  expect(lock).toHaveBeenCalledTimes(1)
  wall += 3_600_000
  look()
  expect(lock).toHaveBeenCalledTimes(2)
})

test('a machine that slept locks as soon as it runs, also where the monotonic clock stood still', () => {
  pass(30, false)
  look()
  expect(lock).toHaveBeenCalledTimes(1)
})

test('the first key after a sleep does not hide it', () => {
  pass(30, false)
  window.dispatchEvent(new KeyboardEvent('keydown'))
  expect(lock).toHaveBeenCalledTimes(1)
})

test('who is there keeps it open, with a clock that runs wild too', () => {
  for (let i = 0; i < 20; i++) {
    pass(9)
    window.dispatchEvent(new KeyboardEvent('keydown'))
    look()
    wall -= 7_200_000
  }
  expect(lock).not.toHaveBeenCalled()
})
