import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { makeCodec } from './codec.ts'
import type { Launch, LaunchedApp } from './launch.ts'

type Answer = { readonly t: 'result'; readonly id: number; readonly value?: unknown; readonly error?: string }
type Ready = { readonly t: 'ready'; readonly endpoint: string; readonly chromium: number }

const { enc, dec } = makeCodec()

export async function launchDouble({ userData, args, env, appPath }: Launch): Promise<LaunchedApp> {
  const child = spawn(
    process.execPath,
    ['--import', resolve(import.meta.dirname, 'register.mjs'), mainScript(appPath), ...args],
    {
      env: { ...env, NODE_OPTIONS: '', DOUBLE_APP_PATH: appPath, DOUBLE_USER_DATA: userData },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  )
  const ended = once(child, 'exit')
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-20_000)
    if (env.DOUBLE_VERBOSE) process.stderr.write(text)
  })
  const questions = new Map<number, (answer: Answer) => void>()
  const ready = await new Promise<Ready>((resolveReady, reject) => {
    child.on('message', (message) => {
      const told = message as Answer | Ready
      if (told.t === 'ready') resolveReady(told)
      else questions.get(told.id)?.(told)
    })
    void ended.then(([code]) =>
      reject(new Error(`the main process ended before it was ready (${code})\n${stderr}`)),
    )
  })
  void ended.then(() => killChromium(ready.chromium))
  const browser = await chromium.connectOverCDP(ready.endpoint)
  const context = browser.contexts()[0]!
  const pages = () => context.pages().filter((page) => page.url().startsWith('http'))
  let sequence = 0

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (signal === 'SIGKILL') killChromium(ready.chromium)
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
    await browser.close()
  }
  return {
    userData,
    process: () => child,
    stderr: () => stderr,
    context: () => context,
    windows: pages,
    firstWindow: async () => {
      while (child.exitCode === null) {
        const page = pages()[0]
        if (page) return page.waitForLoadState().then(() => page)
        await sleep(20)
      }
      throw new Error(`the app ended without a window (${child.exitCode})`)
    },
    evaluate: (run, argument) =>
      new Promise((resolveAnswer, reject) => {
        const id = ++sequence
        questions.set(id, ({ value, error }) => {
          questions.delete(id)
          if (error === undefined) resolveAnswer(dec(value) as never)
          else reject(new Error(error))
        })
        child.send({ t: 'eval', id, fn: String(run), arg: enc(argument) })
      }),
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

function mainScript(appPath: string): string {
  const { main } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as { main: string }
  return join(appPath, main)
}

/** Chromium leads its own process group: none of its processes outlives the app, however that ended. */
function killChromium(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
