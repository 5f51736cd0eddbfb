/** Own tokens by their tag of a week: matching a signaal is sixteen look-ups, whatever the size of the caseload. */
import type { Token } from '../../../shared/crypto/oprf.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import type { KeyType } from '../../../shared/matching/key-types.ts'
import { slotTag } from '../../../shared/protocol/envelope.ts'

/** What a token stands for: a child of the own list, or the thread of a signaal that is already open here. */
export interface ChildMeaning { readonly kind: 'child'; readonly childId: string; readonly type: KeyType }
export type Meaning = ChildMeaning | { readonly kind: 'thread'; readonly threadId: string }
export interface Found { readonly slot: number; readonly token: Uint8Array; readonly meaning: Meaning }
interface Entry { readonly token: Uint8Array; readonly meaning: Meaning }

export class MatchIndex {
  readonly #entries = new Map<string, Entry>()
  readonly #weeks = new Map<number, Map<string, Entry[]>>()

  add(id: string, token: Token | Uint8Array, meaning: Meaning): void {
    this.remove(id)
    const entry = { token, meaning }
    this.#entries.set(id, entry)
    for (const [week, tags] of this.#weeks) this.#file(tags, week, entry)
  }

  remove(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    for (const [week, tags] of this.#weeks) {
      const tag = toBase64url(slotTag(entry.token, week))
      tags.set(tag, (tags.get(tag) ?? []).filter((other) => other !== entry))
    }
  }

  clear(): void {
    this.#entries.clear()
    this.#weeks.clear()
  }

  /** Every own token whose tag of `week` stands among these sixteen. */
  find(tags: readonly string[], week: number): Found[] {
    const known = this.#tagsOf(week)
    return tags.flatMap((tag, slot) => (known.get(tag) ?? []).map(({ token, meaning }) => ({ slot, token, meaning })))
  }

  #tagsOf(week: number): Map<string, Entry[]> {
    const made = this.#weeks.get(week)
    if (made) return made
    const tags = new Map<string, Entry[]>()
    for (const entry of this.#entries.values()) this.#file(tags, week, entry)
    this.#weeks.set(week, tags)
    return tags
  }

  #file(tags: Map<string, Entry[]>, week: number, entry: Entry): void {
    const tag = toBase64url(slotTag(entry.token, week))
    tags.set(tag, [...(tags.get(tag) ?? []), entry])
  }
}
