/**
 * What a letter says, once for each language. `{names}` and the like are filled in from the signaal and the
 * own list; nobody types into a letter. Written so that a letter is right before and after there is contact
 * again, for one child and for more.
 */
import type { Addressee } from '../../../../shared/domain/informing.ts'
import type { AttemptWay } from '../../../../shared/domain/signal.ts'

/** `child`: about children, to their parents. `self`: to the young person whom it is about. */
export interface Told {
  readonly child: string
  readonly self: string
}

/** Which of the data that are compared a child's keys are made from. */
export type Compared = 'name' | 'birthDate' | 'address' | 'parents' | 'bsn'

export interface LetterWords {
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** True once somebody whose mother tongue it is has read it (docs/letters.md). */
  readonly reviewed: boolean
  readonly to: Readonly<Record<Addressee, string>>
  readonly number: string
  readonly subject: Readonly<Record<Addressee, string>>
  readonly salutation: Readonly<Record<Addressee, string>>
  readonly lost: Told
  readonly tried: string
  readonly ways: Readonly<Record<AttemptWay, string>>
  readonly asked: Told
  readonly purpose: string
  readonly noBlame: string
  readonly usedTitle: string
  readonly used: Told
  readonly compared: Readonly<Record<Compared, string>>
  readonly source: string
  readonly codes: string
  readonly read: Told
  readonly coordinator: string
  readonly others: string
  readonly notUsed: string
  readonly notUsedThings: { readonly bsn: string; readonly health: string; readonly reports: string }
  readonly until: string
  readonly basis: string
  readonly rightsTitle: string
  readonly rights: {
    readonly access: string
    readonly correction: string
    readonly objection: string
    readonly erasure: string
    readonly complaint: string
  }
  readonly officer: string
  readonly callTitle: string
  readonly call: string
  readonly help: string
  readonly regards: string
}
