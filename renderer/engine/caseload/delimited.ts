/** CSV and its relatives: `;` `,` tab or `|`, quotes, CR, LF or both. Papa Parse does the cutting. */
import Papa, { type ParseConfig, type ParseLocalConfig } from 'papaparse'
import { RuggensteunError } from '../../../shared/errors.ts'
import { headerScore } from './column-names.ts'
import type { Breathe } from '../core/time-slices.ts'
import { checkSize, isBlank, type Table, type TableRow } from './table.ts'
import type { DecodedText } from './text-encoding.ts'

const DELIMITERS = [';', ',', '\t', '|'] as const
const PREVIEW_ROWS = 40
const PREVIEW_TEXT = 64 * 1024
const CHUNK_TEXT = 64 * 1024
/** No character of a text: with it Papa Parse knows no quotes. */
const NO_QUOTE = '\u0000'

/**
 * Excel writes `sep=;` above; otherwise the one that shows a header we know, or else cuts the most rows into
 * the same number of cells.
 */
const delimiterOf = (text: string, quoteChar: string): string => {
  const stated = /^sep=(.)\n/i.exec(text)?.[1]
  if (stated) return stated
  const preview = text.slice(0, PREVIEW_TEXT)
  const scores = DELIMITERS.map((delimiter) => {
    const rows = Papa.parse<string[]>(preview, {
      delimiter,
      quoteChar,
      newline: '\n',
      preview: PREVIEW_ROWS,
    }).data.filter((cells) => !isBlank(cells))
    const widths = rows.map((cells) => cells.length)
    const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1
    return (
      Math.max(0, ...rows.map(headerScore)) * 1000 +
      (usual > 1 ? widths.filter((width) => width === usual).length * 2 + Math.min(usual, 20) / 20 : 0)
    )
  })
  return DELIMITERS[scores.indexOf(Math.max(...scores))]!
}

/** Where quotes mean nothing, a pair around a cell still goes. */
const withoutPair = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"')
    ? cell.slice(1, -1).replaceAll('""', '"')
    : cell

/** Throws file-broken-quotes with the row, file-too-many-rows or file-empty. */
export const readDelimited = async (
  { text, encoding, mixedAt }: DecodedText,
  looseQuotes: boolean,
  breathe: Breathe,
): Promise<Table> => {
  if (text.trim() === '') throw new RuggensteunError('file-empty')
  const lines = text.replace(/\r\n?/g, '\n')
  const quoteChar = looseQuotes ? NO_QUOTE : '"'
  const delimiter = delimiterOf(lines, quoteChar)
  const rows: TableRow[] = []
  let number = 0
  await new Promise<void>((done, failed) => {
    const settings: ParseLocalConfig<string[], string> = {
      delimiter,
      quoteChar,
      newline: '\n',
      skipEmptyLines: false,
      chunkSize: CHUNK_TEXT,
      chunk: ({ data, errors }, parser) => {
        const stop = (cause: unknown): void => {
          failed(cause)
          parser.abort()
        }
        try {
          const quotes = errors.find(({ type }) => type === 'Quotes')
          if (quotes)
            throw new RuggensteunError('file-broken-quotes', { row: number + (quotes.row ?? 0) + 1 })
          for (const cells of data) {
            number += 1
            if (isBlank(cells)) continue
            rows.push({ number, cells: looseQuotes ? cells.map(withoutPair) : cells })
            checkSize(rows.length, cells.length)
          }
          parser.pause()
          breathe().then(() => parser.resume(), stop)
        } catch (cause) {
          stop(cause)
        }
      },
      complete: () => done(),
    }
    // Papa Parse takes text in chunks too; its types promise that for files only.
    Papa.parse<string[]>(lines, settings as unknown as ParseConfig<string[]>)
  })
  if (
    /^sep=.$/i.test(rows[0]?.cells.join(delimiter) ?? '') ||
    (rows[0]?.cells[0] === 'sep=' && isBlank(rows[0].cells.slice(1)))
  )
    rows.shift()
  return { rows, encoding, mixedAt, looseQuotes, withoutValue: new Set(), dates1904: false }
}
