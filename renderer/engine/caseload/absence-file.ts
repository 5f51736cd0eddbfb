/**
 * A file of absence: who, on which day, how many hours. Columns are known by their header; whatever else
 * stands in the file is not looked at. Pure.
 */
import type { AbsenceProblem } from '../../../shared/api/absence.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { readDate } from '../../../shared/calendar/written-date.ts'
import type { AbsentDay } from '../core/absence.ts'
import { plainHeader, useOf } from './column-names.ts'
import { splitFullName, splitLastName } from './names.ts'
import type { Breathe } from '../core/time-slices.ts'
import { cellKey, type TableRow } from './table.ts'

const COLUMNS = {
  date: [
    'datum',
    'datumverzuim',
    'verzuimdatum',
    'absentiedatum',
    'datumabsentie',
    'dag',
    'lesdatum',
    'begindatum',
    'datumvan',
    'startdatum',
    'datumbegin',
    'vanaf',
    'date',
  ],
  hours: [
    'uren',
    'aantaluren',
    'verzuimuren',
    'uurverzuim',
    'urenverzuim',
    'verzuimdeuren',
    'aantalverzuimuren',
    'lesuren',
    'aantallesuren',
    'klokuren',
    'aantalklokuren',
    'urenongeoorloofd',
    'ongeoorloofdeuren',
    'verzuimlesuren',
    'hours',
  ],
  minutes: ['minuten', 'aantalminuten', 'verzuimminuten', 'minutenverzuim', 'minutes'],
  /** Each row is one lesson. */
  lesson: ['lesuur', 'uur', 'lesuurnummer', 'lesnummer', 'uurnummer'],
  kind: [
    'soort',
    'soortverzuim',
    'verzuimsoort',
    'soortabsentie',
    'absentiesoort',
    'type',
    'verzuimtype',
    'typeverzuim',
    'categorie',
    'status',
    'reden',
    'verzuimreden',
    'absentiereden',
    'code',
    'absentiecode',
  ],
  unauthorised: ['ongeoorloofd', 'isongeoorloofd', 'ongeoorloofdverzuim'],
  authorised: ['geoorloofd', 'isgeoorloofd', 'geoorloofdverzuim'],
} as const
type Known = keyof typeof COLUMNS
const OURS: ReadonlyMap<string, Known> = new Map(
  Object.entries(COLUMNS).flatMap(([known, names]) =>
    names.map((name): [string, Known] => [name, known as Known]),
  ),
)
const WHO = ['localNumber', 'firstName', 'callName', 'prefix', 'lastName', 'fullName', 'birthDate'] as const
type Who = (typeof WHO)[number]
type Places = Readonly<Partial<Record<Known | Who, number>>>

const YES = /^(ja|j|yes|y|1|true|waar|x)$/i
const NO = /^(nee|n|no|0|false|onwaar|-)$/i
/** In whichever words a program says it: `Ongeoorloofd`, `O`, `Spijbelen`, `luxe verzuim`. */
const UNAUTHORISED = /ongeoorl|spijbel|luxe|zonder geldige|zonder reden|^o$|^ong$/i

/** Columns that say whether absence was unauthorised, the clearest first, and which of their cells say so. */
const SAYS: readonly (readonly [column: Known, saysSo: (cell: string) => boolean])[] = [
  ['unauthorised', (cell) => YES.test(cell) || UNAUTHORISED.test(cell)],
  ['authorised', (cell) => NO.test(cell) || UNAUTHORISED.test(cell)],
  ['kind', (cell) => UNAUTHORISED.test(cell) && !/^(niet|geen) /i.test(cell)],
]

const MOST_HOURS = 24
/**
 * Hours to a hundredth: `2`, `1,5`, `0.75`, `2:30`, `2u30`, `3 lesuren`; null where it is no number of hours
 * of a day.
 */
export const readHours = (text: string): number | null => {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\s*(les|klok)?(uur|uren|u)\.?$/, '')
  const clock = /^(\d{1,2})[:u](\d{2})$/.exec(plain)
  const number = clock
    ? Number(clock[2]) < 60
      ? Number(clock[1]) + Number(clock[2]) / 60
      : Number.NaN
    : /^\d{1,2}([.,]\d{1,6})?$/.test(plain)
      ? Number(plain.replace(',', '.'))
      : Number.NaN
  const hours = Math.round(number * 100) / 100
  return hours >= 0 && hours <= MOST_HOURS ? hours : null
}
const readMinutes = (text: string): number | null => {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN
  return minutes <= MOST_HOURS * 60 ? Math.round((minutes / 60) * 100) / 100 : null
}

const placesOf = (names: readonly string[]): Places => {
  const places: Partial<Record<Known | Who, number>> = {}
  for (const [index, header] of names.entries()) {
    const name = plainHeader(header)
    const known = OURS.get(name) ?? WHO.find((who) => who === useOf(name))
    // A file may have a number of its own in front: the child's is the one that says so.
    if (known && (places[known] === undefined || (known === 'localNumber' && /leerling|stam/.test(name))))
      places[known] = index
  }
  return places
}

