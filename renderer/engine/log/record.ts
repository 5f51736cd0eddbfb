/** What was seen of the relay's log, and what was found in it: kept on this device. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '../../../shared/encoding.ts'
import { type Reported } from '../../../shared/log/leaves.ts'
import { epochNumber } from '../../../shared/calendar/time.ts'
import type { LogProblem } from '../../../shared/api/sync.ts'
import { NO_SILENCE } from '../core/silence.ts'
import { NO_COUNTS, addLeaves } from '../core/log-counts.ts'
import { logged } from '../store/logbook.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import { setMeta, type Change } from '../store/changes.ts'
import type { LogFinding, UncheckedStatements, Watched } from '../store/rows.ts'
import type { Exclusive } from '../store/exclusive.ts'

/** Findings of one kind that are kept: the first ones, for they are the proof. A relay that is full of one kind still cannot hide another. */
const MOST_OF_A_KIND = 20

export const NOTHING_UNCHECKED: UncheckedStatements = { hashes: {}, missing: [] }

export interface WatchParts {
  readonly state: State
  readonly ports: Ports
  readonly relay: KeyHolder
  readonly trustee: KeyHolder
  readonly exclusive: Exclusive
  readonly now: () => Date
  /** Asks the relay for one event of the log that should be here. */
  readonly readAgain: (seq: number) => Promise<void>
  /** Asks the relay for the rest of its directory. */
  readonly readDirectory: () => Promise<void>
}

interface Kept {
  readonly reported?: readonly Reported[]
  readonly found?: readonly Found[]
  readonly changes?: readonly Change[]
}

/** What was found, with what shows it; `about`: the event or statement, '' where it is the whole log. */
export class Found extends Error {
  readonly problem: LogProblem
  readonly shown: Readonly<Record<string, unknown>>
  readonly about: string
  constructor(problem: LogProblem, shown: Readonly<Record<string, unknown>>, about = '') {
    super(problem)
    this.problem = problem
    this.shown = shown
    this.about = about
  }
}

export const aboutEvent = (seq: number): string => `event ${seq}`
export const aboutStatement = (seq: number): string => `statement ${seq}`

export const statementHash = (body: string): Uint8Array => sha256(utf8(body))

export const watchedIn = ({ meta }: Pick<State, 'meta'>): Watched =>
  meta.watched ?? {
    size: 0,
    edge: [],
    note: null,
    checkedAt: null,
    confirmedAt: null,
    panelAt: null,
    lastEvent: 0,
    lastStatement: 0,
    problems: [],
    silence: { log: NO_SILENCE, trustee: NO_SILENCE },
  }

/**
 * What was reported and found is kept with how far was read: each leaf counts once, and no finding is lost. The
 * same finding again is none.
 */
export const keepWatched = async (
  { state, ports, exclusive, now }: WatchParts,
  part: Partial<Watched>,
  more: Kept = {},
): Promise<void> => {
  const { reported = [], found = [], changes = [] } = more
  const before = watchedIn(state)
  const at = new Date(ports.clock.now()).toISOString()
  const fresh: LogFinding[] = []
  for (const { problem: what, about, shown } of found) {
    const isSame = (one: LogFinding): boolean => one.what === what && one.about === about
    const known = [...before.problems, ...fresh]
    if (known.some(isSame) || known.filter((one) => one.what === what).length >= MOST_OF_A_KIND) continue
    fresh.push({ what, about, at, shown: JSON.stringify(shown) })
  }
  const counts =
    reported.length === 0
      ? []
      : [setMeta('reported', addLeaves(state.meta.reported ?? NO_COUNTS, reported, epochNumber(now()) - 1))]
  const problems = [...before.problems, ...fresh]
  await exclusive(() =>
    state.commit([
      setMeta('watched', { ...before, ...part, problems }),
      ...counts,
      ...changes,
      ...fresh.map(({ what }) => logged(ports, 'log-broken', null, what)),
    ]),
  )
}
