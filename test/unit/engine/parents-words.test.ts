/** Where one said 'not safe', nothing advises to speak with the parents: about that signaal and all that belong to it. */
import { expect, test } from 'vitest'
import type { Informing, Thread } from '../../../renderer/engine/core/thread.ts'
import {
  adviceAbout,
  asMayLeave,
  familyNamesOf,
  leadsToFamily,
  parentsBySignal,
  parentsOf,
} from '../../../renderer/engine/core/parents-words.ts'
import { DeferReason } from '../../../shared/domain/informing.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { AnswerKind, ParentsInformed } from '../../../shared/domain/signal.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import { AgreementWhat, AskKind, type Entry } from '../../../shared/domain/conversation.ts'
import { BY, SIGNAL_ID, someEvent, someThread } from '../../fixtures/thread.ts'

const AT = '2026-11-23T09:00:00.000Z'
const OTHER = 'B'.repeat(22)
const THIRD = 'C'.repeat(22)
const thread = (parents: ParentsInformed, more: Partial<Thread> = {}): Thread => {
  const base = someThread(AT, more)
  return { ...base, signal: { ...base.signal, parents } }
}
const own = (parents: ParentsInformed, ...childIds: string[]): Thread => thread(parents, { childIds })
const matching = (id: string, parents: ParentsInformed, ...children: string[]): Thread =>
  thread(parents, { id, part: 'responder', matched: children.map((childId) => ({ childId, types: ['L'] })) })
const childAt = (id: string, lastName: string, houseNumber?: string): Child => ({
  id,
  firstName: id,
  lastName,
  birthDate: '2017-03-14',
  ...(houseNumber === undefined ? {} : { postcode: '1234AB', houseNumber }),
})
/** What a device holds, with a list on which sami and elif are of one family and noor lives next door. */
const held = (...threads: Thread[]) => ({
  threads: new Map(threads.map((one) => [one.id, one])),
  children: new Map(
    [
      childAt('sami', 'Yıldız', '1'),
      childAt('elif', 'yıldız', '1'),
      childAt('noor', 'Yıldız', '2'),
      childAt('bo', 'Yıldız'),
    ].map((child) => [child.id, child]),
  ),
})
const adviceOf = (id: string, ...threads: Thread[]): string =>
  parentsOf(parentsBySignal(held(...threads)), id).advice
const decided = (...informing: Informing[]): Thread => thread('unreachable', { informing })
const said = (seq: number, words: Entry) =>
  someEvent(seq, 'welfare-1', AT, {
    type: 'conversation',
    signalId: SIGNAL_ID,
    ref: 'AAAAAAAA',
    entry: words,
    sentAt: AT,
  })

test.each([
  ['informed', 'usual'],
  ['unreachable', 'usual'],
  ['other-reason', 'usual'],
  ['unsafe', 'not-to-parents'],
] as const)('a signaal that says %s: %s', (parents, advice) => {
  for (const part of ['requester', 'responder', 'none'] as const)
    expect(adviceOf(SIGNAL_ID, thread(parents, { part }))).toBe(advice)
})

const wait = (reason: DeferReason): Informing => ({ kind: 'deferred', on: '2026-11-30', reason, at: AT })

test('the requester can say so later; only that it is safe again, or that they were told, takes it back, and where the family goes stays unsaid', () => {
  const planned: Informing = { kind: 'planned', on: '2026-11-30', at: AT }
  const told: Informing = { kind: 'informed', on: '2026-11-23', at: AT }
  expect(adviceOf(SIGNAL_ID, decided(planned, wait('unsafe')))).toBe('not-to-parents')
  for (const after of [...DeferReason.options.map(wait), planned, told])
    for (const one of [decided(wait('unsafe'), after), thread('unsafe', { informing: [after] })])
      expect([after, adviceOf(SIGNAL_ID, one)]).toEqual([
        after,
        after === told || (after.kind === 'deferred' && after.reason === 'safe-again')
          ? 'usual'
          : 'not-to-parents',
      ])
  const again = decided(wait('unsafe'), wait('safe-again'))
  expect(parentsOf(parentsBySignal(held(again)), SIGNAL_ID).namesOnward).toBe(false)
  // Others know only what the signaal said.
  const other = { ...thread('unsafe', { informing: [wait('safe-again')] }), part: 'responder' as const }
  expect(adviceOf(SIGNAL_ID, other)).toBe('not-to-parents')
})

