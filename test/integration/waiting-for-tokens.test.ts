/** What happens around a signaal that waits for its tokens. Each was found by the simulation. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let requester: TestEngine
let responder: TestEngine
let trusteeIsDown = false
/** Elements the relay evaluated for the requester: its budget. */
let evaluated = 0
beforeAll(async () => {
  town = await Town.start()
  const [school, welfare] = [
    await town.admitOrganisation({ kind: 'primary-school' }),
    await town.admitOrganisation(),
  ]
  const [teacher, worker] = [await town.admitDevice(school), await town.admitDevice(welfare)]
  await town.publishWeekKey(town.founderOf(school))
  const watched: typeof fetch = (input, init) => {
    if (trusteeIsDown && String(input).startsWith(town.trustee.url))
      return Promise.reject(new TypeError('fetch failed'))
    if (String(input) === `${town.relay.url}/v1/oprf/evaluate`)
      evaluated += (JSON.parse(String(init!.body)) as { elements: unknown[] }).elements.length
    return fetch(input, init)
  }
  responder = await startEngine(town, worker, {
    hurry: true,
    caseload: caseloadOf(['Sanne', 'de', 'Vries', '2015-05-12']),
  })
  await responder.until(({ sync }) => sync.tokensDone === 1)
  trusteeIsDown = true
  requester = await startEngine(town, teacher, {
    hurry: true,
    caseload: caseloadOf(['Sanne', 'de', 'Vries', '2015-05-12']),
    ports: { fetch: watched },
  })
})
afterAll(async () => {
  await requester.stop()
  await responder.stop()
  await town.stop()
})

test('nothing about it leaves before it does, and who knows the child hears both', async () => {
  const { signalId } = (await requester.run({
    kind: 'file-signal',
    draft: await draftOf(requester, 'Sanne'),
  })) as {
    signalId: string
  }
  await requester.run({ kind: 'close', signalId, outcome: 'contact-restored' })
  await requester.until(({ sent }) => sent[0]?.waitingFor === 'trustee-down')
  expect(requester.views().sync.waitingAnswers).toBe(1)
  trusteeIsDown = false
  await responder.until(({ matches }) => matches[0]?.theirOutcome === 'contact-restored', 'the outcome')
})

test('trying again while the trustee is down costs the relay budget nothing', async () => {
  const once = evaluated
  trusteeIsDown = true
  await requester.run({
    kind: 'save-child',
    childId: null,
    child: { firstName: 'Daan', lastName: 'Bakker', birthDate: '2014-02-03' },
  })
  await requester.until(({ sync }) => sync.problem?.code === 'trustee-down')
  const first = evaluated - once
  await requester.rests(5)
  expect(evaluated - once).toBe(first)
})

test('a child whose tokens are made for an own signaal is looked for in what came before', async () => {
  await responder.run({
    kind: 'save-child',
    childId: null,
    child: { firstName: 'Fleur', lastName: 'Jansen', birthDate: '2013-03-04' },
  })
  await responder.until(({ sync }) => sync.tokensDone === 2)
  await responder.run({ kind: 'file-signal', draft: await draftOf(responder, 'Fleur') })
  await responder.until(({ sent }) => sent[0]?.state === 'open')
  trusteeIsDown = false
  await requester.until(({ sync }) => sync.tokensDone === sync.tokensTotal)
  trusteeIsDown = true
  await requester.run({
    kind: 'save-child',
    childId: null,
    child: { firstName: 'Fleur', lastName: 'Jansen', birthDate: '2013-03-04' },
  })
  await requester.run({ kind: 'file-signal', draft: await draftOf(requester, 'Fleur') })
  trusteeIsDown = false
  await requester.until(({ matches }) => matches.length === 1, 'the other signaal')
})
