/** From which day an organisation has room for more. */
import { expect, test } from 'vitest'
import { allowanceOn, dayWith } from '../../../shared/matching/budget.ts'
import { firstDayOfEpoch } from '../../../shared/calendar/time.ts'

const BUDGET = { type: 'P', epoch: 228, caseloadSize: 1000 } as const
const FIRST = firstDayOfEpoch(BUDGET.epoch)
const END = FIRST + 91

test('room for more comes on the first day on which it is allowed, today at the earliest', () => {
  const wanted = allowanceOn(BUDGET, FIRST + 10)
  expect(dayWith(BUDGET, wanted, FIRST)).toBe(FIRST + 10)
  expect(dayWith(BUDGET, wanted + 1, FIRST)).toBe(FIRST + 11)
  expect(dayWith(BUDGET, wanted, FIRST + 30)).toBe(FIRST + 30)
})

test('what this epoch never allows waits for the next one', () => {
  // The last day of the epoch allows this; the day after it would allow more, and is of the next epoch.
  expect(dayWith(BUDGET, allowanceOn(BUDGET, END - 1), FIRST)).toBe(END - 1)
  expect(dayWith(BUDGET, allowanceOn(BUDGET, END - 1) + 1, FIRST)).toBe(END)
  expect(dayWith(BUDGET, 1e9, FIRST)).toBe(END)
})
