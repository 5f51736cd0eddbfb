import { describe, expect, test } from 'vitest'
import { isoOfSerial, readDate, type DateContext } from '../../../shared/calendar/written-date.ts'
import { splitFullName, splitLastName } from '../../../renderer/engine/caseload/names.ts'
import { readPostcode } from '../../../shared/domain/postcode.ts'
import { HEAD, openSession, readChildren, TODAY } from '../../fixtures/import.ts'

const at: DateContext = { today: TODAY, century: null, dates1904: false }
const read = (text: string, more: Partial<DateContext> = {}): string => {
  const result = readDate(text, { ...at, ...more })
  return 'iso' in result ? result.iso : result.problem
}

describe('a birth date', () => {
  test('is read in every way people and programs write it', () => {
    for (const text of [
      '14-03-2017',
      '14-3-2017',
      '14/03/2017',
      '14.03.2017',
      '14 03 2017',
      '2017-03-14',
      '2017/3/14',
      '20170314',
      '14032017',
      '14 maart 2017',
      '14 mrt 2017',
      '14 mrt. 2017',
      '14-mrt-2017',
      '14 Maart 2017',
      '14e maart 2017',
      'di 14 maart 2017',
      '2017-03-14T00:00:00',
      '14-03-2017 00:00',
      '42808',
      '42808.0',
      ' 14-03-2017 ',
    ])
      expect([text, read(text)]).toEqual([text, '2017-03-14'])
  })

  test('that does not exist, is still to come or lies too far back is never bent into another', () => {
    for (const [text, problem] of [
      ['31-02-2017', 'date-unknown-day'],
      ['29-02-2019', 'date-unknown-day'],
      ['00-01-2017', 'date-unknown-day'],
      ['03/14/2017', 'date-unknown-day'],
      ['20171301', 'date-unknown-day'],
      ['14-03-2030', 'date-future'],
      ['60000', 'date-future'],
      ['01-01-1700', 'date-too-old'],
      ['60', 'date-leap-1900'],
      ['gisteren', 'date'],
      ['', 'date'],
      ['14 frimaire 2017', 'date'],
      ['123456789', 'date'],
    ])
      expect([text, read(text!)]).toEqual([text, problem])
  })

  test('with a year of two digits asks for the century only where both could be', () => {
    expect(read('12/05/09')).toBe('date-century')
    expect(read('12/05/09', { century: '20' })).toBe('2009-05-12')
    expect(read('12/05/09', { century: '19' })).toBe('1909-05-12')
    expect(read('12-5-87')).toBe('1987-05-12')
    expect(read("14 mrt '17", { century: '20' })).toBe('2017-03-14')
    expect(read('29-02-00', { century: '19' })).toBe('date-unknown-day')
  })

  test('as a day number follows both systems of Excel and its leap year that never was', () => {
    expect([
      isoOfSerial(1, false),
      isoOfSerial(59, false),
      isoOfSerial(60, false),
      isoOfSerial(61, false),
      isoOfSerial(42808.75, false),
    ]).toEqual(['1900-01-01', '1900-02-28', null, '1900-03-01', '2017-03-14'])
    expect([isoOfSerial(0, true), isoOfSerial(41346, true)]).toEqual(['1904-01-01', '2017-03-14'])
  })

  test('in four styles in one column is read, and the column says so', async () => {
    const session = await openSession(
      `${HEAD}\nA;;Bos;14-03-2017;;\nB;;Bos;2017-03-14;;\nC;;Bos;14 maart 2017;;\nD;;Bos;42808;;`,
    )
    expect((await session.plan()).added.map(({ birthDate }) => birthDate)).toEqual(
      Array.from({ length: 4 }, () => '2017-03-14'),
    )
    expect(session.view().columns[3]).toMatchObject({ use: 'birthDate', why: 'date-mixed' })
  })

  test('with an open century is counted, and one answer reads them all', async () => {
    const session = await openSession(`${HEAD}\nA;;Bos;12/05/09;;\nB;;Bos;12/05/10;;\nC;;Bos;12/05/87;;`)
    expect(session.view()).toMatchObject({
      century: { rows: 2, example: '12/05/09', chosen: null },
      problems: { rows: 2 },
    })
    session.setOption({ century: '20' })
    expect((await session.plan()).added.map(({ birthDate }) => birthDate)).toEqual([
      '2009-05-12',
      '2010-05-12',
      '1987-05-12',
    ])
    expect(session.view()).toMatchObject({ century: { rows: 2, chosen: '20' }, problems: { rows: 0 } })
  })
})

