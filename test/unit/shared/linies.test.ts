/** Who is asked first: the line in front, always. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BEHIND,
  IN_ORDER,
  mayAsk,
  nextToAsk,
  organisationTag,
  type OnPitch,
} from '../../../shared/domain/linies.ts'

const pitch = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z]{3,6}$/), linie: fc.constantFrom(...IN_ORDER) }),
  { selector: ({ id }) => id, maxLength: 8 },
)
const rank = ({ linie }: OnPitch): number => IN_ORDER.indexOf(linie)

test('nobody is asked before somebody of every line in front of it was, whatever the town and the order', () => {
  fc.assert(
    fc.property(pitch, fc.infiniteStream(fc.nat(7)), (all, draws) => {
      const asked = new Set<string>()
      for (let turn = 0; turn < 12; turn++) {
        const one = all[draws.next().value! % Math.max(1, all.length)]
        if (!one || !mayAsk(all, asked, one.id)) continue
        for (const other of all)
          if (rank(other) < rank(one))
            expect(all.some((before) => before.linie === other.linie && asked.has(before.id))).toBe(true)
        asked.add(one.id)
      }
    }),
  )
})

test('the proposal may be asked, was not yet, never stands behind, and nobody in front of it is left out', () => {
  fc.assert(
    fc.property(pitch, fc.array(fc.nat(7)), (all, picks) => {
      const asked = new Set(picks.flatMap((i) => (all[i] ? [all[i].id] : [])))
      const next = nextToAsk(all, asked)
      if (!next) return
      expect([asked.has(next.id), mayAsk(all, asked, next.id), BEHIND.includes(next.linie)]).toEqual([
        false,
        true,
        false,
      ])
      expect(
        all.some((one) => rank(one) < rank(next) && !asked.has(one.id) && mayAsk(all, asked, one.id)),
      ).toBe(false)
    }),
  )
})

test('everybody in front and midfield is reached in the end, one after the other', () => {
  fc.assert(
    fc.property(pitch, (all) => {
      const asked = new Set<string>()
      for (let next = nextToAsk(all, asked); next; next = nextToAsk(all, asked)) asked.add(next.id)
      expect([...asked].sort()).toEqual(
        all
          .filter(({ linie }) => !BEHIND.includes(linie))
          .map(({ id }) => id)
          .sort(),
      )
    }),
  )
})

test('somebody who is not on the pitch is not asked', () => {
  expect(mayAsk([{ id: 'welzijn', linie: 'front' }], new Set(), 'elders')).toBe(false)
})

test('a tag is four bytes of a known hash', () => {
  expect(organisationTag('abc')).toBe(Buffer.from('ba7816bf', 'hex').toString('base64url'))
}) // FIPS 180-4
