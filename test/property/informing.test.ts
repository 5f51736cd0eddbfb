/**
 * Telling parents or young people: whatever was decided in whatever order, nobody is forgotten and nothing is
 * rewritten.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addresseeOf,
  addresseeOfAll,
  Addressee,
  DeferReason,
  mayBeOn,
} from '../../shared/domain/informing.ts'
import { ParentsInformed, type Outcome } from '../../shared/domain/signal.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../shared/calendar/time.ts'
import { plusDays } from '../../renderer/engine/core/dates.ts'
import {
  addresseeOn,
  decisionsOf,
  informingOf,
  SLIP_SECONDS,
  withoutSlip,
} from '../../renderer/engine/core/informing.ts'
import type { Informing, Thread, ThreadEvent } from '../../renderer/engine/core/thread.ts'
import { BY, someEvent, someThread } from '../fixtures/thread.ts'

const FILED = '2026-11-02'
const EXPIRES = '2026-12-01'
const LAST_DAY = '2026-11-30'
const noon = (day: string): string => `${day}T12:00:00.000Z`
const threadWith = ({
  parents = 'unreachable',
  ...more
}: Partial<Thread> & { parents?: ParentsInformed } = {}): Thread => {
  const bare = someThread(noon(FILED), { expiresDay: dayOfIsoDate(EXPIRES), childIds: ['child-0001'] })
  return { ...bare, signal: { ...bare.signal, lostSince: '2026-10-26', parents }, ...more }
}
const event = (organisation: string, day: string, content: ThreadEvent['content']): ThreadEvent => ({
  ...someEvent(dayOfIsoDate(day), `${organisation}-1`, noon(day), content),
  hash: `${organisation}${day}${content.type}`,
})
const outcome = (organisation: string, day: string, said: Outcome): ThreadEvent =>
  event(organisation, day, { type: 'outcome', signalId: 'A'.repeat(22), outcome: said, sentAt: noon(day) })
const answer = (organisation: string, day: string): ThreadEvent =>
  event(organisation, day, {
    type: 'answer',
    signalId: 'A'.repeat(22),
    answer: 'contact-call-me',
    by: BY,
    sentAt: noon(day),
  })

const days = fc.integer({ min: 0, max: 28 }).map((n) => plusDays(FILED, n))
/** Decisions as a person could make them, each on a later day than the one before. */
const decisions = fc
  .array(
    fc.tuple(
      days,
      fc.constantFrom('planned' as const, 'deferred' as const),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...DeferReason.options),
    ),
    { maxLength: 6 },
  )
  .map((made) =>
    [...made]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([day, kind, later, reason]): Informing[] => {
        const on = plusDays(day, later) < LAST_DAY ? plusDays(day, later) : LAST_DAY
        return mayBeOn(kind, on, day, LAST_DAY)
          ? [kind === 'deferred' ? { kind, on, reason, at: noon(day) } : { kind, on, at: noon(day) }]
          : []
      }),
  )

describe('who must be told', () => {
  test('goes by the age on the day: on a birthday it changes, and not a day sooner', () => {
    for (const [years, before, after] of [
      [12, 'parents', 'both'],
      [16, 'both', 'young-person'],
    ] as const) {
      const born = `${2026 - years}-11-23`
      expect(addresseeOn(born, undefined, '2026-11-22')).toBe(before)
      expect(addresseeOn(born, undefined, '2026-11-23')).toBe(after)
    }
    expect(addresseeOn('2014-02-29'.replace('2014', '2012'), undefined, '2024-02-28')).toBe('parents')
    expect(addresseeOn('2012-02-29', undefined, '2024-02-29')).toBe('both')
  })

  test('goes by the age group of the signaal where the child is no longer on the list', () => {
    expect(
      (['0-3', '4-7', '8-11', '12-15', '16-17', '18+'] as const).map((group) =>
        addresseeOn(undefined, group, '2026-11-23'),
      ),
    ).toEqual(['parents', 'parents', 'parents', 'both', 'young-person', 'young-person'])
    expect(addresseeOf(11)).toBe('parents')
  })

  test('of a family leaves nobody out', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Addressee.options), { minLength: 1, maxLength: 4 }), (each) => {
        const all = addresseeOfAll(each)
        if (each.some((one) => one !== 'young-person')) expect(all).not.toBe('young-person')
        if (each.some((one) => one !== 'parents')) expect(all).not.toBe('parents')
      }),
    )
  })
})