test('a whole name in one cell is taken apart, with its tussenvoegsel where it stands', () => {
  for (const [text, parts] of [
    ['Jansen, Piet van', ['Piet', 'van', 'Jansen']],
    ['Piet van Jansen', ['Piet', 'van', 'Jansen']],
    ['van den Berg, Zoë', ['Zoë', 'van den', 'Berg']],
    ['Berg van den, Zoë', ['Zoë', 'van den', 'Berg']],
    ['Zoë van den Berg', ['Zoë', 'van den', 'Berg']],
    ["Jip in 't Veld", ['Jip', "in 't", 'Veld']],
    ['Maria El Amrani', ['Maria', 'El', 'Amrani']],
    ['Piet Jan Jansen', ['Piet Jan', undefined, 'Jansen']],
    ['Yıldız, Sami', ['Sami', undefined, 'Yıldız']],
    ['Jan de Vries-van Dijk', ['Jan', 'de', 'Vries-van Dijk']],
    ['محمد علي', ['محمد', undefined, 'علي']],
  ] as const) {
    const name = splitFullName(text)
    expect([text, name?.firstName, name?.prefix, name?.lastName]).toEqual([text, ...parts])
  }
  expect(splitFullName('Vries, J. de (Jan)')).toEqual({
    firstName: 'J.',
    prefix: 'de',
    lastName: 'Vries',
    callName: 'Jan',
  })
  for (const text of ['Madonna', 'Jansen,', ', Piet', ''])
    expect([text, splitFullName(text)]).toEqual([text, null])
  expect(splitLastName('Berg, van den')).toEqual({ lastName: 'Berg', prefix: 'van den' })
  expect(splitLastName('Berg, Jan')).toEqual({ lastName: 'Berg, Jan' })
})

test('a postcode loses its space; SA, SD and SS were never given out', () => {
  for (const text of ['1234AB', '1234 AB', '1234ab', ' 1234  ab '])
    expect(readPostcode(text)).toEqual({ postcode: '1234AB' })
  for (const text of ['1234 SA', '1234SD', '1234 ss'])
    expect(readPostcode(text)).toEqual({ problem: 'postcode-letters' })
  for (const text of ['0234AB', '1234', '12345 A', 'AB1234'])
    expect(readPostcode(text)).toEqual({ problem: 'postcode' })
})

describe('a row', () => {
  test('keeps what the own list may know: family, earlier addresses, shielding, colleague, telephone; zeros in a number', async () => {
    const text =
      'Stamnr;Voornamen;Roepnaam;Voorvoegsel;Achternaam;Andere achternaam;Geb.datum;Klas;PC;Huisnr;Toevoeging;Vorige postcode;Wijkcode;Geheim adres;Ouder/verzorger 1;Ouder/verzorger 2;Broers/zussen;Behandelaar;Tel. ouder 1;Geslacht\n' +
      '001234;Samuel Jan;Sami;van;Dam;Yıldız;14-03-2017;6a;1234 AB;12;b;9981 AB 18;990101;ja;Ayşe Yıldız;Piet van Dam;Elif; K. Haddad ;06-12345678;j'
    expect(await readChildren(text)).toEqual([
      {
        localNumber: '001234',
        firstName: 'Samuel Jan',
        callName: 'Sami',
        prefix: 'van',
        lastName: 'Dam',
        otherLastNames: ['Yıldız'],
        birthDate: '2017-03-14',
        group: '6a',
        postcode: '1234AB',
        houseNumber: '12b',
        earlierAddresses: [{ postcode: '9981AB', houseNumber: '18' }],
        neighbourhood: 'WK990101',
        shielded: true,
        parents: ['Ayşe Yıldız', 'Piet van Dam'],
        siblings: ['Elif'],
        worker: 'K. Haddad',
        phone: '06-12345678',
      },
    ])
  })

  test('with wrong cells names each of them with row, column and value; mending one or skipping the row is enough', async () => {
    const session = await openSession(
      `${HEAD};Geheim\nSami;;Yıldız;14-03-2017;6;9981AB;nee\n;;Berg;31-02-2016;6;1234 SS;misschien\n${'x'.repeat(130)};;Bos;14-03-2017;6;;`,
    )
    expect(session.view().problems.page.map(({ row, header, problem }) => [row, header, problem])).toEqual([
      [3, 'Roepnaam', 'missing'],
      [3, 'Geboortedatum', 'date-unknown-day'],
      [3, 'Postcode', 'postcode-letters'],
      [3, 'Geheim', 'yes-no'],
      [4, 'Roepnaam', 'too-long'],
    ])
    expect(session.mend(3, 0, 'Noor', false)).toBeNull()
    expect(session.view().problems.cells).toBe(5)
    expect(session.mend(3, 5, '1234 S', true)).toBe('postcode')
    for (const [column, value] of [
      [0, 'Noor'],
      [3, '28-02-2016'],
      [5, ''],
      [6, 'ja'],
    ] as const)
      expect(session.mend(3, column, value, true)).toBeNull()
    session.skip(4)
    expect(session.view().problems).toMatchObject({ rows: 0, cells: 0, skipped: 1, mended: 4 })
    expect((await session.plan()).added.map(({ firstName, shielded }) => [firstName, shielded])).toEqual([
      ['Sami', undefined],
      ['Noor', true],
    ])
    expect([...session.rows.unread()]).toHaveLength(1)
  })
})

