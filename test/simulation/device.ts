/**
 * One device: the real engine on a disk and a network that can fail, with a clock that can be wrong, in a
 * machine that can stop anywhere.
 */
import { Engine } from '../../renderer/engine/engine.ts'
import type { Ports } from '../../renderer/engine/ports.ts'
import { asRuggensteunError } from '../../shared/errors.ts'
import type { Command, FromWorker, Slice, Views } from '../../shared/api/api.ts'
import type { Chance } from './chance.ts'
import { Disk, type Mounted } from './disk.ts'
import type { Network } from './network.ts'
import type { Citizen } from './people.ts'
import { cheapCosts } from '../fixtures/cheap-argon2.ts'
import type { Scheduler } from './scheduler.ts'

const never = (): Promise<never> => new Promise(() => {})
/** A commit with strict durability, ms. */
const COMMIT_MS = [1, 25] as const
const BOOT_AGAIN_MS = 60_000

interface Run {
  readonly engine: Engine
  readonly mounted: Mounted
  on: boolean
  readonly chance: Chance
}

/** What the outside is told of a command. 'unheard': the machine stopped before it said anything. */
export type Outcome =
  | { readonly is: 'done'; readonly result: unknown }
  | { readonly is: 'refused'; readonly code: string }

export class Device {
  readonly citizen: Citizen
  readonly disk = new Disk()
  readonly #scheduler: Scheduler
  readonly #network: Network
  readonly #chance: Chance
  #run: Run | null = null
  #boots = 0
  #calls = 0
  #asked = 0
  readonly #waiting = new Map<number, (outcome: Outcome) => void>()
  /** The machine stops at this port call, counted over its whole life; Infinity: never. */
  stopsAt = Infinity
  /** Laptop clock minus true time, ms. */
  skewMs = 0
  /**
   * Its clock jumped ahead once: then it may delete before the date, where it cannot ask the relay for the
   * time.
   */
  jumpedAhead = false
  diskFull = false
  /** When the lid opens, or opened last. */
  sleepsUntil = 0
  asleep = false
  vaultRecord: string
  /** What the interface showed to be wrong, and from when ({@link Scheduler.awake}); null: nothing. */
  readonly problems: { readonly at: number; readonly code: string | null }[] = []
  readonly notices: string[] = []
  stopped: () => void = () => {}
  /** What the interface shows, as it changes. */
  shows: (slice: Slice, value: unknown) => void = () => {}

  constructor(
    citizen: Citizen,
    vaultRecord: string,
    parts: { scheduler: Scheduler; network: Network; chance: Chance },
  ) {
    this.citizen = citizen
    this.vaultRecord = vaultRecord
    this.#scheduler = parts.scheduler
    this.#network = parts.network
    this.#chance = parts.chance
  }

  get name(): string {
    return this.citizen.deviceId
  }
  get isOn(): boolean {
    return this.#run?.on ?? false
  }
  /** On, awake and unlocked. */
  get isOpen(): boolean {
    return this.isOn && !this.asleep && this.views()?.session.state === 'open'
  }
  get calls(): number {
    return this.#calls
  }
  get isRevoked(): boolean {
    return JSON.parse(this.vaultRecord).kind === 'revoked'
  }

  views(): Views | null {
    return this.#run?.on ? this.#run.engine.views() : null
  }

