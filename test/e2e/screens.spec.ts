/**
 * Every screen in both themes and three sizes: axe finds nothing, nothing runs wide, one primary button.
 * Pictures for the eye land in test-results/screens/.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'

const HARNESS = resolve(import.meta.dirname, '../screens')
const PICTURES = resolve(import.meta.dirname, '../../test-results/screens')
const NOW = new Date('2026-11-23T14:02:00+01:00')

const SIZES = { desk: { width: 1280, height: 800, scale: 1 }, 'zoom-200': { width: 640, height: 400, scale: 2 }, 'reflow-400': { width: 320, height: 640, scale: 1 } } as const
const THEMES = ['light', 'dark'] as const
type Size = keyof typeof SIZES
type Theme = (typeof THEMES)[number]

/** [name, scene, what to press in the menu to get there, what to press after that]. */
const SCREENS: readonly (readonly [name: string, scene: string, menu: string | null, ...press: readonly string[]])[] = [
  ['new-signal', 'draft', 'Nieuw signaal'], ['new-signal-empty', 'teacher', 'Nieuw signaal'], ['my-signals', 'teacher', 'Mijn signalen'], ['my-signals-offline', 'offline', 'Mijn signalen'],
  ['my-signals-problem', 'problem', 'Mijn signalen'], ['my-signals-not-arrived', 'not-arrived', 'Mijn signalen'], ['my-signals-contradiction', 'contradiction', 'Mijn signalen'], ['my-signals-empty', 'newcomer', 'Mijn signalen'], ['my-signals-informing', 'informing', 'Mijn signalen'], ['informing-told', 'informing', 'Mijn signalen', 'Jayden Pinas'], ['informing-plan', 'letter', 'Mijn signalen', 'Plan…'], ['informing-defer', 'letter', 'Mijn signalen', 'Stel uit…'],
  ['letter', 'letter', 'Mijn signalen', 'Brief…'], ['letter-arabic', 'letter', 'Mijn signalen', 'Brief…', 'Nederlands', 'العربية'], ['letter-cyrillic', 'informing', 'Mijn signalen', 'Brief…', 'Nederlands', 'Українська'], ['letter-saved', 'letter', 'Mijn signalen', 'Brief…', 'Bewaar als PDF…'], ['possible-match', 'worker', 'Mogelijk in beeld'], ['possible-match-hint', 'hint', 'Mogelijk in beeld'], ['possible-match-hint-family', 'hint-family', 'Mogelijk in beeld'], ['possible-match-empty', 'teacher', 'Mogelijk in beeld'],
  ['caseload', 'teacher', 'Mijn leerlingen'], ['caseload-empty', 'newcomer', 'Mijn leerlingen'], ['caseload-add', 'teacher', 'Mijn leerlingen', 'Voeg een kind toe'], ['caseload-questions', 'teacher', 'Mijn leerlingen', 'Wijzig Johannes Cornelis Amrani'], ['settings', 'teacher', 'Instellingen'], ['settings-watched', 'watched', 'Instellingen'], ['caseload-many', 'many', 'Mijn mensen'], ['import-sheets', 'import-sheets', 'Mijn mensen'], ['import-columns', 'import-columns', 'Mijn mensen'],
  ['import-remarks', 'import-remarks', 'Mijn mensen'], ['import-check', 'import-check', 'Mijn mensen'], ['import-saving', 'import-saving', 'Mijn mensen'], ['import-done', 'import-done', 'Mijn mensen'], ['neighbourhood', 'coordinator', 'Signalen in de wijk'], ['logbook', 'teacher', 'Logboek'],
  ['administration', 'administrator', 'Beheer'], ['administration-invite', 'administrator', 'Beheer', 'Nodig een collega uit'], ['administration-revoke', 'administrator', 'Beheer', 'Trek in: Fatima Bos'],
  ['administration-roles', 'administrator', 'Beheer', 'Rollen van Fatima Bos'], ['administration-new', 'administrator-new', 'Beheer'], ['who-is-who', 'administrator', 'Wie is wie'], ['who-is-who-empty', 'newcomer', 'Wie is wie'],
  ['settings-lock', 'teacher', 'Instellingen', 'Verander het slot'], ['settings-move', 'teacher', 'Instellingen', 'Maak het bestand'],
  ['join-code', 'enrol-own', null, 'Ik heb een code'], ['joining', 'joining', null], ['joining-words', 'joining-words', null], ['joining-organisation', 'joining-organisation', null], ['joining-refused', 'joining-refused', null],
  ['revoked-lost', 'revoked-lost', null], ['revoked-moved', 'revoked-moved', null], ['unlock-pin', 'locked-pin', null],
  ['lost', 'lost', null], ['lost-damaged', 'lost-damaged', null], ['lost-forget', 'lost-damaged', null, 'Meld dit apparaat opnieuw aan'], ['settings-storage', 'rebuilt', 'Instellingen'], ['rebuilt', 'rebuilt', 'Mijn signalen'],
  ['unlock', 'locked', null], ['enrol', 'enrol', null], ['enrol-own', 'enrol-own', null], ['failed', 'failed', null],
]

