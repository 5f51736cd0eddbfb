/**
 * Whether the parents or the young person know, and when it comes back as something to do. Decisions are
 * appended and none is changed; what the signaal itself said comes first. Of this device alone. Pure.
 */
import {
  addresseeOf,
  addresseeOfAll,
  addresseeOfGroup,
  type Addressee,
  type DeferReason,
} from '../../../shared/domain/informing.ts'
import { ageInYears, type AgeGroup, type ParentsInformed } from '../../../shared/domain/signal.ts'
import { isoDateOfDay } from '../../../shared/calendar/time.ts'
import type { InformingView } from '../../../shared/api/my-signals.ts'
import { localDateOf, plusDays } from './dates.ts'
import { foldThread, type ThreadState } from './thread-state.ts'
import type { Informing, Thread } from './thread.ts'

/** Days after filing on which a first 'not yet' comes back. Unsafe takes advice first. */
const FIRST_DAYS: Readonly<Record<Exclude<ParentsInformed, 'informed'>, number>> = {
  unreachable: 7,
  unsafe: 14,
  'other-reason': 7,
}
/** So long a decision may be taken back as a slip of the hand; after that it stays in the history. */
export const SLIP_SECONDS = 60

/** The last day on which it can still be looked at here: with the signaal the record of it disappears. */
export const lastDayOf = ({ expiresDay }: Pick<Thread, 'expiresDay'>): string => isoDateOfDay(expiresDay - 1)

/** What was said while filing. */
const firstOf = ({ signal: { parents }, filedAt }: Thread): Informing => {
  const filedOn = localDateOf(filedAt)
  return parents === 'informed'
    ? { kind: 'informed', on: filedOn, at: filedAt }
    : { kind: 'deferred', on: plusDays(filedOn, FIRST_DAYS[parents]), reason: parents, at: filedAt }
}

export const decisionsOf = (thread: Thread): readonly Informing[] => [firstOf(thread), ...thread.informing]

/** When somebody last recorded that there is contact again; null while nobody did. */
const restoredAt = ({ requesterOutcome, requesterOutcomeAt, answers }: ThreadState): string | null => {
  const own = requesterOutcome === 'contact-restored' ? requesterOutcomeAt : null
  const theirs = answers.flatMap(({ outcome, outcomeAt }) =>
    outcome === 'contact-restored' && outcomeAt ? [outcomeAt] : [],
  )
  return [...(own ? [own] : []), ...theirs].sort().at(-1) ?? null
}

/** Of one child on `today`; by the age group of the signaal where the child is no longer on the list. */
export const addresseeOn = (
  birthDate: string | undefined,
  group: AgeGroup | undefined,
  today: string,
): Addressee => (birthDate ? addresseeOf(ageInYears(birthDate, today)) : addresseeOfGroup(group ?? '0-3'))

/** `addressees`: of each child of the signaal, today. */
export const informingOf = (
  thread: Thread,
  addressees: readonly Addressee[],
  today: string,
  folded: ThreadState = foldThread(thread),
): InformingView => {
  const history = decisionsOf(thread)
  const last = history.at(-1)!
  const restored = restoredAt(folded)
  const lastDay = lastDayOf(thread)
  const known = last.kind === 'informed'
  const nowRestored = !known && restored !== null && restored > last.at
  const planned = last.on < lastDay ? last.on : lastDay
  const owed = nowRestored ? localDateOf(restored) : planned
  const dueOn = known ? null : owed
  return {
    state: last.kind,
    dueOn,
    due: dueOn !== null && (nowRestored || dueOn <= today),
    restored: nowRestored,
    addressee: addresseeOfAll(addressees),
    reason: reasonOf(last),
    lastDay,
    history: history.map((one) => ({ at: one.at, kind: one.kind, on: one.on, reason: reasonOf(one) })),
  }
}

const reasonOf = (one: Informing): DeferReason | null => (one.kind === 'deferred' ? one.reason : null)

/**
 * The thread without its last decision where that was a slip; null where there is none or it was too long
 * ago.
 */
export const withoutSlip = (thread: Thread, now: Date): Thread | null => {
  const last = thread.informing.at(-1)
  if (!last || now.getTime() - Date.parse(last.at) > SLIP_SECONDS * 1000) return null
  return { ...thread, informing: thread.informing.slice(0, -1) }
}
