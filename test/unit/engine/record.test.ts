/** What was found wrong with the log is kept: of each kind the first, and no kind hides another. */
import { expect, test } from 'vitest'
import { Found, keepWatched, watchedIn, type WatchParts } from '../../../renderer/engine/log/record.ts'
import type { Change } from '../../../renderer/engine/store/changes.ts'
import type { Meta } from '../../../renderer/engine/store/rows.ts'

test('a relay that is full of one kind of finding cannot hide another one', async () => {
  const meta: Partial<Meta> = {}
  const state = {
    meta,
    commit: async (changes: readonly Change[]) => {
      for (const { table, key, value } of changes) if (table === 'meta') Object.assign(meta, { [key]: value })
    },
  }
  const parts = {
    state,
    ports: { clock: { now: () => 0 }, random: (length: number) => new Uint8Array(length) },
    exclusive: <T>(task: () => Promise<T>) => task(),
    now: () => new Date(0),
  } as unknown as WatchParts
  const many = Array.from({ length: 200 }, (_, i) => new Found('withheld', { i }, `event ${i}`))
  for (let at = 0; at < many.length; at += 30)
    await keepWatched(parts, {}, { found: many.slice(at, at + 30) })
  expect(watchedIn(parts.state).problems.map(({ about }) => about)).toEqual(
    many.slice(0, 20).map(({ about }) => about),
  )
  const other = new Found('withheld-statement', {}, 'statement 42')
  await keepWatched(parts, {}, { found: [...many.slice(0, 3), other] })
  await keepWatched(parts, {}, { found: [other] })
  const kinds = watchedIn(parts.state).problems.map(({ what }) => what)
  expect(kinds.filter((what) => what === 'withheld-statement')).toHaveLength(1)
  expect(kinds).toHaveLength(21)
})
