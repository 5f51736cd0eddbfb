/** What is saved as CSV is read back as it was, and a spreadsheet calculates nothing of it. */
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvOf } from '../../shared/csv.ts'
import { fromUtf8 } from '../../shared/encoding.ts'

const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠]/
const textOf = (rows: readonly (readonly (string | number)[])[]): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(csvOf(rows))
const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '"=', ';='), fc.string())
    .map(([start, rest]) => start + rest),
  fc.constantFrom(
    '=HYPERLINK("https://kwaad.example";"klik")',
    '=1+1\nregel twee',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(1+1)*cmd',
    '"; =1+1',
    'a;b',
    '"',
    '',
  ),
)

test('a parser of somebody else reads every cell, with an apostrophe before what would be calculated and nothing before the rest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      (rows) => {
        const width = rows[0]!.length
        const square = rows.map((cells) => Array.from({ length: width }, (_, i) => cells[i] ?? ''))
        const read = Papa.parse<string[]>(textOf(square).slice(1), { delimiter: ';', newline: '\r\n' }).data
        expect(read).toEqual(
          square.map((cells) => cells.map((one) => (DANGEROUS.test(one) ? `'${one}` : one))),
        )
        for (const one of read.flat()) expect(one).not.toMatch(DANGEROUS)
      },
    ),
    { numRuns: 500 },
  )
})

test('begins with the mark of UTF-8, and numbers stay numbers', () => {
  expect(
    textOf([
      ['naam', 'aantal'],
      ['Čelik', 20],
    ]),
  ).toBe('\uFEFFnaam;aantal\r\nČelik;20')
  expect(fromUtf8(csvOf([['é', 1]]))).toContain('é;1')
})
