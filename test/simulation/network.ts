/**
 * The network between devices and servers: requests and sockets with latency, that can be lost before or
 * after they arrive, arrive twice, be cut off for a while, or be held up until nobody waits any more.
 */
import type { Socket } from '../../relay/live/live.ts'
import type { Chance } from './chance.ts'
import type { Scheduler } from './scheduler.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}
export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** A server process that takes requests. */
export interface Process {
  readonly name: string
  readonly isUp: boolean
  /** Never resolves where the process stops meanwhile. */
  answer(asked: Asked): Promise<Answer>
  /** A new socket from this address; null where it takes none. */
  accept?(socket: Socket): void
}

/** How bad the network is, as probabilities per message. */
export interface Weather {
  /** Of one message, ms; now and then a hundred times as long. */
  readonly latencyMs: number
  readonly slow: number
  readonly lostRequest: number
  readonly lostAnswer: number
  readonly twice: number
  readonly cutSocket: number
  readonly frozenSocket: number
}
export const FINE: Weather = {
  latencyMs: 20,
  slow: 0,
  lostRequest: 0,
  lostAnswer: 0,
  twice: 0,
  cutSocket: 0,
  frozenSocket: 0,
}

/**
 * A relay, or somebody before it, that changes what a device gets: null for nothing at all. `device` is who
 * asked.
 */
export interface Between {
  answer(device: string, host: string, asked: Asked, answer: Answer): Promise<Answer | null>
  message(device: string, text: string): Promise<string[]>
}
export const HONEST: Between = {
  answer: async (_, __, ___, answer) => answer,
  message: async (_, text) => [text],
}

export interface Partition {
  readonly kind: 'refused' | 'silent' | 'offline'
}

interface Line {
  readonly device: string
  readonly server: Process
  open: boolean
  frozen: boolean
  toDevice: (what: 'message' | 'close', text: string) => void
  toServer: (what: 'message' | 'close', text: string) => void
}

/** Owner of the moments of a device's requests. */
const onTheWay = (device: string): string => `${device}, network`

export class Network {
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  readonly #services = new Map<string, readonly Process[]>()
  /** Devices that cannot reach a host, by `device|host`. */
  readonly cut = new Map<string, Partition>()
  readonly #lines = new Set<Line>()
  weather: Weather = FINE
  between: Between = HONEST

  constructor(scheduler: Scheduler, chance: Chance) {
    this.#scheduler = scheduler
    this.#chance = chance
  }

  /** Processes that share a host: any of them may get a request. */
  serve(host: string, processes: readonly Process[]): void {
    this.#services.set(host, processes)
  }

  isOnline(device: string): boolean {
    return ![...this.cut].some(([line, { kind }]) => line.startsWith(`${device}|`) && kind === 'offline')
  }

