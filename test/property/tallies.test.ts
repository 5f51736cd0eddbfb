/**
 * Counts of what went: each signaal once, in whichever order and however often one looks; and figures in
 * which nobody can stand.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { figuresView } from '../../renderer/engine/views/neighbourhoods.ts'
import { expire } from '../../renderer/engine/sync/expire.ts'
import {
  endedOf,
  KEPT_QUARTERS,
  openAge,
  withEnded,
  type Ended,
  type Tally,
} from '../../renderer/engine/core/tallies.ts'
import { Memo } from '../../renderer/engine/core/memo.ts'
import type { Thread } from '../../renderer/engine/core/thread.ts'
import { State } from '../../renderer/engine/store/state.ts'
import type { Identity } from '../../renderer/engine/crypto/identity.ts'
import type { LocalStore } from '../../renderer/engine/store/database.ts'
import { lastDayOf, quarterOf, quartersUntil } from '../../shared/calendar/quarters.ts'
import { FIRST_ANSWERS, FiguresView } from '../../shared/api/neighbourhoods.ts'
import { dateOfDay, dayOfIsoDate } from '../../shared/calendar/time.ts'
import { CANARY, findCanaries } from '../fixtures/canaries.ts'
import { someEvent, someThread } from '../fixtures/thread.ts'

const TODAY = '2026-11-23'
const WIJKEN = ['WK999801', 'WK999802']
const ended = fc.record({
  neighbourhood: fc.constantFrom(...WIJKEN),
  quarter: fc.constantFrom('2026-4', '2026-3'),
  restored: fc.boolean(),
  first: fc.option(fc.nat(FIRST_ANSWERS.length - 1)),
})
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
const total = (tallies: readonly Tally[]): readonly [restored: number, answered: number] => [
  sum(tallies.map(({ restored }) => restored)),
  sum(tallies.flatMap(({ first }) => first)),
]

describe('adding up', () => {
  test('every signaal counts once and the sums agree, whatever the order and in how many turns they go', () => {
    fc.assert(
      fc.property(fc.array(ended, { maxLength: 60 }), fc.array(fc.nat(), { maxLength: 5 }), (all, cuts) => {
        const atOnce = withEnded([], all, TODAY)
        const turned = all.toReversed()
        const at = [0, ...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length]
        const inTurns = at
          .slice(1)
          .reduce<Tally[]>((before, end, i) => withEnded(before, turned.slice(at[i], end), TODAY), [])
        expect(inTurns).toEqual(atOnce)
        expect(total(atOnce)).toEqual([
          all.filter(({ restored }) => restored).length,
          all.filter(({ first }) => first !== null).length,
        ])
      }),
    )
  })

  test('two years are kept, and what is older goes with the first that is added', () => {
    const old: Ended = { neighbourhood: WIJKEN[0]!, quarter: '2024-4', restored: true, first: 0 }
    expect(KEPT_QUARTERS).toBe(8)
    expect(withEnded([], [{ ...old, quarter: '2025-1' }], TODAY)).toHaveLength(1)
    expect(withEnded([], [old], TODAY)).toEqual([])
    expect(
      withEnded(withEnded([], [old], '2025-02-01'), [{ ...old, quarter: '2026-4' }], TODAY).map(
        ({ quarter }) => quarter,
      ),
    ).toEqual(['2026-4'])
  })
})

describe('quarters', () => {
  test('are whole weeks, follow each other and never overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayOfIsoDate('2015-01-01'), max: dayOfIsoDate('2060-01-01') }), (day) => {
        const date = dateOfDay(day).toISOString().slice(0, 10)
        const next = dateOfDay(day + 1)
          .toISOString()
          .slice(0, 10)
        const quarter = quarterOf(date)
        expect(date <= lastDayOf(quarter)).toBe(true)
        if (quarterOf(next) !== quarter) {
          expect(dateOfDay(day).getUTCDay()).toBe(0)
          expect(lastDayOf(quarter)).toBe(date)
          expect(quartersUntil(next, 2)).toEqual([quarterOf(next), quarter])
        }
      }),
    )
    expect([
      quarterOf('2026-12-31'),
      quarterOf('2027-01-03'),
      quarterOf('2027-01-04'),
      quarterOf('2024-12-30'),
    ]).toEqual(['2026-4', '2026-4', '2027-1', '2025-1'])
  })
})

const SENT = '2026-10-01T09:00:00.000Z'
const GONE = dayOfIsoDate('2026-10-31')
const inWijk = (id: string, more: Partial<Thread> = {}): Thread => {
  const thread = someThread(SENT, { part: 'none', coordinator: true, expiresDay: GONE, ...more })
  return { ...thread, id, signal: { ...thread.signal, ...more.signal } }
}
const said = (seq: number, outcome: 'contact-restored' | 'reopened' | 'moved') =>
  someEvent(seq, 'school-1', SENT, { type: 'outcome', signalId: 'A'.repeat(22), outcome, sentAt: SENT })

describe('how one ended', () => {
  test('restored only where that was said last; opened again it is not', () => {
    expect(endedOf(inWijk('a', { events: [said(1, 'contact-restored')] }))).toMatchObject({
      restored: true,
      first: null,
      quarter: '2026-4',
    })
    expect(
      endedOf(inWijk('a', { events: [said(1, 'contact-restored'), said(2, 'reopened')] })),
    ).toMatchObject({ restored: false })
    expect(
      endedOf(inWijk('a', { events: [said(1, 'reopened'), said(2, 'contact-restored')] })),
    ).toMatchObject({ restored: true })
    expect(endedOf(inWijk('a', { events: [said(1, 'moved')] }))).toMatchObject({ restored: false })
  })

  test('the first answer in working days, as this device heard: Thursday 1 October, and Monday the 5th is two', () => {
    const first = (answeredAt: string): string => FIRST_ANSWERS[endedOf(inWijk('a', { answeredAt })).first!]!
    expect(
      [
        '2026-10-01T15:00',
        '2026-10-02T09:00',
        '2026-10-04T09:00',
        '2026-10-05T09:00',
        '2026-10-06T09:00',
        '2026-10-08T09:00',
        '2026-10-09T09:00',
        '2026-10-15T09:00',
        '2026-10-16T09:00',
      ].map((at) => first(`${at}:00.000Z`)),
    ).toEqual(['0', '1', '1', '2', '3-5', '3-5', '6-10', '6-10', 'longer'])
  })

  test('a moment of sending that cannot be makes no quarter of its own', () => {
    const at = (sentAt: string): string =>
      endedOf(inWijk('a', { signal: { ...inWijk('a').signal, sentAt } })).quarter
    expect([at('2031-01-01T09:00:00.000Z'), at('2019-01-01T09:00:00.000Z')]).toEqual(['2026-4', '2026-3'])
  })

  test('open is what is not closed, by days since it was sent', () => {
    const sent = (date: string, more: Partial<Thread> = {}): Thread =>
      inWijk(date, {
        expiresDay: dayOfIsoDate('2026-12-23'),
        ...more,
        signal: { ...inWijk('a').signal, sentAt: `${date}T09:00:00.000Z` },
      })
    const threads = [
      sent('2026-11-23'),
      sent('2026-11-17'),
      sent('2026-11-16'),
      sent('2026-11-09'),
      sent('2026-11-08'),
      sent('2026-11-20', { events: [said(1, 'moved')] }),
      sent('2026-10-20', { events: [said(1, 'moved'), said(2, 'reopened')] }),
    ]
    expect(threads.map((thread) => openAge(thread, TODAY))).toEqual([0, 0, 1, 1, 2, null, 2])
  })
})

/** A store that takes its time, as a disk does. */
const stateWith = (threads: readonly Thread[]): State => {
  const store = {
    write: () => new Promise<void>((done) => setImmediate(done)),
    forgetAside: () => Promise.resolve(),
  }
  const identity = {
    device: { id: 'own', organisationId: 'team', roles: ['coordinator'], neighbourhoods: WIJKEN },
  } as unknown as Identity
  const state = new State(store as unknown as LocalStore, identity)
  for (const thread of threads) state.threads.set(thread.id, thread)
  return state
}
const ports = { clock: { now: () => 0 }, random: (length: number) => new Uint8Array(length) }

