/**
 * What stands on the board of obstacles, opened by whoever holds the scope key. Own events too: a device that
 * was built again has them from the relay.
 */
import { owesAnswer } from '../../../shared/membership/roles.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { hashOf, type OpenedScope } from '../../../shared/protocol/envelope.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import { foldBoard, withObstacleEvent, type ObstacleEvent } from '../core/obstacles.ts'
import { logged } from '../journal.ts'
import { isOfBoard, obstacleEvent, setBoard } from '../obstacles.ts'
import type { Ports } from '../ports.ts'
import { firstDeviceOf, type State } from '../store/state.ts'
import { chainChanges } from './device-chain.ts'
import {
  authorOf,
  contentIn,
  NO_EFFECT,
  UNKNOWN_AUTHOR,
  type Arrival,
  type Notice,
  type Received,
} from './arrival.ts'

export const receiveObstacle = async (
  state: State,
  arrival: Arrival,
  opened: OpenedScope,
  key: Uint8Array,
  envelope: Uint8Array,
  now: Date,
  ports: Ports,
): Promise<Received> => {
  const refused = (why: string): Received =>
    arrival.again ? NO_EFFECT : { ...NO_EFFECT, changes: [logged(ports, 'refused', null, why)] }
  const event = contentIn(opened, key)
  if (!event || !isOfBoard(event.content)) return refused('content')
  const author = await authorOf(state, event, arrival.seq)
  if (author === 'unknown') return UNKNOWN_AUTHOR
  if ('refused' in author) return refused(author.refused)
  const hash = toBase64url(hashOf(envelope))
  const chain = chainChanges(state, { ...event, hash, expiresDay: opened.expiresDay }, now, ports)
  // It waits here to be acknowledged, and is on the board already.
  if ([...state.outbox.values()].some((item) => item.hash === hash)) return { ...NO_EFFECT, changes: chain }
  const before = state.meta.obstacles?.events ?? []
  const kept = obstacleEvent(state, author, {
    hash,
    seq: arrival.seq,
    expiresDay: opened.expiresDay,
    content: event.content,
  })
  const events = withObstacleEvent(before, kept)
  if (events === before) return NO_EFFECT
  const { ignored } = foldBoard(events)
  return {
    ...NO_EFFECT,
    changes: [
      setBoard(state, { events }),
      ...chain,
      ...(ignored.has(hash) ? [logged(ports, 'refused', null, 'role')] : []),
    ],
    notices: noticesOf(state, events, kept, author),
  }
}

/** Who raised it hears of every reply; who owes the answer, that it came. */
const noticesOf = (
  state: State,
  events: readonly ObstacleEvent[],
  { hash, content }: ObstacleEvent,
  author: Device,
): Notice[] => {
  const obstacle = foldBoard(events).counted.get(hash)
  const { device, firstDeviceId, organisation } = state.identity
  if (!obstacle || firstDeviceOf(state, author.id) === firstDeviceId) return []
  const level = obstacle.steps.at(-1)!.level
  const isForUs =
    content.type === 'obstacle-reply'
      ? obstacle.raiser?.deviceId === firstDeviceId
      : content.level === level &&
        obstacle.answer === null &&
        owesAnswer(level, device, organisation.kind, obstacle.neighbourhood)
  return isForUs ? ['obstacle'] : []
}
