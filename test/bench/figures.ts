/**
 * Figures of several runs, and the tables that show them. A ratio is taken inside one run, never between
 * runs.
 */

export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN
export const median = (values: readonly number[]): number => quantile(values, 0.5)
export const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms))

/** How many a second. */
export const rate = async (count: number, task: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await task()
  return (count / (performance.now() - started)) * 1000
}

const written = (value: number): string =>
  Number.isNaN(value)
    ? '-'
    : value.toLocaleString(
        'en',
        value < 100 ? { minimumFractionDigits: 1, maximumFractionDigits: 1 } : { maximumFractionDigits: 0 },
      )

/**
 * One line for each thing measured, one column for each who did it; ratios are the first : each other, or
 * each other : the first.
 */
export class Table {
  readonly #title: string
  readonly #who: readonly string[]
  readonly #rows = new Map<string, { readonly unit: string; readonly runs: Map<string, number[]> }>()

  readonly #toFirst: boolean

  constructor(title: string, who: readonly string[], { ratiosToFirst = false } = {}) {
    this.#title = title
    this.#who = who
    this.#toFirst = ratiosToFirst
  }

  note(what: string, unit: string, who: string, value: number): void {
    const row = this.#rows.get(what) ?? { unit, runs: new Map<string, number[]>() }
    this.#rows.set(what, row)
    row.runs.set(who, [...(row.runs.get(who) ?? []), value])
  }

  print(): void {
    const [own, ...others] = this.#who as [string, ...string[]]
    console.log(`\n${this.#title}`)
    console.table(
      [...this.#rows].map(([what, { unit, runs }]) => {
        const mine = runs.get(own) ?? []
        const ratioTo = (other: string): string => {
          const theirs = runs.get(other)
          return theirs
            ? median(
                mine.map((value, run) => (this.#toFirst ? theirs[run]! / value : value / theirs[run]!)),
              ).toPrecision(2)
            : '-'
        }
        return {
          what,
          unit,
          ...Object.fromEntries(this.#who.map((who) => [who, written(median(runs.get(who) ?? []))])),
          ...Object.fromEntries(
            others.map((other) => [
              this.#toFirst ? `${other} : ${own}` : `${own} : ${other}`,
              ratioTo(other),
            ]),
          ),
          runs: mine.map(written).join('  '),
        }
      }),
    )
  }
}
