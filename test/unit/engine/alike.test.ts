/** Which signalen may belong to an own one, and which of a wijk do by the word of who asks in them. */
import { expect, test } from 'vitest'
import { alikeBySignal, linkedBySignal } from '../../../renderer/engine/core/alike.ts'
import type { Thread, ThreadEvent } from '../../../renderer/engine/core/thread.ts'
import type { LinkContent } from '../../../shared/messages/link.ts'
import type { KeyType } from '../../../shared/matching/key-types.ts'
import { BY, someEvent, someThread } from '../../fixtures/thread.ts'

const AT = '2026-11-23T09:00:00.000Z'
const own = someThread(AT, { id: 'own', childIds: ['sami'] })
const closed: ThreadEvent = someEvent(9, 'school-1', AT, {
  type: 'outcome',
  signalId: 'own',
  outcome: 'contact-restored',
  sentAt: AT,
})
const theirs = (more: Partial<Thread> = {}): Thread =>
  someThread(AT, {
    id: 'theirs',
    part: 'responder',
    requesterOrganisationId: 'college',
    matched: [{ childId: 'sami', types: ['P'] }],
    ...more,
  })
const hint = (types: readonly KeyType[]) => ({
  id: 'hint',
  matched: [{ childId: 'sami', types }],
  notTheSame: [],
})

test('the same lost child in a signaal of somebody else, as long as both are open and nobody said that it is another child', () => {
  expect(alikeBySignal([own, theirs()], []).get('own')).toEqual([
    { other: 'theirs', relation: 'same-child', childIds: ['sami'] },
  ])
  for (const none of [
    theirs({ notTheSame: ['sami'] }),
    theirs({ matched: [{ childId: 'elif', types: ['P'] }] }),
    theirs({ events: [{ ...closed, organisationId: 'college' }] }),
  ])
    expect(alikeBySignal([own, none], []).size).toBe(0)
  expect(alikeBySignal([{ ...own, events: [closed] }, theirs()], []).size).toBe(0)
})

test('keys that only hint: of the family where no first name is in any of them', () => {
  expect(alikeBySignal([own], [hint(['G', 'S'])]).get('own')).toMatchObject([{ relation: 'family' }])
  expect(alikeBySignal([own], [hint(['G', 'D'])]).get('own')).toMatchObject([{ relation: 'perhaps' }])
})

const ofWijk = (id: string, requesterOrganisationId: string, events: readonly ThreadEvent[] = []): Thread =>
  someThread(AT, {
    id,
    part: 'none',
    coordinator: true,
    requesterOrganisationId,
    requesterDeviceId: `${requesterOrganisationId}-1`,
    events,
    signal: { ...own.signal, number: `R-${id}` },
  })
const word = (
  seq: number,
  deviceId: string,
  signalId: string,
  other: string,
  step: LinkContent['step'],
): ThreadEvent => ({
  ...someEvent(seq, deviceId, AT, {
    type: 'link',
    signalId,
    other,
    step,
    relation: 'same-child',
    with: BY,
    sentAt: AT,
  }),
})

test('a link stands both ways, whichever of the two said so and about whichever', () => {
  for (const threads of [
    [ofWijk('1', 'school', [word(1, 'school-1', '1', '2', 'propose')]), ofWijk('2', 'college')],
    [ofWijk('1', 'school'), ofWijk('2', 'college', [word(1, 'school-1', '2', '1', 'propose')])],
  ]) {
    const links = linkedBySignal(threads)
    expect([links.get('1'), links.get('2')]).toEqual([
      [{ other: '2', number: 'R-2', relation: 'same-child', merged: false }],
      [{ other: '1', number: 'R-1', relation: 'same-child', merged: false }],
    ])
  }
})

test('the word of who asks in neither of them links nothing', () => {
  expect(
    linkedBySignal([
      ofWijk('1', 'school', [word(1, 'welfare-1', '1', '2', 'propose')]),
      ofWijk('2', 'college'),
    ]).size,
  ).toBe(0)
})

test('of another wijk only that there is one is known', () => {
  expect(
    linkedBySignal([ofWijk('1', 'school', [word(1, 'school-1', '1', 'elsewhere', 'propose')])]).get('1'),
  ).toEqual([{ other: 'elsewhere', number: null, relation: 'same-child', merged: false }])
})

test('merged and taken apart in the order of events; a professional merges nothing', () => {
  const said = word(1, 'school-1', '1', '2', 'propose')
  const after = (...events: ThreadEvent[]) =>
    linkedBySignal([ofWijk('1', 'school', [said, ...events]), ofWijk('2', 'college')])
      .get('1')
      ?.map(({ merged }) => merged)
  const by = (seq: number, step: LinkContent['step']): ThreadEvent => word(seq, 'team-1', '1', '2', step)
  expect(after(by(2, 'merge'))).toEqual([true])
  expect(after(by(2, 'merge'), by(3, 'part'))).toEqual([false])
  expect(after(by(3, 'merge'), by(2, 'part'))).toEqual([true])
  expect(after(word(2, 'school-1', '1', '2', 'take-back'))).toBeUndefined()
  expect(after(by(2, 'merge'), word(3, 'school-1', '1', '2', 'take-back'))).toEqual([true])
})
