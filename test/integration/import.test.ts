/** Importing in a real store: all or nothing, undone exactly, and others are answered meanwhile. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, describe, expect, test } from 'vitest'
import type { ImportingView, ListedChild } from '../../shared/api/caseload.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { RuggensteunError } from '../../shared/errors.ts'
import { CaseloadDesk, caseloadSummary } from '../../renderer/engine/commands/caseload/caseload.ts'
import type { Identity } from '../../renderer/engine/crypto/identity.ts'
import type { Ports } from '../../renderer/engine/ports.ts'
import { State } from '../../renderer/engine/store/state.ts'
import { put, tokensKey } from '../../renderer/engine/store/changes.ts'
import { LocalStore } from '../../renderer/engine/store/database.ts'
import { MovableClock } from '../fixtures/clock.ts'
import { HEAD } from '../fixtures/import.ts'

const KEY = new Uint8Array(32).fill(7)
const open: State[] = []
afterEach(() => {
  for (const state of open.splice(0)) state.close()
})

const shop = async (indexedDB = new IDBFactory(), clock = new MovableClock()) => {
  const store = await LocalStore.open('import', KEY, { indexedDB, IDBKeyRange, random: systemRandom })
  const state = new State(store, { organisation: { bsnBasis: null } } as Identity)
  await state.load()
  open.push(state)
  const ports = {
    clock,
    random: systemRandom,
    monotonic: () => performance.now(),
    after: (ms: number, task: () => void) => {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  } as unknown as Ports
  let queue: Promise<unknown> = Promise.resolve()
  const exclusive = <T>(task: () => Promise<T>): Promise<T> => {
    const run = queue.then(task, task)
    queue = run.catch(() => {})
    return run
  }
  const seen: (ImportingView | null)[] = []
  const desk: CaseloadDesk = new CaseloadDesk({
    state,
    ports,
    exclusive,
    changed: () => seen.push(desk.importing()),
    now: () => new Date(clock.now()),
    today: () => new Date(clock.now()).toISOString().slice(0, 10),
  })
  const list = async (query = ''): Promise<readonly ListedChild[]> =>
    (
      (await desk.run({
        kind: 'find-children',
        query,
        sort: 'lastName',
        descending: false,
        offset: 0,
        limit: 200,
      })) as { rows: ListedChild[] }
    ).rows
  const read = async (...rows: string[]): Promise<void> => {
    await desk.run({
      kind: 'open-import',
      name: 'lijst.csv',
      file: new Blob([[HEAD, ...rows].join('\n')]),
      looseQuotes: false,
    })
  }
  return {
    indexedDB,
    clock,
    store,
    state,
    desk,
    seen,
    list,
    read,
    summary: () => caseloadSummary(state, new Date(clock.now())),
  }
}
type Shop = Awaited<ReturnType<typeof shop>>
const giveTokens = (state: State): Promise<void> =>
  state.commit(
    [...state.children.keys()].map((id) =>
      put('tokens', tokensKey(1, id), {
        childId: id,
        epoch: 1,
        generations: '1',
        tokens: [{ type: 'P', token: Buffer.from(id.padEnd(32).slice(0, 32)).toString('base64url') }],
      }),
    ),
  )
const contents = ({ state }: Shop): unknown => [
  new Map([...state.children].toSorted()),
  new Map([...state.tokens].toSorted()),
]
const onDisk = async (shop_: Shop): Promise<unknown> => [
  new Map([...(await shop_.store.load('children')).rows].toSorted()),
  new Map([...(await shop_.store.load('tokens')).rows].toSorted()),
]

const FIRST = ['Sami;;Yıldız;14-03-2017;6;9981AB', 'Noor;;Vos;14-03-2017;5;9981AB', 'Daan;;Bos;14-03-2017;5;']
const SECOND = [
  'Sami;;Yıldız;14-03-2017;6;9981AB',
  'Noor;;Vos;14-03-2017;6;9981AB',
  'Elif;;Kaya;14-03-2017;6;',
  'Guus;;Mol;31-02-2017;;',
]

describe('an import', () => {
  test('changes nothing before it is finished, and then says what it did', async () => {
    const it = await shop()
    await it.read(...FIRST)
    expect(it.state.children.size).toBe(0)
    expect(await it.desk.run({ kind: 'finish-import' })).toEqual({
      added: 3,
      changed: 0,
      unchanged: 0,
      gone: 0,
      removed: 0,
      duplicates: 0,
      notRead: 0,
    })
    expect((await it.list()).map(({ lastName }) => lastName)).toEqual(['Bos', 'Vos', 'Yıldız'])
    expect(it.desk.importing()).toMatchObject({ step: 'done' })
    expect(it.summary()).toMatchObject({ total: 3, undoUntil: '2026-11-30T09:00:00.000Z' })
  })

  test('asks of a whole file what is asked of one child, and reads it all the same', async () => {
    const it = await shop()
    await it.read(
      'Sami;;Yıldız;01-01-2017;6;9981AB',
      'Noor;;Vos;01-07-2016;5;9981AB',
      'D.;;Bos;14-03-2017;5;',
      'Elif;;Kaya;14-03-2017;6;',
    )
    await expect
      .poll(() => it.desk.importing()!.notes)
      .toEqual([
        { about: 'default-birth-dates', count: 2, row: null },
        { about: 'initials-only', count: 1, row: null },
      ])
    expect(await it.desk.run({ kind: 'finish-import' })).toMatchObject({ added: 4, notRead: 0 })
  })

  test('of a list that is known keeps tokens of the unchanged, and removes the gone only when asked', async () => {
    const it = await shop()
    await it.read(...FIRST)
    await it.desk.run({ kind: 'finish-import' })
    await giveTokens(it.state)
    await it.read(...SECOND)
    await it.desk.run({ kind: 'finish-import' })
    expect([it.state.children.size, it.state.tokens.size]).toEqual([4, 3])
    await it.read(...SECOND)
    await it.desk.run({ kind: 'set-import-option', removeGone: true })
    expect(await it.desk.run({ kind: 'finish-import' })).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 3,
      gone: 1,
      removed: 1,
      notRead: 1,
    })
    expect([it.state.children.size, it.state.tokens.size]).toEqual([3, 2])
  })

  test('is undone exactly: children, and the tokens they had', async () => {
    const it = await shop()
    await it.read(...FIRST)
    await it.desk.run({ kind: 'finish-import' })
    await giveTokens(it.state)
    const before = contents(it)
    await it.read(
      'Sami;;Yıldız;14-03-2017;7;9981AB',
      'Noor;;Vos;15-03-2017;6;9981AB',
      'Elif;;Kaya;14-03-2017;6;',
    )
    await it.desk.run({ kind: 'set-import-option', removeGone: true })
    await it.desk.run({ kind: 'finish-import' })
    await giveTokens(it.state)
    expect(contents(it)).not.toEqual(before)
    await it.desk.run({ kind: 'undo-import' })
    expect(contents(it)).toEqual(before)
    expect(await onDisk(it)).toEqual(before)
    expect(it.summary()).toMatchObject({ undoUntil: null, lastImport: { outcome: { added: 3 } } })
    await expect(it.desk.run({ kind: 'undo-import' })).rejects.toThrow('undo-gone')
  })

  test('can be undone after the machine was off, for seven days and no longer', async () => {
    const first = await shop()
    await first.read(...FIRST)
    await first.desk.run({ kind: 'finish-import' })
    first.state.close()
    const again = await shop(first.indexedDB, first.clock)
    expect(again.summary().undoUntil).not.toBeNull()
    first.clock.pass({ days: 7 })
    await expect(again.desk.run({ kind: 'undo-import' })).rejects.toThrow('undo-gone')
    await again.desk.expire()
    expect((await again.store.load('undo')).rows.size).toBe(0)
    expect(again.state.children.size).toBe(3)
  })

  test('that stops in the middle of writing leaves the old list, on disk and in memory', async () => {
    const it = await shop()
    await it.read(...FIRST)
    await it.desk.run({ kind: 'finish-import' })
    const before = contents(it)
    await it.read(...Array.from({ length: 1500 }, (_, i) => `Kind;;Naam${i}x;14-03-2017;;`))
    const writeSealed = it.store.writeSealed.bind(it.store)
    it.store.writeSealed = (changes) =>
      writeSealed([
        ...changes.slice(0, 1200),
        { table: 'children', key: undefined as unknown as string, sealed: new Uint8Array() },
        ...changes.slice(1200),
      ])
    await expect(it.desk.run({ kind: 'finish-import' })).rejects.toThrow(RuggensteunError)
    expect(it.desk.importing()).toMatchObject({ step: 'check' })
    expect([contents(it), await onDisk(it)]).toEqual([before, before])
    it.store.writeSealed = writeSealed
    expect(await it.desk.run({ kind: 'finish-import' })).toMatchObject({ added: 1500 })
  })

  test('goes on where a child is changed by hand while it is being prepared', async () => {
    const it = await shop()
    await it.read(...FIRST)
    const finishing = it.desk.run({ kind: 'finish-import' })
    await it.desk.run({
      kind: 'save-child',
      childId: null,
      child: { firstName: 'Ada', lastName: 'Pip', birthDate: '2018-01-01' },
    })
    expect(await finishing).toMatchObject({ added: 3, gone: 1 })
    expect((await it.list()).map(({ firstName }) => firstName).sort()).toEqual([
      'Ada',
      'Daan',
      'Noor',
      'Sami',
    ])
  })

  test('of thousands of rows lets others be answered, can be paused, and is called off without a trace', async () => {
    const it = await shop()
    const rows = Array.from({ length: 6000 }, (_, i) => `Kind;;Naam${i}x;14-03-2017;6;9981AB`)
    await it.read(...rows)
    await it.desk.run({ kind: 'pause-import', paused: true })
    await it.list()
    const paused = it.desk.importing()!
    expect(paused.progress).toMatchObject({ paused: true, total: 6000 })
    await new Promise((later) => setTimeout(later, 60))
    expect(it.desk.importing()!.progress!.done).toBe(paused.progress!.done)
    await it.desk.run({ kind: 'pause-import', paused: false })
    let answered = 0
    const finishing = it.desk.run({ kind: 'finish-import' }).then(() => true)
    for (let done = false; !done; answered++) {
      await it.list('naam')
      done = await Promise.race([finishing, new Promise<false>((later) => setTimeout(() => later(false), 1))])
    }
    expect(answered).toBeGreaterThan(10)
    expect(it.state.children.size).toBe(6000)
    expect(it.seen.some((view) => view?.step === 'saving')).toBe(true)
    await it.read(...rows.map((row) => row.replace('Kind', 'Ander')))
    await it.desk.run({ kind: 'cancel-import' })
    await expect(it.desk.run({ kind: 'finish-import' })).rejects.toThrow('import-ended')
    expect([it.desk.importing(), it.state.children.size]).toEqual([null, 6000])
  })

  test('survives a user who changes the columns faster than the rows can be checked', async () => {
    const it = await shop()
    await it.read(...Array.from({ length: 4000 }, (_, i) => `Kind;;Naam${i}x;14-03-2017;6;9981AB`))
    for (const use of ['skip', 'worker', 'group', 'skip', 'group'] as const) {
      await it.desk.run({ kind: 'set-import-column', column: 4, use })
      await new Promise((later) => setTimeout(later, 15))
    }
    expect(await it.desk.run({ kind: 'finish-import' })).toMatchObject({ added: 4000 })
    expect(
      [...it.state.children.values()].every(({ group, worker }) => group === '6' && worker === undefined),
    ).toBe(true)
  })

  test('gives all that was not read to who asks while the rows are still being checked', async () => {
    const it = await shop()
    await it.read(...Array.from({ length: 4000 }, (_, i) => `Kind;;Naam${i}x;31-02-2017;6;9981AB`))
    expect(it.desk.importing()!.progress).not.toBeNull()
    const { file } = (await it.desk.run({
      kind: 'unread-rows',
      titles: ['Rij', 'Kolom', 'Waarde', 'Waarom'],
      words: {},
    })) as { file: Uint8Array }
    expect(new TextDecoder().decode(file).split('\r\n')).toHaveLength(4001)
  })

  test('gives the list of what was not read, safe to open in a spreadsheet', async () => {
    const it = await shop()
    await it.read('Sami;;Yıldız;=1+1;6;', '-Ada;;Bos;+31-02-2017;;')
    const { file } = (await it.desk.run({
      kind: 'unread-rows',
      titles: ['Rij', 'Kolom', 'Waarde', 'Waarom'],
      words: { date: 'Dit is geen datum.' },
    })) as { file: Uint8Array }
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(file)).toBe(
      `\uFEFFRij;Kolom;Waarde;Waarom\r\n2;Geboortedatum;"'=1+1";Dit is geen datum.\r\n3;Geboortedatum;"'+31-02-2017";Dit is geen datum.`,
    )
  })
})

describe('the own list', () => {
  test('is found by parts of a name without marks, by number and by birth date, in order, a page at a time', async () => {
    const it = await shop()
    await it.desk.run({
      kind: 'import-caseload',
      name: 'x',
      file: new TextEncoder().encode(
        'Nummer;Roepnaam;Voorvoegsel;Achternaam;Geboortedatum\n7;Sami;;Yıldız;14-03-2017\n8;Zoë;van den;Berg;08-11-2016\n9;Ömer;;Berk;01-02-2015',
      ),
    })
    const names = async (query: string): Promise<string[]> =>
      (await it.list(query)).map(({ firstName }) => firstName)
    expect([
      await names(''),
      await names('yildiz'),
      await names('ber'),
      await names('zoe van'),
      await names('omer'),
      await names('08-11-2016'),
      await names('9'),
      await names('niemand'),
    ]).toEqual([['Zoë', 'Ömer', 'Sami'], ['Sami'], ['Zoë', 'Ömer'], ['Zoë'], ['Ömer'], ['Zoë'], ['Ömer'], []])
    expect(
      await it.desk.run({
        kind: 'find-children',
        query: '',
        sort: 'birthDate',
        descending: true,
        offset: 1,
        limit: 1,
      }),
    ).toMatchObject({ total: 3, rows: [{ firstName: 'Zoë' }] })
  })

  test('takes a child by hand, makes its tokens again only where the name or birth date changes, and gives a removed one back with them', async () => {
    const it = await shop()
    const { childId } = (await it.desk.run({
      kind: 'save-child',
      childId: null,
      child: { firstName: 'Sami', lastName: 'Yıldız', birthDate: '2017-03-14' },
    })) as { childId: string }
    await giveTokens(it.state)
    await it.desk.run({
      kind: 'save-child',
      childId,
      child: { firstName: 'Sami', lastName: 'Yıldız', birthDate: '2017-03-14', group: '7' },
    })
    expect(it.state.tokens.size).toBe(1)
    const before = contents(it)
    await it.desk.run({ kind: 'remove-child', childId })
    expect([it.state.children.size, it.state.tokens.size]).toEqual([0, 0])
    await it.desk.run({ kind: 'undo-remove', childId })
    expect(contents(it)).toEqual(before)
    await it.desk.run({
      kind: 'save-child',
      childId,
      child: { firstName: 'Samuel', lastName: 'Yıldız', birthDate: '2017-03-14' },
    })
    expect(it.state.tokens.size).toBe(0)
    await expect(
      it.desk.run({
        kind: 'save-child',
        childId: null,
        child: { firstName: 'Te', lastName: 'Vroeg', birthDate: '2027-01-01' },
      }),
    ).rejects.toThrow('child-incomplete')
  })
})
