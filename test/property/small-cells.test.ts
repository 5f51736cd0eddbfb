/**
 * What a reader of all reports can work out. The reader knows the rule, adds, takes away and compares; nobody
 * is found in what is left.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { medianBand, Shown, shown, shownTogether, shownWhole, STEP } from '../../shared/domain/small-cells.ts'

/** Lowest and highest value of a sum or difference, over all towns that would have shown the same. */
class Possible {
  readonly #ranges = new Map<string, Int32Array>()
  readonly #asked: readonly (readonly number[])[]
  constructor(asked: readonly (readonly number[])[]) {
    this.#asked = asked
  }
  add(shown: string, truth: readonly number[]): void {
    const ranges = this.#ranges.get(shown) ?? Int32Array.from(this.#asked.flatMap(() => [9999, -9999]))
    this.#ranges.set(shown, ranges)
    this.#asked.forEach((signs, at) => {
      let value = 0
      for (let i = 0; i < signs.length; i++) value += signs[i]! * truth[i]!
      if (value < ranges[2 * at]!) ranges[2 * at] = value
      if (value > ranges[2 * at + 1]!) ranges[2 * at + 1] = value
    })
  }
  /** What was asked of which reports and has fewer answers than `least`. */
  pinned(least = STEP): string[] {
    return [...this.#ranges].flatMap(([shown, ranges]) =>
      this.#asked.flatMap((signs, at) =>
        ranges[2 * at + 1]! - ranges[2 * at]! >= least - 1
          ? []
          : [`${shown} ${signs.join()}: ${ranges[2 * at]} to ${ranges[2 * at + 1]}`],
      ),
    )
  }
}
/** Every way to add and take away so many counts, but for none at all. */
const allSigns = (count: number): number[][] =>
  Array.from({ length: 3 ** count }, (_, at) =>
    Array.from({ length: count }, (_unused, i) => (Math.floor(at / 3 ** i) % 3) - 1),
  ).filter((signs) => signs.some((sign) => sign !== 0))

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
const counts = fc.array(fc.nat(60), { minLength: 3, maxLength: 9 })

/** Every list of `length` whole numbers below twenty. */
function* allBelowTwenty(length: number): Generator<number[]> {
  for (let code = 0; code < 20 ** length; code++)
    yield Array.from({ length }, (_, i) => Math.floor(code / 20 ** i) % 20)
}

describe('one report', () => {
  test('every sum and difference of parts, whole and another figure keeps ten possible answers or more: all towns below twenty in each', () => {
    const possible = new Possible(allSigns(4))
    for (const [a, b, c, other] of allBelowTwenty(4) as Generator<[number, number, number, number]>)
      possible.add(JSON.stringify([shownWhole([a, b, c]), shown(other)]), [a, b, c, other])
    expect(possible.pinned()).toEqual([])
  })

  test('that check is worth something: counts as they are, hidden below ten, give themselves away by their total', () => {
    const naive = (count: number): number | null => (count < STEP ? null : count)
    const possible = new Possible(allSigns(3))
    for (let a = 0; a < 20; a++)
      for (let b = 0; b < 20; b++)
        for (let c = 0; c < 20; c++)
          possible.add(JSON.stringify([naive(a), naive(b), naive(c), a + b + c]), [a, b, c])
    expect(possible.pinned().length).toBeGreaterThan(1_000)
  })

  test('so do tens of which the whole is not held back: three parts of nine', () => {
    const possible = new Possible(allSigns(3))
    for (let a = 0; a < 20; a++)
      for (let b = 0; b < 20; b++)
        for (let c = 0; c < 20; c++)
          possible.add(JSON.stringify([shown(a), shown(b), shown(c), shown(a + b + c)]), [a, b, c])
    expect(possible.pinned().length).toBeGreaterThan(0)
    expect(shownWhole([9, 9, 9])).toEqual({ whole: 10, parts: [null, null, null] })
  })

  test('a figure is at most what there is, ten or more, a multiple of ten; absent means fewer than ten', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const found = shownWhole(parts)
        for (const [count, figure] of [
          ...parts.map((part, i) => [part, found.parts[i]!] as const),
          [sum(parts), found.whole] as const,
        ]) {
          expect(Shown.safeParse(figure).success).toBe(true)
          expect(figure ?? 0).toBeLessThanOrEqual(count)
          expect(figure === null).toBe(count < STEP)
        }
      }),
    )
  })

  test('whatever a part has above its tens may be nothing, or nine, for all that the whole and the other parts say', () => {
    fc.assert(
      fc.property(counts, fc.nat(8), (parts, pick) => {
        const found = shownWhole(parts)
        const at = pick % parts.length
        for (const left of [0, STEP - 1]) {
          // Another town with `left` in that part and the same report: the others as full as the whole needs.
          const least = found.parts.map((part, i) => (part ?? 0) + (i === at ? left : 0))
          let need = (found.whole ?? 0) - sum(least)
          const other = least.map((count, i) => {
            const more = i === at ? 0 : Math.max(0, Math.min(STEP - 1, need))
            need -= more
            return count + more
          })
          expect(shownWhole(other)).toEqual(found)
        }
      }),
    )
  })

  test('the total of several wijken says what their figures say and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }), (wijken) => {
        const figures = wijken.map(shown)
        const together = shownTogether(figures)
        expect(Shown.safeParse(together).success).toBe(true)
        expect(together ?? 0).toBe(sum(figures.map((figure) => figure ?? 0)))
      }),
    )
  })
})

