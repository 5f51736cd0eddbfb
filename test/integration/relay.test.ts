import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { readStatement, signedBy } from '../../shared/crypto/signing.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { ENVELOPE_BYTES } from '../../shared/protocol/http.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
let token: string
beforeAll(async () => {
  town = await Town.start({ relays: 2 })
  member = await town.admitDevice(await town.admitOrganisation(), {
    roles: ['professional', 'administrator'],
  })
  token = await town.session(member)
})
afterAll(() => town.stop())

const envelope = (days = 30): string => toBase64url(someEnvelope(new Date(town.clock.now()), days))
const call = (
  path: string,
  init: RequestInit & { as?: string | null; relay?: number } = {},
): Promise<Response> => {
  const { as = token, relay = 0, ...rest } = init
  const headers = {
    ...(as ? { authorization: `Bearer ${as}` } : {}),
    ...(rest.body ? { 'content-type': 'application/json' } : {}),
    ...rest.headers,
  }
  return fetch(`${town.relays[relay]!.url}${path}`, { ...rest, headers })
}
const push = async (envelopes: string[]): Promise<{ hash: string; seq: number }[]> => {
  const response = await call('/v1/events', { method: 'POST', body: JSON.stringify({ envelopes }) })
  expect(response.status).toBe(200)
  const { acknowledged } = (await response.json()) as {
    acknowledged: { body: string; signatures: { by: string; signature: string }[] }
  }
  expect(await signedBy(acknowledged, 'relay', town.roots.relay)).toBe(true)
  const body = readStatement(acknowledged)
  return body?.type === 'acknowledged' ? body.events : []
}
const pull = async (after: number): Promise<{ seq: number; envelope: string }[]> =>
  (
    (await (await call(`/v1/events?after=${after}`)).json()) as {
      events: { seq: number; envelope: string }[]
    }
  ).events

describe('the relay', () => {
  test('an acknowledged envelope is there, in order, under a signed receipt; the same bytes again are the same event', async () => {
    const mine = [envelope(), envelope(), envelope()]
    const first = await push(mine)
    expect(first.map(({ seq }) => seq)).toEqual([first[0]!.seq, first[0]!.seq + 1, first[0]!.seq + 2])
    expect(await push([mine[1]!, envelope(), mine[1]!])).toMatchObject([
      { seq: first[1]!.seq },
      { seq: first[2]!.seq + 1 },
      { seq: first[1]!.seq },
    ])
    const stored = await pull(first[0]!.seq - 1)
    expect(stored.slice(0, 3).map(({ envelope: text }) => text)).toEqual(mine)
    expect(stored).toHaveLength(4)
  })

  test('sequence numbers have no holes under concurrent pushes', async () => {
    const acks = await Promise.all(Array.from({ length: 40 }, () => push([envelope(), envelope()])))
    const numbers = acks
      .flat()
      .map(({ seq }) => seq)
      .sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 80 }, (_, i) => numbers[0]! + i))
  })

  test('an unknown device gets 401 and nothing else, on every route', async () => {
    const routes: [string, string][] = [
      ['GET', '/v1/events?after=0'],
      ['POST', '/v1/events'],
      ['GET', '/v1/checkpoint'],
      ['GET', '/v1/directory?after=0'],
      ['GET', '/v1/keys'],
      ['POST', '/v1/oprf/evaluate'],
      ['POST', '/v1/session'],
      ['GET', '/nowhere'],
      ['POST', '/v1/admin'],
    ]
    for (const [method, path] of routes) {
      for (const as of [null, 'bm90aGluZw.bm90aGluZw', `${token}x`]) {
        const response = await call(path, { method, as, ...(method === 'POST' ? { body: '{}' } : {}) })
        expect([path, response.status, await response.text()]).toEqual([
          path,
          401,
          '{"error":"unauthorised"}',
        ])
      }
    }
  })

  test('the open doors take statements and sealed messages that speak for themselves, and nothing else', async () => {
    const before = town.statements.length
    for (const path of ['/v1/directory', '/v1/mailboxes', '/v1/mailboxes/AAAAAAAAAAAAAAAAAAAAAA']) {
      const response = await call(path, { method: 'POST', as: null, body: '{}' })
      expect([path, response.status]).toEqual([path, path.endsWith('A') ? 404 : 400])
    }
    expect((await call('/v1/revocations/nobody-here', { as: null })).status).toBe(404)
    await town.refresh()
    expect(town.statements.length).toBe(before)
  })

  test('a session for one key holder is worth nothing at the other', async () => {
    const response = await fetch(`${town.trustee.url}/v1/keys`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(401)
  })

  test('what one relay process stored, another one on the same database pushes at once, in order', async () => {
    const other = await town.session(member, town.relays[1]!)
    const socket = new WebSocket(`${town.relays[1]!.url.replace('http', 'ws')}/v1/live`)
    const heard: { seq: number; envelope: string }[] = []
    const ready = new Promise<void>((done) =>
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { type: string; events?: typeof heard }
        if (message.type === 'ready') done()
        heard.push(...(message.events ?? []))
      }),
    )
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: other, after: 0 })))
    await ready
    const mine = [envelope(), envelope()]
    const [first] = await push(mine)
    await expect.poll(() => heard.at(-1)?.seq).toBe(first!.seq + 1)
    expect(heard.slice(-2).map(({ envelope: text }) => text)).toEqual(mine)
    expect(heard.map(({ seq }) => seq)).toEqual([...heard.keys()].map((i) => i + heard[0]!.seq))
    socket.close()
  })

  test('malformed and oversized requests are named, and store nothing', async () => {
    const before = (await pull(0)).length
    const bad: [string, number, string][] = [
      ['{', 400, 'malformed'],
      ['{"envelopes":[]}', 400, 'malformed'],
      ['{"envelopes":["short"]}', 400, 'malformed'],
      [JSON.stringify({ envelopes: [envelope(0)] }), 400, 'expiry'],
      [JSON.stringify({ envelopes: [envelope(91)] }), 400, 'expiry'],
      [
        JSON.stringify({ envelopes: [toBase64url(systemRandom(ENVELOPE_BYTES).fill(9, 0, 1))] }),
        400,
        'version',
      ],
      [`{"x":"${'y'.repeat(3_000_000)}"}`, 413, 'too-large'],
    ]
    for (const [body, status, words] of bad) {
      const response = await call('/v1/events', { method: 'POST', body })
      const text = await response.text()
      expect([response.status, text.includes(words)]).toEqual([status, true])
    }
    expect((await pull(0)).length).toBe(before)
  })

  test('at its date the row is deleted, and a pull does not show it even before', async () => {
    const [ack] = await push([envelope(2)])
    town.clock.pass({ days: 2 })
    token = await town.session(member)
    expect((await pull(ack!.seq - 1)).filter(({ seq }) => seq === ack!.seq)).toEqual([])
    expect((await town.relay.retention.run()).envelopes).toBe(1)
  })

  test('a week key counts from an administrator device only, and the first of a week wins', async () => {
    const plain = await town.admitDevice(member.organisation)
    await expect(town.publishWeekKey(plain)).rejects.toThrow('administrator')
    await town.publishWeekKey(member)
    await expect(town.publishWeekKey(member)).rejects.toThrow('this week has its week key')
  })

  test('the log of the servers names no device, no organisation and no address', () => {
    const all = town.logs.join('')
    for (const word of [member.device.id, member.organisation.organisation.id, '127.0.0.1', 'Bearer', token])
      expect(all).not.toContain(word)
    expect(all).toContain('/v1/events')
  })
})
