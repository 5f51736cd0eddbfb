/** What an event costs while the log grows: push, pull and a proof at 10^4, 10^5 and 10^6 events. */
import { TILE_WIDTH } from '../../shared/log/leaves.ts'
import { MAX_PULL } from '../../shared/protocol/http.ts'
import { startBenchTown } from './bench-town.ts'
import { envelopeBytes, inFlight, pushBody } from './client.ts'
import { median, pause, Table } from './figures.ts'
import { cpuOf } from './process.ts'

const SIZES = [10_000, 100_000, 1_000_000]
const BATCH = 100
const IN_FLIGHT = 8
const PUSHED = 5_000
const SLICE = 10_000
const PAGES = 20
const PROOFS = 200
/** Dirty pages and checkpoints of the filling are not what is measured. */
const REST_MS = 5_000

const batches = (count: number): Buffer[] =>
  Array.from({ length: count / BATCH }, () => pushBody(Array.from({ length: BATCH }, envelopeBytes)))

/** `short` leaves out the largest, which takes minutes and 6 GB of disk. */
export const benchGrowth = async ({ short = false } = {}): Promise<void> => {
  const sizes = short ? SIZES.slice(0, -1) : SIZES
  const who = sizes.map((size) => `at ${size.toLocaleString('en')}`)
  const table = new Table('Cost while the log grows, one run; a ratio of 1.0 is flat', who, {
    ratiosToFirst: true,
  })
  const town = await startBenchTown({ organisations: 7 })
  const {
    relays: [relay],
  } = town
  const each = async (
    count: number,
    task: () => Promise<unknown>,
  ): Promise<{ wall: number; cpu: number }> => {
    const [started, before] = [performance.now(), cpuOf(relay!.pid)]
    await task()
    return { wall: ((performance.now() - started) / count) * 1000, cpu: (cpuOf(relay!.pid) - before) / count }
  }
  for (const [i, size] of sizes.entries()) {
    for (let left = size - (await (await town.nextClient()).head()); left > 0; left -= SLICE)
      await inFlight(IN_FLIGHT, batches(Math.min(left, SLICE)), (await town.nextClient()).push)
    await pause(REST_MS)
    const client = await town.nextClient()
    const note = (what: string, unit: string, value: number): void => table.note(what, unit, who[i]!, value)
    const places = Array.from({ length: PAGES }, (_, n) => Math.floor(((size - MAX_PULL) * n) / PAGES))
    const bodies = batches(PUSHED)
    for (const after of places) await client.pull(after)
    const push = await each(PUSHED, () => inFlight(IN_FLIGHT, bodies, client.push))
    note('an event pushed', 'us', push.wall)
    note('  of it the relay’s processor time', 'us', push.cpu)
    const pull = await each(PAGES * MAX_PULL, async () => {
      for (const after of places) await client.pull(after)
    })
    note('an event pulled, pages from all over the log', 'us', pull.wall)
    note('  of that the relay’s processor time', 'us', pull.cpu)
    const proofs: number[] = []
    for (let n = 0; n < PROOFS; n++)
      proofs.push(
        (
          await each(1, () =>
            client.get(
              `/v1/log/consistency?before=${1 + Math.floor(((size - 2) * n) / PROOFS)}&size=${size}`,
            ),
          )
        ).wall / 1000,
      )
    note('a proof that the log only grew, p50', 'ms', median(proofs))
    const bundles: number[] = []
    for (let n = 0; n < PROOFS; n++)
      bundles.push(
        (
          await each(1, () =>
            client.get(
              `/v1/log/bundle?index=${Math.floor(((size / TILE_WIDTH - 1) * n) / PROOFS)}&width=${TILE_WIDTH}`,
            ),
          )
        ).wall / 1000,
      )
    note('256 leaves, p50', 'ms', median(bundles))
    console.log(`growth: ${size.toLocaleString('en')} done`)
  }
  await town.stop()
  table.print()
}
