/**
 * Absence between interface and engine: a file is read, looked at and kept by a person, and from it comes a
 * hint that a report to DUO may be due. Nothing of it is ever sent, and nobody is reported by this program.
 */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { Region, SchoolHoliday } from '../calendar/school-holidays.ts'

export const AbsenceProblem = z.enum(['who', 'date', 'hours'])
export type AbsenceProblem = z.infer<typeof AbsenceProblem>

const Count = z.number().int().min(0)
/** What was found in a file, before any of it is kept. Counts are of rows, but for `children` and `days`. */
export const AbsenceFile = z.object({
  rows: Count,
  children: Count,
  days: Count,
  /** Of nobody on the list; authorised or of another kind; older than is kept; on days without school. */
  unknown: Count,
  otherKind: Count,
  old: Count,
  closed: Count,
  unread: Count,
  problems: z.array(z.object({ row: Count, problem: AbsenceProblem })).max(5),
  columns: z.array(z.string()),
  /** False where no column says whether absence was authorised: then all of it counts. */
  hasKind: z.boolean(),
})
export type AbsenceFile = z.infer<typeof AbsenceFile>

/** A child of whom a report may be due, or was made. */
export const AbsenceLine = z.object({
  childId: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  /**
   * Hours in four school weeks, their first day, the day on which sixteen was reached, and until when to
   * report. Null where nothing new is due.
   */
  due: z
    .object({
      hours: z.number(),
      from: z.iso.date(),
      reached: z.iso.date(),
      reportBy: z.iso.date(),
      late: z.boolean(),
    })
    .nullable(),
  reportedOn: z.iso.date().nullable(),
})
export type AbsenceLine = z.infer<typeof AbsenceLine>

/** Null where there is no such duty: who is no school. */
export const AbsenceView = z
  .object({
    readAt: z.iso.datetime().nullable(),
    children: Count,
    region: Region.nullable(),
    holidays: z.array(SchoolHoliday),
    lines: z.array(AbsenceLine),
  })
  .nullable()
export type AbsenceView = z.infer<typeof AbsenceView>

export const ABSENCE_COMMANDS = [
  /** Returns {@link AbsenceFile}; nothing is kept yet. */
  z.object({ kind: z.literal('open-absence'), file: z.instanceof(Blob) }),
  /** What was read takes the place of what there was. */
  z.object({ kind: z.literal('keep-absence') }),
  z.object({ kind: z.literal('drop-absence') }),
  z.object({ kind: z.literal('forget-absence') }),
  /**
   * A person says that they reported to DUO, on which day; null takes that back. Counting begins again after
   * the day sixteen hours were reached.
   */
  z.object({ kind: z.literal('set-reported'), childId: z.string().max(64), on: IsoDay.nullable() }),
  z.object({
    kind: z.literal('set-school-holidays'),
    region: Region,
    holidays: z.array(SchoolHoliday).max(60),
  }),
] as const
export const AbsenceCommand = z.discriminatedUnion('kind', ABSENCE_COMMANDS)
export type AbsenceCommand = z.infer<typeof AbsenceCommand>
export const isAbsenceCommand = (command: { readonly kind: string }): command is AbsenceCommand =>
  ABSENCE_COMMANDS.some(({ shape }) => shape.kind.value === command.kind)
