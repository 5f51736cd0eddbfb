/**
 * From the press of the button to the projection of the other organisation, at another relay; everything in
 * one process.
 */
import { weekNumber } from '../../shared/calendar/time.ts'
import { caseloadOf, draftOf, startEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'
import { pause, quantile, Table } from './figures.ts'

const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const SIGNALS = 30

const once = async (): Promise<number[]> => {
  const town = await Town.start({ relays: 2 })
  const school = await town.admitOrganisation()
  const welfare = await town.admitOrganisation()
  const asking = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  const names = Array.from(
    { length: SIGNALS },
    (_, i) =>
      [
        `Kind${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`,
        '',
        'Bench',
        '14-03-2017',
      ] as const,
  )
  if (![...town.directory.weekKeys.keys()].includes(weekNumber(new Date(town.clock.now()))))
    await town.publishWeekKey(asking)
  const requester = await startEngine(town, asking, { caseload: caseloadOf(...names) })
  const responder = await startEngine(town, await town.admitDevice(welfare, { relay: town.relays[1]! }), {
    caseload: caseloadOf(...names),
  })
  for (const engine of [requester, responder])
    await engine.until(
      ({ sync }) => sync.state === 'online' && sync.tokensDone === sync.tokensTotal,
      'tokens',
    )
  const took: number[] = []
  for (const [name] of names) {
    const before = responder.views().matches.length
    const started = performance.now()
    await requester.run({ kind: 'file-signal', draft: await draftOf(requester, name) })
    while (responder.views().matches.length === before && performance.now() - started < 10_000) await pause(1)
    took.push(performance.now() - started)
    await pause(100)
  }
  await requester.stop()
  await responder.stop()
  await town.stop()
  return took
}

export const benchEndToEnd = async (): Promise<void> => {
  const table = new Table(
    `End to end: ${SIGNALS} signalen, from sending to the screen of the other organisation, ${RUNS} runs`,
    ['ms'],
  )
  for (let run = 1; run <= RUNS; run++) {
    const took = await once()
    table.note('p50', 'ms', 'ms', quantile(took, 0.5))
    table.note('p95', 'ms', 'ms', quantile(took, 0.95))
    console.log(`end-to-end: run ${run} of ${RUNS} done`)
  }
  table.print()
}
