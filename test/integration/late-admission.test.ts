import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
const engines: TestEngine[] = []
beforeAll(async () => {
  town = await Town.start()
})
afterAll(async () => {
  for (const engine of engines) await engine.stop()
  await town?.stop()
})
const start = async (...args: Parameters<typeof startEngine>): Promise<TestEngine> => {
  const engine = await startEngine(...args)
  engines.push(engine)
  return engine
}

test('an organisation admitted in the middle of the week gets its week key from a device that is an administrator', async () => {
  const team = await town.admitOrganisation({ name: 'Wijkteam Oost', kind: 'neighbourhood-team' })
  const school = await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' })
  await start(town, await town.admitDevice(team, { roles: ['administrator'] }))
  const teacher = await start(town, await town.admitDevice(school), {
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017']),
  })
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  await teacher.until(({ sent }) => sent[0]?.state === 'open', 'sending')

  const welfare = await town.admitOrganisation({ name: 'Welzijn Veenwijk', kind: 'welfare' })
  const worker = await start(town, await town.admitDevice(welfare), {
    caseload: caseloadOf(['Sami', '', 'Yildiz', '2017-03-14']),
  })
  const { matches } = await worker.until(
    (views) => views.matches.length === 1,
    'the signaal that was sent before',
  )
  expect(matches[0]!.children).toMatchObject([{ name: 'Sami Yildiz', notTheSame: false }])
})
