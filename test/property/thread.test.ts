/**
 * A thread in every order of arrival: the same state, nothing overwritten, contradictions named until a
 * person settled them.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnswerKind, Outcome } from '../../shared/domain/signal.ts'
import type { EventContent } from '../../shared/messages/registry.ts'
import { foldThread } from '../../renderer/engine/core/thread-state.ts'
import { ownEnd } from '../../renderer/engine/core/conflicts.ts'
import { withEvent, type ThreadEvent } from '../../renderer/engine/core/thread.ts'
import { BY, SIGNAL_ID, someEvent, someThread } from '../fixtures/thread.ts'

const at = (second: number): string => `2026-11-23T09:00:${String(second).padStart(2, '0')}.000Z`
const EMPTY = someThread(at(0))
const event = (seq: number, device: string, content: EventContent): ThreadEvent =>
  someEvent(seq, device, at(seq), content)
const answer = (seq: number, device: string, kind: AnswerKind): ThreadEvent =>
  event(seq, device, {
    type: 'answer',
    signalId: SIGNAL_ID,
    answer: kind,
    by: { ...BY, name: device },
    sentAt: at(seq),
  })
const outcome = (seq: number, device: string, kind: Outcome): ThreadEvent =>
  event(seq, device, { type: 'outcome', signalId: SIGNAL_ID, outcome: kind, sentAt: at(seq) })
const fold = (...events: readonly ThreadEvent[]) => foldThread(events.reduce(withEvent, EMPTY))
const kinds = (...events: readonly ThreadEvent[]): string[] =>
  fold(...events).conflicts.map(({ kind }) => kind)

const DEVICES = ['school-1', 'welfare-1', 'welfare-2', 'nurse-1'] as const
const some = fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 12 }).chain((seqs) =>
  fc.tuple(
    ...seqs.map((seq) =>
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom(...DEVICES),
            fc.constantFrom<AnswerKind>('contact-call-me', 'contact-parents-first', 'perhaps-call-me'),
          )
          .map(([device, kind]) => answer(seq, device, kind)),
        fc
          .tuple(
            fc.constantFrom(...DEVICES),
            fc.constantFrom<Outcome>('contact-restored', 'moved', 'not-restored', 'withdrawn', 'reopened'),
          )
          .map(([device, kind]) => outcome(seq, device, kind)),
        fc
          .constantFrom(...DEVICES)
          .map((device) => event(seq, device, { type: 'receipt', signalId: SIGNAL_ID, sentAt: at(seq) })),
      ),
    ),
  ),
)

describe('in whatever order events come', () => {
  test('the state is the same, and no answer of one person takes the place of another’s', () => {
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (events, numbers) => {
        const order = numbers[Symbol.iterator]()
        const shuffled = events
          .map((one) => ({ one, place: order.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one)
        const state = fold(...events)
        expect(fold(...shuffled, ...shuffled)).toEqual(state)
        const answering = new Set(
          events.filter(({ content }) => content.type === 'answer').map(({ deviceId }) => deviceId),
        )
        expect(new Set(state.answers.map(({ deviceId }) => deviceId))).toEqual(answering)
      }),
    )
  })
})

describe('two people at once', () => {
  test('answer differently: both are shown, and named', () => {
    const both = [
      answer(1, 'welfare-1', 'contact-call-me'),
      answer(2, 'welfare-2', 'contact-parents-first'),
    ] as const
    expect(fold(...both).answers.map(({ content }) => content.by.name)).toEqual(['welfare-1', 'welfare-2'])
    expect(kinds(...both)).toEqual(['answers-differ'])
    expect(
      kinds(answer(1, 'welfare-1', 'contact-call-me'), answer(2, 'nurse-1', 'contact-parents-first')),
    ).toEqual([])
  })

  test('fill in different ends: both are shown, and named', () => {
    const events = [
      answer(1, 'welfare-1', 'contact-call-me'),
      outcome(2, 'welfare-1', 'not-restored'),
      outcome(3, 'school-1', 'contact-restored'),
    ] as const
    expect(fold(...events)).toMatchObject({
      requesterOutcome: 'contact-restored',
      answers: [{ outcome: 'not-restored' }],
    })
    expect(kinds(...events)).toEqual(['outcomes-differ'])
    expect(kinds(events[0], events[1], outcome(3, 'school-1', 'withdrawn'))).toEqual([])
  })

  test('with whom it goes on stands beside the end of whoever said so, and goes when it is reopened', () => {
    const moved = (seq: number, device: string, onward: string): ThreadEvent =>
      event(seq, device, { type: 'outcome', signalId: SIGNAL_ID, outcome: 'moved', onward, sentAt: at(seq) })
    const events = [
      answer(1, 'welfare-1', 'contact-call-me'),
      moved(2, 'welfare-1', 'gemeente Eemsdelta'),
      moved(3, 'school-1', 'gemeente Groningen'),
    ] as const
    expect(fold(...events)).toMatchObject({
      requesterOnward: 'gemeente Groningen',
      answers: [{ outcome: 'moved', onward: 'gemeente Eemsdelta' }],
      conflicts: [],
    })
    expect(fold(...events, outcome(4, 'school-1', 'reopened'))).toMatchObject({
      requesterOutcome: null,
      requesterOnward: null,
    })
    expect(fold(...events, outcome(4, 'welfare-1', 'moved')).answers).toMatchObject([
      { outcome: 'moved', onward: null },
    ])
  })

  test('close and answer: the answer is kept, and stays named until the requester says what to do', () => {
    const crossed = [outcome(1, 'school-1', 'withdrawn'), answer(2, 'welfare-1', 'contact-call-me')] as const
    expect(fold(...crossed)).toMatchObject({
      requesterOutcome: 'withdrawn',
      answers: [{ organisationId: 'welfare' }],
    })
    expect(kinds(...crossed)).toEqual(['answered-after-close'])
    expect(kinds(answer(1, 'welfare-1', 'contact-call-me'), outcome(2, 'school-1', 'withdrawn'))).toEqual([])
    expect(fold(...crossed, outcome(3, 'school-1', 'reopened'))).toMatchObject({
      requesterOutcome: null,
      conflicts: [],
    })
  })

  test('opened again: how it ended before counts for nobody any more, and it can end anew', () => {
    const opened = [
      answer(1, 'welfare-1', 'contact-call-me'),
      outcome(2, 'school-1', 'contact-restored'),
      outcome(3, 'welfare-1', 'contact-restored'),
      outcome(4, 'school-1', 'reopened'),
    ] as const
    expect(fold(...opened)).toMatchObject({
      requesterOutcome: null,
      reopenedAt: at(4),
      conflicts: [],
      answers: [{ outcome: null }],
    })
    expect(ownEnd(opened.reduce(withEvent, EMPTY), 'welfare')).toBeNull()
    const ended = [...opened, outcome(5, 'school-1', 'moved'), outcome(6, 'welfare-1', 'moved')]
    expect(fold(...ended)).toMatchObject({
      requesterOutcome: 'moved',
      reopenedAt: at(4),
      conflicts: [],
      answers: [{ outcome: 'moved' }],
    })
    expect(ownEnd(ended.reduce(withEvent, EMPTY), 'welfare')?.outcome).toBe('moved')
    // Only the requester opens it.
    expect(fold(...opened.slice(0, 3), outcome(4, 'welfare-1', 'reopened')).requesterOutcome).toBe(
      'contact-restored',
    )
  })

  test('close while offline: what came in before it left was still under way for the requester', () => {
    const closedOffline = { ...outcome(9, 'school-1', 'contact-restored'), receivedAt: at(1) }
    expect(kinds(closedOffline, answer(5, 'welfare-1', 'contact-call-me'))).toEqual(['answered-after-close'])
  })

  test('what was settled stays away until something new contradicts it', () => {
    const events = [
      answer(1, 'welfare-1', 'contact-call-me'),
      answer(2, 'welfare-2', 'contact-parents-first'),
    ]
    const thread = events.reduce(withEvent, EMPTY)
    const settled = { ...thread, resolved: foldThread(thread).conflicts.map(({ id }) => id) }
    expect(foldThread(settled).conflicts).toEqual([])
    expect(foldThread(withEvent(settled, answer(3, 'welfare-2', 'perhaps-call-me'))).conflicts).toHaveLength(
      1,
    )
  })
})
