/**
 * What an organisation may ask is bounded at both holders, per type and epoch; people read when more is
 * possible, operators are warned at 80%.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import pg from 'pg'
import { allowanceOn, dayWith } from '../../shared/matching/budget.ts'
import {
  dayNumber,
  EPOCH_WEEKS,
  epochNumber,
  firstDayOfEpoch,
  isoDateOfDay,
} from '../../shared/calendar/time.ts'
import { blindInput } from '../../shared/crypto/oprf.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { OVERLAP_DAYS, plannedFor } from '../../renderer/engine/crypto/room.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town, type TownOrganisation } from '../fixtures/town.ts'

describe('the budget', () => {
  const epoch = epochNumber(new Date('2026-11-23'))
  const anyBudget = fc.record({
    type: fc.constantFrom('P' as const, 'B' as const),
    epoch: fc.constant(epoch),
    caseloadSize: fc.integer({ min: 0, max: 100_000 }),
  })
  test('grows by the day within its epoch, never shrinks, and never more than 2% of the caseload a day', () => {
    fc.assert(
      fc.property(anyBudget, fc.integer({ min: -20, max: EPOCH_WEEKS * 7 + 20 }), (budget, offset) => {
        const day = firstDayOfEpoch(epoch) + offset
        const step = allowanceOn(budget, day + 1) - allowanceOn(budget, day)
        expect(step).toBeGreaterThanOrEqual(0)
        expect(step).toBeLessThanOrEqual(Math.ceil(budget.caseloadSize * 0.02))
      }),
    )
  })
  test('the day that is told is the first on which so many are allowed', () => {
    fc.assert(
      fc.property(anyBudget, fc.integer({ min: 0, max: 300_000 }), (budget, wanted) => {
        const today = firstDayOfEpoch(epoch) + 3
        const day = dayWith(budget, wanted, today)
        if (day > today) expect(allowanceOn(budget, day - 1)).toBeLessThan(wanted)
        if (day < firstDayOfEpoch(epoch + 1)) expect(allowanceOn(budget, day)).toBeGreaterThanOrEqual(wanted)
      }),
    )
  })
})

describe('the plan of a client', () => {
  const epoch = epochNumber(new Date('2026-11-23'))
  const onDay = (offset: number): Date =>
    new Date((firstDayOfEpoch(epoch) + offset) * 86_400_000 + 43_200_000)
  test('of the running epoch everybody, today; of the next one a part each day, all before it begins', () => {
    expect(plannedFor(epoch, 500, onDay(0))).toBe(500)
    const days = Array.from({ length: OVERLAP_DAYS }, (_, day) =>
      plannedFor(epoch, 500, onDay(day - OVERLAP_DAYS)),
    )
    expect(days.slice(0, 3)).toEqual([50, 100, 150])
    expect(days.slice(9)).toEqual([500, 500, 500, 500, 500])
  })
})

describe.each(['relay', 'trustee'] as const)('a program of one’s own, at the %s', (holder) => {
  const CASELOAD = 25
  let town: Town
  let tokens: string[]
  let allowed: number
  beforeAll(async () => {
    town = await Town.start()
    const school = await town.admitOrganisation({ caseloadSize: CASELOAD })
    const devices = [await town.admitDevice(school), await town.admitDevice(school)]
    tokens = await Promise.all(devices.map((device) => town.session(device, town[holder], holder)))
    const now = new Date(town.clock.now())
    allowed = allowanceOn({ type: 'M', epoch: epochNumber(now), caseloadSize: CASELOAD }, dayNumber(now))
  })
  afterAll(() => town?.stop())
  const ask = async (count: number, device = 0, type = 'M'): Promise<{ status: number; error?: string }> => {
    const response = await fetch(`${town[holder].url}/v1/oprf/evaluate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[device]}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        epoch: epochNumber(new Date(town.clock.now())),
        type,
        elements: Array.from({ length: count }, () => toBase64url(blindInput('gok').element)),
      }),
    })
    return { status: response.status, ...((await response.json()) as { error?: string }) }
  }
  const answered = (results: readonly { status: number }[]): number =>
    results.filter(({ status }) => status === 200).length
  const refused = { status: 429, error: 'budget-exhausted' }

  test('gets no more by asking in pieces, from two devices, or many times at the same moment', async () => {
    expect(await ask(allowed - 10)).toMatchObject({ status: 200 })
    expect(await ask(11, 1)).toMatchObject({ ...refused, left: 10 })
    const atOnce = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(4, i % 2)))
    expect(answered(atOnce)).toBe(2)
    expect(await ask(2)).toMatchObject({ status: 200 })
    expect(await ask(1, 1)).toMatchObject({ ...refused, left: 0 })
  })

  test('gets nothing for a BSN without a recorded basis', async () => {
    expect(await ask(1, 0, 'B')).toMatchObject({ status: 403, error: 'forbidden' })
  })
})

describe('a list that is larger than was declared', () => {
  let town: Town
  let school: TownOrganisation
  let engine: TestEngine
  const asked: string[] = []
  const names = Array.from(
    { length: 150 },
    (_, i) =>
      [
        `Kind${String.fromCharCode(97 + Math.floor(i / 10))}${String.fromCharCode(97 + (i % 10))}`,
        '',
        'Yıldız',
        '14-03-2017',
      ] as const,
  )
  beforeAll(async () => {
    town = await Town.start()
    school = await town.admitOrganisation({ name: 'De Regenboog', caseloadSize: 25 })
    const administrator = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
    await town.publishWeekKey(administrator)
    engine = await startEngine(town, administrator, {
      hurry: true,
      caseload: caseloadOf(...names),
      ports: {
        fetch: (input, init) => {
          asked.push(String(input))
          return fetch(input, init)
        },
      },
    })
  })
  afterAll(async () => {
    await engine?.stop()
    await town?.stop()
  })
  const usedBy = async (holder: 'relay' | 'trustee', type: string): Promise<number> => {
    const client = new pg.Client({ connectionString: town[holder].databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ used: number }>(
      `select coalesce(sum(count), 0)::int as used from evaluations where organisation_id = $1 and type = $2`,
      [school.organisation.id, type],
    )
    await client.end()
    return rows[0]!.used
  }
  const alarms = async (server: 'relay' | 'trustee'): Promise<string> => {
    const text = await (await fetch(town[server].metricsUrl!)).text()
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${server}_budget_alarm{`))
      .join('\n')
  }

  test('makes as many tokens as there is room for, says from which day there is more, and warns both operators', async () => {
    const { sync } = await engine.until(
      (views) => views.sync.problem?.code === 'budget-exhausted',
      'the end of the budget',
    )
    expect(sync.tokensDone).toBeGreaterThan(0)
    expect(sync.tokensDone).toBeLessThan(150)
    expect(String(sync.problem!.params['until']) > isoDateOfDay(dayNumber(new Date(town.clock.now())))).toBe(
      true,
    )
    expect(await alarms('relay')).toMatch(/organisation="[^"]+",type="M"\} 1/)
    expect(await alarms('trustee')).toMatch(/organisation="[^"]+",type="M"\} 1/)
  })

  test('operators are warned from 80% on, before anybody is stuck', async () => {
    const other = await town.admitOrganisation({ id: 'bijna-vol', name: 'Bijna vol', caseloadSize: 25 })
    const day = dayNumber(new Date(town.clock.now()))
    const alarmAt = Math.ceil(
      0.8 * allowanceOn({ type: 'M', epoch: epochNumber(new Date(town.clock.now())), caseloadSize: 25 }, day),
    )
    const near = await startEngine(town, await town.admitDevice(other), {
      hurry: true,
      caseload: caseloadOf(...names.slice(0, alarmAt - 1)),
    })
    await near.until(({ sync }) => sync.tokensDone === alarmAt - 1, 'tokens')
    expect(await alarms('relay')).toContain('organisation="bijna-vol",type="M"} 0')
    await near.run({
      kind: 'import-caseload',
      name: 'meer.csv',
      file: new TextEncoder().encode(caseloadOf(...names.slice(0, alarmAt))),
    })
    await near.until(({ sync }) => sync.tokensDone === alarmAt, 'more tokens')
    expect(near.views().sync.problem).toBeNull()
    for (const server of ['relay', 'trustee'] as const)
      expect(await alarms(server)).toContain('organisation="bijna-vol",type="M"} 1')
    await near.stop()
  })

  test('the screen says how much room is left, and the list leaves a part of it to signalen', async () => {
    const { room } = engine.views().sync
    expect(room).toMatchObject({ children: 0, perDay: 0 })
    const left = await usedBy('relay', 'M').then(
      (used) =>
        allowanceOn(
          { type: 'M', epoch: epochNumber(new Date(town.clock.now())), caseloadSize: 25 },
          dayNumber(new Date(town.clock.now())),
        ) - used,
    )
    expect(left).toBeGreaterThan(0)
    const last = names.at(-1)![0]
    await engine.run({ kind: 'file-signal', draft: await draftOf(engine, last) })
    await engine.until(
      ({ sent }) =>
        sent.some(({ children, state }) => state === 'open' && children[0]!.name.startsWith(last)),
      'a signaal about a child that waited',
    )
  })

  test('who has no room asks nothing: a holder does not see more wishes than it grants', async () => {
    const before = await usedBy('relay', 'M')
    asked.length = 0
    await engine.run({ kind: 'sync-now' })
    await engine.until(({ sync }) => sync.problem?.code === 'budget-exhausted', 'the end of the budget')
    expect(asked.filter((url) => url.includes('/v1/oprf/used')).length).toBeGreaterThan(0)
    expect(asked.filter((url) => url.includes('/v1/oprf/evaluate'))).toEqual([])
    expect(await usedBy('relay', 'M')).toBe(before)
  })

  test('a signaal about a child whose tokens are there still leaves', async () => {
    const first = names[0]![0]
    await engine.run({ kind: 'file-signal', draft: await draftOf(engine, first) })
    await engine.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  })

  test('on a later day it goes on by itself', async () => {
    const before = engine.views().sync.tokensDone
    town.clock.pass({ days: 8 })
    await engine.run({ kind: 'wake' })
    await engine.until(({ sync }) => sync.tokensDone > before, 'more tokens')
  })
})
