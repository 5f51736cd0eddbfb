/**
 * A list of wijken and buurten, as a municipality would have it: what is wrong is said of its row, and the
 * rest is read.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAreaFile } from '../../../renderer/engine/commands/areas.ts'
import { AreaList, laidOut, type Area } from '../../../shared/domain/areas.ts'
import { NEIGHBOURHOODS } from '../../../build/demo/people.ts'

const read = (...lines: string[]) => readAreaFile(new Blob([lines.join('\r\n')]))
const HEAD = 'code;naam;kolom;rij'

test('the list of Veenwijk names every wijk of its people, with buurten and places', async () => {
  const { areas, problems } = await readAreaFile(
    new Blob([readFileSync(join(import.meta.dirname, '../../../build/demo/veenwijk/wijken.csv'))]),
  )
  expect(problems).toEqual([])
  expect(
    NEIGHBOURHOODS.every((code) => areas.some((area) => area.code === code && area.place !== null)),
  ).toBe(true)
  expect(areas.some(({ code }) => code.startsWith('BU'))).toBe(true)
  expect(AreaList.parse({ year: 2026, areas }).areas).toHaveLength(areas.length)
})

test('codes with their letters or without, and with the zero that a spreadsheet took away', async () => {
  const { areas, problems } = await read(
    HEAD,
    'WK036301;Burgwallen;1;1',
    '36302;Grachtengordel;2;1',
    '3630201;Langestraat;;',
    ' bu 03630100 ;Kop Zeedijk;;',
  )
  expect(problems).toEqual([])
  expect(areas.map(({ code }) => code)).toEqual(['BU03630100', 'BU03630201', 'WK036301', 'WK036302'])
})

test('each row that is wrong is named with what stood there; a place that cannot be costs the place only', async () => {
  const { areas, problems } = await read(
    HEAD,
    'WK990101;Oost;1;1',
    'Oost;WK990102;2;1',
    'WK990103;;1;2',
    'WK990101;Nog eens Oost;3;3',
    'WK990104;Zuid;1;1',
    'WK990105;Noord;0;x',
    'BU99020101;Zonder wijk;;',
    `WK990106;${'x'.repeat(61)};2;2`,
  )
  expect(problems).toEqual([
    { row: 3, problem: 'code', value: 'Oost' },
    { row: 4, problem: 'name', value: '' },
    { row: 5, problem: 'twice', value: 'WK990101' },
    { row: 6, problem: 'place-taken', value: '1,1' },
    { row: 7, problem: 'place', value: '0, x' },
    { row: 8, problem: 'no-wijk', value: 'BU99020101' },
    { row: 9, problem: 'name', value: 'x'.repeat(60) },
  ])
  expect(areas).toEqual([
    { code: 'WK990101', name: 'Oost', place: { column: 1, row: 1 } },
    { code: 'WK990104', name: 'Zuid', place: null },
    { code: 'WK990105', name: 'Noord', place: null },
  ])
})

test('the header may have the names of the CBS, stand below a title and be in any order; a column that lacks is named', async () => {
  expect((await read('Wijken van Veenwijk;', 'Naam;GWB_CODE;Y;X', 'Oost;WK990101;2;3')).areas).toEqual([
    { code: 'WK990101', name: 'Oost', place: { column: 3, row: 2 } },
  ])
  await expect(read('code;kolom;rij', 'WK990101;1;1')).rejects.toMatchObject({
    code: 'file-missing-columns',
    params: { columns: 'naam' },
  })
  await expect(read('a;b', '1;2')).rejects.toMatchObject({
    code: 'file-missing-columns',
    params: { columns: 'code, naam' },
  })
  await expect(read('')).rejects.toMatchObject({ code: 'file-empty' })
  await expect(read('<?xml version="1.0"?><a/>')).rejects.toMatchObject({ code: 'file-other-kind' })
  await expect(
    read(HEAD, ...Array.from({ length: 2_001 }, (_, i) => `WK${100_000 + i};Wijk ${i};;`)),
  ).rejects.toMatchObject({ code: 'file-too-many-rows' })
})

test('Windows-1252 from an old Excel is read as it was meant', async () => {
  const bytes = Uint8Array.from([...`${HEAD}\r\nWK990101;Caf`, '\u00e9', ';1;1'].join(''), (letter) =>
    letter.charCodeAt(0),
  )
  expect((await readAreaFile(new Blob([bytes]))).areas[0]!.name).toBe('Café')
})

test('every wijk has a tile of its own, within its map, whatever places are given', () => {
  const code = fc.integer({ min: 100_000, max: 100_060 }).map((digits) => `WK${digits}`)
  const place = fc.option(
    fc.record({ column: fc.integer({ min: 1, max: 12 }), row: fc.integer({ min: 1, max: 12 }) }),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(code, { minLength: 1, maxLength: 40 }),
      fc.array(place, { minLength: 40, maxLength: 40 }),
      (codes, places) => {
        const taken = new Set<string>()
        const areas: Area[] = codes.map((own, i) => {
          const at = places[i] ?? null
          const key = JSON.stringify(at)
          const free = at !== null && !taken.has(key)
          if (free) taken.add(key)
          return { code: own, name: own, place: free ? at : null }
        })
        const tiles = laidOut(codes, areas)
        expect(tiles.size).toBe(codes.length)
        expect(new Set([...tiles.values()].map(({ column, row }) => `${column},${row}`)).size).toBe(
          codes.length,
        )
        expect(Math.min(...[...tiles.values()].map(({ column }) => column))).toBe(1)
        expect(Math.min(...[...tiles.values()].map(({ row }) => row))).toBe(1)
      },
    ),
  )
})
