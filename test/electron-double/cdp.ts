import { EventEmitter } from 'node:events'

export type Params = Record<string, unknown>

/** The DevTools protocol over one WebSocket, with the flat sessions that Target.attachToTarget gives. */
export class Cdp {
  readonly #socket: WebSocket
  readonly #events = new EventEmitter().setMaxListeners(0)
  readonly #waiting = new Map<
    number,
    { resolve(value: never): void; reject(error: Error): void; method: string }
  >()
  #sequence = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)))
    socket.addEventListener('close', () => {
      for (const { reject, method } of this.#waiting.values())
        reject(new Error(`${method}: Chromium is gone`))
      this.#waiting.clear()
      this.#events.emit(':closed', {})
    })
  }

  static connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url)
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new Cdp(socket)), { once: true })
      socket.addEventListener('error', () => reject(new Error(`no DevTools at ${url}`)), { once: true })
    })
  }

  send<Result = Params>(method: string, params: Params = {}, sessionId?: string): Promise<Result> {
    if (this.#socket.readyState !== WebSocket.OPEN)
      return Promise.reject(new Error(`${method}: Chromium is gone`))
    const id = ++this.#sequence
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }))
  }

  on<Event = Params>(method: string, listener: (event: Event) => void, sessionId = ''): void {
    this.#events.on(`${sessionId}:${method}`, listener)
  }

  #receive(text: string): void {
    const { id, method, params, result, error, sessionId = '' } = JSON.parse(text)
    if (id === undefined) return void this.#events.emit(`${sessionId}:${method}`, params)
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
    else waiting?.resolve(result as never)
  }
}

/** For messages to a page that may be closing at this moment. */
export const unlessGone = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch(() => undefined)
