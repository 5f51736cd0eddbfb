/**
 * Absence of a school: a file is read and looked at before it takes the place of what there was; a person
 * says what they reported. Kept sealed on this device for eight weeks, never sent (core/absence.ts).
 */
import { compareText } from '../../../../shared/order.ts'
import type { AbsenceCommand, AbsenceFile, AbsenceLine, AbsenceView } from '../../../../shared/api/absence.ts'
import { fullName } from '../../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { isSchool, schoolCalendar } from '../../../../shared/calendar/school-holidays.ts'
import { isWorkingDay } from '../../../../shared/calendar/working-days.ts'
import { readAbsence } from '../../caseload/absence-file.ts'
import { findHeader } from '../../caseload/header.ts'
import { openCaseloadFile } from '../../caseload/read-file.ts'
import { breathing, type Breathe } from '../../core/time-slices.ts'
import { absenceAt, absenceDuty, keptSince, type AbsentDay, type ChildAbsence } from '../../core/absence.ts'
import { logged } from '../../store/logbook.ts'
import type { State } from '../../store/state.ts'
import { setMeta, type Change } from '../../store/changes.ts'
import type { CaseloadParts } from './caseload-parts.ts'

const MOST_PROBLEMS = 5

/** Changes that forget the absence of who is not on the list any more, with `gone`. */
export const withoutAbsenceOf = ({ meta: { absence } }: State, gone: ReadonlySet<string>): Change[] =>
  absence && Object.keys(absence.children).some((childId) => gone.has(childId))
    ? [
        setMeta(
          'absence',
          absenceAt(absence, absence.readAt.slice(0, 10), (childId) => !gone.has(childId)) ?? undefined,
        ),
      ]
    : []

const calendarOf = ({ meta }: State) => schoolCalendar(meta.school?.holidays ?? [])

export const absenceView = (state: State, today: string): AbsenceView => {
  if (!isSchool(state.identity.organisation.kind)) return null
  const { absence, school } = state.meta
  const calendar = calendarOf(state)
  const lines = Object.entries(absence?.children ?? {}).flatMap(([childId, own]): AbsenceLine[] => {
    const child = state.children.get(childId)
    if (!child) return []
    const due = absenceDuty(own, child.birthDate, calendar, today)
    return due || own.reported
      ? [
          {
            childId,
            name: fullName(child),
            group: child.group ?? null,
            due,
            reportedOn: own.reported?.on ?? null,
          },
        ]
      : []
  })
  const soonest = ({ due }: AbsenceLine): string => due?.reportBy ?? '9'
  return {
    readAt: absence?.readAt ?? null,
    children: Object.keys(absence?.children ?? {}).length,
    region: school?.region ?? null,
    holidays: [...(school?.holidays ?? [])],
    lines: lines.sort((a, b) => compareText(soonest(a), soonest(b)) || compareText(a.name, b.name)),
  }
}

export class AbsenceDesk {
  readonly #parts: CaseloadParts
  /** Read, and not yet kept. */
  #days: ReadonlyMap<string, readonly AbsentDay[]> | null = null
  #round = 0

  constructor(parts: CaseloadParts) {
    this.#parts = parts
  }

  /** The engine closes: what was read is forgotten. */
  stop(): void {
    this.#days = null
    this.#round += 1
  }

