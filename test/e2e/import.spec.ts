/**
 * Reading a list in, in a real window on the real engine: a spreadsheet with faults is mapped, repaired,
 * compared, read in and undone; a child is added and changed by keyboard alone; and a list of 50,000 rows (10,000 in the short form)
 * freeze nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import writeXlsxFile from 'write-excel-file/node'
import type { LaunchedApp } from '../electron-double/launch.ts'
import { DOUBLE_ORIGIN, enrolApp } from '../fixtures/enrol-app.ts'
import { watchMachine } from '../fixtures/control-process.ts'
import { ROUNDS } from '../rounds.ts'
import { expectAccessible, expectStillAccessible } from '../fixtures/accessibility.ts'
import { sheetRows, xlsxOf } from '../fixtures/import.ts'
import { Town } from '../fixtures/town.ts'

const HEAD = [
  'Leerlingnummer',
  'Roepnaam',
  'Tussenvoegsel',
  'Achternaam',
  'Geb.datum',
  'Groep',
  'Postcode',
  'BSN',
  'Zorgnotitie',
  'Tel. ouder 1',
]
const BSN = '111222333'
const NOTE = 'woont tijdelijk bij zijn oma'
const child = (
  number: string,
  first: string,
  last: string,
  born: string,
  group = '6',
  postcode = '9981 AB',
): string[] => [number, first, '', last, born, group, postcode, BSN, NOTE, '06-12345678']
const spreadsheet = (...rows: string[][]): Uint8Array =>
  xlsxOf([{ name: 'Leerlingen', xml: sheetRows([['Export van 1 september'], HEAD, ...rows]) }])
const FIRST = spreadsheet(
  child('001', 'Sami', 'Yıldız', '14-03-2017'),
  child('002', 'Noor', 'Vos', '31-02-2016'),
  child('003', 'Daan', 'Bos', '5 mei 2015', '7', '1234 SS'),
  child('004', 'Elif', 'Kaya', '<c s="1"><v>42682</v></c>'),
  child('004', 'Elif', 'Kaya', '08-11-2016'),
)
const SECOND = spreadsheet(
  child('001', 'Sami', 'Yıldız', '14-03-2017', '7'),
  child('002', 'Noor', 'Vos', '28-02-2016'),
  child('005', 'Ümit', 'Çelik', '01-02-2018'),
)
const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const NUMBER = new Intl.NumberFormat('nl-NL')
const PICTURES = join(import.meta.dirname, '../../test-results/screens')

let town: Town
let app: LaunchedApp
let page: Page
let folder: string

const open = async (): Promise<void> => {
  folder = mkdtempSync(join(tmpdir(), 'ruggensteun-import-'))
  town = await Town.start({ origins: [DOUBLE_ORIGIN], at: new Date().toISOString() })
  const member = await town.admitDevice(await town.admitOrganisation({ kind: 'primary-school' }), {
    roles: ['professional'],
  })
  const enrolled = await enrolApp(town, member, null, folder, (started) => {
    app = started
  })
  page = enrolled.page
  await page.getByRole('button', { name: 'Mijn leerlingen' }).click()
}
const close = async (): Promise<void> => {
  await app.close()
  await town.stop()
  rmSync(folder, { recursive: true, force: true })
}

const choose = (buffer: Uint8Array, name = 'lijst.xlsx'): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: MIME, buffer: Buffer.from(buffer) })
/** A real file, dragged in from outside the window. */
const drag = async (bytes: Uint8Array): Promise<void> => {
  const path = join(folder, 'lijst-2.xlsx')
  writeFileSync(path, bytes)
  const box = (await page.locator('[data-drop-zone]').boundingBox())!
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: box.x + 60,
      y: box.y + box.height / 2,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    })
}

