/**
 * Child processes of the start script: started, waited for until they are ready, and all stopped at the end.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lastWords } from '../../relay/store/last-words.ts'

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

  /**
   * A server that tells over IPC when it is ready; its log goes to a file. Rejects with its last words where it
   * does not become ready; `ended` gets them where it ends by itself later.
   */
  server(
    name: string,
    script: string,
    args: readonly string[],
    ended: (words: string) => void,
  ): Promise<Ready> {
    const child = fork(join(this.#root, script), [...args], {
      cwd: this.#root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--no-warnings'],
      detached: process.platform !== 'win32',
    })
    this.#track(child)
    const logFile = join(this.#logDir, `${name}.log`)
    const log = createWriteStream(logFile, { flags: 'a' })
    log.on('error', () => {}) // a full disk must not end the start script
    child.stdout?.pipe(log)
    child.stderr?.pipe(log)
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000)
    })
    return new Promise((ready, failed) => {
      let isReady = false
      let told: string | undefined
      child.on('message', (message: { ready: boolean; url?: string; error?: string }) => {
        told = message.error
        if (!message.ready || !message.url) return
        isReady = true
        ready({ url: message.url })
      })
      // Not 'exit': what it said last may still be in the pipe then.
      child.once('close', (code, signal) => {
        const words = told ?? lastWords(said)
        const end = `The ${name} ended by itself (${code ?? signal}): ${words || 'it said nothing'}. More in ${logFile}`
        if (!isReady) failed(new Error(end))
        else if (!this.stopping) ended(end)
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
