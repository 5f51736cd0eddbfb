/** The typed door to the engine: commands go in, projections come out. Nothing here keeps a record beyond the last view. */
import { useSyncExternalStore } from 'react'
import { RuggensteunError } from '../../shared/errors.ts'
import type { Command, CommandResult, FromWorker, Slice, Views } from '../../shared/worker.ts'

export interface Wire { postMessage(message: unknown): void; onmessage: ((event: MessageEvent<FromWorker>) => void) | null; onerror: ((event: ErrorEvent) => void) | null }

const START: Views = {
  session: { state: 'starting', passphraseNeeded: false, person: null, today: null, error: null },
  sync: { state: 'connecting', problem: null, updatedAt: null, waitingSignals: 0, waitingAnswers: 0, tokensDone: 0, tokensTotal: 0, clockOffMinutes: null },
  caseload: [], sent: [], matches: [], neighbourhood: [], logbook: [], draft: null,
}

interface Asked { readonly done: (result: unknown) => void; readonly failed: (error: RuggensteunError) => void }

export class EngineDoor {
  readonly #wire: Wire
  readonly #asked = new Map<number, Asked>()
  readonly #listeners = new Set<() => void>()
  readonly #notices = new Set<(about: 'possible-match' | 'answer' | 'closed') => void>()
  #views: Views = START
  #next = 1

  constructor(wire: Wire, crashed: () => void) {
    this.#wire = wire
    wire.onmessage = ({ data }) => this.#hear(data)
    wire.onerror = () => {
      for (const { failed } of this.#asked.values()) failed(new RuggensteunError('unexpected'))
      this.#asked.clear()
      crashed()
    }
  }

  /** Rejects with the named error of the engine. */
  send<C extends Command>(command: C): Promise<CommandResult<C['kind']>> {
    const id = this.#next++
    this.#wire.postMessage({ id, command })
    return new Promise((done, failed) => this.#asked.set(id, { done: done as (result: unknown) => void, failed }))
  }

  view<S extends Slice>(slice: S): Views[S] {
    return this.#views[slice]
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onNotice(listener: (about: 'possible-match' | 'answer' | 'closed') => void): () => void {
    this.#notices.add(listener)
    return () => this.#notices.delete(listener)
  }

  #hear(message: FromWorker): void {
    if (message.type === 'view') {
      this.#views = { ...this.#views, [message.slice]: message.value }
      for (const listener of this.#listeners) listener()
    } else if (message.type === 'notify') for (const listener of this.#notices) listener(message.about)
    else {
      const asked = this.#asked.get(message.id)
      this.#asked.delete(message.id)
      if (message.type === 'reply') asked?.done(message.result)
      else asked?.failed(new RuggensteunError(message.error.code, message.error.params))
    }
  }
}

let door: EngineDoor | null = null
export const openDoor = (made: EngineDoor): void => { door = made }
export const engine = (): EngineDoor => {
  if (!door) throw new Error('the engine was not started')
  return door
}

export const useView = <S extends Slice>(slice: S): Views[S] => useSyncExternalStore(engine().subscribe, () => engine().view(slice))
