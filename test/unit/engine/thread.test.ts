import { expect, test } from 'vitest'
import { maySayWhich, nameAsked } from '../../../renderer/engine/core/coordination.ts'
import { foldThread } from '../../../renderer/engine/core/thread-state.ts'
import type { Thread, ThreadEvent } from '../../../renderer/engine/core/thread.ts'
import { BY, SIGNAL_ID, someEvent, someThread } from '../../fixtures/thread.ts'

const by = { name: 'Noor Smit', function: 'leerkracht', phone: '06-00 00 00 00' }
const answered = (
  organisationId: string,
  answer: 'perhaps-call-me' | 'contact-call-me' | 'in-view-unnamed',
): ThreadEvent => ({
  hash: answer,
  seq: 2,
  deviceId: 'another',
  organisationId,
  receivedAt: '2026-11-23T10:00:00.000Z',
  content: {
    type: 'answer',
    signalId: 'AAAAAAAAAAAAAAAAAAAAAA',
    answer,
    by,
    sentAt: '2026-11-23T10:00:00.000Z',
  },
})

test('what a colleague of the requester looked up counts for none of those who are asked', () => {
  const folded = (organisationId: string, answer: 'perhaps-call-me' | 'in-view-unnamed') =>
    foldThread({
      requesterOrganisationId: 'school',
      events: [answered(organisationId, answer)],
    } as unknown as Thread)
  for (const answer of ['perhaps-call-me', 'in-view-unnamed'] as const)
    expect(folded('school', answer)).toMatchObject({ answers: [{ content: { answer } }], looked: [] })
  expect(folded('care', 'perhaps-call-me').looked).toHaveLength(1)
})

test('a name that was given after it was asked for answers the question, whatever the clocks of the two laptops say', () => {
  const coordinator = (seq: number, at: string): ThreadEvent => ({
    ...someEvent(seq, 'team-1', at, {
      type: 'coordination',
      signalId: SIGNAL_ID,
      action: 'ask-name',
      reason: 'worry',
      to: null,
      by: BY,
      sentAt: at,
    }),
  })
  const requester = (seq: number, at: string): ThreadEvent => ({
    ...someEvent(seq, 'school-1', at, {
      type: 'disclosure',
      signalId: SIGNAL_ID,
      names: [],
      reason: 'call-me-first',
      sentAt: at,
    }),
    to: 'team-1',
  })
  const [late, early] = ['2026-11-23T09:00:09.000Z', '2026-11-23T09:00:00.000Z']
  const folded = (...events: ThreadEvent[]) => foldThread(someThread(early, { events }))
  expect(nameAsked(folded(coordinator(1, late)))).toMatchObject({ action: 'ask-name' })
  expect(nameAsked(folded(coordinator(1, late), requester(2, early)))).toBeNull()
  expect(nameAsked(folded(coordinator(1, late), requester(0, early)))).toBeNull() // still waiting to leave
  expect(nameAsked(folded(coordinator(1, late), requester(2, early), coordinator(3, early)))).toMatchObject({
    place: 2,
  })
})

test('which organisations have not looked is said only while nobody answered and several looked: nobody who answers is found by it', () => {
  const receipt = (organisationId: string, seq: number): ThreadEvent =>
    someEvent(seq, `${organisationId}-1`, '2026-11-23T10:00:00.000Z', {
      type: 'receipt',
      signalId: SIGNAL_ID,
      sentAt: '2026-11-23T10:00:00.000Z',
    })
  const looked = ['welfare', 'health', 'sport'].map((name, i) => receipt(name, 2 + i))
  const answer: ThreadEvent = { ...answered('welfare', 'contact-call-me'), seq: 9 }
  const says = (...events: ThreadEvent[]): boolean =>
    maySayWhich(foldThread(someThread('2026-11-23T09:00:00.000Z', { events })))
  expect([says(), says(...looked.slice(0, 2)), says(...looked), says(...looked, answer)]).toEqual([
    false,
    false,
    true,
    false,
  ])
})
