import { join } from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { crashLimit } from './crash-limit.ts'
import { errorCode } from './faults.ts'
import { START_URL } from './origin.ts'
import { report } from './report.ts'
import { windowOptions } from './window-options.ts'
import type { Disposable } from './settings/disposable.ts'
import type { WindowState } from './settings/settings.ts'
import type { Words } from './words.ts'

/**
 * The one window. @param words asked for when they are needed, since the language may have changed by then
 */
export function openWindow(memory: Disposable<WindowState | null>, words: () => Words): BrowserWindow {
  const state = memory.read()
  const window = new BrowserWindow(
    windowOptions({
      state,
      screens: screen.getAllDisplays().map((display) => display.workArea),
      isDark: nativeTheme.shouldUseDarkColors,
      isPackaged: app.isPackaged,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
    }),
  )
  if (state?.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('page-title-updated', (event) => event.preventDefault()) // a title shows in the task bar: never a name
  window.on('close', () =>
    memory.write({ bounds: window.getNormalBounds(), maximised: window.isMaximized() }),
  )
  recoverFromCrashes(window, words)
  return window
}

/**
 * Resolves when the page is there, or when loading it was cut short: by a reload for new servers, by closing.
 */
export async function loadApp(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(START_URL)
  } catch (error) {
    if (!window.isDestroyed()) report(`loading was cut short (${errorCode(error) ?? 'no code'})`)
  }
}

export function bringUp(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function recoverFromCrashes(window: BrowserWindow, words: () => Words): void {
  const mayReload = crashLimit(() => performance.now())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    if (mayReload()) return window.webContents.reload()
    const { title, text } = words().crash
    dialog.showErrorBox(title, text)
    app.quit()
  })
}