  #latency(): number {
    const { latencyMs, slow } = this.weather
    return Math.round(latencyMs * (0.5 + this.#chance.fraction()) * (this.#chance.happens(slow) ? 100 : 1))
  }

  #processOf(host: string): Process | null {
    const up = (this.#services.get(host) ?? []).filter(({ isUp }) => isUp)
    return up.length > 0 ? this.#chance.pick(up) : null
  }

  fetch(device: string, isOn: () => boolean, url: string, init: RequestInit): Promise<Response> {
    const { host, pathname, search } = new URL(url)
    const asked: Asked = {
      method: init.method ?? 'GET',
      path: pathname + search,
      headers: init.headers as Record<string, string>,
      body: init.body as string | undefined,
    }
    const what = `${asked.method} ${host}${pathname}`
    return new Promise((resolve, reject) => {
      let over = false
      const end = (ms: number, line: string, settle: () => void): void => {
        this.#scheduler.after(ms, onTheWay(device), line, () => {
          if (!over && isOn()) {
            over = true
            settle()
          }
        })
      }
      const fail = (ms: number): void => end(ms, `${what} fails`, () => reject(new TypeError('fetch failed')))
      init.signal?.addEventListener('abort', () => {
        if (!over) {
          over = true
          reject(new DOMException('the request took too long', 'AbortError'))
        }
      })
      const partition = this.cut.get(`${device}|${host}`)
      if (partition) {
        if (partition.kind !== 'silent') fail(this.#latency())
        return
      }
      if (this.#chance.happens(this.weather.lostRequest)) return
      const deliver = (counts: boolean): void => {
        this.#scheduler.after(this.#latency(), onTheWay(device), '', () => {
          const process = this.#processOf(host)
          if (!process) return counts ? fail(this.#latency()) : undefined
          void process
            .answer(asked)
            .then((answer) => this.between.answer(device, host, asked, answer))
            .then(
              (answer) => {
                if (!counts || !answer || this.#chance.happens(this.weather.lostAnswer)) return
                end(this.#latency(), `${what} ${answer.status}`, () => resolve(responseOf(answer)))
              },
              () => {
                if (counts) fail(this.#latency())
              },
            )
        })
      }
      deliver(true)
      if (this.#chance.happens(this.weather.twice)) deliver(false)
    })
  }

  /** A WebSocket class for one start of one device. */
  socketClass(device: string, isOn: () => boolean): new (url: string) => unknown {
    const connect = (url: string, heard: (what: string, text: string) => void): Line | null =>
      this.#connect(device, isOn, new URL(url).host, heard)
    return class {
      readonly #heard = new Map<string, ((event: { data: string }) => void)[]>()
      readonly #line: Line | null
      constructor(url: string) {
        this.#line = connect(url, (what, text) => {
          for (const heard of this.#heard.get(what) ?? []) heard({ data: text })
        })
      }
      addEventListener(what: string, heard: (event: { data: string }) => void): void {
        this.#heard.set(what, [...(this.#heard.get(what) ?? []), heard])
      }
      send(text: string): void {
        this.#line?.toServer('message', text)
      }
      close(): void {
        this.#line?.toServer('close', '')
      }
    }
  }

  #connect(
    device: string,
    isOn: () => boolean,
    host: string,
    heard: (what: string, text: string) => void,
  ): Line | null {
    if (!isOn()) return null
    const server = this.cut.has(`${device}|${host}`) ? null : this.#processOf(host)
    if (!server?.accept) {
      this.#scheduler.after(this.#latency(), device, 'socket fails', () => {
        if (isOn()) heard('error', '')
      })
      return null
    }
    const atServer = new ServerEnd()
    const ordered = (owner: string, run: (what: 'message' | 'close', text: string) => void) => {
      let last = 0
      return (what: 'message' | 'close', text: string): void => {
        if (!line.open || line.frozen) return
        if (what === 'message' && this.#chance.happens(this.weather.frozenSocket)) {
          line.frozen = true
          return
        }
        if (what === 'message' && this.#chance.happens(this.weather.cutSocket)) return this.#cut(line)
        if (what === 'close') line.open = false
        last = Math.max(last + 1, this.#scheduler.now + this.#latency())
        this.#scheduler.after(last - this.#scheduler.now, owner, '', () => run(what, text))
      }
    }
    const line: Line = {
      device,
      server,
      open: true,
      frozen: false,
      toServer: ordered(server.name, (what, text) => {
        if (server.isUp) atServer.hear(what, text)
      }),
      toDevice: ordered(device, (what, text) => {
        if (!isOn() || line.frozen) return
        if (what === 'close') return heard('close', '')
        void this.between.message(device, text).then((texts) => {
          for (const one of texts) if (isOn()) heard('message', one)
        })
      }),
    }
    this.#lines.add(line)
    atServer.line = line
    this.#scheduler.after(this.#latency(), device, '', () => {
      if (!isOn() || !server.isUp) return
      server.accept!(atServer)
      heard('open', '')
    })
    return line
  }

  #cut(line: Line): void {
    line.toServer('close', '')
    line.open = true
    line.toDevice('close', '')
    this.#lines.delete(line)
  }

  /** A device that sleeps: what was on its way is lost too. */
  fallAsleep(device: string): void {
    this.#scheduler.forget(onTheWay(device))
    this.forget(device)
  }

  /** A device that stopped: its sockets are dead and say nothing; a request that left still arrives. */
  forget(device: string): void {
    for (const line of this.#lines) {
      if (line.device !== device) continue
      line.toServer('close', '')
      line.frozen = true
      this.#lines.delete(line)
    }
  }

  /** A server that stopped: half of its sockets say so. */
  drop(server: Process): void {
    for (const line of this.#lines) {
      if (line.server !== server) continue
      if (this.#chance.happens(0.5)) line.toDevice('close', '')
      line.frozen = true
      this.#lines.delete(line)
    }
  }
}

class ServerEnd implements Socket {
  line: Line | null = null
  readonly bufferedAmount = 0
  readonly #heard: { what: string; once: boolean; run: (data: Buffer) => void }[] = []
  send(data: unknown): void {
    this.line?.toDevice('message', String(data))
  }
  close(): void {
    this.line?.toDevice('close', '')
  }
  terminate(): void {
    this.close()
  }
  on(what: string, run: (data: Buffer) => void): this {
    this.#heard.push({ what, once: false, run })
    return this
  }
  once(what: string, run: (data: Buffer) => void): this {
    this.#heard.push({ what, once: true, run })
    return this
  }
  hear(what: string, text: string): void {
    for (const heard of this.#heard.filter((one) => one.what === what)) {
      if (heard.once) this.#heard.splice(this.#heard.indexOf(heard), 1)
      heard.run(Buffer.from(text))
    }
  }
}

const responseOf = ({ status, type, body }: Answer): Response =>
  ({
    ok: status >= 200 && status < 300,
    status,
    headers: new Headers({ 'content-type': type }),
    text: () => Promise.resolve(body),
  }) as Response