describe('as a signaal goes', () => {
  test('it is counted in the same commit, once, though several look at the same time and again later', async () => {
    const state = stateWith([
      inWijk('a', { answeredAt: SENT }),
      inWijk('b', { events: [said(1, 'contact-restored')] }),
      inWijk('c', { expiresDay: GONE + 20 }),
      inWijk('d', { coordinator: false, part: 'responder' }),
    ])
    let queue: Promise<unknown> = Promise.resolve()
    const exclusive = <T>(task: () => Promise<T>): Promise<T> => {
      const run = queue.then(task)
      queue = run
      return run
    }
    const weeksLater = dateOfDay(GONE + 3)
    await Promise.all([
      expire(state, weeksLater, false, ports, exclusive),
      expire(state, weeksLater, false, ports, exclusive),
      expire(state, weeksLater, false, ports, exclusive),
    ])
    expect([...state.threads.keys()]).toEqual(['c'])
    expect(state.meta.tallies).toEqual([
      { neighbourhood: 'WK999801', quarter: '2026-4', restored: 1, first: [1, 0, 0, 0, 0, 0] },
    ])
    await expire(state, dateOfDay(GONE + 30), false, ports, exclusive)
    expect(total(state.meta.tallies!)).toEqual([1, 1])
    expect(state.threads.size).toBe(0)
  })
})

