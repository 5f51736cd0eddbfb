import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, MAX_FILE_BYTES, readCaseloadFile, readDate } from '../../renderer/engine/caseload/read-file.ts'

const options = { today: '2026-11-23', bsnAllowed: false }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string, more = {}) => readCaseloadFile(bytes(text), { ...options, ...more })
const HEAD = 'Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Groep;Postcode'
const utf16 = (text: string): Uint8Array => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])

describe('a caseload file', () => {
  test('is read with any usual delimiter, date style and spelling of its columns', () => {
    for (const text of [
      `${HEAD}\r\nZoë;van den;Berg;08-11-2016;6;9981 ab`, 'Voornaam,Tussenvoegsel,Achternaam,Geb.datum,Klas,PC\nZoë,van den,Berg,2016-11-08,6,9981AB',
      'ROEPNAAM\tVoorvoegsel\tGeslachtsnaam\tGeboortedatum\tGroep\tPostcode\nZoë\tvan den\tBerg\t8/11/2016\t6\t9981AB', 'roepnaam|tv|achternaam|gebdat|groep|postcode\n"Zoë"|"van den"|Berg|20161108|6|9981 AB',
    ]) expect(read(text).children).toEqual([{ firstName: 'Zoë', prefix: 'van den', lastName: 'Berg', birthDate: '2016-11-08', group: '6', postcode: '9981AB' }])
  })

  test('is read in UTF-8 with or without its mark, Windows-1252 and UTF-16', () => {
    const text = `${HEAD}\nZoë;;Müller;08-11-2016;6;9981AB`
    expect(readCaseloadFile(bytes(`\uFEFF${text}`), options)).toMatchObject({ encoding: 'utf-8', children: [{ firstName: 'Zoë' }] })
    expect(readCaseloadFile(new Uint8Array(Buffer.from(text, 'latin1')), options)).toMatchObject({ encoding: 'windows-1252', children: [{ lastName: 'Müller' }] })
    expect(readCaseloadFile(utf16(text), options)).toMatchObject({ encoding: 'utf-16le', children: [{ firstName: 'Zoë' }] })
  })

  test('that is empty, too large, no text or without known columns is refused by name', () => {
    const refused: [Uint8Array, string][] = [
      [bytes(''), 'file-empty'], [bytes(' \r\n \n'), 'file-empty'], [new Uint8Array(50 * 1024 * 1024), 'file-too-large'], [new Uint8Array(MAX_FILE_BYTES + 1), 'file-too-large'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0]), 'file-encoding'], [bytes('1;2;3\n4;5;6'), 'file-no-header'], [bytes('kleur;maat\nrood;3'), 'file-no-header'],
      [bytes('Roepnaam;Achternaam\nSami;Yildiz'), 'file-missing-columns'], [bytes(`${HEAD}\n"Sami;;Yildiz;08-11-2016;6;9981AB`), 'file-broken-quotes'],
    ]
    for (const [file, code] of refused) expect(() => readCaseloadFile(file, options)).toThrow(expect.objectContaining({ code }))
  })

  test('with wrong rows keeps the good ones and names row, column and fault of each other one', () => {
    const { children, refused } = read(`${HEAD}\nSami;;Yildiz;14-03-2017;6;9981AB\n;;Berg;14-03-2017;6;9981AB\nNoor;;Berg;31-02-2017;6;9981AB\nDaan;;Vos;14-03-2030;6;\nGuus;;Bos;14-03-2017;6;12AB\n\n${'x'.repeat(130)};;Bos;14-03-2017;6;`)
    expect(children.map(({ firstName }) => firstName)).toEqual(['Sami'])
    expect(refused).toEqual([
      { row: 3, column: 'Roepnaam', problem: 'missing' }, { row: 4, column: 'Geboortedatum', problem: 'date' }, { row: 5, column: 'Geboortedatum', problem: 'date-future' },
      { row: 6, column: 'Postcode', problem: 'postcode' }, { row: 8, column: 'Roepnaam', problem: 'too-long' },
    ])
  })

  test('never gives a BSN, school number or note unless the organisation may use a BSN, and then only a real one', () => {
    const text = `${HEAD};BSN;Onderwijsnummer;Notitie\nSami;;Yildiz;14-03-2017;6;9981AB;111222333;123456789;zorgen`
    const without = read(text)
    expect(without.mapping.forbidden).toEqual(['BSN', 'Onderwijsnummer', 'Notitie'])
    expect(JSON.stringify(without.children)).not.toMatch(/111222333|123456789|zorgen/)
    expect(read(text, { bsnAllowed: true }).children[0]).toMatchObject({ bsn: '111222333' })
    expect(read(text.replace('111222333', '111222334'), { bsnAllowed: true }).children[0]).not.toHaveProperty('bsn')
  })

  test('of any bytes gives rows or a named error, never a crash', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.string({ maxLength: 500 }).map((text) => bytes(`${HEAD}\n${text}`))), (file) => {
      try {
        const { children, refused } = readCaseloadFile(file, options)
        expect(children.length + refused.length).toBeLessThan(2000)
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/^file-/)
      }
    }), { numRuns: 400 })
  })

  test('dates come back as they were written, and no impossible day is made', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, day] = iso.split('-') as [string, string, string]
      for (const text of [iso, `${day}-${month}-${year}`, `${Number(day)}/${Number(month)}/${year}`, `${year}${month}${day}`]) expect(readDate(text)).toBe(iso)
    }))
    for (const text of ['31-02-2017', '00-01-2017', '2017-13-01', '12-12-17', 'gisteren', '', '42800', '1-1-1700']) expect(readDate(text)).toBeNull()
  })

  test('text that decodes is decoded whole', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\p{Cc}|\uFEFF/u.test(text)), (text) => { expect(decodeText(bytes(text)).text).toBe(text) }))
  })
})
