/** A BSN comes in by no way at all: every text of every command, every cell and name of every file. */
import { describe, expect, it } from 'vitest'
import { readAreaFile } from '../../../renderer/engine/commands/neighbourhoods/areas.ts'
import { findHeader } from '../../../renderer/engine/caseload/header.ts'
import { NOT_LOOKED_AT, refuseBsn } from '../../../renderer/engine/core/no-bsn.ts'
import { Engine } from '../../../renderer/engine/engine.ts'
import type { Ports } from '../../../renderer/engine/ports.ts'
import { Command, type FromWorker } from '../../../shared/api/api.ts'
import { leavesOf, type Leaf as Text, type Schema } from '../../fixtures/schema-walk.ts'
import { blobOf, openSession, readChildren, sheetRows, xlsxOf } from '../../fixtures/import.ts'

const BSN = '123456782'
const WORDS = `Belt over Sami, bsn ${BSN}`

/** Whether a person could write a number into it: not an id of bytes, a day, a code. */
const isFree = ({ schema }: Text): boolean => [WORDS, BSN].some((text) => schema.safeParse(text).success)

const kinds = (Command as unknown as { options: Schema[] }).options.map((schema) => {
  const { kind } = schema.def['shape'] as { kind: { def: { values: string[] } } }
  return { kind: kind.def.values[0]!, texts: leavesOf(schema, '').filter(isFree) }
})
const topOf = ({ path }: Text): string => path.split('.')[1]!
const passedBy = (kind: string): readonly string[] =>
  (NOT_LOOKED_AT as Readonly<Record<string, readonly string[]>>)[kind] ?? []
const commandWith = (kind: string, path: string): Command =>
  ({
    kind,
    ...(path
      .split('.')
      .slice(1)
      .reduceRight<unknown>((value, name) => ({ [name]: [value] }), WORDS) as object),
  }) as unknown as Command

describe('every command', () => {
  it('refuses it in every text that a person may write', () => {
    const looked = kinds.flatMap(({ kind, texts }) =>
      texts.filter((text) => !passedBy(kind).includes(topOf(text))).map(({ path }) => ({ kind, path })),
    )
    for (const { kind, path } of looked)
      expect(() => refuseBsn(commandWith(kind, path)), `${kind}${path}`).toThrow('bsn')
    const written = looked.map(({ kind, path }) => `${kind}${path}`)
    for (const way of [
      'save-child.child.firstName',
      'save-child.child.phone',
      'save-draft.draft.note',
      'file-signal.draft.note',
      'say.entry.text',
      'close.onward',
      'join.person.name',
      'join.organisation.name',
      'save-details.details.contact.name',
      'set-safeguarding.officer.phone',
      'sign-rules.why',
      'keep-areas.list.areas.name',
    ])
      expect(written).toContain(way)
  })

  it('lets through what is no text of a person, and that list names nothing else', () => {
    const passed = kinds.flatMap(({ kind, texts }) =>
      passedBy(kind)
        .filter((name) => !/(?:^|[a-z])(?:Id|Ids|id|ids|ref)$/.test(name))
        .map((name) => {
          const known = kind === 'boot' || texts.some((text) => topOf(text) === name)
          return `${kind}.${name}${known ? '' : ' is no text'}`
        }),
    )
    expect(passed.toSorted()).toEqual([
      'answer-obstacle.text',
      'boot.profile',
      'boot.rescue',
      'boot.servers',
      'boot.vaultRecord',
      'certificate-refused.origin',
      'change-lock.current',
      'change-lock.secret',
      'coordinate.to',
      'disclose.to',
      'enrol.passphrase',
      'export-device.passphrase',
      'find-children.query',
      'import-caseload.name',
      'join.code',
      'join.secret',
      'link-signals.other',
      'look-up-invite.code',
      'mend-cell.value',
      'merge.pairs',
      'open-import.name',
      'raise-obstacle.text',
      'say.responder',
      'unlock.passphrase',
      'unread-rows.titles',
      'unread-rows.words',
      'unsay.responder',
    ])
  })

  it('is not seen in the id of a child, and is where somebody writes it in the place of one', () => {
    const draftAbout = (childId: string): Command =>
      ({ kind: 'save-draft', draft: { childIds: [childId], note: '' } }) as unknown as Command
    const id = `${BSN}${'a'.repeat(23)}`
    expect(() => refuseBsn(draftAbout(id))).not.toThrow()
    for (const written of [BSN, `${id} ${BSN}`])
      expect(() => refuseBsn(draftAbout(written)), written).toThrow('bsn')
  })

  it('is refused by the engine itself, before anything else and without the number in the answer', async () => {
    const posted: FromWorker[] = []
    const engine = new Engine({
      monotonic: () => 0,
      post: (message: FromWorker) => void posted.push(message),
    } as unknown as Ports)
    const draft = {
      childIds: [],
      lostSince: null,
      attempts: [],
      urgency: 'normal',
      parents: null,
      note: WORDS,
      disappearsOn: '2026-12-23',
    }
    await engine.handle({ id: 1, command: { kind: 'save-draft', draft } })
    expect(posted[0]).toEqual({ type: 'refused', id: 1, error: { code: 'bsn', params: {} } })
    expect(JSON.stringify(posted)).not.toContain(BSN)
  })
})

