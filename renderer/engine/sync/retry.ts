/** When the next cycle begins: in a while, or after a failure with growing pauses; and how a failure is named. */
import { RuggensteunError, type ErrorName } from '../../../shared/errors.ts'
import type { Ports } from '../ports.ts'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export class Retry {
  readonly #ports: Pick<Ports, 'after' | 'random'>
  readonly #begin: () => void
  #cancel: () => void = () => {}
  #pause = FIRST_PAUSE_MS
  /** Origins whose certificate the shell refused. */
  readonly #untrusted = new Set<string>()

  constructor(ports: Pick<Ports, 'after' | 'random'>, begin: () => void) {
    this.#ports = ports
    this.#begin = begin
  }

  callOff(): void {
    this.#cancel()
  }

  /** Between three quarters and five quarters of this time from now. */
  after(ms: number): void {
    this.#cancel()
    const [jitter] = this.#ports.random(1)
    this.#cancel = this.#ports.after(Math.round(ms * (0.75 + jitter! / 512)), this.#begin)
  }

  afterFailure(): void {
    this.after(this.#pause)
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
  }

  /** The next failure waits a second again. */
  reset(): void {
    this.#pause = FIRST_PAUSE_MS
  }

  /** False where it was known. */
  distrust(origin: string): boolean {
    if (this.#untrusted.has(origin)) return false
    this.#untrusted.add(origin)
    return true
  }

  trustAll(): void {
    this.#untrusted.clear()
  }

  /** A fetch that failed does not say why; the shell may have. `urls`: of the server, by the error that names it. */
  named(error: RuggensteunError, urls: Partial<Record<ErrorName, string>>): RuggensteunError {
    const url = urls[error.code]
    return url !== undefined && this.#untrusted.has(new URL(url).origin)
      ? new RuggensteunError('tls-intercepted', { server: new URL(url).host }, { cause: error })
      : error
  }
}
