import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Cdp, unlessGone } from './cdp.ts'
import { findChromium } from '../../build/browser.mjs'

const { env } = process
export const isHeaded = env.DOUBLE_HEADED === '1'

const FLAGS = [
  '--no-sandbox', // Chromium refuses to sandbox root; nothing about the sandbox is proven here
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--password-store=basic',
  '--test-type',
  '--force-color-profile=srgb',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--remote-debugging-port=0',
  ...(isHeaded ? ['--app=data:text/html,'] : ['--headless=new', 'about:blank']),
]

export interface Chromium {
  readonly cdp: Cdp
  readonly endpoint: string
  readonly pid: number
  /** Lets Chromium write everything down and waits until it has ended. */
  stop(): Promise<void>
}

/**
 * Its whole profile lies in `folder`, so that a test can search the bytes of everything the app ever stored.
 */
export async function startChromium(folder: string): Promise<Chromium> {
  mkdirSync(join(folder, 'Default'), { recursive: true })
  const preferences = join(folder, 'Default', 'Preferences')
  if (!existsSync(preferences)) writeFileSync(preferences, '{"translate":{"enabled":false}}')
  const portFile = join(folder, 'DevToolsActivePort')
  for (const left of [
    portFile,
    ...['SingletonLock', 'SingletonCookie', 'SingletonSocket'].map((name) => join(folder, name)),
  ]) {
    rmSync(left, { force: true }) // left behind by a run that was killed
  }
  const program = env.DOUBLE_CHROMIUM ?? findChromium() ?? '/usr/bin/chromium'
  const child = spawn(program, [...FLAGS, `--user-data-dir=${folder}`], { stdio: 'ignore', detached: true })
  process.on('exit', () => killGroup(child))
  const [port, path] = await readPort(portFile, child)
  const endpoint = `http://127.0.0.1:${port}`
  const cdp = await Cdp.connect(`ws://127.0.0.1:${port}${path}`)
  return { cdp, endpoint, pid: child.pid!, stop: () => stop(cdp, child) }
}

async function readPort(file: string, child: ChildProcess): Promise<[string, string]> {
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    if (failure) throw failure
    if (child.exitCode !== null) throw new Error(`Chromium ended at once (${child.exitCode})`)
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (port && path) return [port, path]
    await sleep(20)
  }
  throw new Error('Chromium did not open its DevTools in 30 s')
}

async function stop(cdp: Cdp, child: ChildProcess): Promise<void> {
  const isRunning = child.exitCode === null && child.signalCode === null
  const ended: Promise<unknown> = isRunning ? once(child, 'exit') : Promise.resolve()
  await unlessGone(cdp.send('Browser.close'))
  await Promise.race([ended, sleep(5000, undefined, { ref: false })])
  killGroup(child)
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // ended already
  }
}
