import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES } from '../../../renderer/engine/caseload/file-kind.ts'
import { HEAD, latin1, openSession, readChildren, sheetRows, utf16, xlsxOf } from '../../fixtures/import.ts'

const ROW = 'Zoë;van den;Berg;08-11-2016;6;9981AB'
const ZOE = {
  firstName: 'Zoë',
  prefix: 'van den',
  lastName: 'Berg',
  birthDate: '2016-11-08',
  group: '6',
  postcode: '9981AB',
}
const sheetHead = HEAD.split(';')
const refusal = (content: string | Uint8Array | Blob): Promise<string> =>
  openSession(content).then(
    () => 'read',
    (error: { code?: string }) => error.code ?? String(error),
  )
const xlsx = (...rows: string[][]): Uint8Array => xlsxOf([{ xml: sheetRows(rows) }])

describe('a text file', () => {
  test('is read with any usual delimiter, line end, date style and spelling of its columns', async () => {
    for (const text of [
      `${HEAD}\r\n${ROW}`,
      'Voornaam,Tussenvoegsel,Achternaam,Geb.datum,Klas,PC\nZoë,van den,Berg,2016-11-08,6,9981AB',
      `${HEAD}\r${ROW}`,
      `sep=;\r\n${HEAD}\r\n${ROW}`,
      `${HEAD}\n\n${ROW}\r\n\r\n`,
      'ROEPNAAM\tVoorvoegsel\tGeslachtsnaam\tGeboortedatum\tGroep\tPostcode\nZoë\tvan den\tBerg\t8/11/2016\t6\t9981AB',
      'roepnaam|tv|achternaam|gebdat|groep|postcode\n"Zoë"|"van den"|Berg|20161108|6|9981 ab',
    ])
      expect(await readChildren(text)).toEqual([ZOE])
  })

  test('is read in UTF-8 with or without its mark, Windows-1252, and UTF-16 in both orders', async () => {
    const text = `${HEAD}\r\n${ROW}`
    for (const [content, encoding] of [
      [`\uFEFF${text}`, 'utf-8'],
      [text, 'utf-8'],
      [latin1(text), 'windows-1252'],
      [utf16(text, 'le'), 'utf-16le'],
      [utf16(text, 'be'), 'utf-16be'],
      [utf16(text, 'le', false), 'utf-16le'],
      [utf16(text, 'be', false), 'utf-16be'],
    ] as const) {
      const session = await openSession(content)
      expect(session.encoding).toBe(encoding)
      expect((await session.plan()).added).toEqual([ZOE])
    }
  })

  test('in two encodings is read line by line, and says where the other begins', async () => {
    const mixed = Buffer.concat([
      Buffer.from(`${HEAD}\n${ROW}\nCédric;;Bos;08-11-2016;;\n`),
      latin1('Noé;;Vos;08-11-2016;;\n'),
    ])
    const session = await openSession(new Uint8Array(mixed))
    expect((await session.plan()).added.map(({ firstName }) => firstName)).toEqual(['Zoë', 'Cédric', 'Noé'])
    expect(session.view().notes).toEqual([{ about: 'mixed-encoding', count: 1, row: 4 }])
  })

  test('with title lines above its header, and the header again below, gives the children only', async () => {
    const session = await openSession(
      `Export ParnasSys;;\nDatum: 1-9-2026;;\n${HEAD}\n${ROW}\n${HEAD}\nNoor;;Vos;1-2-2017;;\n`,
    )
    expect((await session.plan()).added).toHaveLength(2)
    expect(session.view().notes).toEqual([
      { about: 'title-lines', count: 2, row: null },
      { about: 'header-again', count: 1, row: 5 },
    ])
  })

  test('without a header we know asks which column is what; a row keeps the number of its own program', async () => {
    const session = await openSession('kleur;maat;dag\nSami;Yıldız;14-03-2017\n;;\nNoor;Vos;31-02-2017')
    expect(session.view()).toMatchObject({
      missing: ['name', 'birthDate'],
      notes: [{ about: 'no-header' }],
      columns: [{ header: 'kleur', use: 'skip', why: 'unknown' }, {}, {}],
    })
    session.setColumn(0, 'firstName')
    session.setColumn(1, 'lastName')
    session.setColumn(2, 'birthDate')
    expect((await session.plan()).added).toHaveLength(1)
    expect(session.view().problems.page).toMatchObject([
      { row: 4, header: 'dag', problem: 'date-unknown-day', value: '31-02-2017' },
    ])
    const bare = await openSession('Sami;Yıldız;14-03-2017\nNoor;Vos;01-02-2017')
    expect(bare.view().columns.map(({ header }) => header)).toEqual(['A', 'B', 'C'])
  })

  test('with broken quotes names the row, and can be read on with quotes as letters', async () => {
    const text = `${HEAD}\n${ROW}\n"Sami;;Yıldız;14-03-2017;6;9981AB\nNoor;;"Vos";14-03-2017;6;`
    await expect(openSession(text)).rejects.toMatchObject({ code: 'file-broken-quotes', params: { row: 3 } })
    const session = await openSession(text, { looseQuotes: true })
    expect((await session.plan()).added.map(({ firstName, lastName }) => [firstName, lastName])).toEqual([
      ['Zoë', 'Berg'],
      ['"Sami', 'Yıldız'],
      ['Noor', 'Vos'],
    ])
    expect(session.view().notes).toContainEqual({ about: 'loose-quotes', count: 1, row: null })
  })

  test('keeps what begins with = + - @ as the text it is', async () => {
    expect(await readChildren(`${HEAD};Mentor\n=Zoë;;-Berg;08-11-2016;@6;;+31 x`)).toEqual([
      { firstName: '=Zoë', lastName: '-Berg', birthDate: '2016-11-08', group: '@6', worker: '+31 x' },
    ])
  })
})

