/**
 * A file that was read against the list as it is: who is new, who is different, who is not in it any more.
 * Pure.
 */
import type { Difference } from '../../../shared/api/caseload.ts'
import { fullName, type Child } from '../../../shared/domain/child.ts'
import { fieldsOf, type ReadChild } from './rows.ts'
import type { Breathe } from '../core/time-slices.ts'

export interface ImportPlan {
  readonly added: readonly ReadChild[]
  readonly changed: readonly { readonly before: Child; readonly after: Child }[]
  readonly unchanged: number
  readonly gone: readonly Child[]
  /** Rows that were the same child as another row. */
  readonly duplicates: number
  /** Children of the list whose number differs from the file's in leading zeros only. */
  readonly zeros: number
}
export interface CompareOptions {
  readonly fields: ReturnType<typeof fieldsOf>
  readonly ignoreZeros: boolean
}

const BREATH = 100
const withoutZeros = (number: string): string => number.replace(/^0+(?=.)/, '')
const nameKey = (child: ReadChild): string =>
  `${child.firstName}|${child.prefix ?? ''}|${child.lastName}|${child.birthDate}`.toLowerCase()

/** The same child: by the own number; by name and birth date where either has none. */
class ByIdentity<T extends ReadChild> {
  readonly #ignoreZeros: boolean
  readonly #numbers = new Map<string, number>()
  readonly #names = new Map<string, number>()
  readonly items: T[] = []

  constructor(ignoreZeros: boolean) {
    this.#ignoreZeros = ignoreZeros
  }

  #numberOf(child: ReadChild): string | undefined {
    return this.#ignoreZeros && child.localNumber ? withoutZeros(child.localNumber) : child.localNumber
  }

  add(item: T): void {
    this.#file(item, this.items.push(item) - 1)
  }
  replace(place: number, item: T): void {
    this.items[place] = item
    this.#file(item, place)
  }
  #file(item: T, place: number): void {
    const number = this.#numberOf(item)
    if (number !== undefined) this.#numbers.set(number, place)
    this.#names.set(nameKey(item), place)
  }

  find(child: ReadChild): number | null {
    const number = this.#numberOf(child)
    const byNumber = number === undefined ? undefined : this.#numbers.get(number)
    if (byNumber !== undefined) return byNumber
    const byName = this.#names.get(nameKey(child))
    return byName !== undefined && (number === undefined || this.items[byName]!.localNumber === undefined)
      ? byName
      : null
  }
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
const KEPT = new Set(['id', 'bsn'])
const differing = (before: Partial<Child>, after: Partial<Child>): (keyof Child)[] =>
  ([...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Child)[]).filter(
    (field) => !KEPT.has(field) && !same(before[field], after[field]),
  )

/** A known child as the file has it; what the file does not speak of stays as it was. */
const updated = (before: Child, read: ReadChild, fields: CompareOptions['fields']): Child => {
  const kept = Object.fromEntries(
    Object.entries(before).filter(([field]) => field !== 'bsn' && !fields.has(field as keyof ReadChild)),
  )
  return { ...kept, ...read, id: before.id }
}

export const compareWithList = async (
  read: Iterable<ReadChild | null>,
  known: Iterable<Child>,
  { fields, ignoreZeros }: CompareOptions,
  breathe: Breathe,
): Promise<ImportPlan> => {
  const file = new ByIdentity<ReadChild>(ignoreZeros)
  let duplicates = 0
  let done = 0
  for (const child of read) {
    if (++done % BREATH === 0) await breathe()
    if (child === null) continue
    const place = file.find(child)
    if (place === null) file.add(child)
    else {
      duplicates += 1
      file.replace(place, { ...file.items[place]!, ...child })
    }
  }
  const list = new ByIdentity<Child>(ignoreZeros)
  const stripped = new Map<string, string>()
  for (const child of known) {
    if (++done % BREATH === 0) await breathe()
    list.add(child)
    if (child.localNumber) stripped.set(withoutZeros(child.localNumber), child.localNumber)
  }
  const seen = new Set<number>()
  const added: ReadChild[] = []
  const changed: { before: Child; after: Child }[] = []
  let unchanged = 0
  let zeros = 0
  for (const child of file.items) {
    if (++done % BREATH === 0) await breathe()
    const place = list.find(child)
    if (place === null || seen.has(place)) {
      const near = child.localNumber && stripped.get(withoutZeros(child.localNumber))
      if (place === null && near && near !== child.localNumber) zeros += 1
      added.push(child)
      continue
    }
    seen.add(place)
    const before = list.items[place]!
    const after = updated(before, child, fields)
    if (child.bsn === undefined && differing(before, after).length === 0) unchanged += 1
    else changed.push({ before, after })
  }
  return {
    added,
    changed,
    unchanged,
    gone: list.items.filter((_, place) => !seen.has(place)),
    duplicates,
    zeros,
  }
}

const shown = (value: unknown): string => {
  if (value === undefined) return ''
  if (Array.isArray(value))
    return value
      .map((item) => (typeof item === 'string' ? item : Object.values(item as object).join(' ')))
      .join(', ')
  return String(value)
}

/** One line of the view of differences. */
export const differenceOf = (before: Child | null, after: ReadChild): Difference => ({
  childId: before?.id ?? null,
  name: fullName(after),
  birthDate: after.birthDate,
  fields: before
    ? differing(before, { ...after, id: before.id }).map((field) => ({
        field,
        before: shown(before[field]),
        after: shown(after[field as keyof ReadChild]),
      }))
    : [],
})
