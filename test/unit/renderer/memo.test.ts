import { expect, test } from 'vitest'
import { Memo } from '../../../renderer/engine/core/memo.ts'

test('a slice is made again where something it is made from is another one, and only then', () => {
  const memo = new Memo()
  let made = 0
  const view = (...on: unknown[]): { n: number } => memo.slice('sent', on, () => ({ n: ++made }))
  const first = view(1, 'a')
  expect(view(1, 'a')).toBe(first)
  expect(view(2, 'a')).toEqual({ n: 2 })
  expect(view(2, 'a', undefined)).toEqual({ n: 3 })
})

test('of many rows only those that changed are made again', () => {
  const memo = new Memo()
  const rows = Array.from({ length: 5 }, (_, id) => ({ id }))
  const made: number[] = []
  const view = (list: readonly { id: number }[], today: string) =>
    memo.rows(
      'matches',
      list,
      () => [today],
      ({ id }) => {
        made.push(id)
        return { id, today }
      },
    )
  const before = view(rows, 'monday')
  const after = view(
    rows.map((row) => (row.id === 3 ? { ...row } : row)),
    'monday',
  )
  expect(made).toEqual([0, 1, 2, 3, 4, 3])
  expect(after.map((row, i) => row === before[i])).toEqual([true, true, true, false, true])
  view(rows, 'tuesday')
  expect(made.length).toBe(11)
})
