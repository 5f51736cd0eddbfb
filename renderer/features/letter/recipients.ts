/**
 * Who gets a letter about whom. By age there may be several: who is 16 has one of their own, and nobody reads
 * it along.
 */
import { Addressee } from '../../../shared/domain/informing.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'

export interface Recipient {
  readonly addressee: Addressee
  readonly names: readonly string[]
}
export type Choice = 'by-age' | Addressee

const oneEach = (addressee: Addressee, names: readonly string[]): Recipient[] =>
  addressee === 'young-person'
    ? names.map((name) => ({ addressee, names: [name] }))
    : names.length > 0
      ? [{ addressee, names }]
      : []

export const recipientsOf = (children: SentSignal['children'], choice: Choice): readonly Recipient[] =>
  choice === 'by-age'
    ? Addressee.options.flatMap((addressee) =>
        oneEach(
          addressee,
          children.filter((child) => child.addressee === addressee).map(({ name }) => name),
        ),
      )
    : oneEach(
        choice,
        children.map(({ name }) => name),
      )
