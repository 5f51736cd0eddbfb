import fc from 'fast-check'
import writeXlsxFile from 'write-excel-file/node'
import { describe, expect, test } from 'vitest'
import { readDelimited } from '../../renderer/engine/caseload/delimited.ts'
import { readEdexml } from '../../renderer/engine/caseload/edexml.ts'
import { splitFullName } from '../../renderer/engine/caseload/names.ts'
import { openCaseloadFile } from '../../renderer/engine/caseload/read-file.ts'
import { withoutBreath } from '../../renderer/engine/core/time-slices.ts'
import { decodeText } from '../../renderer/engine/caseload/text-encoding.ts'
import { ErrorName } from '../../shared/errors.ts'
import { readDate } from '../../shared/calendar/written-date.ts'
import { isBsn } from '../../shared/matching/match-keys.ts'
import {
  blobOf,
  escapeXml,
  HEAD,
  latin1,
  openSession,
  readChildren,
  TODAY,
  utf16,
  xlsxOf,
} from '../fixtures/import.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const named = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    expect(ErrorName.options).toContain((error as { code?: string }).code)
  }
}
/** Without names every object has: the writer used here trips over those. */
const graphic = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter(
    (text) =>
      !(text in {}) &&
      !/[\p{C}"\uFFFD]/u.test(text) &&
      text.trim() === text &&
      text.normalize('NFC') === text,
  )
const latinText = fc.stringMatching(/^[A-Za-zé-ü][A-Za-zé-ü '.-]{0,10}[A-Za-zé-ü]$/)
const cellText = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replace(/[\p{C}]/gu, '').trim())
const tableOf = (cell: fc.Arbitrary<string>) =>
  fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    )
    .filter((rows) => rows.every((cells) => cells.some((text) => text !== '')))
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

describe('whatever the bytes', () => {
  test('a file gives rows or a named error', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 1500 }),
          fc.string({ maxLength: 400 }).map(bytes),
          fc.string({ maxLength: 400 }).map((text) => bytes(`${HEAD}\n${text}`)),
          fc.string({ maxLength: 300 }).map((text) => utf16(`${HEAD}\n${text}`, 'be')),
        ),
        (content) => named(async () => (await openSession(content)).plan()),
      ),
      { numRuns: 400 },
    ))

  test('a spreadsheet with anything in its parts gives rows or a named error', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 300 }), fc.boolean(), fc.nat(1200), (xml, escape, cut) =>
        named(async () => {
          const file = xlsxOf([{ xml: escape ? escapeXml(xml) : xml }])
          const book = await openCaseloadFile(
            blobOf(cut > 600 ? file.slice(0, cut) : file),
            false,
            withoutBreath,
          )
          for (const { place } of book.sheets) await book.table(place)
        }),
      ),
      { numRuns: 200 },
    ))

  test('a spreadsheet of which any byte is changed gives rows or a named error', () => {
    const file = xlsxOf([
      {
        xml: '<row r="1"><c r="A1" t="inlineStr"><is><t>Roepnaam</t></is></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
      },
    ])
    return fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), (place, byte) =>
        named(async () => {
          const changed = file.slice()
          changed[place] = byte
          await (await openSession(changed)).plan()
        }),
      ),
      { numRuns: 200 },
    )
  })

  test('EDEXML with any text or tags inside gives pupils or a named error', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.string({ maxLength: 200 }).map(escapeXml),
          fc.stringMatching(/^(<\/?(leerling|groep|achternaam|leerkracht)>){0,12}$/),
        ),
        (inside) =>
          named(async () =>
            readEdexml(
              {
                text: `<EDEX><leerlingen><leerling key="1">${inside}</leerling></leerlingen></EDEX>`,
                encoding: 'utf-8',
                mixedAt: null,
              },
              withoutBreath,
            ),
          ),
      ),
      { numRuns: 300 },
    ))

  test('any cells in known columns give children or named problems, none lost', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            cellText,
            cellText,
            cellText,
            fc.oneof(cellText, fc.constant('14-03-2017')),
            cellText,
            cellText,
          ),
          { minLength: 1, maxLength: 10 },
        ),
        async (rows) => {
          const session = await openSession(
            `${HEAD}\n${rows.map((cells) => cells.map(quoted).join(';')).join('\n')}`,
          )
          const { added, duplicates } = await session.plan()
          const { file, problems } = session.view()
          expect(added.length + duplicates + problems.rows).toBe(file.rows)
          for (const { row, header, problem } of session.rows.unread())
            expect([row > 1, header !== '', problem !== undefined]).toEqual([true, true, true])
        },
      ),
      { numRuns: 200 },
    ))
})