describe('when it comes back', () => {
  const on = (thread: Thread, today: string) => informingOf(thread, ['parents'], today)

  test('what the signaal said is the first decision, also where nothing was said since', () => {
    expect(on(threadWith({ parents: 'informed' }), '2026-11-20')).toMatchObject({
      state: 'informed',
      dueOn: null,
      due: false,
      history: [{ kind: 'informed', on: FILED, reason: null }],
    })
    for (const parents of ParentsInformed.exclude(['informed']).options) {
      const first = on(threadWith({ parents }), FILED)
      expect(first).toMatchObject({ state: 'deferred', reason: parents, due: false })
      expect(on(threadWith({ parents }), first.dueOn!).due).toBe(true)
    }
  })

  test('whoever is not told is due at the latest on the last day before the signaal is gone', () => {
    fc.assert(
      fc.property(
        decisions,
        fc.constantFrom<ParentsInformed>('unreachable', 'unsafe', 'other-reason'),
        (informing, parents) => {
          const thread = threadWith({ parents, informing })
          expect(on(thread, LAST_DAY).due).toBe(true)
          const { dueOn } = on(thread, FILED)
          expect(dueOn! <= LAST_DAY).toBe(true)
          for (let day = dayOfIsoDate(FILED); day <= dayOfIsoDate(LAST_DAY); day++)
            expect(on(thread, isoDateOfDay(day)).due).toBe(isoDateOfDay(day) >= dueOn!)
        },
      ),
    )
  })

  test('history keeps every decision in its order, and the last one counts', () => {
    fc.assert(
      fc.property(decisions, (informing) => {
        const thread = threadWith({ informing })
        const view = on(thread, FILED)
        expect(view.history).toHaveLength(informing.length + 1)
        expect(view.history.map(({ at }) => at)).toEqual(decisionsOf(thread).map(({ at }) => at))
        expect(view.state).toBe(informing.at(-1)?.kind ?? 'deferred')
      }),
    )
  })

  test('once told it never comes back, whatever follows', () => {
    fc.assert(
      fc.property(decisions, days, days, (informing, told, restored) => {
        const thread = threadWith({
          informing: [...informing, { kind: 'informed', on: told, at: noon(LAST_DAY) }],
          events: [answer('welfare', FILED), outcome('school', restored, 'contact-restored')],
        })
        expect(on(thread, LAST_DAY)).toMatchObject({
          state: 'informed',
          due: false,
          dueOn: null,
          restored: false,
        })
      }),
    )
  })

  test('the moment that contact is restored it is due at once, whoever of the two recorded it', () => {
    const informing: Informing[] = [
      { kind: 'deferred', on: LAST_DAY, reason: 'unreachable', at: noon('2026-11-09') },
    ]
    const waiting = threadWith({ informing, events: [answer('welfare', '2026-11-08')] })
    expect(on(waiting, '2026-11-10').due).toBe(false)
    for (const who of ['school', 'welfare']) {
      const back = { ...waiting, events: [...waiting.events, outcome(who, '2026-11-10', 'contact-restored')] }
      expect(on(back, '2026-11-10')).toMatchObject({
        due: true,
        restored: true,
        dueOn: '2026-11-10',
        state: 'deferred',
      })
    }
    for (const other of ['moved', 'not-restored', 'handed-over', 'withdrawn'] as const)
      expect(
        on({ ...waiting, events: [...waiting.events, outcome('school', '2026-11-10', other)] }, '2026-11-10')
          .due,
      ).toBe(false)
    expect(
      on(
        {
          ...waiting,
          events: [
            ...waiting.events,
            outcome('school', '2026-11-10', 'contact-restored'),
            outcome('school', '2026-11-11', 'reopened'),
          ],
        },
        '2026-11-11',
      ).due,
    ).toBe(false)
  })

  test('it can be put off again after that, and a second restoring brings it back again', () => {
    const events = [answer('welfare', '2026-11-08'), outcome('welfare', '2026-11-10', 'contact-restored')]
    const again: Informing[] = [
      { kind: 'deferred', on: '2026-11-20', reason: 'interpreter', at: '2026-11-10T13:00:00.000Z' },
    ]
    expect(on(threadWith({ informing: again, events }), '2026-11-11')).toMatchObject({
      due: false,
      restored: false,
      dueOn: '2026-11-20',
    })
    expect(
      on(
        threadWith({
          informing: again,
          events: [...events, outcome('school', '2026-11-12', 'contact-restored')],
        }),
        '2026-11-12',
      ),
    ).toMatchObject({ due: true, restored: true })
  })
})

describe('a slip of the hand', () => {
  const slip: Informing = { kind: 'informed', on: FILED, at: noon('2026-11-09') }
  const after = (seconds: number): Date => new Date(Date.parse(slip.at) + seconds * 1000)

  test('is taken back within a minute, and only the last one', () => {
    const thread = threadWith({
      informing: [{ kind: 'planned', on: '2026-11-08', at: noon('2026-11-03') }, slip],
    })
    expect(withoutSlip(thread, after(SLIP_SECONDS))!.informing).toEqual(thread.informing!.slice(0, 1))
    expect(withoutSlip(thread, after(SLIP_SECONDS + 1))).toBeNull()
    expect(withoutSlip(threadWith(), after(0))).toBeNull()
  })
})
