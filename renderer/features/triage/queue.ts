/** The queue of a coordinator: what waits longest against its clock comes first. Pure. */
import { compareText } from '../../../shared/order.ts'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { parseISO } from 'date-fns/parseISO'
import { TriageTab, type TriageFilter } from '../../../shared/bridge.ts'
import type { Linie } from '../../../shared/domain/identifiers.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'

/** Days before it disappears in which a signaal is nearly gone. */
const NEARLY_GONE_DAYS = 3

const days = (from: string, to: string): number => differenceInCalendarDays(parseISO(to), parseISO(from))
/** Late: nobody answered in time. Whole days, 0 where it is not. */
export const daysLate = ({ state, answerBy }: NeighbourhoodSignal, today: string): number =>
  state === 'open' ? Math.max(0, days(answerBy, today)) : 0

/** Ranks what waits for somebody above what is being done, and that above what has ended. */
const rank = ({ state, awaitsEnd }: NeighbourhoodSignal): number => {
  if (state === 'open') return 0
  if (state === 'closed') return 3
  return awaitsEnd ? 1 : 2
}
const byWaiting = (a: NeighbourhoodSignal, b: NeighbourhoodSignal): number =>
  rank(a) - rank(b) ||
  compareText(a.answerBy, b.answerBy) ||
  compareText(a.lostSince, b.lostSince) ||
  compareText(a.number, b.number)

const IN: Readonly<Record<TriageTab, (signal: NeighbourhoodSignal, today: string) => boolean>> = {
  open: ({ state }) => state !== 'closed',
  unanswered: ({ state }) => state === 'open',
  leaving: ({ state, disappearsOn }, today) =>
    state !== 'closed' && days(today, disappearsOn) <= NEARLY_GONE_DAYS,
  mine: ({ state, taken }) => state !== 'closed' && taken?.mine === true,
  ended: ({ state }) => state === 'closed',
}

const shown = (
  signals: readonly NeighbourhoodSignal[],
  { wijk, tab }: TriageFilter,
  today: string,
): NeighbourhoodSignal[] =>
  signals.filter((signal) => (wijk === null || signal.neighbourhood === wijk) && IN[tab](signal, today))

export const queueOf = (
  signals: readonly NeighbourhoodSignal[],
  filter: TriageFilter,
  today: string,
): NeighbourhoodSignal[] => shown(signals, filter, today).sort(byWaiting)

export const countsOf = (
  signals: readonly NeighbourhoodSignal[],
  wijk: string | null,
  today: string,
): Readonly<Record<TriageTab, number>> =>
  Object.fromEntries(
    TriageTab.options.map((tab) => [tab, shown(signals, { wijk, tab }, today).length]),
  ) as Record<TriageTab, number>

/**
 * What coordinators take as one is one row, that of what waits longest: `membersOf` names all that are in it.
 * Only within a wijk, so that no tile counts what stands in another.
 */
export const asOne = (
  signals: readonly NeighbourhoodSignal[],
): { readonly rows: NeighbourhoodSignal[]; readonly membersOf: (id: string) => readonly string[] } => {
  const open = new Map(signals.filter(({ state }) => state !== 'closed').map((signal) => [signal.id, signal]))
  const members = new Map<string, readonly string[]>()
  const gathered = new Set<string>()
  for (const first of open.values()) {
    if (gathered.has(first.id) || !first.links.some(({ merged }) => merged)) continue
    const mergedWith = (id: string): string[] =>
      open
        .get(id)!
        .links.filter(({ other, merged }) => merged && open.get(other)?.neighbourhood === first.neighbourhood)
        .map(({ other }) => other)
    const group = new Set([first.id])
    for (const id of group) for (const other of mergedWith(id)) group.add(other)
    for (const id of group) gathered.add(id)
    const [leader, ...rest] = [...group].map((id) => open.get(id)!).sort(byWaiting)
    members.set(
      leader!.id,
      [leader!, ...rest].map(({ id }) => id),
    )
    for (const { id } of rest) members.set(id, [])
  }
  return {
    rows: signals.filter(({ id }) => members.get(id)?.length !== 0),
    membersOf: (id) => members.get(id) ?? [id],
  }
}

/**
 * Of the chosen, or of one alone with any: pairs that a requester brought together and nobody took as one yet.
 * Each pair once.
 */
export const pairsToMerge = (
  signals: readonly NeighbourhoodSignal[],
  ids: readonly string[],
): (readonly [string, string])[] => {
  const known = new Map(
    signals.filter(({ state }) => state !== 'closed').map((signal) => [signal.id, signal]),
  )
  const links = ids.flatMap((id) =>
    (known.get(id)?.links ?? [])
      .filter(({ other, merged }) => !merged && known.has(other) && (ids.length === 1 || ids.includes(other)))
      .map(({ other }) => (id < other ? ([id, other] as const) : ([other, id] as const))),
  )
  return [...new Map(links.map((pair) => [pair.join(), pair])).values()]
}

/**
 * Where it is now: the line that was asked last and may open it, else that of who asks. `lineOf`: of an
 * organisation, undefined where it takes no part any more.
 */
export const lineNow = (
  { linie, asked, escalations }: NeighbourhoodSignal,
  lineOf: (organisationId: string) => Linie | undefined,
): Linie =>
  [...asked, ...escalations.filter(({ confirmed }) => confirmed)]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ organisationId }) => lineOf(organisationId))
    .find((line) => line !== undefined) ?? linie

/**
 * Who coordinates the wijk of each of these: to whom all can be handed over. Nobody where a colleague looks
 * after one of them.
 */
export const colleaguesOf = (signals: readonly NeighbourhoodSignal[]): NeighbourhoodSignal['colleagues'] =>
  signals.some(({ taken }) => taken && !taken.mine)
    ? []
    : (signals[0]?.colleagues ?? []).filter(({ deviceId }) =>
        signals.every(({ colleagues }) => colleagues.some((one) => one.deviceId === deviceId)),
      )

/** Lost for less than a week, one to two weeks, longer: of what is not closed, with how many are late. */
export interface WijkCount {
  readonly neighbourhood: string
  readonly open: number
  readonly ages: readonly [number, number, number]
  readonly late: number
}
export const wijkenOf = (
  signals: readonly NeighbourhoodSignal[],
  wijken: readonly string[],
  today: string,
): WijkCount[] =>
  [...new Set([...wijken, ...signals.map(({ neighbourhood }) => neighbourhood)])]
    .sort()
    .map((neighbourhood) => {
      const open = shown(signals, { wijk: neighbourhood, tab: 'open' }, today)
      const ages: [number, number, number] = [0, 0, 0]
      for (const { lostSince } of open) {
        const age = days(lostSince, today)
        ages[age < 7 ? 0 : age <= 14 ? 1 : 2] += 1
      }
      return {
        neighbourhood,
        open: open.length,
        ages,
        late: open.filter((signal) => daysLate(signal, today) > 0).length,
      }
    })
