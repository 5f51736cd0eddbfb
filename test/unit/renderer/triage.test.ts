/** What waits longest stands first, and what is counted is what is shown. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  asOne,
  colleaguesOf,
  countsOf,
  daysLate,
  lineNow,
  pairsToMerge,
  queueOf,
  wijkenOf,
} from '../../../renderer/features/triage/queue.ts'
import { TriageTab } from '../../../shared/bridge.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import { neighbourhood } from '../../screens/sample-views.ts'

const TODAY = '2026-11-23'
const [SOME] = neighbourhood
const signal = (more: Partial<NeighbourhoodSignal>): NeighbourhoodSignal => ({
  ...SOME!,
  taken: null,
  history: [],
  ...more,
})
const numbers = (signals: readonly NeighbourhoodSignal[]): string[] => signals.map(({ number }) => number)

test('late ones first, the longest waiting on top; then what was answered and has no end, then what is talked about, then what ended', () => {
  const signals = [
    signal({ number: 'R-5', state: 'closed', outcome: 'moved', answerBy: '2026-11-01' }),
    signal({ number: 'R-4', state: 'answered', answerBy: '2026-11-02' }),
    signal({ number: 'R-3', state: 'answered', awaitsEnd: true, answerBy: '2026-11-20' }),
    signal({ number: 'R-2', answerBy: '2026-11-24' }),
    signal({ number: 'R-1', answerBy: '2026-11-20' }),
  ]
  expect(numbers(queueOf(signals, { wijk: null, tab: 'open' }, TODAY))).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
  expect(numbers(queueOf(signals, { wijk: null, tab: 'ended' }, TODAY))).toEqual(['R-5'])
  expect(signals.map((one) => daysLate(one, TODAY))).toEqual([0, 0, 0, 0, 3])
})

test('the tabs: without an answer, gone within three days, taken on by this person', () => {
  const signals = [
    signal({ number: 'R-1', disappearsOn: '2026-11-26' }),
    signal({ number: 'R-2', disappearsOn: '2026-11-27', taken: { name: 'Ineke', mine: true } }),
    signal({
      number: 'R-3',
      state: 'answered',
      disappearsOn: '2026-11-24',
      taken: { name: 'Joost', mine: false },
    }),
  ]
  expect(numbers(queueOf(signals, { wijk: null, tab: 'unanswered' }, TODAY)).sort()).toEqual(['R-1', 'R-2'])
  expect(numbers(queueOf(signals, { wijk: null, tab: 'leaving' }, TODAY)).sort()).toEqual(['R-1', 'R-3'])
  expect(numbers(queueOf(signals, { wijk: null, tab: 'mine' }, TODAY))).toEqual(['R-2'])
})

test('every count is the length of its list, the wijken add up to the whole, and every wijk of the person has a tile', () => {
  const day = fc.integer({ min: 1, max: 30 }).map((date) => `2026-11-${String(date).padStart(2, '0')}`)
  const any = fc.record({
    neighbourhood: fc.constantFrom('WK990101', 'WK990102'),
    state: fc.constantFrom('open' as const, 'answered' as const, 'closed' as const),
    awaitsEnd: fc.boolean(),
    lostSince: day,
    answerBy: day,
    disappearsOn: day,
    number: fc.nat(9999).map((value) => `R-${String(value).padStart(4, '0')}`),
  })
  fc.assert(
    fc.property(fc.array(any.map(signal), { maxLength: 30 }), (signals) => {
      const counts = countsOf(signals, null, TODAY)
      for (const tab of TriageTab.options)
        expect(counts[tab]).toBe(queueOf(signals, { wijk: null, tab }, TODAY).length)
      expect(counts.open + counts.ended).toBe(signals.length)
      const wijken = wijkenOf(signals, ['WK990103'], TODAY)
      expect(wijken.reduce((sum, { open }) => sum + open, 0)).toBe(counts.open)
      for (const { open, ages, late } of wijken) {
        expect(ages[0] + ages[1] + ages[2]).toBe(open)
        expect(late).toBeLessThanOrEqual(open)
      }
      expect(wijken.map(({ neighbourhood: code }) => code)).toContain('WK990103')
    }),
  )
})

test('it stands in the line of who asks, then in the one that was asked last; a line behind counts from the second coordinator on', () => {
  const lines = new Map([
    ['sport', 'front'],
    ['wijkteam', 'midfield'],
    ['leerplicht', 'defence'],
  ] as const)
  const at = (more: Partial<NeighbourhoodSignal>) =>
    lineNow(signal({ linie: 'midfield', asked: [], escalations: [], ...more }), (id) =>
      lines.get(id as 'sport'),
    )
  const asked = (organisationId: string, day: number) => ({
    organisationId,
    at: `2026-11-${day}T10:00:00.000Z`,
    name: 'Ineke',
    mine: true,
  })
  const escalation = (day: number, confirmed: boolean) => ({
    ...asked('leerplicht', day),
    id: 'A'.repeat(22),
    reason: null,
    confirmed,
  })
  expect(at({})).toBe('midfield')
  expect(at({ asked: [asked('wijkteam', 18), asked('sport', 17)] })).toBe('midfield')
  expect(at({ asked: [asked('sport', 18), asked('wijkteam', 17)] })).toBe('front')
  expect(at({ asked: [asked('sport', 18)], escalations: [escalation(19, false)] })).toBe('front')
  expect(at({ asked: [asked('sport', 18)], escalations: [escalation(19, true)] })).toBe('defence')
  expect(at({ asked: [asked('went away', 18)] })).toBe('midfield')
})

test('several go to a colleague of all their wijken; what a colleague looks after already is not taken from them', () => {
  const [joost, samira] = [
    { deviceId: 'joost', name: 'Joost' },
    { deviceId: 'samira', name: 'Samira' },
  ]
  const [oost, noord] = [signal({ colleagues: [joost, samira] }), signal({ colleagues: [samira] })]
  expect(colleaguesOf([oost])).toEqual([joost, samira])
  expect(colleaguesOf([oost, noord])).toEqual([samira])
  expect(colleaguesOf([oost, { ...noord, colleagues: [] }])).toEqual([])
  expect(colleaguesOf([oost, { ...noord, taken: { name: 'Joost', mine: false } }])).toEqual([])
  expect(colleaguesOf([oost, { ...noord, taken: { name: 'Ineke', mine: true } }])).toEqual([samira])
  expect(colleaguesOf([])).toEqual([])
})

const linked = (
  number: string,
  to: readonly string[],
  more: Partial<NeighbourhoodSignal> = {},
  merged = true,
): NeighbourhoodSignal =>
  signal({
    id: number,
    number,
    links: to.map((other) => ({ other, number: other, relation: 'same-child' as const, merged })),
    ...more,
  })

test('what is taken as one is one row, that of what waits longest, and whatever is done to it is done to all', () => {
  const signals = [
    linked('R-1', ['R-2'], { answerBy: '2026-11-20' }),
    linked('R-2', ['R-1', 'R-3'], { answerBy: '2026-11-18' }),
    linked('R-3', ['R-2'], { answerBy: '2026-11-25' }),
    linked('R-4', []),
  ]
  const { rows, membersOf } = asOne(signals)
  expect(numbers(rows)).toEqual(['R-2', 'R-4'])
  expect([...membersOf('R-2')].sort()).toEqual(['R-1', 'R-2', 'R-3'])
  expect(membersOf('R-4')).toEqual(['R-4'])
})

test('not what is only proposed, what has ended, or what stands in another wijk', () => {
  for (const more of [
    [{}, false],
    [{ state: 'closed' as const }, true],
    [{ neighbourhood: 'WK990102' }, true],
  ] as const) {
    const signals = [linked('R-1', ['R-2'], {}, more[1]), linked('R-2', ['R-1'], more[0], more[1])]
    expect(numbers(asOne(signals).rows)).toEqual(['R-1', 'R-2'])
    expect(asOne(signals).membersOf('R-2')).toEqual(['R-2'])
  }
})

test('no row is lost and none stands twice, whatever belongs to whatever', () => {
  const ids = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6']
  const any = fc.tuple(
    ...ids.map((id) =>
      fc.record({
        to: fc.subarray(ids.filter((other) => other !== id)),
        wijk: fc.constantFrom('WK990101', 'WK990102'),
        closed: fc.boolean(),
      }),
    ),
  )
  fc.assert(
    fc.property(any, (made) => {
      const signals = made.map(({ to, wijk, closed }, i) =>
        linked(
          ids[i]!,
          ids.filter((other, j) => other !== ids[i] && (to.includes(other) || made[j]!.to.includes(ids[i]!))),
          { neighbourhood: wijk, state: closed ? 'closed' : 'open' },
        ),
      )
      const { rows, membersOf } = asOne(signals)
      expect(rows.flatMap(({ id }) => [...membersOf(id)]).sort()).toEqual(ids)
      for (const { id, neighbourhood: wijk } of rows)
        for (const member of membersOf(id))
          expect(signals.find((one) => one.id === member)!.neighbourhood).toBe(wijk)
    }),
  )
})

test('pairs to merge: of the chosen only what both belong to; of one alone all of its own', () => {
  const signals = [
    linked('R-1', ['R-2', 'R-3'], {}, false),
    linked('R-2', ['R-1'], {}, false),
    linked('R-3', ['R-1'], {}, false),
    linked('R-4', ['R-9'], {}, false),
  ]
  expect(pairsToMerge(signals, ['R-1', 'R-2'])).toEqual([['R-1', 'R-2']])
  expect(pairsToMerge(signals, ['R-1'])).toEqual([
    ['R-1', 'R-2'],
    ['R-1', 'R-3'],
  ])
  expect(pairsToMerge(signals, ['R-4'])).toEqual([]) // the other one is not of this coordinator
})
