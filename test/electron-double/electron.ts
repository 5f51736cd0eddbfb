/**
 * Test double of the `electron` module: the built main process runs in Node, a BrowserWindow is a page of
 * Chromium driven over the DevTools protocol, the built preload runs in an isolated world of that page. Every
 * name here must exist in `electron.d.ts` (test/unit/electron/double-drift.test.ts). It never replaces a run
 * on real Electron.
 */
import { app } from './app.ts'
import { clipboard, nativeTheme, powerMonitor, screen, shell } from './desktop.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { Notification } from './notification.ts'
import { protocol } from './protocol.ts'
import { answerEvaluations } from './remote.ts'
import { safeStorage } from './safe-storage.ts'
import { session } from './session.ts'
import { BrowserWindow } from './window.ts'

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}
export default electron

answerEvaluations(electron)
