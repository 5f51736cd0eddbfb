/** Projections that are made again only where something they are made from is another one. */

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => Object.is(item, b[i]))

interface Made<V> {
  readonly on: readonly unknown[]
  readonly value: V
}

export class Memo {
  readonly #slices = new Map<string, Made<unknown>>()
  readonly #rows = new Map<string, WeakMap<object, Made<unknown>>>()

  /** `make()` of the last time, where everything in `on` is the same as then. */
  slice<V>(name: string, on: readonly unknown[], make: () => V): V {
    const known = this.#slices.get(name)
    if (known && same(known.on, on)) return known.value as V
    const value = make()
    this.#slices.set(name, { on, value })
    return value
  }

  /** The same per row: rows are never changed in place, so another object is another row. */
  rows<R extends object, V>(
    name: string,
    rows: readonly R[],
    onOf: (row: R) => readonly unknown[],
    make: (row: R) => V,
  ): V[] {
    const made = this.#rows.get(name) ?? new WeakMap<object, Made<unknown>>()
    this.#rows.set(name, made)
    return rows.map((row) => {
      const on = onOf(row)
      const known = made.get(row)
      if (known && same(known.on, on)) return known.value as V
      const value = make(row)
      made.set(row, { on, value })
      return value
    })
  }
}
