import { unlessGone, type Cdp } from './cdp.ts'
import { preventable } from './events.ts'
import { fromHttp, originOf, schemes } from './origins.ts'
import { protocolHandlers, type Handler } from './protocol.ts'
import { refused } from './refused.ts'
import { windows } from './windows.ts'
import type { BrowserWindow } from './window.ts'

interface Paused {
  readonly requestId: string
  readonly redirectedRequestId?: string
  readonly frameId: string
  readonly resourceType: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Record<string, string>
    readonly postData?: string
  }
}

/**
 * At the browser, so that workers are in it too, and only for the app's scheme and for navigations:
 * everything else (CORS preflights, WebSockets) is Chromium's own.
 */
export async function intercept(cdp: Cdp): Promise<void> {
  cdp.on<Paused>('Fetch.requestPaused', (paused) => void unlessGone(answer(cdp, paused)))
  const own = [...schemes].map((scheme) => ({ urlPattern: `http://*.${scheme}.localhost/*` }))
  await cdp.send('Fetch.enable', { patterns: [...own, { urlPattern: '*', resourceType: 'Document' }] })
}

async function answer(cdp: Cdp, paused: Paused): Promise<unknown> {
  const { requestId, request, resourceType } = paused
  const url = fromHttp(request.url)
  const refuse = (errorReason: string): Promise<unknown> =>
    cdp.send('Fetch.failRequest', { requestId, errorReason })
  if (refused.has(paused.frameId)) return refuse('Aborted').finally(() => refused.close(cdp, paused.frameId))
  if (resourceType === 'Document' && !mayNavigate(paused, url)) return refuse('Aborted')
  const handler = protocolHandlers.get(url.split(':')[0] ?? '')
  if (url === request.url) return cdp.send('Fetch.continueRequest', { requestId })
  if (handler === undefined) return refuse('Failed')
  const response = await handle(handler, toRequest(url, request))
  if (response === null) return refuse('Failed')
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }))
  return cdp.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body })
}

async function handle(handler: Handler, request: Request): Promise<Response | null> {
  try {
    return await handler(request)
  } catch (error) {
    console.error('electron-double: protocol.handle failed', error)
    return null
  }
}

function toRequest(url: string, { method, headers, postData }: Paused['request']): Request {
  const own = Object.entries(headers).map(([name, value]): [string, string] => [name, fromHttp(value)]) // Origin, Referer
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers: own, body: hasBody ? postData : undefined })
}

/** Emits what Electron would; a page nobody made (window.open) goes nowhere. */
function mayNavigate({ frameId, redirectedRequestId }: Paused, url: string): boolean {
  const window = [...windows.all].find((candidate) => candidate.frames.has(frameId))
  if (window === undefined) return isOurStartPage(url)
  const { webContents } = window
  const isMainFrame = frameId === window.mainFrameId
  if (redirectedRequestId !== undefined) return !isPrevented(window, 'will-redirect', url, isMainFrame)
  if (isMainFrame && webContents.expected.delete(url)) return true
  if (isPrevented(window, 'will-frame-navigate', url, isMainFrame)) return false
  return !isMainFrame || !isPrevented(window, 'will-navigate', url, isMainFrame)
}

function isPrevented(
  { webContents }: BrowserWindow,
  name: string,
  url: string,
  isMainFrame: boolean,
): boolean {
  const event = preventable({ url, isMainFrame, isSameDocument: false })
  webContents.emit(name, event, url)
  return event.defaultPrevented
}

const isOurStartPage = (url: string): boolean => originOf(url) === 'null' // about:blank, data: before the window has it
