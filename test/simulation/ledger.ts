/** What people were told and what they asked: the memory against which a world is judged. */
import type { AnswerKind, Outcome } from '../../shared/domain/signal.ts'
import type { Child } from '../../shared/domain/child.ts'

/** A signaal somebody tried to file; `id` once any screen showed it. */
export interface Filed {
  /** Stands in the note of the draft, by which a screen's entry is recognised. */
  readonly mark: string
  readonly device: string
  readonly organisationId: string
  readonly children: readonly Child[]
  readonly disappearsOn: string
  readonly askedAt: number
  id: string | null
  /** The interface said that it is saved, or showed it. */
  saved: boolean
  /** A screen said that it left. */
  sentAt: number | null
}
export interface Answered {
  readonly signalId: string
  readonly device: string
  readonly organisationId: string
  readonly answer: AnswerKind
  told: boolean
}
export interface Closed {
  readonly signalId: string
  readonly device: string
  readonly organisationId: string
  readonly outcome: Outcome
  told: boolean
}
export interface Revoked {
  readonly device: string
  readonly organisationId: string
  readonly askedAt: number
  toldAt: number | null
}

export class Ledger {
  readonly filed: Filed[] = []
  readonly answered: Answered[] = []
  readonly closed: Closed[] = []
  readonly revoked: Revoked[] = []
  /** Children on each device's list: those it certainly has, and those it may have. */
  readonly lists = new Map<string, { readonly sure: Child[]; readonly maybe: Child[] }>()
  readonly violations: string[] = []

  ofId(id: string): Filed | undefined {
    return this.filed.find((one) => one.id === id)
  }

  ofMark(mark: string): Filed | undefined {
    return this.filed.find((one) => one.mark === mark)
  }

  isRevoked(device: string): boolean {
    return this.revoked.some((one) => one.device === device)
  }

  /** A promise that was broken; each is written down once. */
  violated(what: string): void {
    if (!this.violations.includes(what)) this.violations.push(what)
  }
}
