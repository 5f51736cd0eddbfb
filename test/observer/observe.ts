/**
 * `npm run observe`: how well somebody with the relay's whole view names the organisation that answered, for
 * several numbers of decoys and ways in which people answer, beside what they cost. Options: --signals N (per
 * habit), --candidates, --seed.
 */
import { parseArgs } from 'node:util'
import { MEAN_DECOYS, meanOf } from '../../renderer/engine/core/decoys.ts'
import { Chance } from '../simulation/chance.ts'
import { accuracy, OBSERVERS, trained } from './observers.ts'
import { HABITS, observe, type Habit, type View } from './view.ts'

const { values } = parseArgs({
  options: {
    signals: { type: 'string', default: '20000' },
    candidates: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    means: { type: 'string', default: '0,2,4,8,12,16' },
    quiet: { type: 'boolean', default: false },
  },
})
const [signals, candidates] = [Number(values.signals), Number(values.candidates)]
/** One push over HTTPS: an envelope of 2,048 bytes in base64 and JSON, headers; one event over the socket. */
const [UP_BYTES, DOWN_BYTES] = [3_100, 2_900]
const [ORGANISATIONS, DEVICES, SIGNALS_A_DAY] = [9, 50, 20]

const views = (mean: number, habit: Habit, others: number, seed: string): View[] => {
  const chance = new Chance(seed)
  return Array.from({ length: others > 0 ? Math.ceil(signals / 10) : signals }, () =>
    observe(candidates, mean, habit, others, chance),
  )
}
const best = (mean: number, habit: Habit, others: number): { name: string; share: number } => {
  const name = `${values.seed} ${mean} ${habit.name} ${others}`
  const learnt = trained(views(mean, habit, others, `${name} to learn`))
  const shown = views(mean, habit, others, `${name} to guess`)
  const scores = [...OBSERVERS, ['has learnt from as many signalen', learnt] as const].map(
    ([who, observer]) => ({ name: who, share: accuracy(observer, shown) }),
  )
  return scores.toSorted((a, b) => b.share - a.share)[0]!
}

console.log(
  `${signals.toLocaleString('en')} signalen each, ${candidates} organisations that could have answered: chance is ${(100 / candidates).toFixed(1)}%, the bound ${(100 / candidates + 5).toFixed(1)}%. The best of ${OBSERVERS.length + 1} observers is told.\n`,
)
const rows: Record<string, string>[] = []
for (const mean of values.means.split(',').map(Number)) {
  const row: Record<string, string> = {
    'decoys per signaal and organisation': `${mean}${mean === MEAN_DECOYS ? ' (ours)' : ''}`,
  }
  for (const habit of HABITS) {
    const { name, share } = best(mean, habit, 0)
    row[habit.name] = `${(share * 100).toFixed(1)}% (${name})`
  }
  if (!values.quiet)
    row['with 20 other signalen in these days'] =
      `${(Math.max(...HABITS.map((habit) => best(mean, habit, 20).share)) * 100).toFixed(1)}%`
  const each = (mean / MEAN_DECOYS) * meanOf(DEVICES / ORGANISATIONS)
  row['sent, received per device and day'] =
    `${((SIGNALS_A_DAY * (1 + each) * UP_BYTES) / 1e6).toFixed(2)}, ${((SIGNALS_A_DAY * (1 + DEVICES * (1 + each)) * DOWN_BYTES) / 1e6).toFixed(1)} MB`
  rows.push(row)
}
console.table(rows)
console.log(
  `Cost for ${DEVICES} devices of ${ORGANISATIONS} organisations and ${SIGNALS_A_DAY} signalen a day. An answer leaves at once, whatever the number: nothing waits but what a device sends by itself.`,
)
