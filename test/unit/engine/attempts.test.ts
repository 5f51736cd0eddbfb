/** Attempts to reach somebody are kept as long as they tell something, and counted by their way; and the days of the engine. */
import { describe, expect, test } from 'vitest'
import { attemptsAt, timesOf, type Tried } from '../../../renderer/engine/core/attempts.ts'
import { answerBy, localDateOf, plusDays, sentAtOf } from '../../../renderer/engine/core/dates.ts'
import { breathing } from '../../../renderer/engine/core/time-slices.ts'
import { clockOffMinutes, trustedNow } from '../../../renderer/engine/core/trusted-time.ts'
import { USUAL_TERMS } from '../../../shared/membership/agreements.ts'

const TODAY = '2026-11-23'
const called = (on: string): Tried => ({ way: 'called', on })

describe('attempts', () => {
  const [old, young] = [called(plusDays(TODAY, -90)), called(plusDays(TODAY, -89))]

  test('go after ninety days, and a child of which none is left goes with them', () => {
    expect(attemptsAt({ sami: [old, young], noor: [old] }, TODAY)).toEqual({ sami: [young] })
  })
  test('go with a child that left the list', () => {
    expect(attemptsAt({ sami: [young], noor: [young] }, TODAY, (id) => id === 'noor')).toEqual({
      noor: [young],
    })
  })
  test('are the same object where nothing goes, so that nothing is written', () => {
    const log = { sami: [young], noor: [called(TODAY)] }
    expect(attemptsAt(log, TODAY)).toBe(log)
    expect(attemptsAt({}, TODAY)).toEqual({})
    const shorter = { sami: [old, young] }
    expect(attemptsAt(shorter, TODAY)).not.toBe(shorter)
    const empty = { sami: [] }
    expect(attemptsAt(empty, TODAY)).toEqual({})
  })
  test('are counted by their way, in the order of the form, twenty at most', () => {
    expect(timesOf([])).toEqual([])
    expect(timesOf([{ way: 'letter', on: TODAY }, called(TODAY), called(TODAY)])).toEqual([
      { way: 'called', times: 2 },
      { way: 'letter', times: 1 },
    ])
    expect(timesOf(Array.from({ length: 25 }, () => called(TODAY)))).toEqual([{ way: 'called', times: 20 }])
  })
})

describe('a day', () => {
  test('is counted in whole days, over the end of a year and the change to summer time', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(plusDays('2026-03-30', -2)).toBe('2026-03-28')
    expect(localDateOf('2026-11-23T12:00:00.000Z')).toBe('2026-11-23')
  })
  test('before which somebody answers: two working days, or the day itself where it is one', () => {
    expect(answerBy('2026-11-20', 'normal', USUAL_TERMS)).toBe('2026-11-24')
    expect(answerBy('2026-11-20', 'today', USUAL_TERMS)).toBe('2026-11-20')
    expect(answerBy('2026-11-21', 'today', USUAL_TERMS)).toBe('2026-11-23')
    const slower = { ...USUAL_TERMS, firstAnswer: { normal: 3, today: 1 } }
    expect(answerBy('2026-11-20', 'today', slower)).toBe('2026-11-23')
  })
  test('and the moment of sending has no parts of a second that would tell one laptop from another', () => {
    expect(sentAtOf(new Date('2026-11-23T09:08:07.654Z'))).toBe('2026-11-23T09:08:07.000Z')
  })
})

describe('the time that counts', () => {
  const seen = { time: '2026-11-23T09:00:00.000Z', logId: 'log', head: 3, seenAtMs: 5_000_000 }

  test('is that of the relay and what has passed since, and never runs back', () => {
    expect(trustedNow(seen, 5_000_000 + 61_000).toISOString()).toBe('2026-11-23T09:01:01.000Z')
    expect(trustedNow(seen, 0).toISOString()).toBe('2026-11-23T09:00:00.000Z')
    expect(trustedNow(null, Date.parse('2026-11-23T10:00:00.000Z')).toISOString()).toBe(
      '2026-11-23T10:00:00.000Z',
    )
  })
  test('is compared with the laptop, which is told from more than ten minutes on', () => {
    const off = (minutes: number): number | null =>
      clockOffMinutes({ ...seen, seenAtMs: Date.parse(seen.time) + minutes * 60_000 })
    expect([0, 10, 10.4, -10, 11, -11, 120].map(off)).toEqual([null, null, null, null, 11, -11, 120])
    expect(clockOffMinutes(null)).toBeNull()
  })
})

describe('long work', () => {
  const working = () => {
    const it = { now: 0, turns: 0, cancelled: false, gate: null as Promise<void> | null }
    const breathe = breathing(
      () => it.now,
      (task) => {
        it.turns++
        task()
      },
      {
        check: () => {
          if (it.cancelled) throw new Error('cancelled')
        },
        paused: () => it.gate,
      },
    )
    return { it, breathe }
  }

  test('lets others through once it has run twelve milliseconds, and then begins anew', async () => {
    const { it, breathe } = working()
    for (const [now, turns] of [
      [11, 0],
      [12, 1],
      [23, 1],
      [24, 2],
    ] as const) {
      it.now = now
      await breathe()
      expect([now, it.turns]).toEqual([now, turns])
    }
  })
  test('waits while it is paused, however often that happens, and is not begun again where it was cancelled', async () => {
    const { it, breathe } = working()
    let waits = 0
    it.gate = Promise.resolve().then(() => {
      waits++
      it.gate = Promise.resolve().then(() => {
        waits++
        it.gate = null
      })
    })
    await breathe()
    expect([waits, it.turns]).toEqual([2, 1])
    it.cancelled = true
    await expect(breathe()).rejects.toThrow('cancelled')
    expect(it.turns).toBe(1)
  })
  test('that is cancelled while it waits ends there', async () => {
    const { it, breathe } = working()
    it.gate = Promise.resolve().then(() => {
      it.gate = null
      it.cancelled = true
    })
    await expect(breathe()).rejects.toThrow('cancelled')
  })
})
