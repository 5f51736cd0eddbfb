/** Putting something in the outbox: the event shows in its thread at once and leaves when it can. */
import type { EventContent } from '../../shared/domain/signal.ts'
import { withoutNext } from './core/decoys.ts'
import type { Thread } from './core/thread.ts'
import type { Change } from './store/database.ts'
import { authorIds, outboxKey, put, setMeta, type State } from './state.ts'

export const pendingHash = (order: number): string => `pending:${order}`

/** Receipts, and how many looked, are nothing a person waits for. */
export const isPersons = <T extends { readonly content: EventContent }>(
  item: T,
): item is T & { readonly content: Exclude<EventContent, { type: 'receipt' | 'coverage' }> } =>
  item.content.type !== 'receipt' && item.content.type !== 'coverage'

export interface Leaving {
  readonly content: EventContent
  readonly threadId: string
  readonly replyTo: string | null
  readonly expiresDay: number
  /** Device it is for, where that is one of several. */
  readonly to?: string
  /** Device that alone can open it, by its own key. */
  readonly forDevice?: string
}

/** Changes that queue the events in order. Own events that people see are added to `thread` as waiting. */
export const queued = (
  state: State,
  leaving: readonly Leaving[],
  thread: Thread | null,
  at: string,
): Change[] => {
  const first = state.meta.nextOrder ?? 1
  const changes: Change[] = [setMeta('nextOrder', first + leaving.length)]
  let updated = thread
  leaving.forEach(({ to, ...item }, i) => {
    const order = first + i
    changes.push(put('outbox', outboxKey(order), { order, ...item, envelope: null, hash: null }))
    if (!updated || item.threadId !== updated.id || !isPersons(item)) return
    const { device } = state.identity
    const event = {
      hash: pendingHash(order),
      seq: 0,
      ...authorIds(state, device.id),
      organisationId: device.organisationId,
      roles: device.roles,
      receivedAt: at,
      content: item.content,
      ...(to === undefined ? {} : { to }),
    }
    updated = { ...updated, events: [...updated.events, event] }
  })
  return updated ? [...changes, put('threads', updated.id, updated)] : changes
}

/** A person sends something: it takes the place of the next decoy. */
export const inPlaceOfDecoy = (state: State): Change[] =>
  state.meta.decoys?.length ? [setMeta('decoys', withoutNext(state.meta.decoys))] : []
