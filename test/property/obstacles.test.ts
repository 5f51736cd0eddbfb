/**
 * The board of obstacles in every order of arrival: the same state, and no reply counts of somebody who does
 * not owe it.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ObstacleLevel, Verdict } from '../../shared/domain/obstacle.ts'
import { owesAnswer } from '../../shared/membership/roles.ts'
import {
  boardAt,
  foldBoard,
  withObstacleEvent,
  type Board,
  type ObstacleEvent,
} from '../../renderer/engine/core/obstacles.ts'
import { FIRST_DAY, raised, replied, WIJK } from '../fixtures/obstacles.ts'

const DEVICES = ['school-1', 'team-1', 'team-2', 'office-1', 'town-1', 'panel-1'] as const
const device = fc.constantFrom(...DEVICES)
const level = fc.constantFrom(...ObstacleLevel.options)
const life = fc.integer({ min: 1, max: 180 }).map((days) => ({ expiresDay: FIRST_DAY + days }))
const events = fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 14 }).chain((seqs) =>
  fc.tuple(
    ...seqs.map((seq) =>
      fc.oneof(
        fc.tuple(device, level, life).map(([by, to, more]) => raised(seq, by, to, more)),
        fc
          .tuple(device, level, fc.constantFrom(...Verdict.options), life)
          .map(([by, to, verdict, more]) => replied(seq, by, to, verdict, more)),
      ),
    ),
  ),
)
const board = (list: readonly ObstacleEvent[]): Board =>
  foldBoard(list.reduce<readonly ObstacleEvent[]>(withObstacleEvent, []))
const shuffledBy = (list: readonly ObstacleEvent[], numbers: Iterator<number>): ObstacleEvent[] =>
  list
    .map((one) => ({ one, place: numbers.next().value as number }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)

test('the order of delivery, and what comes twice, changes nothing', () => {
  fc.assert(
    fc.property(events, fc.infiniteStream(fc.nat()), (list, numbers) => {
      const shuffled = shuffledBy(list, numbers[Symbol.iterator]())
      const [a, b] = [board(list), board([...shuffled, ...shuffled])]
      expect(b.obstacles).toEqual(a.obstacles)
      expect([...b.ignored].sort()).toEqual([...a.ignored].sort())
    }),
  )
})

test('a reply counts only from who owes it at a level that was reached, and nothing is lost', () => {
  fc.assert(
    fc.property(events, (list) => {
      const { obstacles, ignored, counted } = board(list)
      for (const { steps } of obstacles) {
        expect(steps.map((step) => ObstacleLevel.options.indexOf(step.level))).toEqual(
          steps.map((step) => ObstacleLevel.options.indexOf(step.level)).toSorted((a, b) => a - b),
        )
        for (const step of steps)
          for (const { hash } of step.replies) {
            const { roles, neighbourhoods, kind } = list.find((one) => one.hash === hash)!
            expect(
              owesAnswer(step.level, { roles: [...roles], neighbourhoods: [...neighbourhoods] }, kind, WIJK),
            ).toBe(true)
          }
      }
      if (obstacles.length > 0) expect(ignored.size + counted.size).toBe(list.length)
    }),
  )
})

test('what is left on a day tells the same as before, or is gone as a whole', () => {
  fc.assert(
    fc.property(events, fc.integer({ min: 0, max: 200 }), (list, days) => {
      const [before, after] = [board(list), board(boardAt(list, FIRST_DAY + days))]
      const [known] = before.obstacles
      if (known && known.expiresDay > FIRST_DAY + days) expect(after.obstacles).toEqual(before.obstacles)
    }),
    { numRuns: 1000 },
  )
})