describe('a file that is no list', () => {
  test('is refused by name, with what to do', async () => {
    const refused: [string | Uint8Array | Blob, string][] = [
      ['', 'file-empty'],
      [' \r\n \n', 'file-empty'],
      ['een briefje', 'file-no-header'],
      [new Uint8Array([1, 2, 3, 0, 5, 6, 7, 8, 9]), 'file-encoding'],
      [strToU8('%PDF-1.7 ...'), 'file-other-kind'],
      [
        new Uint8Array([
          0xd0,
          0xcf,
          0x11,
          0xe0,
          0xa1,
          0xb1,
          0x1a,
          0xe1,
          ...Array.from({ length: 600 }, () => 0),
        ]),
        'file-old-excel',
      ],
      [
        new Uint8Array([
          0xd0,
          0xcf,
          0x11,
          0xe0,
          0xa1,
          0xb1,
          0x1a,
          0xe1,
          ...Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
        'file-password',
      ],
      ['<html><table></table></html>', 'file-other-kind'],
      [zipSync({ 'word/document.xml': strToU8('<x/>') }), 'file-other-kind'],
      [zipSync({ 'content.xml': strToU8('<x/>') }), 'file-other-kind'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0]), 'file-broken'],
      [xlsx(sheetHead, ['Zoë', '', 'Berg', '08-11-2016']).slice(0, 900), 'file-broken'],
      [xlsxOf([{ xml: '' }]), 'file-empty'],
      ['<EDEX><leerlingen></leerlingen></EDEX>', 'file-empty'],
      ['<feed><entry/></feed>', 'file-other-kind'],
      ['<EDEX><leerlingen><leerling></EDEX>', 'file-xml-broken'],
    ]
    for (const [content, code] of refused) expect([content, await refusal(content)]).toEqual([content, code])
  })

  test('of two gigabytes is refused from its size, before a byte is read', async () => {
    const huge = new Blob(['x'])
    Object.defineProperty(huge, 'size', { value: 2 * 1024 ** 3 })
    Object.defineProperty(huge, 'arrayBuffer', {
      value: () => {
        throw new Error('a byte was read')
      },
    })
    Object.defineProperty(huge, 'slice', {
      value: () => {
        throw new Error('a byte was read')
      },
    })
    await expect(openSession(huge)).rejects.toMatchObject({
      code: 'file-too-large',
      params: { limit: MAX_FILE_BYTES / 1024 / 1024 },
    })
  })

  test('that defines entities is refused, and nothing is expanded', async () => {
    const lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    expect(
      await refusal(
        `<?xml version="1.0"?>${lol}<EDEX><leerlingen><leerling key="1"><achternaam>&b;</achternaam></leerling></leerlingen></EDEX>`,
      ),
    ).toBe('file-doctype')
    expect(
      await refusal(
        xlsxOf([{ xml: '' }], {
          more: {
            'xl/worksheets/sheet1.xml': `${lol}<worksheet><sheetData><row r="1"><c><v>&b;</v></c></row></sheetData></worksheet>`,
          },
        }),
      ),
    ).toBe('file-doctype')
    expect(
      await refusal(
        '<EDEX><leerlingen><leerling key="1"><achternaam>&xxe;</achternaam></leerling></leerlingen></EDEX>',
      ),
    ).toBe('file-xml-broken')
  })

  test('that grows without end, or has endless parts, is stopped while it grows', async () => {
    const bomb = xlsxOf([
      {
        xml: `<row r="1">${'<c t="inlineStr"><is><t> </t></is></c>'.repeat(2)}</row>${' '.repeat(64 * 1024 * 1024)}`,
      },
    ])
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusal(bomb)).toBe('file-unsafe')
    const parts = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`p${i}`, new Uint8Array()]))
    expect(await refusal(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), ...parts }))).toBe(
      'file-unsafe',
    )
  })
})

