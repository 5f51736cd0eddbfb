/** Files of absence as programs write them: who, which day, how many hours; nothing else is looked at. */
import { describe, expect, test } from 'vitest'
import { readAbsence, readHours, type ReadAbsence } from '../../../renderer/engine/caseload/absence-file.ts'
import { findHeader } from '../../../renderer/engine/caseload/header.ts'
import { openCaseloadFile } from '../../../renderer/engine/caseload/read-file.ts'
import { withoutBreath } from '../../../renderer/engine/core/time-slices.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { blobOf, sheetRows, TODAY, xlsxOf } from '../../fixtures/import.ts'

const CHILDREN: readonly Child[] = [
  {
    id: 'child-zoe',
    localNumber: '00123',
    firstName: 'Zoë',
    prefix: 'van den',
    lastName: 'Berg',
    birthDate: '2016-11-08',
  },
  {
    id: 'child-sami',
    localNumber: '4711',
    firstName: 'Sami',
    callName: 'Sam',
    lastName: 'Yıldız',
    birthDate: '2017-03-14',
  },
]
const read = async (
  content: string | Uint8Array,
): Promise<ReadAbsence | { readonly missing: readonly string[] }> => {
  const file = await openCaseloadFile(blobOf(content), false, withoutBreath)
  const table = await file.table(file.sheets[0]!.place)
  const header = findHeader(table.rows)!
  return readAbsence(
    header.names,
    header.rows,
    { children: CHILDREN, today: TODAY, dates1904: table.dates1904, withoutValue: table.withoutValue },
    withoutBreath,
  )
}
const daysIn = async (content: string | Uint8Array): Promise<Record<string, unknown>> =>
  Object.fromEntries(((await read(content)) as ReadAbsence).days)

describe('who, when, how long', () => {
  test('a number, a date and hours with a comma', async () => {
    expect(
      await daysIn('Leerlingnummer;Datum;Uren\n00123;02-11-2026;2,5\n00123;02-11-2026;1\n4711;3-11-2026;8'),
    ).toEqual({
      'child-zoe': [{ date: '2026-11-02', hours: 3.5 }],
      'child-sami': [{ date: '2026-11-03', hours: 8 }],
    })
  })
  test('a program that loses zeros in front is understood', async () => {
    expect(await daysIn('Stamnummer,Verzuimdatum,Klokuren\n123,2026-11-02,4.25')).toEqual({
      'child-zoe': [{ date: '2026-11-02', hours: 4.25 }],
    })
  })
  test('by name and birth date, also a whole name in one cell and a roepnaam', async () => {
    expect(
      await daysIn(
        'Naam;Geboortedatum;Datum;Minuten\nBerg, Zoë van den;08-11-2016;02-11-2026;90\nSam Yıldız;14-03-2017;02-11-2026;45',
      ),
    ).toEqual({
      'child-zoe': [{ date: '2026-11-02', hours: 1.5 }],
      'child-sami': [{ date: '2026-11-02', hours: 0.75 }],
    })
    expect(
      await daysIn(
        'Roepnaam;Tussenvoegsel;Achternaam;Geb.datum;Datum;Uren\nZoë;van den;Berg;8-11-2016;2-11-2026;2',
      ),
    ).toEqual({ 'child-zoe': [{ date: '2026-11-02', hours: 2 }] })
  })
  test('a row for each lesson counts as an hour, the same lesson once', async () => {
    expect(
      await daysIn('Leerlingnummer;Datum;Lesuur\n4711;02-11-2026;1\n4711;02-11-2026;2\n4711;02-11-2026;2'),
    ).toEqual({ 'child-sami': [{ date: '2026-11-02', hours: 2 }] })
  })
  test('of a spreadsheet, with dates as numbers and a title above', async () => {
    const xml = sheetRows([
      ['Verzuim week 45'],
      ['Leerlingnummer', 'Datum', 'Aantal uren', 'Toelichting'],
      ['<c s="2"><v>4711</v></c>', '<c s="1"><v>46328</v></c>', '<c><v>3</v></c>', 'Oma is ziek'],
    ])
    expect(await daysIn(xlsxOf([{ xml }]))).toEqual({ 'child-sami': [{ date: '2026-11-02', hours: 3 }] })
  })
})

