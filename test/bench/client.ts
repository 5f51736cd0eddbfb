/** A client of the relay that costs little itself: kept connections, bodies made before the clock starts. */
import { Agent, request } from 'node:http'
import WebSocket from 'ws'
import { MAX_PULL } from '../../shared/protocol/http.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'

export const envelopeBytes = (): Buffer => Buffer.from(someEnvelope())
export const pushBody = (envelopes: readonly Buffer[]): Buffer =>
  Buffer.from(JSON.stringify({ envelopes: envelopes.map((bytes) => bytes.toString('base64url')) }))

export const inBatches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

/** Does the tasks in order, `atOnce` of them at a time. */
export const inFlight = async <T>(
  atOnce: number,
  tasks: readonly T[],
  run: (task: T) => Promise<unknown>,
): Promise<void> => {
  const rest = tasks.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const task of rest) await run(task)
    }),
  )
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** The answer's bytes; throws for any status but 200. */
const ask = (url: string, headers: Readonly<Record<string, string>>, body?: Buffer): Promise<Buffer> =>
  new Promise((answered, failed) => {
    const more = body ? { 'content-type': 'application/json', 'content-length': body.length } : {}
    const sent = request(
      url,
      { agent, method: body ? 'POST' : 'GET', headers: { ...headers, ...more } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', failed)
        response.on('end', () =>
          response.statusCode === 200
            ? answered(Buffer.concat(chunks))
            : failed(
                new Error(
                  `${new URL(url).pathname}: ${response.statusCode} ${Buffer.concat(chunks).toString().slice(0, 200)}`,
                ),
              ),
        )
      },
    )
    sent.on('error', failed)
    sent.end(body)
  })

export interface RelayClient {
  push(body: Buffer): Promise<void>
  /** Gives the last number of the page, 0 where there is nothing after. */
  pull(after: number): Promise<number>
  head(): Promise<number>
  get(path: string): Promise<void>
}

export const relayClient = (url: string, token: string): RelayClient => {
  const headers = { authorization: `Bearer ${token}` }
  // All of it is ASCII, and no reader of bytes has to look for anything else.
  const json = async <T>(path: string, body?: Buffer): Promise<T> =>
    JSON.parse((await ask(url + path, headers, body)).toString('latin1')) as T
  const page = (after: number, limit: number): Promise<{ events: { seq: number }[]; head: number }> =>
    json(`/v1/events?after=${after}&limit=${limit}`)
  return {
    push: async (body) => {
      const { acknowledged } = await json<{ acknowledged?: { body: string } }>('/v1/events', body)
      if (!acknowledged?.body) throw new Error('not acknowledged')
    },
    pull: async (after) => (await page(after, MAX_PULL)).events.at(-1)?.seq ?? 0,
    head: async () => (await page(0, 1)).head,
    get: async (path) => {
      await json(path)
    },
  }
}

/** Everything, page after page. */
export const pullAll = async (client: RelayClient): Promise<void> => {
  for (let after = await client.pull(0); after > 0;) after = await client.pull(after)
}

/**
 * A socket that said hello and was told that it is ready; `heard` gets the text of every message after that.
 */
export const connectLive = (
  url: string,
  token: string,
  after: number,
  heard: (text: string) => void,
): Promise<WebSocket> =>
  new Promise((ready, failed) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, { perMessageDeflate: false })
    socket.on('error', failed)
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token, after })))
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1')
      if (text.startsWith('{"type":"ready"')) ready(socket)
      else heard(text)
    })
  })
