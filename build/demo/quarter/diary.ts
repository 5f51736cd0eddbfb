/**
 * Who does what at which moment. Written before anything happens, so that chance decides it and nothing else.
 */
import type { Resident } from './resident.ts'

/** What is counted, for who follows the quarter and for a test. */
export type What =
  | 'filed'
  | 'not shared'
  | 'answered'
  | 'unnamed'
  | 'said'
  | 'closed'
  | 'answerer closed'
  | 'followed up'
  | 'opened again'
  | 'parents told'
  | 'reminded'
  | 'taken on'
  | 'name asked'
  | 'name given'
  | 'name not given'
  | 'brought together'
  | 'merged'
  | 'line asked'
  | 'escalation'
  | 'confirmed'
  | 'knelpunt'
  | 'knelpunt answered'
  | 'agreements signed'

/** `today`: the moment at which it is done. */
export type Act = (resident: Resident, today: Date) => Promise<unknown>
interface Entry {
  readonly who: string
  readonly what: What
  readonly action: Act
}

export class Diary {
  readonly #entries = new Map<number, Entry[]>()

  /** At a moment, by its place in the quarter; what comes after its end is never done. */
  at(moment: number, who: string, what: What, action: Act): void {
    this.#entries.set(moment, [...(this.#entries.get(moment) ?? []), { who, what, action }])
  }

  of(moment: number): readonly Entry[] {
    return this.#entries.get(moment) ?? []
  }
}
