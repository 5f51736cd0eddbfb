/**
 * The server processes of a world: the real relay and trustee, each on its own pool, that can stop at any
 * query and start again.
 */
import { createHash } from 'node:crypto'
import type { DestinationStream } from 'pino'
import { buildRelay, type Ground, type Holder, type Relay } from '../../relay/relay.ts'
import { startRetention, type Retention } from '../../relay/retention/retention.ts'
import { buildTrustee } from '../../relay/trustee.ts'
import type { HolderName } from '../../relay/oprf/epochs.ts'
import type { Seeds } from '../../relay/oprf/seed-files.ts'
import type { Statement } from '../../shared/membership/statements.ts'
import type { Socket } from '../../relay/live/live.ts'
import type { Chance } from './chance.ts'
import type { SimDatabase } from './database.ts'
import type { Answer, Asked, Network, Process } from './network.ts'
import { configOf, ROOTS } from './people.ts'
import type { Scheduler } from './scheduler.ts'

const SILENT: DestinationStream = { write: () => {} }
export const hashOfStatement = ({ body }: Statement): Buffer => createHash('sha256').update(body).digest()

export interface ServerParts {
  readonly scheduler: Scheduler
  readonly network: Network
  readonly database: SimDatabase
  readonly seeds: Seeds
  readonly chance: Chance
}

export class ServerProcess implements Process {
  readonly name: string
  readonly #holder: HolderName
  readonly #parts: ServerParts
  #life = 0
  #built: Holder | null = null
  #retention: Retention | null = null
  readonly #waiting = new Set<(error: Error) => void>()
  #queries = 0
  /** The process stops at this query, counted over its whole life. */
  stopsAt = Infinity
  /** PostgreSQL's answer instead of a result, by chance. */
  fault: (what: string) => string | null = () => null

  constructor(name: string, holder: HolderName, parts: ServerParts) {
    this.name = name
    this.#holder = holder
    this.#parts = parts
  }

  get isUp(): boolean {
    return this.#built !== null
  }
  get queries(): number {
    return this.#queries
  }
  get retention(): Retention | null {
    return this.#retention
  }

  async start(): Promise<void> {
    const { scheduler, database, seeds } = this.#parts
    const life = ++this.#life
    let on = true
    const isUp = (): boolean => on && life === this.#life
    const ground: Ground = {
      config: configOf(this.#holder),
      roots: ROOTS,
      seeds,
      clock: { now: () => scheduler.now },
      timers: {
        after: (ms, task) =>
          scheduler.after(ms, this.name, '', () => {
            if (isUp()) task()
          }),
      },
      database: database.poolOf({
        name: this.name,
        isUp,
        fault: (what) => this.fault(what),
        step: (what) => {
          if (++this.#queries < this.stopsAt) return false
          this.stopsAt = Infinity
          on = false
          this.stop(`stops at ${what}`)
          return true
        },
      }),
    }
    const built =
      this.#holder === 'relay'
        ? await buildRelay({
            ...ground,
            listen: database.listenAs(this.name, isUp),
            logTo: SILENT,
            tries: 1e9,
          })
        : await buildTrustee({ ...ground, logTo: SILENT })
    await built.server.ready()
    if (!isUp()) return
    this.#built = built
    this.#retention = startRetention({
      database: ground.database,
      epochs: built.epochs,
      clock: ground.clock,
      timers: ground.timers,
      log: built.server.log,
    })
  }

  stop(why: string): void {
    const { scheduler, network, database, chance } = this.#parts
    this.#life++
    this.#built = null
    scheduler.note(this.name, why)
    scheduler.forget(this.name)
    database.abandon(this.name)
    network.drop(this)
    for (const fail of this.#waiting) if (chance.happens(0.5)) fail(new Error('connection reset'))
    this.#waiting.clear()
    this.stopped()
  }

  /** Called where it stopped by itself. */
  stopped: () => void = () => {}

  answer({ method, path, headers, body }: Asked): Promise<Answer> {
    const built = this.#built
    if (!built) return Promise.reject(new Error('no such process'))
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      void built.server
        .inject({
          method: method as 'GET',
          url: path,
          headers,
          ...(body === undefined ? {} : { payload: body }),
        })
        .then((response) => {
          if (!this.#waiting.delete(reject)) return
          resolve({
            status: response.statusCode,
            type: String(response.headers['content-type'] ?? ''),
            body: response.body,
          })
        }, reject)
    })
  }

  accept(socket: Socket): void {
    if (this.#built && 'live' in this.#built) (this.#built as Relay).live.accept(socket)
  }
}
