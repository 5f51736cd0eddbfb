/**
 * Ten thousand rows of the triage in Chromium: the built interface on a scripted engine, frames as the
 * browser gave them.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build, preview } from 'vite'
import { quantile, Table } from './figures.ts'
import { findChromium } from '../../build/browser.mjs'

const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const HARNESS = resolve(import.meta.dirname, '../screens')
/** A frame of a screen at 60 Hz, ms, with what its clock may be off. */
const FRAME = 1000 / 60 + 0.5
/** px, px/s: faster than a hand. */
const [DISTANCE, SPEED] = [60_000, 12_000]
const STEPS = 240

/** Milliseconds between the frames that the page drew while `task` went on. */
const framesOf = async (page: Page, task: () => Promise<unknown>): Promise<number[]> => {
  await page.evaluate(() => {
    const seen = Object.assign(window, { frames: [] as number[], counting: true })
    let last = performance.now()
    const next = (now: number): void => {
      seen.frames.push(now - last)
      last = now
      if (seen.counting) requestAnimationFrame(next)
    }
    requestAnimationFrame((now) => {
      last = now
      requestAnimationFrame(next)
    })
  })
  await task()
  return page.evaluate(() => {
    const seen = window as unknown as { frames: number[]; counting: boolean }
    seen.counting = false
    return seen.frames
  })
}

export const benchTriage = async (): Promise<void> => {
  const outDir = mkdtempSync(join(tmpdir(), 'ruggensteun-triage-'))
  const configFile = join(HARNESS, 'vite.config.ts')
  await build({ configFile, build: { outDir, emptyOutDir: true, target: 'esnext' } })
  const server = await preview({ configFile, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-gpu'],
  })
  const table = new Table('triage of 10,000 rows, ms between frames at 60 Hz', [
    'fling',
    'J held down',
    'at rest',
  ])
  try {
    for (let run = 0; run < RUNS; run++) {
      const page = await browser.newPage({
        viewport: { width: 1280, height: 800 },
        locale: 'nl-NL',
        timezoneId: 'Europe/Amsterdam',
      })
      await page.goto(`${server.resolvedUrls!.local[0]!}?scene=queue-of-many&theme=light`)
      const grid = page.getByRole('grid')
      await grid.locator('[data-row="0"]').waitFor({ timeout: 60_000 })
      const box = (await grid.boundingBox())!
      const cdp = await page.context().newCDPSession(page)
      const measured = {
        'at rest': await framesOf(page, () => page.waitForTimeout(3_000)),
        fling: await framesOf(page, () =>
          cdp.send('Input.synthesizeScrollGesture', {
            x: box.x + box.width / 2,
            y: box.y + box.height / 2,
            yDistance: -DISTANCE,
            speed: SPEED,
            gestureSourceType: 'mouse',
            preventFling: false,
          }),
        ),
        'J held down': await framesOf(page, async () => {
          for (let step = 0; step < STEPS; step++) await page.keyboard.press('j', { delay: 1000 / 60 })
        }),
      }
      for (const [who, frames] of Object.entries(measured)) {
        table.note('frames', 'count', who, frames.length)
        table.note('p50', 'ms', who, quantile(frames, 0.5))
        table.note('p95', 'ms', who, quantile(frames, 0.95))
        table.note('longest', 'ms', who, Math.max(...frames))
        table.note('in time', '%', who, (100 * frames.filter((ms) => ms <= FRAME).length) / frames.length)
      }
      await page.close()
    }
  } finally {
    await browser.close()
    await server.close()
    rmSync(outDir, { recursive: true })
  }
  table.print()
}
