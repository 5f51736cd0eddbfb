/** Whether a key holder can write now, asked by a proxy that waits a second or two for the answer. */
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, test } from 'vitest'
import { writableNow } from '../../../relay/store/database.ts'

const PROBE_MS = 1_000
/** A database that took the question and says nothing. */
const silent = (): Parameters<typeof writableNow>[0] =>
  new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () =>
        Object.assign(new DummyDriver(), {
          acquireConnection: async () => ({
            executeQuery: () => new Promise(() => {}),
            streamQuery: () => {
              throw new Error('nothing is streamed')
            },
          }),
        }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })

test('a silent database is found out once, and then said at once: who asks again does not wait again', async () => {
  const isWritable = writableNow(silent(), PROBE_MS)
  const began = performance.now()
  expect(await isWritable()).toBe(false)
  expect(performance.now() - began).toBeGreaterThan(PROBE_MS / 2)
  const again = performance.now()
  expect(await isWritable()).toBe(false)
  expect(performance.now() - again).toBeLessThan(PROBE_MS / 2)
})
