import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  Calendar,
  DateRange,
  easterOf,
  isPublicHoliday,
  isSchoolWeek,
  isWorkingDay,
  mondayOf,
  PLAIN_CALENDAR,
  publicHolidaysOf,
  schoolWeeksBetween,
  USUAL_HOLIDAYS,
  workingDayFrom,
  workingDaysBetween,
  type HolidayName,
  type PublicHolidays,
} from '../../../shared/calendar/working-days.ts'
import {
  isSchool,
  publishedHolidays,
  Region,
  schoolCalendar,
  SchoolHoliday,
} from '../../../shared/calendar/school-holidays.ts'
import { OrganisationKind } from '../../../shared/domain/identifiers.ts'

/** Published calendars: Easter, Koningsdag, Ascension and Pentecost Monday per year. */
const PUBLISHED: Readonly<
  Record<number, readonly [easter: string, kingsDay: string, ascension: string, pentecostMonday: string]>
> = {
  2024: ['2024-03-31', '2024-04-27', '2024-05-09', '2024-05-20'],
  2025: ['2025-04-20', '2025-04-26', '2025-05-29', '2025-06-09'],
  2026: ['2026-04-05', '2026-04-27', '2026-05-14', '2026-05-25'],
  2027: ['2027-03-28', '2027-04-27', '2027-05-06', '2027-05-17'],
  2028: ['2028-04-16', '2028-04-27', '2028-05-25', '2028-06-05'],
  2029: ['2029-04-01', '2029-04-27', '2029-05-10', '2029-05-21'],
  2030: ['2030-04-21', '2030-04-27', '2030-05-30', '2030-06-10'],
}
const ALL: PublicHolidays = { goodFriday: true, liberationDay: 'yearly' }
const dateOf = (year: number, name: HolidayName, rules = USUAL_HOLIDAYS): string | undefined =>
  publicHolidaysOf(year, rules).find((day) => day.name === name)?.date
const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()
/** Another way to the same date, on UTC days. */
const plusUtc = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
/** Gauss' method with the correction of 1816. */
const gauss = (year: number): string => {
  const [a, k] = [year % 19, Math.floor(year / 100)]
  const [p, q] = [Math.floor((13 + 8 * k) / 25), Math.floor(k / 4)]
  const d = (19 * a + ((15 - p + k - q) % 30)) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + ((4 + k - q) % 7)) % 7
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && (11 * (15 - p + k - q) + 11) % 30 < 19)
  return plusUtc(`${year}-03-22`, d + e - (late ? 7 : 0))
}

describe('public holidays', () => {
  test.each(Object.entries(PUBLISHED))(
    '%s is as published',
    (year, [easter, kingsDay, ascension, pentecostMonday]) => {
      expect(publicHolidaysOf(Number(year), ALL).map(({ date, name }) => [name, date])).toEqual([
        ['new-year', `${year}-01-01`],
        ['good-friday', plusUtc(easter, -2)],
        ['easter', easter],
        ['easter-monday', plusUtc(easter, 1)],
        ['kings-day', kingsDay],
        ['liberation-day', `${year}-05-05`],
        ['ascension', ascension],
        ['pentecost', plusUtc(pentecostMonday, -1)],
        ['pentecost-monday', pentecostMonday],
        ['christmas', `${year}-12-25`],
        ['second-christmas-day', `${year}-12-26`],
      ])
    },
  )
  test('Liberation Day is a day off in years that end in 0 or 5, or as the rule says', () => {
    const years = Object.keys(PUBLISHED).map(Number)
    expect(years.filter((year) => dateOf(year, 'liberation-day'))).toEqual([2025, 2030])
    expect(
      years.filter((year) => dateOf(year, 'liberation-day', { goodFriday: false, liberationDay: 'never' })),
    ).toEqual([])
    expect(years.filter((year) => dateOf(year, 'liberation-day', ALL))).toEqual(years)
  })
  test('Good Friday is a working day unless the rule says otherwise', () => {
    expect(isWorkingDay('2026-04-03', PLAIN_CALENDAR)).toBe(true)
    expect(isWorkingDay('2026-04-03', { publicHolidays: ALL, closed: [] })).toBe(false)
  })
  test('Koningsdag is never on a Sunday, and 27 April in every other year', () => {
    for (let year = 2014; year <= 2200; year += 1) {
      const day = dateOf(year, 'kings-day')!
      expect(weekday(day)).not.toBe(0)
      expect(day).toBe(weekday(`${year}-04-27`) === 0 ? `${year}-04-26` : `${year}-04-27`)
    }
  })
  test('Easter agrees with another method for every year from 1583 to 2999, also the earliest, the latest and the exceptions', () => {
    for (let year = 1583; year <= 2999; year += 1) expect(easterOf(year)).toBe(gauss(year))
    expect([1818, 2285, 1943, 2038, 1954, 1981].map(easterOf)).toEqual([
      '1818-03-22',
      '2285-03-22',
      '1943-04-25',
      '2038-04-25',
      '1954-04-18',
      '1981-04-19',
    ])
  })
  test('two holidays on one day are both named: Ascension on Liberation Day 2016', () => {
    expect(
      publicHolidaysOf(2016, ALL)
        .filter(({ date }) => date === '2016-05-05')
        .map(({ name }) => name),
    ).toEqual(['liberation-day', 'ascension'])
  })
})

