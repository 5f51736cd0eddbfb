/** More than the relay should take: from one device in a day, from all at once, in one request. */
import { request as post } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { expectNothingLost, pullInto, pushTo, type Acknowledged } from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

const DEVICE = 600
const ORGANISATION = 900
/** What each of two relays may have counted and not used, for a device and for its organisation. */
const SLACK = 200

let town: Town
let member: Member
beforeAll(async () => {
  town = await Town.start({ relays: 2, quotas: { device: DEVICE, organisation: ORGANISATION } })
  member = await town.admitDevice(await town.admitOrganisation())
})
afterAll(() => town.stop())

const withDatabase = async <T>(task: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: town.relay.databaseUrl })
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}
const some = (count: number): Uint8Array[] =>
  Array.from({ length: count }, () => someEnvelope(new Date(town.clock.now())))

describe('from one device in a day', () => {
  /**
   * Pushes by turns at both relays until both refuse; how many were taken, and with which answer it ended.
   */
  const untilRefused = async (by: Member): Promise<{ taken: number; last: unknown }> => {
    const token = await town.session(by)
    let taken = 0
    for (let refusals = 0, i = 0; ; i++) {
      const answer = await pushTo(town.relays[i % 2]!.url, token, some(25))
      if (answer instanceof Map) [taken, refusals] = [taken + 25, 0]
      else if (++refusals === 2) return { taken, last: answer }
    }
  }

  test('the bound of a device, and then of its organisation, holds over all relays, says when it ends, and touches nobody else', async () => {
    const other = await town.admitDevice(member.organisation)
    const elsewhere = await town.admitDevice(await town.admitOrganisation())
    const midnight = 15 * 3600
    const first = await untilRefused(member)
    expect(first.last).toEqual({ status: 429, error: 'quota-exhausted', retryAfter: midnight })
    expect(first.taken).toBeGreaterThan(DEVICE - SLACK)
    expect(first.taken).toBeLessThanOrEqual(DEVICE)
    const second = await untilRefused(other)
    expect(first.taken + second.taken).toBeGreaterThan(ORGANISATION - SLACK)
    expect(first.taken + second.taken).toBeLessThanOrEqual(ORGANISATION)
    expect(await pushTo(town.relay.url, await town.session(elsewhere), some(100))).toBeInstanceOf(Map)
    expect(
      (
        await fetch(`${town.relay.url}/v1/events?after=0`, {
          headers: { authorization: `Bearer ${await town.session(member)}` },
        })
      ).status,
    ).toBe(200)
  })

  test('the counts name no device and no organisation, and go with their day', async () => {
    const counts = (): Promise<string> =>
      withDatabase(
        async (client) =>
          (
            await client.query<{ all: string }>(
              "select coalesce(string_agg(convert_from(decode(encode(subject, 'hex'), 'escape'), 'latin1') || day || count, ' '), '') as all from day_counts",
            )
          ).rows[0]!.all,
      )
    expect(await counts()).not.toContain(member.device.id)
    expect(await counts()).not.toBe('')
    town.clock.pass({ days: 1 })
    expect(await pushTo(town.relay.url, await town.session(member), some(300))).toBeInstanceOf(Map)
    town.clock.pass({ days: 1 })
    await town.relay.retention.run()
    expect(await counts()).toBe('')
  })

  test('a dozen at once take one portion together: a relay that is killed often does not use up the day of a device', async () => {
    const token = await town.session(member)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => pushTo(town.relay.url, token, some(1))),
    )
    expect(answers.every((answer) => answer instanceof Map)).toBe(true)
    expect(
      await withDatabase(async (client) =>
        (await client.query<{ count: number }>('select count from day_counts where count > 1')).rows.map(
          ({ count }) => Number(count),
        ),
      ),
    ).toEqual([100, 100])
  })

  test('what was refused for another reason does not count', async () => {
    const token = await town.session(member)
    await withDatabase((client) =>
      client.query(
        "create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$; create trigger full_disk before insert on events for each row execute function full_disk()",
      ),
    )
    for (let i = 0; i < 5; i++)
      expect(await pushTo(town.relay.url, token, some(400))).toMatchObject({ error: 'storage-full' })
    await withDatabase((client) => client.query('drop trigger full_disk on events'))
    expect(await pushTo(town.relay.url, token, some(400))).toBeInstanceOf(Map)
    town.clock.pass({ days: 1 })
  })
})

