/**
 * What stands on the board of obstacles, opened by whoever holds the week key. Own events too: a device that
 * was built again has them from the relay.
 */
import { foldBoard, withObstacleEvent, type Board, type ObstacleEvent } from '../core/obstacles.ts'
import { logged } from '../store/logbook.ts'
import { obstacleEvent, setBoard, type BoardContent } from '../store/board.ts'
import type { Ports } from '../ports.ts'
import { firstDeviceOf, type State } from '../store/state.ts'
import { owesAnswer } from '../../../shared/membership/roles.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import { NO_EFFECT, type Notice, type Received } from './arrival.ts'
import type { Passed } from './passed.ts'

/** `expiresDay`: days since 1970. */
export const takeOfBoard = (
  state: State,
  { content, author, hash, seq, instead }: Passed<BoardContent>,
  expiresDay: number,
  ports: Ports,
): Received => {
  const before = (state.meta.obstacles?.events ?? []).filter((event) => event.hash !== instead)
  const kept = obstacleEvent(state, author, { hash, seq, expiresDay, content })
  const events = withObstacleEvent(before, kept)
  if (events === before) return NO_EFFECT
  // What was said at a level that the obstacle did not reach (yet) counts only from then on.
  const board = foldBoard(events)
  return {
    ...NO_EFFECT,
    changes: [
      setBoard(state, { events }),
      ...(board.ignored.has(hash) ? [logged(ports, 'refused', null, 'role')] : []),
    ],
    notices: noticesOf(state, board, kept, author),
  }
}

/** Who raised it hears of every reply; who owes the answer, that it came. */
const noticesOf = (
  state: State,
  board: Board,
  { hash, content }: ObstacleEvent,
  author: Device,
): Notice[] => {
  const obstacle = board.counted.get(hash)
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
