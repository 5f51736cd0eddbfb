/**
 * An observer with the relay's whole view names the organisation that answered hardly better than by chance.
 */
import { expect, test } from 'vitest'
import { MEAN_DECOYS } from '../../renderer/engine/core/decoys.ts'
import { Chance } from '../simulation/chance.ts'
import { accuracy, OBSERVERS, trained } from './observers.ts'
import { HABITS, observe, type Habit, type View } from './view.ts'

const CANDIDATES = 8
const views = (mean: number, habit: Habit, seed: string, count: number): View[] => {
  const chance = new Chance(seed)
  return Array.from({ length: count }, () => observe(CANDIDATES, mean, habit, 0, chance))
}

test.each(HABITS.map((habit) => [habit.name, habit] as const))(
  '%s: no observer is right more than five points oftener than chance',
  (name, habit) => {
    const shown = views(MEAN_DECOYS, habit, `${name} to guess`, 4000)
    const learnt = trained(views(MEAN_DECOYS, habit, `${name} to learn`, 4000))
    for (const observer of [learnt, ...OBSERVERS.map(([, one]) => one)])
      expect(accuracy(observer, shown)).toBeLessThanOrEqual(1 / CANDIDATES + 0.05)
  },
)

test('without decoys every one of them is named: the observers are no straw men', () => {
  const shown = views(0, HABITS[0]!, 'bare', 200)
  for (const [, observer] of OBSERVERS.slice(0, 2)) expect(accuracy(observer, shown)).toBeGreaterThan(0.95)
})
