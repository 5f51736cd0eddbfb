/**
 * `npm run fuzz`: inputs for every decoder and every route, shared out by cost. Exit code 1 where a promise
 * broke. Options: --inputs N (1,000,000), --seed S (1), --only TEXT.
 */
import { parseArgs } from 'node:util'
import { allTargets } from './all-targets.ts'
import { listenForUnheard, runTarget, sharedOut, type Outcome } from './target.ts'

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})
listenForUnheard()
const { targets: every, stop } = await allTargets()
const targets = every.filter(({ name }) => name.includes(values.only))
const counts = sharedOut(targets, Number(values.inputs))
const number = (value: number): string => value.toLocaleString('en')
const line = (...cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(50) : cell.padStart(11))).join('')

console.log(line('target', 'inputs', 'accepted', 'refused', 'seconds', 'slowest ms'))
const outcomes: Outcome[] = []
for (const [i, target] of targets.entries()) {
  const outcome = await runTarget(target, counts[i]!, Number(values.seed))
  outcomes.push(outcome)
  console.log(
    line(
      outcome.name,
      number(outcome.inputs),
      number(outcome.accepted),
      number(outcome.refused),
      outcome.seconds.toFixed(1),
      outcome.slowestMs.toFixed(0),
    ),
  )
  if (outcome.failure)
    console.log(
      `  BROKEN: ${outcome.failure}\n  again: npm run fuzz -- --inputs ${values.inputs} --seed ${values.seed} --only '${outcome.name}'`,
    )
}
await stop()
const total = (of: (outcome: Outcome) => number): number =>
  outcomes.reduce((sum, outcome) => sum + of(outcome), 0)
const broken = outcomes.filter(({ failure }) => failure !== null)
console.log(
  line(
    'all',
    number(total(({ inputs }) => inputs)),
    number(total(({ accepted }) => accepted)),
    number(total(({ refused }) => refused)),
    total(({ seconds }) => seconds).toFixed(1),
    '',
  ),
)
console.log(
  broken.length === 0
    ? 'every promise was kept'
    : `${broken.length} broken: ${broken.map(({ name }) => name).join(', ')}`,
)
process.exit(broken.length === 0 ? 0 : 1)
