/** Counts of the log: each leaf once, in whatever pieces and order it is read. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_COUNTS, usedBy, addLeaves } from '../../renderer/engine/core/log-counts.ts'
import type { Reported } from '../../shared/log/leaves.ts'

const count = fc.nat(500)
const leaf: fc.Arbitrary<Reported> = fc.oneof(
  fc.record({
    kind: fc.constant('evaluations' as const),
    organisationId: fc.constantFrom('school', 'welfare'),
    type: fc.constantFrom('B', 'P', 'F'),
    epoch: fc.constantFrom(226, 227, 228),
    generation: fc.nat(1),
    day: fc.nat(90),
    count,
  }),
  fc.record({
    kind: fc.constant('deletion' as const),
    what: fc.constantFrom('envelopes' as const, 'seeds' as const),
    count,
    day: fc.nat(90),
  }),
)

test('what was used is the sum of what was told under the newest seed, by organisation, type and epoch', () => {
  fc.assert(
    fc.property(fc.array(leaf, { maxLength: 40 }), fc.array(fc.nat(40)), (leaves, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, leaves.length)).sort((a, b) => a - b), leaves.length]
      const pieces = at.slice(1).map((end, i) => leaves.slice(at[i], end))
      const told = pieces.reduce((counts, piece) => addLeaves(counts, piece, 227), NO_COUNTS)
      expect(told).toEqual(addLeaves(NO_COUNTS, leaves, 227))
      expect(addLeaves(NO_COUNTS, leaves.toReversed(), 227)).toEqual(told)
      for (const organisation of ['school', 'welfare'])
        for (const epoch of [226, 227, 228]) {
          const own = leaves.flatMap((one) =>
            one.kind === 'evaluations' && one.organisationId === organisation && one.epoch === epoch
              ? [one]
              : [],
          )
          const expected = new Map(
            [...Map.groupBy(own, ({ type }) => type)].map(([type, all]) => {
              const newest = Math.max(...all.map(({ generation }) => generation))
              return [
                type,
                all
                  .filter(({ generation }) => generation === newest)
                  .reduce((sum, one) => sum + one.count, 0),
              ]
            }),
          )
          expect(usedBy(told, organisation, epoch)).toEqual(epoch === 226 ? new Map() : expected)
        }
      expect(told.envelopesDeleted).toBe(
        leaves.reduce(
          (sum, one) => sum + (one.kind === 'deletion' && one.what === 'envelopes' ? one.count : 0),
          0,
        ),
      )
      expect(told.day).toBe(leaves.length === 0 ? null : Math.max(...leaves.map(({ day }) => day)))
    }),
  )
})