describe('a column', () => {
  const uses = async (text: string, bsnAllowed = false) =>
    Object.fromEntries(
      (await openSession(text, { bsnAllowed }))
        .view()
        .columns.map(({ header, use, why, choice }) => [header, [use, why, choice]]),
    )
  const rows = (...cells: string[]): string =>
    cells.map((cell) => `Sami;Yıldız;14-03-2017;${cell}`).join('\n')
  const head = 'Roepnaam;Achternaam;Geboortedatum'

  test('that may not be read is recognised by its name and dropped with the reason', async () => {
    const seen = await uses(
      `${head};BSN;Onderwijsnummer;PGN;ECK iD;Diagnose;Zorgnotitie;Toelichting;Ouder/verzorger 1;Zorgcoördinator;Geslacht;Beperking\nSami;Yıldız;14-03-2017;111222333;123456782;9;x;ADHD;tekst;tekst;Ayşe Yıldız;I. Drost;j;x`,
    )
    expect(seen).toMatchObject({
      BSN: ['skip', 'bsn-test', 'never'],
      Onderwijsnummer: ['skip', 'school-number', 'never'],
      PGN: ['skip', 'school-number', 'never'],
      'ECK iD': ['skip', 'chain-id', 'never'],
      Diagnose: ['skip', 'health', 'never'],
      Zorgnotitie: ['skip', 'free-text', 'never'],
      Toelichting: ['skip', 'free-text', 'never'],
      Beperking: ['skip', 'health', 'never'],
      'Ouder/verzorger 1': ['parent', 'family', 'free'],
      Zorgcoördinator: ['worker', 'notified', 'free'],
      Geslacht: ['skip', 'not-needed', 'free'],
    })
  })

  test('is recognised by what stands in it too, whatever its name', async () => {
    expect((await uses(`${head};Nummer\n${rows('111222333', '123456782', '11122233')}`))['Nummer']).toEqual([
      'localNumber',
      'local',
      'free',
    ])
    expect((await uses(`${head};Nummer\n${rows('111222333', '123456782', '100000009')}`))['Nummer']).toEqual([
      'skip',
      'bsn-test',
      'never',
    ])
    expect(
      (await uses(`${head};Code\n${rows('https://ketenid.nl/201703/aa', 'https://ketenid.nl/201703/bb')}`))[
        'Code'
      ],
    ).toEqual(['skip', 'chain-id', 'never'])
    expect(
      (
        await uses(
          `${head};Extra\n${rows('Sami woont nu bij zijn oma en is al drie weken niet meer gezien op school.', 'Moeder zegt dat ze binnenkort weer gaan verhuizen naar een andere stad.')}`,
        )
      )['Extra'],
    ).toEqual(['skip', 'free-text', 'never'])
  })

  test('that may not be read cannot be chosen, is masked, and is forgotten at once', async () => {
    const session = await openSession(`${head};BSN;Tel. ouder 1\n${rows('111222333;0612345678')}`)
    expect(() => session.setColumn(3, 'localNumber')).toThrow('not-allowed')
    expect(() => session.setColumn(3, 'bsn')).toThrow('not-allowed')
    expect(session.view().columns.map(({ sample }) => sample)).toEqual([
      'Sami',
      'Yıldız',
      '14-03-2017',
      '•••••••••',
      '06-•• •• •• ••',
    ])
    expect(JSON.stringify(session.view())).not.toMatch(/111222333|0612345678/)
    expect(JSON.stringify(await session.plan())).not.toContain('111222333')
  })

  test('with BSNs is read where the organisation has a basis, and as BSN only', async () => {
    const text = `${head};BSN\n${rows('111222333')}`
    expect(await readChildren(text, { bsnAllowed: true })).toMatchObject([{ bsn: '111222333' }])
    const session = await openSession(text, { bsnAllowed: true })
    expect(() => session.setColumn(3, 'localNumber')).toThrow('not-allowed')
    expect(session.view().columns[3]!.sample).toBe('•••••••••')
    expect(
      (await readChildren(text.replace('111222333', '111222334'), { bsnAllowed: true }))[0],
    ).not.toHaveProperty('bsn')
  })

  test('chosen for something takes it from another, and a name in one cell is split where asked', async () => {
    expect(await readChildren('Leerling;Geboren\nJansen, Piet van;14-03-2017')).toEqual([
      { firstName: 'Piet', prefix: 'van', lastName: 'Jansen', birthDate: '2017-03-14' },
    ])
    expect(await readChildren('Roepnaam;Naam;Geboren\nPiet;Jansen;14-03-2017')).toEqual([
      { firstName: 'Piet', lastName: 'Jansen', birthDate: '2017-03-14' },
    ])
    const session = await openSession(`${head};Kolom\n${rows('Elif')}`)
    session.setColumn(3, 'firstName')
    expect(session.view().columns.map(({ use, why }) => [use, why])).toEqual([
      ['skip', 'double'],
      ['lastName', 'compare'],
      ['birthDate', 'date-order'],
      ['firstName', 'compare'],
    ])
    expect((await session.plan()).added).toMatchObject([{ firstName: 'Elif' }])
  })
})
