/** Finding and ordering in the own list, so that the interface needs no more of it than it shows. */
import type { ChildrenPage, ListedChild, SortBy } from '../../../shared/caseload.ts'
import type { Child } from '../../../shared/domain/child.ts'

/**
 * Small letters without marks: what people type, and an order that takes no dictionary of a language to
 * compute.
 */
const fold = (text: string): string =>
  text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')
const digitsFirst = (iso: string): string => iso.split('-').reverse().join('-')

interface Entry {
  readonly child: Child
  readonly keys: Readonly<Record<SortBy, string>>
  readonly words: string
}
const entryOf = (child: Child): Entry => {
  const [first, last] = [fold(child.firstName), fold(child.lastName)]
  return {
    child,
    keys: {
      firstName: `${first} ${last}`,
      lastName: `${last} ${first}`,
      birthDate: child.birthDate,
      group: `${fold(child.group ?? '\uffff')} ${last}`,
      postcode: child.postcode ?? '\uffff',
    },
    words: [
      ` ${first}`,
      fold(child.callName ?? ''),
      fold(child.prefix ?? ''),
      `${last} `,
      fold(child.otherLastNames?.join(' ') ?? ''),
      child.localNumber ?? '',
      digitsFirst(child.birthDate),
    ]
      .filter(Boolean)
      .join(' '),
  }
}

export const listed = ({ bsn: _, ...child }: Child): ListedChild => child

export class ChildList {
  readonly #children: () => { readonly all: ReadonlyMap<string, Child>; readonly revision: number }
  #revision = -1
  #entries = new Map<Child, Entry>()
  readonly #orders = new Map<SortBy, readonly Entry[]>()

  constructor(children: () => { readonly all: ReadonlyMap<string, Child>; readonly revision: number }) {
    this.#children = children
  }

  #refresh(): void {
    const { all, revision } = this.#children()
    if (revision === this.#revision) return
    const entries = new Map<Child, Entry>()
    for (const child of all.values()) entries.set(child, this.#entries.get(child) ?? entryOf(child))
    this.#entries = entries
    this.#orders.clear()
    this.#revision = revision
  }

  #ordered(by: SortBy): readonly Entry[] {
    this.#refresh()
    const known = this.#orders.get(by)
    if (known) return known
    const ordered = [...this.#entries.values()].sort(({ keys: { [by]: a } }, { keys: { [by]: b } }) =>
      a < b ? -1 : a > b ? 1 : 0,
    )
    this.#orders.set(by, ordered)
    return ordered
  }

  /** Every word of `query` occurs in the names, the number or the birth date. */
  page({
    query,
    sort,
    descending,
    offset,
    limit,
  }: {
    query: string
    sort: SortBy
    descending: boolean
    offset: number
    limit: number
  }): ChildrenPage {
    const words = fold(query).split(/\s+/).filter(Boolean)
    const ordered = this.#ordered(sort)
    const found =
      words.length === 0
        ? ordered
        : ordered.filter((entry) => words.every((word) => entry.words.includes(word)))
    const from = descending ? Math.max(0, found.length - offset - limit) : offset
    const rows = found.slice(from, descending ? found.length - offset : offset + limit)
    return {
      total: found.length,
      rows: (descending ? rows.toReversed() : rows).map(({ child }) => listed(child)),
    }
  }
}
