/**
 * The programmabureau watches over keys, log, budgets and admissions; no signaal and no person can reach its
 * screens, by type.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { OversightView, type OversightAlarm } from '../../shared/api/oversight.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine, synced } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

let town: Town
let bureau: TestEngine
let teacher: TestEngine

beforeAll(async () => {
  town = await Town.start()
  const office = await town.admitDevice(
    await town.admitOrganisation({
      id: 'bureau',
      name: 'Programmabureau',
      kind: 'programme-office',
      neighbourhoods: [],
      caseloadSize: 0,
    }),
    { roles: ['administrator'] },
  )
  const school = await town.admitDevice(
    await town.admitOrganisation({
      id: 'school',
      name: 'De Regenboog',
      kind: 'primary-school',
      caseloadSize: 20,
    }),
    { roles: ['professional', 'administrator'] },
  )
  await town.admitOrganisation({ id: 'care', name: 'Kinderopvang Pip', kind: 'other', dpia: false })
  await town.publishWeekKey(school)
  bureau = await startEngine(town, office, { hurry: true })
  teacher = await startEngine(town, school, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'de', 'Vries', '01-12-2016']),
  })
  await teacher.until(({ sync }) => sync.tokensTotal === 2 && sync.tokensDone === 2, 'tokens')
})
afterAll(async () => {
  for (const engine of [bureau, teacher]) await engine?.stop()
  await town?.stop()
})

const seen = (): NonNullable<OversightView> => bureau.views().oversight!
const alarms = (): OversightAlarm['kind'][] => seen().alarms.map(({ kind }) => kind)
/** The relay tells of a day on the next one, and at once of what it deleted. */
const nextDay = async (): Promise<void> => {
  town.clock.pass({ days: 1 })
  await town.relay.retention.run()
  await synced(town, bureau)
}

describe('an administrator of the programmabureau', () => {
  test('sees who takes part and since when, and that keys and log are as they should be', async () => {
    await synced(town, bureau)
    await bureau.until(() => seen().holders.relay && seen().holders.trustee, 'the keys of both')
    expect(seen().members.map(({ name, dpia }) => [name, dpia])).toEqual([
      ['De Regenboog', '2026-09-01'],
      ['Kinderopvang Pip', null],
      ['Programmabureau', '2026-09-01'],
    ])
    expect(seen().history.map(({ what, name }) => [what, name])).toEqual([
      ['admitted', 'Kinderopvang Pip'],
      ['admitted', 'De Regenboog'],
      ['admitted', 'Programmabureau'],
    ])
    expect(seen().holders).toMatchObject({ weekKey: true, replaced: false })
    expect(seen().alarms).toContainEqual({ kind: 'no-dpia', organisation: 'Kinderopvang Pip', percent: null })
    expect(alarms()).not.toContain('log')
  })

  test('sees how much room was used once the log tells it, each leaf once', async () => {
    await nextDay()
    await bureau.until(() => seen().members[0]!.used > 0, 'what was told')
    const used = seen().members[0]!.used
    expect(used).toBeGreaterThan(0)
    expect(used).toBeLessThan(0.5)
    await nextDay()
    await synced(town, bureau)
    expect(seen().members[0]!.used).toBeLessThanOrEqual(used) // the allowance grows, what was used does not
  })

  test('is warned where somebody asks for nearly all there is', async () => {
    const many = Array.from(
      { length: 22 },
      (_, i) =>
        [
          `Kind${String.fromCharCode(97 + i)}o`,
          '',
          `Achternaam${String.fromCharCode(97 + i)}`,
          `0${1 + (i % 9)}-0${1 + (i % 8)}-201${i % 9}`,
        ] as const,
    )
    const other = await startEngine(
      town,
      await town.admitDevice(
        { ...(await town.admitOrganisation({ id: 'guesser', name: 'Raadt Veel', caseloadSize: 12 })) },
        { roles: ['professional'] },
      ),
      { hurry: true, caseload: caseloadOf(...many) },
    )
    await other.until(({ sync }) => sync.tokensDone >= 15, 'tokens')
    await nextDay()
    await bureau.until(() => alarms().includes('budget'), 'the alarm')
    expect(seen().alarms.find(({ kind }) => kind === 'budget')).toMatchObject({ organisation: 'Raadt Veel' })
    await other.stop()
  })
})

test('nobody else has it', async () => {
  expect(teacher.views().oversight).toBeNull()
})

test('a signaal changes nothing in it, and there is no member in which a person could stand', async () => {
  await synced(town, bureau)
  const before = JSON.stringify([
    seen().members.map(({ used: _, ...one }) => one),
    seen().history,
    seen().escalations,
  ])
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  await teacher.until(({ sent }) => sent[0]?.state === 'open', 'sent')
  await synced(town, bureau)
  expect(
    JSON.stringify([seen().members.map(({ used: _, ...one }) => one), seen().history, seen().escalations]),
  ).toBe(before)
  const { neighbourhood, sent, matches, hints, caseload } = bureau.views()
  expect([neighbourhood, sent, matches, hints, caseload.total]).toEqual([[], [], [], [], 0])
  // Strict objects all the way down, and the only open texts are names of organisations.
  const texts: string[] = []
  const walk = (node: unknown, path: string): void => {
    if (!node || typeof node !== 'object') return
    const {
      type,
      properties,
      items,
      anyOf,
      additionalProperties,
      format,
      enum: options,
    } = node as {
      type?: string | string[]
      properties?: Record<string, unknown>
      items?: unknown
      anyOf?: unknown[]
      additionalProperties?: unknown
      format?: string
      enum?: unknown
    }
    if (type === 'object') expect([path, additionalProperties]).toEqual([path, false])
    if ([type].flat().includes('string') && format === undefined && options === undefined) texts.push(path)
    for (const [name, value] of Object.entries(properties ?? {})) walk(value, `${path}.${name}`)
    if (items) walk(items, `${path}[]`)
    for (const one of anyOf ?? []) walk(one, path)
  }
  walk(z.toJSONSchema(OversightView), '')
  expect(texts.sort()).toEqual([
    '.alarms[].organisation',
    '.escalations[].organisation',
    '.history[].name',
    '.members[].name',
    '.members[].organisationId',
  ])
})