/** In the words a header would have. */
const missingOf = (places: Places): string[] => {
  const named =
    places.fullName !== undefined ||
    ((places.firstName ?? places.callName) !== undefined && places.lastName !== undefined)
  return [
    ...(places.localNumber !== undefined || (named && places.birthDate !== undefined)
      ? []
      : ['Leerlingnummer']),
    ...(places.date === undefined ? ['Datum'] : []),
    ...((places.hours ?? places.minutes ?? places.lesson) === undefined ? ['Uren'] : []),
  ]
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase().trim()
const withoutZeros = (number: string): string => number.replace(/^0+(?=.)/, '')

/** Finds a child of the list as a file names it: by its number; else by whole name and birth date. */
class Register {
  readonly #numbers = new Map<string, string>()
  /** Without zeros in front; null where two differ in nothing else. */
  readonly #bare = new Map<string, string | null>()
  readonly #names = new Map<string, string>()

  constructor(children: Iterable<Child>) {
    for (const child of children) {
      if (child.localNumber) {
        this.#numbers.set(child.localNumber, child.id)
        const bare = withoutZeros(child.localNumber)
        this.#bare.set(bare, this.#bare.has(bare) ? null : child.id)
      }
      for (const first of [child.firstName, child.callName])
        if (first) this.#names.set(nameKey(first, child.prefix, child.lastName, child.birthDate), child.id)
    }
  }
  byNumber(number: string): string | null {
    return this.#numbers.get(number) ?? this.#bare.get(withoutZeros(number)) ?? null
  }
  byName(first: string, prefix: string | undefined, last: string, birthDate: string): string | null {
    return this.#names.get(nameKey(first, prefix, last, birthDate)) ?? null
  }
}
const nameKey = (first: string, prefix: string | undefined, last: string, birthDate: string): string =>
  `${fold(first)}|${fold(prefix ?? '')}|${fold(last)}|${birthDate}`

export interface AbsenceContext {
  readonly children: Iterable<Child>
  readonly today: string
  readonly dates1904: boolean
  readonly withoutValue: ReadonlySet<string>
}
/** Days of children of the list, and what did not become one. */
export interface ReadAbsence {
  readonly days: ReadonlyMap<string, readonly AbsentDay[]>
  readonly columns: readonly string[]
  readonly hasKind: boolean
  readonly unknown: number
  readonly otherKind: number
  readonly unread: readonly { readonly row: number; readonly problem: AbsenceProblem }[]
}

const PER_BREATH = 50

/** The columns that are missing, in words of a header; else what was read. */
export const readAbsence = async (
  names: readonly string[],
  rows: readonly TableRow[],
  { children, today, dates1904, withoutValue }: AbsenceContext,
  breathe: Breathe,
): Promise<ReadAbsence | { readonly missing: readonly string[] }> => {
  const places = placesOf(names)
  const missing = missingOf(places)
  if (missing.length > 0) return { missing }
  const register = new Register(children)
  const sums = new Map<string, Map<string, number>>()
  const lessons = new Set<string>()
  const unread: { row: number; problem: AbsenceProblem }[] = []
  const kind = SAYS.find(([column]) => places[column] !== undefined)
  let [unknown, otherKind] = [0, 0]
  for (const [done, row] of rows.entries()) {
    if (done % PER_BREATH === 0) await breathe()
    const cell = (column: Known | Who): string => {
      const index = places[column]
      return index === undefined || withoutValue.has(cellKey(row.number, index))
        ? ''
        : (row.cells[index] ?? '').trim()
    }
    if (kind && !kind[1](cell(kind[0]))) {
      otherKind += 1
      continue
    }
    const context = { today, century: '20' as const, dates1904 }
    const date = readDate(cell('date'), context)
    if (!('iso' in date)) {
      unread.push({ row: row.number, problem: 'date' })
      continue
    }
    const hours =
      places.hours !== undefined
        ? readHours(cell('hours'))
        : places.minutes !== undefined
          ? readMinutes(cell('minutes'))
          : 1
    if (hours === null) {
      unread.push({ row: row.number, problem: 'hours' })
      continue
    }
    const who = childOf(cell, register, (text) => {
      const born = readDate(text, context)
      return 'iso' in born ? born.iso : null
    })
    if (who === 'unclear') unread.push({ row: row.number, problem: 'who' })
    else if (who === null) unknown += 1
    else if (hours > 0) {
      const lesson = `${who}|${date.iso}|${cell('lesson')}`
      const isLesson = places.lesson !== undefined && cell('lesson') !== ''
      if (isLesson && lessons.has(lesson)) continue
      if (isLesson) lessons.add(lesson)
      const own = sums.get(who) ?? new Map<string, number>()
      own.set(date.iso, Math.round(((own.get(date.iso) ?? 0) + hours) * 100) / 100)
      sums.set(who, own)
    }
  }
  const days = new Map(
    [...sums].map(([childId, own]) => [
      childId,
      [...own].map(([date, hours]) => ({ date, hours })).sort((a, b) => (a.date < b.date ? -1 : 1)),
    ]),
  )
  return {
    days,
    columns: Object.values(places)
      .sort((a, b) => a - b)
      .map((index) => names[index]!),
    hasKind: kind !== undefined,
    unknown,
    otherKind,
    unread,
  }
}

/**
 * The child's id, null where nobody on the list is meant, 'unclear' where the row does not say whom it means.
 */
const childOf = (
  cell: (column: Who) => string,
  register: Register,
  dateOf: (text: string) => string | null,
): string | null | 'unclear' => {
  const number = cell('localNumber')
  if (number !== '') return register.byNumber(number)
  const birthDate = dateOf(cell('birthDate'))
  const whole = cell('fullName') === '' ? null : splitFullName(cell('fullName'))
  const last = cell('lastName') === '' ? null : splitLastName(cell('lastName'))
  const first = cell('firstName') || cell('callName') || whole?.firstName
  const named = whole ?? (last && { prefix: cell('prefix') || last.prefix, lastName: last.lastName })
  if (!birthDate || !first || !named) return 'unclear'
  return register.byName(first, named.prefix, named.lastName, birthDate)
}
