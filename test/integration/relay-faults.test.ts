/** The relay and trustee when something under them breaks, and when somebody sends them anything at all. */
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { blindInput, combine, finalizeBatch } from '../../shared/crypto/oprf.ts'
import { readStatement } from '../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { EvaluateAnswer, KeysAnswer } from '../../shared/protocol/http.ts'
import { epochNumber } from '../../shared/calendar/time.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let member: Member
const tokens: Record<'relay' | 'trustee', string> = { relay: '', trustee: '' }
beforeAll(async () => {
  town = await Town.start({ ownPostgres: true })
  member = await town.admitDevice(await town.admitOrganisation())
  tokens.relay = await town.session(member)
  tokens.trustee = await town.session(member, town.trustee, 'trustee')
})
afterAll(() => town.stop())

const call = (server: 'relay' | 'trustee', path: string, body?: unknown): Promise<Response> =>
  fetch(`${town[server].url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${tokens[server]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const envelope = (): string => toBase64url(someEnvelope(new Date(town.clock.now())))
const sql = async (text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  await client.query(text)
  await client.end()
}

describe('under the relay', () => {
  test('a full disk is answered as such, nothing is half stored, and it goes on when there is room', async () => {
    await sql(
      "create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$; create trigger full_disk before insert on events for each row execute function full_disk()",
    )
    const mine = envelope()
    const refused = await call('relay', '/v1/events', { envelopes: [mine] })
    expect([refused.status, await refused.json()]).toEqual([507, { error: 'storage-full' }])
    expect((await call('relay', '/v1/events?after=0')).status).toBe(200)
    await sql('drop trigger full_disk on events')
    const answer = (await (await call('relay', '/v1/events', { envelopes: [mine] })).json()) as {
      acknowledged: { body: string; signatures: [] }
    }
    expect(readStatement(answer.acknowledged)).toMatchObject({ events: [{ seq: 1 }] })
  })

  test('connections that the database cuts give a named answer, and the next request works', async () => {
    await sql(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await expect.poll(async () => (await call('relay', '/v1/events?after=0')).status).toBe(200)
    const socket = new WebSocket(`${town.relay.url.replace('http', 'ws')}/v1/live`)
    const heard: string[] = []
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: tokens.relay, after: 1 })))
    socket.on('message', (data: Buffer) => heard.push((JSON.parse(data.toString()) as { type: string }).type))
    await expect.poll(() => heard).toContain('ready')
    await call('relay', '/v1/events', { envelopes: [envelope()] })
    await expect.poll(() => heard).toContain('events')
    socket.close()
  })
})

describe('both key holders', () => {
  test('evaluate so that a client finds the token, with proofs under their signed keys', async () => {
    const epoch = epochNumber(new Date(town.clock.now()))
    const blinded = ['een', 'twee', 'drie'].map(blindInput)
    const outputs = await Promise.all(
      (['relay', 'trustee'] as const).map(async (holder) => {
        const { statements } = KeysAnswer.parse(await (await call(holder, '/v1/keys')).json())
        const keys = statements
          .map(readStatement)
          .find((body) => body?.type === 'oprf-keys' && body.epoch === epoch)
        const answer = EvaluateAnswer.parse(
          await (
            await call(holder, '/v1/oprf/evaluate', {
              epoch,
              type: 'P',
              elements: blinded.map(({ element }) => toBase64url(element)),
            })
          ).json(),
        )
        const key = fromBase64url(keys?.type === 'oprf-keys' ? keys.keys.P! : '')
        return finalizeBatch(
          holder,
          blinded,
          { evaluated: answer.evaluated.map(fromBase64url), proof: fromBase64url(answer.proof) },
          key,
        )
      }),
    )
    const made = blinded.map((_, i) => toBase64url(combine(outputs[0]![i]!, outputs[1]![i]!, epoch, 'P')))
    expect(new Set(made).size).toBe(3)
  })

  test('count every evaluation for the organisation before they answer', async () => {
    const client = new pg.Client({ connectionString: town.trustee.databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ organisation_id: string; count: number }>(
      'select organisation_id, count from evaluations',
    )
    await client.end()
    expect(rows).toEqual([{ organisation_id: member.organisation.organisation.id, count: 3 }])
  })

  test('refuse another epoch, the identity and points that are none', async () => {
    const epoch = epochNumber(new Date(town.clock.now()))
    const good = toBase64url(blindInput('een').element)
    for (const [body, error] of [
      [{ epoch: epoch + 3, type: 'P', elements: [good] }, 'unknown-epoch'],
      [{ epoch, type: 'Z', elements: [good] }, 'malformed'],
      [{ epoch, type: 'P', elements: [toBase64url(new Uint8Array(32))] }, 'malformed'],
      [{ epoch, type: 'P', elements: [toBase64url(new Uint8Array(32).fill(255))] }, 'malformed'],
      [{ epoch, type: 'P', elements: Array.from({ length: 1025 }, () => good) }, 'malformed'],
    ] as const) {
      const response = await call('trustee', '/v1/oprf/evaluate', body)
      expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([400, error])
    }
  })

  test('serve the epoch that is coming in its last fourteen days, and delete the seed of one that is over', async () => {
    const first = epochNumber(new Date(town.clock.now()))
    while (epochNumber(new Date(town.clock.now())) < first + 2) town.clock.pass({ days: 7 })
    town.clock.pass({ days: 15 })
    expect((await town.trustee.retention.run()).seeds).toBeGreaterThan(0)
    tokens.trustee = await town.session(member, town.trustee, 'trustee')
    const response = await call('trustee', '/v1/oprf/evaluate', {
      epoch: first,
      type: 'P',
      elements: [toBase64url(blindInput('een').element)],
    })
    expect(await response.json()).toMatchObject({ error: 'unknown-epoch' })
  })

  test('answer any body on any route with a named error, never with a crash', async () => {
    tokens.relay = await town.session(member)
    const routes = [
      ['relay', '/v1/events'],
      ['relay', '/v1/directory'],
      ['relay', '/v1/session'],
      ['relay', '/v1/oprf/evaluate'],
      ['trustee', '/v1/oprf/evaluate'],
      ['trustee', '/v1/session'],
    ] as const
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({
          envelopes: fc.anything(),
          statements: fc.anything(),
          elements: fc.anything(),
          epoch: fc.anything(),
          type: fc.anything(),
        })
        .map((value) => JSON.stringify(value) ?? ''),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), anything, async ([server, path], body) => {
        const response = await call(server, path, body)
        expect(response.status).toBeGreaterThanOrEqual(400)
        expect(response.status).toBeLessThan(500)
        expect(Object.keys((await response.json()) as object)).toContain('error')
      }),
      { numRuns: 200 },
    )
    expect((await call('relay', '/livez')).status).toBe(200)
  })

  test('a socket that says anything but hello is closed', async () => {
    for (const words of ['{', '{"type":"hello"}', JSON.stringify({ type: 'hello', token: 'x', after: 0 })]) {
      const socket = new WebSocket(`${town.relay.url.replace('http', 'ws')}/v1/live`)
      socket.on('open', () => socket.send(words))
      expect(await new Promise((closed) => socket.on('close', closed))).toBe(1008)
    }
  })
})
