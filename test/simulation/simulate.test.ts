/**
 * Worlds from seeds, as many as test/rounds.ts says; 10,000 are run before a version is resolved (`npm run simulate -- --seeds 10000`).
 */
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layGround } from './ground.ts'
import { ROUNDS } from '../rounds.ts'
import type { Between } from './network.ts'
import { inTurn } from './stillness.ts'
import { planOf, runWorld } from './world.ts'
import { runWorlds } from './worlds.ts'

const SEEDS = ROUNDS.worlds

test(`in ${SEEDS} worlds every promise is kept`, { timeout: SEEDS * 60_000 + 120_000 }, async () => {
  const broken: string[] = []
  const total = { signals: 0, answers: 0, member: 0 }
  let ran = 0
  await runWorlds(
    // The other cores have other tests: more processes than cores make all of them slower.
    { first: 1, count: SEEDS, workers: Math.max(1, availableParallelism() - 1), lively: true },
    ({ seed, violations, signals, answers, member }) => {
      ran += 1
      broken.push(...violations.map((what) => `--seed ${seed} --lively: ${what}`))
      total.signals += signals
      total.answers += answers
      total.member += member
    },
  )
  expect(broken).toEqual([])
  expect(ran).toBe(SEEDS)
  // Worlds in which nobody asks, answers or attacks prove nothing about that.
  expect(total.signals).toBeGreaterThan(SEEDS)
  expect(total.answers).toBeGreaterThan(SEEDS / 2)
  expect(total.member).toBeGreaterThan(SEEDS)
})

describe('the simulation itself', () => {
  let ground: Awaited<ReturnType<typeof layGround>>
  beforeAll(async () => {
    ground = await layGround()
  })
  afterAll(() => ground.stop())

  test.each(ROUNDS.onceBroken)(
    'seed %i, in which a promise was broken once',
    { timeout: 120_000 },
    async (seed) => {
      expect((await runWorld(ground, planOf(seed))).violations).toEqual([])
    },
  )

  test.each(ROUNDS.replayed)(
    'seed %i gives the same trace twice, and keeps every promise',
    { timeout: 120_000 },
    async (seed) => {
      const [once, again] = [await runWorld(ground, planOf(seed)), await runWorld(ground, planOf(seed))]
      expect(once.violations).toEqual([])
      expect(again.lines).toEqual(once.lines)
      expect(again.digest).toBe(once.digest)
    },
  )

  test(
    'catches a relay that acknowledges an event and drops it, where it keeps devices from reading the log',
    { timeout: 120_000 },
    async () => {
      const between: Between = {
        message: async (_, text) => [text],
        answer: async (_, __, { method, path }, answer) => {
          if (path.startsWith('/v1/log/')) return { ...answer, status: 503, body: '{"error":"unavailable"}' }
          if (method === 'POST' && path === '/v1/events' && answer.status === 200)
            await inTurn(ground.relay.read('delete from events where seq = (select max(seq) from events)'))
          return answer
        },
      }
      const plan = { ...planOf(14), faults: [], hostile: false, revocations: false, signals: 4 }
      const { violations } = await runWorld(ground, plan, { between })
      expect(violations.join('\n')).toContain('did not arrive')
    },
  )
})
