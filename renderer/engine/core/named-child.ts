/**
 * Whether a text names a child of the own list: a first name and a surname of one, or one of them with a
 * capital. Pure.
 */
import type { Child } from '../../../shared/domain/child.ts'
import { foldWords, givenWords, surnameWords } from '../../../shared/matching/normalise.ts'

type Named = Pick<Child, 'firstName' | 'callName' | 'prefix' | 'lastName' | 'otherLastNames'>
/** Shorter ones are words too often. */
const SHORTEST = 3
const WRITTEN_AS_NAME = /(?<!\p{L})[\p{Lu}\p{Lo}][\p{L}\p{M}'’-]*/gu

export const namesChild = (text: string, children: Iterable<Named>): boolean => {
  const [words, asNames] = [
    new Set(foldWords(text)),
    new Set((text.match(WRITTEN_AS_NAME) ?? []).flatMap(foldWords).filter((word) => word.length >= SHORTEST)),
  ]
  for (const { firstName, callName, prefix, lastName, otherLastNames } of children) {
    const given = givenWords(`${callName ?? ''} ${firstName}`)
    const surnames = [lastName, ...(otherLastNames ?? [])].flatMap((name) => surnameWords(prefix, name))
    if (
      [...given, ...surnames].some((word) => asNames.has(word)) ||
      (given.some((word) => words.has(word)) && surnames.some((word) => words.has(word)))
    )
      return true
  }
  return false
}
