/** Finding and ordering in the own list, so that the interface needs no more of it than it shows. */
import type { ChildrenPage, ListedChild, SortBy } from '../../../shared/api/caseload.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { foldForSearch as fold, rankOf, ranked, wordsOf } from '../../../shared/domain/find.ts'

/** As people write it, with and without the zeros. */
const writtenDay = (iso: string): string => {
  const day = iso.split('-').reverse().join('-')
  return `${day} ${day.replace(/\b0/g, '')}`
}

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
      first,
      fold(child.callName ?? ''),
      fold(child.prefix ?? ''),
      last,
      fold(child.otherLastNames?.join(' ') ?? ''),
      child.localNumber ?? '',
      writtenDay(child.birthDate),
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

  /**
   * Every word of `query` occurs in the names, the number or the birth date; children of whom each begins a word
   * come first, in the order that was asked.
   */
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
    const words = wordsOf(query)
    const ordered = this.#ordered(sort)
    const found = ranked(descending ? ordered.toReversed() : ordered, (entry) => rankOf(entry.words, words))
    return {
      total: found.length,
      rows: found.slice(offset, offset + limit).map(({ child }) => listed(child)),
    }
  }
}
