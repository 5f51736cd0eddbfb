/**
 * Attempts to reach somebody, noted as they happen: they fill the next signaal and show that it is
 * proportionate. Pure.
 */
import { AttemptWay, type Attempt } from '../../../shared/domain/signal.ts'
import { plusDays } from './dates.ts'

export interface Tried {
  readonly way: AttemptWay
  readonly on: string
}
export type AttemptLog = Readonly<Record<string, readonly Tried[]>>

/** As long as the longest signaal lives. */
const ATTEMPT_DAYS = 90
/** More of one child tells nothing more. */
export const MOST_TRIED = 100
const MOST_TIMES = 20

/**
 * What is not older than it may be, of children who are still on the list; the same object where nothing
 * goes.
 */
export const attemptsAt = (
  log: AttemptLog,
  today: string,
  isListed: (childId: string) => boolean = () => true,
): AttemptLog => {
  const from = plusDays(today, -ATTEMPT_DAYS)
  const kept = Object.entries(log).flatMap(([childId, tried]) => {
    const young = tried.filter(({ on }) => on > from)
    return isListed(childId) && young.length > 0 ? [[childId, young] as const] : []
  })
  const same =
    kept.length === Object.keys(log).length &&
    kept.every(([childId, young]) => young.length === log[childId]!.length)
  return same ? log : Object.fromEntries(kept)
}

/** How often in each way. */
export const timesOf = (tried: readonly Tried[]): Attempt[] =>
  AttemptWay.options.flatMap((way) => {
    const times = tried.filter((one) => one.way === way).length
    return times > 0 ? [{ way, times: Math.min(times, MOST_TIMES) }] : []
  })
