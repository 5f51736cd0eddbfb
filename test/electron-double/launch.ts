/**
 * `launchApp()` for specs: the same shape whether the app runs on the double or, with
 * RUGGENSTEUN_ELECTRON=real, on the real Electron (Playwright's own launcher; its binary must be there).
 */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type electron from './electron.ts'
import { launchDouble } from './launch-double.ts'
import { launchReal } from './launch-real.ts'

export const isRealElectron = process.env.RUGGENSTEUN_ELECTRON === 'real'
export type ElectronModule = typeof electron

export interface LaunchOptions {
  /** The folder of one person; a fresh temporary one by default. */
  readonly userData?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Where package.json and out/ are: the project, or an unpacked app.asar. */
  readonly appPath?: string
}

export interface LaunchedApp {
  readonly userData: string
  firstWindow(): Promise<Page>
  windows(): Page[]
  context(): BrowserContext
  /** Runs in the main process; the function is sent as text and must not close over anything. */
  evaluate<Result, Argument = undefined>(
    run: (module: ElectronModule, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>
  process(): ChildProcess
  /** What the app said in the terminal so far (its last 20,000 characters). */
  stderr(): string
  /** As a user quits: everything is written down. */
  close(): Promise<void>
  /** As the battery dies: SIGKILL for the app and its Chromium at once. */
  kill(): Promise<void>
}

export interface Launch extends Required<Omit<LaunchOptions, 'env'>> {
  readonly env: NodeJS.ProcessEnv
}

process.setMaxListeners(0) // one temporary folder for each launch, removed when the test process ends

export function launchApp({
  userData,
  args = [],
  env = {},
  appPath,
}: LaunchOptions = {}): Promise<LaunchedApp> {
  const folder = userData ?? temporaryFolder()
  const launch: Launch = {
    userData: folder,
    args: [...args, `--user-data-dir=${folder}`],
    env: { ...process.env, ...env },
    appPath: resolve(appPath ?? '.'),
  }
  return isRealElectron ? launchReal(launch) : launchDouble(launch)
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ruggensteun-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
