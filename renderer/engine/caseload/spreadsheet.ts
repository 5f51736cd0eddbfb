/**
 * XLSX (ECMA-376): the cells of one sheet as text. Of a formula the stored value counts; nothing is
 * calculated. A number that is formatted as a date becomes that date, one with zeros in its format keeps
 * them.
 */
import { RuggensteunError } from '../../../shared/errors.ts'
import { isoOfSerial } from '../../../shared/calendar/written-date.ts'
import type { Breathe } from '../core/time-slices.ts'
import { cellKey, checkSize, isBlank, MAX_COLUMNS, type Table, type TableRow } from './table.ts'
import { xmlReader, type XmlEvents } from './xml.ts'
import { ZipReader } from './zip.ts'

export interface SheetInfo {
  readonly name: string
  /** As far as a glance shows: rows with something in them. */
  readonly rows: number
}
interface Sheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}
type NumberStyle = 'plain' | 'date' | { readonly digits: number }

/** What a zip without a workbook is, by a part that only it has. */
const OTHER_KINDS: readonly (readonly [part: string, name: string])[] = [
  ['word/document.xml', 'Word'],
  ['content.xml', 'OpenDocument'],
  ['xl/workbook.bin', 'XLSB'],
]
const broken = (): RuggensteunError => new RuggensteunError('file-broken')
/** `_x000D_` and its like: characters that XML cannot hold. */
const unescape = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** Built-in formats that show a day (18.8.30). */
const isDateFormat = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
const styleOf = (id: number, code: string | undefined): NumberStyle => {
  if (code === undefined) return isDateFormat(id) ? 'date' : 'plain'
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').split(';')[0]!
  if (/^0{2,}$/.test(bare)) return { digits: bare.length }
  return /[dy]/i.test(bare) && !/general/i.test(bare) ? 'date' : 'plain'
}

/** `AB12` to 27; null without letters. */
const columnOf = (ref: string): number | null => {
  const letters = /^[A-Z]{1,3}/.exec(ref)?.[0]
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null
}

/** `1.00E+3` and `123.0` as they are shown; other numbers as they are stored. */
const plainNumber = (text: string): string => {
  const value = Number(text)
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : text
}

export class Spreadsheet {
  readonly #zip: ZipReader
  readonly #breathe: Breathe
  #sheets: Sheet[] = []
  #strings: string[] | null = null
  #styles: NumberStyle[] = []
  #dates1904 = false

  private constructor(zip: ZipReader, breathe: Breathe) {
    this.#zip = zip
    this.#breathe = breathe
  }

  /** Throws file-broken, file-unsafe, file-doctype, file-password, or file-other-kind for another zip. */
  static async open(file: Blob, breathe: Breathe): Promise<Spreadsheet> {
    const book = new Spreadsheet(await ZipReader.open(file), breathe)
    const { parts } = book.#zip
    const main = [...parts.keys()].find((name) => /^xl\/workbook\.xml$/i.test(name))
    if (!main)
      throw new RuggensteunError('file-other-kind', {
        what: OTHER_KINDS.find(([part]) => parts.has(part))?.[1] ?? 'ZIP',
      })
    await book.#readBook(main)
    return book
  }

