/** What the events of a thread come to: who is shown, what still waits on this laptop, and which signalen belong together. */
import { describe, expect, test } from 'vitest'
import { foldThread } from '../../../renderer/engine/core/thread-state.ts'
import { withEvent, type Thread, type ThreadEvent } from '../../../renderer/engine/core/thread.ts'
import type { AnswerKind } from '../../../shared/domain/signal.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import { BY, SIGNAL_ID, someEvent, someThread } from '../../fixtures/thread.ts'

const at = (minute: number): string => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`
const event = (
  seq: number,
  deviceId: string,
  content: object,
  more: Partial<ThreadEvent> = {},
): ThreadEvent => ({
  ...someEvent(seq, deviceId, at(seq + 1), {
    signalId: SIGNAL_ID,
    sentAt: at(seq),
    ...content,
  } as unknown as EventContent),
  ...more,
})
const folded = (events: readonly ThreadEvent[], more: Partial<Thread> = {}) =>
  foldThread(someThread(at(0), { events, ...more }))
const answer = (seq: number, deviceId: string, kind: AnswerKind, more: Partial<ThreadEvent> = {}) =>
  event(seq, deviceId, { type: 'answer', answer: kind, by: BY }, more)

describe('a signaal', () => {
  test('was sent once the relay gave it a place, and its time is that of sending', () => {
    const signal = (seq: number): ThreadEvent => event(seq, 'school-1', { type: 'signal' })
    expect(folded([])).toMatchObject({ sent: false, sentAt: null })
    expect(folded([signal(0)])).toMatchObject({ sent: false, sentAt: null })
    expect(folded([signal(3)])).toMatchObject({ sent: true, sentAt: at(3) })
    expect(folded([event(1, 'care-1', { type: 'receipt' })])).toMatchObject({ sent: false, sentAt: null })
  })

  test('has what waits on this laptop shown as waiting, of every kind', () => {
    const all = (seq: number) => [
      answer(seq, 'care-1', 'contact-call-me'),
      event(seq, 'team-1', { type: 'coordination', action: 'take', reason: null, to: null, by: BY }),
      event(seq, 'school-1', { type: 'disclosure', names: [], reason: 'call-me-first' }),
      event(seq, 'team-1', {
        type: 'linie-request',
        organisationId: 'halt',
        action: 'ask',
        reason: null,
        by: BY,
      }),
      event(seq, 'school-1', { type: 'link', other: 'x', step: 'propose', relation: 'family', with: null }),
      event(seq, 'team-1', { type: 'unnamed-answer' }),
    ]
    const waits = (seq: number) => {
      const { answers, coordinated, disclosed, lines, links, unnamed } = folded(all(seq))
      return [answers, coordinated, disclosed, lines, links, unnamed].map((each) =>
        each.map(({ waiting }) => waiting),
      )
    }
    expect(waits(0)).toEqual(Array.from({ length: 6 }, () => [true]))
    expect(waits(5)).toEqual(Array.from({ length: 6 }, () => [false]))
  })

  test('knows how many looked as the requester said last', () => {
    const told = (seq: number, looked: number, missing?: string[]) =>
      event(seq, 'school-1', { type: 'receipt-summary', looked, missing })
    expect(folded([]).covered).toBeNull()
    expect(folded([told(1, 3, ['tag']), told(2, 5)]).covered).toEqual({ looked: 5, missing: null, at: at(2) })
    expect(folded([told(1, 3, ['tag'])]).covered).toEqual({ looked: 3, missing: ['tag'], at: at(1) })
  })

  test('keeps what a coordinator asked of a line, with who and why', () => {
    expect(
      folded([
        event(2, 'team-1', {
          type: 'linie-request',
          organisationId: 'halt',
          action: 'escalation',
          reason: 'missing',
          by: BY,
        }),
      ]).lines,
    ).toEqual([
      {
        organisationId: 'halt',
        action: 'escalation',
        reason: 'missing',
        by: BY,
        deviceId: 'team-1',
        at: at(2),
        waiting: false,
      },
    ])
  })
})

describe('somebody', () => {
  const receipt = (seq: number, deviceId: string) => event(seq, deviceId, { type: 'receipt' })

  test('looked from the first time on, by whatever showed it', () => {
    expect(
      folded([receipt(1, 'care-1'), receipt(4, 'care-2'), answer(5, 'sport-1', 'perhaps-call-me')]).looked,
    ).toEqual([
      { organisationId: 'care', at: at(1) },
      { organisationId: 'sport', at: at(5) },
    ])
    expect(folded([receipt(1, 'school-2')]).looked).toEqual([])
  })

  test('answered, but not by a perhaps alone; also where only a mark or a coordinator told of it', () => {
    expect(folded([]).someoneAnswered).toBe(false)
    expect(folded([answer(1, 'care-1', 'perhaps-call-me')]).someoneAnswered).toBe(false)
    expect(folded([answer(1, 'care-1', 'contact-call-me')]).someoneAnswered).toBe(true)
    expect(folded([answer(1, 'team-1', 'in-view-unnamed')]).someoneAnswered).toBe(true)
    expect(folded([], { answeredAt: at(4) }).someoneAnswered).toBe(true)
    const unnamed = folded([event(1, 'care-1', { type: 'unnamed-answer' })])
    expect(unnamed).toMatchObject({
      someoneAnswered: true,
      unnamed: [{ organisationId: 'care', waiting: false }],
    })
  })

  test('who does not want to be named is passed on once by an organisation, however many coordinators it has, and did not look', () => {
    const state = folded([
      answer(1, 'team-1', 'in-view-unnamed'),
      answer(2, 'team-2', 'in-view-unnamed'),
      answer(3, 'municipality-1', 'in-view-unnamed'),
      answer(4, 'team-3', 'contact-call-me'),
    ])
    expect(state.answers.map(({ deviceId }) => deviceId)).toEqual(['team-1', 'municipality-1', 'team-3'])
    expect(state.looked).toEqual([{ organisationId: 'team', at: at(4) }])
    // A colleague who answers with a name first keeps nobody from being passed on.
    const named = folded([answer(1, 'team-1', 'contact-call-me'), answer(2, 'team-2', 'in-view-unnamed')])
    expect(named.answers).toHaveLength(2)
  })

  test('can be written to where the answer brought a key, and was no hint and not for somebody else', () => {
    const keyOf = (kind: AnswerKind, more: Partial<ThreadEvent> = { replyKey: 'key' }) =>
      folded([answer(1, 'care-1', kind, more)]).answers[0]!.replyKey
    expect(keyOf('contact-call-me')).toBe('key')
    expect(keyOf('contact-parents-first')).toBe('key')
    expect(keyOf('contact-call-me', {})).toBeNull()
    expect([keyOf('perhaps-call-me'), keyOf('in-view-unnamed')]).toEqual([null, null])
  })

  test('who moved is the same one, and the device that signed is kept', () => {
    expect(folded([answer(1, 'care-1', 'contact-call-me')]).answers[0]).toMatchObject({
      signedBy: 'care-1',
      seq: 1,
    })
    expect(folded([answer(1, 'care-1', 'contact-call-me', { signedBy: 'care-9' })]).answers[0]).toMatchObject(
      {
        deviceId: 'care-1',
        signedBy: 'care-9',
      },
    )
  })

  test('ended it by themselves, or by a colleague who had not answered', () => {
    const end = (seq: number, deviceId: string) =>
      event(seq, deviceId, { type: 'outcome', outcome: 'contact-restored' })
    const ends = (...events: ThreadEvent[]) =>
      folded([
        answer(1, 'care-1', 'contact-call-me'),
        answer(2, 'care-2', 'contact-call-me'),
        ...events,
      ]).answers.map(({ outcome, outcomeSaidAt, outcomeAt }) => [outcome, outcomeSaidAt, outcomeAt])
    const none = [null, null, null]
    expect(ends()).toEqual([none, none])
    expect(ends(end(3, 'care-1'))).toEqual([['contact-restored', at(3), at(4)], none])
    const both = ['contact-restored', at(3), at(4)]
    expect(ends(end(3, 'care-3'))).toEqual([both, both])
    expect(ends(end(3, 'sport-1'))).toEqual([none, none])
  })
})

describe('two signalen', () => {
  const link = (seq: number, deviceId: string, step: string, more: object = {}) =>
    event(seq, deviceId, { type: 'link', other: 'x', step, relation: 'family', with: null, ...more })
  const links = (...events: ThreadEvent[]) => folded(events).links
  const proposed = link(1, 'school-1', 'propose', { with: BY })

  test('belong together by the word of a requester', () => {
    expect(links(proposed)).toEqual([
      {
        other: 'x',
        relation: 'family',
        with: BY,
        organisationId: 'school',
        deviceId: 'school-1',
        merged: false,
        at: at(1),
        waiting: false,
      },
    ])
  })
  test('are taken as one by a coordinator, beside that word or without it', () => {
    expect(links(proposed, link(2, 'team-1', 'merge', { relation: 'same-child' }))).toEqual([
      {
        other: 'x',
        relation: 'same-child',
        with: BY,
        organisationId: 'school',
        deviceId: 'school-1',
        merged: true,
        at: at(2),
        waiting: false,
      },
    ])
    expect(links(link(2, 'team-1', 'merge'))).toMatchObject([
      { with: null, organisationId: null, deviceId: null, merged: true },
    ])
    // Who says it after that changes nothing of being one.
    expect(links(link(1, 'team-1', 'merge'), link(2, 'school-1', 'propose'))).toMatchObject([
      { deviceId: 'school-1', merged: true },
    ])
  })
  test('are apart again where a coordinator says so, and stay said where a requester said it', () => {
    const merged = link(2, 'team-1', 'merge')
    expect(links(proposed, merged, link(3, 'team-1', 'part'))).toMatchObject([
      { other: 'x', deviceId: 'school-1', with: BY, merged: false },
    ])
    expect(links(merged, link(3, 'team-1', 'part'))).toEqual([])
    expect(links(link(3, 'team-1', 'part'))).toEqual([])
  })
  test('are taken back by who said it, and by nobody else', () => {
    expect(links(proposed, link(2, 'school-1', 'take-back'))).toEqual([])
    expect(links(proposed, link(2, 'care-1', 'take-back'))).toMatchObject([{ deviceId: 'school-1' }])
    expect(links(link(2, 'school-1', 'take-back'))).toEqual([])
    // What a coordinator took as one stays one without that word.
    const merged = link(2, 'team-1', 'merge')
    expect(links(proposed, merged, link(3, 'school-1', 'take-back'))).toMatchObject([
      { organisationId: null, deviceId: null, merged: true, with: BY },
    ])
    expect(links(proposed, merged, link(3, 'care-1', 'take-back'))).toMatchObject([
      { organisationId: 'school', deviceId: 'school-1', merged: true },
    ])
  })
})

describe('an event', () => {
  const [waiting, back] = [
    answer(0, 'care-1', 'contact-call-me', { hash: 'a' }),
    answer(4, 'care-1', 'contact-call-me', { hash: 'a' }),
  ]
  const other = answer(2, 'sport-1', 'contact-call-me', { hash: 'b' })

  test('is there once; what came back from the relay takes the place of what waited, and never the other way', () => {
    const thread = someThread(at(0), { events: [waiting, other] })
    expect(withEvent(thread, back).events).toEqual([other, back])
    expect(withEvent(thread, waiting)).toBe(thread)
    const later = someThread(at(0), { events: [other, back] })
    expect(withEvent(later, waiting)).toBe(later)
    expect(withEvent(later, back)).toBe(later)
    expect(withEvent(someThread(at(0), { events: [other] }), back).events).toEqual([other, back])
  })
  test('that waits comes after all that have a place, by its own time', () => {
    const take = (seq: number, deviceId: string, minute: number) =>
      event(seq, deviceId, {
        type: 'coordination',
        action: 'take',
        reason: null,
        to: null,
        by: BY,
        sentAt: at(minute),
      })
    const order = (...events: ThreadEvent[]) => folded(events).coordinated.map(({ deviceId }) => deviceId)
    expect(order(take(0, 'c', 9), take(0, 'b', 5), take(7, 'a', 50))).toEqual(['a', 'b', 'c'])
    expect(order(take(0, 'b', 5), take(7, 'a', 50), take(0, 'c', 9))).toEqual(['a', 'b', 'c'])
  })
})
