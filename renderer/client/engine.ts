/**
 * The typed door to the engine: commands go in, projections come out. Nothing here keeps a record beyond the
 * last view.
 */
import { useSyncExternalStore } from 'react'
import { RuggensteunError } from '../../shared/errors.ts'
import {
  NO_VIEWS,
  type Command,
  type CommandResult,
  type FromWorker,
  type Slice,
  type Views,
} from '../../shared/api/api.ts'

export interface Wire {
  postMessage(message: unknown): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}
type About = 'possible-match' | 'answer' | 'closed' | 'conversation' | 'obstacle'

interface Asked {
  readonly done: (result: unknown) => void
  readonly failed: (error: RuggensteunError) => void
}
export interface DoorParts {
  readonly makeWire: () => Wire
  /** First command to a fresh engine. */
  readonly boot: () => Promise<Extract<Command, { kind: 'boot' }>>
  /** Keeps the vault record, or removes it. */
  readonly keepVault: (record: string | null) => Promise<void>
  /** Keeps the rescue copy, or removes it. Tells the person itself where that fails. */
  readonly keepRescue: (record: string | null) => Promise<void>
  readonly crashed: () => void
}

export class EngineDoor {
  readonly #parts: DoorParts
  readonly #asked = new Map<number, Asked>()
  readonly #listeners = new Set<() => void>()
  readonly #notices = new Set<(about: About) => void>()
  #wire: Wire | null = null
  /** Resolves when the newest vault record the engine gave is saved. */
  vaultKept: Promise<void> = Promise.resolve()
  #rescueKept: Promise<void> = Promise.resolve()
  #views: Views = NO_VIEWS
  #next = 1

  constructor(parts: DoorParts) {
    this.#parts = parts
  }

  /** A fresh engine. Rejects with the named error of its boot. */
  async start(): Promise<void> {
    const wire = this.#parts.makeWire()
    this.#wire = wire
    wire.onmessage = ({ data }) => this.#hear(data)
    wire.onerror = () => {
      this.#giveUp()
      this.#parts.crashed()
    }
    await this.send(await this.#parts.boot())
  }

  /**
   * The engine closes its records and its worker ends, and with it everything it held in memory; a fresh,
   * locked one begins.
   */
  async lock(): Promise<void> {
    if (!['open', 'joining', 'lost'].includes(this.#views.session.state)) return
    await this.send({ kind: 'lock' })
    await this.#rescueKept
    this.#wire?.terminate()
    this.#giveUp()
    this.#show(NO_VIEWS)
    await this.start()
  }

  #giveUp(): void {
    for (const { failed } of this.#asked.values()) failed(new RuggensteunError('unexpected'))
    this.#asked.clear()
  }

  /** Rejects with the named error of the engine. */
  send<C extends Command>(command: C): Promise<CommandResult<C['kind']>> {
    const id = this.#next++
    this.#wire?.postMessage({ id, command })
    return new Promise((done, failed) =>
      this.#asked.set(id, { done: done as (result: unknown) => void, failed }),
    )
  }

  view<S extends Slice>(slice: S): Views[S] {
    return this.#views[slice]
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onNotice(listener: (about: About) => void): () => void {
    this.#notices.add(listener)
    return () => this.#notices.delete(listener)
  }

  #show(views: Views): void {
    this.#views = views
    for (const listener of this.#listeners) listener()
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'view':
        return this.#show({ ...this.#views, [message.slice]: message.value })
      case 'notify':
        for (const listener of this.#notices) listener(message.about)
        return
      case 'vault':
        this.vaultKept = this.vaultKept.then(
          () => this.#parts.keepVault(message.record),
          () => this.#parts.keepVault(message.record),
        )
        return
      case 'rescue':
        this.#rescueKept = this.#rescueKept.then(() => this.#parts.keepRescue(message.record))
        return
      default: {
        const asked = this.#asked.get(message.id)
        this.#asked.delete(message.id)
        if (message.type === 'reply') asked?.done(message.result)
        else asked?.failed(new RuggensteunError(message.error.code, message.error.params))
      }
    }
  }
}

let door: EngineDoor | null = null
export const openDoor = (made: EngineDoor): EngineDoor => (door = made)
export const engine = (): EngineDoor => {
  if (!door) throw new Error('the engine was not started')
  return door
}

export const useView = <S extends Slice>(slice: S): Views[S] =>
  useSyncExternalStore(engine().subscribe, () => engine().view(slice))
