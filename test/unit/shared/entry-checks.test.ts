import { describe, expect, test } from 'vitest'
import { entryChecks, type Entered } from '../../../shared/matching/entry-checks.ts'

const TODAY = '2026-11-23'
const checks = (more: Partial<Entered> = {}) =>
  entryChecks({ firstName: 'Sami', lastName: 'Yıldız', birthDate: '2017-03-14', ...more }, TODAY)

describe('questions at entry', () => {
  test('an ordinary child asks nothing', () => expect(checks()).toEqual([]))

  test.each([
    ['1 January', { birthDate: '2012-01-01' }, 'default-birth-date'],
    ['1 July', { birthDate: '2012-07-01' }, 'default-birth-date'],
    [
      'a date ahead that is behind with day and month exchanged',
      { birthDate: '2026-12-02' },
      'day-month-swapped',
    ],
    ['a date ahead', { birthDate: '2027-03-14' }, 'unlikely-age'],
    ['somebody of 28', { birthDate: '1998-11-23' }, 'unlikely-age'],
    ['an official name without a call name', { firstName: 'Johannes' }, 'call-name-unknown'],
    ['several given names without a call name', { firstName: 'Mohamed Amine' }, 'call-name-unknown'],
    ['initials', { firstName: 'J.W.' }, 'initials-only'],
    [
      'a surname in the place of the first name',
      { firstName: 'van den Berg', lastName: 'Fatima' },
      'names-swapped',
    ],
    [
      'a common surname in the place of the first name',
      { firstName: 'Yılmaz', lastName: 'Ayşe' },
      'names-swapped',
    ],
    ['Arabic letters', { firstName: 'محمد' }, 'other-script'],
    ['Cyrillic letters', { lastName: 'Шевченко' }, 'other-script'],
    ['a number that passes the eleven test', { lastName: 'Yıldız 111222333' }, 'bsn-in-name'],
    ['the same with dots', { firstName: 'Sami 1112.22.333' }, 'bsn-in-name'],
  ] as const)('%s', (_, more, code) => expect(checks(more)).toContain(code))

  test.each([
    ['a day and a month that could be exchanged but need not', { birthDate: '2017-03-04' }],
    ['somebody of 27', { birthDate: '1998-11-24' }],
    ['a call name beside official names', { firstName: 'Johannes Petrus', callName: 'Jan' }],
    ['a double first name', { firstName: 'Anne-Marie' }],
    ['a first name that is a surname too', { firstName: 'Thomas', lastName: 'Peters' }],
    ['diacritics', { firstName: 'Zoë', lastName: 'Öztürk' }],
    ['nine figures that fail the eleven test', { lastName: 'Yıldız 123456789' }],
  ] as const)('%s is left alone', (_, more) => expect(checks(more)).toEqual([]))
})
