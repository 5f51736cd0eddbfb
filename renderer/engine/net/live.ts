/**
 * The live connection: push as an optimisation. Everything also comes by pull, so a proxy that refuses
 * WebSockets costs speed and nothing else. A socket of which three pings of the relay stay away is taken for dead.
 */
import { LiveMessage } from '../../../shared/protocol/http.ts'
import type { Ports } from '../ports.ts'

/** Longer than any pause between two cycles (sync.ts). */
export const SILENCE_MS = 75_000

export class LiveConnection {
  readonly #socket: WebSocket
  readonly #after: Ports['after']
  readonly #closed: () => void
  #callOff: () => void = () => {}
  #done = false

  constructor(
    relayUrl: string,
    hello: { token: string; after: number },
    ports: Pick<Ports, 'WebSocket' | 'after'>,
    on: { message: (message: LiveMessage) => void; closed: () => void },
  ) {
    this.#after = ports.after
    this.#closed = on.closed
    this.#socket = new ports.WebSocket(`${relayUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/v1/live`)
    this.#socket.addEventListener('open', () =>
      this.#socket.send(JSON.stringify({ type: 'hello', ...hello })),
    )
    this.#socket.addEventListener('close', () => this.#end())
    this.#socket.addEventListener('error', () => this.#end())
    this.#socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      this.#listen()
      const message = typeof event.data === 'string' ? read(event.data) : null
      if (message === null) this.close()
      else if (message !== 'other') on.message(message)
    })
    this.#listen()
  }

  close(): void {
    this.#end()
  }

  #listen(): void {
    this.#callOff()
    this.#callOff = this.#after(SILENCE_MS, () => this.#end())
  }

  #end(): void {
    if (this.#done) return
    this.#done = true
    this.#callOff()
    this.#socket.close()
    this.#closed()
  }
}

const KNOWN: ReadonlySet<unknown> = new Set(LiveMessage.options.map(({ shape }) => shape.type.value))

/** Null for what is no message; 'other' for what only a newer relay says, which is passed over. */
const read = (text: string): LiveMessage | 'other' | null => {
  try {
    const json: unknown = JSON.parse(text)
    const message = LiveMessage.safeParse(json)
    if (message.success) return message.data
    const type = (json as { type?: unknown } | null)?.type
    return typeof type === 'string' && !KNOWN.has(type) ? 'other' : null
  } catch {
    return null
  }
}
