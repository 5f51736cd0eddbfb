/**
 * Who must not be named says that a child is in view, and the requester cannot learn from whom: nothing of theirs
 * ever reaches the requester.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseloadOf, draftOf, fileOf, moved, startEngine, type TestEngine } from '../fixtures/engine.ts'
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
  await town.publishWeekKey(school)
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

test('the requester hears from the coordinator, once, that the child is in view', async () => {
  expect(shelter.views().matches[0]).toMatchObject({ canAnswerUnnamed: true })
  await shelter.run({ kind: 'answer', signalId: shelter.views().matches[0]!.id, answer: 'in-view-unnamed' })
  await teacher.until(({ sent }) => sent[0]!.state === 'answered', 'the answer')
  for (const engine of coordinators)
    await engine.until(({ neighbourhood }) => neighbourhood[0]!.unnamedBy.length === 1, 'who it is')
  await shelter.until(({ matches }) => matches[0]!.state === 'answered', 'sent')
  for (const engine of [...coordinators, teacher]) await engine.rests(3)
  expect(teacher.views().sent[0]!.answers).toMatchObject([
    { answer: 'in-view-unnamed', organisation: 'Wijkteam Oost', conversation: null },
  ])
  expect(teacher.views().sent[0]!.conflicts).toEqual([])
  for (const engine of coordinators)
    expect(engine.views().neighbourhood[0]!.unnamedBy).toMatchObject([{ name: 'Opvang Zonder Adres' }])
})

test('nothing on the screen of the requester tells who, before or after: three looked, and not which', async () => {
  const { looked, of } = teacher.views().sent[0]!
  expect([looked, of]).toEqual([3, 3])
  // Every view that this device ever got, from before the signaal on: no list that shrinks at the moment itself.
  const shown = teacher.posted.flatMap((message) =>
    message.type === 'view' && message.slice !== 'organisations' ? [message.value] : [],
  )
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`Opvang|Bibliotheek|${shelterMember.device.id}`))
  expect(teacher.views().sent[0]!.timeline.map(({ kind }) => kind)).toEqual(['filed', 'sent', 'answer'])
  const match = shelter.views().matches[0]!
  expect(match).toMatchObject({ ourAnswer: 'in-view-unnamed', conversation: null, clock: null })
  // An end or a word would carry their name to the requester.
  await expect(
    shelter.run({ kind: 'close', signalId: match.id, outcome: 'in-good-hands' }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(
    shelter.run({
      kind: 'say',
      signalId: match.id,
      responder: shelterMember.device.id,
      entry: { kind: 'ask', ask: 'call-me' },
    }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  expect(JSON.stringify(stranger.views())).not.toContain('in-view-unnamed')
})

test('the coordinator who was named has it to do, with the number to call, and asks nobody who has answered', async () => {
  const signal = coordinators[0]!.views().neighbourhood[0]!
  const task = (): unknown => coordinators[0]!.views().day.find(({ kind }) => kind === 'introduce')
  expect(task()).toMatchObject({
    number: signal.number,
    names: ['Opvang Zonder Adres'],
    with: teacher.views().session.person!.name,
    phone: signal.unnamedBy[0]!.phone,
  })
  // Also on another device of the same person.
  const before = task()
  coordinators[0] = await moved(town, coordinators[0]!, await fileOf(coordinators[0]!))
  await coordinators[0].until(({ neighbourhood }) => neighbourhood.length === 1, 'the signaal')
  expect(task()).toEqual(before)
  await expect(
    coordinators[0].run({
      kind: 'ask-line',
      signalId: signal.id,
      organisationId: signal.unnamedBy[0]!.organisationId,
    }),
  ).rejects.toMatchObject({ code: 'not-allowed' })
  await teacher.run({ kind: 'close', signalId: teacher.views().sent[0]!.id, outcome: 'contact-restored' })
  await coordinators[0].until(({ day }) => day.every(({ kind }) => kind !== 'introduce'), 'the end')
})

test.each([
  [true, 'WK999801'],
  [undefined, 'WK999802'],
])(
  'the wijk of a child leaves unless its address is secret (%s): then it is that of the organisation',
  async (shielded, wijk) => {
    const firstName = shielded ? 'Verborgen' : 'Bekend'
    await teacher.run({
      kind: 'save-child',
      childId: null,
      child: {
        firstName,
        lastName: 'Adres',
        birthDate: '2016-02-03',
        neighbourhood: 'WK999802',
        ...(shielded ? { shielded } : {}),
      },
    })
    await teacher.until(({ sync }) => sync.tokensDone === sync.tokensTotal, 'tokens')
    const { signalId } = (await teacher.run({
      kind: 'file-signal',
      draft: await draftOf(teacher, firstName),
    })) as { signalId: string }
    const filed = teacher.views().sent.find(({ id }) => id === signalId)!
    expect(filed.content.neighbourhood).toBe(wijk)
  },
)
