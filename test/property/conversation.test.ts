/** What two people said to each other, in every order of arrival, and what nobody else can change in it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  firstWordAt,
  foldConversation,
  asksFor,
  lastRead,
  newlySeen,
} from '../../renderer/engine/core/conversation.ts'
import { withEvent, type ThreadEvent } from '../../renderer/engine/core/thread.ts'
import type { Entry } from '../../shared/domain/conversation.ts'
import { SIGNAL_ID, someEvent, someThread } from '../fixtures/thread.ts'

const at = (second: number): string => `2026-11-23T09:00:${String(second).padStart(2, '0')}.000Z`
const EMPTY = someThread(at(0))
const RESPONDER = 'welfare-1'
const refOf = (seq: number): string => `ref${String(seq).padStart(5, '0')}`
const talk = (seq: number, device: string, entry: Entry, more: Partial<ThreadEvent> = {}): ThreadEvent => ({
  ...someEvent(seq, device, at(seq), {
    type: 'conversation',
    signalId: SIGNAL_ID,
    ref: refOf(seq),
    entry,
    sentAt: at(seq),
  }),
  ...(device === 'school-1' ? { to: RESPONDER } : {}),
  ...more,
})
const fold = (...events: readonly ThreadEvent[]) =>
  foldConversation(events.reduce(withEvent, EMPTY), RESPONDER)

const anySaid = (to: readonly number[]): fc.Arbitrary<Entry> => {
  const ref = to.length > 0 ? fc.constantFrom(...to).map(refOf) : fc.constant(refOf(99))
  return fc.oneof(
    fc.constantFrom<Entry>(
      { kind: 'ask', ask: 'take-lead' },
      { kind: 'ask', ask: 'call-me' },
      { kind: 'text', text: 'Tot morgen' },
      { kind: 'pause', reason: 'holiday', until: '2026-12-01' },
      { kind: 'follow-up', inContact: true },
    ),
    ref.map((one): Entry => ({ kind: 'accept', to: one })),
    ref.map((one): Entry => ({ kind: 'refuse', to: one, reason: 'no-time' })),
    ref.map((one): Entry => ({ kind: 'propose', to: one, ask: 'keep-eye' })),
    ref.map((one): Entry => ({ kind: 'take-back', to: one })),
  )
}
const some = fc
  .uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 14 })
  .chain((seqs) =>
    fc.tuple(
      ...seqs.map((seq) =>
        fc
          .tuple(fc.constantFrom('school-1', RESPONDER), anySaid(seqs))
          .map(([device, said]) => talk(seq, device, said)),
      ),
    ),
  )

describe('in whatever order it comes', () => {
  test('both sides see the same', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (events, numbers) => {
        const order = numbers[Symbol.iterator]()
        const shuffled = events
          .map((one) => ({ one, place: order.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one)
        expect(fold(...shuffled, ...shuffled)).toEqual(fold(...events))
      }),
      { numRuns: 300 },
    )
  })

  test('what strangers say changes nothing', () => {
    fc.assert(
      fc.property(
        some,
        fc.array(
          fc.tuple(
            fc.integer({ min: 60, max: 99 }),
            fc.constantFrom('nurse-1', 'welfare-2', 'school-2'),
            anySaid([1, 5, 20]),
          ),
          { maxLength: 6 },
        ),
        (events, others) => {
          // Another device of the school wrote to somebody else; a colleague of the worker is not the worker.
          const strangers = others.map(([seq, device, said]) =>
            talk(seq, device, said, device === 'school-2' ? { to: 'nurse-1' } : {}),
          )
          expect(fold(...events, ...strangers)).toEqual(fold(...events))
        },
      ),
    )
  })

  test('nobody answers an own question, and an answer stands', () => {
    fc.assert(
      fc.property(some, (events) => {
        const { items, given } = fold(...events)
        for (const { ask, by } of given)
          expect(
            items.some(
              (item) =>
                item.by !== by && item.answer === 'accepted' && 'ask' in item.entry && item.entry.ask === ask,
            ),
          ).toBe(true)
        for (const side of ['requester', 'responder'] as const)
          expect(asksFor(fold(...events), side).every((item) => item.by !== side)).toBe(true)
      }),
    )
  })
})

test('it was taken further by a word or a reply; where the parents come first, by who asks them; never by a pause', () => {
  const asked = talk(1, 'school-1', { kind: 'ask', ask: 'keep-eye' })
  expect([
    firstWordAt(fold(asked), 'contact-call-me', null),
    firstWordAt(fold(asked), 'contact-parents-first', null),
  ]).toEqual([at(1), null])
  const accepted = fold(asked, talk(3, RESPONDER, { kind: 'accept', to: refOf(1) }))
  expect([
    firstWordAt(accepted, 'contact-parents-first', null),
    firstWordAt(accepted, 'contact-call-me', at(2)),
  ]).toEqual([at(3), at(3)])
  expect(
    firstWordAt(
      fold(
        talk(1, RESPONDER, { kind: 'pause', reason: 'absent', until: '2026-12-01' }),
        talk(2, 'school-1', { kind: 'follow-up', inContact: false }),
      ),
      'contact-call-me',
      null,
    ),
  ).toBeNull()
})

describe('the regie', () => {
  test('is with whoever lost contact, goes over by being accepted, and comes back the same way', () => {
    expect(fold().lead).toBe('requester')
    const asked = talk(1, 'school-1', { kind: 'ask', ask: 'take-lead' })
    expect(fold(asked).lead).toBe('requester')
    expect(fold(asked, talk(2, RESPONDER, { kind: 'refuse', to: refOf(1), reason: 'not-ours' })).lead).toBe(
      'requester',
    )
    const taken = [asked, talk(2, RESPONDER, { kind: 'accept', to: refOf(1) })] as const
    expect(fold(...taken).lead).toBe('responder')
    expect(
      fold(
        ...taken,
        talk(3, RESPONDER, { kind: 'ask', ask: 'take-lead' }),
        talk(4, 'school-1', { kind: 'accept', to: refOf(3) }),
      ).lead,
    ).toBe('requester')
  })

  test('is not taken by who was not asked', () => {
    expect(
      fold(
        talk(1, 'school-1', { kind: 'ask', ask: 'take-lead' }),
        talk(2, 'school-1', { kind: 'accept', to: refOf(1) }),
      ).lead,
    ).toBe('requester')
    expect(
      fold(
        talk(1, 'school-1', { kind: 'ask', ask: 'take-lead' }),
        talk(2, 'school-1', { kind: 'take-back', to: refOf(1) }),
        talk(3, RESPONDER, { kind: 'accept', to: refOf(1) }),
      ).lead,
    ).toBe('requester')
  })
})

describe('nobody changes', () => {
  test('what was said, by saying something else under its name', () => {
    const first = talk(1, RESPONDER, { kind: 'text', text: 'Ik zie hem morgen' })
    const other: Entry = { kind: 'text', text: 'Ik zie hem niet' }
    for (const device of [RESPONDER, 'school-1']) {
      const again = talk(2, device, other)
      const { content } = again
      const renamed = { ...again, content: { ...content, ref: refOf(1) } as typeof content }
      expect(fold(first, renamed).items).toMatchObject([{ entry: { text: 'Ik zie hem morgen' } }])
    }
  })

  test('what the other said, by taking it back', () => {
    const first = talk(1, RESPONDER, { kind: 'text', text: 'Ik zie hem morgen' })
    const back: Entry = { kind: 'take-back', to: refOf(1) }
    expect(fold(first, talk(2, 'school-1', back)).items).toHaveLength(1)
    expect(fold(first, talk(2, RESPONDER, back)).items).toHaveLength(0)
  })
})

describe('what was opened', () => {
  const entry: Entry = { kind: 'text', text: 'Tot morgen' }
  const opened = (seq: number, device: string, ref: string | null): ThreadEvent => ({
    ...someEvent(seq, device, at(seq), { type: 'seen', signalId: SIGNAL_ID, ref, sentAt: at(seq) }),
    ...(device === 'school-1' ? { to: RESPONDER } : {}),
  })

  test('is said once for each new thing, and of a requester who wrote nothing there is nothing to open', () => {
    expect([newlySeen(fold(), 'responder'), newlySeen(fold(), 'requester')]).toEqual([undefined, null])
    const answerOpened = opened(1, 'school-1', null)
    expect(newlySeen(fold(answerOpened), 'requester')).toBeUndefined()
    const first = talk(2, RESPONDER, entry)
    expect(newlySeen(fold(answerOpened, first), 'requester')).toBe(refOf(2))
    expect(newlySeen(fold(answerOpened, first, opened(3, 'school-1', refOf(2))), 'requester')).toBeUndefined()
    expect(newlySeen(fold(answerOpened, first), 'responder')).toBeUndefined()
  })

  test('shows at the last own thing that the other opened, never at what came after it or at what the other wrote', () => {
    const all = [talk(2, RESPONDER, entry), talk(3, 'school-1', entry), talk(4, RESPONDER, entry)]
    expect(lastRead(fold(...all), 'responder')).toBeNull()
    expect(lastRead(fold(opened(1, 'school-1', null), ...all), 'responder')).toBe('answer')
    expect(lastRead(fold(...all, opened(5, 'school-1', refOf(2))), 'responder')).toBe(refOf(2))
    expect(lastRead(fold(...all, opened(5, 'school-1', refOf(4))), 'responder')).toBe(refOf(4))
    expect(lastRead(fold(...all, opened(5, RESPONDER, refOf(3))), 'requester')).toBe(refOf(3))
    expect(lastRead(fold(...all, opened(5, RESPONDER, refOf(3))), 'responder')).toBeNull()
  })

  test('by another than these two changes nothing', () => {
    const stranger = opened(5, 'nurse-1', refOf(2))
    expect(fold(talk(2, RESPONDER, entry), stranger).seen).toEqual({})
  })
})