describe('working days', () => {
  test.each([
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-28', false, 'a Saturday'],
    ['2026-11-29', false, 'a Sunday'],
    ['2026-12-25', false, 'Christmas on a Friday'],
    ['2026-12-24', true, 'the day before'],
    ['2026-04-06', false, 'Easter Monday'],
    ['2025-04-28', true, 'the Monday after a Koningsdag that was moved'],
    ['2026-05-05', true, 'Liberation Day in an ordinary year'],
    ['2025-05-05', false, 'and in a fifth'],
    ['2028-02-29', true, 'a leap day'],
    ['2026-05-15', true, 'the Friday after Ascension'],
  ])('%s: %s, %s', (date, works) => expect(isWorkingDay(date, PLAIN_CALENDAR)).toBe(works))

  test('a year has its weekdays less the holidays that fall on one', () => {
    const inYear = (year: number): number =>
      workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, PLAIN_CALENDAR)
    expect([2024, 2025, 2026, 2027, 2028, 2029, 2030].map(inYear)).toEqual([
      262 - 6,
      261 - 7,
      261 - 6,
      261 - 5,
      260 - 6,
      261 - 7,
      261 - 6,
    ])
  })
  test('what is closed does not count, first and last day included', () => {
    const calendar: Calendar = {
      publicHolidays: USUAL_HOLIDAYS,
      closed: [{ from: '2026-11-24', until: '2026-11-25' }],
    }
    expect(
      ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((date) => isWorkingDay(date, calendar)),
    ).toEqual([true, false, false, true])
    expect(addWorkingDays('2026-11-23', 1, calendar)).toBe('2026-11-26')
  })
  test.each([
    ['2026-11-20', 2, '2026-11-24', 'from Friday over a weekend'],
    ['2026-11-21', 2, '2026-11-24', 'from Saturday the same'],
    ['2026-12-23', 3, '2026-12-29', 'over Christmas'],
    ['2026-12-30', 2, '2027-01-04', 'over New Year'],
    ['2026-04-02', 2, '2026-04-07', 'over Easter'],
    ['2026-11-21', 0, '2026-11-21', 'no days is the day itself'],
    ['2026-11-24', -2, '2026-11-20', 'back over a weekend'],
    ['2026-03-27', 5, '2026-04-03', 'over the change to summer time'],
    ['2026-10-23', 5, '2026-10-30', 'over the change to winter time'],
  ])('%s and %i working days is %s: %s', (from, days, to) =>
    expect(addWorkingDays(from, days, PLAIN_CALENDAR)).toBe(to),
  )

  test('the first working day from a date on', () => {
    expect(workingDayFrom('2026-11-20', PLAIN_CALENDAR)).toBe('2026-11-20')
    expect(workingDayFrom('2026-11-21', PLAIN_CALENDAR)).toBe('2026-11-23')
    expect(workingDayFrom('2026-04-04', PLAIN_CALENDAR)).toBe('2026-04-07')
  })
  test('a calendar that never opens ends the search instead of the program', () => {
    const never: Calendar = {
      publicHolidays: USUAL_HOLIDAYS,
      closed: [{ from: '0001-01-01', until: '9998-12-31' }],
    }
    expect(addWorkingDays('2026-11-23', 1, never)).toBe('2027-12-28')
    expect(workingDaysBetween('2026-11-23', '2027-11-23', never)).toBe(0)
  })
})

