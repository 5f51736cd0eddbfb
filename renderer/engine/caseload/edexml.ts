/**
 * EDEXML, the exchange format of Dutch pupil administrations (2.1, and older ones that are built alike): one
 * row a pupil, one column for every element that occurs, groups and teachers by their name. Which of them are
 * used is decided as for any file.
 */
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Breathe } from '../core/time-slices.ts'
import { checkSize, type Table, type TableRow } from './table.ts'
import type { DecodedText } from './text-encoding.ts'
import { xmlReader } from './xml.ts'

const PIECE = 16 * 1024
const GROUP = 'groep'
const TEACHER = 'leerkracht'

interface Person {
  readonly key: string
  readonly values: Map<string, string>
  readonly groups: string[]
}

/**
 * Throws file-doctype, file-xml-broken with the line, file-other-kind for other XML, or file-empty without
 * pupils.
 */
export const readEdexml = async (
  { text, encoding, mixedAt }: DecodedText,
  breathe: Breathe,
): Promise<Table> => {
  const groups = new Map<string, string>()
  const teachers = new Map<string, string>()
  const pupils: Person[] = []
  let person: Person | null = null
  let groupKey: string | null = null
  let root = ''
  let value = ''
  let depth = 0
  const write = xmlReader(
    {
      open: (name, attributes) => {
        depth += 1
        value = ''
        if (depth === 1) root = name.toLowerCase()
        const key = attributes['key'] ?? ''
        if (person) {
          if (/^(samengestelde_?)?groep$/.test(name) && key !== '') person.groups.push(key)
        } else if (name === 'leerling' || name === TEACHER) person = { key, values: new Map(), groups: [] }
        else if (/^(samengestelde_?)?groep$/.test(name)) groupKey = key
      },
      text: (piece) => {
        value += piece
      },
      close: (name) => {
        depth -= 1
        const plain = value.trim()
        value = ''
        if (groupKey !== null && name === 'naam') groups.set(groupKey, plain)
        if (name.endsWith('groep') && !person) groupKey = null
        if (!person) return
        if (name === 'leerling') pupils.push(person)
        else if (name === TEACHER) {
          const full = ['roepnaam', 'voorvoegsel', 'achternaam']
            .map((part) => person?.values.get(part))
            .filter(Boolean)
            .join(' ')
          for (const group of person.groups) if (!teachers.has(group)) teachers.set(group, full)
        } else if (plain !== '') person.values.set(name, plain)
        if (name === 'leerling' || name === TEACHER) person = null
      },
    },
    (line, cause) => new RuggensteunError('file-xml-broken', { line }, { cause }),
  )
  for (let at = 0; at < text.length; at += PIECE) {
    write(text.slice(at, at + PIECE))
    await breathe()
  }
  write(null)
  if (root !== 'edex' && pupils.length === 0) throw new RuggensteunError('file-other-kind', { what: 'XML' })
  if (pupils.length === 0) throw new RuggensteunError('file-empty')
  return {
    rows: toRows(pupils, groups, teachers),
    encoding,
    mixedAt,
    looseQuotes: false,
    withoutValue: new Set(),
    dates1904: false,
  }
}

const toRows = (
  pupils: readonly Person[],
  groups: ReadonlyMap<string, string>,
  teachers: ReadonlyMap<string, string>,
): TableRow[] => {
  for (const {
    key,
    values,
    groups: [group],
  } of pupils) {
    if (key !== '') values.set('key', key)
    const name = group === undefined ? undefined : groups.get(group)
    if (name) values.set(GROUP, name)
    const teacher = group === undefined ? undefined : teachers.get(group)
    if (teacher) values.set(TEACHER, teacher)
    // The year is the group where no group is named, and of no use beside it.
    if (values.has(GROUP)) values.delete('jaargroep')
  }
  const names = [...new Set(pupils.flatMap(({ values }) => [...values.keys()]))]
  checkSize(pupils.length, names.length)
  return [
    { number: 0, cells: names },
    ...pupils.map(({ values }, index) => ({
      number: index + 1,
      cells: names.map((name) => values.get(name) ?? ''),
    })),
  ]
}
