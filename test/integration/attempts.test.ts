/** What a teacher tried is noted as it happens, stays on the laptop, and is gone in time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadOf, childrenOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let teacher: TestEngine
beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(await town.admitOrganisation({ kind: 'primary-school' }), {
    roles: ['professional', 'administrator'],
  })
  await town.publishWeekKey(school)
  teacher = await startEngine(town, school, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'de', 'Vries', '01-12-2016']),
  })
  await teacher.until(({ sync }) => sync.state === 'online', 'a sync')
})
afterAll(async () => {
  await teacher?.stop()
  await town?.stop()
})
const idOf = async (name: string): Promise<string> =>
  (await childrenOf(teacher)).find(({ firstName }) => firstName === name)!.id
const next = async (days: number): Promise<void> => {
  const before = teacher.views().session.today
  town.clock.pass({ days })
  await teacher.run({ kind: 'sync-now' })
  await teacher.until(({ session, sync }) => session.today !== before && sync.state === 'online', 'the day')
}

test('counted in each way, taken back, and restored with a child that was removed by mistake', async () => {
  const childId = await idOf('Sami')
  for (const way of ['called', 'called', 'visited'] as const)
    await teacher.run({ kind: 'note-attempt', childId, way, on: '2026-11-23' })
  await teacher.run({ kind: 'note-attempt', childId, way: 'letter', on: '2026-11-20' })
  expect(teacher.views().attempts).toMatchObject([
    {
      childId,
      times: [
        { way: 'called', times: 2 },
        { way: 'visited', times: 1 },
        { way: 'letter', times: 1 },
      ],
    },
  ])
  expect(teacher.views().attempts[0]!.tried[0]).toEqual({ way: 'letter', on: '2026-11-20' })
  await teacher.run({ kind: 'drop-attempt', childId, way: 'called', on: '2026-11-23' })
  expect(teacher.views().attempts[0]!.times[0]).toEqual({ way: 'called', times: 1 })
  await expect(
    teacher.run({ kind: 'note-attempt', childId, way: 'called', on: '2026-11-24' }),
  ).rejects.toMatchObject({ code: 'date-out-of-bounds' })
  await expect(
    teacher.run({ kind: 'note-attempt', childId: 'nobody', way: 'called', on: '2026-11-23' }),
  ).rejects.toMatchObject({ code: 'unknown-child' })
  await teacher.run({ kind: 'remove-child', childId })
  expect(teacher.views().attempts).toEqual([])
  await teacher.run({ kind: 'undo-remove', childId })
  expect(teacher.views().attempts).toHaveLength(1)
})

test('gone after ninety days, from disk too', async () => {
  await teacher.run({ kind: 'note-attempt', childId: await idOf('Noor'), way: 'messaged', on: '2026-11-23' })
  await next(60)
  await teacher.run({ kind: 'note-attempt', childId: await idOf('Noor'), way: 'called', on: '2027-01-22' })
  await next(31)
  await teacher.until(({ attempts }) => attempts.length === 1, 'old ones to go')
  expect(teacher.views().attempts[0]!.tried).toEqual([{ way: 'called', on: '2027-01-22' }])
})
