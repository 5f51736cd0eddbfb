/** The one door for days: every day of a command is within what it is for, whatever the form let through. */
import type { CaseloadCommand } from '../../../shared/api/caseload.ts'
import { boundsOf, isWithin, type DayPurpose } from '../../../shared/calendar/day-bounds.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Command } from '../../../shared/api/api.ts'

/** By the kind of command and the names of the fields that lead to the day. */
export const DAYS: Readonly<Record<string, DayPurpose>> = {
  'save-child.child.birthDate': 'birth',
  'save-draft.draft.lostSince': 'lost',
  'save-draft.draft.disappearsOn': 'shown',
  'file-signal.draft.lostSince': 'lost',
  'file-signal.draft.disappearsOn': 'shown',
  'do-not-share.draft.lostSince': 'lost',
  'do-not-share.draft.disappearsOn': 'shown',
  'join.organisation.basis.on': 'signed',
  'save-details.details.dpia.on': 'signed',
  'save-details.details.awayUntil': 'shown',
  'sign-rules.from': 'ahead',
  'sign-rules.agreements.schoolHolidays.from': 'school',
  'sign-rules.agreements.schoolHolidays.until': 'school',
  'set-school-holidays.holidays.from': 'school',
  'set-school-holidays.holidays.until': 'school',
  'set-reported.on': 'done',
  'note-attempt.on': 'done',
  'drop-attempt.on': 'done',
  'say.entry.on': 'ahead',
  'say.entry.until': 'ahead',
  'informing.decision.on': 'shown',
}

const check = (value: unknown, path: string, today: string): void => {
  const purpose = DAYS[path]
  if (typeof value === 'string' && purpose) {
    const bounds = boundsOf(purpose, today)
    if (isWithin(value, bounds)) return
    if (purpose === 'lost') throw new RuggensteunError(value < bounds.min ? 'date-too-old' : 'date-in-future')
    if (purpose === 'ahead' && value < bounds.min) throw new RuggensteunError('date-in-past')
    throw new RuggensteunError('date-out-of-bounds')
  }
  if (Array.isArray(value)) for (const one of value) check(one, path, today)
  else if (value !== null && typeof value === 'object')
    for (const [name, part] of Object.entries(value)) check(part, `${path}.${name}`, today)
}

/** `today` as ISO date. Throws date-too-old, date-in-future, date-in-past or date-out-of-bounds. */
export const refuseOddDays = ({ kind, ...parts }: Command | CaseloadCommand, today: string): void => {
  if (Object.keys(DAYS).some((path) => path.startsWith(`${kind}.`))) check(parts, kind, today)
}
