/**
 * Every screen in three sizes: nothing runs wide, one primary button, F1 leads to safety, and axe finds nothing: in
 * both themes and all sizes in the long form, in one of these six cells by turns in the short form. With
 * SCREENS_PICTURES=1, pictures for the eye land in test-results/screens/.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  chromium,
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test'
import { violationsOn } from '../fixtures/accessibility.ts'
import { findChromium } from '../../build/browser.mjs'
import { ROUNDS } from '../rounds.ts'
import type { SceneName } from '../screens/scenes.ts'

const PICTURES = resolve(import.meta.dirname, '../../test-results/screens')
const NOW = new Date('2026-11-23T14:02:00+01:00')

const SIZES = {
  desk: { width: 1280, height: 800, scale: 1 },
  'zoom-200': { width: 640, height: 400, scale: 2 },
  'reflow-400': { width: 320, height: 640, scale: 1 },
} as const
type Size = keyof typeof SIZES
type Theme = 'light' | 'dark'

/**
 * [name, scene, what to press in the menu to get there, what to press after that: a button, `key:` and a key,
 * `type:` and letters, or `file:` and a button that asks for a file].
 */
const SCREENS: readonly (readonly [
  name: string,
  scene: SceneName,
  menu: string | null,
  ...press: readonly string[],
])[] = [
  ['new-signal', 'draft', 'Nieuw signaal'],
  ['new-signal-empty', 'teacher', 'Nieuw signaal'],
  ['my-signals', 'teacher', 'Mijn signalen'],
  ['my-signals-offline', 'offline', 'Mijn signalen'],
  ['my-signals-problem', 'problem', 'Mijn signalen'],
  ['my-signals-not-arrived', 'not-arrived', 'Mijn signalen'],
  ['my-signals-contradiction', 'contradiction', 'Mijn signalen'],
  ['my-signals-two-copies', 'two-copies', 'Mijn signalen'],
  ['my-signals-empty', 'newcomer', 'Mijn signalen'],
  ['my-signals-informing', 'informing', 'Mijn signalen'],
  ['informing-told', 'informing', 'Mijn signalen', 'Jayden Pinas'],
  ['informing-plan', 'letter', 'Mijn signalen', 'Plan…'],
  ['informing-defer', 'letter', 'Mijn signalen', 'Stel uit…'],
  ['my-signals-close', 'teacher', 'Mijn signalen', 'Afsluiten…', 'Verhuisd'],
  ['unsafe-new', 'unsafe', 'Nieuw signaal'],
  ['unsafe-mine', 'unsafe', 'Mijn signalen'],
  ['unsafe-still', 'unsafe', 'Mijn signalen', 'Nog steeds niet veilig…'],
  ['unsafe-day', 'unsafe', 'Mijn dag'],
  ['unsafe-match', 'unsafe-worker', 'Mogelijk in beeld', 'key:2'],
  ['unsafe-triage', 'unsafe-coordinator', 'Triage'],
  ['consulting', 'consulting', 'Mogelijk in beeld', 'key:1'],
  ['asked-secrecy', 'asked-secrecy', 'Mogelijk in beeld'],
  ['asked-secrecy-signal', 'asked-secrecy', 'Nieuw signaal'],
  ['my-day', 'teacher', 'Mijn dag'],
  ['my-day-empty', 'newcomer', 'Mijn dag'],
  ['my-day-coordinator', 'coordinator', 'Mijn dag'],
  ['match-answered', 'answered', 'Mogelijk in beeld'],
  ['conversation-ask', 'teacher', 'Mijn signalen', 'Vraag ruggensteun…'],
  ['conversation-refuse', 'teacher', 'Mijn signalen', 'Nee…'],
  ['conversation-propose', 'teacher', 'Mijn signalen', 'Iets anders…'],
  ['conversation-agree', 'teacher', 'Mijn signalen', 'Spreek iets af…'],
  ['conversation-pause', 'teacher', 'Mijn signalen', 'Zet de klok stil…'],
  ['follow-up', 'follow-up', 'Mijn signalen'],
  ['letter', 'letter', 'Mijn signalen', 'Brief…'],
  ['letter-arabic', 'letter', 'Mijn signalen', 'Brief…', 'Nederlands', 'العربية'],
  ['letter-cyrillic', 'informing', 'Mijn signalen', 'Brief…', 'Nederlands', 'Українська'],
  ['letter-saved', 'letter', 'Mijn signalen', 'Brief…', 'Bewaar als PDF…'],
  ['possible-match', 'worker', 'Mogelijk in beeld'],
  ['possible-match-hint', 'hint', 'Mogelijk in beeld'],
  ['possible-match-hint-family', 'hint-family', 'Mogelijk in beeld'],
  ['possible-match-empty', 'teacher', 'Mogelijk in beeld'],
  ['caseload', 'teacher', 'Mijn leerlingen'],
  ['caseload-empty', 'newcomer', 'Mijn leerlingen'],
  ['caseload-add', 'teacher', 'Mijn leerlingen', 'Voeg een kind toe'],
  ['caseload-questions', 'teacher', 'Mijn leerlingen', 'Wijzig Johannes Cornelis Amrani'],
  ['settings', 'teacher', 'Instellingen'],
  ['settings-watched', 'watched', 'Instellingen'],
  ['caseload-many', 'many', 'Mijn mensen'],
  ['import-sheets', 'import-sheets', 'Mijn mensen'],
  ['import-columns', 'import-columns', 'Mijn mensen'],
  ['import-remarks', 'import-remarks', 'Mijn mensen'],
  ['import-check', 'import-check', 'Mijn mensen'],
  ['import-saving', 'import-saving', 'Mijn mensen'],
  ['import-done', 'import-done', 'Mijn mensen'],
  ['neighbourhood', 'coordinator', 'Triage'],
  ['logbook', 'teacher', 'Logboek'],
  ['wijken', 'figures', 'Wijken'],
  ['wijken-first', 'figures', 'Wijken', 'Eerste antwoord'],
  ['wijken-new', 'figures-new', 'Wijken'],
  ['wijken-empty', 'coordinator', 'Wijken'],
  ['wijken-list', 'figures-new', 'Wijken', 'Lijst van wijken…'],
  ['wijken-list-read', 'figures-new', 'Wijken', 'Lijst van wijken…', 'file:Kies een bestand'],
  ['triage-names', 'area-list', 'Triage'],
  ['administration', 'administrator', 'Beheer'],
  ['administration-invite', 'administrator', 'Beheer', 'Nodig een collega uit'],
  ['administration-revoke', 'administrator', 'Beheer', 'Trek in: Fatima Bos'],
  ['administration-roles', 'administrator', 'Beheer', 'Rollen van Fatima Bos'],
  ['administration-new', 'administrator-new', 'Beheer'],
  ['who-is-who', 'administrator', 'Wie is wie'],
  ['who-is-who-empty', 'newcomer', 'Wie is wie'],
  ['triage-ask-name', 'coordinator', 'Triage', 'Vraag om de naam…'],
  ['triage-hand-over', 'coordinator', 'Triage', 'Draag over…'],
  ['triage-undo', 'coordinator', 'Triage', 'key:m'],
  ['triage-ended', 'coordinator', 'Triage', 'Afgesloten 1'],
  ['triage-palette', 'coordinator', 'Triage', 'key:Control+k'],
  ['palette-child', 'teacher', 'Mijn dag', 'key:Control+k', 'type:yil'],
  ['name-asked', 'name-asked', 'Mijn signalen'],
  ['name-give', 'name-asked', 'Mijn signalen', 'Geef de naam…'],
  ['pitch-ask', 'coordinator', 'Triage', 'Vraag Welzijn Veenwijk'],
  ['behind', 'behind', 'Mogelijk in beeld'],
  ['behind-open', 'behind-open', 'Mogelijk in beeld'],
  ['lines-asked', 'lines-asked', 'Mijn signalen'],
  ['oversight', 'programme-office', 'Overzicht'],
  ['oversight-quiet', 'programme-office-quiet', 'Overzicht'],
  ['link', 'link', 'Mijn signalen'],
  ['link-propose', 'link', 'Mijn signalen', 'Breng samen…'],
  ['agreements', 'agreements', 'Afspraken'],
  ['agreements-empty', 'newcomer', 'Afspraken'],
  ['agreements-sign', 'programme-office', 'Afspraken', 'Stel nieuwe afspraken op'],
  ['obstacles', 'obstacles', 'Knelpunten'],
  ['obstacles-empty', 'newcomer', 'Knelpunten'],
  ['obstacles-detail', 'obstacles', 'Knelpunten', 'In de wijk kan niemand ruggensteun geven'],
  ['obstacles-passed-up', 'obstacles', 'Knelpunten', 'Regels over gegevens delen'],
  ['obstacles-contradict', 'obstacles', 'Knelpunten', 'Beantwoord 1', 'Een termijn is te kort'],
  ['obstacles-none', 'obstacles', 'Knelpunten', 'Programmabureau', 'Te laat 0'],
  ['obstacles-raise', 'obstacles', 'Knelpunten', 'Geef een knelpunt door'],
  ['obstacles-owed', 'obstacles-owed', 'Knelpunten', 'In de wijk kan niemand ruggensteun geven'],
  [
    'obstacles-answer',
    'obstacles-owed',
    'Knelpunten',
    'In de wijk kan niemand ruggensteun geven',
    'Geef antwoord',
  ],
  ['obstacles-state', 'obstacles-office', 'Knelpunten', 'Ons eigen systeem werkt niet mee'],
  ['obstacles-nobody', 'obstacles-office', 'Knelpunten', 'Geef een knelpunt door'],
  ['my-day-obstacles', 'obstacles', 'Mijn dag'],
  ['settings-lock', 'teacher', 'Instellingen', 'Verander het slot'],
  ['settings-move', 'teacher', 'Instellingen', 'Maak het bestand'],
  ['join-code', 'enrol-own', null, 'Ik heb een code'],
  ['joining', 'joining', null],
  ['joining-words', 'joining-words', null],
  ['joining-organisation', 'joining-organisation', null],
  ['joining-refused', 'joining-refused', null],
  ['revoked-lost', 'revoked-lost', null],
  ['revoked-moved', 'revoked-moved', null],
  ['unlock-pin', 'locked-pin', null],
  ['lost', 'lost', null],
  ['lost-damaged', 'lost-damaged', null],
  ['lost-forget', 'lost-damaged', null, 'Meld dit apparaat opnieuw aan'],
  ['settings-storage', 'rebuilt', 'Instellingen'],
  ['rebuilt', 'rebuilt', 'Mijn signalen'],
  ['unlock', 'locked', null],
  ['enrol', 'enrol', null],
  ['enrol-own', 'enrol-own', null],
  ['failed', 'failed', null],
  ['safety', 'teacher', 'Mijn signalen', 'key:F1'],
  ['safety-officer', 'officer', 'Mijn signalen', 'key:F1'],
  ['safety-locked', 'locked', null, 'key:F1'],
  ['fallen', 'fallen', null],
  ['fallen-safety', 'fallen', null, 'key:F1'],
  ['absence', 'absence', 'Mijn leerlingen'],
  ['absence-list', 'absence', 'Mijn leerlingen', 'Bekijk'],
  ['absence-none', 'absence-none', 'Mijn leerlingen', 'Verzuim…'],
  ['absence-found', 'absence-none', 'Mijn leerlingen', 'Verzuim…', 'file:Lees een bestand in'],
  ['new-signal-absence', 'absence', 'Nieuw signaal'],
  ['new-signal-absence-two', 'absence-two', 'Nieuw signaal'],
  ['settings-holidays', 'absence', 'Instellingen'],
  ['new-signal-secrecy', 'secrecy', 'Nieuw signaal'],
  ['new-signal-secrecy-none', 'secrecy-none', 'Nieuw signaal'],
]

