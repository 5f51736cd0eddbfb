/**
 * `npm run demo:quarter`: makes a town with a quarter behind it, and opens it as `npm start` opens Veenwijk.
 */
import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { chosenPorts } from '../../start/ports.ts'
import { say } from '../../start/progress.ts'
import { dataFolder, serveTown, untilStopped } from '../../start/start.ts'
import { measuredCosts } from '../../../shared/crypto/seal.ts'
import { foldersOf, readTown } from '../town.ts'
import { clearHalf, LEAST_SIGNALS, makeQuarter, type Story } from './make.ts'

const COMMAND = 'npm run demo:quarter'
const HELP = `${COMMAND} [-- options]

  --fresh        begin again with another quarter (deletes the data folder)
  --data DIR     data folder (default: ./data-quarter)
  --signals N    signalen in the quarter (default: 200, at least ${LEAST_SIGNALS})
  --weeks N      weeks that it takes (default: 13, at least 2)
  --seed N       another story (default: 1); the same number tells the same one
  --make-only    make it and stop
  --no-window    print the addresses only
  --help

It takes some minutes, once. Each address opens in one browser: there it stays, as a device does.`

const whole = (name: string, text: string, least: number, most: number): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`--${name} wants a whole number from ${least} to ${most}, and was given '${text}'`)
  return number
}

const told = ({ counts, missed }: Story): void => {
  say(
    `\n  In all: ${Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}.`,
  )
  for (const one of missed) say(`  Not possible: ${one}`)
}

const chosen = (args: readonly string[]) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      data: { type: 'string' },
      signals: { type: 'string', default: '200' },
      weeks: { type: 'string', default: '13' },
      seed: { type: 'string', default: '1' },
      'make-only': { type: 'boolean', default: false },
      'no-window': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    ...values,
    signals: whole('signals', values.signals, LEAST_SIGNALS, 400),
    weeks: whole('weeks', values.weeks, 2, 26),
    seed: whole('seed', values.seed, 0, 2 ** 31),
  }
}

export const start = async (args: readonly string[]): Promise<void> => {
  let values: ReturnType<typeof chosen>
  try {
    values = chosen(args)
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : 'unknown'}\n'${COMMAND} -- --help' tells what can be chosen.`,
    )
    process.exitCode = 1
    return
  }
  if (values.help) return say(HELP)
  const { signals, weeks, seed } = values
  const folders = foldersOf(dataFolder(values.data, 'data-quarter'))
  if (values.fresh) await rm(folders.data, { recursive: true, force: true })
  await untilStopped(folders, async (processes, stop) => {
    const make = async (): Promise<void> => {
      if ((await readTown(folders, `${COMMAND} -- --fresh`)) !== null)
        return say('The quarter of this data folder is there already.')
      await clearHalf(folders)
      say(`A quarter of a town is lived: ${signals} signalen in ${weeks} weeks.`)
      told(
        await makeQuarter({
          folders,
          ports: await chosenPorts(folders.data),
          seed,
          signals,
          weeks,
          end: new Date(),
          say,
          argon2: measuredCosts(() => performance.now()),
          alsoStop: (task) => processes.alsoStop(task),
        }),
      )
    }
    await make()
    if (values['make-only']) return stop(0)
    await serveTown(folders, processes, {
      noWindow: values['no-window'],
      command: COMMAND,
      ended: () => stop(1),
      make,
    })
  })
}
