/** Signalen of several children: their keys share the sixteen slots, so each has fewer. */
import { opens } from '../../../shared/matching/key-types.ts'
import { slotPlan } from '../../../shared/matching/slots.ts'
import { indexOf, SLOTS, type Listed } from './measure.ts'
import { percent } from './table.ts'

/** Families with at least `size` children at the asking side and one of these at the listening side. */
export const familyRecall = (
  requesters: readonly Listed[],
  receivers: readonly Listed[],
  size: number,
): (string | number)[] => {
  const families = Map.groupBy(requesters, ({ family }) => family)
  const known = new Set(receivers.map(({ person }) => person))
  const index = indexOf(receivers)
  let [asked, answered, children, found] = [0, 0, 0, 0]
  for (const members of families.values()) {
    const some = members.slice(0, size)
    const there = some.filter(({ person }) => known.has(person))
    if (some.length < size || there.length === 0) continue
    const people = new Set(
      slotPlan(
        some.map(({ keys }) => keys),
        SLOTS,
      )
        .filter(({ type }) => opens(type))
        .flatMap(({ input }) => (index.get(input) ?? []).map((i) => receivers[i]!.person)),
    )
    const right = there.filter(({ person }) => people.has(person)).length
    asked += 1
    answered += right > 0 ? 1 : 0
    children += there.length
    found += right
  }
  return [size, asked, percent(answered, asked), children, percent(found, children)]
}