/** Every type that can stand in a schema, with the way to it. */
const leavesOf = (schema: z.ZodType, path = ''): readonly (readonly [path: string, schema: z.ZodType])[] => {
  const { def } = schema as unknown as {
    def: {
      type: string
      innerType?: z.ZodType
      element?: z.ZodType
      shape?: Record<string, z.ZodType>
      catchall?: z.ZodType
    }
  }
  if (def.innerType) return leavesOf(def.innerType, path)
  if (def.element) return leavesOf(def.element, `${path}[]`)
  if (!def.shape) return [[path, schema]]
  return [
    [`${path}{}`, schema],
    ...Object.entries(def.shape).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`)),
  ]
}

describe('what leaves the engine', () => {
  test('has closed keys, and room for a code of a wijk, a quarter and numbers: not for a person or an organisation', () => {
    const leaves = leavesOf(FiguresView)
    const typeOf = (schema: z.ZodType): string => (schema as unknown as { def: { type: string } }).def.type
    expect(
      leaves
        .filter(([path]) => path.endsWith('{}'))
        .every(
          ([, schema]) =>
            (schema as unknown as { def: { catchall?: z.ZodType } }).def.catchall !== undefined &&
            typeOf((schema as unknown as { def: { catchall: z.ZodType } }).def.catchall) === 'never',
        ),
    ).toBe(true)
    expect(
      leaves.filter(([path]) => !path.endsWith('{}')).map(([path, schema]) => [path, typeOf(schema)]),
    ).toEqual([
      ['[].neighbourhood', 'string'],
      ['[].open', 'number'],
      ['[].ages[]', 'number'],
      ['[].quarters[].quarter', 'string'],
      ['[].quarters[].restored', 'number'],
      ['[].quarters[].first[]', 'number'],
    ])
    for (const word of ['Sami Yıldız', 'De Regenboog', 'device-1', 'WK99980', 'WK999801; Ineke'])
      for (const [, schema] of leaves.filter(([, one]) => typeOf(one) === 'string'))
        expect(schema.safeParse(word).success).toBe(false)
    for (const number of [1, 9, 11, 10.5, -10, 0])
      for (const [, schema] of leaves.filter(([, one]) => typeOf(one) === 'number'))
        expect(schema.safeParse(number).success).toBe(false)
  })

  test('parses by that schema whatever happened, holds no canary, and says of a quiet wijk exactly what it says of one with nine', () => {
    const canary = (id: string, more: Partial<Thread>): Thread =>
      inWijk(id, {
        note: CANARY.note,
        requesterOrganisationId: CANARY.lastName,
        requesterDeviceId: CANARY.localNumber,
        expiresDay: dayOfIsoDate('2026-12-23'),
        ...more,
        signal: {
          ...inWijk('a').signal,
          ...more.signal,
          sentAt: '2026-11-20T09:00:00.000Z',
          requester: { name: CANARY.requester, function: CANARY.group, phone: CANARY.requesterPhone },
        },
      })
    fc.assert(
      fc.property(fc.nat(40), fc.array(ended, { maxLength: 80 }), (open, gone) => {
        const state = stateWith([])
        Object.assign(state.meta, { tallies: withEnded([], gone, TODAY) })
        const view = figuresView(
          state,
          Array.from({ length: open }, (_, i) => canary(`open-${i}`, {})),
          TODAY,
          new Memo(),
        )
        expect(FiguresView.parse(view)).toEqual(view)
        expect(findCanaries({ figures: JSON.stringify(view) })).toEqual([])
        expect(view!.map(({ neighbourhood, quarters }) => [neighbourhood, quarters.length])).toEqual(
          WIJKEN.map((wijk) => [wijk, KEPT_QUARTERS]),
        )
      }),
      { numRuns: 30 },
    )
    const nine = Array.from({ length: 9 }, (_, i): Ended => ({
      neighbourhood: WIJKEN[0]!,
      quarter: '2026-4',
      restored: true,
      first: i % 2,
    }))
    const [quiet, busy] = [stateWith([]), stateWith([])]
    Object.assign(busy.meta, { tallies: withEnded([], nine, TODAY) })
    expect(
      figuresView(
        busy,
        Array.from({ length: 9 }, (_, i) => canary(`open-${i}`, {})),
        TODAY,
        new Memo(),
      ),
    ).toEqual(figuresView(quiet, [], TODAY, new Memo()))
  })

  test('nothing where the device coordinates no wijk', () => {
    const state = stateWith([])
    Object.assign(state.identity.device, { roles: ['professional'] })
    expect(figuresView(state, [inWijk('a')], TODAY, new Memo())).toBeNull()
  })
})
