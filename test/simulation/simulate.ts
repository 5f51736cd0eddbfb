/**
 * `npm run simulate`: worlds from seeds. A failure prints its seed, and `--seed` replays it with its trace.
 */
import { layGround } from './ground.ts'
import { HELP, readOptions, type Options } from './options.ts'
import { planOf, runWorld } from './world.ts'
import { runWorlds } from './worlds.ts'

/** One world with its trace; true where every promise was kept. */
const replay = async ({ devices, lively }: Options, seed: number): Promise<boolean> => {
  const ground = await layGround()
  const { plan, lines, violations, digest } = await runWorld(ground, planOf(seed, { devices, lively }))
  await ground.stop()
  console.log(
    [
      ...lines,
      `plan ${JSON.stringify(plan)}`,
      `trace ${digest}`,
      ...violations.map((what) => `seed ${seed}: ${what}`),
    ].join('\n'),
  )
  return violations.length === 0
}

const runAll = async ({ first, count, workers, devices, lively }: Options): Promise<boolean> => {
  const failed: number[] = []
  const total = { moments: 0, signals: 0, answers: 0, hostile: 0, member: 0 }
  const started = performance.now()
  let ran = 0
  await runWorlds({ first, count, workers, devices, lively }, ({ seed, violations, ...counts }) => {
    for (const name of ['moments', 'signals', 'answers', 'hostile', 'member'] as const)
      total[name] += counts[name]
    for (const violation of violations) console.log(`seed ${seed}: ${violation}`)
    if (violations.length > 0) failed.push(seed)
    if (++ran % 100 === 0)
      console.log(
        `${ran} worlds, ${failed.length} failed, ${((performance.now() - started) / 1000).toFixed(0)} s`,
      )
  })
  const seconds = (performance.now() - started) / 1000
  console.log(
    `${ran} worlds in ${seconds.toFixed(0)} s (${(seconds / ran).toFixed(2)} s each): ${total.moments} moments, ${total.signals} signalen sent, ${total.answers} answers, ${total.hostile} acts of hostile relays, ${total.member} of hostile members`,
  )
  const [one] = failed.sort((a, b) => a - b)
  console.log(
    one === undefined
      ? 'every promise was kept'
      : `promises were broken in ${failed.length} worlds (${failed.join(', ')}); replay: npm run simulate -- --seed ${one}${devices === undefined ? '' : ` --devices ${devices}`}${lively ? ' --lively' : ''}`,
  )
  return failed.length === 0
}

const options = readOptions(process.argv.slice(2))
if (options.help) console.log(HELP)
const kept =
  options.help || (options.seed === null ? await runAll(options) : await replay(options, options.seed))
process.exit(kept ? 0 : 1)
