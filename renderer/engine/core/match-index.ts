/**
 * Index of the own tokens by their tag of a week: matching a signaal costs sixteen look-ups, whatever the
 * size of the caseload.
 */
import type { KeyType } from '../../../shared/matching/key-types.ts'
import { slotTag, type SlotTag } from '../../../shared/protocol/envelope.ts'
import type { Breathe } from './time-slices.ts'

/**
 * The target of a token: a child of the own list, the thread of a signaal that is already open here, or the
 * board of obstacles.
 */
export interface ChildMeaning {
  readonly kind: 'child'
  readonly childId: string
  readonly type: KeyType
}
export type Meaning =
  | ChildMeaning
  | { readonly kind: 'thread'; readonly threadId: string }
  | { readonly kind: 'board' }
export interface Found {
  readonly slot: number
  readonly token: Uint8Array
  readonly meaning: Meaning
}
interface Entry {
  readonly token: Uint8Array
  readonly meaning: Meaning
}
interface Week {
  readonly byTag: Map<number, Entry | Entry[]>
  /** Entries that are not filed yet, by id. */
  readonly waiting: Map<string, Entry>
  usedAt: number
}

/** A list of 20,000 children has a quarter of a million tokens: some 25 MB a week. */
const MOST_WEEKS = 6

/** First six bytes of a tag. Two that fall together are told apart by the seal of the slot. */
const numberOf = (tag: Uint8Array): number =>
  ((tag[0]! << 16) | (tag[1]! << 8) | tag[2]!) * 0x100_0000 + ((tag[3]! << 16) | (tag[4]! << 8) | tag[5]!)

export class MatchIndex {
  readonly #entries = new Map<string, Entry>()
  readonly #weeks = new Map<number, Week>()
  #uses = 0
  /** How tags are made: a faster library may take the place of this one, with the same outcome. */
  tagOf: SlotTag = slotTag

  add(id: string, token: Uint8Array, meaning: Meaning): void {
    this.remove(id)
    const entry = { token, meaning }
    this.#entries.set(id, entry)
    for (const { waiting } of this.#weeks.values()) waiting.set(id, entry)
  }

  remove(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    for (const [week, { byTag, waiting }] of this.#weeks) {
      if (waiting.delete(id)) continue
      const tag = numberOf(this.tagOf(entry.token, week))
      const left = [byTag.get(tag) ?? []].flat().filter((other) => other !== entry)
      if (left.length === 0) byTag.delete(tag)
      else byTag.set(tag, left.length === 1 ? left[0]! : left)
    }
  }

  clear(): void {
    this.#entries.clear()
    this.#weeks.clear()
  }

  /**
   * Files every token under its tag of a week, a slice at a time, so that {@link find} has nothing left to
   * do.
   */
  async prepare(week: number, breathe: Breathe): Promise<void> {
    for (const [id, entry] of this.#of(week).waiting) {
      this.#file(week, id, entry)
      await breathe()
    }
  }

  /** Every own token whose tag of `week` stands among these sixteen. */
  find(tags: readonly Uint8Array[], week: number): Found[] {
    const { byTag, waiting } = this.#of(week)
    for (const [id, entry] of waiting) this.#file(week, id, entry)
    return tags.flatMap((tag, slot) =>
      [byTag.get(numberOf(tag)) ?? []].flat().map(({ token, meaning }) => ({ slot, token, meaning })),
    )
  }

  #of(number: number): Week {
    const week = this.#weeks.get(number) ?? { byTag: new Map(), waiting: new Map(this.#entries), usedAt: 0 }
    week.usedAt = ++this.#uses
    this.#weeks.set(number, week)
    if (this.#weeks.size > MOST_WEEKS)
      this.#weeks.delete([...this.#weeks].toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0]![0])
    return week
  }

  #file(number: number, id: string, entry: Entry): void {
    const { byTag, waiting } = this.#weeks.get(number) ?? this.#of(number)
    if (!waiting.delete(id)) return
    const tag = numberOf(this.tagOf(entry.token, number))
    const known = byTag.get(tag)
    byTag.set(tag, known === undefined ? entry : [known, entry].flat())
  }
}
