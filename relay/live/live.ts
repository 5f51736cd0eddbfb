/**
 * Live push. Every process reads what was committed, by itself or by another process on the same database,
 * and hands it to its sockets in order. A reader that cannot keep up is let go; it pulls later and has lost
 * nothing.
 */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { WebSocket } from '@fastify/websocket'
import { Gauge } from 'prom-client'
import { LiveHello, MAX_PULL, type LiveMessage } from '../../shared/protocol/http.ts'
import { DIRECTORY_CHANNEL, type DirectoryBook } from '../directory/directory.ts'
import { Refusal } from '../errors.ts'
import type { Sessions } from '../http/sessions.ts'
import { EVENTS_CHANNEL } from '../log/append.ts'
import { listOf, type EventText, type LogReader } from '../log/read.ts'
import { faultOf } from '../store/database.ts'
import { every, type Timers } from '../timers.ts'
import type { Listen } from './listener.ts'

const HELLO_MS = 5_000
/** A polite close waits for the other side's, for half a minute; whoever says nothing is not waited for. */
const CLOSE_MS = 1_000
/** Connections that said nothing yet: the oldest goes where there are more. Who is honest says hello at once. */
export const MOST_SILENT = 200
const PING_MS = 25_000
/** What could not be read is read again after this. */
const AGAIN_MS = 1_000
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024

/** What a reader's end of a connection can do. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'terminate' | 'bufferedAmount'> & {
  on(event: 'close' | 'error', heard: () => void): unknown
  once(event: 'message', heard: (data: Buffer) => void): unknown
}

interface Reader {
  readonly socket: Socket
  readonly deviceId: string
  after: number
  caughtUp: boolean
}

export interface Live {
  /** A connection that was just opened; it has five seconds to say hello. */
  accept(socket: Socket): void
  stop(): Promise<void>
  /** Whether what others commit reaches us now. */
  readonly listening: boolean
  readonly readers: number
  /** In memory for readers that have not taken it yet. */
  readonly bufferedBytes: number
  /** Readers let go since the start. */
  readonly dropped: number
}
export interface LiveParts {
  readonly log: LogReader
  readonly directory: DirectoryBook
  readonly sessions: Sessions
  readonly timers: Timers
  readonly listen: Listen
  readonly note: FastifyBaseLogger
}

/** LiveMessage 'events', as text. */
const eventsMessage = (events: readonly EventText[], head: number): string =>
  `{"type":"events","events":${listOf(events)},"head":${head}}`

const unseenBy = ({ after }: Reader, events: readonly EventText[]): EventText[] =>
  events.filter(({ seq }) => seq > after)

class LivePush implements Live {
  readonly #parts: LiveParts
  readonly #readers = new Set<Reader>()
  /** In the order in which they came. */
  readonly #silent = new Set<Socket>()
  /** Channels that are heard again after {@link AGAIN_MS}, with what calls that off. */
  readonly #waiting = new Map<string, () => void>()
  readonly #stopPings: () => void
  readonly #listener: ReturnType<Listen>
  #dropped = 0
  #sent = 0
  #starting: Promise<void> | null = null
  #stopped = false
  #reading = false
  #again = false

