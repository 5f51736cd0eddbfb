/** Memory and disk say the same, also where the disk fails in the middle of many changes. */
import { expect, test } from 'vitest'
import { State } from '../../../renderer/engine/store/state.ts'
import { put, remove, setMeta, type Change } from '../../../renderer/engine/store/changes.ts'
import type { LocalStore } from '../../../renderer/engine/store/database.ts'
import type { Identity } from '../../../renderer/engine/crypto/identity.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import type { Child } from '../../../shared/domain/child.ts'

const child = (id: string, firstName: string): Child => ({
  id,
  firstName,
  lastName: 'Achternaam',
  birthDate: '2017-03-14',
})
const name = (id: string, firstName: string): Change => put('children', id, child(id, firstName))

/** A store whose writes end when the test says so. */
const slowStore = () => {
  const disk = new Map<string, unknown>()
  const waiting: { end: () => void; fail: () => void }[] = []
  const store = {
    write: (changes: readonly Change[]) =>
      new Promise<void>((done, failed) =>
        waiting.push({
          end: () => {
            for (const { key, value } of changes)
              if (value === undefined) disk.delete(key)
              else disk.set(key, value)
            done()
          },
          fail: () => failed(new Error('full')),
        }),
      ),
  }
  return { store: store as unknown as LocalStore, disk, waiting }
}
const turn = (): Promise<void> => new Promise((later) => setImmediate(later))
const firstNames = (state: State): Record<string, string> =>
  Object.fromEntries([...state.children].map(([id, { firstName }]) => [id, firstName]))

test('the next changes are prepared while the ones before are written; one write is under way at most, and what was prepared meanwhile goes in the next', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  await state.writeBehind(async (stage) => stage([name('a', 'Anna')]))
  await state.writeBehind(async (stage) => stage([name('b', 'Bilal')]))
  await state.writeBehind(async (stage) => stage([name('b', 'Bo'), name('c', 'Cem')]))
  expect(firstNames(state)).toEqual({ a: 'Anna', b: 'Bo', c: 'Cem' })
  expect(waiting).toHaveLength(1)
  waiting[0]!.end()
  await turn()
  expect([waiting.length, [...disk.keys()]]).toEqual([2, ['a']])
  const written = state.flush()
  waiting[1]!.end()
  await written
  expect([...disk].map(([key, value]) => [key, (value as Child).firstName])).toEqual([
    ['a', 'Anna'],
    ['b', 'Bo'],
    ['c', 'Cem'],
  ])
})

test('where much waits already, the next ones wait too', async () => {
  const { store, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  const many = Array.from({ length: 500 }, (_, i) => name(`child ${i}`, 'Anna'))
  await state.writeBehind(async (stage) => stage([name('a', 'Anna')]))
  await state.writeBehind(async (stage) => stage(many))
  const next = state.writeBehind(async (stage) => stage([name('b', 'Bilal')]))
  await turn()
  expect(state.children.has('b')).toBe(false)
  waiting[0]!.end()
  await next
  expect([waiting.length, state.children.has('b')]).toEqual([2, true])
})

test('a write that fails takes what was prepared on top of it along, and memory is as before both', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  const kept = state.commit([name('a', 'Anna'), name('b', 'Bilal')])
  await turn()
  waiting[0]!.end()
  await kept
  await state.writeBehind(async (stage) => {
    stage([name('a', 'Aya')])
    stage([name('a', 'Amir'), remove('children', 'b')])
  })
  await state.writeBehind(async (stage) => stage([name('a', 'Ali'), name('c', 'Cem')]))
  await turn()
  const third = state.writeBehind(async (stage) => {
    await turn()
    stage([name('d', 'Dunya')])
    waiting[1]!.fail()
    await turn()
  })
  await expect(third).rejects.toThrow('full')
  expect(firstNames(state)).toEqual({ a: 'Anna', b: 'Bilal' })
  expect([...disk.keys()]).toEqual(['a', 'b'])
  await state.flush() // said once
  expect(waiting).toHaveLength(2)
})

