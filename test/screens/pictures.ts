/**
 * `npm run pictures`: draws the pictures of the README again from the screens of today, into docs/pictures/.
 * The interface is the real one; its engine is scripted with people and children of Veenwijk, a town that does
 * not exist, and its clock stands still, so that the same screens give the same pictures.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { build, preview } from 'vite'
import { findChromium } from '../../build/browser.mjs'
import { smallPng } from './small-png.ts'

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures')
const NOW = new Date('2026-11-23T14:02:00+01:00')

interface Picture {
  readonly name: string
  /** One of test/screens/scenes.ts. */
  readonly scene: string
  /** What the side bar calls the screen. */
  readonly menu: string
}

const PICTURES: readonly Picture[] = [
  { name: 'new-signal', scene: 'draft', menu: 'Nieuw signaal' },
  { name: 'possible-match', scene: 'worker', menu: 'Mogelijk in beeld' },
  { name: 'my-signals', scene: 'teacher', menu: 'Mijn signalen' },
  { name: 'triage', scene: 'coordinator', menu: 'Triage' },
]

const draw = async (browser: Browser, address: string, { scene, menu }: Picture): Promise<Buffer> => {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
  })
  await page.clock.setFixedTime(NOW)
  await page.goto(`${address}?scene=${scene}&theme=light&language=nl`)
  await page.getByRole('navigation').getByRole('button', { name: menu }).click()
  await page.locator('.main[aria-busy=true]').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: menu }).waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.mouse.move(0, 0)
  const png = await page.screenshot({ animations: 'disabled' })
  await page.close()
  return png
}

const executablePath = findChromium()
if (!executablePath) {
  console.error("No browser was found: 'node build/browser.mjs' looks for one and installs it where it may.")
  process.exit(1)
}
const configFile = join(import.meta.dirname, 'vite.config.ts')
await build({ configFile })
const server = await preview({ configFile })
const browser = await chromium.launch({
  executablePath,
  chromiumSandbox: false,
  args: ['--disable-gpu', '--disable-quic'],
})
try {
  mkdirSync(FOLDER, { recursive: true })
  for (const picture of PICTURES) {
    const drawn = await draw(browser, server.resolvedUrls!.local[0]!, picture)
    const small = smallPng(drawn)
    writeFileSync(join(FOLDER, `${picture.name}.png`), small)
    console.log(
      `docs/pictures/${picture.name}.png  ${Math.round(small.length / 1024)} kB (was ${Math.round(drawn.length / 1024)} kB)`,
    )
  }
} finally {
  await browser.close()
  await server.close()
}
