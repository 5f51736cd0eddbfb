import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { AppCommand, OutsideLink, Screen } from '../shared/bridge.ts'
import type { Words } from './words.ts'

export interface MenuActions {
  send(command: AppCommand): void
  openOutside(link: OutsideLink): void
}

/** Item ids are for tests and say what the item does: `open:new-signal`, `lock`, `outside:meldcode`. */
export function setMenu(
  { menu: words }: Words,
  { send, openOutside }: MenuActions,
  isMac = process.platform === 'darwin',
): void {
  const open = (screen: Screen, label: string, accelerator: string): MenuItemConstructorOptions => ({
    id: `open:${screen}`,
    label,
    accelerator,
    click: () => send({ kind: 'open', screen }),
  })
  const outside = (link: OutsideLink, label: string): MenuItemConstructorOptions => ({
    id: `outside:${link}`,
    label,
    click: () => openOutside(link),
  })

  const file: MenuItemConstructorOptions[] = [
    open('new-signal', words.newSignal, 'CmdOrCtrl+N'),
    { type: 'separator' },
    { id: 'sync', label: words.sync, accelerator: 'F5', click: () => send({ kind: 'sync' }) },
    { id: 'lock', label: words.lock, accelerator: 'CmdOrCtrl+L', click: () => send({ kind: 'lock' }) },
    { type: 'separator' },
    open('settings', words.settings, 'CmdOrCtrl+,'),
    { type: 'separator' },
    { role: 'quit', label: words.quit },
  ]
  const view: MenuItemConstructorOptions[] = [
    open('my-signals', words.mySignals, 'CmdOrCtrl+1'),
    open('possible-match', words.possibleMatch, 'CmdOrCtrl+2'),
    open('caseload', words.caseload, 'CmdOrCtrl+3'),
    open('neighbourhood', words.neighbourhood, 'CmdOrCtrl+4'),
    open('logbook', words.logbook, 'CmdOrCtrl+5'),
    { type: 'separator' },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'resetZoom', label: words.resetZoom },
    { role: 'togglefullscreen', label: words.fullScreen },
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu', label: app.getName() } as const] : []),
      { label: words.file, submenu: file },
      { label: words.edit, submenu: editMenu(words) },
      { label: words.view, submenu: view },
      {
        label: words.help,
        role: 'help',
        submenu: [outside('meldcode', words.meldcode), outside('veilig-thuis', words.veiligThuis)],
      },
    ]),
  )
}

function editMenu(words: Words['menu']): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ]
}