  constructor(parts: LiveParts) {
    this.#parts = parts
    this.#started().catch(() => {})
    this.#stopPings = every(parts.timers, PING_MS, () =>
      this.#readers.forEach((reader) => this.#say(reader, { type: 'ping' })),
    )
    this.#listener = parts.listen([EVENTS_CHANNEL, DIRECTORY_CHANNEL], (channel) => this.#heard(channel))
  }

  get listening(): boolean {
    return this.#listener.connected
  }
  get readers(): number {
    return this.#readers.size
  }
  get bufferedBytes(): number {
    return [...this.#readers].reduce((sum, { socket }) => sum + socket.bufferedAmount, 0)
  }
  get dropped(): number {
    return this.#dropped
  }

  accept(socket: Socket): void {
    socket.on('error', () => socket.terminate())
    let callOff = this.#parts.timers.after(HELLO_MS, () => {
      socket.close(1008)
      callOff = this.#parts.timers.after(CLOSE_MS, () => socket.terminate())
    })
    this.#silent.add(socket)
    if (this.#silent.size > MOST_SILENT) {
      const [oldest] = this.#silent
      this.#silent.delete(oldest!)
      oldest!.terminate()
    }
    socket.once('message', (data) => {
      this.#silent.delete(socket)
      callOff()
      // 1013 (IANA): it may come back, nothing was wrong with what it said.
      this.#welcome(socket, data.toString()).catch((error: unknown) =>
        socket.close(error instanceof Refusal || error instanceof SyntaxError ? 1008 : 1013),
      )
    })
    socket.on('close', () => {
      this.#silent.delete(socket)
      callOff()
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopPings()
    for (const callOff of this.#waiting.values()) callOff()
    for (const { socket } of this.#readers) socket.close(1001)
    await this.#listener.stop()
  }

  /** Knows from which number on there is something to send; asked again where the database did not answer. */
  #started(): Promise<void> {
    this.#starting ??= this.#parts.log.head().then(
      (head) => {
        this.#sent = head
      },
      (error: unknown) => {
        this.#starting = null
        throw error
      },
    )
    return this.#starting
  }

  #say(reader: Reader, message: LiveMessage | string): void {
    if (reader.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#readers.delete(reader)
      this.#dropped += 1
      reader.socket.terminate() // a polite close would wait behind what is not read, with all of it in memory
      return
    }
    reader.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /**
   * Sends the next page to everybody who has caught up; false once nothing is left: what is committed later is
   * announced again.
   */
  async #broadcastPage(): Promise<boolean> {
    const events = await this.#parts.log.page(this.#sent, MAX_PULL)
    if (events.length === 0) return false
    const head = events.at(-1)!.seq
    const all = eventsMessage(events, head)
    for (const reader of this.#readers) {
      if (!reader.caughtUp || reader.after >= head) continue
      if (reader.after <= this.#sent && reader.socket.bufferedAmount <= MAX_BUFFERED_BYTES)
        reader.socket.send(all)
      else this.#say(reader, eventsMessage(unseenBy(reader, events), head))
      reader.after = head
    }
    this.#sent = head
    return events.length === MAX_PULL
  }

  /**
   * With nobody to send to nothing has to be read; true where that is still so once the head is known. A
   * reader that says hello from then on reads from its own number.
   */
  async #skipsUnread(): Promise<boolean> {
    if (this.#readers.size > 0) return false
    const committed = await this.#parts.log.head()
    if (this.#readers.size > 0) return false
    this.#sent = Math.max(this.#sent, committed)
    return true
  }

  /** Sends everything committed since the last time, once, to everybody who has caught up. */
  async #broadcast(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = true
    try {
      await this.#started()
      do {
        this.#again = false
        if (await this.#skipsUnread()) continue
        while (await this.#broadcastPage());
      } while (this.#again)
    } catch (error) {
      // What was committed meanwhile was told once, and is not told again.
      this.#hearLater(EVENTS_CHANNEL, error)
    }
    this.#reading = false
  }

  /** A device that may not take part any more hears of it, and then nothing. */
  #tellOfDirectory(): void {
    const { directory } = this.#parts
    for (const reader of this.#readers) {
      this.#say(reader, { type: 'directory', head: directory.head })
      if (directory.directory.devices.has(reader.deviceId)) continue
      this.#readers.delete(reader)
      reader.socket.close(1008)
    }
  }

  #heard(channel: string): void {
    if (channel === EVENTS_CHANNEL) void this.#broadcast()
    else
      void this.#parts.directory
        .refresh()
        .then(() => this.#tellOfDirectory())
        .catch((error: unknown) => this.#hearLater(DIRECTORY_CHANNEL, error))
  }

  #hearLater(channel: string, error: unknown): void {
    this.#parts.note.warn({ fault: faultOf(error), channel })
    if (this.#stopped || this.#waiting.has(channel)) return
    const hear = (): void => {
      this.#waiting.delete(channel)
      this.#heard(channel)
    }
    this.#waiting.set(channel, this.#parts.timers.after(AGAIN_MS, hear))
  }

  async #welcome(socket: Socket, text: string): Promise<void> {
    const hello = LiveHello.safeParse(JSON.parse(text))
    if (!hello.success) return socket.close(1008)
    const { deviceId } = await this.#parts.sessions.ofToken(hello.data.token)
    const reader: Reader = { socket, deviceId, after: hello.data.after, caughtUp: false }
    this.#readers.add(reader)
    socket.on('close', () => this.#readers.delete(reader))
    await this.#started()
    const { head, statement } = await this.#parts.log.checkpoint()
    this.#say(reader, { type: 'ready', head, checkpoint: statement })
    await this.#catchUp(reader, head)
    reader.caughtUp = true
    void this.#broadcast()
  }

  /** Pages until nothing is left, and once more if a broadcast passed while the last page was read. */
  async #catchUp(reader: Reader, head: number): Promise<void> {
    const nextPage = (): Promise<EventText[]> => this.#parts.log.page(reader.after, MAX_PULL)
    for (let until = -1; until < this.#sent;) {
      until = this.#sent
      for (
        let events = await nextPage();
        events.length > 0 && this.#readers.has(reader);
        events = await nextPage()
      ) {
        reader.after = events.at(-1)!.seq
        this.#say(reader, eventsMessage(events, Math.max(head, reader.after)))
      }
    }
  }
}

export const startLive = (parts: LiveParts): Live => new LivePush(parts)

const registerGauges = (server: FastifyInstance, live: Live): void => {
  const gauge = (name: string, help: string, value: () => number): void =>
    void new Gauge({
      name,
      help,
      registers: [server.metrics],
      collect() {
        this.set(value())
      },
    })
  gauge('relay_listen_connected', '1 where what others commit reaches this process now', () =>
    Number(live.listening),
  )
  gauge('relay_live_readers', 'Live connections', () => live.readers)
  gauge(
    'relay_live_buffered_bytes',
    'Held for live connections that have not taken it yet',
    () => live.bufferedBytes,
  )
  gauge(
    'relay_live_dropped',
    'Live connections let go since the start because they did not keep up',
    () => live.dropped,
  )
}

export const registerLive = (
  server: FastifyInstance,
  live: Live,
  allowsOrigin: (origin: string) => boolean,
): void => {
  registerGauges(server, live)
  server.get('/v1/live', { websocket: true }, (socket, request) => {
    const { origin } = request.headers
    if (origin === undefined || allowsOrigin(origin)) return live.accept(socket)
    socket.on('error', () => socket.terminate())
    socket.close(1008)
  })
}
