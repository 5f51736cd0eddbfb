/**
 * Push, pull and live push of the relay, beside PostgreSQL alone and a PouchDB client, turn by turn in the
 * same run.
 */
import pg from 'pg'
import { EVENTS_CHANNEL } from '../../relay/log/append.ts'
import { ENVELOPE_BYTES } from '../../shared/protocol/http.ts'
import { startBenchTown, type BenchTown } from './bench-town.ts'
import { connectLive, envelopeBytes, inBatches, inFlight, pullAll, pushBody } from './client.ts'
import { pause, quantile, rate, Table } from './figures.ts'
import { startBare } from './postgresql.ts'
import { startPouch, type Pouch } from './pouchdb/pouchdb.ts'
import { cpuOf } from './process.ts'

const N = Number(process.env['BENCH_N'] ?? 20_000)
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const BATCH = 100
const IN_FLIGHT = 8
const SINGLES_IN_FLIGHT = 32
const LIVE = 300
const EVERY_MS = 20
/** Compiled code and caches before anything counts. */
const WARM = 2_000
/** PouchDB takes so long that it gets fewer. */
const OF_POUCH = Math.min(N, 3_000)

const [OURS, BARE, POUCH] = ['relay', 'PostgreSQL alone', 'PouchDB']
const many = (count: number): Buffer[] => Array.from({ length: count }, envelopeBytes)

/**
 * To a reader of the other process, from when the commit was known here: by PostgreSQL's own notification or
 * by the relay's answer.
 */
const live = async (town: BenchTown): Promise<{ afterCommit: number[]; afterPress: number[] }> => {
  const [, reading] = town.relays
  const arrived = new Map<string, number>()
  const socket = await connectLive(reading!.url, town.tokens[1]!, await town.client.head(), (text) => {
    const now = performance.now()
    for (const { envelope } of (JSON.parse(text) as { events?: { envelope: string }[] }).events ?? [])
      arrived.set(envelope, now)
  })
  const listener = new pg.Client({ connectionString: town.databaseUrl })
  await listener.connect()
  let current: { heard: number } | null = null
  listener.on('notification', () => {
    if (current) current.heard = Math.min(current.heard, performance.now())
  })
  await listener.query(`listen ${EVENTS_CHANNEL}`)
  const sent: { text: string; pressed: number; commit: { heard: number } }[] = []
  for (const bytes of many(LIVE)) {
    const commit = { heard: Infinity }
    current = commit
    sent.push({ text: bytes.toString('base64url'), pressed: performance.now(), commit })
    await town.client.push(pushBody([bytes]))
    commit.heard = Math.min(commit.heard, performance.now())
    await pause(EVERY_MS)
  }
  await pause(500)
  current = null
  await listener.end()
  socket.close()
  const got = sent.filter(({ text }) => arrived.has(text))
  if (got.length < LIVE) console.log(`${LIVE - got.length} of ${LIVE} live events did not arrive`)
  return {
    afterCommit: got.map(({ text, commit }) => Math.max(0, arrived.get(text)! - commit.heard)),
    afterPress: got.map(({ text, pressed }) => arrived.get(text)! - pressed),
  }
}

export const benchRelay = async ({ pouchdb = false } = {}): Promise<void> => {
  const table = new Table(
    `The relay: events of ${ENVELOPE_BYTES.toLocaleString('en')} bytes (our one size class; the same bytes for all three), ${N.toLocaleString('en')} a run, median of ${RUNS} runs`,
    [OURS, BARE, POUCH],
  )
  const own = new Table('Of the relay only', [OURS])
  const [pushing, pulling, latency] = [
    `pushed, batches of ${BATCH}, ${IN_FLIGHT} in flight`,
    'pulled from the beginning, pages of 1,000',
    'live, one reader, after the commit, p95',
  ]
  for (let run = 1; run <= RUNS; run++) {
    const town = await startBenchTown()
    const bare = await startBare(await town.makeDatabase())
    const pouch: Pouch | null = await startPouch(pouchdb)
    const {
      client,
      relays: [relay],
    } = town
    const cpu = () => cpuOf(relay!.pid)

    await inFlight(IN_FLIGHT, inBatches(many(WARM), BATCH).map(pushBody), client.push)
    await pullAll(client)
    await bare.push(inBatches(many(WARM), BATCH), IN_FLIGHT)
    const bodies = inBatches(many(N), BATCH).map(pushBody)
    let before = cpu()
    table.note(pushing, 'events/s', OURS, await rate(N, () => inFlight(IN_FLIGHT, bodies, client.push)))
    own.note('processor time of the relay for an event pushed', 'us', OURS, (cpu() - before) / N)
    const rows = inBatches(many(N), BATCH)
    table.note(pushing, 'events/s', BARE, await rate(N, () => bare.push(rows, IN_FLIGHT)))
    if (pouch) table.note(pushing, 'events/s', POUCH, await rate(OF_POUCH, await pouch.push(many(OF_POUCH))))

    before = cpu()
    const stored = N + WARM
    table.note(pulling, 'events/s', OURS, await rate(stored, () => pullAll(client)))
    own.note('processor time of the relay for an event pulled', 'us', OURS, (cpu() - before) / stored)
    own.note(
      'pulled by four readers at once',
      'events/s',
      OURS,
      await rate(4 * stored, () => inFlight(4, [1, 2, 3, 4], () => pullAll(client))),
    )
    table.note(pulling, 'events/s', BARE, await rate(stored, () => bare.pullAll()))
    if (pouch) table.note(pulling, 'events/s', POUCH, await rate(OF_POUCH, () => pouch.pullAll()))

    const singles = many(N / 5).map((bytes) => pushBody([bytes]))
    own.note(
      `pushed, one a request, ${SINGLES_IN_FLIGHT} in flight`,
      'events/s',
      OURS,
      await rate(singles.length, () => inFlight(SINGLES_IN_FLIGHT, singles, client.push)),
    )
    table.note(latency, 'ms', BARE, quantile(await bare.live(many(LIVE), EVERY_MS), 0.95))
    if (pouch) table.note(latency, 'ms', POUCH, quantile(await pouch.live(many(LIVE), EVERY_MS), 0.95))
    await bare.stop()
    await pouch?.stop()
    await town.stop()

    const two = await startBenchTown({ relays: 2 })
    await inFlight(
      1,
      many(100).map((bytes) => pushBody([bytes])),
      two.client.push,
    )
    const { afterCommit, afterPress } = await live(two)
    await two.stop()
    table.note(latency, 'ms', OURS, quantile(afterCommit, 0.95))
    own.note(
      'live, to a reader of another process, after the commit, p50',
      'ms',
      OURS,
      quantile(afterCommit, 0.5),
    )
    own.note(
      'live, to a reader of another process, from the push on, p95',
      'ms',
      OURS,
      quantile(afterPress, 0.95),
    )
    if (run === 1 && !pouch)
      console.log(
        'PouchDB is not measured: its packages are not installed. `npm run bench -- relay --pouchdb` does that (240 packages, 28 MB, in test/bench/pouchdb).',
      )
    console.log(`relay: run ${run} of ${RUNS} done`)
  }
  table.print()
  own.print()
}
