/**
 * An administrator who makes the key of the week and seals rubbish to others: they say so, another organisation makes
 * the next one, and the programmabureau reads who made the first. Real servers, real engines.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../../build/demo/membership.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { signStatement } from '../../shared/crypto/signing.ts'
import { makeWeekKey } from '../../shared/membership/week-key.ts'
import type { StatementOf } from '../../shared/membership/statements.ts'
import { weekNumber } from '../../shared/calendar/time.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

let town: Town
const running: TestEngine[] = []
const start = async (...args: Parameters<typeof startEngine>): Promise<TestEngine> => {
  const engine = await startEngine(...args)
  running.push(engine)
  return engine
}
beforeAll(async () => {
  town = await Town.start()
})
afterAll(async () => {
  for (const engine of running) await engine.stop()
  await town?.stop()
})

/** The key of this week as `by` makes it, with a box that nobody can open for each of these. */
const rubbishFor = async (by: Member, organisations: readonly string[]): Promise<string> => {
  const signer = await signerOf(by)
  const week = weekNumber(new Date(town.clock.now()))
  const made = await makeWeekKey(week, town.directory, signer, systemRandom)
  const body = JSON.parse(made.body) as StatementOf<'week-key'>
  const sealedTo = body.sealedTo.map((one) =>
    organisations.includes(one.organisationId) ? { ...one, sealed: toBase64url(systemRandom(80)) } : one,
  )
  await town.publish([
    await signStatement({ ...body, sealedTo }, [{ by: signer.id, key: signer.signingKey }]),
  ])
  return body.keyId
}

test('a signaal finds its way all the same, and the maker is named', async () => {
  const list = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])
  const evil = await town.admitDevice(await town.admitOrganisation({ name: 'Nieuwsgierig' }), {
    roles: ['administrator'],
  })
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  const welfare = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }))
  const office = await town.admitDevice(
    await town.admitOrganisation({
      name: 'Programmabureau',
      kind: 'programme-office',
      linie: 'midfield',
      neighbourhoods: [],
    }),
    { roles: ['administrator'] },
  )
  const keyId = await rubbishFor(evil, [welfare.device.organisationId])

  const worker = await start(town, welfare, { hurry: true, caseload: list })
  await worker.until(
    ({ logbook }) =>
      logbook.some(({ kind, about }) => kind === 'week-key-unusable' && about === 'Nieuwsgierig'),
    'the line in the logbook',
  )
  const teacher = await start(town, school, { hurry: true, caseload: list })
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  await worker.until(({ matches }) => matches.length === 1, 'the signaal')

  await town.refresh()
  const { weekKeys, unusableKeys } = town.directory
  const made = weekKeys.get(weekNumber(new Date(town.clock.now())))!
  expect(made.map((one) => town.directory.devices.get(one.deviceId)?.organisationId)).toEqual([
    evil.device.organisationId,
    school.device.organisationId,
  ])
  expect([...unusableKeys]).toEqual([[keyId, [welfare.device.organisationId]]])
  const bureau = await start(town, office, { hurry: true })
  await bureau.until(
    ({ oversight }) =>
      oversight?.alarms.some(
        ({ kind, organisation }) => kind === 'week-key-unusable' && organisation === 'Nieuwsgierig',
      ) ?? false,
    'the maker in the overview',
  )
})