const someDate = fc.integer({ min: 0, max: 366 * 12 }).map((days) => plusUtc('2022-01-01', days))
const someRange = fc
  .tuple(someDate, fc.nat({ max: 60 }))
  .map(([from, days]) => ({ from, until: plusUtc(from, days) }))
const someCalendar: fc.Arbitrary<Calendar> = fc.record({
  publicHolidays: fc.record({
    goodFriday: fc.boolean(),
    liberationDay: fc.constantFrom('never', 'five-yearly', 'yearly'),
  }),
  closed: fc.array(someRange, { maxLength: 5 }),
})

describe('whatever the date and the calendar', () => {
  test('a term ends on a working day, as many working days on as were asked', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: 1, max: 40 }), someCalendar, (date, days, calendar) => {
        const end = addWorkingDays(date, days, calendar)
        expect(isWorkingDay(end, calendar)).toBe(true)
        expect(workingDaysBetween(date, end, calendar)).toBe(days)
        expect(workingDaysBetween(end, date, calendar)).toBe(-days)
        const start = addWorkingDays(date, -days, calendar)
        expect(isWorkingDay(start, calendar)).toBe(true)
        expect(workingDaysBetween(start, date, calendar)).toBe(isWorkingDay(date, calendar) ? days : days - 1)
      }),
    )
  })
  test('terms add up', () => {
    fc.assert(
      fc.property(
        someDate,
        fc.nat({ max: 20 }),
        fc.nat({ max: 20 }),
        someCalendar,
        (date, a, b, calendar) => {
          expect(addWorkingDays(addWorkingDays(date, a, calendar), b, calendar)).toBe(
            addWorkingDays(date, a + b, calendar),
          )
        },
      ),
    )
  })
  test('days between are those that a plain walk over the calendar counts', () => {
    fc.assert(
      fc.property(someDate, fc.nat({ max: 200 }), someCalendar, (date, days, calendar) => {
        const walk = Array.from({ length: days }, (_, index) => plusUtc(date, index + 1)).filter(
          (day) =>
            weekday(day) % 6 !== 0 &&
            !isPublicHoliday(day, calendar.publicHolidays) &&
            !calendar.closed.some(({ from, until }) => day >= from && day <= until),
        )
        expect(workingDaysBetween(date, plusUtc(date, days), calendar)).toBe(walk.length)
      }),
    )
  })
  test('what is closed only ever takes days away', () => {
    fc.assert(
      fc.property(someDate, someCalendar, someRange, (date, calendar, range) => {
        const more = { ...calendar, closed: [...calendar.closed, range] }
        expect(isWorkingDay(date, more) && !isWorkingDay(date, calendar)).toBe(false)
        expect(addWorkingDays(date, 3, more) >= addWorkingDays(date, 3, calendar)).toBe(true)
      }),
    )
  })
  test('school weeks between are as many as there are school weeks on the way', () => {
    fc.assert(
      fc.property(someDate, fc.nat({ max: 20 }), someCalendar, (date, weeks, calendar) => {
        const mondays = Array.from({ length: weeks }, (_, index) => plusUtc(mondayOf(date), 7 * (index + 1)))
        expect(schoolWeeksBetween(date, plusUtc(mondayOf(date), 7 * weeks + 4), calendar)).toBe(
          mondays.filter((monday) => isSchoolWeek(monday, calendar)).length,
        )
      }),
    )
  })
})