test('two children in one signaal, and two signalen about one child: unsafe wins, whoever asked', () => {
  const both = [own('unreachable', 'sami', 'elif'), matching(OTHER, 'unsafe', 'elif')]
  expect([SIGNAL_ID, OTHER].map((id) => adviceOf(id, ...both))).toEqual(['not-to-parents', 'not-to-parents'])
  const chain = [...both, matching(THIRD, 'informed', 'sami')]
  expect(adviceOf(THIRD, ...chain)).toBe('not-to-parents')
  expect(adviceOf(THIRD, own('unsafe', 'noor'), matching(THIRD, 'informed', 'sami'))).toBe('usual')
})

test('a brother or sister at the same address is of the same family; a neighbour of that name, or one without an address, is not', () => {
  const unsafe = own('unsafe', 'sami')
  const of = (childId: string): string => adviceOf(OTHER, unsafe, matching(OTHER, 'unreachable', childId))
  expect(['sami', 'elif', 'noor', 'bo'].map(of)).toEqual([
    'not-to-parents',
    'not-to-parents',
    'usual',
    'usual',
  ])
  // Also before there is a signaal about them, and from what somebody else said.
  for (const said of [unsafe, matching(THIRD, 'unsafe', 'sami')])
    expect(['sami', 'elif', 'noor', 'bo', 'unknown'].map((id) => adviceAbout(held(said), [id]))).toEqual([
      'not-to-parents',
      'not-to-parents',
      'usual',
      'usual',
      'usual',
    ])
  expect(adviceAbout(held(unsafe), ['noor', 'elif'])).toBe('not-to-parents')
  expect(adviceAbout(held(own('informed', 'sami')), ['sami'])).toBe('usual')
  expect(adviceAbout(held(unsafe), [])).toBe('usual')
})

test('a family is known however it is spelt, at the address before too, and after the child left the list', () => {
  const sami = childAt('sami', 'Yıldız', '5 A')
  const adviceFor = (sister: Partial<Child>, isGone = false): string => {
    const elif = { ...childAt('elif', 'Yıldız', '5a'), ...sister }
    const children = new Map([sami, elif].map((child) => [child.id, child]))
    const said = { ...own('unsafe', 'sami'), familyNames: familyNamesOf(['sami'], children) }
    if (isGone) children.delete('sami')
    return adviceAbout({ threads: new Map([[said.id, said]]), children }, ['elif'])
  }
  for (const sister of [
    {},
    { houseNumber: '5' },
    { lastName: 'Yildiz' },
    { lastName: 'YILDIZ', houseNumber: '05-a' },
    {
      postcode: '9999ZZ',
      houseNumber: '1',
      shielded: true,
      earlierAddresses: [{ postcode: '1234AB', houseNumber: '5' }],
    },
  ])
    for (const isGone of [false, true])
      expect([sister, isGone, adviceFor(sister, isGone)]).toEqual([sister, isGone, 'not-to-parents'])
  for (const sister of [{ houseNumber: '6' }, { postcode: '1234AC' }, { lastName: 'Bakker' }])
    expect([sister, adviceFor(sister)]).toEqual([sister, 'usual'])
  // What is kept says neither the surname nor the address.
  expect(JSON.stringify(familyNamesOf(['sami'], new Map([['sami', sami]])))).not.toMatch(/y[ıi]ld|1234/i)
})

test('what somebody said is another child does not count', () => {
  const denied = { ...matching(OTHER, 'unsafe', 'elif'), notTheSame: ['elif'] }
  expect(adviceOf(SIGNAL_ID, own('unreachable', 'elif'), denied)).toBe('usual')
})

test('signalen that were brought together are one, also for a coordinator who knows no child', () => {
  const together = someEvent(2, 'school-1', AT, {
    type: 'link',
    signalId: SIGNAL_ID,
    other: OTHER,
    step: 'propose',
    relation: 'family',
    with: null,
    sentAt: AT,
  })
  const two = (one: ParentsInformed, other: ParentsInformed): Thread[] => [
    thread(one, { part: 'none', coordinator: true, events: [together] }),
    thread(other, { id: OTHER, part: 'none', coordinator: true }),
  ]
  for (const pair of [two('unsafe', 'informed'), two('informed', 'unsafe')])
    expect([SIGNAL_ID, OTHER].map((id) => adviceOf(id, ...pair))).toEqual([
      'not-to-parents',
      'not-to-parents',
    ])
  expect(adviceOf(SIGNAL_ID, ...two('informed', 'informed'))).toBe('usual')
})

