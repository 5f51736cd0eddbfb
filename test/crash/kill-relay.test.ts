/** kill -9 of the relay while it acknowledges: what was acknowledged is there, once, under the number that was told. */
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initConfig } from '../../relay/config.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { readStatement } from '../../shared/crypto/signing.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { hashOf } from '../../shared/protocol/envelope.ts'
import { ENVELOPE_BYTES, PullAnswer, PushAnswer } from '../../shared/protocol/http.ts'
import { encodeOuterHeader, OUTER_HEADER_BYTES } from '../../shared/protocol/outer-header.ts'
import { dayNumber, weekNumber } from '../../shared/time.ts'
import { Town, type Member } from '../fixtures/town.ts'

const ROUNDS = 20
const PER_ROUND = 50
const IN_FLIGHT = 16
const ROOT = resolve(import.meta.dirname, '../..')

let town: Town
let member: Member
const children = new Set<ChildProcess>()
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString() })
  member = await town.admitDevice(await town.admitOrganisation())
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await town.stop()
})

interface RelayChild { readonly child: ChildProcess; readonly url: string }
const startChild = (dataDir: string, databaseUrl?: string): Promise<RelayChild> =>
  new Promise((ready, failed) => {
    const env: NodeJS.ProcessEnv = { ...process.env, ...(databaseUrl ? { RELAY_DATABASE_URL: databaseUrl } : {}) }
    const child = fork(join(ROOT, 'relay/cli/relay.ts'), ['serve', '--data', dataDir], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: ['--no-warnings'] })
    children.add(child)
    child.once('message', (message: { ready: boolean; url: string; error?: string }) => (message.ready ? ready({ child, url: message.url }) : failed(new Error(message.error))))
    child.once('exit', () => { children.delete(child); failed(new Error('the relay ended')) })
  })

const envelope = (): Uint8Array => {
  const now = new Date()
  const header = encodeOuterHeader({ expiresDay: dayNumber(now) + 30, week: weekNumber(now), keyId: systemRandom(8), nonce: systemRandom(24) })
  return new Uint8Array([...header, ...systemRandom(ENVELOPE_BYTES - OUTER_HEADER_BYTES)])
}
type Acknowledged = Map<string, number>

/** Pushes one envelope a request, many in flight, until `until` are acknowledged; then kills in the middle of the rest. */
const pushAndKill = async (relay: RelayChild, token: string, until: number, kill: () => void, acknowledged: Acknowledged): Promise<void> => {
  let killed = false
  const start = acknowledged.size
  const one = async (): Promise<void> => {
    while (!killed) {
      const bytes = envelope()
      const response = await fetch(`${relay.url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ envelopes: [toBase64url(bytes)] }) }).catch(() => null)
      const answer = response?.ok ? PushAnswer.safeParse(await response.json().catch(() => null)) : null
      const body = answer?.success ? readStatement(answer.data.acknowledged) : null
      if (body?.type === 'acknowledged') acknowledged.set(toBase64url(hashOf(bytes)), body.events[0]!.seq)
      if (!killed && acknowledged.size - start >= until) {
        killed = true
        kill()
      }
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
}

const everything = async (url: string, token: string): Promise<Map<string, number>> => {
  const stored = new Map<string, number>()
  for (let after = 0; ; ) {
    const { events } = PullAnswer.parse(await (await fetch(`${url}/v1/events?after=${after}`, { headers: { authorization: `Bearer ${token}` } })).json())
    for (const { seq, envelope: text } of events) {
      const hash = toBase64url(hashOf(new Uint8Array(Buffer.from(text, 'base64url'))))
      expect(stored.has(hash)).toBe(false)
      stored.set(hash, seq)
      after = seq
    }
    if (events.length === 0) return stored
  }
}
const expectNothingLost = (acknowledged: Acknowledged, stored: Map<string, number>): void => {
  const lost = [...acknowledged].filter(([hash, seq]) => stored.get(hash) !== seq)
  expect(lost).toEqual([])
  expect([...stored.values()]).toEqual(Array.from({ length: stored.size }, (_, i) => i + 1))
}

describe('kill -9 of the relay in the middle of 1,000 acknowledged pushes', () => {
  test(`${ROUNDS} rounds: no acknowledged event lost, none twice, no hole in the numbers`, async () => {
    const acknowledged: Acknowledged = new Map()
    for (let round = 0; round < ROUNDS; round++) {
      const relay = await startChild(town.relayDir, town.relay.databaseUrl)
      const token = await town.session(member, { ...town.relay, url: relay.url })
      await pushAndKill(relay, token, PER_ROUND + round, () => relay.child.kill('SIGKILL'), acknowledged)
      expectNothingLost(acknowledged, await everything(town.relay.url, await town.session(member)))
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS * PER_ROUND)
  }, 120_000)

  test('three rounds with its own PostgreSQL killed at the same moment', async () => {
    const dataDir = join(town.folder, 'own-postgres')
    const { municipality, trustee } = town.roots
    const config = await initConfig(dataDir, 'relay', { municipality, trustee })
    expect(config.publicKey).not.toBe(town.roots.relay)
    const acknowledged: Acknowledged = new Map()
    for (let round = 0; round < 3; round++) {
      const relay = await startChild(dataDir)
      await fetch(`${relay.url}/v1/directory`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ statements: [member.organisation.statement, member.statement] }) })
      const token = await town.session(member, { ...town.relay, url: relay.url })
      const postmaster = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
      await pushAndKill(relay, token, PER_ROUND, () => { process.kill(postmaster, 'SIGKILL'); relay.child.kill('SIGKILL') }, acknowledged)
    }
    const relay = await startChild(dataDir)
    expectNothingLost(acknowledged, await everything(relay.url, await town.session(member, { ...town.relay, url: relay.url })))
    const gone = new Promise((exited) => relay.child.once('exit', exited))
    relay.child.kill('SIGTERM')
    await gone
  }, 120_000)
})
