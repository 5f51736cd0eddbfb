/**
 * A letter in a real window on the real engine: chosen by keyboard, seen as paper, saved through the real
 * bridge. The PDF is Chromium's own; it holds its fonts, the Arabic text, and no name in what it is called.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test, type Page } from '@playwright/test'
import type { LaunchedApp } from '../electron-double/launch.ts'
import { expectStillAccessible } from '../fixtures/accessibility.ts'
import { caseloadOf } from '../fixtures/caseload.ts'
import { DOUBLE_ORIGIN, enrolApp } from '../fixtures/enrol-app.ts'
import { fillSignal } from '../fixtures/fill-signal.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let app: LaunchedApp
let page: Page
let folder: string
const complaints: string[] = []

/** One app and one signaal: what is tried first leaves nothing behind. */
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ruggensteun-letter-'))
  town = await Town.start({ origins: [DOUBLE_ORIGIN], at: new Date().toISOString() })
  const school = await town.admitOrganisation({ kind: 'primary-school', name: 'De Regenboog' })
  const member = await town.admitDevice(school, {
    name: 'Fatima Bos',
    roles: ['professional', 'administrator'],
  })
  const born = `14-03-${new Date().getFullYear() - 9}`
  const list = caseloadOf(['Sami', '', 'Yıldız', born])
  const enrolled = await enrolApp(town, member, list, folder, (started) => {
    app = started
  })
  page = enrolled.page
  page.on('console', (message) => {
    if (/content security policy|failed to load/i.test(message.text())) complaints.push(message.text())
  })
  await page.keyboard.press('n')
  await fillSignal(page, 'Sami', 'Nee, niet bereikbaar')
  await expect(page.getByRole('heading', { name: 'Weten de ouders het?' })).toBeVisible()
})
test.afterAll(async () => {
  await app.close()
  await town.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Answers the save dialog with this path, or with nothing, and keeps the name that was proposed. */
const answerDialog = (filePath: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    Object.assign(dialog, {
      showSaveDialog: (_window: unknown, options: { defaultPath: string }) => {
        Object.assign(globalThis, { proposed: options.defaultPath })
        return Promise.resolve({ canceled: path === '', filePath: path })
      },
    })
  }, filePath)
const proposed = (): Promise<string> =>
  app.evaluate(() => (globalThis as unknown as { proposed: string }).proposed)

/** What the streams of a PDF say when they are unpacked. */
const streamsOf = (pdf: Buffer): string[] => {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    const from = index + length
    const bytes = pdf.subarray(from, text.indexOf('endstream', from))
    try {
      return [inflateSync(bytes).toString('latin1')]
    } catch {
      return [] // not packed, as a picture
    }
  })
}
/**
 * Every character that a PDF gives back as text: by the maps of its fonts, and where a letter is drawn in
 * parts by what stands beside it.
 */
