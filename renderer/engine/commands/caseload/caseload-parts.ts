import type { Ports } from '../../ports.ts'
import type { Exclusive } from '../../store/exclusive.ts'
import type { State } from '../../store/state.ts'

/** What the commands about the own list are given. */
export interface CaseloadParts {
  readonly state: State
  readonly ports: Ports
  readonly exclusive: Exclusive
  readonly changed: () => void
  /** ISO date, and the trusted time. */
  readonly today: () => string
  readonly now: () => Date
}
