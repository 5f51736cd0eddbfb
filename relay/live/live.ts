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

export const startLive = (parts: LiveParts): Live => {
  const readers = new Set<Reader>()
  let dropped = 0
  let sent = 0
  let starting: Promise<void> | null = null
  /** Knows from which number on there is something to send; asked again where the database did not answer. */
  const started = (): Promise<void> => {
    starting ??= parts.log.head().then(
      (head) => {
        sent = head
      },
      (error: unknown) => {
        starting = null
        throw error
      },
    )
    return starting
  }
  started().catch(() => {})
  let stopped = false
  let reading = false
  let again = false

  const unseenBy = ({ after }: Reader, events: readonly EventText[]): EventText[] =>
    events.filter(({ seq }) => seq > after)

  const say = (reader: Reader, message: LiveMessage | string): void => {
    if (reader.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      readers.delete(reader)
      dropped += 1
      reader.socket.terminate() // a polite close would wait behind what is not read, with all of it in memory
      return
    }
    reader.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /**
   * Sends the next page to everybody who has caught up; false once nothing is left: what is committed later is
   * announced again.
   */
  const broadcastPage = async (): Promise<boolean> => {
    const events = await parts.log.page(sent, MAX_PULL)
    if (events.length === 0) return false
    const head = events.at(-1)!.seq
    const all = eventsMessage(events, head)
    for (const reader of readers) {
      if (!reader.caughtUp || reader.after >= head) continue
      if (reader.after <= sent && reader.socket.bufferedAmount <= MAX_BUFFERED_BYTES) reader.socket.send(all)
      else say(reader, eventsMessage(unseenBy(reader, events), head))
      reader.after = head
    }
    sent = head
    return events.length === MAX_PULL
  }

  /**
   * With nobody to send to nothing has to be read; true where that is still so once the head is known. A
   * reader that says hello from then on reads from its own number.
   */
  const skipsUnread = async (): Promise<boolean> => {
    if (readers.size > 0) return false
    const committed = await parts.log.head()
    if (readers.size > 0) return false
    sent = Math.max(sent, committed)
    return true
  }

  /** Sends everything committed since the last time, once, to everybody who has caught up. */
  const broadcast = async (): Promise<void> => {
    if (reading) {
      again = true
      return
    }
    reading = true
    try {
      await started()
      do {
        again = false
        if (await skipsUnread()) continue
        while (await broadcastPage());
      } while (again)
    } catch (error) {
      // What was committed meanwhile was told once, and is not told again.
      later(EVENTS_CHANNEL, error)
    }
    reading = false
  }

  /** A device that may not take part any more hears of it, and then nothing. */
  const tellOfDirectory = (): void => {
    for (const reader of readers) {
      say(reader, { type: 'directory', head: parts.directory.head })
      if (parts.directory.directory.devices.has(reader.deviceId)) continue
      readers.delete(reader)
      reader.socket.close(1008)
    }
  }

  const heard = (channel: string): void => {
    if (channel === EVENTS_CHANNEL) void broadcast()
    else
      void parts.directory
        .refresh()
        .then(tellOfDirectory)
        .catch((error: unknown) => later(DIRECTORY_CHANNEL, error))
  }

  const waiting = new Map<string, () => void>()
  const later = (channel: string, error: unknown): void => {
    parts.note.warn({ fault: faultOf(error), channel })
    if (stopped || waiting.has(channel)) return
    const again = (): void => {
      waiting.delete(channel)
      heard(channel)
    }
    waiting.set(channel, parts.timers.after(AGAIN_MS, again))
  }

  const welcome = async (socket: Socket, text: string): Promise<void> => {
    const hello = LiveHello.safeParse(JSON.parse(text))
    if (!hello.success) return socket.close(1008)
    const { deviceId } = await parts.sessions.ofToken(hello.data.token)
    const reader: Reader = { socket, deviceId, after: hello.data.after, caughtUp: false }
    readers.add(reader)
    socket.on('close', () => readers.delete(reader))
    await started()
    const { head, statement } = await parts.log.checkpoint()
    say(reader, { type: 'ready', head, checkpoint: statement })
    // Pages until nothing is left, and once more if a broadcast passed while the last page was read.
    for (let until = -1; until < sent;) {
      until = sent
      for (
        let events = await parts.log.page(reader.after, MAX_PULL);
        events.length > 0 && readers.has(reader);
        events = await parts.log.page(reader.after, MAX_PULL)
      ) {
        reader.after = events.at(-1)!.seq
        say(reader, eventsMessage(events, Math.max(head, reader.after)))
      }
    }
    reader.caughtUp = true
    void broadcast()
  }

  const accept = (socket: Socket): void => {
    socket.on('error', () => socket.terminate())
    const callOff = parts.timers.after(HELLO_MS, () => socket.close(1008))
    socket.once('message', (data) => {
      callOff()
      // 1013 (IANA): it may come back, nothing was wrong with what it said.
      welcome(socket, data.toString()).catch((error: unknown) =>
        socket.close(error instanceof Refusal || error instanceof SyntaxError ? 1008 : 1013),
      )
    })
    socket.on('close', callOff)
  }

  const stopPings = every(parts.timers, PING_MS, () =>
    readers.forEach((reader) => say(reader, { type: 'ping' })),
  )
  const listener = parts.listen([EVENTS_CHANNEL, DIRECTORY_CHANNEL], heard)
  return {
    accept,
    get listening() {
      return listener.connected
    },
    get readers() {
      return readers.size
    },
    get bufferedBytes() {
      return [...readers].reduce((sum, { socket }) => sum + socket.bufferedAmount, 0)
    },
    get dropped() {
      return dropped
    },
    stop: async () => {
      stopped = true
      stopPings()
      for (const callOff of waiting.values()) callOff()
      for (const { socket } of readers) socket.close(1001)
      await listener.stop()
    },
  }
}

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