/** Where the harness is served: one for all workers, built for the first that asks (test/e2e/harness.ts). */
let address: string
let browser: Browser

/**
 * Each worker has a browser. A fixture and no hook: tests of a file with hooks are dealt out in advance, and one
 * worker got all the long ones.
 */
const test = base.extend<object, { harness: void }>({
  harness: [
    async ({ browserName: _ }, use) => {
      const answer = await fetch(process.env['RUGGENSTEUN_SCREENS']!)
      address = await answer.text()
      expect(answer.status, address).toBe(200)
      const executablePath = findChromium() ?? '/usr/bin/chromium'
      browser = await chromium.launch({
        ...(existsSync(executablePath) ? { executablePath } : {}),
        chromiumSandbox: false,
        args: ['--disable-gpu', '--disable-quic'],
      })
      await use()
      await browser.close()
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
})

const openAt = async (size: Size): Promise<BrowserContext> => {
  const { width, height, scale } = SIZES[size]
  return browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
  })
}
const emptyPage = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.clock.setFixedTime(NOW)
  return page
}
/** One for each size and worker, so that the program is fetched and compiled once; empty of what was stored. */
const pages = new Map<Size, Page>()
const pageOf = async (size: Size): Promise<Page> => {
  const page = pages.get(size) ?? (await emptyPage(await openAt(size)))
  pages.set(size, page)
  return page
}
const openScene = async (
  context: BrowserContext,
  scene: string,
  theme: Theme,
  language = 'nl',
): Promise<Page> => {
  const page = await emptyPage(context)
  await goToScene(page, scene, theme, language)
  return page
}
const goToScene = async (page: Page, scene: string, theme: Theme, language = 'nl'): Promise<void> => {
  await page.goto(`${address}?scene=${scene}&theme=${theme}&language=${language}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 15_000 })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  // A program that cannot start does not know what was chosen: it follows the machine.
  if (scene !== 'fallen') await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}
/** A button, or what can be clicked by its words (a box to tick, a line of a list). */
const pressOne = async (page: Page, one: string): Promise<void> => {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  if (one.startsWith('key:')) return page.keyboard.press(one.slice(4))
  if (one.startsWith('type:')) return page.keyboard.type(one.slice(5))
  if (!one.startsWith('file:'))
    await button(one)
      .or(page.getByText(one, { exact: true }))
      .first()
      .waitFor()
  if (!one.startsWith('file:'))
    return ((await button(one).count()) > 0 ? button(one) : page.getByText(one, { exact: true }))
      .first()
      .click()
  const chooser = page.waitForEvent('filechooser')
  // The last one: in a dialog, over the screen.
  await button(one.slice(5)).last().click()
  await (await chooser).setFiles({ name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b') })
  await page.getByRole('status').first().waitFor()
}
const choose = async (page: Page, label: string, small: boolean): Promise<void> => {
  if (small) await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('navigation').getByRole('button', { name: label }).click()
  await page.locator('.main[aria-busy=true]').waitFor({ state: 'detached' }) // a screen that is fetched
}

/** Their words and fonts are fetched when they are chosen; what comes after it is saved. */
const lettersAreThere = async (page: Page): Promise<void> => {
  await page.getByRole('article').first().waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** For the eye only: nothing is compared with a picture. */
const picture = async (page: Page, name: string, fullPage = false): Promise<void> => {
  if (ROUNDS.pictures) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage })
}

interface Cell {
  readonly size: Size
  readonly theme: Theme
  /** Whether axe looks. */
  readonly hasAxe: boolean
}
const THEMES = ['light', 'dark'] as const
const ALL_SIZES = Object.keys(SIZES) as Size[]

/** Until what is wanted now stands on the screen. */
const isDrawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
  )
/** The open page at another size and in another theme, laid out anew; it keeps its pixels per point. */
const turnInto = async (page: Page, { size, theme }: Cell): Promise<void> => {
  const { width, height } = SIZES[size]
  await page.setViewportSize({ width, height })
  await page.evaluate((to) => {
    document.documentElement.dataset['theme'] = to
  }, theme)
  await isDrawn(page)
}

/** What is wrong with the page as it stands there now, a line for each. */
const faultsOf = async (page: Page, { size, theme, hasAxe }: Cell): Promise<string[]> => {
  const violations = hasAxe ? await violationsOn(page) : []
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )
  const seen = await page.evaluate(() => {
    const shown = (selector: string, within: ParentNode = document): number =>
      [...within.querySelectorAll(selector)].filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          element.getBoundingClientRect().width * element.getBoundingClientRect().height > 0,
      ).length
    const { scrollWidth, clientWidth } = document.documentElement
    return {
      width: innerWidth,
      theme: document.documentElement.dataset['theme'],
      wide: scrollWidth - clientWidth,
      // A dialog is a screen of its own: what is behind it cannot be reached.
      primary: shown('.button.primary', [...document.querySelectorAll('[role=dialog]')].at(-1) ?? document),
      safety: shown('.safety, .safety-button, .safety-strip'),
    }
  })
  expect([seen.width, seen.theme]).toEqual([SIZES[size].width, theme])
  if (seen.wide > 0) found.push(`runs ${seen.wide}px wide`)
  if (seen.primary > 1) found.push(`${seen.primary} primary buttons`)
  if (seen.safety === 0) found.push('no way to safety in sight')
  return found
}

type Screen = (typeof SCREENS)[number]

/** Closes safety and what it was opened over. Returns whether there is a menu to go on by. */
const closeAll = async (page: Page): Promise<boolean> => {
  const dialogs = page.getByRole('dialog')
  for (let open = await dialogs.count(); open > 0; open--) {
    await page.keyboard.press('Escape')
    await expect(dialogs).toHaveCount(open - 1)
    if (open > 1) await expect(page.locator('[role=dialog]:focus-within')).toHaveCount(1)
  }
  return page.evaluate(
    () => document.querySelector('[inert]') === null && document.querySelector('nav') !== null,
  )
}

/**
 * Opens one screen in the first of these cells and looks at it in each of them; then F1, in the last of them.
 * `before`: what was looked at on this page before, where it can go on from there.
 */
const lookAt = async (
  page: Page,
  [name, scene, label, ...press]: Screen,
  cells: readonly Cell[],
  before: Screen | null,
): Promise<string[]> => {
  const first = cells[0]!
  if (before && before[1] === scene && label !== null && (await closeAll(page))) {
    await turnInto(page, first)
    // Another screen forgets what was begun on this one.
    if (before.length > 3)
      await choose(page, label === 'Logboek' ? 'Instellingen' : 'Logboek', first.size !== 'desk')
  } else {
    await page.evaluate(() => {
      if (location.protocol === 'about:') return
      localStorage.clear()
      sessionStorage.clear()
    })
    await page.setViewportSize(SIZES[first.size])
    await goToScene(page, scene, first.theme)
    await turnInto(page, first)
  }
  if (label !== null) await choose(page, label, first.size !== 'desk')
  for (const one of press) await pressOne(page, one)
  if (press.includes('Brief…')) await lettersAreThere(page)
  if (press.includes('Bewaar als PDF…')) await page.getByText('Heb je de brief gegeven?').waitFor()
  await page.mouse.move(0, 0)
  await isDrawn(page)
  // React Aria takes a window that became smaller for a keyboard that opens, and keeps a dialog with a field
  // invisible for up to 600 ms; axe passes over what is invisible.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.backdrop')].every((one) => getComputedStyle(one).opacity === '1'),
  )
  const found: string[] = []
  for (const cell of cells) {
    const where = `${name}-${cell.size}-${cell.theme}`
    if (cell !== first) await turnInto(page, cell)
    await picture(page, where, cell.size !== 'desk')
    found.push(...(await faultsOf(page, cell)).map((fault) => `${where}: ${fault}`))
  }
  expect(await page.title()).toBe('Ruggensteun')
  await page.keyboard.press('F1')
  await page
    .locator('[data-safety-numbers]')
    .getByText('0800-2000')
    .waitFor({ timeout: 5_000 })
    .catch(() => found.push(`${name}: F1 does not lead to safety at ${cells.at(-1)!.size}`))
  return found
}

/**
 * In the long form each screen is opened anew in all six cells, and axe looks in each. In the short form it is
 * opened once and turned into three sizes, and axe looks in the first; with which size and in which theme it begins
 * goes by turns, so that the six cells have an equal share of the screens. Where pictures are asked for they are made
 * of all six.
 */
const openingsOf = (index: number): readonly (readonly Cell[])[] => {
  const turned = [...ALL_SIZES.slice(index % 3), ...ALL_SIZES.slice(0, index % 3)]
  const inTheme = (theme: Theme): Cell[] => turned.map((size, at) => ({ size, theme, hasAxe: at === 0 }))
  const [one, other] = index % 2 === 0 ? THEMES : THEMES.toReversed()
  if (ROUNDS.openEveryCell)
    return THEMES.flatMap((theme) => ALL_SIZES.map((size) => [{ size, theme, hasAxe: true }]))
  return [[...inTheme(one!), ...(ROUNDS.pictures ? inTheme(other!) : [])]]
}

/** So many tests, so that the workers share them; screens of one scene stand together. */
const PARTS = 12
const BY_SCENE = [...Map.groupBy(SCREENS, ([, scene]) => scene).values()].flatMap((screens) =>
  screens.toSorted((a, b) => a.length - b.length),
)
const EACH = Math.ceil(BY_SCENE.length / PARTS)
for (let part = 0; part < PARTS; part++)
  test(`every screen fits in three sizes and is accessible (${part + 1} of ${PARTS})`, async () => {
    test.setTimeout(600_000)
    const found: string[] = []
    let before: Screen | null = null
    for (const [index, screen] of BY_SCENE.slice(part * EACH, (part + 1) * EACH).entries())
      for (const cells of openingsOf(part + index)) {
        const page = await pageOf(ROUNDS.openEveryCell ? cells[0]!.size : ALL_SIZES[part % 3]!)
        found.push(...(await lookAt(page, screen, cells, ROUNDS.openEveryCell ? null : before)))
        before = screen
      }
    expect(found).toEqual([])
  })

test('the look for accessibility finds what is wrong', async () => {
  const page = await browser.newPage()
  await page.setContent(
    '<html lang="nl"><title>x</title><main><h1>Kop</h1><p style="color: #aaa; background: #fff">licht</p><button></button><input></main></html>',
  )
  expect((await violationsOn(page)).map(({ id }) => id).sort()).toEqual([
    'button-name',
    'color-contrast',
    'label',
  ])
  await page.close()
})

test('an interrupted teacher loses nothing', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'teacher', 'light')
  await page.getByRole('combobox').fill('milan')
  await page.getByRole('option', { name: /Milan/ }).click()
  await page.getByText('2 weken').click()
  await choose(page, 'Logboek', false)
  await page.keyboard.press('n')
  await expect(page.getByRole('combobox')).toHaveValue(/Milan Kuiper/)
  await expect(page.getByRole('radio', { name: '2 weken' })).toBeChecked()
  await context.close()
})

test('safety is one key away while typing, in a dialog, locked and without a network; Escape leads back', async () => {
  const context = await openAt('reflow-400')
  const [asked, came] = [new Set<string>(), new Set<string>()]
  context.on('request', (request) => asked.add(request.url()))
  context.on('requestfinished', (request) => came.add(request.url()))
  const page = await openScene(context, 'teacher', 'light')
  // In the browser edition every screen comes right after the start; an app that was installed has them all.
  await expect
    .poll(
      () =>
        [...asked].some((url) => url.includes('/settings-')) && [...asked].filter((url) => !came.has(url)),
    )
    .toEqual([])
  await context.setOffline(true)
  const safety = page.getByRole('dialog', { name: 'Niet veilig?' })
  const box = page.getByRole('combobox')
  await box.fill('mil')
  await page.keyboard.press('F1')
  for (const words of [
    '112',
    '0800-2000',
    'Een signaal is geen stap van de meldcode en komt er niet voor in de plaats.',
  ])
    await expect(safety.getByText(words, { exact: true })).toBeVisible()
  await expect(safety.getByRole('list').first().getByRole('listitem')).toHaveCount(5)
  // All of it can be read by keyboard: Tab reaches the last button, and stays inside.
  const last = safety.getByRole('button', { name: 'veiligthuis.nl' })
  for (let i = 0; i < 12 && !(await last.evaluate((element) => element === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(last).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(safety).toBeHidden()
  await expect(box).toBeFocused()
  await expect(box).toHaveValue('mil')
  const button = page.getByRole('button', { name: 'Niet veilig?' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(safety).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await choose(page, 'Instellingen', true)
  await page.getByRole('button', { name: 'Verander het slot' }).click()
  const lock = page.getByRole('dialog', { name: 'Verander het slot' })
  await page.keyboard.press('F1')
  await expect(safety).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(safety).toBeHidden()
  await expect(lock).toBeVisible()
  await context.setOffline(false)
  const locked = await openScene(context, 'locked', 'dark')
  await context.setOffline(true)
  const passphrase = locked.getByLabel('Wachtwoordzin')
  await passphrase.fill('een zin')
  await locked.keyboard.press('F1')
  await expect(locked.getByRole('dialog').getByText('Bel 112.', { exact: false })).toBeVisible()
  await expect(locked.getByRole('dialog').getByRole('button', { name: 'Vul in wie dat is' })).toHaveCount(0)
  await locked.keyboard.press('Escape')
  await expect(passphrase).toBeFocused()
  await expect(passphrase).toHaveValue('een zin')
  const help = locked.getByRole('button', { name: 'Meldcode en hulp' })
  for (let i = 0; i < 6 && !(await help.evaluate((element) => element === document.activeElement)); i++)
    await locked.keyboard.press('Tab')
  await locked.keyboard.press('Enter')
  await expect(locked.getByRole('dialog', { name: 'Niet veilig?' })).toBeVisible()
  await context.close()
})

test('a screen that did not come says so and comes when it is asked for again; the rest of the app goes on', async () => {
  const context = await openAt('desk')
  const SETTINGS = '**/settings-*.js'
  await context.route(SETTINGS, (route) => route.abort())
  const page = await openScene(context, 'teacher', 'light')
  await choose(page, 'Instellingen', false)
  await expect(page.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible()
  await expect(
    page.getByText('Dit scherm kon niet worden geladen. Er is niets veranderd.', { exact: false }),
  ).toBeVisible()
  await choose(page, 'Mijn signalen', false)
  await expect(page.getByRole('heading', { level: 1, name: 'Mijn signalen' })).toBeVisible()
  await choose(page, 'Instellingen', false)
  await context.unroute(SETTINGS)
  await page.getByRole('button', { name: 'Probeer nu' }).click()
  await expect(page.getByRole('button', { name: 'Verander het slot' })).toBeVisible()
  await context.close()
})

test('who has professional secrecy weighs once more, by keyboard; nobody else is asked', async () => {
  const context = await openAt('desk')
  const nurse = await openScene(context, 'secrecy-none', 'light')
  await nurse.keyboard.press('n')
  const question = nurse.getByRole('radiogroup', { name: 'Je hebt beroepsgeheim. Waarom mag je dit delen?' })
  await nurse.keyboard.press('Control+Enter')
  await expect(nurse.getByText('Zo mag je het niet delen. Niets gaat weg.')).toBeVisible()
  await expect(question.getByRole('radio', { name: 'Geen van beide' })).toBeFocused()
  await nurse.keyboard.press('ArrowUp')
  await expect(question.getByRole('radio', { name: /^Conflict van plichten/ })).toBeChecked()
  await nurse.keyboard.press('Control+Enter')
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(/Mijn signalen|Sami/)
  const teacher = await openScene(context, 'draft', 'light')
  await expect(teacher.getByText('Je was hiermee bezig. Alles staat er nog.')).toBeVisible()
  await expect(teacher.getByText('beroepsgeheim')).toHaveCount(0)
  await teacher.getByRole('button', { name: 'Toch niet delen…' }).click()
  await expect(teacher.getByRole('radio', { name: 'Mijn beroepsgeheim laat het niet toe' })).toHaveCount(0)
  await context.close()
})

test('what a person reported to DUO is noted by keyboard, and the hint goes', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'absence', 'light')
  await expect(
    page.getByText(
      'Mogelijk meldplicht bij DUO: 17 uur verzuim in 4 schoolweken. Dit signaal is geen verzuimmelding. Wij melden niets voor je.',
    ),
  ).toBeVisible()
  await choose(page, 'Mijn leerlingen', false)
  await page.getByRole('button', { name: 'Bekijk' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Verzuim en DUO' })
  await dialog.getByRole('button', { name: 'Gemeld bij DUO: Sami Yıldız' }).press('Enter')
  await expect(dialog.getByText('Gemeld bij DUO op 23 november.', { exact: false })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Bij 1 kind mogelijk meldplicht bij DUO.')).toBeVisible()
  await context.close()
})

test('what is missing is said, and focus goes to the first of it', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'teacher', 'light')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Kies eerst een kind.')).toBeVisible()
  await expect(page.getByRole('combobox')).toBeFocused()
  await picture(page, 'missing')
  await context.close()
})

test('a social worker answers with 2 and Ctrl+Enter, and sees first what it discloses', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'worker', 'light')
  await page.keyboard.press('2')
  await expect(page.getByText('Je nummer niet')).toBeVisible()
  await picture(page, 'match-chosen')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Je hebt geantwoord').first()).toBeVisible()
  await picture(page, 'match-answered')
  await context.close()
})

test('on a telephone what a comparison says, and what can be done with a device, are not cut off', async () => {
  const context = await openAt('reflow-400')
  for (const [scene, menu, selector] of [
    ['worker', 'Mogelijk in beeld', '.chip'],
    ['administrator', 'Beheer', 'button'],
  ] as const) {
    const page = await openScene(context, scene, 'light')
    await choose(page, menu, true)
    const table = page.getByRole('table').first()
    await expect(table.locator(selector).first()).toBeVisible()
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 844 })
      const cut = await table.evaluate((element, wanted) => {
        const right = element.closest('.framed')!.getBoundingClientRect().right
        return [...element.querySelectorAll(wanted)].filter(
          (one) => one.getBoundingClientRect().right > right,
        ).length
      }, selector)
      expect([scene, width, cut]).toEqual([scene, width, 0])
    }
  }
  await context.close()
})

test('a newcomer joins by keyboard alone, in the dark theme, and axe finds nothing on the way', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'enrol-own', 'dark')
  const clean = async (): Promise<void> => expect((await violationsOn(page)).map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Vul je code in' })).toBeVisible()
  await page.keyboard.type('7kq4m 2xpnb')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Je naam')).toBeFocused()
  await clean()
  await picture(page, 'join-who-dark')
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
    for (let i = 0; i < 60 && !(await target.evaluate((element) => element === document.activeElement)); i++)
      await page.keyboard.press('Tab')
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
  for (let i = 0; i < 5 && !(await lost.evaluate((element) => element === document.activeElement)); i++)
    await page.keyboard.press('Tab')
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
  await picture(page, 'informing-undo')
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
  await expect(
    page.getByText('Nog niet verteld: eerst advies. Op 7 december staat het hier weer als taak.'),
  ).toBeVisible()
  await page.getByText('4 besluiten').click()
  await expect(page.getByText('uitgesteld tot 16 november: niet bereikbaar (bij het signaal)')).toBeVisible()
  await expect(page.getByText('uitgesteld tot 30 november: eerst een tolk of vertaling')).toBeVisible()
  await context.close()
})

test('Ctrl K and a few letters find a child of the own list and show it there; the field in the top bar opens the same', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'teacher', 'light')
  await choose(page, 'Mijn dag', false)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('elif yil')
  await expect(page.getByRole('menuitem')).toHaveText('Elif Yıldız in Mijn leerlingen')
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  await expect(grid.getByRole('row').nth(1)).toContainText('Elif')
  await page.getByLabel('Zoek in deze lijst').fill('')
  await expect(grid).not.toHaveAttribute('aria-rowcount', '2')
  await page.getByRole('button', { name: 'Zoek in je eigen lijst of kies een actie' }).click()
  await page.keyboard.type('sami')
  await page.getByRole('menuitem', { name: 'Sami Yıldız' }).click()
  await expect(grid.getByRole('row').nth(1)).toContainText('Sami')
  await context.close()
})

test('an obstacle is passed on by keyboard, after a look at a name in it, and answered by who owes it', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'obstacles', 'light')
  await choose(page, 'Knelpunten', false)
  await page.getByRole('button', { name: 'Geef een knelpunt door' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Geef een knelpunt door' })
  await dialog.getByRole('button', { name: 'Geef door' }).press('Enter')
  await expect(dialog.getByText('Kies waar het over gaat.')).toBeVisible()
  await dialog.getByLabel('Waar gaat het over?').selectOption('language')
  const text = dialog.getByLabel('Wat is er aan de hand?')
  await text.fill('Voor Sami is er geen tolk.')
  await dialog.getByRole('button', { name: 'Geef door' }).press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Hier staat een naam die op je eigen lijst voorkomt.')
  expect((await violationsOn(page)).map(({ id }) => id)).toEqual([])
  await picture(page, 'obstacles-warning')
  await text.fill('Er is geen tolk te krijgen binnen een week.')
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Geef door' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect(
    page.getByRole('complementary').getByText('Er is geen tolk te krijgen binnen een week.'),
  ).toBeVisible()
  const owing = await openScene(context, 'obstacles-owed', 'light')
  await choose(owing, 'Knelpunten', false)
  await owing.keyboard.press('j')
  await owing.getByRole('button', { name: 'Geef antwoord' }).press('Enter')
  await owing.getByRole('radio', { name: 'Opgelost' }).press('Space')
  await owing.getByLabel('Je antwoord in een paar zinnen').fill('Vanaf maandag komt er iemand bij.')
  await owing.getByRole('button', { name: 'Verstuur het antwoord' }).press('Enter')
  await expect(owing.getByRole('complementary').getByText('Wijkteam Oost: Opgelost')).toBeVisible()
  await context.close()
})

test('the words of every screen exist in English too', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'draft', 'light', 'en')
  await expect(page.getByRole('heading', { level: 1, name: 'New signal' })).toBeVisible()
  await picture(page, 'new-signal-english')
  const dutch = await openScene(context, 'teacher', 'light')
  await choose(dutch, 'Instellingen', false)
  await dutch.getByText('English', { exact: true }).click()
  await expect(dutch.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await dutch.getByText('Nederlands', { exact: true }).click()
  await expect(dutch.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible()
  await context.close()
})

test('notification words, titles and addresses hold no name', async () => {
  const context = await openAt('desk')
  const page = await openScene(context, 'draft', 'light')
  expect(`${await page.title()} ${page.url()}`).not.toMatch(/Sami|Elif|Fatima/)
  await context.close()
})