test('that a write failed is told to who waits for all to be written, and to nobody after', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  await state.writeBehind(async (stage) => stage([name('a', 'Anna')]))
  await state.writeBehind(async (stage) => stage([name('b', 'Bilal')]))
  const written = state.flush()
  waiting[0]!.fail()
  await expect(written).rejects.toThrow('full')
  expect([firstNames(state), disk.size, waiting.length]).toEqual([{}, 0, 1])
  const next = state.commit([name('c', 'Cem')])
  await turn()
  waiting[1]!.end()
  await next
  expect([...disk.keys()]).toEqual(['c'])
})

test('a change of a person waits for what is under way, and is not made where that failed', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  await state.writeBehind(async (stage) => stage([name('a', 'Anna')]))
  const change = state.commit([name('a', 'Aya')])
  await turn()
  waiting[0]!.fail()
  await expect(change).rejects.toThrow('full')
  expect(firstNames(state)).toEqual({})
  expect(disk.size).toBe(0)
})

test('a task that fails leaves what is under way as it is', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  await state.writeBehind(async (stage) => stage([name('a', 'Anna')]))
  await expect(
    state.writeBehind(async (stage) => {
      stage([name('a', 'Aya')])
      throw new Error('task')
    }),
  ).rejects.toThrow('task')
  const written = state.flush()
  waiting[0]!.end()
  await written
  expect(firstNames(state)).toEqual({ a: 'Anna' })
  expect(disk.size).toBe(1)
})

const tokens = (id: string): Change =>
  put('tokens', `7|${id}`, {
    childId: id,
    epoch: 7,
    generations: '',
    tokens: [{ type: 'B', token: toBase64url(new Uint8Array(32).fill(id.charCodeAt(0))) }],
  })
const directory = setMeta('directory', { after: 4, statements: [] })

test.each([
  ['tokens', tokens('b'), 1],
  ['a statement', directory, 0],
])(
  'kept signalen are to be looked at again as soon as %s came, in the same write, so that a crash forgets nothing',
  async (_, change, fresh) => {
    const written: (readonly Change[])[] = []
    const store = { write: async (changes: readonly Change[]) => void written.push(changes) }
    const state = new State(store as unknown as LocalStore, {} as Identity)
    await state.commit([setMeta('compared', true), name('a', 'Anna')])
    await state.commit([name('b', 'Bilal'), remove('tokens', '7|c')])
    expect([state.meta.compared, state.fresh.size]).toEqual([true, 0])
    await state.commit([change])
    expect([state.meta.compared, state.fresh.size]).toEqual([undefined, fresh])
    expect(written.at(-1)).toContainEqual({ table: 'meta', key: 'compared', value: undefined })
  },
)

test.each([
  [true, 0],
  [undefined, 2],
] as const)(
  'after a start only tokens that were not compared are new: where all were (%s) there are %i',
  async (compared, fresh) => {
    const rows = new Map<string, Map<string, unknown>>([
      ['meta', new Map([['compared', compared]])],
      ['tokens', new Map([tokens('a'), tokens('b')].map(({ key, value }) => [key, value]))],
    ])
    const store = {
      load: async (table: string) => ({ rows: rows.get(table) ?? new Map(), broken: [] }),
      write: async () => {},
    }
    const state = new State(store as unknown as LocalStore, {} as Identity)
    await state.load(['meta', 'tokens'])
    expect([state.matching.size, state.fresh.size]).toEqual([2, fresh])
    await state.commit([tokens('c')])
    expect([state.matching.size, state.fresh.size]).toEqual([3, fresh + 1])
    // What comes while these are compared is for the next time; a child that went is in neither.
    const taken = state.takeFresh()
    await state.commit([tokens('d'), remove('tokens', '7|c')])
    expect([state.matching.size, state.fresh.size, taken.size]).toEqual([3, 1, fresh + 1])
  },
)
