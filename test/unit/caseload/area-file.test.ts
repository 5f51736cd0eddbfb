/**
 * A list of wijken and buurten, as a municipality would have it: what is wrong is said of its row, and the
 * rest is read.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TriageFilter } from '../../../shared/bridge.ts'
import { readAreaCode, readWijk } from '../../../shared/domain/areas.ts'
import { readContent, packContent } from '../../../shared/messages/registry.ts'
import { NeighbourhoodCode } from '../../../shared/domain/identifiers.ts'
import { someThread } from '../../fixtures/thread.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAreaFile } from '../../../renderer/engine/commands/neighbourhoods/areas.ts'
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

/** As the CBS writes them: the last characters of a wijk of Amsterdam are letters, of Ede (0228) figures. */
const AMSTERDAM = ['WK0363AA', 'WK0363AD', 'WK0363MQ', 'BU0363AD03', 'BU0363AA0A']
const EDE = ['WK022801', 'WK022899', 'BU02280103']

test('lists of Amsterdam and of another municipality are read whole, also where somebody wrote small letters', async () => {
  const wijken = [...AMSTERDAM, ...EDE].filter((code) => code.startsWith('WK'))
  const buurten = [...AMSTERDAM, ...EDE].filter((code) => code.startsWith('BU'))
  const lines = [...wijken, ...buurten].map((code) => `${code.toLowerCase()};Naam van ${code};;`)
  const { areas, problems } = await read(HEAD, ...lines)
  expect(problems).toEqual([])
  expect(areas.map(({ code }) => code).toSorted()).toEqual([...AMSTERDAM, ...EDE].toSorted())
})

test.each([
  ['wk0363ad', 'WK0363AD', 'WK0363AD'],
  [' BU 0363 ad03 ', 'BU0363AD03', 'WK0363AD'],
  ['36301', 'WK036301', 'WK036301'],
  ['3630102', 'BU03630102', 'WK036301'],
  ['WK36301', null, null],
  ['1234AB', null, null],
  ['WK0363ADE', null, null],
  ['BU0363AD', null, null],
  ['WK0363A-', null, null],
  ['Oost', null, null],
] as const)('%s is read as %s, of wijk %s', (written, code, wijk) => {
  expect([readAreaCode(written), readWijk(written)]).toEqual([code, wijk])
})

test('a signaal, an obstacle, a filter and an organisation take a wijk with letters', () => {
  const at = '2026-11-23T09:00:00.000Z'
  const { signal } = someThread(at)
  const content = { ...signal, neighbourhood: 'WK0363AD' }
  expect(readContent(packContent(content))).toEqual(content)
  expect(NeighbourhoodCode.parse('WK0363AD')).toBe('WK0363AD')
  expect(TriageFilter.parse({ wijk: 'WK0363AD', tab: 'open' }).wijk).toBe('WK0363AD')
  expect(NeighbourhoodCode.safeParse('wk0363ad').success).toBe(false)
})

test('what a wijk code looks like is written in one place, and how people write it in one other', () => {
  const root = resolve(import.meta.dirname, '../../..')
  const found = ['shared', 'renderer', 'relay', 'electron', 'build'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .map((file) => join(folder, file)),
  )
  const written = found.filter((file) =>
    /(WK|BU)[|)?:]*\(?(\[0-9|\\d)|zes cijfers|six digits/i.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(written).toEqual(['areas.ts', 'identifiers.ts'].map((file) => join('shared', 'domain', file)))
})
