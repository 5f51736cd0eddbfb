/** What waits longest stands first, and what is counted is what is shown. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOf, daysLate, queueOf, wijkenOf } from '../../../renderer/features/triage/queue.ts'
import { TriageTab } from '../../../shared/bridge.ts'
import type { NeighbourhoodSignal } from '../../../shared/worker.ts'
import { neighbourhood } from '../../screens/sample-views.ts'

const TODAY = '2026-11-23'
const [SOME] = neighbourhood
const signal = (more: Partial<NeighbourhoodSignal>): NeighbourhoodSignal => ({ ...SOME!, taken: null, history: [], ...more })
const numbers = (signals: readonly NeighbourhoodSignal[]): string[] => signals.map(({ number }) => number)

test('late ones first, the longest waiting on top; then what was answered and has no end, then what is talked about, then what ended', () => {
  const signals = [
    signal({ number: 'R-5', state: 'closed', outcome: 'moved', answerBy: '2026-11-01' }), signal({ number: 'R-4', state: 'answered', answerBy: '2026-11-02' }), signal({ number: 'R-3', state: 'answered', awaitsEnd: true, answerBy: '2026-11-20' }),
    signal({ number: 'R-2', answerBy: '2026-11-24' }), signal({ number: 'R-1', answerBy: '2026-11-20' }),
  ]
  expect(numbers(queueOf(signals, { wijk: null, tab: 'open' }, TODAY))).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
  expect(numbers(queueOf(signals, { wijk: null, tab: 'ended' }, TODAY))).toEqual(['R-5'])
  expect(signals.map((one) => daysLate(one, TODAY))).toEqual([0, 0, 0, 0, 3])
})

test('the tabs: without an answer, gone within three days, taken on by this person', () => {
  const signals = [signal({ number: 'R-1', disappearsOn: '2026-11-26' }), signal({ number: 'R-2', disappearsOn: '2026-11-27', taken: { name: 'Ineke', mine: true } }), signal({ number: 'R-3', state: 'answered', disappearsOn: '2026-11-24', taken: { name: 'Joost', mine: false } })]
  expect(numbers(queueOf(signals, { wijk: null, tab: 'unanswered' }, TODAY)).sort()).toEqual(['R-1', 'R-2'])
  expect(numbers(queueOf(signals, { wijk: null, tab: 'leaving' }, TODAY)).sort()).toEqual(['R-1', 'R-3'])
  expect(numbers(queueOf(signals, { wijk: null, tab: 'mine' }, TODAY))).toEqual(['R-2'])
})

test('every count is the length of its list, the wijken add up to the whole, and every wijk of the person has a tile', () => {
  const day = fc.integer({ min: 1, max: 30 }).map((date) => `2026-11-${String(date).padStart(2, '0')}`)
  const any = fc.record({ neighbourhood: fc.constantFrom('WK990101', 'WK990102'), state: fc.constantFrom('open' as const, 'answered' as const, 'closed' as const), awaitsEnd: fc.boolean(), lostSince: day, answerBy: day, disappearsOn: day, number: fc.nat(9999).map((value) => `R-${String(value).padStart(4, '0')}`) })
  fc.assert(fc.property(fc.array(any.map(signal), { maxLength: 30 }), (signals) => {
    const counts = countsOf(signals, null, TODAY)
    for (const tab of TriageTab.options) expect(counts[tab]).toBe(queueOf(signals, { wijk: null, tab }, TODAY).length)
    expect(counts.open + counts.ended).toBe(signals.length)
    const wijken = wijkenOf(signals, ['WK990103'], TODAY)
    expect(wijken.reduce((sum, { open }) => sum + open, 0)).toBe(counts.open)
    for (const { open, ages, late } of wijken) { expect(ages[0] + ages[1] + ages[2]).toBe(open); expect(late).toBeLessThanOrEqual(open) }
    expect(wijken.map(({ neighbourhood: code }) => code)).toContain('WK990103')
  }))
})