  async run(command: AbsenceCommand): Promise<unknown> {
    const { state, ports, exclusive } = this.#parts
    if (!isSchool(state.identity.organisation.kind))
      throw new RuggensteunError('not-allowed', { field: 'school' })
    switch (command.kind) {
      case 'open-absence':
        return this.#open(command.file)
      case 'drop-absence':
        return this.stop()
      case 'keep-absence':
        return exclusive(() => this.#keep())
      case 'forget-absence':
        return exclusive(() =>
          state.commit([setMeta('absence', undefined), logged(ports, 'absence-forgotten')]),
        )
      case 'set-reported':
        return exclusive(() => this.#setReported(command.childId, command.on))
      case 'set-school-holidays':
        return exclusive(() =>
          state.commit([
            setMeta('school', {
              region: command.region,
              holidays: command.holidays.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
            }),
          ]),
        )
    }
  }

  #breathe(round: number): Breathe {
    const { ports } = this.#parts
    return breathing(
      ports.monotonic,
      (task) => {
        ports.after(0, task)
      },
      {
        check: () => {
          if (round !== this.#round) throw new RuggensteunError('import-ended')
        },
        paused: () => null,
      },
    )
  }

  /** The first sheet that has what is needed. Throws the named errors of files. */
  async #open(file: Blob): Promise<AbsenceFile> {
    this.stop()
    const round = this.#round
    const { state, today } = this.#parts
    const breathe = this.#breathe(round)
    const opened = await openCaseloadFile(file, false, breathe)
    let missing: readonly string[] | null = null
    for (const { place } of opened.sheets) {
      const table = await opened.table(place)
      const header = findHeader(table.rows)
      if (!header) continue
      const read = await readAbsence(
        header.names,
        header.rows,
        {
          children: state.children.values(),
          today: today(),
          dates1904: table.dates1904,
          withoutValue: table.withoutValue,
        },
        breathe,
      )
      if ('missing' in read) missing ??= read.missing
      else return this.#found(read, header.rows.length)
    }
    throw missing
      ? new RuggensteunError('file-missing-columns', { columns: missing.join(', ') })
      : new RuggensteunError(opened.sheets.length === 0 ? 'file-empty' : 'file-no-header')
  }

  #found(
    {
      days,
      columns,
      hasKind,
      unknown,
      otherKind,
      unread,
    }: Exclude<Awaited<ReturnType<typeof readAbsence>>, { missing: unknown }>,
    rows: number,
  ): AbsenceFile {
    const { state, today } = this.#parts
    const [since, calendar] = [keptSince(today()), calendarOf(state)]
    const kept = new Map(
      [...days]
        .map(([childId, own]) => [childId, own.filter(({ date }) => date >= since)] as const)
        .filter(([, own]) => own.length > 0),
    )
    const [all, left] = [[...days.values()].flat(), [...kept.values()].flat()]
    this.#days = kept
    return {
      rows,
      children: kept.size,
      days: left.length,
      unknown,
      otherKind,
      old: all.length - left.length,
      closed: left.filter(({ date }) => !isWorkingDay(date, calendar)).length,
      unread: unread.length,
      problems: unread.slice(0, MOST_PROBLEMS),
      columns: [...columns],
      hasKind,
    }
  }

  /** The file is how it is now; what a person reported stays said. */
  async #keep(): Promise<void> {
    const { state, ports, now, today } = this.#parts
    const days = this.#days
    if (!days) throw new RuggensteunError('import-ended')
    const before = state.meta.absence?.children ?? {}
    const children: Record<string, ChildAbsence> = {}
    for (const childId of new Set([...days.keys(), ...Object.keys(before)])) {
      const own: ChildAbsence = { days: days.get(childId) ?? [], reported: before[childId]?.reported ?? null }
      if (own.days.length > 0 || own.reported) children[childId] = own
    }
    const absence = absenceAt({ readAt: now().toISOString(), children }, today(), (childId) =>
      state.children.has(childId),
    )
    await state.commit([
      setMeta('absence', absence ?? { readAt: now().toISOString(), children: {} }),
      logged(ports, 'absence-read', null, String(days.size)),
    ])
    this.#days = null
  }

  async #setReported(childId: string, on: string | null): Promise<void> {
    const { state, ports, today } = this.#parts
    const child = state.children.get(childId)
    const { absence } = state.meta
    const own = absence?.children[childId]
    if (!child || !absence || !own) throw new RuggensteunError('unknown-child')
    const due = absenceDuty(own, child.birthDate, calendarOf(state), today())
    if (on !== null && on > today()) throw new RuggensteunError('date-in-future')
    if (on !== null && (!due || on < due.from)) throw new RuggensteunError('not-allowed', { field: 'on' })
    const reported = on === null || !due ? null : { on, through: due.reached }
    await state.commit([
      setMeta('absence', { ...absence, children: { ...absence.children, [childId]: { ...own, reported } } }),
      logged(ports, reported ? 'absence-reported' : 'undone', fullName(child), on),
    ])
  }
}
