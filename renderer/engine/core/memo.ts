/** Memoised selectors: a view is recomputed only when one of its inputs is a different object. */

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => Object.is(item, b[i]))

interface Made<V> {
  readonly on: readonly unknown[]
  readonly value: V
}

export class Memo {
  readonly #slices = new Map<string, Made<unknown>>()
  readonly #rows = new Map<string, WeakMap<object, Made<unknown>>>()

  /** The result of the last `make()`, if every input in `on` is the same object as then. */
  slice<V>(name: string, on: readonly unknown[], make: () => V): V {
    const known = this.#slices.get(name)
    if (known && same(known.on, on)) return known.value as V
    const value = make()
    this.#slices.set(name, { on, value })
    return value
  }

  /** The same per row. Rows are never changed in place, so a different object means a changed row. */
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
