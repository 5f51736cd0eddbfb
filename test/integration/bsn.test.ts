import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpDevice } from '../fixtures/dump.ts'
import { draftOf, PASSPHRASE, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

const BASIS = 'Jeugdwet art. 7.2.1, vastgesteld door de FG op 1 september 2026'
const BSN = '111222333'
const HEAD = 'Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Postcode;Huisnummer;Wijkcode;BSN'
const row = (first: string, last: string, birthDate: string): string =>
  `${HEAD}\r\n${first};;${last};${birthDate};9981 AB;18;WK999801;${BSN}`

let town: Town
const engines: TestEngine[] = []
const members: Member[] = []
beforeAll(async () => {
  town = await Town.start()
})
afterAll(async () => {
  for (const engine of engines) await engine.stop()
  await town?.stop()
})

test('a BSN finds a child whose name is written otherwise, only between organisations with a recorded basis, and is kept nowhere', async () => {
  const team = await town.admitOrganisation({ kind: 'neighbourhood-team' })
  const admit = async (
    kind: 'primary-school' | 'youth-health' | 'welfare',
    bsnBasis: string | null,
    caseload: string,
  ): Promise<TestEngine> => {
    const member = await town.admitDevice(await town.admitOrganisation({ kind, bsnBasis }))
    const engine = await startEngine(town, member, { caseload })
    members.push(member)
    engines.push(engine)
    return engine
  }
  const requester = await admit('primary-school', BASIS, row('Sami', 'Yıldız', '14-03-2017'))
  const withBasis = await admit('youth-health', BASIS, row('Samy', 'Jildis', '13-04-2017'))
  const without = await admit('welfare', null, row('Samy', 'Jildis', '13-04-2017'))
  engines.push(await startEngine(town, await town.admitDevice(team, { roles: ['administrator'] })))
  for (const engine of [requester, withBasis, without])
    await engine.until(({ sync }) => sync.tokensTotal > 0 && sync.tokensDone === sync.tokensTotal, 'tokens')

  await requester.run({ kind: 'file-signal', draft: await draftOf(requester, 'Sami') })
  const { matches } = await withBasis.until((views) => views.matches.length === 1, 'the match')
  expect(matches[0]!.children[0]!.comparisons).toContainEqual({
    field: 'bsn',
    theirs: null,
    ours: null,
    result: 'equal',
  })
  await requester.until(({ sent }) => sent[0]?.looked === 3, 'everyone looked')
  expect(without.views().matches).toEqual([])
  for (const [i, { device }] of members.entries()) {
    const { posted, vaultRecord, indexedDB } = engines[i]!
    expect(JSON.stringify(posted)).not.toContain(BSN)
    const held = await dumpDevice(device.id, vaultRecord(), PASSPHRASE, indexedDB)
    expect(held).toContain('2017-0')
    expect(held).not.toContain(BSN)
  }
})