describe('from all at once', () => {
  test('a database that does not keep up: a bounded number waits, the others hear to come back, and what was told is kept', async () => {
    const wide = await Town.start({ at: town.at })
    try {
      const token = await wide.session(await wide.admitDevice(await wide.admitOrganisation()))
      const { url, databaseUrl } = wide.relay
      const batches = Array.from({ length: 20 }, () => some(500))
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      await client.query('begin; select head from log_head for update')
      const refused: number[] = []
      const waiting = batches.map(async (batch, i) => {
        const answer = await pushTo(url, token, batch)
        if (answer instanceof Map) return answer
        expect(answer).toEqual({ status: 503, error: 'busy', retryAfter: 2 })
        refused.push(i)
        return new Map<string, number>()
      })
      // At most 1,000 are in the transaction that waits and 8,000 behind it: two batches or three find no
      // room.
      await expect.poll(() => refused.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
      expect(
        (await fetch(`${url}/v1/events?after=0`, { headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(200)
      await client.query('rollback')
      await client.end()
      const acknowledged: Acknowledged = new Map((await Promise.all(waiting)).flatMap((told) => [...told]))
      expect(acknowledged.size).toBe((batches.length - refused.length) * 500)
      for (const i of refused)
        for (const [hash, seq] of (await pushTo(url, token, batches[i]!)) as Acknowledged)
          acknowledged.set(hash, seq)
      const stored = await pullInto(new Map(), url, token)
      expectNothingLost(acknowledged, stored)
      expect(stored.size).toBe(batches.length * 500)
    } finally {
      await wide.stop()
    }
  })
})

describe('in one request', () => {
  const MORE_THAN_MAY = 2 * 1024 * 1024 + 1
  const tokens: Record<'relay' | 'trustee', string> = { relay: '', trustee: '' }
  beforeAll(async () => {
    tokens.relay = await town.session(member)
    tokens.trustee = await town.session(member, town.trustee, 'trustee')
  })

  test.each([
    ['relay', '/v1/events'],
    ['relay', '/v1/directory'],
    ['relay', '/v1/mailboxes'],
    ['relay', '/v1/session'],
    ['relay', '/v1/session/challenge'],
    ['relay', '/v1/oprf/evaluate'],
    ['trustee', '/v1/directory'],
    ['trustee', '/v1/session'],
    ['trustee', '/v1/oprf/evaluate'],
    ['trustee', '/v1/witness'],
  ] as const)(
    '%s%s refuses a body above 2 MB by name, also one that does not say how long it is',
    async (server, path) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens[server]}` }
      const told = await fetch(`${town[server].url}${path}`, {
        method: 'POST',
        headers,
        body: 'x'.repeat(MORE_THAN_MAY),
      })
      expect([told.status, await told.json()]).toEqual([413, { error: 'too-large' }])
      const status = await new Promise<number>((answered, failed) => {
        const untold = post(
          `${town[server].url}${path}`,
          { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' } },
          (response) => {
            response.resume()
            answered(response.statusCode!)
          },
        )
        untold.on('error', failed)
        untold.end('x'.repeat(MORE_THAN_MAY))
      })
      expect(status).toBe(413)
    },
  )

  test('more than 500 envelopes, and a hello above 4 KB', async () => {
    expect(await pushTo(town.relay.url, tokens.relay, some(501))).toMatchObject({
      status: 400,
      error: 'malformed',
    })
    const socket = new WebSocket(`${town.relay.url.replace('http', 'ws')}/v1/live`)
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'hello', token: 'x'.repeat(5_000), after: 0 })),
    )
    socket.on('error', () => {})
    expect(await new Promise((closed) => socket.on('close', closed))).toBe(1009)
  })
})
