/**
 * Who must not be named says that a child is in view, and the asker cannot learn from whom: nothing of theirs
 * ever reaches the asker.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
let teacher: TestEngine
let shelter: TestEngine
let stranger: TestEngine
const coordinators: TestEngine[] = []
let shelterMember: Member

const LIST = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])
beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  shelterMember = await town.admitDevice(await town.admitOrganisation({ name: 'Opvang Zonder Adres' }))
  const other = await town.admitDevice(await town.admitOrganisation({ name: 'Bibliotheek' }))
  const team = await town.admitOrganisation({ name: 'Wijkteam Oost', kind: 'neighbourhood-team' })
  const drost = [
    await town.admitDevice(team, {
      roles: ['coordinator'],
      neighbourhoods: team.organisation.neighbourhoods,
    }),
    await town.admitDevice(team, {
      roles: ['coordinator'],
      neighbourhoods: team.organisation.neighbourhoods,
    }),
  ]
  await town.publishScopeKey(school)
  teacher = await startEngine(town, school, { hurry: true, caseload: LIST })
  shelter = await startEngine(town, shelterMember, { hurry: true, caseload: LIST })
  stranger = await startEngine(town, other, {
    hurry: true,
    caseload: caseloadOf(['Guus', '', 'Mulder', '2017-03-14']),
  })
  for (const member of drost) coordinators.push(await startEngine(town, member, { hurry: true }))
  for (const engine of [teacher, shelter])
    await engine.until(({ sync }) => sync.tokensTotal === 1 && sync.tokensDone === 1, 'tokens')
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  await shelter.until(({ matches }) => matches.length === 1, 'the match')
  for (const engine of coordinators)
    await engine.until(({ neighbourhood }) => neighbourhood.length === 1, 'the signaal')
})
afterAll(async () => {
  for (const engine of [teacher, shelter, stranger, ...coordinators]) await engine?.stop()
  await town?.stop()
})

test('the asker hears from the coordinator, once, that the child is in view', async () => {
  expect(shelter.views().matches[0]).toMatchObject({ canShield: true })
  await shelter.run({ kind: 'answer', signalId: shelter.views().matches[0]!.id, answer: 'in-view-shielded' })
  await teacher.until(({ sent }) => sent[0]!.state === 'answered', 'the answer')
  for (const engine of coordinators)
    await engine.until(({ neighbourhood }) => neighbourhood[0]!.shieldedBy.length === 1, 'who it is')
  await shelter.until(({ matches }) => matches[0]!.state === 'answered', 'sent')
  await new Promise((later) => setTimeout(later, 300))
  expect(teacher.views().sent[0]!.answers).toMatchObject([
    { answer: 'in-view-shielded', organisation: 'Wijkteam Oost', conversation: null },
  ])
  expect(teacher.views().sent[0]!.conflicts).toEqual([])
  expect(coordinators.map((engine) => engine.views().neighbourhood[0]!.shieldedBy)).toEqual([
    ['Opvang Zonder Adres'],
    ['Opvang Zonder Adres'],
  ])
})

test('nothing tells the asker who: every organisation looked, and that is all it says of this one', async () => {
  const { looked, ...rest } = teacher.views().sent[0]!
  expect(looked.map(({ organisation }) => organisation).sort()).toEqual(
    expect.arrayContaining(['Bibliotheek', 'Opvang Zonder Adres']),
  )
  expect(JSON.stringify(rest)).not.toContain('Opvang')
  expect(JSON.stringify(rest)).not.toContain(shelterMember.device.id)
  const match = shelter.views().matches[0]!
  expect(match).toMatchObject({ ourAnswer: 'in-view-shielded', conversation: null, clock: null })
  // An end or a word would carry their name to the asker.
  await expect(
    shelter.run({ kind: 'close', signalId: match.id, outcome: 'in-good-hands' }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(
    shelter.run({
      kind: 'say',
      signalId: match.id,
      knower: shelterMember.device.id,
      said: { kind: 'ask', ask: 'call-me' },
    }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  expect(JSON.stringify(stranger.views())).not.toContain('in-view-shielded')
})
