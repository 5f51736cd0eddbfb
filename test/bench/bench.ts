/**
 * `npm run bench`: prints what this machine measures and never fails on a slow one. Medians of three runs (BENCH_RUNS) of
 * N = 10,000 envelopes (BENCH_N). Everything is real: two relay processes' worth of code, trustee, PostgreSQL, cryptography.
 */
import { cpus, totalmem } from 'node:os'
import WebSocket from 'ws'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { ENVELOPE_BYTES, MAX_PULL } from '../../shared/protocol/http.ts'
import { encodeOuterHeader, OUTER_HEADER_BYTES } from '../../shared/protocol/outer-header.ts'
import { dayNumber, weekNumber } from '../../shared/time.ts'
import { caseloadOf, draftOf, startEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'
import { benchEngine } from './engine.ts'
import { benchOprf } from './oprf.ts'

const N = Number(process.env['BENCH_N'] ?? 10_000)
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const LIVE = Math.min(300, N)
const LIVE_PER_SECOND = 20
const SIGNALS = Math.min(30, N)

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const quantile = (values: readonly number[], q: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN
const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms))

const rows: { readonly what: string; readonly unit: string; readonly values: number[] }[] = []
const note = (what: string, unit: string, value: number): void => {
  const row = rows.find((known) => known.what === what)
  if (row) row.values.push(value)
  else rows.push({ what, unit, values: [value] })
}

const envelope = (town: Town): string => {
  const now = new Date(town.clock.now())
  const header = encodeOuterHeader({ expiresDay: dayNumber(now) + 30, week: weekNumber(now), keyId: systemRandom(8), nonce: systemRandom(24) })
  return toBase64url(new Uint8Array([...header, ...systemRandom(ENVELOPE_BYTES - OUTER_HEADER_BYTES)]))
}
const push = async (url: string, token: string, envelopes: readonly string[]): Promise<void> => {
  const response = await fetch(`${url}/v1/events`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ envelopes }) })
  await response.text()
  if (!response.ok) throw new Error(`push: ${response.status}`)
}

const log = async (town: Town, member: Member): Promise<void> => {
  const token = await town.session(member)
  const url = town.relay.url
  const all = Array.from({ length: N }, () => envelope(town))
  const batches = Array.from({ length: Math.ceil(N / 100) }, (_, i) => all.slice(i * 100, (i + 1) * 100))
  let started = performance.now()
  await Promise.all(Array.from({ length: 8 }, async () => { for (let batch = batches.pop(); batch; batch = batches.pop()) await push(url, token, batch) }))
  note('durable push, batches of 100, 8 in flight', 'events/s', (N / (performance.now() - started)) * 1000)
  const singles = Array.from({ length: Math.max(1, Math.floor(N / 5)) }, () => envelope(town))
  const count = singles.length
  started = performance.now()
  await Promise.all(Array.from({ length: 32 }, async () => { for (let one = singles.pop(); one; one = singles.pop()) await push(url, token, [one]) }))
  note('durable push, one a request, 32 in flight', 'events/s', (count / (performance.now() - started)) * 1000)
  started = performance.now()
  let pulled = 0
  for (let after = 0; ; ) {
    const { events } = (await (await fetch(`${url}/v1/events?after=${after}&limit=${MAX_PULL}`, { headers: { authorization: `Bearer ${token}` } })).json()) as { events: { seq: number }[] }
    pulled += events.length
    if (events.length === 0) break
    after = events.at(-1)!.seq
  }
  note('cold pull, pages of 1,000', 'events/s', (pulled / (performance.now() - started)) * 1000)
}

const live = async (town: Town, member: Member): Promise<void> => {
  const [token, other] = [await town.session(member), await town.session(member, town.relays[1]!)]
  const arrived = new Map<string, number>()
  const head = ((await (await fetch(`${town.relay.url}/v1/events?after=0&limit=1`, { headers: { authorization: `Bearer ${token}` } })).json()) as { head: number }).head
  const reader = new WebSocket(`${town.relays[1]!.url.replace('http', 'ws')}/v1/live`)
  await new Promise<void>((ready) => {
    reader.on('open', () => reader.send(JSON.stringify({ type: 'hello', token: other, after: head })))
    reader.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; events?: { envelope: string }[] }
      if (message.type === 'ready') ready()
      for (const event of message.events ?? []) arrived.set(event.envelope, performance.now())
    })
  })
  const sent = new Map<string, number>()
  for (let i = 0; i < LIVE; i++) {
    const one = envelope(town)
    sent.set(one, performance.now())
    void push(town.relay.url, token, [one])
    await pause(1000 / LIVE_PER_SECOND)
  }
  await pause(500)
  reader.close()
  const latencies = [...sent].flatMap(([text, at]) => (arrived.has(text) ? [arrived.get(text)! - at] : []))
  note('live latency to a reader of the other relay, p50', 'ms', quantile(latencies, 0.5))
  note('live latency to a reader of the other relay, p95', 'ms', quantile(latencies, 0.95))
  note('live events that arrived', `of ${LIVE}`, latencies.length)
}

/** From the press of the button to the projection of the other organisation, at another relay. */
const endToEnd = async (town: Town): Promise<void> => {
  const school = await town.admitOrganisation()
  const welfare = await town.admitOrganisation()
  const asking = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  const names = Array.from({ length: SIGNALS }, (_, i) => [`Kind${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`, '', 'Bench', '14-03-2017'] as const)
  if (![...town.directory.scopeKeys.keys()].includes(weekNumber(new Date(town.clock.now())))) await town.publishScopeKey(asking)
  const asker = await startEngine(town, asking, { caseload: caseloadOf(...names) })
  const knower = await startEngine(town, await town.admitDevice(welfare, { relay: town.relays[1]! }), { caseload: caseloadOf(...names) })
  for (const engine of [asker, knower]) await engine.until(({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal, 'tokens')
  const took: number[] = []
  for (const [name] of names) {
    const before = knower.views().matches.length
    const started = performance.now()
    await asker.run({ kind: 'file-signal', draft: await draftOf(asker, name) })
    while (knower.views().matches.length === before && performance.now() - started < 10_000) await pause(1)
    took.push(performance.now() - started)
    await pause(100)
  }
  await asker.stop()
  await knower.stop()
  note('send to the other organisation’s projection, p50', 'ms', quantile(took, 0.5))
  note('send to the other organisation’s projection, p95', 'ms', quantile(took, 0.95))
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`)
console.log(`N = ${N} envelopes of ${ENVELOPE_BYTES} bytes (our one size class), ${LIVE} live at ${LIVE_PER_SECOND}/s, ${SIGNALS} signalen end to end, median of ${RUNS}; embedded PostgreSQL with fsync\n`)
for (let run = 1; run <= RUNS; run++) {
  const town = await Town.start({ relays: 2 })
  await endToEnd(town)
  const member = await town.admitDevice(await town.admitOrganisation())
  await log(town, member)
  await live(town, member)
  await town.stop()
  console.log(`run ${run} of ${RUNS} done`)
}
console.log('')
for (const { what, unit, values } of rows) {
  const digits = median(values) < 100 ? 1 : 0
  console.log(`${what.padEnd(60)} ${median(values).toFixed(digits).padStart(9)} ${unit.padEnd(11)} (${values.map((value) => value.toFixed(digits)).join(', ')})`)
}
benchOprf()
await benchEngine()
process.exit(0)