let server: ViteDevServer
let browser: Browser
let address = ''

test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await createServer({ configFile: join(HARNESS, 'vite.config.ts') })
  await server.listen(0)
  address = server.resolvedUrls!.local[0]!
  const executablePath = process.env['RUGGENSTEUN_CHROMIUM'] ?? '/usr/bin/chromium'
  browser = await chromium.launch({ ...(existsSync(executablePath) ? { executablePath } : {}), chromiumSandbox: false, args: ['--disable-gpu', '--disable-quic'] })
  const page = await browser.newPage()
  await page.goto(`${address}?scene=teacher`)
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 120_000 })
  await page.close()
})
test.afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const openAt = async (size: Size): Promise<BrowserContext> => {
  const { width, height, scale } = SIZES[size]
  return browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', reducedMotion: 'reduce' })
}
const openScene = async (context: BrowserContext, scene: string, theme: Theme, language = 'nl'): Promise<Page> => {
  const page = await context.newPage()
  await page.clock.setFixedTime(NOW)
  await page.goto(`${address}?scene=${scene}&theme=${theme}&language=${language}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 15_000 })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  return page
}
const choose = async (page: Page, label: string, small: boolean): Promise<void> => {
  if (small) await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('navigation').getByRole('button', { name: label }).click()
}

/** A button, or what can be clicked by its words (a box to tick, a line of a list). */
const pressOn = async (page: Page, name: string): Promise<void> => {
  const button = page.getByRole('button', { name, exact: true })
  await ((await button.count()) > 0 ? button : page.getByText(name, { exact: true })).first().click()
}
/** Their words and fonts are fetched when they are chosen. */
const lettersAreThere = async (page: Page): Promise<void> => {
  await page.getByRole('article').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

for (const theme of THEMES)
  for (const size of Object.keys(SIZES) as Size[])
    test(`every screen is accessible and fits: ${theme}, ${size}`, async () => {
      test.setTimeout(600_000)
      const context = await openAt(size)
      const found: string[] = []
      for (const [name, scene, label, ...press] of SCREENS) {
        const page = await openScene(context, scene, theme)
        if (label !== null) await choose(page, label, size !== 'desk')
        for (const name of press) await pressOn(page, name)
        if (press.includes('Brief…')) await lettersAreThere(page)
        await page.mouse.move(0, 0)
        await page.screenshot({ path: join(PICTURES, `${name}-${size}-${theme}.png`), fullPage: size !== 'desk' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${name}: ${id} ${target.join(' ')} ${any[0]?.message ?? ''}`)))
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        if (wide > 0) found.push(`${name}: runs ${wide}px wide`)
        // A dialog is a screen of its own: what is behind it cannot be reached.
        const dialog = page.getByRole('dialog')
        const primary = await ((await dialog.count()) > 0 ? dialog : page).locator('.button.primary:visible').count()
        if (primary > 1) found.push(`${name}: ${primary} primary buttons`)
        expect(await page.title()).toBe('Ruggensteun')
        await page.close()
      }
      await context.close()
      expect(found).toEqual([])
    })

test('an interrupted teacher loses nothing', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'teacher', 'light')
  await page.getByRole('combobox').fill('milan')
  await page.getByRole('option', { name: /Milan/ }).click()
  await page.getByText('2 weken').click()
  await page.waitForTimeout(800)
  await choose(page, 'Logboek', false)
  await page.keyboard.press('n')
  await expect(page.getByRole('combobox')).toHaveValue(/Milan Kuiper/)
  await expect(page.getByRole('radio', { name: '2 weken' })).toBeChecked()
  await context.close()
})

