/** `npm run simulate`: worlds from seeds, one after the other. A failure prints its seed, and `--seed` replays it with its trace. */
import { parseArgs } from 'node:util'
import { layGround } from './ground.ts'
import { planOf, runWorld, type Verdict } from './world.ts'

const HELP = `Usage: npm run simulate -- [--seeds N] [--first-seed S] [--seed X] [--devices D]
  --seeds N        worlds to run (300)
  --first-seed S   the first of their seeds (1)
  --seed X         one world only, with its trace
  --devices D      so many devices in every world, instead of what its seed says`

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '300' }, 'first-seed': { type: 'string', default: '1' }, seed: { type: 'string' }, devices: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } })
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const first = Number(values.seed ?? values['first-seed'])
const count = values.seed === undefined ? Number(values.seeds) : 1
const devices = values.devices === undefined ? undefined : Number(values.devices)
const ground = await layGround()
const failed: number[] = []
const total = { moments: 0, signals: 0, answers: 0 }
const started = performance.now()

const tell = ({ plan, violations, lines, digest }: Verdict): void => {
  if (values.seed !== undefined) {
    console.log(lines.join('\n'))
    console.log(`plan ${JSON.stringify(plan)}\ntrace ${digest}`)
  }
  for (const violation of violations) console.log(`seed ${plan.seed}: ${violation}`)
}

for (let seed = first; seed < first + count; seed++) {
  const verdict = await runWorld(ground, planOf(seed, { devices }), { devices })
  total.moments += verdict.moments
  total.signals += verdict.signals
  total.answers += verdict.answers
  if (verdict.violations.length > 0) failed.push(seed)
  tell(verdict)
}
await ground.stop()
const seconds = (performance.now() - started) / 1000
console.log(`${count} worlds in ${seconds.toFixed(0)} s (${(seconds / count).toFixed(2)} s each): ${total.moments} moments, ${total.signals} signalen sent, ${total.answers} answers; ${failed.length === 0 ? 'every promise kept' : `broken in ${failed.length}: replay with --seed ${failed[0]}${devices === undefined ? '' : ` --devices ${devices}`}`}`)
process.exit(failed.length === 0 ? 0 : 1)
