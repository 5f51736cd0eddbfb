/**
 * School holidays, as a setting of a school or in the agreements of a wijk: begun from the dates of the
 * government, then their own.
 */
import { z } from 'zod'
import type { OrganisationKind } from '../domain/identifiers.ts'
import { DateRange, USUAL_HOLIDAYS, type Calendar } from './working-days.ts'

export const Region = z.enum(['north', 'middle', 'south'])
export type Region = z.infer<typeof Region>
const HolidayKind = z.enum(['autumn', 'christmas', 'spring', 'may', 'summer', 'own'])
type HolidayKind = z.infer<typeof HolidayKind>
export const SchoolHoliday = DateRange.safeExtend({ kind: HolidayKind })
export type SchoolHoliday = z.infer<typeof SchoolHoliday>

type Row = readonly [kind: HolidayKind, from: string, until: string]
/**
 * School years 2025-2026 and 2026-2027 as the government published them, copied by hand: autumn and spring
 * are advice and many schools add a week in May. A school must check them and may change every line; nothing
 * here is a source of law.
 */
const PUBLISHED: Readonly<Record<Region, readonly Row[]>> = {
  north: [
    ['autumn', '2025-10-18', '2025-10-26'],
    ['christmas', '2025-12-20', '2026-01-04'],
    ['spring', '2026-02-21', '2026-03-01'],
    ['may', '2026-04-25', '2026-05-03'],
    ['summer', '2026-07-04', '2026-08-16'],
    ['autumn', '2026-10-10', '2026-10-18'],
    ['christmas', '2026-12-19', '2027-01-03'],
    ['spring', '2027-02-20', '2027-02-28'],
    ['may', '2027-04-24', '2027-05-02'],
    ['summer', '2027-07-10', '2027-08-22'],
  ],
  middle: [
    ['autumn', '2025-10-18', '2025-10-26'],
    ['christmas', '2025-12-20', '2026-01-04'],
    ['spring', '2026-02-14', '2026-02-22'],
    ['may', '2026-04-25', '2026-05-03'],
    ['summer', '2026-07-18', '2026-08-30'],
    ['autumn', '2026-10-17', '2026-10-25'],
    ['christmas', '2026-12-19', '2027-01-03'],
    ['spring', '2027-02-20', '2027-02-28'],
    ['may', '2027-04-24', '2027-05-02'],
    ['summer', '2027-07-17', '2027-08-29'],
  ],
  south: [
    ['autumn', '2025-10-11', '2025-10-19'],
    ['christmas', '2025-12-20', '2026-01-04'],
    ['spring', '2026-02-14', '2026-02-22'],
    ['may', '2026-04-25', '2026-05-03'],
    ['summer', '2026-07-11', '2026-08-23'],
    ['autumn', '2026-10-17', '2026-10-25'],
    ['christmas', '2026-12-19', '2027-01-03'],
    ['spring', '2027-02-13', '2027-02-21'],
    ['may', '2027-04-24', '2027-05-02'],
    ['summer', '2027-07-24', '2027-09-05'],
  ],
}

export const isSchool = (kind: OrganisationKind | undefined): boolean =>
  kind === 'primary-school' || kind === 'secondary-school'

export const publishedHolidays = (region: Region): SchoolHoliday[] =>
  PUBLISHED[region].map(([kind, from, until]) => ({ kind, from, until }))

/** Days on which a school with these holidays is open. */
export const schoolCalendar = (holidays: readonly SchoolHoliday[]): Calendar => ({
  publicHolidays: USUAL_HOLIDAYS,
  closed: holidays.map(({ from, until }) => ({ from, until })),
})
