/**
 * Virtual time: a queue of moments, each run until all is still; and the trace of what happened, by which two
 * runs are compared.
 */
import { createHash } from 'node:crypto'
import { stillness } from './stillness.ts'

interface Moment {
  at: number
  readonly order: number
  readonly owner: string
  readonly what: string
  readonly run: () => void
  calledOff: boolean
}
/** Lines of the trace that are kept for whoever looks at a failure. */
const KEPT_LINES = 4000

export class Scheduler {
  /** Milliseconds since 1970. */
  now: number
  readonly lines: string[] = []
  readonly #started: number
  readonly #hash = createHash('sha256')
  /** How long everybody slept, ms. */
  #slept = 0
  #queue: Moment[] = []
  #count = 0
  moments = 0

  constructor(startMs: number) {
    this.now = startMs
    this.#started = startMs
  }

  /** Milliseconds of virtual time in which not everybody slept. */
  get awake(): number {
    return this.now - this.#started - this.#slept
  }

  note(owner: string, what: string): void {
    const line = `${((this.now - this.#started) / 1000).toFixed(3)} ${owner}: ${what}`
    this.#hash.update(`${line}\n`)
    this.lines.push(line)
    if (this.lines.length > KEPT_LINES) this.lines.splice(0, KEPT_LINES / 4)
  }

  /** Of everything that was noted; ends the trace. */
  digest(): string {
    return this.#hash.digest('hex')
  }

  /** `what` '' leaves no line in the trace. */
  after(ms: number, owner: string, what: string, run: () => void): () => void {
    const moment: Moment = {
      at: this.now + Math.max(0, Math.round(ms)),
      order: this.#count++,
      owner,
      what,
      run,
      calledOff: false,
    }
    this.#push(moment)
    return () => {
      moment.calledOff = true
    }
  }

  wait(ms: number, owner: string): Promise<void> {
    return new Promise((done) => {
      this.after(ms, owner, '', done)
    })
  }

  /** Everything that happens in the next `ms`. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms
    for (let moment = this.#queue[0]; moment && moment.at <= until; moment = this.#queue[0]) {
      this.#pop()
      if (moment.calledOff) continue
      this.now = Math.max(this.now, moment.at)
      if (moment.what !== '') this.note(moment.owner, moment.what)
      this.moments++
      moment.run()
      await stillness()
    }
    this.now = until
  }

  /**
   * Time goes by for `owner` (or with null for everybody) without anything happening: its moments come later
   * by as much.
   */
  postpone(owner: string | null, ms: number): void {
    const moments = this.#queue.filter(({ calledOff }) => !calledOff)
    for (const moment of moments) if (owner === null || moment.owner === owner) moment.at += ms
    this.#queue = []
    for (const moment of moments) this.#push(moment)
    if (owner !== null) return
    this.now += ms
    this.#slept += ms
  }

  /** What an owner still meant to do does not happen. */
  forget(owner: string): void {
    for (const moment of this.#queue) if (moment.owner === owner) moment.calledOff = true
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#queue[a]!, this.#queue[b]!]
    return x.at < y.at || (x.at === y.at && x.order < y.order)
  }

  #swap(a: number, b: number): void {
    ;[this.#queue[a], this.#queue[b]] = [this.#queue[b]!, this.#queue[a]!]
  }

  #push(moment: Moment): void {
    this.#queue.push(moment)
    for (let at = this.#queue.length - 1; at > 0;) {
      const parent = (at - 1) >> 1
      if (!this.#before(at, parent)) break
      this.#swap(at, parent)
      at = parent
    }
  }

  #pop(): void {
    this.#swap(0, this.#queue.length - 1)
    this.#queue.pop()
    for (let at = 0; ;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#queue.length && this.#before(child, least)) least = child
      if (least === at) break
      this.#swap(at, least)
      at = least
    }
  }
}
