/** What is laid side by side before somebody answers. */
import { expect, test } from 'vitest'
import { comparisonsOf } from '../../../renderer/engine/core/comparison.ts'
import { someThread } from '../../fixtures/thread.ts'

const TODAY = '2026-11-30'
const { signal } = someThread('2026-11-23T09:00:00.000Z')
const wijkOf = (child: { neighbourhood?: string; shielded?: boolean }) =>
  comparisonsOf(
    { id: 'c-1', firstName: 'Sami', lastName: 'Yıldız', birthDate: '2017-03-14', ...child },
    ['L'],
    signal,
    1,
    TODAY,
  ).find(({ field }) => field === 'neighbourhood')

test('the wijk is laid beside that of the signaal, but never where the address of the child is secret', () => {
  const there = signal.neighbourhood
  expect(wijkOf({ neighbourhood: there })).toMatchObject({ ours: there, result: 'fits' })
  expect(wijkOf({ neighbourhood: 'WK000199' })).toMatchObject({ ours: 'WK000199', result: 'different' })
  for (const child of [
    {},
    { neighbourhood: there, shielded: true },
    { neighbourhood: 'WK000199', shielded: true },
  ])
    expect(wijkOf(child)).toMatchObject({ ours: null, result: 'not-compared' })
})
