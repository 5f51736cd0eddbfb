import { expect, test } from 'vitest'
import { trustedNow } from '../../../renderer/engine/core/trusted-time.ts'

const TIME = '2026-11-23T09:00:00.000Z'
const seen = { time: TIME, logId: 'log', head: 1, seenAtMs: 1_000_000 }

test('the trusted time goes on from the last checkpoint, and a clock that is set back does not turn it back', () => {
  expect(trustedNow(seen, 1_060_000).toISOString()).toBe('2026-11-23T09:01:00.000Z')
  expect(trustedNow(seen, 0).toISOString()).toBe(TIME)
})

test('before the first checkpoint the clock of the laptop is all there is', () => {
  expect(trustedNow(null, 7).getTime()).toBe(7)
})