describe('there and back', () => {
  const encodings: readonly (readonly [string, (text: string) => Uint8Array])[] = [
    ['utf-8', bytes],
    ['utf-8 with its mark', (text) => bytes(`\uFEFF${text}`)],
    ['utf-16le', (text) => utf16(text, 'le')],
    ['utf-16be', (text) => utf16(text, 'be')],
  ]
  test.each(encodings)('a table through CSV in %s, with every delimiter', (_, encode) =>
    fc.assert(
      fc.asyncProperty(
        tableOf(cellText),
        fc.constantFrom(';', ',', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, delimiter, newline) => {
          const text = ['Roepnaam', 'Achternaam', 'Geboortedatum', 'Groep', 'Postcode']
            .slice(0, rows[0]!.length)
            .map(quoted)
            .join(delimiter)
          const table = await readDelimited(
            await decodeText(
              encode([text, ...rows.map((cells) => cells.map(quoted).join(delimiter))].join(newline)),
              withoutBreath,
            ),
            false,
            withoutBreath,
          )
          expect(table.rows.slice(1).map(({ cells }) => cells)).toEqual(rows)
        },
      ),
      { numRuns: 60 },
    ),
  )

  test('a table through CSV in Windows-1252', () =>
    fc.assert(
      fc.asyncProperty(tableOf(latinText), async (rows) => {
        const text = `${['Roepnaam', 'Achternaam', 'Geboortedatum', 'Groep', 'Postcode'].slice(0, rows[0]!.length).join(';')}\r\n${rows.map((cells) => cells.join(';')).join('\r\n')}`
        const table = await readDelimited(await decodeText(latin1(text), withoutBreath), false, withoutBreath)
        expect(table.rows.slice(1).map(({ cells }) => cells)).toEqual(rows)
      }),
      { numRuns: 60 },
    ))

  test('a table through XLSX as a real writer makes it, with real dates', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(graphic, graphic, fc.integer({ min: 0, max: 46000 })), {
          minLength: 1,
          maxLength: 8,
        }),
        async (rows) => {
          const days = rows.map(([, , day]) => new Date(Date.UTC(1900, 2, 1) + day * 86_400_000))
          const text = (value: string) => ({ value, type: String })
          const sheet = [
            ['Roepnaam', 'Achternaam', 'Geboortedatum'].map(text),
            ...rows.map(([first, last], i) => [
              text(first),
              text(last),
              { value: days[i]!, type: Date, format: 'dd-mm-yyyy' },
            ]),
          ]
          const file = await writeXlsxFile(sheet as unknown as Parameters<typeof writeXlsxFile>[0]).toBuffer()
          const book = await openCaseloadFile(blobOf(new Uint8Array(file)), false, withoutBreath)
          const table = await book.table(0)
          expect(table.rows.slice(1).map(({ cells }) => cells)).toEqual(
            rows.map(([first, last], i) => [first, last, days[i]!.toISOString().slice(0, 10)]),
          )
        },
      ),
      { numRuns: 30, endOnFailure: true },
    ))

  test('a pupil through EDEXML', () =>
    fc.assert(
      fc.asyncProperty(graphic, graphic, async (first, last) => {
        const table = await readEdexml(
          {
            text: `<EDEX><leerlingen><leerling key="1"><roepnaam>${escapeXml(first)}</roepnaam><achternaam>${escapeXml(last)}</achternaam></leerling></leerlingen></EDEX>`,
            encoding: 'utf-8',
            mixedAt: null,
          },
          withoutBreath,
        )
        expect(table.rows[1]!.cells).toEqual([first, last, '1'])
      }),
      { numRuns: 100 },
    ))

  test('a date in each way of writing it, and no impossible day is made', () => {
    const at = { today: TODAY, century: null, dates1904: false }
    const months = [
      'januari',
      'februari',
      'maart',
      'april',
      'mei',
      'juni',
      'juli',
      'augustus',
      'september',
      'oktober',
      'november',
      'december',
    ]
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-03-01'), max: new Date(TODAY), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const [year, month, day] = iso.split('-') as [string, string, string]
          const serial = Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
          for (const text of [
            iso,
            `${day}-${month}-${year}`,
            `${Number(day)}/${Number(month)}/${year}`,
            `${year}${month}${day}`,
            `${day}${month}${year}`,
            `${Number(day)} ${months[Number(month) - 1]} ${year}`,
            String(serial),
          ])
            expect([text, readDate(text, at)]).toMatchObject([text, { iso }])
        },
      ),
    )
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.constantFrom('19', '20', null), (text, century) => {
        const read = readDate(text, { ...at, century })
        if ('iso' in read)
          expect([
            read.iso >= '1900-01-01' && read.iso <= TODAY,
            new Date(`${read.iso}T00:00:00Z`).toISOString().slice(0, 10),
          ]).toEqual([true, read.iso])
      }),
      { numRuns: 1000 },
    )
  })

  test('a whole name loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Piet', 'van', 'den', 'Berg', 'El', 'Amrani', 'Zoë', 'de'), {
          minLength: 2,
          maxLength: 6,
        }),
        fc.boolean(),
        (parts, comma) => {
          const text = comma ? `${parts[0]}, ${parts.slice(1).join(' ')}` : parts.join(' ')
          const name = splitFullName(text)
          if (name)
            expect(
              `${name.firstName} ${name.prefix ?? ''} ${name.lastName}`.split(/\s+/).filter(Boolean).sort(),
            ).toEqual(parts.toSorted())
        },
      ),
    )
  })
})

