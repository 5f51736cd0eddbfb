/**
 * The strings that both key holders turn into tokens (crypto.md 5). `N`: first given name and surname in any order, and
 * birth date. `B`: BSN, only where the organisation has a recorded basis. No key without first name or BSN ever opens content.
 */
import type { Child } from '../domain/child.ts'
import type { MatchKeyType } from '../protocol/statements.ts'
import { foldWords, RECIPE, surnameWords } from './normalise.ts'

export interface MatchKey { readonly type: MatchKeyType; readonly input: string }

/** Eleven test: sum of (9, 8, 7, 6, 5, 4, 3, 2, -1) x digit is a multiple of 11, and not all zero. */
export const isBsn = (text: string): boolean => {
  if (!/^[0-9]{9}$/.test(text) || text === '000000000') return false
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11 === 0
}

type Named = Pick<Child, 'firstName' | 'prefix' | 'lastName' | 'birthDate' | 'bsn'>

/** One or two keys; none where nothing of the name is left after folding. */
export const matchKeysOf = (child: Named, bsnAllowed: boolean): MatchKey[] => {
  const [given] = foldWords(child.firstName)
  const surname = surnameWords(child.prefix, child.lastName)
  const keys: MatchKey[] = []
  if (given && surname.length > 0) keys.push({ type: 'N', input: `${RECIPE}|N|${[given, ...surname].sort().join(' ')}|${child.birthDate}` })
  if (bsnAllowed && child.bsn && isBsn(child.bsn)) keys.push({ type: 'B', input: `${RECIPE}|B|${child.bsn}` })
  return keys
}
