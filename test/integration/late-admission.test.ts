/** Who was admitted a moment ago finds what was there before, and is believed by those who hear of it late. */
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

class NoSocket extends EventTarget {
  readonly readyState = 3
  close(): void {}
  send(): void {}
}

test('who answered before the other device had read of the admission is heard when the statement is there', async () => {
  const school = await town.admitOrganisation({ name: 'De Zonnebloem', kind: 'primary-school' })
  const asking = await town.admitDevice(school)
  /** Numbers of the last statement and the last event that the teacher's device was given. */
  const given = { statement: 0, event: 0 }
  let lastShown = Infinity
  const fetched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const { origin, pathname } = new URL(String(input))
    if (origin !== new URL(town.relay.url).origin || !response.ok) return response
    type Page = Record<'statements' | 'events', { seq: number }[]>
    if (pathname === '/v1/directory') {
      const page = (await response.json()) as Page
      const statements = page.statements.filter(({ seq }) => seq <= lastShown)
      given.statement = Math.max(given.statement, ...statements.map(({ seq }) => seq))
      return Response.json({ ...page, statements })
    }
    if (pathname === '/v1/events' && init?.method !== 'POST') {
      const page = (await response.clone().json()) as Page
      given.event = Math.max(given.event, ...page.events.map(({ seq }) => seq))
    }
    return response
  }
  const teacher = await start(town, asking, {
    hurry: true,
    caseload: caseloadOf(['Noor', '', 'Bakker', '02-05-2016']),
    ports: { fetch: fetched, WebSocket: NoSocket as unknown as typeof WebSocket },
  })
  // A colleague is there already, so that the newcomer's organisation has the week key that everybody has.
  const ggd = await town.admitOrganisation({ name: 'GGD' })
  const list = caseloadOf(['Noor', '', 'Bakker', '2016-05-02'])
  const colleague = await start(town, await town.admitDevice(ggd), { hurry: true, caseload: list })
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Noor') })
  await colleague.until((views) => views.matches.length === 1, 'the week key')
  await teacher.until(({ sent }) => sent[0]?.state === 'open', 'sending')

  lastShown = given.statement
  const nurse = await start(town, await town.admitDevice(ggd), { hurry: true, caseload: list })
  const { matches } = await nurse.until((views) => views.matches.length === 1, 'the signaal')
  await nurse.run({ kind: 'answer', signalId: matches[0]!.id, answer: 'contact-call-me' })
  await nurse.until((views) => views.matches[0]?.state === 'answered', 'the answer to leave')
  await teacher.run({ kind: 'sync-now' })
  const { head } = (await (
    await fetch(`${town.relay.url}/v1/events?after=0`, {
      headers: { authorization: `Bearer ${await town.session(asking)}` },
    })
  ).json()) as { head: number }
  await teacher.until(() => given.event >= head, 'the answer to come')
  await teacher.run({ kind: 'sync-now' })
  await teacher.until(({ sync }) => sync.state === 'online')
  expect(teacher.views().sent[0]!.state).toBe('open')

  lastShown = Infinity
  await teacher.run({ kind: 'sync-now' })
  await teacher.until(({ sent }) => sent[0]?.state === 'answered', 'the answer of before')
})