describe('a spreadsheet', () => {
  test('gives text, numbers, dates of both systems, stored values of formulas and zeros that its format shows', async () => {
    const rows = [
      ['Leerlingnummer', 'Roepnaam', 'Achternaam', 'Geboortedatum', 'Groep'],
      [
        '<c s="2"><v>1234</v></c>',
        '<c t="str"><f>CONCAT("Z","oë")</f><v>Zoë</v></c>',
        'Berg',
        '<c s="1"><v>42682</v></c>',
        '<c><v>6</v></c>',
      ],
    ]
    expect(await readChildren(xlsxOf([{ xml: sheetRows(rows) }]))).toEqual([
      { localNumber: '001234', firstName: 'Zoë', lastName: 'Berg', birthDate: '2016-11-08', group: '6' },
    ])
    expect(
      await readChildren(xlsxOf([{ xml: sheetRows(rows).replace('42682', '41220') }], { date1904: true })),
    ).toMatchObject([{ birthDate: '2016-11-08' }])
    const bare = [
      ['Roepnaam', 'Achternaam', 'Geboortedatum'],
      ['Zoë', 'Berg', '<c><v>42682</v></c>'],
      ['Ada', 'Vos', '<c><v>60</v></c>'],
    ]
    const session = await openSession(xlsxOf([{ xml: sheetRows(bare) }]))
    expect((await session.plan()).added).toMatchObject([{ birthDate: '2016-11-08' }])
    expect(session.view().problems.page).toMatchObject([{ row: 3, problem: 'date-leap-1900' }])
  })

  test('names a formula that has no stored value', async () => {
    const session = await openSession(
      xlsx(
        ['Roepnaam', 'Achternaam', 'Geboortedatum'],
        ['Zoë', '<c><f>B9</f></c>', '08-11-2016'],
        ['Ada', '<c t="e"><v>#REF!</v></c>', '08-11-2016'],
      ),
    )
    expect(session.view().problems.page.map(({ row, header, problem }) => [row, header, problem])).toEqual([
      [2, 'Achternaam', 'formula'],
      [3, 'Achternaam', 'formula'],
    ])
    expect(session.mend(2, 1, 'Berg', true)).toBeNull()
    expect((await session.plan()).added).toMatchObject([{ firstName: 'Zoë', lastName: 'Berg' }])
  })

  test('with several sheets asks which one; hidden and empty ones are no choice', async () => {
    const data = sheetRows([sheetHead, ['Zoë', 'van den', 'Berg', '08-11-2016', '6', '9981AB']])
    const session = await openSession(
      xlsxOf([
        {
          name: 'Uitleg',
          xml: sheetRows([
            ['Lees dit', 'eerst'],
            ['a', 'b'],
          ]),
        },
        { name: 'Leeg', xml: '' },
        { name: 'Leerlingen', xml: data },
        { name: 'Oud', xml: data, state: 'hidden' },
      ]),
    )
    expect(session.view()).toMatchObject({
      step: 'sheets',
      sheets: [{ name: 'Uitleg' }, { name: 'Leerlingen' }],
    })
    await session.chooseSheet(1)
    expect((await session.plan()).added).toEqual([ZOE])
  })
})

describe('EDEXML', () => {
  const pupil =
    '<leerling key="p1"><achternaam>Berg</achternaam><voorvoegsel>van den</voorvoegsel><voorletters-1>Z.</voorletters-1><roepnaam>Zoë</roepnaam><geboortedatum>2016-11-08</geboortedatum><geslacht>2</geslacht><jaargroep>6</jaargroep><eckid>https://ketenid.nl/201703/abc</eckid><bsn_ondwnr-4>111222333</bsn_ondwnr-4><groep key="g1"/></leerling>'
  test('gives pupils with their group and teacher, and drops BSN and chain identifier on sight', async () => {
    const file = `<?xml version="1.0" encoding="UTF-8"?><EDEX xmlns="http://www.edustandaard.nl/edex/2.1"><school><brincode>00AA</brincode></school><groepen><groep key="g1"><naam>6a</naam><jaargroep>6</jaargroep></groep></groepen><leerlingen>${pupil}</leerlingen><leerkrachten><leerkracht key="t1"><achternaam>Bos</achternaam><roepnaam>Fatima</roepnaam><groepen><groep key="g1"/></groepen></leerkracht></leerkrachten></EDEX>`
    const session = await openSession(file)
    expect(
      session
        .view()
        .columns.filter(({ choice }) => choice === 'never')
        .map(({ header, sample }) => [header, sample]),
    ).toEqual([
      ['eckid', '•••••••••'],
      ['bsn_ondwnr-4', '•••••••••'],
    ])
    expect((await session.plan()).added).toEqual([
      {
        localNumber: 'p1',
        firstName: 'Zoë',
        prefix: 'van den',
        lastName: 'Berg',
        birthDate: '2016-11-08',
        group: '6a',
        worker: 'Fatima Bos',
      },
    ])
  })
})
