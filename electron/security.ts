import { app, session, type WebContents } from 'electron'
import { isAppOrigin, START_URL } from './origin.ts'

/**
 * What a page of ours may be granted. The local network is on the list because a municipality may run its
 * relay inside its own network; which hosts that reaches is decided by the CSP (two origins), not here.
 */
const GRANTED: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
  'persistent-storage', // that a full disk does not make Chromium throw the local data away
])

/** Before `ready`: every renderer in the OS sandbox, and every page born with the same refusals. */
export function lockDownProcess(): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents))
  // No client certificate is ever sent, and a proxy that asks for a password gets none from us.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault()
    choose()
  })
  app.on('login', (event, _contents, _details, _proxy, answer) => {
    event.preventDefault()
    answer()
  })
}

/** After `ready`. Both handlers: Chromium asks one for prompts and the other for silent checks. */
export function denyPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(details.isMainFrame && GRANTED.has(permission) && isAppOrigin(details.requestingUrl))
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => {
    return GRANTED.has(permission) && isAppOrigin(origin)
  })
  defaultSession.setDevicePermissionHandler(() => false)
}

/** The page never navigates: screens change inside it, and pages outside open through `outside.ts`. */
function lockDownContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isReload(contents, event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isReload(contents, event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** The page may load itself again (its error screen does); that leads nowhere new. */
const isReload = (contents: WebContents, url: string): boolean =>
  url === START_URL && contents.getURL() === START_URL
