/**
 * The index finds what looking at every token would find, whatever was added, taken away or prepared before.
 */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { MatchIndex } from '../../../renderer/engine/core/match-index.ts'
import { fastSlotTags } from '../../../shared/crypto/fast-tags.ts'
import { slotTag, slotTags, TAG_KEY_BYTES } from '../../../shared/protocol/slot-tags.ts'
import { fromHex, toHex } from '../../../shared/encoding.ts'

const tokenOf = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const eventOf = (n: number): Uint8Array => new Uint8Array(16).fill(n)
const action = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), id: fc.nat(9), token: fc.nat(5) }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.nat(9) }),
  fc.record({ kind: fc.constant('prepare' as const), week: fc.nat(8) }),
  fc.record({ kind: fc.constant('find' as const), week: fc.nat(8), token: fc.nat(5), event: fc.nat(3) }),
  fc.record({ kind: fc.constant('faster' as const) }),
)

test('the same as a list that is searched from begin to end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      const index = new MatchIndex<string>()
      const list = new Map<string, number>()
      for (const step of actions) {
        if (step.kind === 'add') {
          index.add(String(step.id), tokenOf(step.token), String(step.id))
          list.set(String(step.id), step.token)
        } else if (step.kind === 'remove') {
          index.remove(String(step.id))
          list.delete(String(step.id))
        } else if (step.kind === 'prepare') await index.prepare(step.week, () => Promise.resolve())
        else if (step.kind === 'faster') index.library = fastSlotTags
        else {
          const eventId = eventOf(step.event)
          const tags = [99, step.token].map((token) => slotTag(tokenOf(token), step.week, eventId))
          const found = index.find({ week: step.week, eventId, tags })
          expect(found.map(({ slot, meaning }) => [slot, meaning]).toSorted()).toEqual(
            [...list]
              .filter(([, token]) => token === step.token)
              .map(([id]) => [1, id])
              .toSorted(),
          )
          expect(found.map(({ token }) => token)).toEqual(found.map(() => tokenOf(step.token)))
        }
      }
    }),
  )
})

test('what changes while a week is prepared a slice at a time is in it', async () => {
  const index = new MatchIndex<string>()
  for (let i = 0; i < 5; i++) index.add(String(i), tokenOf(i), String(i))
  let slice = 0
  await index.prepare(7, async () => {
    slice += 1
    if (slice === 2) {
      index.remove('0')
      index.remove('4')
      index.add('5', tokenOf(5), '5')
    }
  })
  const tags = Array.from({ length: 6 }, (_, i) => slotTag(tokenOf(i), 7, eventOf(1)))
  const found = index.find({ week: 7, eventId: eventOf(1), tags })
  expect(found.map(({ slot }) => slot).toSorted()).toEqual([1, 2, 3, 5])
})

describe('tags', () => {
  const libraries = [
    ['JavaScript', slotTags],
    ['libsodium', fastSlotTags],
  ] as const
  const bytes = (from: number, length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => from + i)

  // Appendix A of the paper of SipHash: key 00 to 0f; the first 16 bytes of the inputs of its vectors.
  test.each(libraries)('are SipHash-2-4, by the vector of its authors: %s', (_, library) => {
    const right = fromHex('db9bc2577fcc2a3f')
    expect(library.find(bytes(0, 16), bytes(0, 16), [bytes(9, 8), right])).toEqual([{ key: 0, slot: 1 }])
    right[7] = right[7]! ^ 1
    expect(library.find(bytes(0, 16), bytes(0, 16), [right])).toEqual([])
  })

  test('are the same by both libraries, for any tokens, week and event, also beyond one piece', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 16, maxLength: 64 }), { minLength: 1, maxLength: 12 }),
        fc.nat(100_000),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (tokens, week, eventId) => {
          const keys = new Uint8Array(tokens.length * TAG_KEY_BYTES)
          for (const [i, token] of tokens.entries()) {
            expect(toHex(fastSlotTags.keyOf(token, week))).toBe(toHex(slotTags.keyOf(token, week)))
            keys.set(slotTags.keyOf(token, week), i * TAG_KEY_BYTES)
          }
          const tags = [...tokens].reverse().map((token) => slotTag(token, week, eventId))
          expect(fastSlotTags.find(keys, eventId, tags)).toEqual(slotTags.find(keys, eventId, tags))
          expect(slotTags.find(keys, eventId, tags).length).toBeGreaterThanOrEqual(tokens.length)
        },
      ),
      { numRuns: 100 },
    )
    const many = 4096 * 2 + 3
    const keys = new Uint8Array(many * TAG_KEY_BYTES)
    const token = tokenOf(7)
    for (const place of [0, 4095, 4096, many - 1]) keys.set(slotTags.keyOf(token, 3), place * TAG_KEY_BYTES)
    expect(
      fastSlotTags.find(keys, eventOf(2), [slotTag(token, 3, eventOf(2))]).map(({ key }) => key),
    ).toEqual([0, 4095, 4096, many - 1])
  })

  test('refuse a token that is longer than any', () => {
    expect(() => fastSlotTags.keyOf(new Uint8Array(65), 1)).toThrow(RangeError)
  })
})
