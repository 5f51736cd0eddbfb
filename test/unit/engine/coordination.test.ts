/** What a coordinator does with a signaal: who looks after it, what can be taken back, and what may be told to whom. */
import { describe, expect, test } from 'vitest'
import {
  backTo,
  firstHeardAt,
  lookedShown,
  nameAsked,
  takenBy,
} from '../../../renderer/engine/core/coordination.ts'
import type { Coordinated, ThreadState } from '../../../renderer/engine/core/thread-state.ts'
import { BY, SIGNAL_ID, someEvent, someThread } from '../../fixtures/thread.ts'
import type { CoordinationAction } from '../../../shared/domain/coordination.ts'

const AT = '2026-11-23T09:00:00.000Z'
type Act = readonly [deviceId: string, action: CoordinationAction, to?: string]
const acts = (...all: readonly Act[]): Pick<ThreadState, 'coordinated'> => ({
  coordinated: all.map(([deviceId, action, to = null], place): Coordinated => ({
    place,
    action,
    to,
    deviceId,
    reason: null,
    by: BY,
    at: AT,
    waiting: false,
  })),
})

describe('who looks after a signaal', () => {
  test('is who took it last or got it from somebody, until that one lets it go', () => {
    expect(takenBy(acts())).toBeNull()
    expect(takenBy(acts(['a', 'take']))).toBe('a')
    expect(takenBy(acts(['a', 'take'], ['b', 'take']))).toBe('b')
    expect(takenBy(acts(['a', 'take'], ['a', 'hand-over', 'b']))).toBe('b')
    expect(takenBy(acts(['a', 'take'], ['a', 'let-go']))).toBeNull()
    expect(takenBy(acts(['a', 'take'], ['b', 'let-go']))).toBe('a')
    expect(takenBy(acts(['a', 'take'], ['b', 'remind'], ['b', 'ask-name']))).toBe('a')
  })
})

describe('what this device did is taken back', () => {
  const back = (all: readonly Act[], mayHold: (deviceId: string) => boolean = () => true) =>
    backTo(acts(...all), 'me', mayHold)

  test('only where it was the last to change who has it', () => {
    expect(back([])).toBeNull()
    expect(back([['me', 'remind']])).toBeNull()
    expect(
      back([
        ['me', 'take'],
        ['b', 'take'],
      ]),
    ).toBeNull()
    expect(
      back([
        ['me', 'take'],
        ['b', 'remind'],
      ]),
    ).toEqual([{ action: 'let-go', to: null }])
  })
  test('by letting go what nobody had', () => {
    expect(back([['me', 'take']])).toEqual([{ action: 'let-go', to: null }])
    expect(back([['me', 'hand-over', 'b']])).toEqual([
      { action: 'take', to: null },
      { action: 'let-go', to: null },
    ])
  })
  test('by giving it back to who had it, where that one still may have it', () => {
    const all: Act[] = [
      ['b', 'take'],
      ['me', 'take'],
    ]
    expect(back(all)).toEqual([{ action: 'hand-over', to: 'b' }])
    expect(back(all, (id) => id !== 'b')).toEqual([{ action: 'let-go', to: null }])
    expect(
      back(
        [
          ['b', 'take'],
          ['me', 'hand-over', 'c'],
        ],
        () => false,
      ),
    ).toEqual([
      { action: 'take', to: null },
      { action: 'let-go', to: null },
    ])
  })
  test('by taking again what one let go or gave away oneself', () => {
    expect(
      back([
        ['me', 'take'],
        ['me', 'let-go'],
      ]),
    ).toEqual([{ action: 'take', to: null }])
    expect(
      back([
        ['me', 'take'],
        ['me', 'hand-over', 'b'],
      ]),
    ).toEqual([{ action: 'take', to: null }])
  })
  test('by nothing where it changed nothing', () => {
    expect(
      back([
        ['me', 'take'],
        ['me', 'take'],
      ]),
    ).toEqual([])
    expect(
      back([
        ['b', 'take'],
        ['me', 'let-go'],
      ]),
    ).toEqual([])
  })
})

test('how many looked is said from three on: fewer would tell who', () => {
  expect([0, 1, 2, 3, 40].map(lookedShown)).toEqual([null, null, null, 3, 40])
})

describe('the question for a name', () => {
  const asked = acts(['a', 'ask-name'], ['b', 'take'])
  const said = (place: number, to: string | null) =>
    ({ place, to, names: [], reason: 'worry', at: AT, waiting: false }) as const

  test('stands until the requester said something to who asked', () => {
    expect(nameAsked({ ...acts(['b', 'take']), disclosed: [] })).toBeNull()
    expect(nameAsked({ ...asked, disclosed: [] })?.deviceId).toBe('a')
    expect(nameAsked({ ...asked, disclosed: [said(1, 'a')] })).toBeNull()
    expect(nameAsked({ ...asked, disclosed: [said(1, null)] })).toBeNull()
    expect(nameAsked({ ...asked, disclosed: [said(1, 'b')] })?.deviceId).toBe('a')
  })
  test('is not answered by what was said before it', () => {
    expect(nameAsked({ ...asked, disclosed: [said(0, 'a')] })?.deviceId).toBe('a')
    expect(
      nameAsked({ ...acts(['a', 'ask-name'], ['b', 'ask-name']), disclosed: [said(2, 'a')] })?.deviceId,
    ).toBe('b')
  })
})

test('that somebody answered is heard first by whatever told of it first', () => {
  const unnamed = (seq: number, receivedAt: string) =>
    someEvent(seq, 'team-1', receivedAt, { type: 'unnamed-answer', signalId: SIGNAL_ID, sentAt: AT } as never)
  const receipt = someEvent(1, 'care-1', '2026-11-23T08:00:00.000Z', {
    type: 'receipt',
    signalId: SIGNAL_ID,
    sentAt: AT,
  })
  const answers = (...times: string[]) => ({
    answers: times.map((at) => ({ at })) as unknown as ThreadState['answers'],
  })
  expect(firstHeardAt(someThread(AT, { events: [receipt] }), answers())).toBeNull()
  expect(firstHeardAt(someThread(AT), answers('2026-11-25', '2026-11-24'))).toBe('2026-11-24')
  expect(firstHeardAt(someThread(AT, { answeredAt: '2026-11-22' }), answers('2026-11-24'))).toBe('2026-11-22')
  expect(
    firstHeardAt(
      someThread(AT, { events: [unnamed(2, '2026-11-21T09:00:00.000Z'), receipt] }),
      answers('2026-11-24'),
    ),
  ).toBe('2026-11-21T09:00:00.000Z')
})
