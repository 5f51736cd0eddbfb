/** One process of a simulation: runs its seeds and tells its parent about each. */
import { layGround } from './ground.ts'
import { planOf, runWorld } from './world.ts'
import type { Range, Told } from './worlds.ts'

const { first, count, step, devices, lively } = JSON.parse(process.argv[2]!) as Range
process.on('disconnect', () => process.exit(1)) // who asked is gone
const ground = await layGround()
for (let seed = first; seed < first + count * step; seed += step) {
  const { violations, digest, moments, signals, answers, hostile, member } = await runWorld(
    ground,
    planOf(seed, { devices, lively }),
  )
  await new Promise((sent) => {
    process.send!(
      { seed, violations, digest, moments, signals, answers, hostile, member } satisfies Told,
      sent,
    )
  })
}
await ground.stop()
process.exit(0)
