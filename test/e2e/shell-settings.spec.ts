/** Settings are disposable: they are remembered, and they never stand in the way of a start. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launchApp, type LaunchedApp } from '../electron-double/launch.ts'

let app: LaunchedApp
let page: Page

async function start(options: Parameters<typeof launchApp>[0] = {}): Promise<void> {
  app = await launchApp(options)
  page = await app.firstWindow()
}

test.afterEach(() => app.close())

const DEFAULTS = {
  theme: 'system',
  language: 'nl',
  notifications: true,
  autoLockMinutes: 10,
  saveData: false,
  quietFrom: '18:00',
  quietUntil: '08:00',
  triageFilters: [],
}
const read = () => page.evaluate(() => window.ruggensteun!.readSettings())

test('settings are remembered', async () => {
  await start()
  expect(await read()).toEqual(DEFAULTS)
  await page.evaluate(() =>
    window.ruggensteun!.writeSettings({
      theme: 'dark',
      language: 'en',
      notifications: false,
      autoLockMinutes: 10,
      saveData: false,
      quietFrom: '18:00',
      quietUntil: '08:00',
      triageFilters: [],
    }),
  )
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await app.close()
  await start({ userData: app.userData })
  expect(await read()).toEqual({
    theme: 'dark',
    language: 'en',
    notifications: false,
    autoLockMinutes: 10,
    saveData: false,
    quietFrom: '18:00',
    quietUntil: '08:00',
    triageFilters: [],
  })
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
})

const BROKEN: Readonly<Record<string, (file: string) => void>> = {
  empty: (file) => writeFileSync(file, ''),
  garbage: (file) => writeFileSync(file, '\u0000\u0001 not json'),
  'of another shape': (file) =>
    writeFileSync(file, '{"value":{"theme":"pink","language":7,"relay":null,"bounds":[]}}'),
  'locked by another program': (file) => void mkdirSync(file), // can be neither read nor replaced, root or not
}
for (const [how, breakFile] of Object.entries(BROKEN)) {
  test(`the app starts with defaults when its settings files are ${how}`, async () => {
    const userData = test.info().outputPath('profile')
    mkdirSync(userData, { recursive: true })
    for (const name of ['settings.json', 'window.json', 'servers.json']) breakFile(join(userData, name))
    await start({ userData })
    expect(await read()).toEqual(DEFAULTS)
    expect(await page.evaluate(() => window.ruggensteun!.start())).toMatchObject({ servers: null })
    await page.evaluate(() =>
      window.ruggensteun!.writeSettings({
        theme: 'light',
        language: 'en',
        notifications: true,
        autoLockMinutes: 10,
        saveData: false,
        quietFrom: '18:00',
        quietUntil: '08:00',
        triageFilters: [],
      }),
    )
    expect(await read()).toEqual({
      theme: 'light',
      language: 'en',
      notifications: true,
      autoLockMinutes: 10,
      saveData: false,
      quietFrom: '18:00',
      quietUntil: '08:00',
      triageFilters: [],
    })
  })
}
