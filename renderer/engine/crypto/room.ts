/**
 * Room to make tokens: what both holders still allow the own organisation, and how much of it is planned for
 * today. The list leaves a part alone, so that a signaal about a new child can leave on the day that the room
 * runs out.
 */
import type { Holder } from '../../../shared/crypto/oprf.ts'
import { allowanceOn, childrenADay, dayWith } from '../../../shared/matching/budget.ts'
import { KEY_TYPES, tokensPerChild, type KeyType } from '../../../shared/matching/key-types.ts'
import type { MatchKey } from '../../../shared/matching/match-keys.ts'
import { dayNumber, firstDayOfEpoch, isoDateOfDay } from '../../../shared/calendar/time.ts'
import type { RoomView } from '../../../shared/api/sync.ts'
import type { State, Used } from '../store/state.ts'

export const OVERLAP_DAYS = 14
/** Tokens of the next epoch are made over so many days, a part each day: not everybody's on the first. */
const SPREAD_DAYS = 10
/** Part of what is allowed that only a signaal that waits may use. */
const RESERVE = 0.02

const HOLDERS: readonly Holder[] = ['relay', 'trustee']
const usedName = (holder: Holder, epoch: number): string => `${holder}|${epoch}`
export const rememberUsed = (
  used: Used,
  holder: Holder,
  epoch: number,
  byType: Readonly<Partial<Record<KeyType, number>>>,
): void => {
  used.set(usedName(holder, epoch), byType)
}

export interface Wanted {
  readonly keys: readonly MatchKey[]
}
export const inputsOfType = (children: readonly Wanted[], type: KeyType): string[] => [
  ...new Set(
    children.flatMap(({ keys }) => keys.filter((key) => key.type === type).map(({ input }) => input)),
  ),
]

const caseloadSize = (state: State): number =>
  (state.directory.organisations.get(state.identity.device.organisationId) ?? state.identity.organisation)
    .caseloadSize
const mostUsed = (state: State, epoch: number, type: KeyType): number =>
  Math.max(...HOLDERS.map((holder) => state.used.get(usedName(holder, epoch))?.[type] ?? 0))
const leftOf = (state: State, epoch: number, type: KeyType, day: number, reserve: boolean): number => {
  const allowed = allowanceOn({ type, epoch, caseloadSize: caseloadSize(state) }, day)
  return allowed - (reserve ? Math.ceil(allowed * RESERVE) : 0) - mostUsed(state, epoch, type)
}

/** The first of these children for whom there is room now; `reserve` leaves the part for signalen alone. */
export const thatFit = <T extends Wanted>(
  state: State,
  epoch: number,
  children: readonly T[],
  now: Date,
  reserve: boolean,
): T[] => {
  let count = children.length
  for (const type of KEY_TYPES) {
    const left = leftOf(state, epoch, type, dayNumber(now), reserve)
    while (count > 0 && inputsOfType(children.slice(0, count), type).length > left) count -= 1
  }
  return children.slice(0, count)
}

/** ISO date from which there is room for this child. */
export const dayWithRoom = (state: State, epoch: number, child: Wanted, now: Date): string => {
  const today = dayNumber(now)
  const days = KEY_TYPES.map((type) => {
    const wanted = inputsOfType([child], type).length
    const budget = { type, epoch, caseloadSize: caseloadSize(state) }
    return wanted === 0
      ? today
      : dayWith(budget, Math.ceil((mostUsed(state, epoch, type) + wanted) / (1 - RESERVE)), today)
  })
  return isoDateOfDay(Math.max(today + 1, ...days))
}

/**
 * How many children should have tokens of an epoch by the end of today: all of the running one, of the next a
 * part each day.
 */
export const plannedFor = (epoch: number, children: number, now: Date): number => {
  const begun = dayNumber(now) - (firstDayOfEpoch(epoch) - OVERLAP_DAYS)
  return begun >= OVERLAP_DAYS
    ? children
    : Math.min(children, Math.ceil((children * (begun + 1)) / SPREAD_DAYS))
}

/**
 * For how many more children there is room in an epoch, as children are on average; null before both holders
 * were asked.
 */
export const roomView = (state: State, epoch: number, now: Date): RoomView | null => {
  if (HOLDERS.some((holder) => !state.used.has(usedName(holder, epoch)))) return null
  const types = KEY_TYPES.filter((type) => type !== 'B' || state.identity.organisation.bsnBasis !== null)
  const children = Math.min(
    ...types.map((type) =>
      Math.floor(leftOf(state, epoch, type, dayNumber(now), true) / tokensPerChild(type)),
    ),
  )
  return {
    children: Math.max(0, children),
    perDay: childrenADay(caseloadSize(state)),
    until: isoDateOfDay(firstDayOfEpoch(epoch + 1)),
  }
}
