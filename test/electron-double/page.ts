import type { Cdp } from './cdp.ts'
import { isHeaded } from './chromium.ts'
import { applyPermissions } from './permissions.ts'
import { pageScript, PRELOAD_WORLD, preloadScript } from './preload-scripts.ts'
import { refused } from './refused.ts'
import { browser, windows } from './windows.ts'
import type { BrowserWindow } from './window.ts'

interface Target {
  readonly targetId: string
  readonly type: string
  readonly openerId?: string
  readonly title: string
  readonly url: string
}
interface World {
  readonly id: number
  readonly name: string
  readonly auxData: { readonly frameId: string }
}

let isListening = false

/** Makes the page of a window and gives the id of its DevTools session. */
export async function openPage(window: BrowserWindow): Promise<string> {
  const cdp = browser()
  if (!isListening) await listenToTargets(cdp)
  const targetId = await freeTarget(cdp)
  window.mainFrameId = targetId
  window.frames.add(targetId)
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  })
  followPage(cdp, window, sessionId)
  followWorlds(cdp, window, sessionId)
  const send = (method: string, params = {}): Promise<unknown> => cdp.send(method, params, sessionId)
  await Promise.all([send('Page.enable'), send('Inspector.enable')])
  await send('Runtime.enable')
  await send('Runtime.addBinding', { name: '__doubleHost', executionContextName: PRELOAD_WORLD })
  const { preload } = window.options.webPreferences ?? {}
  if (preload) {
    const { product } = await cdp.send<{ product: string }>('Browser.getVersion')
    await send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript })
    await send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: PRELOAD_WORLD,
      source: preloadScript(preload, product.split('/')[1] ?? ''),
    })
  }
  await applySize(cdp, window, sessionId)
  await applyPermissions(cdp, 'app://bundle/index.html')
  return sessionId
}

/** The tab Chromium starts with serves the first window. */
async function freeTarget(cdp: Cdp): Promise<string> {
  const { targetInfos } = await cdp.send<{ targetInfos: Target[] }>('Target.getTargets')
  const used = new Set([...windows.all].map((window) => window.mainFrameId))
  const free = targetInfos.find(({ type, targetId }) => type === 'page' && !used.has(targetId))
  return (
    free?.targetId ??
    (await cdp.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })).targetId
  )
}

async function applySize(cdp: Cdp, window: BrowserWindow, sessionId: string): Promise<void> {
  const { width, height } = window.getBounds()
  if (!isHeaded)
    return void (await cdp.send(
      'Emulation.setDeviceMetricsOverride',
      { width, height, deviceScaleFactor: 1, mobile: false },
      sessionId,
    ))
  const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget', {
    targetId: window.mainFrameId,
  })
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { width, height } })
}

async function listenToTargets(cdp: Cdp): Promise<void> {
  isListening = true
  const owner = (id: string | undefined): BrowserWindow | undefined =>
    [...windows.all].find(({ mainFrameId }) => mainFrameId === id)
  cdp.on<{ targetInfo: Target }>('Target.targetCreated', ({ targetInfo: { targetId, openerId, url } }) => {
    const opener = openerId === undefined ? undefined : owner(openerId)
    if (opener && !opener.webContents.mayOpen(url)) refused.add(cdp, targetId)
  })
  cdp.on<{ targetInfo: Target }>('Target.targetInfoChanged', ({ targetInfo }) => {
    const window = owner(targetInfo.targetId)
    if (window && targetInfo.title && targetInfo.title !== window.getTitle())
      window.titleChanged(targetInfo.title)
  })
  cdp.on<{ targetId: string }>('Target.targetDestroyed', ({ targetId }) => owner(targetId)?.closedByUser())
  await cdp.send('Target.setDiscoverTargets', { discover: true })
}

function followPage(cdp: Cdp, window: BrowserWindow, sessionId: string): void {
  const { webContents, frames } = window
  cdp.on<{ frameId: string }>('Page.frameAttached', ({ frameId }) => void frames.add(frameId), sessionId)
  cdp.on<{ frameId: string }>('Page.frameDetached', ({ frameId }) => void frames.delete(frameId), sessionId)
  cdp.on<{ frame: { parentId?: string; url: string } }>(
    'Page.frameNavigated',
    ({ frame }) => {
      if (frame.parentId === undefined) webContents.navigated(frame.url)
    },
    sessionId,
  )
  cdp.on('Page.domContentEventFired', () => webContents.emit('dom-ready', {}), sessionId)
  cdp.on(
    'Page.loadEventFired',
    () => {
      webContents.emit('did-finish-load', {})
      window.emit('ready-to-show', {})
    },
    sessionId,
  )
  cdp.on(
    'Inspector.targetCrashed',
    () => {
      webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    },
    sessionId,
  )
}

function followWorlds(cdp: Cdp, { webContents }: BrowserWindow, sessionId: string): void {
  const { worlds } = webContents
  cdp.on<{ context: World }>(
    'Runtime.executionContextCreated',
    ({ context }) => {
      if (context.name === PRELOAD_WORLD) worlds.set(context.id, context.auxData.frameId)
    },
    sessionId,
  )
  cdp.on<{ executionContextId: number }>(
    'Runtime.executionContextDestroyed',
    ({ executionContextId }) => void worlds.delete(executionContextId),
    sessionId,
  )
  cdp.on('Runtime.executionContextsCleared', () => worlds.clear(), sessionId)
  cdp.on<{ name: string; executionContextId: number; payload: string }>(
    'Runtime.bindingCalled',
    ({ name, executionContextId, payload }) => {
      if (name === '__doubleHost') void webContents.answer(executionContextId, payload)
    },
    sessionId,
  )
}
