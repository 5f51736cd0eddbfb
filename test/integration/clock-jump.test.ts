/** A laptop clock that jumps ahead must not destroy what is not past its date. Found by the simulation, seed 51. */
import { afterAll, beforeAll, test } from 'vitest'
import { bootEngine, caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let asker: TestEngine
let knower: TestEngine
let jumpMs = 0
const LIST = caseloadOf(['Sanne', 'de', 'Vries', '2015-05-12'])
const clock = { now: () => town.clock.now() + jumpMs }
beforeAll(async () => {
  town = await Town.start()
  const [school, welfare] = [await town.admitOrganisation({ kind: 'primary-school' }), await town.admitOrganisation()]
  await town.publishScopeKey(town.founderOf(school))
  asker = await startEngine(town, await town.admitDevice(school), { hurry: true, caseload: LIST })
  knower = await startEngine(town, await town.admitDevice(welfare), { hurry: true, caseload: LIST, ports: { clock } })
  await knower.until(({ sync }) => sync.tokensDone === 1)
  await asker.run({ kind: 'file-signal', draft: await draftOf(asker, 'Sanne') })
  await knower.until(({ matches }) => matches.length === 1)
})
afterAll(async () => {
  await asker.stop()
  await knower.stop()
  await town.stop()
})

test('neither while the app runs, nor at the next start', async () => {
  jumpMs = 60 * 86_400_000
  await knower.run({ kind: 'sync-now' })
  await knower.until(({ sync, matches }) => sync.state === 'online' && sync.clockOffMinutes !== null && matches.length === 1)
  await knower.stop()
  jumpMs = 120 * 86_400_000
  knower = await bootEngine(town, knower.profile, { hurry: true, indexedDB: knower.indexedDB, vaultRecord: knower.vaultRecord(), ports: { clock } })
  await knower.run({ kind: 'unlock', passphrase: 'een zin om mee te oefenen' })
  await knower.until(({ sync, matches }) => sync.state === 'online' && matches.length === 1)
})