describe('which absence counts', () => {
  const kinds = (header: string, ...cells: readonly string[]): string =>
    `Leerlingnummer;Datum;Uren;${header}\n${cells.map((cell, i) => `4711;0${i + 1}-11-2026;2;${cell}`).join('\n')}`
  test.each([
    [
      'Soort',
      ['Ongeoorloofd', 'Geoorloofd', 'Ziek', 'O', 'luxe verzuim', 'Spijbelen', 'niet ongeoorloofd'],
      4,
    ],
    ['Ongeoorloofd', ['ja', 'nee', 'x', ''], 2],
    ['Geoorloofd', ['ja', 'nee', '', 'N'], 2],
    ['Reden', ['Tandarts', 'zonder geldige reden'], 1],
  ] as const)('a column %s says so', async (header, cells, count) => {
    const found = (await read(kinds(header, ...cells))) as ReadAbsence
    expect(found.days.get('child-sami')).toHaveLength(count)
    expect([found.hasKind, found.otherKind]).toEqual([true, cells.length - count])
  })
  test('without such a column all of it counts, and that is said', async () => {
    expect(await read('Leerlingnummer;Datum;Uren\n4711;01-11-2026;2')).toMatchObject({
      hasKind: false,
      otherKind: 0,
    })
  })
  test('a reason, a note or another number is not kept: only day and hours are', async () => {
    const found = (await read(
      'Leerlingnummer;BSN;Datum;Uren;Soort;Opmerking\n4711;111222333;02-11-2026;2;Ongeoorloofd;Vader is boos',
    )) as ReadAbsence
    expect(JSON.stringify([...found.days])).toBe('[["child-sami",[{"date":"2026-11-02","hours":2}]]]')
    expect(found.columns).toEqual(['Leerlingnummer', 'Datum', 'Uren', 'Soort'])
  })
})

describe('what cannot be used is told', () => {
  test('rows of nobody on the list, without a day, without hours, without a person', async () => {
    const found = (await read(
      'Leerlingnummer;Datum;Uren\n9999;02-11-2026;2\n4711;31-11-2026;2\n4711;02-11-2026;veel\n;02-11-2026;2\n4711;02-11-2026;25\n4711;24-11-2026;2',
    )) as ReadAbsence
    expect(found).toMatchObject({
      unknown: 1,
      unread: [
        { row: 3, problem: 'date' },
        { row: 4, problem: 'hours' },
        { row: 5, problem: 'who' },
        { row: 6, problem: 'hours' },
        { row: 7, problem: 'date' },
      ],
    })
    expect(found.days.size).toBe(0)
  })
  test('a name alone is nobody: another child may be called the same', async () => {
    expect(await read('Naam;Datum;Uren\nSami Yıldız;02-11-2026;2')).toEqual({ missing: ['Leerlingnummer'] })
  })
  test('columns that are missing are named', async () => {
    expect(await read('Leerlingnummer;Klas\n4711;6a')).toEqual({ missing: ['Datum', 'Uren'] })
  })
  test('two numbers that differ in zeros only are not taken for each other', async () => {
    const twins: readonly Child[] = [
      { ...CHILDREN[0]!, localNumber: '0011' },
      { ...CHILDREN[1]!, localNumber: '11' },
    ]
    const found = (await readAbsence(
      ['Leerlingnummer', 'Datum', 'Uren'],
      [
        { number: 2, cells: ['00011', '02-11-2026', '2'] },
        { number: 3, cells: ['0011', '02-11-2026', '2'] },
      ],
      { children: twins, today: TODAY, dates1904: false, withoutValue: new Set() },
      withoutBreath,
    )) as ReadAbsence
    expect([[...found.days.keys()], found.unknown]).toEqual([['child-zoe'], 1])
  })
})

test.each([
  ['2', 2],
  ['2,5', 2.5],
  ['0.75', 0.75],
  ['2:30', 2.5],
  ['2u30', 2.5],
  ['3 lesuren', 3],
  ['1 uur', 1],
  ['0,333333', 0.33],
  ['24', 24],
  ['0', 0],
  ['', null],
  ['25', null],
  ['-1', null],
  ['2:75', null],
  ['1e3', null],
  ['twee', null],
  ['2,5,1', null],
  ['Infinity', null],
  ['NaN', null],
] as const)('hours written as “%s” are %s', (text, hours) => expect(readHours(text)).toBe(hours))
