import { useDeferredValue, useMemo, useState } from 'react'
import type { TriageFilter } from '../../../shared/bridge.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useInterface } from '../../state/interface.ts'
import { asOne, countsOf, queueOf, wijkenOf } from './queue.ts'

/** The queue as it is filtered, the row one stands on, and the rows that are chosen. */
export interface Queue {
  readonly all: readonly NeighbourhoodSignal[]
  readonly today: string
  readonly filter: TriageFilter
  readonly setFilter: (filter: TriageFilter) => void
  readonly rows: readonly NeighbourhoodSignal[]
  /** Ids of the signalen that were merged into this row. */
  readonly membersOf: (id: string) => readonly string[]
  readonly counts: ReturnType<typeof countsOf>
  readonly wijken: ReturnType<typeof wijkenOf>
  readonly at: number
  readonly current: NeighbourhoodSignal | undefined
  /** The row whose details are shown: it follows {@link current} and never holds it up. */
  readonly beside: NeighbourhoodSignal | undefined
  readonly move: (to: number) => void
  readonly chosen: ReadonlySet<string>
  readonly toggle: (id: string) => void
  readonly chooseNone: () => void
  /** What a key acts upon: the chosen rows, or the one one stands on. */
  readonly target: () => readonly string[]
}

export const useQueue = (person: Person): Queue => {
  const all = useView('neighbourhood')
  const today = useToday()
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const [filter, setFilter] = useState<TriageFilter>({ wijk: null, tab: 'open' })
  const [chosenIds, setChosen] = useState<ReadonlySet<string>>(new Set())
  // Ten thousand rows are ordered when they change, not at every step through them.
  const { rows: signals, membersOf } = useMemo(() => asOne(all), [all])
  const rows = useMemo(() => queueOf(signals, filter, today), [signals, filter, today])
  const counts = useMemo(() => countsOf(signals, filter.wijk, today), [signals, filter.wijk, today])
  const wijken = useMemo(
    () => wijkenOf(signals, person.neighbourhoods, today),
    [signals, person.neighbourhoods, today],
  )
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === selected || membersOf(id).includes(selected ?? '')),
  )
  const current = rows[at]
  // Moving to the next row must not wait until the panel beside it is rendered.
  const beside = useDeferredValue(current)
  // Rows that the filter hides are never acted upon.
  const chosen = new Set(
    rows.filter(({ id, state }) => chosenIds.has(id) && state !== 'closed').map(({ id }) => id),
  )
  return {
    all,
    today,
    filter,
    setFilter,
    rows,
    membersOf,
    counts,
    wijken,
    at,
    current,
    beside,
    move: (to) => select(rows[Math.max(0, Math.min(rows.length - 1, to))]?.id ?? null),
    chosen,
    toggle: (id) =>
      setChosen(new Set(chosenIds.has(id) ? [...chosenIds].filter((one) => one !== id) : [...chosenIds, id])),
    chooseNone: () => setChosen(new Set()),
    target: () => {
      if (chosen.size > 0) return [...chosen]
      return current && current.state !== 'closed' ? [current.id] : []
    },
  }
}