describe('several reports', () => {
  test('what came between any of three of them, in any sum or difference, keeps ten possible answers or more', () => {
    const possible = new Possible(allSigns(3))
    for (let a = 0; a < 40; a++)
      for (let b = a; b < 40; b++)
        for (let c = b; c < 40; c++) possible.add([a, b, c].map(shown).join(), [b - a, c - b, a])
    expect(possible.pinned()).toEqual([])
  })

  test('who has waited long was there two weeks before: that leaves eight or more, in every age, in the whole and in what was closed since', () => {
    const possible = new Possible(allSigns(4))
    for (const [a, b, c] of allBelowTwenty(3) as Generator<[number, number, number]>)
      for (let long = 0; long <= a + b + c; long++)
        possible.add(JSON.stringify([shownWhole([a, b, c]), shown(long)]), [a, b, c, long])
    expect(possible.pinned(8)).toEqual([])
  })

  test('one ten later: nobody can tell whether one came or nineteen', () => {
    const possible = new Possible([[1]])
    for (let a = 0; a < 10; a++) for (let b = 10; b < 20; b++) possible.add('', [b - a])
    expect(possible.pinned()).toEqual([])
    expect([shown(9), shown(10), shown(19), shown(20)]).toEqual([null, 10, 10, 20])
  })

  test('of two days, of two devices or one that was built again: a figure is the same, or differs by tens', () => {
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        const [one, two] = [shownWhole(before), shownWhole(after)]
        expect(Math.abs((one.whole ?? 0) - (two.whole ?? 0)) % STEP).toBe(0)
        for (const [i, part] of one.parts.entries())
          expect(Math.abs((part ?? 0) - (two.parts[i] ?? 0)) % STEP).toBe(0)
      }),
    )
  })

  test('what only grows is never shown as less than it was, and between one change and the next ten came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 60 }), (steps) => {
        let [count, changedAt] = [0, 0]
        for (const step of steps) {
          const before = shown(count) ?? 0
          for (let one = 0; one < step; one++) {
            count += 1
            if (shown(count) === shown(count - 1)) continue
            expect(count - changedAt).toBe(STEP)
            changedAt = count
          }
          expect(shown(count) ?? 0).toBeGreaterThanOrEqual(before)
        }
      }),
    )
  })
})

describe('the middle of a distribution', () => {
  test('holds the true one, whatever is hidden', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 3, maxLength: 6 }), (parts) => {
        const band = medianBand(parts.map(shown))
        if (!band) return
        const middle = parts.findIndex((_, at) => sum(parts.slice(0, at + 1)) * 2 >= sum(parts))
        expect(middle).toBeGreaterThanOrEqual(band.from)
        expect(middle).toBeLessThanOrEqual(band.to)
      }),
    )
  })

  test('is not said where nothing is shown, or it might be nearly anywhere', () => {
    expect(medianBand([null, null, null])).toBeNull()
    expect(medianBand([10, null, null, null, null, null])).toBeNull()
    expect(medianBand([10, 40, 10])).toEqual({ from: 1, to: 1 })
    expect(medianBand([40, null, null])).toEqual({ from: 0, to: 0 })
  })
})
