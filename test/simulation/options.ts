/** The command line of `npm run simulate`. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

export const HELP = `Usage: npm run simulate -- [--seeds N] [--first-seed S] [--devices D] [--workers W] [--lively]
       npm run simulate -- --seed X [--devices D] [--lively]

Runs the real engine, relay and trustee in virtual worlds. Ends with 1 where a promise was broken, and names the seed.
Before a version is resolved 10,000 seeds are run: npm run simulate -- --seeds 10000

  --seeds N        worlds to run (300)
  --first-seed S   the first of their seeds (1)
  --seed X         one world only, with its trace: it runs the same every time
  --devices D      so many devices in every world, instead of what its seed says
  --lively         people file and answer more; npm test runs such worlds
  --workers W      processes (one more than there are cores: each waits now and then for its PostgreSQL)`

const number = (name: string, text: string, least: number): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number from ${least}`)
  return value
}

export interface Options {
  readonly help: boolean
  readonly seed: number | null
  readonly first: number
  readonly count: number
  readonly devices: number | undefined
  readonly workers: number
  readonly lively: boolean
}

/** Throws with the option's name where a value is no number. */
export const readOptions = (given: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seeds: { type: 'string', default: '300' },
      'first-seed': { type: 'string', default: '1' },
      seed: { type: 'string' },
      devices: { type: 'string' },
      workers: { type: 'string' },
      lively: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return {
    help: values.help,
    lively: values.lively,
    seed: values.seed === undefined ? null : number('seed', values.seed, 0),
    first: number('first-seed', values['first-seed'], 0),
    count: number('seeds', values.seeds, 1),
    devices: values.devices === undefined ? undefined : number('devices', values.devices, 2),
    workers: values.workers === undefined ? availableParallelism() + 1 : number('workers', values.workers, 1),
  }
}
