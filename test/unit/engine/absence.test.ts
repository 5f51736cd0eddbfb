/** Sixteen hours in four school weeks: when a hint comes, what stands in it, when it goes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absenceAt,
  absenceDuty,
  keptSince,
  type AbsentDay,
  type ChildAbsence,
} from '../../../renderer/engine/core/absence.ts'
import {
  publishedHolidays,
  schoolCalendar,
  SchoolHoliday,
  Region,
} from '../../../shared/calendar/school-holidays.ts'
import {
  addWorkingDays,
  isWorkingDay,
  PLAIN_CALENDAR,
  type Calendar,
} from '../../../shared/calendar/working-days.ts'

const BORN = '2014-03-25'
const TODAY = '2026-11-23'
const days = (...of: readonly (readonly [date: string, hours: number])[]): AbsentDay[] =>
  of.map(([date, hours]) => ({ date, hours }))
const of = (list: readonly AbsentDay[], reported: ChildAbsence['reported'] = null): ChildAbsence => ({
  days: list,
  reported,
})
const dutyOf = (
  list: readonly AbsentDay[],
  { born = BORN, calendar = PLAIN_CALENDAR, today = TODAY, reported = null as ChildAbsence['reported'] } = {},
) => absenceDuty(of(list, reported), born, calendar, today)

describe('sixteen hours in four school weeks', () => {
  test('fifteen and three quarters are not enough, sixteen are', () => {
    expect(dutyOf(days(['2026-11-02', 8], ['2026-11-10', 7.75]))).toBeNull()
    expect(dutyOf(days(['2026-11-02', 8], ['2026-11-10', 8]))).toEqual({
      hours: 16,
      from: '2026-11-02',
      reached: '2026-11-10',
      reportBy: '2026-11-17',
      late: true,
    })
  })
  test('quarters of an hour add up exactly', () => {
    expect(
      dutyOf(
        Array.from({ length: 20 }, (_, i) => ({
          date: addWorkingDays('2026-10-26', i, PLAIN_CALENDAR),
          hours: 0.8,
        })),
      ),
    ).toMatchObject({ hours: 16 })
    expect(dutyOf(days(['2026-11-02', 5.3], ['2026-11-03', 5.35], ['2026-11-04', 5.35]))).toMatchObject({
      hours: 16,
    })
  })
  test('the fourth week counts and the fifth does not', () => {
    expect(dutyOf(days(['2026-10-26', 8], ['2026-11-20', 8]))).toMatchObject({
      hours: 16,
      from: '2026-10-26',
    })
    expect(dutyOf(days(['2026-10-23', 8], ['2026-11-20', 8]))).toBeNull()
    expect(dutyOf(days(['2026-10-23', 8], ['2026-11-19', 8]))).toMatchObject({ hours: 16 })
  })
  test('four weeks need not begin on a Monday', () => {
    expect(dutyOf(days(['2026-10-30', 8], ['2026-11-23', 8]))).toMatchObject({
      hours: 16,
      from: '2026-10-30',
      reached: '2026-11-23',
    })
  })
  test('a holiday week between does not count as one of the four', () => {
    const calendar = schoolCalendar([{ kind: 'autumn', from: '2026-10-17', until: '2026-10-25' }])
    const list = days(['2026-10-09', 8], ['2026-11-12', 8])
    expect(dutyOf(list, { calendar })).toMatchObject({ hours: 16, from: '2026-10-09' })
    expect(dutyOf(list)).toBeNull()
  })
  test('absence in a holiday, on a public holiday or in a weekend does not count', () => {
    const calendar = schoolCalendar([{ kind: 'own', from: '2026-11-11', until: '2026-11-11' }])
    expect(dutyOf(days(['2026-11-11', 8], ['2026-11-14', 8], ['2026-11-16', 8]), { calendar })).toBeNull()
    expect(dutyOf(days(['2026-12-25', 8], ['2026-12-24', 8]), { today: '2026-12-31' })).toBeNull()
  })
  test('the hours are the most of any four weeks, the day is the one on which it was sixteen', () => {
    expect(dutyOf(days(['2026-11-02', 10], ['2026-11-03', 6], ['2026-11-04', 1]))).toMatchObject({
      hours: 17,
      from: '2026-11-02',
      reached: '2026-11-03',
    })
  })
  test('five working days to report, over a weekend; then it is late', () => {
    const list = days(['2026-11-12', 8], ['2026-11-16', 8])
    expect(dutyOf(list, { today: '2026-11-23' })).toMatchObject({ reportBy: '2026-11-23', late: false })
    expect(dutyOf(list, { today: '2026-11-24' })).toMatchObject({ late: true })
  })
  test('of children from five up to eighteen, by their age on the day', () => {
    const list = days(['2026-11-02', 8], ['2026-11-03', 8])
    const born = (date: string) => dutyOf(list, { born: date })
    expect([born('2021-11-02'), born('2008-11-04')].map(Boolean)).toEqual([true, true])
    expect([born('2021-11-03'), born('2008-11-03'), born('2008-11-02')]).toEqual([null, null, null])
  })
  test('what is still to come does not count', () => {
    expect(dutyOf(days(['2026-11-23', 8], ['2026-11-24', 8]))).toBeNull()
  })
  test('after a report counting begins again on the day after sixteen was reached', () => {
    const list = days(['2026-11-02', 8], ['2026-11-03', 8], ['2026-11-04', 8], ['2026-11-05', 7])
    const reported = { on: '2026-11-06', through: '2026-11-03' }
    expect(dutyOf(list, { reported })).toBeNull()
    expect(dutyOf([...list, ...days(['2026-11-09', 1])], { reported })).toEqual({
      hours: 16,
      from: '2026-11-04',
      reached: '2026-11-09',
      reportBy: '2026-11-16',
      late: true,
    })
  })
  test('nothing from nothing', () => {
    expect(dutyOf([])).toBeNull()
    expect(absenceDuty(of(days(['2026-11-02', 0])), BORN, PLAIN_CALENDAR, TODAY)).toBeNull()
  })
})

const school = schoolCalendar(publishedHolidays('middle'))
const someDays = fc.array(
  fc.tuple(fc.nat({ max: 80 }), fc.integer({ min: 1, max: 32 })).map(([offset, quarters]): AbsentDay => ({
    date: addWorkingDays('2026-08-31', offset, PLAIN_CALENDAR),
    hours: quarters / 4,
  })),
  { maxLength: 25 },
)

/** The rule said plainly: of every day of school as the first of four school weeks. */
const plainly = (list: readonly AbsentDay[], calendar: Calendar, today: string): boolean => {
  const open = Array.from({ length: 140 }, (_, i) =>
    new Date(Date.UTC(2026, 7, 31 + i)).toISOString().slice(0, 10),
  ).filter((date) => isWorkingDay(date, calendar))
  const weekOf = (date: string): string => {
    const at = new Date(`${date}T00:00:00Z`)
    return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
  }
  const weeks = [...new Set(open.map(weekOf))]
  const dayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  return list.some(
    (first) =>
      isWorkingDay(first.date, calendar) &&
      list.reduce((sum, { date, hours }) => {
        const apart = weeks.indexOf(weekOf(date)) - weeks.indexOf(weekOf(first.date))
        const inside =
          date >= first.date &&
          date <= today &&
          isWorkingDay(date, calendar) &&
          (apart < 4 || (apart === 4 && dayOf(date) < dayOf(first.date)))
        return inside ? sum + hours : sum
      }, 0) >= 16,
  )
}

