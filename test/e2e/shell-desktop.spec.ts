/**
 * The app among other programs: a second start, links, the menu, notifications, its window, crashes, sleep.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { extractAll } from '@electron/asar'
import { expect, test, type Page } from '@playwright/test'
import { Settings } from '../../shared/bridge.ts'
import { isRealElectron, launchApp, type LaunchedApp } from '../electron-double/launch.ts'

let app: LaunchedApp
let page: Page

async function start(options: Parameters<typeof launchApp>[0] = {}): Promise<void> {
  app = await launchApp(options)
  page = await app.firstWindow()
}

/** All others as they are when nothing was chosen. */
const writeSettings = (chosen: Partial<Settings>): Promise<void> =>
  page.evaluate((settings) => window.ruggensteun!.writeSettings(settings), Settings.parse(chosen))

/** What the page hears from here on. */
async function hear(): Promise<() => Promise<unknown[]>> {
  await page.evaluate(() => {
    const heard: unknown[] = []
    window.ruggensteun!.onCommand((command) => void heard.push(command))
    window.ruggensteun!.onPower((event) => void heard.push(event))
    Object.assign(window, { heard })
  })
  return () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
}
const click = (id: string) =>
  app.evaluate(({ Menu }, item) => {
    const found = Menu.getApplicationMenu()!.getMenuItemById(item)!
    found.click?.()
    return { label: found.label, accelerator: found.accelerator }
  }, id)

test.describe('the app that is open', () => {
  test.beforeAll(() => start())
  test.beforeEach(async () => {
    await page.reload()
  })
  test.afterAll(() => app.close())

  test('a link opens a screen of the closed list; any other link only brings the window up', async () => {
    const heard = await hear()
    await app.evaluate(({ app: shell }) => {
      for (const link of [
        'ruggensteun://open/logbook',
        'ruggensteun://open/triage',
        'ruggensteun://open/new-signal?name=Sami',
        'ruggensteun://close/logbook',
        'https://example.org/open/logbook',
        'ruggensteun://open/../logbook',
      ])
        shell.emit('open-url', { preventDefault: () => undefined }, link)
    })
    // The others must never be followed.
    await expect.poll(heard).toEqual([{ kind: 'open', screen: 'logbook' }])
    await click('lock')
    await expect.poll(heard).toEqual([{ kind: 'open', screen: 'logbook' }, { kind: 'lock' }])
  })

  test('the page hears of sleep and of a locked screen', async () => {
    const heard = await hear()
    await app.evaluate(({ powerMonitor }) => {
      for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) powerMonitor.emit(event)
    })
    await expect.poll(heard).toEqual(['suspend', 'resume', 'lock-screen', 'unlock-screen'])
  })

  test('the badge counts what waits', async () => {
    await page.evaluate(() => window.ruggensteun!.setBadge(3))
    expect(await app.evaluate(({ app: shell }) => shell.getBadgeCount())).toBe(3)
  })

  test('a notification says no name, and opens the screen it is about', async () => {
    test.skip(isRealElectron, 'reads the notifications of the double')
    const heard = await hear()
    await page.evaluate(() =>
      Promise.all(
        (['possible-match', 'answer', 'closed'] as const).map((kind) => window.ruggensteun!.notify(kind)),
      ),
    )
    const shown = await app.evaluate(({ Notification }) =>
      Notification.shown.map(({ title, body }) => ({ title, body })),
    )
    expect(shown).toEqual([
      { title: 'Ruggensteun', body: 'Er is een signaal waarbij jij misschien kunt helpen.' },
      { title: 'Ruggensteun', body: 'Er is een antwoord op een signaal van jou.' },
      { title: 'Ruggensteun', body: 'Een signaal is afgesloten.' },
    ])
    await app.evaluate(({ Notification }) => void Notification.shown[1]!.emit('click'))
    await expect.poll(heard).toEqual([{ kind: 'open', screen: 'my-signals' }])
    await writeSettings({ notifications: false })
    await page.evaluate(() => window.ruggensteun!.notify('answer'))
    expect(await app.evaluate(({ Notification }) => Notification.shown.length)).toBe(3)
  })

  // The last one: the app is in English after it.
  test('every menu item says in Dutch what it does and does it', async () => {
    const heard = await hear()
    expect(await click('open:new-signal')).toEqual({ label: 'Nieuw signaal', accelerator: 'CmdOrCtrl+N' })
    expect(await click('lock')).toEqual({ label: 'Vergrendelen', accelerator: 'CmdOrCtrl+L' })
    expect(await click('sync')).toMatchObject({ label: 'Nu bijwerken' })
    await expect
      .poll(heard)
      .toEqual([{ kind: 'open', screen: 'new-signal' }, { kind: 'lock' }, { kind: 'sync' }])
    await writeSettings({ language: 'en' })
    expect(await click('open:new-signal')).toMatchObject({ label: 'New signal' })
  })
})

