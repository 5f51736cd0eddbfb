/**
 * How many evaluations an organisation may ask of one holder, per type and epoch: its declared caseload times
 * what a child needs of that type (key-types.ts), plus 2% of the caseload a day (ARCHITECTURE.md,
 * "Cryptography"). What a member could guess with is bounded by this, at both holders, and not by
 * mathematics. Holders keep to it; clients plan with it.
 */
import { EPOCH_WEEKS, firstDayOfEpoch } from '../calendar/time.ts'
import { budgetFactor, type KeyType } from './key-types.ts'

const DAILY = 0.02
/** Lets a very small organisation correct a few mistakes. */
const LEAST = 20

export interface Budget {
  readonly type: KeyType
  readonly epoch: number
  readonly caseloadSize: number
}

/**
 * Evaluations allowed in all by the end of `day`, in the epoch. Nothing is added before the epoch's first day
 * or after its last.
 */
export const allowanceOn = ({ type, epoch, caseloadSize }: Budget, day: number): number => {
  const passed = Math.min(Math.max(day - firstDayOfEpoch(epoch), 0), EPOCH_WEEKS * 7)
  const perEpoch = budgetFactor(type) * caseloadSize
  return Math.max(LEAST, Math.ceil(perEpoch)) + Math.floor(DAILY * caseloadSize * passed)
}

/**
 * First day on which `wanted` evaluations in all are allowed; the day after the epoch where that is never.
 */
export const dayWith = (budget: Budget, wanted: number, today: number): number => {
  const end = firstDayOfEpoch(budget.epoch) + EPOCH_WEEKS * 7
  for (let day = today; day < end; day++) if (allowanceOn(budget, day) >= wanted) return day
  return end
}

/** Part of a budget above which somebody should look. */
export const ALARM_RATIO = 0.8

/** How many more children a day gives room for. */
export const childrenADay = (caseloadSize: number): number => Math.floor(DAILY * caseloadSize)