describe('what may not be read', () => {
  const bsn = fc
    .integer({ min: 10_000_000, max: 99_999_999 })
    .map((start) => Array.from({ length: 10 }, (_, last) => `${start}${last}`).find(isBsn))
    .filter((number) => number !== undefined)
  test('never comes out, whatever the column is called', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(bsn, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('BSN', 'Nummer', 'Leerlingnummer', 'Postcode', 'Mentor', 'x', 'Telefoon', 'Klas'),
        async (numbers, header) => {
          const text = `Roepnaam;Achternaam;Geboortedatum;${header}\n${numbers.map((number, i) => `Kind${'abcdef'[i]};Vos;14-03-2017;${number}`).join('\n')}`
          const session = await openSession(text)
          for (const use of ['localNumber', 'worker', 'phone'] as const)
            expect(() => session.setColumn(3, use)).toThrow('not-allowed')
          const out = JSON.stringify([
            await session.plan(),
            session.view(),
            [...session.rows.unread()],
            session.differences('added', 0, 100),
          ])
          for (const number of numbers) expect(out).not.toContain(number)
        },
      ),
      { numRuns: 60 },
    ))

  test('is gone for text about care and chain identifiers too', () =>
    fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a-z]{12,20}$/),
        fc.constantFrom(
          'Diagnose',
          'Zorg',
          'notitie',
          'Toelichting bij plaatsing',
          'Medicatie',
          'Opmerkingen',
          'ECK iD',
          'bsn_ondwnr-4',
        ),
        async (secret, header) => {
          const session = await openSession(
            `Roepnaam;Achternaam;Geboortedatum;${header}\nSami;Vos;31-02-2017;${secret}\nNoor;Vos;14-03-2017;${secret}`,
          )
          expect(
            JSON.stringify([await session.plan(), session.view(), [...session.rows.unread()]]),
          ).not.toContain(secret)
          expect(await readChildren(`Roepnaam;Achternaam;Geboortedatum\nNoor;Vos;14-03-2017`)).toHaveLength(1)
        },
      ),
      { numRuns: 60 },
    ))
})
