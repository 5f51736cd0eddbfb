import { expect, test } from 'vitest'
import { epochsToPrepare } from '../../../renderer/engine/crypto/tokens.ts'
import { EPOCH_WEEKS, firstDayOfEpoch } from '../../../shared/calendar/time.ts'

const onDay = (day: number): number[] => epochsToPrepare(new Date((firstDayOfEpoch(228) + day) * 86_400_000))

test('tokens are made of the next epoch before it begins, and of the one before for who was added at the turn', () => {
  const last = EPOCH_WEEKS * 7 - 1
  expect([0, 12, 13, 40, last - 13, last].map(onDay)).toEqual([
    [228, 227],
    [228, 227],
    [228],
    [228],
    [228, 229],
    [228, 229],
  ])
})
