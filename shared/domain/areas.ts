/**
 * Wijken and buurten by the codes of the CBS, with a name and a place on a map of tiles. Codes change by
 * year, so a list has one. Pure.
 */
import { z } from 'zod'
import { BuurtCode, NeighbourhoodCode } from './identifiers.ts'

const AreaCode = z.union([NeighbourhoodCode, BuurtCode])
export const MOST_TILES = 40
const Place = z.strictObject({ column: z.int().min(1).max(MOST_TILES), row: z.int().min(1).max(MOST_TILES) })
export type Place = z.infer<typeof Place>

export const MAX_AREA_NAME = 60
export const Area = z.strictObject({
  code: AreaCode,
  name: z.string().min(1).max(MAX_AREA_NAME),
  /** Null: laid out by itself. */
  place: Place.nullable(),
})
export type Area = z.infer<typeof Area>
export const MAX_AREAS = 2000
export const AreaList = z.strictObject({
  year: z.int().min(1995).max(2100),
  areas: z.array(Area).min(1).max(MAX_AREAS),
})
export type AreaList = z.infer<typeof AreaList>

export const isWijk = (code: string): boolean => NeighbourhoodCode.safeParse(code).success
export const wijkOf = (code: string): string => (isWijk(code) ? code : `WK${code.slice(2, 8)}`)

/**
 * A code as a person or a file writes it: in small letters, with spaces; of figures alone also without WK or BU,
 * or without the zero in front that a spreadsheet took away. With letters it needs its WK or BU: `1234AB` is a
 * postcode. Null where it is none.
 */
export const readAreaCode = (text: string): string | null => {
  const [, letters = '', tail = ''] =
    /^(WK|BU)?([0-9A-Z]{5,8})$/.exec(text.toUpperCase().replace(/\s/g, '')) ?? []
  if (letters === '' && !/^[0-9]+$/.test(tail)) return null
  const lostZero = letters === '' && (tail.length === 5 || tail.length === 7)
  const rest = lostZero ? `0${tail}` : tail
  const code = `${letters || (rest.length === 6 ? 'WK' : 'BU')}${rest}`
  return isWijk(code) || BuurtCode.safeParse(code).success ? code : null
}
/** The wijk of what was written, also where that was a buurt. */
export const readWijk = (text: string): string | null => {
  const code = readAreaCode(text)
  return code === null ? null : wijkOf(code)
}

/**
 * Every code on a tile of its own: at its place where it has one, the others in order in rows below, about as
 * wide as the map is or as they are many. The map begins at column and row 1.
 */
export const laidOut = (codes: readonly string[], areas: readonly Area[]): ReadonlyMap<string, Place> => {
  const wanted = new Map(areas.flatMap(({ code, place }) => (place ? [[code, place] as const] : [])))
  const given = codes.flatMap((code) => {
    const place = wanted.get(code)
    return place ? [[code, place] as const] : []
  })
  const [left, top] = [
    Math.min(...given.map(([, { column }]) => column)) - 1,
    Math.min(...given.map(([, { row }]) => row)) - 1,
  ]
  const placed = given.map(
    ([code, { column, row }]) => [code, { column: column - left, row: row - top }] as const,
  )
  const rest = codes.filter((code) => !wanted.has(code)).toSorted()
  const width = Math.max(Math.ceil(Math.sqrt(rest.length)), ...placed.map(([, { column }]) => column))
  const below = Math.max(0, ...placed.map(([, { row }]) => row))
  return new Map([
    ...placed,
    ...rest.map(
      (code, at) => [code, { column: (at % width) + 1, row: below + Math.floor(at / width) + 1 }] as const,
    ),
  ])
}
