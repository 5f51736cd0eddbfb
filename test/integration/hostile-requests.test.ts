/** Requests that `npm run fuzz` found to make a server fail or speak out of turn, each kept by name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../../build/demo/membership.ts'
import { signStatement } from '../../shared/crypto/signing.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { BundleAnswer } from '../../shared/protocol/http.ts'
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
