/** What a person types about a child, and what becomes of it: a child, or why not, field by field. */
import { readWijk } from '../../../shared/domain/areas.ts'
import { ChildDraft, type ListedChild } from '../../../shared/api/caseload.ts'
import type { RowProblem } from '../../../shared/domain/row-problem.ts'
import { readAddress, readPostcode, writtenPostcode } from '../../../shared/domain/postcode.ts'
import { holdsBsn } from '../../../shared/matching/bsn.ts'
import { readDate } from '../../../shared/calendar/written-date.ts'

const TEXT_FIELDS = [
  'firstName',
  'prefix',
  'lastName',
  'birthDate',
  'postcode',
  'houseNumber',
  'group',
  'callName',
  'otherLastNames',
  'parents',
  'siblings',
  'earlier',
  'localNumber',
  'worker',
  'phone',
  'neighbourhood',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]
export type ChildFields = Readonly<Record<TextField, string>> & { readonly shielded: boolean }
/** Those that have words of their own in the catalogue. */
export type Wrong = Extract<
  RowProblem,
  `date${string}` | `postcode${string}` | 'missing' | 'bsn' | 'no-letters' | 'too-many' | 'neighbourhood'
>

const dutch = (iso: string): string => iso.split('-').reverse().join('-')

export const fieldsOf = (child: ListedChild | null): ChildFields => ({
  firstName: child?.firstName ?? '',
  prefix: child?.prefix ?? '',
  lastName: child?.lastName ?? '',
  birthDate: child ? dutch(child.birthDate) : '',
  postcode: child?.postcode ? writtenPostcode(child.postcode) : '',
  houseNumber: child?.houseNumber ?? '',
  group: child?.group ?? '',
  callName: child?.callName ?? '',
  otherLastNames: (child?.otherLastNames ?? []).join('; '),
  parents: (child?.parents ?? []).join('; '),
  siblings: (child?.siblings ?? []).join('; '),
  earlier: (child?.earlierAddresses ?? [])
    .map(({ postcode, houseNumber }) => [writtenPostcode(postcode), houseNumber].filter(Boolean).join(' '))
    .join('; '),
  localNumber: child?.localNumber ?? '',
  worker: child?.worker ?? '',
  phone: child?.phone ?? '',
  neighbourhood: child?.neighbourhood ?? '',
  shielded: child?.shielded ?? false,
})

const listOf = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
const MOST = { otherLastNames: 3, parents: 4, siblings: 12, earlier: 3 } as const

/** `today` is an ISO date. */
export const childOf = (
  fields: ChildFields,
  today: string,
): { readonly child: ChildDraft | null; readonly wrong: ReadonlyMap<TextField, Wrong> } => {
  const wrong = new Map<TextField, Wrong>()
  const text = (field: TextField): string => fields[field].trim()
  for (const field of ['firstName', 'lastName'] as const)
    if (text(field) === '') wrong.set(field, 'missing')
    else if (!/\p{L}/u.test(text(field))) wrong.set(field, 'no-letters')
  for (const [field, most] of Object.entries(MOST))
    if (listOf(fields[field as keyof typeof MOST]).length > most) wrong.set(field as TextField, 'too-many')
  for (const field of TEXT_FIELDS)
    if (field !== 'birthDate' && holdsBsn(fields[field])) wrong.set(field, 'bsn')
  const born = readDate(text('birthDate'), { today, century: null, dates1904: false })
  if ('problem' in born) wrong.set('birthDate', text('birthDate') === '' ? 'missing' : born.problem)
  const postcode = text('postcode') === '' ? null : readPostcode(text('postcode'))
  if (postcode && 'problem' in postcode) wrong.set('postcode', postcode.problem)
  const earlier = listOf(fields.earlier).map(readAddress)
  const badAddress = earlier.find((address) => 'problem' in address)
  if (badAddress && 'problem' in badAddress) wrong.set('earlier', badAddress.problem)
  const area = readWijk(text('neighbourhood'))
  if (text('neighbourhood') !== '' && !area) wrong.set('neighbourhood', 'neighbourhood')
  if (wrong.size > 0 || !('iso' in born)) return { child: null, wrong }
  const plain = Object.fromEntries(
    (['prefix', 'houseNumber', 'group', 'callName', 'localNumber', 'worker', 'phone'] as const).flatMap(
      (field) => (text(field) === '' ? [] : [[field, text(field)]]),
    ),
  )
  const lists = Object.fromEntries(
    (['otherLastNames', 'parents', 'siblings'] as const).flatMap((field) => {
      const items = listOf(fields[field])
      return items.length > 0 ? [[field, items]] : []
    }),
  )
  return {
    wrong,
    child: ChildDraft.parse({
      firstName: text('firstName'),
      lastName: text('lastName'),
      birthDate: born.iso,
      ...plain,
      ...lists,
      ...postcode,
      ...(earlier.length > 0 ? { earlierAddresses: earlier } : {}),
      ...(area ? { neighbourhood: area } : {}),
      ...(fields.shielded ? { shielded: true } : {}),
    }),
  }
}
