/** The live connection: an optimisation, for a pull carries everything that it carries. */
import { asRuggensteunError, type RuggensteunError } from '../../../shared/errors.ts'
import type { LiveMessage } from '../../../shared/protocol/http.ts'
import { LiveConnection } from '../net/live.ts'
import { envelopeKey } from '../store/changes.ts'
import type { Pull } from './pull.ts'
import type { SyncParts } from './sync-parts.ts'

interface LiveHooks {
  /** Runs a cycle: it brings what this connection cannot. */
  readonly kick: () => void
  readonly isRunning: () => boolean
  readonly readDirectory: () => Promise<void>
  /** What came is on disk. */
  readonly heard: () => void
  readonly failed: (error: RuggensteunError) => void
  /** It closed by itself. */
  readonly closed: () => void
}

export class LiveLink {
  readonly #parts: SyncParts
  readonly #pull: Pull
  readonly #hooks: LiveHooks
  #connection: LiveConnection | null = null

  constructor(parts: SyncParts, pull: Pull, hooks: LiveHooks) {
    this.#parts = parts
    this.#pull = pull
    this.#hooks = hooks
  }

  /** `isStopped` is asked after the session was opened: the device may have closed meanwhile. */
  async open(isStopped: () => boolean): Promise<void> {
    if (this.#connection) return
    const { relay, state, ports } = this.#parts
    const token = await relay.token()
    if (isStopped()) return
    const connection: LiveConnection = new LiveConnection(
      relay.url,
      { token, after: state.meta.cursor ?? 0 },
      ports,
      {
        message: (message) => void this.#hear(message),
        closed: () => {
          if (this.#connection !== connection) return
          this.#connection = null
          this.#hooks.closed()
        },
      },
    )
    this.#connection = connection
  }

  /** Sessions are forgotten too: the next request opens one. */
  close(): void {
    const connection = this.#connection
    this.#connection = null
    connection?.close()
    this.#parts.relay.forget()
    this.#parts.trustee.forget()
  }

  async #hear(message: LiveMessage): Promise<void> {
    const { state, clock } = this.#parts
    const { kick, isRunning, readDirectory, heard } = this.#hooks
    try {
      if (message.type === 'directory') return kick()
      if (message.type === 'ready') return await clock.take(message.checkpoint)
      if (message.type !== 'events') return
      const first = message.events[0]?.seq ?? 0
      // A clock that is not confirmed could take what comes for past its date: a pull brings the time with it.
      if (clock.isStale() || isRunning() || first > (state.meta.cursor ?? 0) + 1) return kick()
      const { unknownDevice } = await this.#pull.apply(message.events)
      if (unknownDevice) await readDirectory()
      heard()
      const signalCame = message.events.some(({ seq }) => state.envelopes.get(envelopeKey(seq))?.isSignal)
      if (state.outbox.size > 0 || signalCame) kick()
    } catch (error) {
      this.#hooks.failed(asRuggensteunError(error))
    }
  }
}
