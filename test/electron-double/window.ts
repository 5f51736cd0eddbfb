import { EventEmitter } from 'node:events'
import { preventable } from './events.ts'
import { openPage } from './page.ts'
import { windows } from './windows.ts'
import { WebContents } from './contents.ts'

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}
export interface WebPreferences {
  preload?: string
  contextIsolation?: boolean
  sandbox?: boolean
  nodeIntegration?: boolean
}
export interface WindowOptions extends Partial<Bounds> {
  show?: boolean
  title?: string
  webPreferences?: WebPreferences
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents(this)
  readonly id = this.webContents.id
  /** Frames of this page by DevTools id; the main frame's is the target's. */
  readonly frames = new Set<string>()
  /** The DevTools session of the page, once it is there. */
  readonly opened: Promise<string>
  readonly options: WindowOptions
  mainFrameId = ''
  #bounds: Bounds
  #title: string
  #isVisible: boolean
  #isMaximized = false
  #isMinimized = false
  #isFocused = false
  #isDestroyed = false

  constructor(options: WindowOptions = {}) {
    super()
    const { contextIsolation, sandbox, nodeIntegration } = options.webPreferences ?? {}
    if (contextIsolation === false || sandbox === false || nodeIntegration) {
      throw new Error('electron-double emulates only contextIsolation + sandbox without Node in the page')
    }
    this.options = options
    this.#bounds = {
      x: options.x ?? 320,
      y: options.y ?? 140,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.#title = options.title ?? ''
    this.#isVisible = options.show !== false
    windows.all.add(this)
    windows.announce('browser-window-created', {}, this)
    windows.announce('web-contents-created', {}, this.webContents)
    this.opened = openPage(this)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.all]
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows.all].find((window) => window.isFocused()) ?? null
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows.all].find((window) => window.webContents === contents) ?? null
  }

  async loadURL(url: string): Promise<void> {
    await this.opened
    await this.webContents.load(url)
  }

  close(): void {
    void this.tryClose()
  }
  async tryClose(): Promise<boolean> {
    if (this.#isDestroyed) return true
    const event = preventable()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    await this.webContents.command('Page.close').catch(() => undefined) // closed by somebody else at the same moment
    this.gone()
    return true
  }
  /** The page was closed from outside, as with the window's own button. */
  closedByUser(): void {
    if (!this.#isDestroyed) this.emit('close', preventable())
    this.gone()
  }
  gone(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    windows.all.delete(this)
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (windows.all.size === 0) windows.announce('window-all-closed')
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  show(): void {
    this.#isVisible = true
    this.emit('show')
  }
  hide(): void {
    this.#isVisible = false
    this.emit('hide')
  }
  isVisible(): boolean {
    return this.#isVisible
  }
  focus(): void {
    this.#isFocused = true
    this.emit('focus')
  }
  blur(): void {
    this.#isFocused = false
    this.emit('blur')
  }
  isFocused(): boolean {
    return this.#isFocused
  }
  minimize(): void {
    this.#isMinimized = true
    this.emit('minimize')
  }
  restore(): void {
    this.#isMinimized = false
    this.emit('restore')
  }
  isMinimized(): boolean {
    return this.#isMinimized
  }
  maximize(): void {
    this.#isMaximized = true
    this.emit('maximize')
  }
  unmaximize(): void {
    this.#isMaximized = false
    this.emit('unmaximize')
  }
  isMaximized(): boolean {
    return this.#isMaximized
  }
  getBounds(): Bounds {
    return { ...this.#bounds }
  }
  getNormalBounds(): Bounds {
    return { ...this.#bounds }
  }
  setBounds(bounds: Partial<Bounds>): void {
    Object.assign(this.#bounds, bounds)
  }
  setTitle(title: string): void {
    this.#title = title
  }
  getTitle(): string {
    return this.#title
  }
  titleChanged(title: string): void {
    const event = preventable()
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.#title = title
  }
}
