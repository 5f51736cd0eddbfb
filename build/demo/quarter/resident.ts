/**
 * One person's laptop: the real engine in Node, on a database in memory, whose lid is open only when the
 * quarter says so.
 */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { Engine } from '../../../renderer/engine/engine.ts'
import type { Ports } from '../../../renderer/engine/ports.ts'
import type { ChildrenPage } from '../../../shared/api/caseload.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { DEMO_PASSPHRASE } from '../../../shared/demo.ts'
import { asRuggensteunError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/calendar/time.ts'
import type { Command, CommandResult, Views } from '../../../shared/api/api.ts'
import type { SyncView } from '../../../shared/api/sync.ts'

const PATIENCE_MS = 180_000
const PAGE = 200

/**
 * With closed lids nothing is pushed: everything comes by the pull of the next moment, so that it comes in
 * the same order each time.
 */
class SilentSocket extends EventTarget {
  close(): void {}
  send(): void {}
}

export class Resident {
  readonly profile: string
  readonly #engine: Engine
  readonly #clock: Clock
  readonly #timers: Set<ReturnType<typeof setTimeout>>
  readonly #childIds = new Map<string, string>()
  #sync: SyncView | null = null
  #heard: () => void = () => {}
  #closed = false

  private constructor(
    profile: string,
    engine: Engine,
    clock: Clock,
    timers: Set<ReturnType<typeof setTimeout>>,
  ) {
    this.profile = profile
    this.#engine = engine
    this.#clock = clock
    this.#timers = timers
  }

  /** `file`: of a device of a fresh town, or what {@link leave} gave, which makes this its next device. */
  static async enrol(
    profile: string,
    file: Uint8Array,
    { clock, argon2 }: Pick<Ports, 'clock' | 'argon2'>,
  ): Promise<Resident> {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const ports: Ports = {
      clock,
      random: systemRandom,
      argon2,
      monotonic: () => performance.now(),
      fetch: (input, init) => fetch(input, init),
      WebSocket: SilentSocket as unknown as typeof WebSocket,
      indexedDB: new IDBFactory(),
      IDBKeyRange,
      isOnline: () => true,
      claimProfile: () => Promise.resolve(true),
      post: (message) => {
        if (message.type === 'view' && message.slice === 'sync') resident.#hear(message.value as SyncView)
      },
      after: (ms, task) => {
        if (resident.#closed && ms > 0) return () => {}
        const timer = setTimeout(() => {
          timers.delete(timer)
          task()
        }, ms)
        timers.add(timer)
        return () => {
          clearTimeout(timer)
          timers.delete(timer)
        }
      },
    }
    const resident = new Resident(profile, new Engine(ports), clock, timers)
    await resident.run({ kind: 'boot', profile, servers: null, keychain: true, vaultRecord: null })
    const { moving } = await resident.run({
      kind: 'enrol',
      file: new Uint8Array(file),
      passphrase: DEMO_PASSPHRASE,
    })
    if (moving) await resident.run({ kind: 'finish-move' })
    // Said on the first day, long before the quarter that is told here.
    if (resident.views().own?.asksSecrecy) await resident.run({ kind: 'set-secrecy', on: false })
    const { rows } = (await resident.run({
      kind: 'find-children',
      query: '',
      sort: 'firstName',
      descending: false,
      offset: 0,
      limit: PAGE,
    })) as ChildrenPage
    for (const { id, localNumber } of rows) resident.#childIds.set(localNumber!, id)
    return resident
  }

  run<C extends Command>(command: C): Promise<CommandResult<C['kind']>> {
    return this.#engine.run(command) as Promise<CommandResult<C['kind']>>
  }

  views(): Views {
    return this.#engine.views()
  }

  /** On the own list, by its number there. */
  childId(number: string): string {
    return this.#childIds.get(number) ?? 'nobody'
  }

  /**
   * Opens the lid: everything that waits leaves, everything that came is here. Throws where that does not
   * come to an end.
   */
  async sync(): Promise<void> {
    const at = new Date(this.#clock.now()).toISOString()
    const isDone = ({ state, updatedAt, waitingSignals, waitingAnswers }: SyncView): boolean =>
      state === 'online' && updatedAt === at && waitingSignals + waitingAnswers === 0
    await Promise.all([this.run({ kind: 'sync-now' }), this.#until(isDone)])
    await this.#until(isDone)
  }

  /** Every child of the list can be recognised. */
  async known(): Promise<void> {
    await this.#until(({ state, tokensDone }) => state === 'online' && tokensDone === this.#childIds.size)
  }

  #hear(sync: SyncView): void {
    this.#sync = sync
    this.#heard()
  }

  #until(test: (sync: SyncView) => boolean): Promise<void> {
    return new Promise((done, failed) => {
      const look = (): void => {
        if (!this.#sync || !test(this.#sync)) return
        clearTimeout(patience)
        this.#heard = () => {}
        done()
      }
      const patience = setTimeout(() => {
        const { session, sync } = this.views()
        failed(
          new Error(
            `the laptop of ${this.profile} does not come to rest: ${session.state}, ${sync.state}, ${sync.problem?.code ?? 'no problem'}, tokens ${sync.tokensDone} of ${sync.tokensTotal}`,
          ),
        )
      }, PATIENCE_MS)
      this.#heard = look
      look()
    })
  }

  /**
   * Everything on it, sealed as the device files of the town are. Whoever opens it has the device that this
   * one was.
   */
  async leave(): Promise<Uint8Array> {
    const { file } = await this.run({ kind: 'export-device', passphrase: DEMO_PASSPHRASE })
    await this.close()
    return file
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.run({ kind: 'lock' }).catch((error: unknown) => {
      if (asRuggensteunError(error).code !== 'locked') throw error
    })
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