  async #read(part: string, events: Partial<XmlEvents>, stop: () => boolean = () => false): Promise<void> {
    const write = xmlReader({ open: () => {}, close: () => {}, text: () => {}, ...events }, broken)
    let stopped = false
    await this.#zip.readText(
      part,
      (text) => {
        write(text)
        stopped = stop()
        return stopped
      },
      this.#breathe,
    )
    if (!stopped) write(null)
  }

  async #readBook(main: string): Promise<void> {
    const targets = new Map<string, string>()
    const relations = 'xl/_rels/workbook.xml.rels'
    if (this.#zip.parts.has(relations))
      await this.#read(relations, {
        open: (name, { Id, Target }) => {
          if (name === 'Relationship' && Id && Target)
            targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
        },
      })
    await this.#read(main, {
      open: (name, attributes) => {
        if (name === 'workbookPr')
          this.#dates1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true'
        const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1]
        if (name === 'sheet' && id)
          this.#sheets.push({
            name: attributes['name'] ?? '',
            part: targets.get(id) ?? `xl/worksheets/sheet${this.#sheets.length + 1}.xml`,
            hidden: attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden',
          })
      },
    })
    this.#sheets = this.#sheets.filter(({ part }) => this.#zip.parts.has(part))
    if (this.#sheets.some(({ hidden }) => !hidden))
      this.#sheets = this.#sheets.filter(({ hidden }) => !hidden)
    if (this.#zip.parts.has('xl/styles.xml')) await this.#readStyles()
  }

  async #readStyles(): Promise<void> {
    const codes = new Map<number, string>()
    let inCells = false
    await this.#read('xl/styles.xml', {
      open: (name, { numFmtId, formatCode }) => {
        if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode)
        if (name === 'cellXfs') inCells = true
        if (name === 'xf' && inCells)
          this.#styles.push(styleOf(Number(numFmtId ?? 0), codes.get(Number(numFmtId))))
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false
      },
    })
  }

  async #sharedStrings(): Promise<readonly string[]> {
    if (this.#strings) return this.#strings
    const strings: string[] = []
    this.#strings = strings
    if (!this.#zip.parts.has('xl/sharedStrings.xml')) return strings
    let current = ''
    let reading = false
    let phonetic = false
    await this.#read('xl/sharedStrings.xml', {
      open: (name) => {
        if (name === 'si') current = ''
        if (name === 'rPh') phonetic = true
        reading = name === 't' && !phonetic
      },
      close: (name) => {
        if (name === 't') reading = false
        if (name === 'rPh') phonetic = false
        if (name === 'si') strings.push(unescape(current))
      },
      text: (text) => {
        if (reading) current += text
      },
    })
    return strings
  }

  /** Sheets with something in them; a glance at the beginning of each. */
  async sheets(): Promise<SheetInfo[]> {
    const infos: SheetInfo[] = []
    for (const [index, { name }] of this.#sheets.entries())
      infos.push({ name, rows: (await this.#cells(index, 3)).stated })
    return infos
  }

  /** Every row of a sheet. Throws file-empty, file-too-many-rows, file-broken or file-unsafe. */
  async table(sheet: number): Promise<Table> {
    const { rows, withoutValue } = await this.#cells(sheet, Number.POSITIVE_INFINITY)
    if (rows.length === 0) throw new RuggensteunError('file-empty')
    return {
      rows,
      encoding: null,
      mixedAt: null,
      looseQuotes: false,
      withoutValue,
      dates1904: this.#dates1904,
    }
  }

  async #cells(
    sheet: number,
    most: number,
  ): Promise<{ rows: TableRow[]; withoutValue: Set<string>; stated: number }> {
    const part = this.#sheets[sheet]?.part
    if (!part) throw broken()
    const strings = await this.#sharedStrings()
    const rows: TableRow[] = []
    const withoutValue = new Set<string>()
    let lastRow = 0
    let number = 0
    let cells: string[] = []
    let cell = { column: 0, type: '', style: 0, formula: false }
    let value = ''
    let reading = false
    await this.#read(
      part,
      {
        open: (name, attributes) => {
          if (name === 'dimension') lastRow = Number(/(\d+)$/.exec(attributes['ref'] ?? '')?.[1] ?? 0)
          else if (name === 'row') {
            number = Number(attributes['r'] ?? number + 1)
            cells = []
          } else if (name === 'c') {
            cell = {
              column: columnOf(attributes['r'] ?? '') ?? cells.length,
              type: attributes['t'] ?? 'n',
              style: Number(attributes['s'] ?? 0),
              formula: false,
            }
            value = ''
          } else if (name === 'f') cell.formula = true
          reading = name === 'v' || name === 't'
        },
        text: (text) => {
          if (reading) value += text
        },
        close: (name) => {
          if (name === 'v' || name === 't') reading = false
          else if (name === 'c') {
            if (cell.type === 'e' || (cell.formula && value === '' && cell.type !== 'str'))
              withoutValue.add(cellKey(number, cell.column))
            const text = this.#textOf(value, cell.type, cell.style, strings)
            if (text !== '' && cell.column < MAX_COLUMNS) {
              while (cells.length < cell.column) cells.push('')
              cells[cell.column] = text
            }
          } else if (name === 'row' && !isBlank(cells)) {
            checkSize(rows.length + 1, cells.length)
            rows.push({ number, cells })
          }
        },
      },
      () => rows.length >= most,
    )
    return {
      rows,
      withoutValue,
      stated: rows.length === 0 ? 0 : Math.max(rows.length, rows.length >= most ? lastRow : 0),
    }
  }

  #textOf(value: string, type: string, style: number, strings: readonly string[]): string {
    if (value === '') return ''
    switch (type) {
      case 's':
        return strings[Number(value)] ?? ''
      case 'inlineStr':
      case 'str':
        return unescape(value)
      case 'b':
        return value === '1' ? 'ja' : 'nee'
      case 'd':
        return value
      case 'e':
        return value
      default: {
        const format = this.#styles[style] ?? 'plain'
        if (format === 'date') return isoOfSerial(Number(value), this.#dates1904) ?? value
        const number = plainNumber(value)
        return typeof format === 'object' ? number.padStart(format.digits, '0') : number
      }
    }
  }
}
