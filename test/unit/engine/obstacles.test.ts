import { describe, expect, test } from 'vitest'
import { answerByOf, ObstacleLevel } from '../../../shared/domain/obstacle.ts'
import {
  boardAt,
  foldBoard,
  isToRenew,
  RENEW_DAYS,
  withObstacleEvent,
  type Obstacle,
  type ObstacleEvent,
} from '../../../renderer/engine/core/obstacles.ts'
import { FIRST_DAY, raised, replied, REF } from '../../fixtures/obstacles.ts'

const one = (...events: readonly ObstacleEvent[]): Obstacle =>
  foldBoard(events).obstacles.find(({ ref }) => ref === REF)!
const ignored = (...events: readonly ObstacleEvent[]): string[] => [...foldBoard(events).ignored]
const path = (...events: readonly ObstacleEvent[]): string[] => one(...events).steps.map(({ level }) => level)

test('a term is counted in working days from the day it came to a level', () => {
  expect(ObstacleLevel.options.map((level) => answerByOf(level, '2026-11-23'))).toEqual([
    '2026-12-07',
    '2026-12-14',
    '2026-12-21',
    '2027-01-06',
  ]) // Christmas and New Year do not count
  expect(answerByOf('coordinator', '2026-11-28')).toBe('2026-12-11') // raised on a Saturday
})

describe('an obstacle', () => {
  test('is open with a date until who owes it answers', () => {
    expect(one(raised(1))).toMatchObject({
      raiser: { deviceId: 'school-1', organisationId: 'school' },
      answer: null,
      steps: [{ level: 'coordinator', answerBy: '2026-12-07' }],
      waiting: false,
    })
    expect(one(raised(1), replied(2, 'team-1', 'coordinator', 'explained')).answer).toMatchObject({
      organisationId: 'team',
      verdict: 'explained',
    })
  })

  test('goes up with who passed it on, and keeps what was said below', () => {
    const up = [
      raised(1),
      replied(2, 'team-1', 'coordinator', 'passed-up'),
      raised(3, 'team-1', 'programme-office', {}, { answerBy: '2026-12-14' }),
    ]
    expect(one(...up)).toMatchObject({
      answer: null,
      raiser: { organisationId: 'school' },
      steps: [
        { replies: [{ verdict: 'passed-up' }] },
        { level: 'programme-office', answerBy: '2026-12-14', replies: [] },
      ],
    })
    expect(one(...up, replied(4, 'office-1', 'programme-office', 'solved')).answer?.verdict).toBe('solved')
    expect(ignored(...up)).toEqual([])
  })

  test('passes over a level at which nobody takes part', () => {
    expect(
      path(raised(1), replied(2, 'team-1', 'coordinator', 'passed-up'), raised(3, 'team-1', 'state')),
    ).toEqual(['coordinator', 'state'])
  })

  test('is not passed up by who did not say so, nor by who does not owe the answer', () => {
    expect(path(raised(1), raised(2, 'team-1', 'municipality'))).toEqual(['coordinator'])
    const meddling = [
      raised(1),
      replied(2, 'welfare-1', 'coordinator', 'passed-up'),
      raised(3, 'welfare-1', 'programme-office'),
    ]
    expect(path(...meddling)).toEqual(['coordinator'])
    expect(ignored(...meddling)).toEqual(['hash-2', 'hash-3'])
  })

  test('keeps its words: another text under the same name counts for nothing', () => {
    const forged = raised(3, 'team-1', 'programme-office', {}, { text: 'Iets anders.' })
    expect(path(raised(1), replied(2, 'team-1', 'coordinator', 'passed-up'), forged)).toEqual(['coordinator'])
  })

  test('puts nobody in a hurry with a date before the term', () => {
    expect(one(raised(1, 'school-1', 'coordinator', {}, { answerBy: '2026-11-24' })).steps[0]!.answerBy).toBe(
      '2026-12-07',
    )
  })
})

