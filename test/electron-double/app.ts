import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startChromium, type Chromium } from './chromium.ts'
import { preventable } from './events.ts'
import { intercept } from './intercept.ts'
import { takeLock } from './single-instance.ts'
import { tellTest } from './remote.ts'
import { windows } from './windows.ts'

const { env } = process
const appPath = env.DOUBLE_APP_PATH
const manifest = JSON.parse(
  appPath ? readFileSync(join(appPath, 'package.json'), 'utf8') : '{"name":"none","version":"0"}',
)

class App extends EventEmitter {
  readonly isPackaged = env.DOUBLE_PACKAGED === '1'
  readonly commandLine = {
    appendSwitch: (): void => undefined,
    hasSwitch: (name: string): boolean =>
      process.argv.some((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`)),
    getSwitchValue: (name: string): string =>
      process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split('=', 2)[1] ?? '',
  }
  readonly #paths = new Map<string, string>()
  readonly #started: Promise<void>
  #chromium: Chromium | undefined
  #badge = 0
  #isReady = false
  #isQuitting = false
  #isSandboxed = false

  constructor() {
    super()
    this.#started = appPath ? this.#start() : new Promise(() => {})
  }

  async #start(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)) // first the main script, as in Electron
    if (this.#isQuitting) return new Promise(() => {})
    try {
      if (!this.#isSandboxed) throw new Error('the double wants app.enableSandbox() before ready')
      mkdirSync(this.getPath('userData'), { recursive: true })
      this.#chromium = await startChromium(join(this.getPath('userData'), 'chromium'))
      this.#chromium.cdp.on('closed', () => {
        if (!this.#isQuitting) process.exit(71)
      })
      windows.cdp = this.#chromium.cdp
      await intercept(this.#chromium.cdp)
    } catch (error) {
      console.error(error)
      process.exit(70)
    }
    this.#isReady = true
    this.emit('ready', {}, {})
    tellTest({ t: 'ready', endpoint: this.#chromium.endpoint, chromium: this.#chromium.pid })
  }

  whenReady(): Promise<void> {
    return this.#started
  }
  isReady(): boolean {
    return this.#isReady
  }
  getName(): string {
    return manifest.productName ?? manifest.name
  }
  getVersion(): string {
    return manifest.version
  }
  getAppPath(): string {
    return appPath ?? process.cwd()
  }
  getLocale(): string {
    return env.DOUBLE_LOCALE ?? 'nl'
  }
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
    this.#paths.set(name, path)
  }
  setAppUserModelId(_id: string): void {}
  getPath(name: string): string {
    const userData = this.#paths.get('userData') ?? env.DOUBLE_USER_DATA ?? join(tmpdir(), 'electron-double')
    const own: Record<string, string> = {
      userData,
      sessionData: userData,
      home: homedir(),
      temp: tmpdir(),
      appData: dirname(userData),
    }
    return this.#paths.get(name) ?? own[name] ?? join(userData, name)
  }
  enableSandbox(): void {
    this.#isSandboxed = true
  }
  setAsDefaultProtocolClient(_scheme: string): boolean {
    return true
  }
  setBadgeCount(count = 0): boolean {
    this.#badge = count
    return true
  }
  getBadgeCount(): number {
    return this.#badge
  }
  requestSingleInstanceLock(data?: object): boolean {
    return takeLock(this.getPath('userData'), data, (...from) =>
      this.emit('second-instance', preventable(), ...from),
    )
  }

  quit(): void {
    void this.#quit()
  }
  async #quit(): Promise<void> {
    if (this.#isQuitting) return
    const before = preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#isQuitting = true
    for (const window of windows.all) {
      if (await window.tryClose()) continue
      this.#isQuitting = false
      return
    }
    const will = preventable()
    this.emit('will-quit', will)
    if (will.defaultPrevented) return
    this.emit('quit', {}, 0)
    this.exit(0)
  }
  exit(code = 0): void {
    this.#isQuitting = true
    void (this.#chromium?.stop() ?? Promise.resolve()).finally(() => process.exit(code))
  }
}

export const app = new App()
windows.announce = (event, ...details) => app.emit(event, ...details)
process.on('SIGTERM', () => app.quit())
