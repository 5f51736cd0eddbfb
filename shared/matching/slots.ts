/** Which keys of the children of one signaal go into its slots. */
import { opens, type KeyType } from './key-types.ts'

/**
 * At most `slots` keys (or tokens) of the given children, in the order in which they are worth a slot: the
 * strongest of every child before the second of any, so that of four children each has its turn; keys that
 * only hint come after all that open. Each list must be in the order of matchKeysOf. Shorter than `slots`
 * where there are fewer.
 */
export const slotPlan = <T extends { readonly type: KeyType }>(
  children: readonly (readonly T[])[],
  slots: number,
): T[] => {
  const inTurn = (lists: readonly (readonly T[])[]): T[] => {
    const longest = Math.max(0, ...lists.map(({ length }) => length))
    return Array.from({ length: longest }, (_, rank) =>
      lists.flatMap((keys) => keys.slice(rank, rank + 1)),
    ).flat()
  }
  const opening = children.map((keys) => keys.filter(({ type }) => opens(type)))
  const hints = children.map((keys) => keys.filter(({ type }) => !opens(type)))
  return [...inTurn(opening), ...inTurn(hints)].slice(0, slots)
}