describe('whatever the absence', () => {
  test('a hint comes exactly where four school weeks hold sixteen hours', () => {
    fc.assert(
      fc.property(someDays, fc.constantFrom(school, PLAIN_CALENDAR), (list, calendar) => {
        expect(dutyOf(list, { calendar, today: '2026-12-31' }) !== null).toBe(
          plainly(list, calendar, '2026-12-31'),
        )
      }),
    )
  })
  test('the order of the days does not matter, and more absence never takes a hint away', () => {
    fc.assert(
      fc.property(someDays, someDays, (list, more) => {
        const duty = dutyOf(list, { calendar: school, today: '2026-12-31' })
        expect(dutyOf(list.toReversed(), { calendar: school, today: '2026-12-31' })).toEqual(duty)
        const grown = dutyOf([...list, ...more], { calendar: school, today: '2026-12-31' })
        if (duty) expect(grown!.hours >= duty.hours && grown!.reached <= duty.reached).toBe(true)
      }),
    )
  })
  test('reporting what is due, again and again, ends', () => {
    fc.assert(
      fc.property(someDays, (list) => {
        let [reported, rounds] = [null as ChildAbsence['reported'], 0]
        for (
          let duty = dutyOf(list, { today: '2026-12-31' });
          duty;
          duty = dutyOf(list, { today: '2026-12-31', reported })
        ) {
          expect(duty.reached > (reported?.through ?? '')).toBe(true)
          reported = { on: '2026-12-31', through: duty.reached }
          rounds += 1
        }
        expect(rounds * 16).toBeLessThanOrEqual(list.reduce((sum, { hours }) => sum + hours, 0))
      }),
    )
  })
})

