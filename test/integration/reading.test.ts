/**
 * Reading the log past the driver's own way of reading: every byte, whatever the connection does, and no
 * event twice or never.
 */
import pg from 'pg'
import WebSocket from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../relay/store/database.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { MAX_PULL, PullAnswer } from '../../shared/protocol/http.ts'
import { signedBy } from '../../shared/crypto/signing.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let token: string
let database: Database
beforeAll(async () => {
  town = await Town.start()
  token = await town.session(await town.admitDevice(await town.admitOrganisation()))
  database = await openDatabase({ url: town.relay.databaseUrl, dataDir: '', onPoolError: () => {} })
})
afterAll(async () => {
  await database?.stop()
  await town?.stop()
})

const envelopes = (count: number): string[] =>
  Array.from({ length: count }, () => toBase64url(someEnvelope(new Date(town.clock.now()))))
const call = (path: string, body?: unknown): Promise<Response> =>
  fetch(town.relay.url + path, {
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
const push = async (all: string[]): Promise<void> =>
  expect((await call('/v1/events', { envelopes: all })).status).toBe(200)

describe('a page of the log', () => {
  test('holds the bytes that were pushed, in order, under a signed checkpoint, over several pages and with holes', async () => {
    const all = envelopes(MAX_PULL + 250)
    for (let i = 0; i < all.length; i += 250) await push(all.slice(i, i + 250))
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    await client.query('delete from events where seq in (3, 700)')
    await client.end()
    const got = new Map<number, string>()
    for (let after = 0; ; after = Math.max(...got.keys())) {
      const response = await call(`/v1/events?after=${after}`)
      expect(response.headers.get('content-type')).toBe('application/json; protocol=1')
      const page = PullAnswer.parse(await response.json())
      expect(await signedBy(page.checkpoint, 'relay', town.roots.relay)).toBe(true)
      expect(page.head).toBe(all.length)
      if (page.events.length === 0) break
      for (const { seq, envelope } of page.events) got.set(seq, envelope)
    }
    expect([...got]).toEqual(all.map((text, i) => [i + 1, text]).filter(([seq]) => seq !== 3 && seq !== 700))
  })

  test('that PostgreSQL refuses, breaks off or that is not understood is an error, and the next one comes whole', async () => {
    const seqs = async (): Promise<number[]> => {
      const read: number[] = []
      await database.copyOut('select seq from events order by seq limit 3', ([seq]) => {
        read.push(Number(seq!.readBigInt64BE()))
      })
      return read
    }
    await expect(database.copyOut('select nothing from events', () => {})).rejects.toThrow('nothing')
    expect(await seqs()).toEqual([1, 2, 4])
    await expect(
      database.copyOut('select seq from events', () => {
        throw new Error('not understood')
      }),
    ).rejects.toThrow('not understood')
    expect(await seqs()).toEqual([1, 2, 4])
    await expect(
      database.copyOut('select 1 / (700 - seq) from events where seq > 600 order by seq', () => {}),
    ).resolves.toBeUndefined()
    await expect(
      database.copyOut('select 1 / (701 - seq) from events where seq > 600 order by seq', () => {}),
    ).rejects.toThrow('division')
    await expect(
      database.copyOut('select pg_terminate_backend(pg_backend_pid()), seq from events', () => {}),
    ).rejects.toThrow('terminat')
    expect(await seqs()).toEqual([1, 2, 4])
  })
})

test('whoever says hello while events are written hears each of them once, also where nobody listened before', async () => {
  const { head } = PullAnswer.parse(await (await call('/v1/events?after=100000')).json())
  const heard: number[] = []
  const all = envelopes(60)
  let socket: WebSocket | null = null
  for (const [i, one] of all.entries()) {
    await push([one])
    if (i !== 20) continue
    socket = new WebSocket(`${town.relay.url.replace('http', 'ws')}/v1/live`)
    socket.on('open', () => socket!.send(JSON.stringify({ type: 'hello', token, after: head })))
    socket.on('message', (data: Buffer) =>
      heard.push(
        ...((JSON.parse(data.toString()) as { events?: { seq: number }[] }).events ?? []).map(
          ({ seq }) => seq,
        ),
      ),
    )
  }
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(all.length)
  expect(heard).toEqual(all.map((_, i) => head + i + 1))
  socket!.close()
})