const charactersOf = (pdf: Buffer): Set<string> => {
  const found = new Set<string>()
  // An Arabic letter stands in a font as it is joined to its neighbours.
  const one = (code: number): void => void found.add(String.fromCharCode(code).normalize('NFKC'))
  const add = (hex: string): void => {
    for (const part of hex.match(/.{4}/g) ?? []) one(Number.parseInt(part, 16))
  }
  const addRange = (first: number, more: number): void => {
    for (let i = 0; i <= more; i++) one(first + i)
  }
  for (const stream of streamsOf(pdf))
    for (const [, text] of stream.matchAll(/\/ActualText <FEFF(\w+)>/g)) add(text!)
  for (const map of streamsOf(pdf).filter(
    (stream) => stream.includes('beginbfchar') || stream.includes('beginbfrange'),
  )) {
    for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
      for (const [, , to] of block!.matchAll(/<(\w+)>\s*<(\w+)>/g)) add(to!)
    for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
      for (const [, from, until, to] of block!.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
        addRange(Number.parseInt(to!, 16), Number.parseInt(until!, 16) - Number.parseInt(from!, 16))
  }
  return found
}

test('a page that asks for another name gets nothing written', async () => {
  const path = join(folder, 'niet.pdf')
  await answerDialog(path)
  for (const name of [
    'brief-R-412-702-3242-sami.pdf',
    '../../brief-R-412-702-3242-nl.pdf',
    'C:\\brief-R-412-702-3242-nl.pdf',
  ])
    expect(
      await page.evaluate(
        (asked) => window.ruggensteun!.savePdf(asked).catch((error: Error) => error.message),
        name,
      ),
    ).toMatch(/^bad-payload: /)
  expect(existsSync(path)).toBe(false)
})

test('who closes the question saves nothing; where it cannot be written the words say so', async () => {
  await page.getByRole('button', { name: 'Brief…' }).click()
  await answerDialog('')
  await page.getByRole('button', { name: 'Bewaar als PDF…' }).click()
  await expect.poll(proposed).toMatch(/^brief-R-\d{3}-\d{3}-\d{4}-nl\.pdf$/)
  await expect(page.getByRole('button', { name: 'Bewaar als PDF…' })).toBeEnabled()
  await expect(page.getByText('Heb je de brief gegeven?')).toBeHidden()
  await answerDialog(join(folder, 'nowhere', 'brief.pdf'))
  await page.getByRole('button', { name: 'Bewaar als PDF…' }).click()
  await expect(page.getByRole('alert')).toContainText('De PDF is niet bewaard.')
  expect(readdirSync(folder).filter((name) => name.endsWith('.pdf'))).toEqual([])
  expect(app.stderr()).not.toMatch(/nowhere|Sami/)
  for (const screen of ['Logboek', 'Mijn signalen'])
    await page.getByRole('navigation').getByRole('button', { name: screen }).click()
})

test('a letter in Arabic and Polish is chosen by keyboard, saved with its fonts in it, and recorded as told', async () => {
  test.setTimeout(120_000)
  const number = /R-\d{3}-\d{3}-\d{4}/.exec(
    await page.getByText(/Signaal R-\d{3}-\d{3}-\d{4} · verdwijnt op/).innerText(),
  )![0]
  await page.getByRole('button', { name: 'Brief…' }).press('Enter')
  await expect(page.getByRole('article')).toContainText('Aan de ouders of verzorgers van Sami Yıldız')
  await page.getByRole('checkbox', { name: 'Nederlands', exact: true }).press('Space')
  for (const language of ['العربية', 'Polski'])
    await page.getByRole('checkbox', { name: language }).press('Space')
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(page.locator('article[lang=ar][dir=rtl]')).toContainText('إلى أولياء أمر Sami Yıldız')
  await expectStillAccessible(page)

  const path = join(folder, 'gekozen.pdf')
  await answerDialog(path)
  await page.getByRole('button', { name: 'Bewaar als PDF…' }).press('Enter')
  await expect(page.getByText('Heb je de brief gegeven?')).toBeVisible()
  expect(await proposed()).toBe(`brief-${number}-ar-pl.pdf`)
  const pdf = readFileSync(path)
  const text = pdf.toString('latin1')
  expect(text.startsWith('%PDF-')).toBe(true)
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(2)
  const fonts = new Set(
    [...text.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) =>
      name!.replace(/ExtraLight|-.*/g, ''),
    ),
  )
  expect([...fonts].sort()).toEqual(['NotoNaskhArabic', 'SourceSans3'])
  expect(text.match(/\/FontFile2/g)!.length).toBeGreaterThanOrEqual(4)
  expect(text).not.toContain('/Type3')
  const characters = charactersOf(pdf)
  for (const letter of 'أإابتجحدرسصطعفكلمنهويżłśćęóı')
    expect([letter, characters.has(letter)]).toEqual([letter, true])
  expect(complaints).toEqual([])
  // Nothing of the window around it is on the paper, and what it is called holds no name.
  expect(
    `${basename(await proposed())} ${await page.title()} ${/\/Title[^\n]*/.exec(text)?.[0]}`,
  ).not.toMatch(/Sami|Y[ıi]ld[ıi]z/)

  await page.getByRole('button', { name: 'Leg vast: verteld' }).click()
  await expect(page.getByText('verteld', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Logboek' }).click()
  await expect(page.getByText('Brief gemaakt')).toBeVisible()
  await expect(page.getByText('Arabisch, Pools')).toBeVisible()
})
