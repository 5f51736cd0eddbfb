/**
 * Child processes of the start script: started, waited for until they are ready, and all stopped at the end.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const STOP_MS = 15_000
export interface Ready {
  readonly url: string
}

export class Processes {
  readonly #children = new Set<ChildProcess>()
  readonly #logDir: string
  readonly #tasks: (() => Promise<void>)[] = []
  readonly #root: string
  stopping = false

  constructor(root: string, logDir: string) {
    this.#root = root
    this.#logDir = logDir
    mkdirSync(logDir, { recursive: true })
  }

  /** A server that tells over IPC when it is ready; its log goes to a file. Rejects with its own words. */
  server(name: string, script: string, args: readonly string[], ended: () => void): Promise<Ready> {
    const child = fork(join(this.#root, script), [...args], {
      cwd: this.#root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--no-warnings'],
      detached: process.platform !== 'win32',
    })
    this.#track(child)
    const log = createWriteStream(join(this.#logDir, `${name}.log`), { flags: 'a' })
    child.stdout?.pipe(log)
    child.stderr?.pipe(log)
    let last = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      last = chunk.toString().trim().split('\n').at(-1) ?? last
    })
    return new Promise((ready, failed) => {
      child.once('message', (message: { ready: boolean; url?: string; error?: string }) =>
        message.ready && message.url
          ? ready({ url: message.url })
          : failed(new Error(message.error ?? 'did not start')),
      )
      child.once('exit', (code) => {
        failed(new Error(`${name} ended (${code}). ${last}`))
        if (!this.stopping) ended()
      })
    })
  }

  window(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
    const child = spawn(command, [...args], { stdio: 'ignore', env, detached: process.platform !== 'win32' })
    this.#track(child)
    return child
  }

  #track(child: ChildProcess): void {
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    child.once('error', () => this.#children.delete(child))
  }

  /** For what runs in this process. Safe to call where it is over. */
  alsoStop(task: () => Promise<void>): void {
    this.#tasks.push(task)
  }

  /** Asks everything to stop, waits, and insists after fifteen seconds. */
  async stop(): Promise<void> {
    this.stopping = true
    const gone = [...this.#children].map(
      (child) =>
        new Promise<void>((done) => {
          child.once('exit', () => done())
          const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
          child.once('exit', () => clearTimeout(timer))
          child.kill('SIGTERM')
        }),
    )
    await Promise.all([...gone, ...this.#tasks.map((task) => task().catch(() => {}))])
  }
}