describe('eight weeks, and then it is forgotten', () => {
  const absence = {
    readAt: '2026-11-20T08:00:00.000Z',
    children: {
      a: of(days(['2026-09-27', 3], ['2026-09-28', 4], ['2026-11-02', 5])),
      b: of(days(['2026-09-01', 8])),
      c: of(days(['2026-09-01', 8]), { on: '2026-10-02', through: '2026-09-30' }),
    },
  }
  test('a day is kept for 56 days', () => {
    expect(keptSince(TODAY)).toBe('2026-09-28')
    expect(absenceAt(absence, TODAY, () => true)).toEqual({
      ...absence,
      children: {
        a: of(days(['2026-09-28', 4], ['2026-11-02', 5])),
        c: of([], { on: '2026-10-02', through: '2026-09-30' }),
      },
    })
  })
  test('whoever is not on the list any more goes; where nobody is left there is nothing', () => {
    expect(absenceAt(absence, TODAY, (id) => id === 'a')!.children).toHaveProperty('a')
    expect(absenceAt(absence, TODAY, () => false)).toBeNull()
    expect(absenceAt(absence, '2027-02-01', () => true)).toBeNull()
  })
  test('where nothing goes it is the same object, so that nothing is written', () => {
    const recent = { ...absence, children: { a: of(days(['2026-11-02', 5])) } }
    expect(absenceAt(recent, TODAY, () => true)).toBe(recent)
  })
})

describe('the built-in holidays', () => {
  test.each(Region.options)(
    '%s: two school years, in order, on Saturdays to Sundays, none over another',
    (region) => {
      const holidays = publishedHolidays(region)
      expect(holidays).toHaveLength(10)
      for (const [i, holiday] of holidays.entries()) {
        expect(SchoolHoliday.safeParse(holiday).success).toBe(true)
        expect([
          new Date(`${holiday.from}T00:00:00Z`).getUTCDay(),
          new Date(`${holiday.until}T00:00:00Z`).getUTCDay(),
        ]).toEqual([6, 0])
        if (i > 0) expect(holiday.from > holidays[i - 1]!.until).toBe(true)
      }
      const weeks = holidays
        .map(({ from, until }) => (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1)
        .map((length) => Math.round((length - 2) / 7 + 0.2))
      expect(weeks).toEqual([1, 2, 1, 1, 6, 1, 2, 1, 1, 6])
    },
  )
})
