/** What happens around a signaal that waits for its tokens. Each was found by the simulation. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let asker: TestEngine
let knower: TestEngine
let trusteeIsDown = false
/** Elements the relay evaluated for the asker: its budget. */
let evaluated = 0
beforeAll(async () => {
  town = await Town.start()
  const [school, welfare] = [
    await town.admitOrganisation({ kind: 'primary-school' }),
    await town.admitOrganisation(),
  ]
  const [teacher, worker] = [await town.admitDevice(school), await town.admitDevice(welfare)]
  await town.publishScopeKey(town.founderOf(school))
  const watched: typeof fetch = (input, init) => {
    if (trusteeIsDown && String(input).startsWith(town.trustee.url))
      return Promise.reject(new TypeError('fetch failed'))
    if (String(input) === `${town.relay.url}/v1/oprf/evaluate`)
      evaluated += (JSON.parse(String(init!.body)) as { elements: unknown[] }).elements.length
    return fetch(input, init)
  }
  knower = await startEngine(town, worker, {
    hurry: true,
    caseload: caseloadOf(['Sanne', 'de', 'Vries', '2015-05-12']),
  })
  await knower.until(({ sync }) => sync.tokensDone === 1)
  trusteeIsDown = true
  asker = await startEngine(town, teacher, {
    hurry: true,
    caseload: caseloadOf(['Sanne', 'de', 'Vries', '2015-05-12']),
    ports: { fetch: watched },
  })
})
afterAll(async () => {
  await asker.stop()
  await knower.stop()
  await town.stop()
})

test('nothing about it leaves before it does, and who knows the child hears both', async () => {
  const { signalId } = (await asker.run({ kind: 'file-signal', draft: await draftOf(asker, 'Sanne') })) as {
    signalId: string
  }
  await asker.run({ kind: 'close', signalId, outcome: 'contact-restored' })
  await asker.until(({ sent }) => sent[0]?.waitingFor === 'trustee-down')
  expect(asker.views().sync.waitingAnswers).toBe(1)
  trusteeIsDown = false
  await knower.until(({ matches }) => matches[0]?.theirOutcome === 'contact-restored', 'the outcome')
})

test('trying again while the trustee is down costs the relay budget nothing', async () => {
  const once = evaluated
  trusteeIsDown = true
  await asker.run({
    kind: 'save-child',
    childId: null,
    child: { firstName: 'Daan', lastName: 'Bakker', birthDate: '2014-02-03' },
  })
  await asker.until(({ sync }) => sync.problem?.code === 'trustee-down')
  const first = evaluated - once
  await asker.rests(5)
  expect(evaluated - once).toBe(first)
})

test('a child whose tokens are made for an own signaal is looked for in what came before', async () => {
  await knower.run({
    kind: 'save-child',
    childId: null,
    child: { firstName: 'Fleur', lastName: 'Jansen', birthDate: '2013-03-04' },
  })
  await knower.until(({ sync }) => sync.tokensDone === 2)
  await knower.run({ kind: 'file-signal', draft: await draftOf(knower, 'Fleur') })
  await knower.until(({ sent }) => sent[0]?.state === 'open')
  trusteeIsDown = false
  await asker.until(({ sync }) => sync.tokensDone === sync.tokensTotal)
  trusteeIsDown = true
  await asker.run({
    kind: 'save-child',
    childId: null,
    child: { firstName: 'Fleur', lastName: 'Jansen', birthDate: '2013-03-04' },
  })
  await asker.run({ kind: 'file-signal', draft: await draftOf(asker, 'Fleur') })
  trusteeIsDown = false
  await asker.until(({ matches }) => matches.length === 1, 'the other signaal')
})
