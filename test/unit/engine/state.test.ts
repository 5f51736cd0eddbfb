/** Memory and disk say the same, also where the disk fails in the middle of many changes. */
import { expect, test } from 'vitest'
import { put, remove, State } from '../../../renderer/engine/state.ts'
import type { Change, LocalStore } from '../../../renderer/engine/store/database.ts'
import type { Identity } from '../../../renderer/engine/crypto/identity.ts'
import type { Child } from '../../../shared/domain/child.ts'

const child = (id: string, firstName: string): Child => ({ id, firstName, lastName: 'Achternaam', birthDate: '2017-03-14' })
const name = (id: string, firstName: string): Change => put('children', id, child(id, firstName))

/** A store whose writes end when the test says so. */
const slowStore = () => {
  const disk = new Map<string, unknown>()
  const waiting: { end: () => void; fail: () => void }[] = []
  const store = {
    write: (changes: readonly Change[]) => new Promise<void>((done, failed) => waiting.push({
      end: () => { for (const { key, value } of changes) if (value === undefined) disk.delete(key); else disk.set(key, value); done() },
      fail: () => failed(new Error('full')),
    })),
  }
  return { store: store as unknown as LocalStore, disk, waiting }
}
const turn = (): Promise<void> => new Promise((later) => setImmediate(later))
const firstNames = (state: State): Record<string, string> => Object.fromEntries([...state.children].map(([id, { firstName }]) => [id, firstName]))

test('the next changes are prepared while the ones before are written, and one write is under way at most', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  await state.ahead(async (stage) => stage([name('a', 'Anna')]))
  const second = state.ahead(async (stage) => stage([name('b', 'Bilal')]))
  await turn()
  expect(firstNames(state)).toEqual({ a: 'Anna', b: 'Bilal' })
  expect(waiting).toHaveLength(1)
  waiting[0]!.end()
  await second
  expect(waiting).toHaveLength(2)
  waiting[1]!.end()
  await state.written()
  expect(disk.size).toBe(2)
})

test('a write that fails takes what was prepared on top of it along, and memory is as before both', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  const kept = state.commit([name('a', 'Anna'), name('b', 'Bilal')])
  await turn()
  waiting[0]!.end()
  await kept
  await state.ahead(async (stage) => { stage([name('a', 'Aya')]); stage([name('a', 'Amir'), remove('children', 'b')]) })
  const second = state.ahead(async (stage) => stage([name('a', 'Ali'), name('c', 'Cem')]))
  await turn()
  waiting[1]!.fail()
  await expect(second).rejects.toThrow('full')
  expect(firstNames(state)).toEqual({ a: 'Anna', b: 'Bilal' })
  expect([...disk.keys()]).toEqual(['a', 'b'])
  await state.written() // said once
  expect(waiting).toHaveLength(2)
})

test('a change of a person waits for what is under way, and is not made where that failed', async () => {
  const { store, disk, waiting } = slowStore()
  const state = new State(store, {} as Identity)
  await state.ahead(async (stage) => stage([name('a', 'Anna')]))
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
  await state.ahead(async (stage) => stage([name('a', 'Anna')]))
  const second = state.ahead(async (stage) => { stage([name('a', 'Aya')]); throw new Error('task') })
  await turn()
  waiting[0]!.end()
  await expect(second).rejects.toThrow('task')
  expect(firstNames(state)).toEqual({ a: 'Anna' })
  expect(disk.size).toBe(1)
})
