/** Putting something in the outbox: the event shows in its thread at once and leaves when it can. */
import { MESSAGES, type EventContent } from '../../../shared/messages/registry.ts'
import type { ErrorName } from '../../../shared/errors.ts'
import type { NotArrived } from '../../../shared/api/sync.ts'
import { localDateOf } from '../core/dates.ts'
import { withoutNext } from '../core/decoys.ts'
import type { Thread } from '../core/thread.ts'
import { type Change, outboxKey, put, remove, setMeta } from '../store/changes.ts'
import { logged } from '../store/logbook.ts'
import type { Ports } from '../ports.ts'
import { authorIds, type State } from '../store/state.ts'
import type { OutboxItem } from '../store/rows.ts'
import { routeOf } from '../../../shared/messages/who-may-write.ts'
import type { Action } from '../../../shared/membership/roles.ts'

export const pendingHash = (order: number): string => `pending:${order}`

/** Whether a person waits for it; receipts, and how many looked, are sent by the machine. */
export const isPersons = ({ content }: Pick<OutboxItem, 'content'>): boolean =>
  MESSAGES[content.type].toldAs !== null

export interface Leaving {
  readonly content: EventContent
  readonly threadId: string
  readonly replyTo: string | null
  /** As of {@link OutboxItem}. */
  readonly replyKey?: string
  readonly expiresDay: number
  /** Device it is for, where that is one of several. */
  readonly to?: string
  /** Device that alone can open it, by its own key. */
  readonly forDevice?: string
}

/** Changes that queue the events in order. Those about `thread` are added to it as waiting. */
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
    changes.push(
      put('outbox', outboxKey(order), { order, ...item, envelope: null, hash: null, messageHash: null }),
    )
    if (!updated || item.threadId !== updated.id) return
    const { device } = state.identity
    const event = {
      hash: pendingHash(order),
      seq: 0,
      ...authorIds(state, device.id),
      organisationId: device.organisationId,
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

const MOST_SHOWN = 50

/** What a person was told would leave, and never will: on every screen until they have seen it, and in the logbook. */
export const notArrived = (
  state: State,
  items: readonly (OutboxItem & { readonly why: ErrorName | null })[],
  now: Date,
  ports: Pick<Ports, 'clock' | 'random'>,
): Change[] => {
  const missed = items.flatMap(({ content, threadId, why }): NotArrived[] => {
    const what = MESSAGES[content.type].toldAs
    return what === null
      ? []
      : [
          {
            number: state.threads.get(threadId)?.signal.number ?? null,
            what,
            why,
            on: localDateOf(now.toISOString()),
          },
        ]
  })
  return missed.length === 0
    ? []
    : [
        setMeta('notArrived', [...(state.meta.notArrived ?? []), ...missed].slice(-MOST_SHOWN)),
        ...missed.map(({ number, why }) => logged(ports, 'not-arrived', number, why)),
      ]
}

/** What somebody says who has answered. */
const SAID_AFTER: readonly Action[] = ['conversation', 'outcome']

/**
 * Taken out of the outbox and out of its thread, as if it was never said, and told to the person. With the only
 * answer goes what was said after it: nobody would see who says that, and it would say that the child is known here.
 */
export const unsent = (
  state: State,
  item: OutboxItem,
  why: ErrorName,
  now: Date,
  ports: Pick<Ports, 'clock' | 'random'>,
): Change[] => {
  const thread = state.threads.get(item.threadId)
  const answersLeft = thread?.events.some(
    ({ content, deviceId, hash }) =>
      content.type === 'answer' &&
      deviceId === state.identity.firstDeviceId &&
      hash !== pendingHash(item.order),
  )
  const hangsOn = ({ threadId, order, envelope, content }: OutboxItem): boolean =>
    threadId === item.threadId &&
    order !== item.order &&
    envelope === null &&
    SAID_AFTER.includes(routeOf(content).action)
  const gone =
    item.content.type === 'answer' && thread?.part === 'responder' && !answersLeft
      ? [item, ...[...state.outbox.values()].filter(hangsOn)]
      : [item]
  const hashes = new Set(gone.map(({ order }) => pendingHash(order)))
  const events = thread?.events.filter(({ hash }) => !hashes.has(hash))
  return [
    ...gone.map(({ order }) => remove('outbox', outboxKey(order))),
    ...(thread && events ? [put('threads', thread.id, { ...thread, events })] : []),
    ...notArrived(
      state,
      gone.map((one) => ({ ...one, why })),
      now,
      ports,
    ),
  ]
}