test.describe('a list of a few', () => {
  test.beforeAll(open)
  test.afterAll(close)

  test('a child is added, changed, removed and put back by keyboard alone, in well under twenty seconds', async () => {
    let keys = 0
    const press = async (...names: string[]): Promise<void> => {
      for (const name of names) {
        keys += 1
        await page.keyboard.press(name)
      }
    }
    const type = async (text: string): Promise<void> => {
      keys += text.length
      await page.keyboard.type(text)
    }
    await press('+')
    await expect(page.getByLabel('Voornaam', { exact: true })).toBeFocused()
    await type('Zoë')
    await press('Tab')
    await type('van den')
    await press('Tab')
    await type('Berg')
    await press('Tab')
    await type('31-2-2016')
    await press('Enter')
    await expect(page.getByText('Deze dag bestaat niet.')).toBeVisible()
    await expect(page.getByLabel('Geboortedatum')).toBeFocused()
    await expectAccessible(page)
    await press('Control+a')
    await type('8-11-2016')
    await press('Tab')
    await type('9981ab')
    await press('Enter')
    const row = page.getByRole('row', { name: /Zoë van den Berg 8 november 2016/ })
    await expect(row).toBeVisible()
    // 0.28 s a key (KLM, average typist) is what counts for a person; the machine itself takes no time of note.
    expect(keys * 0.28).toBeLessThan(20)
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await row.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Zoë van den Berg wijzigen' })).toBeVisible()
    await page.getByRole('button', { name: 'Meer', exact: true }).press('Enter')
    await page.getByLabel('Groep of klas').fill('6a')
    await page.getByLabel('Ouders of verzorgers').fill('Ada Berg; Bram Berg')
    await expectAccessible(page)
    await page.screenshot({ path: join(PICTURES, 'child-form.png') })
    await page.getByLabel('Groep of klas').press('Enter')
    await expect(page.getByRole('row', { name: /Zoë van den Berg 8 november 2016 6a 9981 AB/ })).toBeVisible()
    await page.getByRole('row', { name: /Zoë van den Berg/ }).focus()
    await page.keyboard.press('Delete')
    await expect(page.getByText('Je lijst is nog leeg')).toBeVisible()
    await page.getByRole('button', { name: 'Zet terug' }).press('Enter')
    await expect(page.getByRole('row', { name: /Zoë van den Berg 8 november 2016 6a/ })).toBeVisible()
    // The list is empty again for the next one.
    await page.getByRole('row', { name: /Zoë van den Berg/ }).focus()
    await page.keyboard.press('Delete')
    await expect(page.getByText('Je lijst is nog leeg')).toBeVisible()
  })

  test('a spreadsheet with faults is mapped, repaired and read in; again with differences; and undone', async () => {
    test.setTimeout(120_000)
    await test.step('columns are proposed, and what may not be read is dropped on sight', async () => {
      await choose(FIRST)
      await expect(page.getByRole('heading', { name: 'Lijst inlezen' })).toBeVisible()
      await expect(page.getByRole('row', { name: /BSN/ })).toContainText('herkend met de elfproef')
      await expect(page.getByRole('row', { name: /Zorgnotitie/ })).toContainText('vrije tekst, verboden')
      await expect(page.getByText('1 regel boven de kolomnamen overgeslagen.')).toBeVisible()
      await expect(page.getByText('2 rijen met een fout')).toBeVisible()
      const shown = await page.content()
      for (const secret of [BSN, NOTE, '12345678']) expect(shown).not.toContain(secret)
      await expectStillAccessible(page)
    })

    await test.step('another use is chosen and taken back, by keyboard', async () => {
      const group = page.getByRole('combobox', { name: 'Groep wordt' })
      await group.focus()
      await page.keyboard.type('Eig')
      await expect(page.getByRole('row', { name: /^Leerlingnummer/ })).toContainText('staat er al in')
      await page.getByRole('combobox', { name: 'Leerlingnummer wordt' }).selectOption('Eigen nummer')
      await group.selectOption('Groep of klas')
      await expect(page.getByRole('row', { name: /^Leerlingnummer/ })).toContainText('alleen op deze laptop')
    })

    await test.step('one row is repaired in place, the other left out knowingly', async () => {
      const born = page.getByLabel('Rij 4, Geb.datum')
      await expect(born).toHaveValue('31-02-2016')
      await expect(page.getByText('31 februari bestaat niet.')).toBeVisible()
      await born.fill('28-02-2016')
      await expect(page.getByText('Zo is het goed. Druk op Enter.')).toBeVisible()
      await born.press('Enter')
      await expect(page.getByText('1 rij met een fout')).toBeVisible()
      await expect(page.getByText('SS komt niet voor in een postcode.')).toBeVisible()
      await page.getByRole('button', { name: 'Sla over: rij 5' }).click()
      await expect(page.getByText('1 rij slaan we over')).toBeVisible()
    })

    await test.step('nothing is written before the last step, and then all of it', async () => {
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('heading', { name: 'Wat verandert er' })).toBeVisible()
      await expect(page.getByText('1 rij gaat niet mee')).toBeVisible()
      await expectStillAccessible(page)
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('Je lijst is bijgewerkt')).toBeVisible()
      await expect(page.getByText('1 rij stond er dubbel in.')).toBeVisible()
      await expectStillAccessible(page)
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Bewaar de lijst met fouten' }).click()
      expect((await saved).suggestedFilename()).toBe('rijen-met-fouten.csv')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '4')
      await expect(page.getByRole('row', { name: /Elif Kaya 8 november 2016/ })).toBeVisible()
    })

    await test.step('dragged in again it shows who is new, different and gone', async () => {
      await drag(SECOND)
      await expect(page.getByText('1 nieuw, 1 weg, 1 anders. Niets wordt dubbel.')).toBeVisible()
      await page.getByRole('button', { name: 'Bekijk verschil' }).click()
      await expect(page.getByRole('row', { name: /Sami Yıldız/ })).toContainText('Groep of klas')
      await page.getByRole('radio', { name: /Niet in dit bestand/ }).press('Space')
      await expect(page.getByRole('row', { name: /Elif Kaya/ })).toBeVisible()
      await page.getByRole('radio', { name: /Haal ze uit mijn lijst/ }).press('Space')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('1 uit de lijst gehaald')).toBeVisible()
    })

    await test.step('and the whole of it is undone', async () => {
      await page.getByRole('button', { name: 'Maak ongedaan' }).click()
      await page.getByRole('button', { name: 'Maak inlezen ongedaan' }).click()
      await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '4')
      await expect(page.getByRole('row', { name: /Elif Kaya/ })).toBeVisible()
      await expect(page.getByRole('row', { name: /Sami Yıldız 14 maart 2017 6/ })).toBeVisible()
    })
  })
})

