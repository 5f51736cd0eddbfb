import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, nativeTheme } from 'electron'
import type { AppCommand, PowerEvent, Screen, Settings } from '../shared/bridge.ts'
import { watchCertificates } from './certificates.ts'
import { readCommandLine, userDataFolder } from './command-line.ts'
import { deepLinkIn, parseDeepLink } from './deep-links.ts'
import { CERTIFICATE_CHANNEL, COMMAND_CHANNEL, POWER_CHANNEL } from './ipc/channels.ts'
import { desktopHandlers } from './ipc/handlers/desktop.ts'
import { pdfHandlers } from './ipc/handlers/pdf.ts'
import { serversHandlers } from './ipc/handlers/servers.ts'
import { settingsHandlers } from './ipc/handlers/settings.ts'
import { startHandlers } from './ipc/handlers/start.ts'
import { vaultHandlers } from './ipc/handlers/vault.ts'
import { registerHandlers } from './ipc/register.ts'
import { setMenu } from './menu.ts'
import { showNotification } from './notifications.ts'
import { openOutside } from './outside.ts'
import { savePdf } from './pdf.ts'
import { watchPower } from './power.ts'
import { declareScheme, serveBundle } from './protocol.ts'
import { report } from './report.ts'
import { EXIT_WITHOUT_SANDBOX, sandboxTakenBy } from './sandbox.ts'
import { denyPermissions, lockDownProcess } from './security.ts'
import { findKeychain } from './secrets/keychain.ts'
import { openRescue } from './secrets/rescue.ts'
import { openVault } from './secrets/vault.ts'
import { openServers, openSettings, openWindowState } from './settings/settings.ts'
import { bringUp, loadApp, openWindow } from './windows.ts'
import { wordsIn } from './words.ts'

const line = readCommandLine(process.argv)
const userData = userDataFolder(line, app.getPath('userData'))
mkdirSync(userData, { recursive: true }) // setPath throws for a folder that is not there
app.setPath('userData', userData)
app.setPath('sessionData', userData)
app.setAppUserModelId('nl.ruggensteun.app') // Windows shows no notification without it
lockDownProcess()
declareScheme()

/** Holds what comes before the page is there: the argument, macOS's open-url, an impatient second start. */
let linkAtStart = deepLinkIn(process.argv)
let follow = (screen: Screen | null): void => {
  linkAtStart = screen ?? linkAtStart
}

const taker = app.isPackaged ? sandboxTakenBy((name) => app.commandLine.hasSwitch(name), process.env) : null
if (taker !== null) {
  report(
    `not started: ${taker} takes the sandbox away, and what a page could reach with it; start it without`,
  )
  app.exit(EXIT_WITHOUT_SANDBOX)
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => follow(deepLinkIn(argv)))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    follow(parseDeepLink(url))
  })
  // With the window closed nothing of the field stays in memory; a tray comes only when its user asked for
  // it.
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      report(`not started (${error instanceof Error ? error.name : 'unknown'})`)
      app.exit(1)
    })
} else app.quit()

async function start(): Promise<void> {
  const settings = openSettings()
  const servers = openServers()
  const vault = openVault(join(userData, 'vault.json'), findKeychain)
  const rescue = openRescue(join(userData, 'rescue.sealed'))
  const words = () => wordsIn(settings.read().language)
  if (app.isPackaged && line.profile === 'default') app.setAsDefaultProtocolClient('ruggensteun')

  serveBundle(servers.read)
  denyPermissions()
  nativeTheme.themeSource = settings.read().theme // before the window: it decides its first colour
  const window = openWindow(openWindowState(), words)

  const tell = (channel: string, message: AppCommand | PowerEvent | string): void => {
    if (!window.isDestroyed()) window.webContents.send(channel, message)
  }
  const send = (command: AppCommand): void => tell(COMMAND_CHANNEL, command)
  const open = (screen: Screen): void => {
    bringUp(window)
    send({ kind: 'open', screen })
  }
  const applySettings = ({ theme }: Settings): void => {
    nativeTheme.themeSource = theme
    setMenu(words(), {
      send,
      openOutside: (link) => void openOutside(link).catch(() => report('no browser for this page')),
    })
  }
  applySettings(settings.read())
  watchCertificates((origin) => tell(CERTIFICATE_CHANNEL, origin))
  watchPower((event) => tell(POWER_CHANNEL, event))

  registerHandlers({
    ...startHandlers({ line, vault, servers, version: app.getVersion() }),
    ...serversHandlers(servers, () => window.webContents.reload()),
    ...vaultHandlers(vault, rescue, userData),
    ...settingsHandlers(settings, applySettings),
    ...pdfHandlers((name) => savePdf(window, name)),
    ...desktopHandlers((kind) => {
      if (settings.read().notifications) showNotification(kind, words(), open)
    }),
  })

  await loadApp(window)
  follow = (screen) => (screen === null ? bringUp(window) : open(screen))
  if (linkAtStart !== null && !window.isDestroyed()) open(linkAtStart)
}
