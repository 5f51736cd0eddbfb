/** Posts the views that changed: together at the end of the turn, and only those that differ from what was posted. */
import type { Slice, Views } from '../../shared/api/api.ts'
import type { Ports } from './ports.ts'

/** Longer lists are posted when they are made again, without comparing what is in them. */
const MOST_COMPARED = 100

export class Publisher {
  readonly #post: Ports['post']
  readonly #views: () => Views
  readonly #posted = new Map<Slice, { readonly value: unknown; readonly text: string | null }>()
  #isWaiting = false

  constructor(post: Ports['post'], views: () => Views) {
    this.#post = post
    this.#views = views
  }

  /** Something may look different now. */
  changed(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    queueMicrotask(() => {
      this.#isWaiting = false
      for (const [slice, value] of Object.entries(this.#views()) as [Slice, unknown][])
        this.#postIfNew(slice, value)
    })
  }

  #postIfNew(slice: Slice, value: unknown): void {
    const before = this.#posted.get(slice)
    if (before?.value === value) return
    const text = Array.isArray(value) && value.length > MOST_COMPARED ? null : JSON.stringify(value)
    this.#posted.set(slice, { value, text })
    if (text === null || before?.text !== text) this.#post({ type: 'view', slice, value })
  }
}
