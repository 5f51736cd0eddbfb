/**
 * Live push. Every process reads what was committed, by itself or by another process on the same database, and hands it to
 * its sockets in order. A reader that cannot keep up is let go; it pulls later and has lost nothing.
 */
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from '@fastify/websocket'
import { LiveHello, MAX_PULL, type LiveMessage } from '../../shared/protocol/http.ts'
import { DIRECTORY_CHANNEL, type DirectoryBook } from '../directory/directory.ts'
import type { Sessions } from '../http/sessions.ts'
import { EVENTS_CHANNEL } from '../log/append.ts'
import type { LogReader } from '../log/read.ts'
import { listen } from './listener.ts'

const HELLO_MS = 5_000
const PING_MS = 25_000
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024

interface Reader { readonly socket: WebSocket; after: number; caughtUp: boolean }

export interface Live { stop(): Promise<void>; readonly readers: number }

export const registerLive = (server: FastifyInstance, parts: { url: string; log: LogReader; directory: DirectoryBook; sessions: Sessions; allowsOrigin: (origin: string) => boolean }): Live => {
  const readers = new Set<Reader>()
  let sent = 0
  const started = parts.log.head().then(({ head }) => { sent = head })
  started.catch(() => {})
  let reading = false
  let again = false

  const say = (reader: Reader, message: LiveMessage): void => {
    if (reader.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      readers.delete(reader)
      reader.socket.close(1013)
      return
    }
    reader.socket.send(JSON.stringify(message))
  }

  /** Sends everything committed since the last time, once, to everybody who has caught up. */
  const broadcast = async (): Promise<void> => {
    if (reading) {
      again = true
      return
    }
    reading = true
    try {
      await started
      do {
        again = false
        for (let events = await parts.log.page(sent, MAX_PULL); events.length > 0; events = await parts.log.page(sent, MAX_PULL)) {
          const head = events.at(-1)!.seq
          const all = JSON.stringify({ type: 'events', events, head } satisfies LiveMessage)
          for (const reader of readers) {
            if (!reader.caughtUp || reader.after >= head) continue
            if (reader.after <= sent && reader.socket.bufferedAmount <= MAX_BUFFERED_BYTES) reader.socket.send(all)
            else say(reader, { type: 'events', events: events.filter(({ seq }) => seq > reader.after), head })
            reader.after = head
          }
          sent = head
        }
      } while (again)
    } catch (error) {
      server.log.warn({ fault: (error as { code?: string }).code ?? 'broadcast' })
    }
    reading = false
  }

  const heard = (channel: string): void => {
    if (channel === EVENTS_CHANNEL) void broadcast()
    else void parts.directory.refresh().then(() => readers.forEach((reader) => say(reader, { type: 'directory', head: parts.directory.head })), () => {})
  }

  const welcome = async (socket: WebSocket, text: string): Promise<void> => {
    const hello = LiveHello.safeParse(JSON.parse(text))
    if (!hello.success) return socket.close(1008)
    await parts.sessions.ofToken(hello.data.token)
    const reader: Reader = { socket, after: hello.data.after, caughtUp: false }
    readers.add(reader)
    socket.on('close', () => readers.delete(reader))
    await started
    const { head, statement } = await parts.log.checkpoint()
    say(reader, { type: 'ready', head, checkpoint: statement })
    // Pages until nothing is left, and once more if a broadcast passed while the last page was read.
    for (let until = -1; until < sent; ) {
      until = sent
      for (let events = await parts.log.page(reader.after, MAX_PULL); events.length > 0 && readers.has(reader); events = await parts.log.page(reader.after, MAX_PULL)) {
        reader.after = events.at(-1)!.seq
        say(reader, { type: 'events', events, head: Math.max(head, reader.after) })
      }
    }
    reader.caughtUp = true
    void broadcast()
  }

  server.get('/v1/live', { websocket: true }, (socket, request) => {
    socket.on('error', () => socket.terminate())
    const { origin } = request.headers
    if (origin !== undefined && !parts.allowsOrigin(origin)) return socket.close(1008)
    const timer = setTimeout(() => socket.close(1008), HELLO_MS)
    socket.once('message', (data: Buffer) => {
      clearTimeout(timer)
      welcome(socket, data.toString()).catch(() => socket.close(1008))
    })
    socket.on('close', () => clearTimeout(timer))
  })

  const pings = setInterval(() => readers.forEach((reader) => say(reader, { type: 'ping' })), PING_MS)
  const listener = listen(parts.url, [EVENTS_CHANNEL, DIRECTORY_CHANNEL], heard)
  return {
    get readers() { return readers.size },
    stop: async () => {
      clearInterval(pings)
      for (const { socket } of readers) socket.close(1001)
      await listener.stop()
    },
  }
}
