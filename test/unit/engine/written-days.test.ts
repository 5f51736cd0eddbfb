/** Every day of every command has bounds, and a year of two digits never becomes the year 27. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAYS, refuseOddDays } from '../../../renderer/engine/core/written-days.ts'
import { boundsOf, IsoDay, withWholeYear, type DayPurpose } from '../../../shared/calendar/day-bounds.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../../shared/calendar/time.ts'
import { Command } from '../../../shared/api/api.ts'
import { leavesOf, type Schema } from '../../fixtures/schema-walk.ts'

const TODAY = '2026-11-29'
const isDay = (schema: Schema): boolean =>
  schema.def.type === 'string' &&
  schema.safeParse('2026-11-23').success &&
  !schema.safeParse('dinsdag').success &&
  !schema.safeParse('2026-02-31').success

const days = (Command as unknown as { options: Schema[] }).options.flatMap((schema) => {
  const { kind } = schema.def['shape'] as { kind: { def: { values: string[] } } }
  return leavesOf(schema, kind.def.values[0]!).filter((leaf) => isDay(leaf.schema))
})
const commandWith = (path: string, day: string): Command => {
  const [kind, ...names] = path.split('.')
  return {
    kind,
    ...(names.reduceRight<unknown>((value, name) => ({ [name]: value }), day) as object),
  } as unknown as Command
}

test('every day of a command says what it is for, and no other', () => {
  expect(Object.keys(DAYS).toSorted()).toEqual([...new Set(days.map(({ path }) => path))].toSorted())
  for (const { schema, path } of days)
    for (const odd of ['0027-01-05', '1899-12-31', '2200-01-01'])
      expect([path, odd, schema.safeParse(odd).success]).toEqual([path, odd, false])
})

test('the engine lets through what lies within, and nothing beside it', () => {
  for (const [path, purpose] of Object.entries(DAYS)) {
    const { min, max } = boundsOf(purpose, TODAY)
    for (const day of [min, max])
      expect(() => refuseOddDays(commandWith(path, day), TODAY), path).not.toThrow()
    const [before, after] = [isoDateOfDay(dayOfIsoDate(min) - 1), isoDateOfDay(dayOfIsoDate(max) + 1)]
    for (const day of [before, after, '0027-01-05'])
      expect(() => refuseOddDays(commandWith(path, day), TODAY), `${path} ${day}`).toThrow(/^date-/)
  }
})

test('a year of two digits is the only one that fits, or none', () => {
  const bounds = (purpose: DayPurpose) => boundsOf(purpose, TODAY)
  expect(withWholeYear('0027-01-05', bounds('ahead'))).toBe('2027-01-05')
  expect(withWholeYear('0026-11-16', bounds('lost'))).toBe('2026-11-16')
  expect(withWholeYear('0019-01-05', bounds('lost'))).toBe(null)
  expect(withWholeYear('0027-01-05', bounds('birth'))).toBe('1927-01-05')
  expect(withWholeYear('0017-03-14', bounds('birth'))).toBe(null)
  expect(withWholeYear('0202-01-05', bounds('ahead'))).toBe(null)
  expect(withWholeYear('0028-02-29', { min: '2026-01-01', max: '2030-01-01' })).toBe('2028-02-29')
  const wide = { min: '1900-01-01', max: '2199-12-31' }
  expect(withWholeYear('0099-01-05', { ...wide, max: '2050-01-01' })).toBe('1999-01-05')
  expect(withWholeYear('0001-01-05', { ...wide, min: '1950-01-01' })).toBe('2001-01-05')
  expect(withWholeYear('0000-01-05', { ...wide, min: '1950-01-01' })).toBe(null)
  expect(withWholeYear('0100-01-05', { ...wide, min: '1950-01-01' })).toBe(null)
  // 29 February was in 2000 and not in 1900; a whole year is left as it is, also one that cannot be.
  expect(withWholeYear('0000-02-29', wide)).toBe(null)
  expect(withWholeYear('0004-02-29', { ...wide, min: '1950-01-01' })).toBe('2004-02-29')
  expect(
    ['1000-01-01', '2026-11-29', '9999-12-31'].map((day) => withWholeYear(day, bounds('ahead'))),
  ).toEqual(['1000-01-01', '2026-11-29', '9999-12-31'])
  expect(
    ['1899-12-31', '1900-01-01', '2199-12-31', '2200-01-01'].map((day) => IsoDay.safeParse(day).success),
  ).toEqual([false, true, true, false])
  const purposes: DayPurpose[] = ['birth', 'signed', 'lost', 'done', 'ahead', 'shown', 'school']
  fc.assert(
    fc.property(
      fc.constantFrom(...purposes),
      fc.integer({ min: -719_000, max: 1_000_000 }).map(isoDateOfDay),
      (purpose, day) => {
        const read = withWholeYear(day, bounds(purpose))
        if (read === day || read === null) return
        expect(read.slice(2)).toBe(day.slice(2))
        expect(IsoDay.safeParse(read).success).toBe(true)
        expect(read >= bounds(purpose).min && read <= bounds(purpose).max).toBe(true)
      },
    ),
  )
})

test('who writes an odd day hears in which way it is odd', () => {
  const said = (purpose: DayPurpose, of: 'before' | 'after'): string => {
    const [path] = Object.entries(DAYS).find(([, one]) => one === purpose)!
    const { min, max } = boundsOf(purpose, TODAY)
    const day = of === 'before' ? isoDateOfDay(dayOfIsoDate(min) - 1) : isoDateOfDay(dayOfIsoDate(max) + 1)
    try {
      refuseOddDays(commandWith(path, day), TODAY)
      return 'taken'
    } catch (error) {
      return (error as { message: string }).message
    }
  }
  expect([said('lost', 'before'), said('lost', 'after')]).toEqual(['date-too-old', 'date-in-future'])
  expect([said('ahead', 'before'), said('ahead', 'after')]).toEqual(['date-in-past', 'date-out-of-bounds'])
  expect([said('done', 'before'), said('done', 'after')]).toEqual([
    'date-out-of-bounds',
    'date-out-of-bounds',
  ])
})

test('a day is found in every place of a list, and what is no day there is left alone', () => {
  const holidays = (...days: unknown[]) =>
    ({
      kind: 'set-school-holidays',
      holidays: days.map((from) => ({ from, until: TODAY })),
    }) as unknown as Command
  expect(() => refuseOddDays(holidays(TODAY, TODAY), TODAY)).not.toThrow()
  expect(() => refuseOddDays(holidays(TODAY, '1990-01-01'), TODAY)).toThrow('date-out-of-bounds')
  expect(() => refuseOddDays(holidays(null, 7, undefined), TODAY)).not.toThrow()
})