describe('school weeks', () => {
  const autumn: Calendar = {
    publicHolidays: USUAL_HOLIDAYS,
    closed: [{ from: '2026-10-17', until: '2026-10-25' }],
  }
  test('a week begins on Monday, also for its Sunday and over the end of a year', () => {
    expect(['2026-11-22', '2026-11-23', '2027-01-03', '2028-12-31', '2029-01-01'].map(mondayOf)).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-12-28',
      '2028-12-25',
      '2029-01-01',
    ])
  })
  test('a holiday week is none, the weeks around it are', () => {
    expect(
      ['2026-10-16', '2026-10-17', '2026-10-19', '2026-10-25', '2026-10-26'].map((date) =>
        isSchoolWeek(date, autumn),
      ),
    ).toEqual([true, true, false, false, true])
    expect(schoolWeeksBetween('2026-10-16', '2026-10-26', autumn)).toBe(1)
    expect(schoolWeeksBetween('2026-10-26', '2026-10-16', autumn)).toBe(-1)
  })
  test('a week with one day of school is a school week', () => {
    const most: Calendar = {
      publicHolidays: USUAL_HOLIDAYS,
      closed: [{ from: '2026-10-19', until: '2026-10-22' }],
    }
    expect(isSchoolWeek('2026-10-20', most)).toBe(true)
  })
})

describe('the holidays of a school', () => {
  test('close it, first and last day included, beside what is closed for everybody', () => {
    const calendar = schoolCalendar(publishedHolidays('north').filter(({ kind }) => kind === 'autumn'))
    expect(
      ['2026-10-09', '2026-10-12', '2026-10-16', '2026-10-19', '2026-12-25'].map((date) =>
        isWorkingDay(date, calendar),
      ),
    ).toEqual([true, false, false, true, false])
    expect(calendar.publicHolidays).toEqual(USUAL_HOLIDAYS)
    expect(calendar.closed.every((range) => Object.keys(range).length === 2)).toBe(true)
  })
  test('are those of schools alone', () => {
    const kinds = OrganisationKind.options.filter(isSchool)
    expect(kinds).toEqual(['primary-school', 'secondary-school'])
    expect(isSchool(undefined)).toBe(false)
  })
  test('as published run forward, do not overlap and stand in order', () => {
    for (const region of Region.options) {
      const days = publishedHolidays(region).flatMap(({ from, until }) => [from, until])
      expect(days).toEqual([...new Set(days)].toSorted())
      expect(publishedHolidays(region).every((one) => SchoolHoliday.safeParse(one).success)).toBe(true)
    }
  })
})

describe('whatever the rules', () => {
  test('the holidays of a year stand in their order, also where Koningsdag is close to Easter or Ascension', () => {
    for (const year of [2008, 2011, 2016, 2035, 2038, 2160]) {
      const dates = publicHolidaysOf(year, ALL).map(({ date }) => date)
      expect(dates).toEqual(dates.toSorted())
    }
    // In 2038 Easter is on 25 April and its Monday, the 26th, is the day before Koningsdag; in 2011 it was the 24th.
    expect(
      publicHolidaysOf(2008, ALL)
        .map(({ name }) => name)
        .slice(4, 7),
    ).toEqual(['kings-day', 'ascension', 'liberation-day'])
    expect(publicHolidaysOf(2026, { goodFriday: false, liberationDay: 'never' })).toHaveLength(9)
  })
  test('no days on or back is the day itself, and half a day does not count', () => {
    expect([0, -0, 0.9, -0.9].map((days) => addWorkingDays('2026-11-21', days, PLAIN_CALENDAR))).toEqual(
      Array.from({ length: 4 }, () => '2026-11-21'),
    )
    expect(addWorkingDays('2026-11-20', 1.9, PLAIN_CALENDAR)).toBe('2026-11-23')
  })
})

describe('a calendar that was written', () => {
  test('ranges run forward, on real days', () => {
    expect(DateRange.safeParse({ from: '2026-10-17', until: '2026-10-17' }).success).toBe(true)
    expect(DateRange.safeParse({ from: '2026-10-18', until: '2026-10-17' }).success).toBe(false)
    expect(DateRange.safeParse({ from: '2026-02-29', until: '2026-03-01' }).success).toBe(false)
    expect(Calendar.safeParse(PLAIN_CALENDAR).success).toBe(true)
  })
})
