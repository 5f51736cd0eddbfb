/**
 * The index finds what looking at every token would find, whatever was added, taken away or prepared before.
 */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { MatchIndex } from '../../../renderer/engine/core/match-index.ts'
import { fastSlotTag } from '../../../shared/crypto/fast-tags.ts'
import { slotTag } from '../../../shared/protocol/envelope.ts'

const tokenOf = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const action = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), id: fc.nat(9), token: fc.nat(5) }),
  fc.record({ kind: fc.constant('remove' as const), id: fc.nat(9) }),
  fc.record({ kind: fc.constant('prepare' as const), week: fc.nat(8) }),
  fc.record({ kind: fc.constant('find' as const), week: fc.nat(8), token: fc.nat(5) }),
  fc.record({ kind: fc.constant('faster' as const) }),
)

test('the same as a list that is searched from begin to end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      const index = new MatchIndex()
      const list = new Map<string, number>()
      for (const step of actions) {
        if (step.kind === 'add') {
          index.add(String(step.id), tokenOf(step.token), {
            kind: 'child',
            childId: String(step.id),
            type: 'P',
          })
          list.set(String(step.id), step.token)
        } else if (step.kind === 'remove') {
          index.remove(String(step.id))
          list.delete(String(step.id))
        } else if (step.kind === 'prepare') await index.prepare(step.week, () => Promise.resolve())
        else if (step.kind === 'faster') index.tagOf = fastSlotTag
        else {
          const found = index.find(
            [slotTag(tokenOf(99), step.week), slotTag(tokenOf(step.token), step.week)],
            step.week,
          )
          expect(
            found.map(({ slot, meaning }) => [slot, meaning.kind === 'child' && meaning.childId]).toSorted(),
          ).toEqual(
            [...list]
              .filter(([, token]) => token === step.token)
              .map(([id]) => [1, id])
              .toSorted(),
          )
        }
      }
    }),
  )
})

test('what changes while a week is prepared a slice at a time is in it', async () => {
  const index = new MatchIndex()
  for (let i = 0; i < 5; i++)
    index.add(String(i), tokenOf(i), { kind: 'child', childId: String(i), type: 'P' })
  let slice = 0
  await index.prepare(7, async () => {
    slice += 1
    if (slice === 2) {
      index.remove('0')
      index.remove('4')
      index.add('5', tokenOf(5), { kind: 'child', childId: '5', type: 'P' })
    }
  })
  const found = index.find(
    Array.from({ length: 6 }, (_, i) => slotTag(tokenOf(i), 7)),
    7,
  )
  expect(found.map(({ slot }) => slot)).toEqual([1, 2, 3, 5])
})

describe('tags of the faster library', () => {
  test('are those of the protocol, for any token and week', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 64 }), fc.nat(100_000), (token, week) => {
        expect(fastSlotTag(token, week)).toEqual(slotTag(token, week))
      }),
    )
  })
})
