import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { WindowState } from '../../../electron/settings/settings.ts'
import { visibleBounds } from '../../../electron/window-options.ts'

vi.mock('electron', () => ({ default: {}, app: {} }))

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const beamer = { x: 1366, y: -200, width: 1920, height: 1080 }
const at = (x: number, y: number, width = 900, height = 600) => ({
  bounds: { x, y, width, height },
  maximised: false,
})

test('a window comes back where it was', () => {
  expect(visibleBounds(at(100, 50), [laptop])).toEqual({ x: 100, y: 50, width: 900, height: 600 })
  expect(visibleBounds(at(1500, -100), [laptop, beamer])).toEqual({
    x: 1500,
    y: -100,
    width: 900,
    height: 600,
  })
})

test('a window that stood on a screen that is gone comes back on one that is there', () => {
  expect(visibleBounds(at(1500, -100), [laptop])).toBeNull()
  expect(visibleBounds(at(-890, 50), [laptop])).toBeNull()
  expect(visibleBounds(at(100, 720), [laptop])).toBeNull()
  expect(visibleBounds(null, [laptop])).toBeNull()
  expect(visibleBounds(at(0, 0), [])).toBeNull()
})

test('a window is never larger than its screen and never too small to use', () => {
  expect(visibleBounds(at(0, 0, 4000, 3000), [laptop])).toMatchObject({ width: 1366, height: 728 })
  expect(visibleBounds(at(0, 0, 200, 10), [laptop])).toMatchObject({ width: 360, height: 480 })
})

test('wherever it was, its top edge can be taken by hand', () => {
  const side = fc.integer({ min: -100_000, max: 100_000 })
  fc.assert(
    fc.property(side, side, side, side, (x, y, width, height) => {
      const bounds = visibleBounds(at(x, y, width, height), [laptop, beamer])
      if (bounds === null) return
      const isOn = (screen: typeof laptop): boolean =>
        Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x) >= 120 &&
        bounds.y >= screen.y &&
        bounds.y + 24 <= screen.y + screen.height
      expect([laptop, beamer].some(isOn)).toBe(true)
    }),
  )
})

test('what is remembered of a window is numbers of a sane size', () => {
  expect(WindowState.safeParse(at(0, 0, Number.NaN)).success).toBe(false)
  expect(WindowState.safeParse(at(1e9, 0)).success).toBe(false)
})
