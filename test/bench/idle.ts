/**
 * Many devices that only listen: what each costs the relay's process, and how long one event takes to reach
 * them all.
 */
import type WebSocket from 'ws'
import { startBenchTown } from './bench-town.ts'
import { connectLive, envelopeBytes, inFlight, pushBody } from './client.ts'
import { pause, quantile, Table } from './figures.ts'
import { rssOf } from './process.ts'

const CLIENTS = Number(process.env['BENCH_IDLE'] ?? 2_000)
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const EVENTS = 20
const ALL_MS = 10_000
const SETTLE_MS = 3_000

export const benchIdle = async (): Promise<void> => {
  const table = new Table(
    `${CLIENTS.toLocaleString('en')} devices that listen, all in one relay process (this process is all of the devices)`,
    ['relay'],
  )
  const note = (what: string, unit: string, value: number): void => table.note(what, unit, 'relay', value)
  for (let run = 1; run <= RUNS; run++) {
    const town = await startBenchTown()
    const [{ url, pid }, token] = [town.relays[0]!, town.tokens[0]!]
    const arrived: number[] = []
    const sockets: WebSocket[] = []
    const open = (count: number): Promise<void> =>
      inFlight(50, Array.from({ length: count }), async () => {
        sockets.push(
          await connectLive(url, token, 0, (text) => {
            if (text.startsWith('{"type":"events"')) arrived.push(performance.now())
          }),
        )
      })
    await open(1)
    await pause(SETTLE_MS)
    const before = rssOf(pid)
    await open(CLIENTS - 1)
    await pause(SETTLE_MS)
    note('memory for each: growth of the process, divided', 'KiB', (rssOf(pid) - before) / (CLIENTS - 1))
    const [toAll, last]: [number[], number[]] = [[], []]
    for (let event = 0; event < EVENTS; event++) {
      arrived.length = 0
      await town.client.push(pushBody([envelopeBytes()]))
      const acknowledged = performance.now()
      while (arrived.length < CLIENTS && performance.now() - acknowledged < ALL_MS) await pause(5)
      if (arrived.length < CLIENTS)
        console.log(
          `${CLIENTS - arrived.length} devices did not hear of event ${event + 1} within ${ALL_MS / 1000} s`,
        )
      toAll.push(...arrived.map((at) => Math.max(0, at - acknowledged)))
      last.push(Math.max(...arrived) - acknowledged)
    }
    note('one event to all, after the acknowledgement: p50 of the devices', 'ms', quantile(toAll, 0.5))
    note('one event to all, after the acknowledgement: p95 of the devices', 'ms', quantile(toAll, 0.95))
    note(`the last of them, median of ${EVENTS} events`, 'ms', quantile(last, 0.5))
    note(`memory for each, after ${EVENTS} events to all`, 'KiB', (rssOf(pid) - before) / (CLIENTS - 1))
    for (const socket of sockets) socket.terminate()
    await town.stop()
    console.log(`idle: run ${run} of ${RUNS} done`)
  }
  table.print()
}
