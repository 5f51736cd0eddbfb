/** Requests that `npm run fuzz` found to make a server fail or speak out of turn, each kept by name. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { signerOf } from '../../build/demo/membership.ts'
import { signStatement } from '../../shared/crypto/signing.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { BundleAnswer } from '../../shared/protocol/http.ts'
import { readStatement } from '../../shared/crypto/signing.ts'
import { REVOCATIONS_A_DAY, STATEMENTS_A_DAY } from '../../relay/directory/directory.ts'
import { MOST_SILENT } from '../../relay/live/live.ts'
import { DirectoryAnswer } from '../../shared/protocol/http.ts'
import type { StatementBody } from '../../shared/membership/statements.ts'
import { makeDevice } from '../../build/demo/membership.ts'
import { Town, type TownOrganisation } from '../fixtures/town.ts'

let town: Town
let school: TownOrganisation
beforeAll(async () => {
  town = await Town.start()
  school = await town.admitOrganisation()
})
afterAll(() => town.stop())

const answerOf = async (response: Response): Promise<[number, unknown]> => [
  response.status,
  await response.json(),
]
const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

test('an address that is none or has no end gets the answer of every unknown address, which repeats nothing of it', async () => {
  for (const path of [
    `/v1/revocations/${'a'.repeat(300)}`,
    `/v1/mailboxes/${'b'.repeat(300)}`,
    '/v1/mailboxes/%',
    '/%c0',
  ])
    for (const server of [town.relay, town.trustee])
      expect(await answerOf(await fetch(`${server.url}${path}`))).toEqual([401, { error: 'unauthorised' }])
})

test('a message in a mailbox that is no whole base64url is refused, before anything is stored', async () => {
  const { id, signingKey } = await signerOf(school.founder)
  const mailbox = toBase64url(systemRandom(16))
  const invitation = await signStatement(
    {
      type: 'invitation',
      mailbox,
      by: id,
      expiresAt: new Date(town.clock.now() + 3_600_000).toISOString(),
      at: town.at,
    },
    [{ by: id, key: signingKey }],
  )
  for (const offer of ['A'.repeat(65), `${'A'.repeat(65)}B`])
    expect(await answerOf(await post(`${town.relay.url}/v1/mailboxes`, { invitation, offer }))).toMatchObject(
      [400, { error: 'malformed' }],
    )
  expect((await post(`${town.relay.url}/v1/mailboxes`, { invitation, offer: 'A'.repeat(64) })).status).toBe(
    200,
  )
  expect(
    await answerOf(
      await post(`${town.relay.url}/v1/mailboxes/${mailbox}`, { place: 1, message: 'A'.repeat(65) }),
    ),
  ).toMatchObject([400, { error: 'malformed' }])
  expect(BundleAnswer.safeParse({ entries: 'AAAAA' }).success).toBe(false)
})

test('a name of a log with a character that no database keeps is refused', async () => {
  const token = await town.session(school.founder, town.trustee, 'trustee')
  for (const origin of ['%00', 'ruggensteun%2Frelay%2F%00', '%0A', '%F0%9F%92%A9'])
    expect(
      await answerOf(
        await fetch(`${town.trustee.url}/v1/witness?origin=${origin}`, {
          headers: { authorization: `Bearer ${token}` },
        }),
      ),
    ).toMatchObject([400, { error: 'malformed' }])
})

test('a number in a query that is none, or that no place has, is refused by name and reaches no database', async () => {
  const token = await town.session(school.founder)
  const get = (path: string): Promise<Response> =>
    fetch(`${town.relay.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  for (const number of ['', ' 1', '0x10', '1e3', '-1', '+1', '1.0', '01', '9007199254740993', '٣'])
    for (const path of ['/v1/events?after=', '/v1/directory?after=', '/v1/oprf/used?epoch='])
      expect([
        path + number,
        ...(await answerOf(await get(path + encodeURIComponent(number)))),
      ]).toMatchObject([path + number, 400, { error: 'malformed' }])
  for (const path of ['/v1/events?after=0&limit=', '/v1/log/bundle?index=0&width='])
    for (const number of ['', '0', '0x10', '1001'])
      expect(await answerOf(await get(path + number))).toMatchObject([400, { error: 'malformed' }])
  expect((await get('/v1/events?after=0&limit=1000')).status).toBe(200)
})

describe('an administrator who fills the directory that everybody reads', () => {
  const publish = async (...bodies: readonly StatementBody[]): Promise<[number, unknown]> => {
    const { id, signingKey } = await signerOf(school.founder)
    const statements = await Promise.all(
      bodies.map((body) => signStatement(body, [{ by: id, key: signingKey }])),
    )
    return answerOf(await post(`${town.relay.url}/v1/directory`, { statements }))
  }
  const details = (serial: number, more: object = {}): StatementBody =>
    ({
      type: 'organisation-details',
      details: {
        organisationId: school.organisation.id,
        serial,
        dpia: null,
        contact: school.organisation.contact,
        standIn: school.organisation.standIn,
        reachable: { days: [1], from: '09:00', until: '10:00' },
        awayUntil: null,
        ...more,
      },
      at: town.at,
    }) as StatementBody

  test('cannot say what stands in no schema, nor more than it has to say', async () => {
    const { id, signingKey } = await signerOf(school.founder)
    const { body } = await signStatement(details(900), [{ by: id, key: signingKey }])
    const odd = { ...(JSON.parse(body) as object), filling: 'x'.repeat(300_000) }
    const long = body.replace('{', `{${' '.repeat(9000)}`)
    for (const text of [JSON.stringify(odd), long])
      expect(readStatement({ body: text, signatures: [] })).toBeNull()
    expect(readStatement({ body, signatures: [] })).not.toBeNull()
  })

  test('is stopped for the day, and everybody else goes on; what it said comes in pages of bounded size', async () => {
    const limit = { error: 'quota-exhausted', detail: 'statements' }
    let answer: [number, unknown] = [0, null]
    for (let serial = 1000; answer[0] !== 429; serial += 50)
      answer = await publish(...Array.from({ length: 50 }, (_, i) => details(serial + i)))
    expect(answer[1]).toMatchObject(limit)

    // What an earlier relay took stands there too: nothing in it folds, and a page has room for three of them.
    const client = new pg.Client({ connectionString: town.relay.databaseUrl })
    await client.connect()
    await client.query(
      `insert into directory (seq, hash, body, signatures)
        select (select max(seq) from directory) + i, sha256(i::text::bytea), repeat('x', 300000), '[{"by":"relay","signature":"${'A'.repeat(86)}"}]'
        from generate_series(1, 10) as i`,
    )
    await client.end()

    const other = await town.admitOrganisation({ name: 'Een ander' })
    const token = await town.session(other.founder)
    let [after, statements] = [0, 0]
    for (;;) {
      const response = await fetch(`${town.relay.url}/v1/directory?after=${after}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const text = await response.text()
      expect(text.length).toBeLessThan(2_000_000)
      const page = DirectoryAnswer.parse(JSON.parse(text))
      statements += page.statements.length
      after = page.statements.at(-1)?.seq ?? page.head
      if (after >= page.head) break
    }
    expect(statements).toBeGreaterThan(STATEMENTS_A_DAY / 2)
    town.clock.pass({ days: 1 })
    expect((await publish(details(9_000)))[0]).toBe(200)
  })

  test('admits and revokes by turns: the keys of everybody are renewed a bounded number of times', async () => {
    let revoked = 0
    for (let turn = 0; turn <= REVOCATIONS_A_DAY; turn++) {
      const { device } = await makeDevice({
        id: `d-turn-${turn}`,
        organisationId: school.organisation.id,
        roles: ['professional'],
        neighbourhoods: [],
      })
      const [status] = await publish(
        { type: 'device-admitted', device, at: town.at },
        { type: 'device-revoked', deviceId: device.id, reason: 'left', afterSeq: 0, at: town.at },
      )
      if (status === 200) revoked += 1
    }
    expect(revoked).toBe(REVOCATIONS_A_DAY)
  })
})

test('connections that say nothing are let go, the oldest first, and whoever says hello is served meanwhile', async () => {
  const url = `${town.relay.url.replace('http', 'ws')}/v1/live`
  const silent = Array.from({ length: MOST_SILENT + 50 }, () => new WebSocket(url))
  let closed = 0
  for (const socket of silent) socket.addEventListener('close', () => (closed += 1))
  await Promise.all(
    silent.map(
      (socket) => new Promise((done) => ['open', 'close'].forEach((it) => socket.addEventListener(it, done))),
    ),
  )
  const token = await town.session(school.founder)
  const reader = new WebSocket(url)
  const ready = new Promise((done) => reader.addEventListener('message', done, { once: true }))
  reader.addEventListener('open', () => reader.send(JSON.stringify({ type: 'hello', token, after: 0 })))
  await ready
  await vi.waitFor(() => expect(closed).toBeGreaterThanOrEqual(50), { timeout: 10_000 })
  await vi.waitFor(() => expect(closed).toBe(silent.length), { timeout: 20_000 })
  expect(reader.readyState).toBe(WebSocket.OPEN)
  reader.close()
})