test.describe('an app of its own', () => {
  test.afterEach(() => app.close())

  test('a second start ends at once, brings up the first window and hands its link over', async () => {
    test.skip(isRealElectron, 'starts the second instance by the double')
    await start()
    const heard = await hear()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
    const second = spawn(
      process.execPath,
      [
        '--import',
        resolve('test/electron-double/register.mjs'),
        resolve('out/main/index.cjs'),
        `--user-data-dir=${app.userData}`,
        'ruggensteun://open/my-signals',
      ],
      {
        env: { ...process.env, DOUBLE_APP_PATH: process.cwd(), DOUBLE_USER_DATA: app.userData },
        stdio: 'inherit',
      },
    )
    expect(await once(second, 'exit')).toEqual([0, null])
    await expect.poll(heard).toEqual([{ kind: 'open', screen: 'my-signals' }])
    expect(
      await app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        return { isMinimized: window!.isMinimized(), isFocused: window!.isFocused() }
      }),
    ).toEqual({ isMinimized: false, isFocused: true })
  })

  test('two people on one machine run side by side', async () => {
    await start({ args: ['--profile=anna'] })
    const other = await launchApp({ args: ['--profile=bram'] })
    const otherPage = await other.firstWindow()
    await page.evaluate(() => window.ruggensteun!.saveVault('van anna'))
    expect(await otherPage.evaluate(() => window.ruggensteun!.loadVault())).toMatchObject({ record: null })
    expect(await otherPage.evaluate(() => window.ruggensteun!.start())).toMatchObject({ profile: 'bram' })
    await other.close()
  })

  test('a link the app is started with opens its screen; nothing of it keeps running after it was killed', async () => {
    test.skip(isRealElectron, 'reads what the double sent')
    await start({ args: ['ruggensteun://open/caseload'] })
    const sent = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.sent)
    await expect.poll(sent).toEqual([['ruggensteun:command', { kind: 'open', screen: 'caseload' }]])
    await app.kill()
    if (process.platform !== 'linux') return // reads /proc
    // Others end while we look.
    const commandOf = (pid: string): string => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
      } catch {
        return ''
      }
    }
    const left = readdirSync('/proc')
      .filter((pid) => /^[0-9]+$/.test(pid))
      .map(commandOf)
      .filter((text) => text.includes(app.userData) && text.includes('chromium'))
    expect(left).toEqual([])
  })

  test('the window comes back where it was, and closing it ends the app', async () => {
    await start()
    const place = { x: 200, y: 100, width: 1000, height: 700 }
    await app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]!.setBounds(bounds),
      place,
    )
    await app.close()
    await start({ userData: app.userData })
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())).toEqual(
      place,
    )
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible()))
      .toBe(true)
    const ended = once(app.process(), 'exit')
    await page.close()
    expect(await ended).toEqual([0, null])
  })

  test('a page that crashes comes back three times; then the app says so in plain words and stops', async () => {
    test.skip(isRealElectron, 'a crash of the real renderer ends the test connection')
    await start()
    await app.evaluate(({ dialog }) => {
      dialog.showErrorBox = (title, content) =>
        process.stderr.write(`BOX ${title}: ${content.split('\n')[0]}\n`)
    })
    const ended = once(app.process(), 'exit')
    await page.evaluate(() => window.ruggensteun!.start()) // the first loading is over
    for (let crashes = 0; crashes < 3; crashes++) {
      expect(
        await app.evaluate(async ({ BrowserWindow }) => {
          const { webContents } = BrowserWindow.getAllWindows()[0]!
          const crashed = new Promise((resolveCrash) => webContents.once('render-process-gone', resolveCrash))
          const back = new Promise((resolveLoad) => webContents.once('did-finish-load', resolveLoad))
          webContents.command('Page.crash').catch(() => undefined)
          await crashed
          await back
          return webContents.executeJavaScript('typeof window.ruggensteun')
        }),
      ).toBe('object')
    }
    // Not awaited: the app ends before it can answer.
    void app.evaluate(
      ({ BrowserWindow }) =>
        void BrowserWindow.getAllWindows()[0]!
          .webContents.command('Page.crash')
          .catch(() => undefined),
    )
    await ended
    expect(app.stderr()).toContain(
      'BOX Ruggensteun is gestopt: Het scherm is een paar keer achter elkaar vastgelopen.',
    )
  })

  test('the packaged app starts with nothing but its app.asar', async () => {
    const archive = 'dist/linux-unpacked/resources/app.asar'
    test.skip(!existsSync(archive), 'not packaged: npm run package')
    const appPath = test.info().outputPath('app')
    rmSync(appPath, { recursive: true, force: true })
    extractAll(archive, appPath)
    await start({ appPath })
    expect(await page.evaluate(() => window.ruggensteun!.start())).toMatchObject({
      profile: 'default',
      version: '0.1.0',
    })
  })
})
