import { EventEmitter } from 'node:events'
import { unlessGone, type Params } from './cdp.ts'
import { makeCodec } from './codec.ts'
import { ipcMain } from './ipc-main.ts'
import { fromHttp, originOf, toHttp } from './origins.ts'
import { session } from './session.ts'
import { browser } from './windows.ts'
import type { BrowserWindow } from './window.ts'

interface Invocation {
  readonly id: number
  readonly channel: string
  readonly payload: unknown
}
interface PdfOptions {
  readonly pageSize?: 'A4'
  readonly preferCSSPageSize?: boolean
  readonly printBackground?: boolean
  readonly generateTaggedPDF?: boolean
}
type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => {
  action: 'deny' | 'allow'
}

const { enc, dec } = makeCodec()
let nextId = 1

export class WebContents extends EventEmitter {
  readonly id = nextId++
  readonly session = session.defaultSession
  /** Navigations main asked for itself; they are nobody's will-navigate. */
  readonly expected = new Set<string>()
  /** The preload worlds alive in this page: execution context -> frame. */
  readonly worlds = new Map<number, string>()
  /** All that was sent to the page, also before a test could listen. */
  readonly sent: unknown[][] = []
  readonly #window: BrowserWindow
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  #url = ''

  constructor(window: BrowserWindow) {
    super()
    this.#window = window
  }

  get mainFrame() {
    return { url: this.#url, origin: originOf(this.#url), parent: null }
  }
  getURL(): string {
    return this.#url
  }
  isDestroyed(): boolean {
    return this.#window.isDestroyed()
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }
  mayOpen(url: string): boolean {
    return (
      this.#openHandler({ url: fromHttp(url), frameName: '', disposition: 'new-window' }).action === 'allow'
    )
  }
  navigated(url: string): void {
    this.#url = fromHttp(url)
    this.emit('did-navigate', {}, this.#url)
  }

  async load(url: string): Promise<void> {
    this.expected.add(new URL(url).href)
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()))
    const { errorText } = await this.command<{ errorText?: string }>('Page.navigate', { url: toHttp(url) })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
    await loaded
  }
  reload(): void {
    this.expected.add(this.#url)
    void unlessGone(this.command('Page.reload'))
  }
  send(channel: string, ...payload: unknown[]): void {
    this.sent.push([channel, ...payload])
    const message = { t: 'event', channel, payload: enc(payload) }
    void this.#window.opened.then(() => {
      for (const world of this.worlds.keys()) this.#deliver(world, message)
    })
  }
  /** As it prints, by the same Chromium that Electron would ask. */
  async printToPDF({
    preferCSSPageSize = false,
    printBackground = false,
    generateTaggedPDF = false,
  }: PdfOptions): Promise<Buffer> {
    const paper = { paperWidth: 8.27, paperHeight: 11.69 } // A4 in inches; nothing of ours asks for another
    const { data } = await this.command<{ data: string }>('Page.printToPDF', {
      ...paper,
      preferCSSPageSize,
      printBackground,
      generateTaggedPDF,
    })
    return Buffer.from(data, 'base64')
  }
  async executeJavaScript(code: string): Promise<unknown> {
    const { result } = await this.command<{ result: { value: unknown } }>('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    })
    return result.value
  }

  async command<Result = Params>(method: string, params: Params = {}): Promise<Result> {
    return browser().send<Result>(method, params, await this.#window.opened)
  }

  /** ipcRenderer.invoke arrives. */
  async answer(world: number, text: string): Promise<void> {
    const { id, channel, payload } = JSON.parse(text) as Invocation
    const isMainFrame = this.worlds.get(world) === this.#window.mainFrameId
    const senderFrame = isMainFrame ? this.mainFrame : { url: '', origin: 'null', parent: this.mainFrame }
    const event = { sender: this, senderFrame, frameId: 1, processId: 1, type: 'frame' }
    try {
      const handler = ipcMain._invokeHandlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      this.#deliver(world, {
        t: 'reply',
        id,
        value: enc(await handler(event, ...(dec(payload) as unknown[]))),
      })
    } catch (error) {
      this.#deliver(world, { t: 'reply', id, error: `Error invoking remote method '${channel}': ${error}` })
    }
  }

  #deliver(contextId: number, message: object): void {
    const expression = `__doubleDeliver(${JSON.stringify(message)})`
    void unlessGone(this.command('Runtime.evaluate', { contextId, expression }))
  }
}