test('who refuses because it is not safe says so too', () => {
  const refuse = (reason: 'not-safe' | 'no-time'): Thread =>
    thread('unreachable', { events: [said(2, { kind: 'refuse', to: 'BBBBBBBB', reason })] })
  expect([adviceOf(SIGNAL_ID, refuse('no-time')), adviceOf(SIGNAL_ID, refuse('not-safe'))]).toEqual([
    'usual',
    'not-to-parents',
  ])
})

test('where somebody who knows the child may not be named, nobody writes with whom it goes on', () => {
  const shielded = someEvent(2, 'team-1', AT, {
    type: 'answer',
    signalId: SIGNAL_ID,
    answer: 'in-view-unnamed',
    by: BY,
    sentAt: AT,
  })
  const named = (...events: Thread['events']): boolean =>
    parentsOf(parentsBySignal(held(thread('informed', { events }))), SIGNAL_ID).namesOnward
  expect([named(), named(shielded)]).toEqual([true, false])
})

test('with whom a family goes on leaves only where nobody said that it is not safe, also after it waited', () => {
  const end = { type: 'outcome', signalId: SIGNAL_ID, outcome: 'handed-over', sentAt: AT } as const
  const named = { ...end, onward: 'Opvang in Assen' }
  const leaves = (content: Parameters<typeof asMayLeave>[0], ...threads: Thread[]): unknown =>
    asMayLeave(content, SIGNAL_ID, held(...threads))
  expect(leaves(named, thread('informed'))).toEqual(named)
  expect(leaves(named, thread('unsafe'))).toEqual(end)
  const since = [said(1, { kind: 'refuse', to: 'BBBBBBBB', reason: 'not-safe' })]
  expect(leaves(named, thread('informed', { events: since }))).toEqual(end)
  expect(leaves(end, thread('unsafe'))).toEqual(end)
})

test('a signaal that waited says not safe where that was said meanwhile, unless the parents were told', () => {
  const { signal } = thread('unreachable')
  for (const parents of ParentsInformed.options) {
    const content = { ...signal, parents }
    const waits = { ...own(parents, 'elif'), id: OTHER }
    const leaves = (...threads: Thread[]): unknown => asMayLeave(content, OTHER, held(waits, ...threads))
    expect(leaves()).toBe(content)
    expect(leaves(own('unsafe', 'sami'))).toEqual({
      ...content,
      parents: parents === 'informed' ? 'informed' : 'unsafe',
    })
  }
})

test('what waited and leads to the family does not leave once somebody said that it is not safe', () => {
  const say = (words: Entry): EventContent => ({
    type: 'conversation',
    signalId: SIGNAL_ID,
    ref: 'CCCCCCCC',
    entry: words,
    sentAt: AT,
  })
  const asked = [
    said(1, { kind: 'ask', ask: 'visit-together' }),
    { ...said(2, { kind: 'ask', ask: 'call-me' }), hash: 'two' },
  ].map((event, i) => ({
    ...event,
    content: { ...event.content, ref: i === 0 ? 'BBBBBBBB' : 'DDDDDDDD' } as EventContent,
  }))
  const answer = (kind: AnswerKind): EventContent => ({
    type: 'answer',
    signalId: SIGNAL_ID,
    answer: kind,
    by: BY,
    sentAt: AT,
  })
  const leading: readonly [EventContent, boolean][] = [
    ...AnswerKind.options.map((kind): [EventContent, boolean] => [
      answer(kind),
      kind === 'contact-parents-first',
    ]),
    ...AskKind.options.flatMap((ask): [EventContent, boolean][] => {
      const leads = ask === 'contact-for-us' || ask === 'visit-together'
      return [
        [say({ kind: 'ask', ask }), leads],
        [say({ kind: 'propose', to: 'DDDDDDDD', ask }), leads],
      ]
    }),
    ...AgreementWhat.options.map((what): [EventContent, boolean] => [
      say({ kind: 'agreement', by: 'both', what, on: '2026-11-30' }),
      what !== 'meet',
    ]),
    [say({ kind: 'accept', to: 'BBBBBBBB' }), true],
    [say({ kind: 'accept', to: 'DDDDDDDD' }), false],
    [say({ kind: 'text', text: 'Ik bel je.' }), false],
    [{ type: 'outcome', signalId: SIGNAL_ID, outcome: 'handed-over', sentAt: AT }, false],
  ]
  for (const [content, leads] of leading) {
    expect([content, leadsToFamily(content, held(thread('unsafe', { events: asked })))]).toEqual([
      content,
      leads,
    ])
    expect(leadsToFamily(content, held(thread('unreachable', { events: asked })))).toBe(false)
  }
})