test('what is missing is said, and focus goes to the first of it', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'teacher', 'light')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Kies eerst een kind.')).toBeVisible()
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.screenshot({ path: join(PICTURES, 'missing.png') })
  await context.close()
})

test('a social worker answers with 2 and Ctrl+Enter, and sees first what it discloses', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'worker', 'light')
  await page.keyboard.press('2')
  await expect(page.getByText('Je nummer niet')).toBeVisible()
  await page.screenshot({ path: join(PICTURES, 'match-chosen.png') })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Je hebt geantwoord').first()).toBeVisible()
  await page.screenshot({ path: join(PICTURES, 'match-answered.png') })
  await context.close()
})

test('a newcomer joins by keyboard alone, in the dark theme, and axe finds nothing on the way', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'enrol-own', 'dark')
  const clean = async (): Promise<void> => expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Vul je code in' })).toBeVisible()
  await page.keyboard.type('7kq4m 2xpnb')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Je naam')).toBeFocused()
  await clean()
  await page.screenshot({ path: join(PICTURES, 'join-who-dark.png') })
  for (const text of ['Lotte Maas', 'leerkracht groep 3', '06-00 00 00 31']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Tab')
  for (const text of ['280491', '280491']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Controlewoorden' })).toBeVisible()
  await clean()
  await context.close()
})

test('an administrator invites, confirms and revokes by keyboard alone', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'administrator', 'light')
  const to = async (name: string | RegExp): Promise<void> => {
    const target = page.getByRole('button', { name }).first()
    for (let i = 0; i < 60 && !(await target.evaluate((element) => element === document.activeElement)); i++) await page.keyboard.press('Tab')
    await expect(target).toBeFocused()
  }
  await to(/^Beheer/)
  await page.keyboard.press('Enter')
  await to('Ja, dezelfde woorden')
  await to('Nodig een collega uit')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Nodig een collega uit' })).toBeFocused()
  await to('Trek in: Fatima Bos')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  const lost = page.getByRole('radio', { name: 'kwijt of gestolen' })
  for (let i = 0; i < 5 && !(await lost.evaluate((element) => element === document.activeElement)); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await to(/^Trek in$/)
  await context.close()
})

test('that the parents were told is recorded with two keys, and taken back with one', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'letter', 'light')
  await choose(page, 'Mijn signalen', false)
  await page.getByRole('button', { name: 'Verteld…' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Leg vast' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Verteld op 23 november.')).toBeVisible()
  const undo = page.getByRole('button', { name: 'Ongedaan maken' })
  await expect(undo).toBeFocused()
  await page.screenshot({ path: join(PICTURES, 'informing-undo.png') })
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nog niet verteld: niet bereikbaar.')).toBeVisible()
  await expect(undo).toBeHidden()
  await context.close()
})

test('putting off takes a reason, stays in sight, and comes with the day on which it returns', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'informing', 'light')
  await choose(page, 'Mijn signalen', false)
  await page.getByRole('button', { name: 'Stel uit…' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Leg vast' })).toBeDisabled()
  await page.getByRole('radio', { name: 'eerst advies' }).press('Space')
  await page.getByRole('radio', { name: 'over twee weken' }).press('Space')
  await page.getByRole('button', { name: 'Leg vast' }).press('Enter')
  await expect(page.getByText('Nog niet verteld: eerst advies. Op 7 december staat het hier weer als taak.')).toBeVisible()
  await page.getByText('4 besluiten').click()
  await expect(page.getByText('uitgesteld tot 16 november: niet bereikbaar (bij het signaal)')).toBeVisible()
  await expect(page.getByText('uitgesteld tot 30 november: eerst een tolk of vertaling')).toBeVisible()
  await context.close()
})

test('the words of every screen exist in English too', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'draft', 'light', 'en')
  await expect(page.getByRole('heading', { level: 1, name: 'New signal' })).toBeVisible()
  await page.screenshot({ path: join(PICTURES, 'new-signal-english.png') })
  await context.close()
})

test('notification words, titles and addresses hold no name', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'draft', 'light')
  expect(`${await page.title()} ${page.url()}`).not.toMatch(/Sami|Elif|Fatima/)
  await context.close()
})