describe('every file', () => {
  const HEAD = 'Nr;Roepnaam;Achternaam;Geboortedatum;Groep;Ouder1;Telefoon;Mentor;Huisnummer'
  const child = (place: number, cell: string): string => {
    const cells = [
      '99',
      'Sami',
      'Yıldız',
      '14-03-2017',
      '6',
      'Ayşe Yıldız',
      '06-12345678',
      'Juf Fatima',
      '18',
    ]
    return cells.map((own, i) => (i === place ? cell : own)).join(';')
  }
  const others = Array.from(
    { length: 30 },
    (_, i) => `${i + 1};Noor${i};Vos;14-03-2016;7;Ria Vos;06-87654321;Meester Jan;${i + 1}`,
  )

  it.each([
    '123456782',
    'Yildiz (BSN 123.456.782)',
    '="123456782"',
    '１２３４５６７８２',
    '١٢٣٤٥٦٧٨٢',
    '10000008',
  ])('one cell of any column: %s', async (cell) => {
    for (const place of [0, 1, 2, 4, 5, 6, 7, 8]) {
      const name = place === 1 || place === 2 ? `Sami ${cell}` : cell
      const session = await openSession([HEAD, ...others, child(place, name)].join('\n'))
      const { added } = await session.plan()
      const view = session.view()
      const shown = JSON.stringify([added, view, [...session.rows.unread()]]).normalize('NFKC')
      for (const digits of ['123456782', '123.456.782', '١٢٣٤٥٦٧٨٢', '10000008'])
        expect(shown, `column ${place}`).not.toContain(digits)
      // A number of a machine is left out and counted; everywhere else a person has to look.
      if (place === 0 || place === 6)
        expect([added.length, view.notes]).toEqual([
          31,
          expect.arrayContaining([{ about: 'bsn-left-out', count: 1, row: 32 }]),
        ])
      else expect([added.length, view.problems.page.map(({ problem }) => problem)]).toEqual([30, ['bsn']])
    }
  })

  it('a number of a spreadsheet, the heading, the name of a sheet, of a file, and a cell that is mended', async () => {
    const head = ['Roepnaam', 'Achternaam', 'Geboortedatum', `Groep ${BSN}`, 'Leerlingnummer']
    const book = xlsxOf([
      {
        name: `Groep ${BSN}`,
        xml: sheetRows([head, ['Noor', 'Vos', '14-03-2016', '7', '1.23456782E8']]),
      },
      { name: 'Leeg', xml: sheetRows([['Roepnaam'], ['Noor'], ['Daan']]) },
    ])
    const session = await openSession(book, { name: `klas ${BSN}.xlsx` })
    expect(JSON.stringify(session.view())).not.toContain(BSN)
    await session.chooseSheet(0)
    await session.checked
    session.setColumn(3, 'group')
    expect(session.mend(2, 3, `groep 7 ${BSN}`, true)).toBe('bsn')
    await session.checked
    expect(JSON.stringify([session.view(), [...session.rows.unread()]])).not.toContain(BSN)
    expect(session.mend(2, 3, 'groep 7', true)).toBe(null)
    const { added } = await session.plan()
    expect(added).toEqual([{ firstName: 'Noor', lastName: 'Vos', birthDate: '2016-03-14', group: 'groep 7' }])
  })

  it('with a legal basis, only from the column of the BSN', async () => {
    const [one] = await readChildren(`BSN;${HEAD}\n111222333;${child(7, `Juf ${BSN}`)}\n;${others[0]}`, {
      bsnAllowed: true,
    })
    expect(JSON.stringify(one)).not.toContain(BSN)
  })

  it('absence by its heading, a list of wijken by its names', async () => {
    const header = findHeader([
      { number: 1, cells: ['Leerlingnummer', 'Datum', 'Uren', `Opmerking ${BSN}`] },
      { number: 2, cells: ['7', '14-09-2026', '2', ''] },
    ])
    expect(JSON.stringify(header?.names)).not.toContain(BSN)
    const areas = await readAreaFile(blobOf(`code;naam\nWK036301;Centrum ${BSN}\nWK036302;Noord`))
    expect(areas.problems).toEqual([{ row: 2, problem: 'name', value: 'Centrum •••••••••' }])
    expect(areas.areas.map(({ name }) => name)).toEqual(['Noord'])
  })
})
