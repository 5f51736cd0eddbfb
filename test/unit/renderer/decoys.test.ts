/** Decoys: how many, when, and that what a person sends takes the place of one. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  dueAt,
  MEAN_DECOYS,
  meanOf,
  MOST_PLANNED,
  planned,
  withoutNext,
} from '../../../renderer/engine/core/decoys.ts'

/** A repeatable source of bytes (xorshift32). */
const seeded = (seed: number) => {
  let state = seed || 1
  return (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return state & 0xff
    })
}
const HOUR = 3_600_000
const NOW = 1_800_000_000_000
const some = fc
  .array(
    fc.record({
      at: fc.integer({ min: NOW - 50 * HOUR, max: NOW + 50 * HOUR }),
      expiresDay: fc.constantFrom(20_000, 30_000),
    }),
    { maxLength: 12 },
  )
  .map((decoys) => decoys.toSorted((a, b) => a.at - b.at))

describe('decoys', () => {
  test('are planned as people answer: as many as was said on average, within minutes as well as after a day, never in the past', () => {
    const random = seeded(7)
    const all = Array.from({ length: 1000 }, () => planned([], NOW, 30_000, MEAN_DECOYS, random)).map(
      (decoys) => decoys.map(({ at }) => at - NOW),
    )
    const mean = all.reduce((sum, { length }) => sum + length, 0) / all.length
    expect(Math.abs(mean - MEAN_DECOYS)).toBeLessThan(0.5)
    const delays = all.flat()
    const share = (from: number, to: number): number =>
      delays.filter((ms) => ms >= from && ms < to).length / delays.length
    for (const [from, to] of [
      [15_000, 60_000],
      [60_000, 240_000],
      [HOUR, 4 * HOUR],
    ] as const)
      expect(Math.abs(share(from, to) - (0.8 * Math.log(4)) / Math.log(960))).toBeLessThan(0.02)
    expect(Math.abs(share(14 * HOUR, 16 * HOUR) - 0.2)).toBeLessThan(0.02) // for the next morning
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(15_000)
    expect([1, 2, 4, 24].map(meanOf)).toEqual([MEAN_DECOYS, MEAN_DECOYS, MEAN_DECOYS / 2, MEAN_DECOYS / 12])
  })
  test('stay in order, and what a person sends takes the place of the next one', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1 }), (decoys, seed) => {
        const more = planned(decoys, NOW, 30_000, MEAN_DECOYS, seeded(seed))
        expect(more.map(({ at }) => at)).toEqual(more.map(({ at }) => at).toSorted((a, b) => a - b))
        expect(withoutNext(more)).toEqual(more.slice(1))
      }),
    )
  })
  test('a device that comes back to very many signalen plans no more than it could ever answer', () => {
    const random = seeded(3)
    let decoys: ReturnType<typeof planned> = []
    for (let i = 0; i < 1000; i++) decoys = planned(decoys, NOW, 30_000, MEAN_DECOYS, random)
    expect(decoys.length).toBeGreaterThanOrEqual(MOST_PLANNED)
    expect(decoys.length).toBeLessThan(MOST_PLANNED + 50)
  })

  test('none is lost and none comes twice: sent now, kept for later, spread after an absence, or past its date', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1 }), (decoys, seed) => {
        const { due, left } = dueAt(decoys, NOW, 25_000, seeded(seed))
        const living = decoys.filter(({ expiresDay }) => expiresDay > 25_000)
        expect(due.length + left.length).toBe(living.length)
        for (const { at } of due) expect(at > NOW - 120_000 && at <= NOW).toBe(true)
        for (const { at } of left) expect(at).toBeGreaterThan(NOW)
        const kept = living.filter(({ at }) => at > NOW)
        for (const decoy of kept) expect(left).toContain(decoy)
        for (const decoy of left)
          if (!kept.some((one) => one === decoy)) expect(decoy.at).toBeLessThanOrEqual(NOW + HOUR)
      }),
    )
  })
})
