/** Nothing stays beyond its date, and nothing goes before it. */
import { describe, expect, test } from 'vitest'
import { asideAt, expiredAt, LOG_ENTRIES, type Kept } from '../../../renderer/engine/core/retention.ts'
import { dayNumber, epochNumber } from '../../../shared/calendar/time.ts'

const NOW = new Date('2026-11-23T09:00:00.000Z')
const TODAY = dayNumber(NOW)
const daysAgo = (days: number, more = 0): string =>
  new Date(NOW.getTime() - days * 86_400_000 - more).toISOString()

const keeping = (rows: Partial<Kept>): Kept => ({
  threads: new Map(),
  envelopes: new Map(),
  outbox: new Map(),
  hints: new Map(),
  counters: new Map(),
  tokens: new Map(),
  log: new Map(),
  invites: new Map(),
  ...rows,
})
const goneOf = (rows: Partial<Kept>): string[] =>
  expiredAt(keeping(rows), NOW).map(({ table, key }) => `${table} ${key}`)

describe('a row', () => {
  test.each(['threads', 'envelopes', 'outbox', 'hints'] as const)(
    'of %s goes on its day, and not the day before',
    (table) => {
      const rows = new Map([
        ['yesterday', { expiresDay: TODAY - 1 }],
        ['today', { expiresDay: TODAY }],
        ['tomorrow', { expiresDay: TODAY + 1 }],
      ])
      expect(goneOf({ [table]: rows })).toEqual([`${table} yesterday`, `${table} today`])
    },
  )

  test('of a chain goes on its day, but a fork stays known', () => {
    const counters = new Map([
      ['over', { expiresDay: TODAY, forkedAt: null }],
      ['forked', { expiresDay: TODAY - 90, forkedAt: daysAgo(100) }],
      ['tomorrow', { expiresDay: TODAY + 1, forkedAt: null }],
    ])
    expect(goneOf({ counters })).toEqual(['counters over'])
  })

  test('of a token stays for the epoch and the one after', () => {
    const epoch = epochNumber(NOW)
    const tokens = new Map([0, 1, 2, 3].map((back) => [`${back}`, { epoch: epoch - back }]))
    expect(goneOf({ tokens })).toEqual(['tokens 2', 'tokens 3'])
  })

  test('of an invitation stays thirty days after it ran out', () => {
    const invites = new Map([
      ['kept', { expiresAt: daysAgo(30) }],
      ['over', { expiresAt: daysAgo(30, 1) }],
    ])
    expect(goneOf({ invites })).toEqual(['invites over'])
  })
})

describe('the logbook', () => {
  test('goes back a year', () => {
    const log = new Map([
      ['kept', { at: daysAgo(365) }],
      ['over', { at: daysAgo(365, 1) }],
    ])
    expect(goneOf({ log })).toEqual(['log over'])
  })

  test('holds so many lines, and loses the oldest first', () => {
    const lines = Array.from({ length: LOG_ENTRIES + 2 }, (_, i): [string, { at: string }] => [
      `${i}`,
      { at: daysAgo(1, -i) },
    ])
    expect(goneOf({ log: new Map(lines.toReversed()) })).toEqual(['log 0', 'log 1'])
    expect(goneOf({ log: new Map(lines.slice(2)) })).toEqual([])
    // What is too old goes anyway and makes no room for others to go.
    expect(goneOf({ log: new Map([...lines.slice(2), ['old', { at: daysAgo(400) }]]) })).toEqual(['log old'])
  })
})

test('a row in quarantine stays ninety days', () => {
  const [kept, gone] = [{ at: daysAgo(90) }, { at: daysAgo(90, 1) }]
  expect(asideAt([kept, gone], NOW)).toEqual({ kept: [kept], gone: [gone] })
})
