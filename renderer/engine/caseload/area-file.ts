/**
 * A municipality's list of wijken and buurten: `code;naam;kolom;rij`. What is wrong with a row is said of
 * that row, and the others are read. Pure.
 */
import {
  isWijk,
  MAX_AREA_NAME,
  MAX_AREAS,
  MOST_TILES,
  readAreaCode,
  wijkOf,
  type Area,
  type Place,
} from '../../../shared/domain/areas.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { AreaFile, AreaProblem } from '../../../shared/api/neighbourhoods.ts'
import { coverBsn, holdsBsn } from '../../../shared/matching/bsn.ts'
import { plainHeader } from './column-names.ts'
import { MAX_COLUMNS, type TableRow } from './table.ts'

const COLUMNS = {
  code: ['code', 'wijkcode', 'buurtcode', 'gwbcode', 'gwbcode10', 'cbscode', 'statcode', 'wkcode', 'bucode'],
  name: ['naam', 'name', 'wijknaam', 'buurtnaam', 'gwbnaam', 'statnaam', 'wknaam', 'bunaam'],
  column: ['kolom', 'column', 'x'],
  row: ['rij', 'row', 'y'],
} as const
type Known = keyof typeof COLUMNS
const MOST_SHOWN = 60
const LOOKED_AT = 20

const placesOf = (cells: readonly string[]): Partial<Record<Known, number>> => {
  const names = cells.map(plainHeader)
  return Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([known, own]) => {
      const at = names.findIndex((name) => own.some((one) => one === name))
      return at < 0 ? [] : [[known, at]]
    }),
  )
}

/** Null where none is given. */
const placeOf = (column: string, row: string): Place | null | 'wrong' => {
  if (column === '' && row === '') return null
  const [x, y] = [column, row].map((cell) => (/^[0-9]{1,3}$/.test(cell) ? Number(cell) : 0)) as [
    number,
    number,
  ]
  return x >= 1 && x <= MOST_TILES && y >= 1 && y <= MOST_TILES ? { column: x, row: y } : 'wrong'
}

/** The columns that are missing, in words of a header; else what was read. Throws file-too-many-rows. */
export const readAreas = (rows: readonly TableRow[]): AreaFile | { readonly missing: readonly string[] } => {
  const heads = rows.slice(0, LOOKED_AT).map(({ cells }) => placesOf(cells))
  const at = heads.findIndex(({ code, name }) => code !== undefined && name !== undefined)
  const places = heads[at] ?? heads.find(({ code, name }) => code !== undefined || name !== undefined) ?? {}
  if (at < 0)
    return {
      missing: [
        ...(places.code === undefined ? ['code'] : []),
        ...(places.name === undefined ? ['naam'] : []),
      ],
    }
  if (rows.length - at - 1 > MAX_AREAS)
    throw new RuggensteunError('file-too-many-rows', { rows: MAX_AREAS, columns: MAX_COLUMNS })
  const areas = new Map<string, Area & { readonly line: number }>()
  const taken = new Set<string>()
  const problems: { row: number; problem: AreaProblem; value: string }[] = []
  const wrong = (row: number, problem: AreaProblem, value: string): void =>
    void problems.push({ row, problem, value: coverBsn(value).slice(0, MOST_SHOWN) })
  for (const { number, cells } of rows.slice(at + 1)) {
    const cell = (known: Known): string => {
      const index = places[known]
      return index === undefined ? '' : (cells[index] ?? '').replace(/\p{Cc}/gu, ' ').trim()
    }
    const [code, name, place] = [
      readAreaCode(cell('code')),
      cell('name'),
      placeOf(cell('column'), cell('row')),
    ]
    const tile = place && place !== 'wrong' ? `${place.column},${place.row}` : null
    if (code === null) wrong(number, 'code', cell('code'))
    else if (name === '' || name.length > MAX_AREA_NAME || holdsBsn(name)) wrong(number, 'name', name)
    else if (areas.has(code)) wrong(number, 'twice', code)
    else {
      const free = isWijk(code) && tile !== null && !taken.has(tile)
      if (free) taken.add(tile)
      else if (place === 'wrong') wrong(number, 'place', `${cell('column')}, ${cell('row')}`)
      else if (isWijk(code) && tile !== null) wrong(number, 'place-taken', tile)
      areas.set(code, { code, name, place: free ? (place as Place) : null, line: number })
    }
  }
  for (const [code, { line }] of areas)
    if (!areas.has(wijkOf(code))) {
      wrong(line, 'no-wijk', code)
      areas.delete(code)
    }
  return {
    areas: [...areas.values()]
      .map(({ line: _, ...area }) => area)
      .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    problems: problems.toSorted((a, b) => a.row - b.row),
  }
}
