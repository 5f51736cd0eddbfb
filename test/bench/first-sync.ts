/**
 * The first day of a device with a large list: 10,000 signalen fetched, opened, verified and matched against
 * 5,000 children, in the built app in a window; and its start on the day after. Needs `npm run build`. Every
 * hundredth signaal is about a child of the list.
 */
import type { Page } from 'playwright-core'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { sealDeviceFile } from '../../shared/device-file.ts'
import { launchApp } from '../electron-double/launch.ts'
import { Town } from '../fixtures/town.ts'
import { Table } from './figures.ts'
import { largeList, signalSealer } from './large-list.ts'

const SIGNALS = Number(process.env['BENCH_SIGNALS'] ?? 10_000)
const CHILDREN = Number(process.env['BENCH_LIST'] ?? 5_000)
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const EVERY = 100
const PASSPHRASE = 'een zin om mee te meten'
const BATCH = 500

/**
 * In the page, from its first moment: when these words first stood there, and which tasks took over 50 ms.
 */
const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen = Object.assign(window, {
      seen: { menu: 0, updated: 0, unlock: 0, long: [] as { startTime: number; duration: number }[] },
    }).seen
    new PerformanceObserver((entries) => {
      for (const { startTime, duration } of entries.getEntries()) seen.long.push({ startTime, duration })
    }).observe({ type: 'longtask', buffered: true })
    const look = (): void => {
      const text = document.body?.textContent ?? ''
      if (text.includes('Bijgewerkt om')) seen.updated ||= performance.now()
      if (text.includes('Logboek')) seen.menu ||= performance.now()
      if (text.includes('Ontgrendel')) seen.unlock ||= performance.now()
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
  })
interface Seen {
  readonly menu: number
  readonly updated: number
  readonly unlock: number
  readonly long: readonly { readonly startTime: number; readonly duration: number }[]
}
const seenIn = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen)

const once = async (table: Table): Promise<void> => {
  const town = await Town.start({ origins: ['http://bundle.app.localhost'], at: new Date().toISOString() })
  const asking = await town.admitDevice(await town.admitOrganisation({ kind: 'primary-school' }), {
    roles: ['professional', 'administrator'],
  })
  const listening = await town.admitDevice(await town.admitOrganisation({ caseloadSize: CHILDREN }))
  await town.publishWeekKey(asking)
  const now = new Date(town.clock.now())
  const list = largeList(CHILDREN, now)
  const seal = await signalSealer(asking, await town.weekKeyOf(asking), list, now)
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${await town.session(asking)}`,
  }
  for (let from = 0; from < SIGNALS; from += BATCH) {
    const envelopes = await Promise.all(
      Array.from({ length: Math.min(BATCH, SIGNALS - from) }, (_, i) =>
        seal((from + i) % EVERY === 0 ? (from + i) % CHILDREN : null),
      ),
    )
    const answer = await fetch(`${town.relay.url}/v1/events`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ envelopes }),
    })
    if (!answer.ok) throw new Error(`push: ${answer.status}`)
  }

  const app = await launchApp({ args: ['--profile=bench'] })
  const page = await app.firstWindow()
  await watch(page)
  const file = Buffer.from(
    await sealDeviceFile(
      { identity: listening.identity, caseload: null, rows: [...list.rows] },
      PASSPHRASE,
      systemRandom,
    ),
  )
  await page.getByRole('button', { name: 'Ik heb een apparaatbestand' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ruggensteun.device', mimeType: 'application/octet-stream', buffer: file })
  await page.getByLabel('Wachtwoordzin').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  const unlock = page.getByRole('button', { name: 'Ontgrendel' })
  await unlock.or(page.getByText('Bijgewerkt om')).first().waitFor({ timeout: 120_000 })
  if (await unlock.isVisible()) await unlock.click()
  await page.getByText('Bijgewerkt om').first().waitFor({ timeout: 300_000 })
  const first = await seenIn(page)
  // What is refused at the gate is done quickly: only what was recognised was measured.
  await page
    .getByRole('button', { name: new RegExp(`Mogelijk in beeld.*\\b${SIGNALS / EVERY}\\b`) })
    .waitFor()
  table.note(
    `first sync: ${SIGNALS.toLocaleString('en')} signalen fetched, opened, verified, matched against ${CHILDREN.toLocaleString('en')} children`,
    's',
    'app',
    (first.updated - first.menu) / 1000,
  )
  table.note(
    '  tasks of the window over 50 ms meanwhile',
    '',
    'app',
    first.long.filter(({ startTime }) => startTime >= first.menu).length,
  )

  await page.reload()
  await unlock.waitFor({ timeout: 60_000 })
  const pressed = await page.evaluate(() => performance.now())
  await unlock.click()
  await page.getByText('Logboek').first().waitFor({ timeout: 120_000 })
  const again = await seenIn(page)
  table.note(
    `start with ${SIGNALS.toLocaleString('en')} events and ${CHILDREN.toLocaleString('en')} children: from unlocking to usable`,
    's',
    'app',
    (again.menu - pressed) / 1000,
  )
  table.note('  from loading the window to the lock screen', 's', 'app', again.unlock / 1000)
  await app.close()
  await town.stop()
}

export const benchFirstSync = async (): Promise<void> => {
  const table = new Table('The app in a window (the built renderer and worker in Chromium)', ['app'])
  for (let run = 1; run <= RUNS; run++) {
    await once(table)
    console.log(`first-sync: run ${run} of ${RUNS} done`)
  }
  table.print()
}
