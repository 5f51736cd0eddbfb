/**
 * The own tokens, to be found among the sixteen tags of an envelope. A tag is another one in every envelope
 * (shared/protocol/slot-tags.ts), so that every own token is tried on it: tens of milliseconds for a list of 20,000
 * children. What is no signaal is tried with the few tokens of what is followed here alone.
 */
import type { KeyType } from '../../../shared/matching/key-types.ts'
import { slotTags, TAG_KEY_BYTES, type SlotTags } from '../../../shared/protocol/slot-tags.ts'
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
export type FollowedMeaning =
  | { readonly kind: 'thread'; readonly threadId: string }
  | { readonly kind: 'board' }
export interface Found<M> {
  readonly slot: number
  readonly token: Uint8Array
  readonly meaning: M
}
/** What an envelope shows once its outer layer is open. */
export interface Tagged {
  readonly week: number
  readonly eventId: Uint8Array
  readonly tags: readonly Uint8Array[]
}

interface Entry<M> {
  readonly id: string
  readonly token: Uint8Array
  readonly meaning: M
}
interface Week {
  /** Of the entries in their order, end to end; those from `made` on are not made yet. */
  keys: Uint8Array
  made: number
  usedAt: number
}

/** A list of 20,000 children has a quarter of a million tokens: some 4 MB a week. */
const MOST_WEEKS = 6

export class MatchIndex<M> {
  readonly #entries: Entry<M>[] = []
  /** Places in `#entries`, by id. */
  readonly #places = new Map<string, number>()
  readonly #weeks = new Map<number, Week>()
  #uses = 0
  /** A faster library may take the place of this one, with the same outcome. */
  library: SlotTags = slotTags

  get size(): number {
    return this.#entries.length
  }

  add(id: string, token: Uint8Array, meaning: M): void {
    this.remove(id)
    this.#places.set(id, this.#entries.length)
    this.#entries.push({ id, token, meaning })
  }

  /** The last entry takes its place, so that there is no hole. */
  remove(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined) return
    this.#places.delete(id)
    const last = this.#entries.pop()!
    const end = this.#entries.length
    const isLast = place === end
    if (!isLast) {
      this.#entries[place] = last
      this.#places.set(last.id, place)
    }
    for (const [number, week] of this.#weeks) {
      if (!isLast && place < week.made)
        week.keys.set(
          end < week.made ? this.#keyAt(week, end) : this.library.keyOf(last.token, number),
          place * TAG_KEY_BYTES,
        )
      week.made = Math.min(week.made, end)
    }
  }

  /** Adds what is here to another one. */
  copyTo(other: MatchIndex<M>): void {
    for (const { id, token, meaning } of this.#entries) other.add(id, token, meaning)
  }

  clear(): void {
    this.#entries.length = 0
    this.#places.clear()
    this.#weeks.clear()
  }

  /** Makes the keys of a week, a slice at a time, so that {@link find} has nothing left to make. */
  async prepare(number: number, breathe: Breathe): Promise<void> {
    for (const week = this.#of(number); week.made < this.#entries.length; await breathe())
      this.#make(number, week)
  }

  /** Every own token of which the tag stands among those of the envelope. */
  find({ week: number, eventId, tags }: Tagged): Found<M>[] {
    const week = this.#of(number)
    while (week.made < this.#entries.length) this.#make(number, week)
    const keys = week.keys.subarray(0, week.made * TAG_KEY_BYTES)
    return this.library.find(keys, eventId, tags).map(({ key, slot }) => {
      const { token, meaning } = this.#entries[key]!
      return { slot, token, meaning }
    })
  }

  #keyAt({ keys }: Week, place: number): Uint8Array {
    return keys.slice(place * TAG_KEY_BYTES, (place + 1) * TAG_KEY_BYTES)
  }

  #of(number: number): Week {
    const week = this.#weeks.get(number) ?? { keys: new Uint8Array(0), made: 0, usedAt: 0 }
    week.usedAt = ++this.#uses
    this.#weeks.set(number, week)
    if (this.#weeks.size > MOST_WEEKS)
      this.#weeks.delete([...this.#weeks].toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0]![0])
    return week
  }

  /** The key of the first entry that has none yet. */
  #make(number: number, week: Week): void {
    if (week.keys.length <= week.made * TAG_KEY_BYTES) {
      const more = new Uint8Array(Math.max(this.#entries.length, 2 * week.made) * TAG_KEY_BYTES)
      more.set(week.keys)
      week.keys = more
    }
    week.keys.set(this.library.keyOf(this.#entries[week.made]!.token, number), week.made * TAG_KEY_BYTES)
    week.made += 1
  }
}