describe('a reply counts', () => {
  test.each([
    ['of the coordinator of this wijk', replied(2, 'team-1', 'coordinator', 'solved'), true],
    [
      'not of a coordinator of another wijk',
      replied(2, 'team-1', 'coordinator', 'solved', { neighbourhoods: ['WK999802'] }),
      false,
    ],
    ['not of a professional', replied(2, 'school-1', 'coordinator', 'solved'), false],
    ['not of the panel', replied(2, 'panel-1', 'coordinator', 'solved'), false],
    [
      'not of the programmabureau before it came there',
      replied(2, 'office-1', 'programme-office', 'solved'),
      false,
    ],
    ['not of the municipality at another level', replied(2, 'town-1', 'coordinator', 'solved'), false],
  ] as const)('%s', (_, reply, counts) => {
    expect(one(raised(1), reply).answer !== null).toBe(counts)
    expect(ignored(raised(1), reply)).toEqual(counts ? [] : ['hash-2'])
  })

  test('of the programmabureau for the Rijk', () => {
    expect(
      one(raised(1, 'town-1', 'state'), replied(2, 'office-1', 'state', 'not-possible')).answer?.verdict,
    ).toBe('not-possible')
    expect(one(raised(1, 'town-1', 'state'), replied(2, 'town-1', 'state', 'solved')).answer).toBeNull()
  })

  test('beside another one that says something else; who changes an own answer contradicts nobody', () => {
    const [first, second] = [
      replied(2, 'team-1', 'coordinator', 'solved'),
      replied(3, 'team-2', 'coordinator', 'not-possible'),
    ]
    expect(one(raised(1), first, second).steps[0]).toMatchObject({
      contradicts: true,
      replies: [{ verdict: 'solved' }, { verdict: 'not-possible' }],
    })
    expect(
      one(raised(1), first, replied(3, 'team-1', 'coordinator', 'explained')).steps[0]!.contradicts,
    ).toBe(false)
  })
})

describe('the end', () => {
  test('an obstacle goes as a whole, with the last of what belongs to it', () => {
    const events = [
      raised(1),
      replied(2, 'team-1', 'coordinator', 'passed-up', { expiresDay: FIRST_DAY + 100 }),
      raised(3, 'team-1', 'programme-office', { expiresDay: FIRST_DAY + 100 }),
      replied(4, 'school-2', 'coordinator', 'solved'),
    ]
    expect(boardAt(events, FIRST_DAY + 88)).toBe(events)
    expect(boardAt(events, FIRST_DAY + 99).map(({ seq }) => seq)).toEqual([1, 2, 3]) // what counts for nothing prolongs nothing and is not prolonged
    expect(boardAt(events, FIRST_DAY + 100)).toEqual([])
  })

  test('who raised it sends it again once, where nobody answered', () => {
    const near = FIRST_DAY + 89 - RENEW_DAYS
    const due = (own: string, day: number, ...events: readonly ObstacleEvent[]): boolean =>
      isToRenew(one(...events), own, day)
    expect([
      due('school-1', near - 1, raised(1)),
      due('school-1', near, raised(1)),
      due('school-2', near, raised(1)),
    ]).toEqual([false, true, false])
    expect(due('school-1', near, raised(1), replied(2, 'team-1', 'coordinator', 'explained'))).toBe(false)
    const again = raised(5, 'school-1', 'coordinator', { expiresDay: near + 89 })
    expect(one(raised(1), again)).toMatchObject({
      renewed: true,
      expiresDay: near + 89,
      steps: [{ answerBy: '2026-12-07' }],
    })
    expect(due('school-1', near + 80, raised(1), again)).toBe(false)
    const third = raised(6, 'school-1', 'coordinator', { expiresDay: near + 170 })
    expect(one(raised(1), again, third).expiresDay).toBe(near + 89)
  })

  test('a device that came later and finds only what was passed up knows no raiser, and shows it', () => {
    const left = [replied(2, 'team-1', 'coordinator', 'passed-up'), raised(3, 'team-1', 'programme-office')]
    expect(one(...left)).toMatchObject({ raiser: null, steps: [{ level: 'programme-office' }] })
    expect(one(...left, raised(4, 'school-1', 'programme-office')).steps).toHaveLength(1)
  })
})

test('an event is added once, and the relay’s copy takes the place of the waiting one', () => {
  const events = withObstacleEvent([], raised(1))
  expect(withObstacleEvent(events, raised(1))).toBe(events)
  expect(withObstacleEvent([{ ...raised(1), seq: 0 }], raised(1)).map(({ seq }) => seq)).toEqual([1])
})
