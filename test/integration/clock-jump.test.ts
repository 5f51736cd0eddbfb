/**
 * A laptop clock that jumps ahead must not destroy what is not past its date. Found by the simulation, seed
 * 51.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootEngine, caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import type { Views } from '../../shared/api/api.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let requester: TestEngine
let responder: TestEngine
let newcomer: Member
let jumpMs = 0
/** Looks at the clock until it jumps by itself. */
let looksLeft = Infinity
const DAY_MS = 86_400_000
const LIST = caseloadOf(['Sanne', 'de', 'Vries', '2015-05-12'])
const clock = {
  now: () => {
    if (--looksLeft < 0) jumpMs = 60 * DAY_MS
    return town.clock.now() + jumpMs
  },
}
/** Whether the next cycle comes only when it is told to. */
let held = false
beforeAll(async () => {
  town = await Town.start()
  const [school, welfare] = [
    await town.admitOrganisation({ kind: 'primary-school' }),
    await town.admitOrganisation(),
  ]
  newcomer = await town.admitDevice(await town.admitOrganisation())
  await town.publishWeekKey(town.founderOf(school))
  requester = await startEngine(town, await town.admitDevice(school), { hurry: true, caseload: LIST })
  responder = await startEngine(town, await town.admitDevice(welfare), {
    hurry: true,
    caseload: LIST,
    holdBack: () => held,
    ports: { clock },
  })
  await responder.until(({ sync }) => sync.tokensDone === 1)
  await requester.run({ kind: 'file-signal', draft: await draftOf(requester, 'Sanne') })
  await responder.until(({ matches }) => matches.length === 1)
})
afterAll(async () => {
  await requester.stop()
  await responder.stop()
  await town.stop()
})

test('at no moment of a cycle', async () => {
  const agreed = ({ sync, matches }: Views): boolean =>
    sync.state === 'online' && sync.clockOffMinutes === null && matches.length === 1
  const cycle = async (): Promise<void> => {
    const rest = responder.rests(1)
    await responder.run({ kind: 'sync-now' })
    await rest
  }
  held = true
  await cycle()
  let jumped = true
  for (let looks = 0; jumped; looks++) {
    looksLeft = looks
    await cycle()
    jumped = jumpMs > 0
    looksLeft = Infinity
    jumpMs = 0
    await cycle()
    await responder.until(agreed, `what was there, after a jump at look ${looks}`)
    if (looks > 2_000) break
  }
  expect(jumped).toBe(false)
  held = false
  await responder.run({ kind: 'sync-now' })
}, 120_000)

test('neither while the app runs, nor at the next start', async () => {
  jumpMs = 60 * DAY_MS
  await responder.run({ kind: 'sync-now' })
  await responder.until(
    ({ sync, matches }) => sync.state === 'online' && sync.clockOffMinutes !== null && matches.length === 1,
  )
  await responder.stop()
  jumpMs = 120 * DAY_MS
  responder = await bootEngine(town, responder.profile, {
    hurry: true,
    indexedDB: responder.indexedDB,
    vaultRecord: responder.vaultRecord(),
    ports: { clock },
  })
  await responder.run({ kind: 'unlock', passphrase: 'een zin om mee te oefenen' })
  await responder.until(({ sync, matches }) => sync.state === 'online' && matches.length === 1)
})

test('what went by it while nobody could say otherwise, about a child that is known later, is there again once the relay has spoken', async () => {
  let online = true
  let aheadMs = 0
  const ports = {
    clock: { now: () => town.clock.now() + aheadMs },
    fetch: ((input, init) =>
      online ? fetch(input, init) : Promise.reject(new TypeError('no network'))) as typeof fetch,
  }
  let later = await startEngine(town, newcomer, { hurry: true, online: () => online, ports })
  // What it holds was seen in the relay's log, which is not asked about twice.
  await later.until(
    ({ sync }) => sync.state === 'online' && sync.toRead === 0 && (sync.log?.confirmedAt ?? null) !== null,
  )
  await later.stop()
  ;[online, aheadMs] = [false, 60 * DAY_MS]
  later = await bootEngine(town, later.profile, {
    hurry: true,
    indexedDB: later.indexedDB,
    vaultRecord: later.vaultRecord(),
    online: () => online,
    ports,
  })
  await later.run({ kind: 'unlock', passphrase: 'een zin om mee te oefenen' })
  await later.until(({ sync }) => sync.state === 'offline')
  await later.run({
    kind: 'save-child',
    childId: null,
    child: {
      firstName: 'Sanne',
      prefix: 'de',
      lastName: 'Vries',
      birthDate: '2015-05-12',
      postcode: '9981AB',
      houseNumber: '18',
      neighbourhood: 'WK999801',
    },
  })
  ;[online, aheadMs] = [true, 0]
  await later.run({ kind: 'wake' })
  await later.until(({ matches }) => matches.length === 1)
  await later.stop()
})
