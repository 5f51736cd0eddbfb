/**
 * Sends the outbox. Each item is sealed once (seal.ts says where not) and removed after the relay's signed acknowledgement.
 */
import type { Exclusive } from '../store/exclusive.ts'
import { logged } from '../store/logbook.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import { isOfBoard, acknowledgedOnBoard } from '../store/board.ts'
import { pendingHash } from './queue.ts'
import { type Acknowledgement, push } from './push.ts'
import { type Ready, sealOutbox } from './seal.ts'
import type { Ports } from '../ports.ts'
import { type Change, remove, outboxKey, put, setMeta } from '../store/changes.ts'
import type { OutboxItem } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { MAX_PUSH } from '../../../shared/protocol/http.ts'

const acknowledgedChanges = (state: State, item: OutboxItem, seq: number, ports: Ports): Change[] => {
  const done = remove('outbox', outboxKey(item.order))
  if (isOfBoard(item.content))
    return [done, ...acknowledgedOnBoard(state, item, pendingHash(item.order), seq)]
  const thread = state.threads.get(item.threadId)
  const waiting = thread?.events.find(({ hash }) => hash === pendingHash(item.order))
  if (!thread || !waiting) return [done]
  const events = thread.events.map((event) =>
    event === waiting ? { ...event, hash: item.messageHash!, seq } : event,
  )
  const sent = item.content.type === 'signal' ? [logged(ports, 'sent', thread.signal.number)] : []
  return [done, put('threads', thread.id, { ...thread, events }), ...sent]
}

/** Acknowledgements that wait to be compared with the log. */
const MOST_REMEMBERED = 50

/** Takes off the list what the relay signed that it has; remembered until it was seen in its log. */
export const takeAcknowledgement = async (
  state: State,
  items: readonly Ready[],
  { statement, seqOf }: Acknowledgement,
  ports: Ports,
  exclusive: Exclusive,
): Promise<void> => {
  if (items.length === 0) return
  await exclusive(() =>
    state.transaction(async (stage) => {
      stage([
        setMeta(
          'acknowledged',
          [
            ...(state.meta.acknowledged ?? []),
            {
              statement,
              expiresDay: Math.min(...items.map(({ expiresDay }) => expiresDay)),
              own: items.map(({ hash }) => hash),
            },
          ].slice(-MOST_REMEMBERED),
        ),
      ])
      for (const item of items) stage(acknowledgedChanges(state, item, seqOf.get(item.hash)!, ports))
    }),
  )
  for (const { order } of items) state.waitingFor.delete(order)
}

/**
 * Sends what can be sent, in order. Throws when the relay did not acknowledge: everything stays in the
 * outbox.
 */
export const sendOutbox = async (
  state: State,
  relay: KeyHolder,
  now: () => Date,
  ports: Ports,
  exclusive: Exclusive,
  which?: (item: OutboxItem) => boolean,
): Promise<number> => {
  const ready = await sealOutbox(state, now, ports, exclusive, which)
  for (let from = 0; from < ready.length; from += MAX_PUSH) {
    const batch = ready.slice(from, from + MAX_PUSH)
    await takeAcknowledgement(state, batch, await push(state, relay, batch), ports, exclusive)
  }
  return ready.length
}