test.describe('a long list', () => {
  test.beforeAll(open)
  test.afterAll(close)

  test(`${NUMBER.format(ROUNDS.rows)} rows freeze neither the window nor the engine`, async () => {
    test.setTimeout(240_000)
    const text = (value: string) => ({ value, type: String })
    const rows = Array.from({ length: ROUNDS.rows }, (_, i) =>
      [
        String(100_000 + i),
        ['Sami', 'Zoë', 'Noor', 'Ümit'][i % 4]!,
        i % 3 === 0 ? 'van den' : '',
        `Achternaam${i.toString(26)}x`,
        `${String(1 + (i % 28)).padStart(2, '0')}-0${1 + (i % 9)}-20${10 + (i % 10)}`,
        '6',
        `${1000 + (i % 8000)}AB`,
        BSN,
        NOTE,
        '0612345678',
      ].map(text),
    )
    const file = join(folder, 'groot.xlsx')
    writeFileSync(
      file,
      await writeXlsxFile([HEAD.map(text), ...rows] as unknown as Parameters<
        typeof writeXlsxFile
      >[0]).toBuffer(),
    )
    await page.evaluate(() => {
      const seen = Object.assign(window, { longest: 0 })
      interface Frame {
        startTime: number
        duration: number
        styleAndLayoutStart: number
        scripts: { duration: number }[]
      }
      // What the page's own scripts and their layout took in one frame; the test looking for things is nobody's
      // task.
      new PerformanceObserver((entries) => {
        for (const {
          startTime,
          duration,
          styleAndLayoutStart,
          scripts,
        } of entries.getEntries() as unknown as Frame[]) {
          const layout = styleAndLayoutStart > 0 ? startTime + duration - styleAndLayoutStart : 0
          if (scripts.length > 0)
            seen.longest = Math.max(
              seen.longest,
              scripts.reduce((sum, script) => sum + script.duration, layout),
            )
        }
      }).observe({ type: 'long-animation-frame' })
    })
    const [worker] = page.workers()
    await worker!.evaluate(() => {
      const scope = Object.assign(self, { gap: 0 })
      const { port1, port2 } = new MessageChannel()
      let last = performance.now()
      port1.onmessage = () => {
        const now = performance.now()
        scope.gap = Math.max(scope.gap, now - last)
        last = now
        setTimeout(() => {
          last = performance.now()
          port2.postMessage(0)
        }, 1)
      }
      port2.postMessage(0)
    })
    const longest = async (): Promise<{ page: number; worker: number }> => ({
      page: Math.round(await page.evaluate(() => (window as unknown as { longest: number }).longest)),
      worker: Math.round(await worker!.evaluate(() => (self as unknown as { gap: number }).gap)),
    })
    const timed = async (what: string, work: () => Promise<void>): Promise<void> => {
      const started = performance.now()
      await work()
      console.log(
        `${what}: ${((performance.now() - started) / 1000).toFixed(1)} s, longest so far ${JSON.stringify(await longest())} ms`,
      )
    }
    await page.getByRole('heading', { name: 'Mijn leerlingen' }).waitFor()
    const machinePauses = watchMachine()
    await timed('read', async () => {
      await page.locator('input[type=file]').first().setInputFiles(file)
      await expect(page.getByRole('row', { name: /BSN/ })).toBeVisible({ timeout: 60_000 })
    })
    await timed('check and compare', () =>
      expect(page.getByText(`${NUMBER.format(ROUNDS.rows)} nieuw. Niets wordt dubbel.`)).toBeVisible({
        timeout: 60_000,
      }),
    )
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Wat verandert er' }).waitFor()
    await timed('save', async () => {
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText('Je lijst is bijgewerkt')).toBeVisible({ timeout: 120_000 })
    })
    await page.keyboard.press('Control+Enter')
    const grid = page.getByRole('grid')
    await timed('show the list', () =>
      expect(grid).toHaveAttribute('aria-rowcount', String(ROUNDS.rows + 1), { timeout: 20_000 }),
    )
    await grid.getByRole('row').nth(1).focus()
    await timed('to the last row', async () => {
      await page.keyboard.press('End')
      const lastRow = page.locator(`[data-row="${ROUNDS.rows - 1}"]`)
      await expect(lastRow).toBeFocused()
      await expect(lastRow).toContainText('Achternaam')
    })
    await timed('search', async () => {
      await page.getByLabel('Zoek in deze lijst').fill('sami achternaamcccx')
      await expect(grid).toHaveAttribute('aria-rowcount', '2')
    })
    const { page: pageMs, worker: workerMs } = await longest()
    const { longest: pause, slowness } = await machinePauses()
    const bound = 250 * slowness + pause
    expect(pageMs, `this machine was ${slowness.toFixed(1)} times slower than idle`).toBeLessThan(bound)
    expect(workerMs).toBeLessThan(bound)
  })
})
