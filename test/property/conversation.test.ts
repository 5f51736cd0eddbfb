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

describe('one thing after the other', () => {
  const ask = (seq: number, device: string, more: Partial<ThreadEvent> = {}) =>
    talk(seq, device, { kind: 'ask', ask: 'call-me' }, more)
  const answers = (...events: readonly ThreadEvent[]) =>
    fold(...events).items.map(({ answer, reason, answeredAt }) => [answer, reason, answeredAt])

  test('an ask is refused with its reason, or answered by another proposal, once and by the other alone', () => {
    const refuse = (seq: number, device: string) =>
      talk(seq, device, { kind: 'refuse', to: refOf(1), reason: 'no-time' })
    expect(answers(ask(1, 'school-1'), refuse(2, RESPONDER))).toEqual([['refused', 'no-time', at(2)]])
    expect(answers(ask(1, 'school-1'), refuse(2, 'school-1'))).toEqual([['open', null, null]])
    expect(
      answers(ask(1, 'school-1'), refuse(2, RESPONDER), talk(3, RESPONDER, { kind: 'accept', to: refOf(1) })),
    ).toEqual([['refused', 'no-time', at(2)]])
    expect(
      answers(ask(1, 'school-1'), talk(2, RESPONDER, { kind: 'propose', to: refOf(1), ask: 'keep-eye' })),
    ).toEqual([
      ['other', null, at(2)],
      ['open', null, null],
    ])
  })

  test('only who accepts to take the lead has it', () => {
    const led = (kind: 'take-lead' | 'call-me') =>
      fold(
        talk(1, 'school-1', { kind: 'ask', ask: kind }),
        talk(2, RESPONDER, { kind: 'accept', to: refOf(1) }),
      )
    expect([led('take-lead').lead, led('call-me').lead]).toEqual(['responder', 'requester'])
    expect(led('call-me').given).toEqual([{ ask: 'call-me', by: 'responder' }])
  })

  test('an ask that was answered stays; an open one, a pause and an agreement can be taken back by who said it', () => {
    const back = (device: string) => talk(9, device, { kind: 'take-back', to: refOf(1) })
    const accepted = talk(2, RESPONDER, { kind: 'accept', to: refOf(1) })
    expect(fold(ask(1, 'school-1'), back('school-1')).items).toEqual([])
    expect(fold(ask(1, 'school-1'), back(RESPONDER)).items).toHaveLength(1)
    expect(fold(ask(1, 'school-1'), accepted, back('school-1')).items).toHaveLength(1)
    const pause = talk(1, RESPONDER, { kind: 'pause', reason: 'holiday', until: '2026-12-01' })
    expect(fold(pause).pause).toEqual({
      by: 'responder',
      reason: 'holiday',
      since: at(1),
      until: '2026-12-01',
    })
    expect(fold(pause, talk(2, RESPONDER, { kind: 'text', text: 'Dag' })).pause).toMatchObject({
      since: at(1),
    })
    expect(fold(pause, back(RESPONDER))).toMatchObject({ items: [], pause: null })
    expect(fold(ask(1, 'school-1')).pause).toBeNull()
  })

  test('whether there still is contact is what was said last', () => {
    const said = (seq: number, device: string, inContact: boolean) =>
      talk(seq, device, { kind: 'follow-up', inContact })
    expect(fold(ask(1, 'school-1')).followUp).toBeNull()
    expect(fold(said(1, 'school-1', true), said(2, RESPONDER, false)).followUp).toEqual({
      by: 'responder',
      inContact: false,
      at: at(2),
    })
  })

  test('what waits on this laptop is shown so, and what is open for the one is not for the other', () => {
    expect(fold(ask(0, 'school-1')).items).toMatchObject([{ waiting: true }])
    const open = fold(ask(1, 'school-1'), talk(2, RESPONDER, { kind: 'text', text: 'Dag' }))
    expect(open.items).toMatchObject([{ waiting: false }, { waiting: false }])
    expect(asksFor(open, 'responder').map(({ ref }) => ref)).toEqual([refOf(1)])
    expect(asksFor(open, 'requester')).toEqual([])
    expect(
      asksFor(fold(ask(1, 'school-1'), talk(2, RESPONDER, { kind: 'accept', to: refOf(1) })), 'responder'),
    ).toEqual([])
  })

  test('what the requester says to one of two who answered is not heard by the other, and a colleague of it is', () => {
    const toOther = ask(1, 'school-1', { to: 'care-1' })
    expect(fold(toOther).items).toEqual([])
    expect(fold(ask(1, 'school-2', { to: RESPONDER }), ask(2, 'school-3')).items).toHaveLength(2)
    expect(fold(ask(1, 'care-1'), ask(2, 'welfare-2')).items).toEqual([])
    const receipt = someEvent(1, RESPONDER, at(1), { type: 'receipt', signalId: SIGNAL_ID, sentAt: at(1) })
    expect(fold(receipt).items).toEqual([])
  })

  test('the first word counts from the end of what was before, and not the word that stops the clock', () => {
    const talked = fold(
      ask(1, RESPONDER),
      talk(3, 'school-1', { kind: 'accept', to: refOf(1) }),
      talk(5, 'school-1', { kind: 'pause', reason: 'holiday', until: '2026-12-01' }),
      talk(7, RESPONDER, { kind: 'text', text: 'Dag' }),
    )
    const first = (since: string | null) => firstWordAt(talked, 'contact-call-me', since)
    expect([first(null), first(at(1)), first(at(2)), first(at(4)), first(at(8))]).toEqual([
      at(1),
      at(1),
      at(3),
      at(7),
      null,
    ])
    const parents = fold(
      ask(1, 'school-1'),
      talk(3, RESPONDER, { kind: 'refuse', to: refOf(1), reason: 'no-time' }),
    )
    expect(firstWordAt(parents, 'contact-parents-first', null)).toBe(at(3))
    expect(firstWordAt(parents, 'contact-call-me', null)).toBe(at(1))
    expect(firstWordAt(fold(ask(1, 'school-1')), 'contact-parents-first', null)).toBeNull()
  })
})
