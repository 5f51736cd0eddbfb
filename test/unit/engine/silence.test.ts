import { expect, test } from 'vitest'
import { isTooLong, NO_SILENCE, silenceAfter, type Silence } from '../../../renderer/engine/core/silence.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const unanswered = (from: Silence, times: number, passedMs: number, day: number): Silence =>
  Array.from({ length: times }).reduce<Silence>(
    (silence) => silenceAfter(silence, { answered: false, passedMs, day }),
    from,
  )

test('a day online without an answer is too long, an hour less is not', () => {
  expect(isTooLong(unanswered(NO_SILENCE, 24 * 60, MINUTE, 1))).toBe(true)
  expect(isTooLong(unanswered(NO_SILENCE, 23 * 60, MINUTE, 1))).toBe(false)
})

test('one answer ends it', () => {
  const long = unanswered(NO_SILENCE, 24 * 60, MINUTE, 1)
  expect(silenceAfter(long, { answered: true, passedMs: MINUTE, day: 1 })).toEqual(NO_SILENCE)
})

test('a laptop that is open for a quarter of an hour a day hears of it on the third day', () => {
  let silence = NO_SILENCE
  for (const day of [1, 2]) silence = unanswered(silence, 15, MINUTE, day)
  expect(isTooLong(silence)).toBe(false)
  expect(isTooLong(unanswered(silence, 15, MINUTE, 3))).toBe(true)
})

test.each([
  ['a week asleep', 7 * 24 * HOUR],
  ['a monotonic clock that went back', -HOUR],
])('%s is not time online', (_, passedMs) => {
  expect(isTooLong(unanswered(NO_SILENCE, 3, passedMs, 1))).toBe(false)
})

test('a monotonic clock that went back takes nothing away of what was waited', () => {
  const waited = unanswered(NO_SILENCE, 24 * 60, MINUTE, 1)
  expect(isTooLong(silenceAfter(waited, { answered: false, passedMs: -HOUR, day: 1 }))).toBe(true)
})

test('a clock that jumps over days and back again is not days in which it was asked', () => {
  let silence = NO_SILENCE
  for (const day of [1, 400, 1]) silence = unanswered(silence, 5, MINUTE, day)
  expect(isTooLong(silence)).toBe(false)
})