  /** Switches the machine on and unlocks it; tries again after a minute where the disk refuses. */
  boot(): void {
    if (this.isOn) return
    const chance = this.#chance.of(`boot ${++this.#boots}`)
    const mounted: Mounted = this.disk.mount({
      step: (what) => this.#step(run, `disk ${what}`),
      full: () => (this.diskFull ? chance.pick(['at-put', 'at-commit'] as const) : null),
      later: (task) => this.#later(run, chance.between(...COMMIT_MS), task),
    })
    const run: Run = {
      on: true,
      chance,
      mounted,
      engine: new Engine(this.#ports(() => run, mounted, chance)),
    }
    this.#run = run
    const { engine } = run
    void engine
      .run({ kind: 'boot', profile: this.name, servers: null, keychain: true, vaultRecord: this.vaultRecord })
      .then(() => (this.isRevoked ? undefined : engine.run({ kind: 'unlock', passphrase: null })))
      .then(
        () => {
          if (run.on) this.#scheduler.note(this.name, 'is open')
        },
        (error: unknown) => {
          if (!run.on) return
          this.#scheduler.note(this.name, `does not open: ${asRuggensteunError(error).code}`)
          this.die('switched off')
          this.#scheduler.after(BOOT_AGAIN_MS, this.name, 'is switched on again', () => this.boot())
        },
      )
  }

  #ports(run: () => Run, mounted: Mounted, chance: Chance): Ports {
    return {
      clock: { now: () => this.#scheduler.now + this.skewMs },
      monotonic: () => this.#scheduler.now,
      argon2: cheapCosts,
      random: (length) => {
        this.#step(run(), 'random')
        return chance.bytes(length)
      },
      fetch: ((input: string, init: RequestInit) =>
        this.#step(run(), 'fetch')
          ? never()
          : this.#network.fetch(this.name, () => run().on, input, init)) as typeof fetch,
      WebSocket: this.#network.socketClass(this.name, () => run().on) as unknown as typeof WebSocket,
      indexedDB: mounted.indexedDB,
      IDBKeyRange: mounted.IDBKeyRange,
      isOnline: () => this.#network.isOnline(this.name),
      claimProfile: () => Promise.resolve(true),
      post: (message) => {
        if (this.#step(run(), 'post')) return
        if (message.type === 'vault') this.vaultRecord = message.record ?? this.vaultRecord
        if (message.type === 'notify') this.notices.push(message.about)
        if (message.type === 'reply' || message.type === 'refused') return this.#answered(message)
        if (message.type !== 'view') return
        if (message.slice === 'sync') this.#sawSync(message.value as Views['sync'])
        this.shows(message.slice, message.value)
      },
      after: (ms, task) =>
        this.#step(run(), 'after')
          ? () => {}
          : this.#scheduler.after(ms, this.name, '', () => {
              if (run().on) task()
            }),
    }
  }

  #answered(message: Extract<FromWorker, { type: 'reply' | 'refused' }>): void {
    const heard = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    heard?.(
      message.type === 'reply'
        ? { is: 'done', result: message.result }
        : { is: 'refused', code: message.error.code },
    )
  }

  #sawSync({ problem }: Views['sync']): void {
    const code = problem?.code ?? null
    if ((this.problems.at(-1)?.code ?? null) === code) return
    this.problems.push({ at: this.#scheduler.awake, code })
    if (code) this.#scheduler.note(this.name, `shows ${code}`)
  }

  /** True where the machine is off, or stops at this very call. */
  #step(run: Run, what: string): boolean {
    if (!run.on) return true
    this.#calls += 1
    if (this.#calls < this.stopsAt) return false
    this.stopsAt = Infinity
    this.die(`stops at ${what}`)
    return true
  }

  #later(run: Run, ms: number, task: () => void): void {
    this.#scheduler.after(ms, this.name, '', () => {
      if (run.on) task()
    })
  }

  die(why: string): void {
    const run = this.#run
    if (!run?.on) return
    run.on = false
    this.#scheduler.note(this.name, why)
    this.#scheduler.forget(this.name)
    run.mounted.powerOff()
    this.#network.forget(this.name)
    this.#waiting.clear()
    this.stopped()
  }

  /**
   * Sends a command as the interface does; `heard` is called when the engine answered, and never where the
   * machine stopped before.
   */
  ask(command: Command, heard: (outcome: Outcome) => void): void {
    const run = this.#run
    if (!run?.on) return
    const id = ++this.#asked
    this.#waiting.set(id, heard)
    void run.engine.handle({ id, command })
  }

  /** The lid closes: no timer runs, sockets die without knowing it. */
  sleep(ms: number): void {
    this.asleep = true
    this.sleepsUntil = this.#scheduler.now + ms
    this.#network.fallAsleep(this.name)
    this.#scheduler.postpone(this.name, ms)
    this.#scheduler.after(ms, `${this.name}'s lid`, 'opens', () => this.#wake())
  }

  #wake(): void {
    this.asleep = false
    // The operating system does not always say that it slept.
    if (this.isOn && this.#chance.happens(0.7)) this.ask({ kind: 'wake' }, () => {})
  }
}
