/**
 * Questions to ask while a child is typed in or read from a file. Each is a code for the screen, never a
 * refusal: what is asked here costs seconds and prevents a match that is missed for months
 * (docs/matching.md).
 */
import { isBsn } from './bsn.ts'
import { isDefaultDate } from './birth-date.ts'
import { CALL_NAMES } from './call-names.ts'
import { foldWords, hasParticle } from './normalise.ts'
import type { Child } from '../domain/child.ts'

const ENTRY_CHECKS = [
  /** 1 January or 1 July: is this the real birth date? */
  'default-birth-date',
  /** The date lies ahead, and not with day and month exchanged. */
  'day-month-swapped',
  /** Under 0 or over 27 years. */
  'unlikely-age',
  /** Several given names or an official form, and no call name: what is the child called? */
  'call-name-unknown',
  'initials-only',
  'names-swapped',
  /** Letters of another script: a Latin spelling finds more. */
  'other-script',
  /** A number that passes the eleven test stands in a name. */
  'bsn-in-name',
] as const
export type EntryCheck = (typeof ENTRY_CHECKS)[number]

export type Entered = Pick<Child, 'firstName' | 'callName' | 'prefix' | 'lastName' | 'birthDate'>

const MOST_YEARS = 27
/** Official Latin forms that are rarely what a child is called. */
const OFFICIAL = new Set([
  'johannes',
  'cornelis',
  'wilhelmus',
  'hendrikus',
  'henricus',
  'gerardus',
  'petrus',
  'antonius',
  'jacobus',
  'adrianus',
  'franciscus',
  'theodorus',
  'martinus',
  'nicolaas',
  'mattheus',
  'bartholomeus',
  'ludovicus',
  'josephus',
  'laurentius',
  'robertus',
  'stefanus',
  'stephanus',
  'paulus',
  'georgius',
  'gregorius',
  'johanna',
  'elisabeth',
  'catharina',
  'wilhelmina',
  'cornelia',
  'margaretha',
  'adriana',
  'hendrika',
  'petronella',
  'geertruida',
  'christina',
  'magdalena',
  'theresia',
  'jacoba',
])
/** Surnames common enough in Dutch classrooms to be known as such, and not given names too. */
const SURNAMES = new Set([
  'jong',
  'jansen',
  'vries',
  'berg',
  'dyk',
  'bakker',
  'janssen',
  'visser',
  'smit',
  'meyer',
  'boer',
  'mulder',
  'groot',
  'bos',
  'vos',
  'peters',
  'hendriks',
  'dekker',
  'leeuwen',
  'brouwer',
  'wit',
  'dykstra',
  'smits',
  'graaf',
  'meer',
  'jacobs',
  'yilmaz',
  'kaya',
  'demir',
  'celik',
  'sahin',
  'yildiz',
  'yildirim',
  'ozturk',
  'aydin',
  'ozdemir',
  'arslan',
  'dogan',
  'amrani',
  'idrissi',
  'alaoui',
  'nowak',
  'kowalski',
  'wisniewski',
  'shevchenko',
  'singh',
])

const yearsBefore = (today: string, years: number): string =>
  `${Number(today.slice(0, 4)) - years}${today.slice(4)}`

const dateChecks = (birthDate: string, today: string): EntryCheck[] => {
  const [year, month, day] = birthDate.split('-')
  const turned = `${year}-${day}-${month}`
  if (birthDate > today)
    return Number(day) <= 12 && turned <= today ? ['day-month-swapped'] : ['unlikely-age']
  if (birthDate <= yearsBefore(today, MOST_YEARS + 1)) return ['unlikely-age']
  return isDefaultDate(birthDate) ? ['default-birth-date'] : []
}

const nameChecks = ({ firstName, callName, prefix, lastName }: Entered): EntryCheck[] => {
  const given = foldWords(firstName)
  const surname = foldWords(lastName)
  const checks: EntryCheck[] = []
  const initials = given.length > 0 && given.every((word) => word.length === 1) && !callName
  if (initials) checks.push('initials-only')
  else if (!callName && ((given.length > 1 && !firstName.includes('-')) || OFFICIAL.has(given[0] ?? '')))
    checks.push('call-name-unknown')
  const firstIsSurname = hasParticle(firstName) || given.some((word) => SURNAMES.has(word))
  if (
    !prefix &&
    firstIsSurname &&
    surname.length > 0 &&
    surname.every((word) => CALL_NAMES.has(word) && !SURNAMES.has(word))
  )
    checks.push('names-swapped')
  return checks
}

/**
 * `today` as ISO date. Empty where there is nothing to ask; each code at most once, in the order of
 * ENTRY_CHECKS.
 */
export const entryChecks = (child: Entered, today: string): EntryCheck[] => {
  const names = [child.firstName, child.callName ?? '', child.prefix ?? '', child.lastName]
  const found = new Set<EntryCheck>([...dateChecks(child.birthDate, today), ...nameChecks(child)])
  if (names.some((name) => /[^\P{L}\p{Lm}\p{Script=Latin}]/u.test(name))) found.add('other-script')
  if (names.some((name) => (name.replaceAll(/[.\s-]/g, '').match(/[0-9]{9}/g) ?? []).some(isBsn)))
    found.add('bsn-in-name')
  return ENTRY_CHECKS.filter((check) => found.has(check))
}
