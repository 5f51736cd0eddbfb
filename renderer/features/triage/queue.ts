/** The queue of a coordinator: what waits longest against its clock comes first. Pure. */
import { differenceInCalendarDays, parseISO } from 'date-fns'
import { TriageTab, type TriageFilter } from '../../../shared/bridge.ts'
import type { NeighbourhoodSignal } from '../../../shared/worker.ts'

/** Days before it disappears in which a signaal is nearly gone. */
const NEARLY_GONE_DAYS = 3

const days = (from: string, to: string): number => differenceInCalendarDays(parseISO(to), parseISO(from))
/** Late: nobody answered in time. Whole days, 0 where it is not. */
export const daysLate = ({ state, answerBy }: NeighbourhoodSignal, today: string): number => (state === 'open' ? Math.max(0, days(answerBy, today)) : 0)

/** Ranks what waits for somebody above what is being done, and that above what has ended. */
const rank = ({ state, awaitsEnd }: NeighbourhoodSignal): number => (state === 'open' ? 0 : state === 'closed' ? 3 : awaitsEnd ? 1 : 2)
const byWaiting = (a: NeighbourhoodSignal, b: NeighbourhoodSignal): number => rank(a) - rank(b) || (a.answerBy < b.answerBy ? -1 : a.answerBy > b.answerBy ? 1 : a.lostSince < b.lostSince ? -1 : a.lostSince > b.lostSince ? 1 : a.number < b.number ? -1 : 1)

const IN: Readonly<Record<TriageTab, (signal: NeighbourhoodSignal, today: string) => boolean>> = {
  open: ({ state }) => state !== 'closed',
  unanswered: ({ state }) => state === 'open',
  leaving: ({ state, disappearsOn }, today) => state !== 'closed' && days(today, disappearsOn) <= NEARLY_GONE_DAYS,
  mine: ({ state, taken }) => state !== 'closed' && taken?.mine === true,
  ended: ({ state }) => state === 'closed',
}

const shown = (signals: readonly NeighbourhoodSignal[], { wijk, tab }: TriageFilter, today: string): NeighbourhoodSignal[] =>
  signals.filter((signal) => (wijk === null || signal.neighbourhood === wijk) && IN[tab](signal, today))

export const queueOf = (signals: readonly NeighbourhoodSignal[], filter: TriageFilter, today: string): NeighbourhoodSignal[] => shown(signals, filter, today).sort(byWaiting)

export const countsOf = (signals: readonly NeighbourhoodSignal[], wijk: string | null, today: string): Readonly<Record<TriageTab, number>> =>
  Object.fromEntries(TriageTab.options.map((tab) => [tab, shown(signals, { wijk, tab }, today).length])) as Record<TriageTab, number>

/** Lost for less than a week, one to two weeks, longer: of what is not closed, with how many are late. */
export interface WijkCount { readonly neighbourhood: string; readonly open: number; readonly ages: readonly [number, number, number]; readonly late: number }
export const wijkenOf = (signals: readonly NeighbourhoodSignal[], wijken: readonly string[], today: string): WijkCount[] =>
  [...new Set([...wijken, ...signals.map(({ neighbourhood }) => neighbourhood)])].sort().map((neighbourhood) => {
    const open = shown(signals, { wijk: neighbourhood, tab: 'open' }, today)
    const ages: [number, number, number] = [0, 0, 0]
    for (const { lostSince } of open) { const age = days(lostSince, today); ages[age < 7 ? 0 : age <= 14 ? 1 : 2] += 1 }
    return { neighbourhood, open: open.length, ages, late: open.filter((signal) => daysLate(signal, today) > 0).length }
  })
