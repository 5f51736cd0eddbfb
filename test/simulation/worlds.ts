/** Many worlds, over several processes: each has a PostgreSQL of its own and takes every nth seed. */
import { fork } from 'node:child_process'
import { join } from 'node:path'

export interface Range {
  readonly first: number
  readonly count: number
  readonly step: number
  readonly devices?: number | undefined
  readonly lively?: boolean | undefined
}
/** What is told of one world. */
export interface Told {
  readonly seed: number
  readonly violations: readonly string[]
  readonly digest: string
  readonly moments: number
  readonly signals: number
  readonly answers: number
  readonly hostile: number
  readonly member: number
}

/**
 * Runs seeds `first`, `first + 1` … ; `told` hears of each as it ends. Rejects where a process stops before
 * its last world.
 */
export const runWorlds = async (
  {
    first,
    count,
    workers,
    devices,
    lively,
  }: {
    first: number
    count: number
    workers: number
    devices?: number | undefined
    lively?: boolean | undefined
  },
  told: (world: Told) => void,
): Promise<void> => {
  await Promise.all(
    Array.from(
      { length: Math.min(workers, count) },
      (_, i) =>
        new Promise<void>((done, failed) => {
          const range: Range = {
            first: first + i,
            count: Math.ceil((count - i) / workers),
            step: workers,
            devices,
            lively,
          }
          const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(range)], {
            execArgv: ['--disable-warning=ExperimentalWarning'],
          })
          let heard = 0
          child.on('message', (world: Told) => {
            heard += 1
            told(world)
          })
          child.on('exit', (code) =>
            code === 0 && heard === range.count
              ? done()
              : failed(
                  new Error(
                    `a simulation process ended with ${code} in or after the world of seed ${range.first + heard * range.step}`,
                  ),
                ),
          )
        }),
    ),
  )
}
