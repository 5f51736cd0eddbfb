/** The ruggensteunklok on its days: whose turn it is, until when, and who is next. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  followUpOn,
  clockOf,
  type Calendars,
  type ClockFacts,
} from '../../../renderer/engine/core/backing-clock.ts'
import { USUAL_TERMS } from '../../../shared/membership/agreements.ts'
import { schoolCalendar } from '../../../shared/calendar/school-holidays.ts'
import { addWorkingDays, PLAIN_CALENDAR, type Calendar } from '../../../shared/calendar/working-days.ts'
import { plusDays } from '../../../renderer/engine/core/dates.ts'

/** Filed on a Monday. */
const FACTS: ClockFacts = {
  sentOn: '2026-11-23',
  urgency: 'normal',
  answer: null,
  requesterOutcome: null,
  responderOutcome: null,
  endedOn: null,
  reopenedOn: null,
  spokeOn: null,
  lastDay: '2027-11-23',
  pause: null,
  awayUntil: { requester: null, responder: null },
}
const ANSWERED: ClockFacts = { ...FACTS, answer: { kind: 'contact-call-me', on: '2026-11-24' } }
const PLAIN: Calendars = { anybody: PLAIN_CALENDAR, requester: PLAIN_CALENDAR, responder: PLAIN_CALENDAR }
const read = (facts: Partial<ClockFacts>, today: string, base = FACTS, calendars = PLAIN) =>
  clockOf({ ...base, ...facts }, today, USUAL_TERMS, calendars)

describe('until somebody answers', () => {
  test('two working days, and the day itself where it is urgent', () => {
    expect(read({}, '2026-11-23')).toMatchObject({
      stage: 'first-answer',
      turn: 'anybody',
      dueOn: '2026-11-25',
      late: false,
      next: { turn: 'coordinator', on: '2026-11-26' },
    })
    expect(read({ urgency: 'today' }, '2026-11-23')).toMatchObject({ dueOn: '2026-11-23' })
    expect(read({ urgency: 'today', sentOn: '2026-11-28' }, '2026-11-28')).toMatchObject({
      dueOn: '2026-11-30',
    })
  })

  test('holidays and weekends do not count', () => {
    expect(read({ sentOn: '2026-12-24' }, '2026-12-24')).toMatchObject({ dueOn: '2026-12-29' })
    expect(read({ sentOn: '2027-04-26' }, '2027-04-26')).toMatchObject({ dueOn: '2027-04-29' })
  })

  test('then it is the turn of the coordinator', () => {
    expect(read({}, '2026-11-25')).toMatchObject({ turn: 'anybody', late: false })
    expect(read({}, '2026-11-26')).toMatchObject({ turn: 'coordinator', late: true, next: null })
  })
})

describe('in the holidays of a school', () => {
  const school = schoolCalendar([{ kind: 'christmas', from: '2026-12-19', until: '2027-01-03' }])
  const asking: Calendars = { ...PLAIN, requester: school }
  const answering: Calendars = { ...PLAIN, responder: school }
  const sent: ClockFacts = {
    ...FACTS,
    sentOn: '2026-12-17',
    answer: { kind: 'contact-call-me', on: '2026-12-18' },
  }

  test('its term stands still, and so does what passes it on', () => {
    expect(read({}, '2026-12-21', sent)).toMatchObject({
      turn: 'requester',
      dueOn: '2026-12-21',
      next: { turn: 'requester-stand-in', on: '2026-12-22' },
    })
    expect(read({}, '2026-12-21', sent, asking)).toMatchObject({
      turn: 'requester',
      dueOn: '2027-01-04',
      late: false,
      next: { turn: 'requester-stand-in', on: '2027-01-05' },
    })
  })

  test('for the other one it goes on', () => {
    expect(read({}, '2026-12-21', sent, answering)).toEqual(read({}, '2026-12-21', sent))
    const parents = { answer: { kind: 'contact-parents-first', on: '2026-12-18' } } as const
    expect(read(parents, '2026-12-21', sent, answering)).toMatchObject({
      turn: 'responder',
      dueOn: '2027-01-06',
    })
    expect(read(parents, '2026-12-21', sent, asking)).toMatchObject({
      turn: 'responder',
      dueOn: '2026-12-23',
    })
  })

  test('nobody waits for it with a first answer', () => {
    for (const calendars of [asking, answering])
      expect(read({ answer: null }, '2026-12-21', sent, calendars)).toMatchObject({
        turn: 'anybody',
        dueOn: '2026-12-21',
      })
  })
})

describe('from the answer until both said how it ended', () => {
  test('who asked calls within a working day; who asks the parents first comes back within three', () => {
    expect(read({}, '2026-11-24', ANSWERED)).toMatchObject({
      stage: 'speak',
      turn: 'requester',
      dueOn: '2026-11-25',
    })
    expect(read({ answer: { kind: 'contact-parents-first', on: '2026-11-24' } }, '2026-11-24')).toMatchObject(
      { stage: 'speak', turn: 'responder', dueOn: '2026-11-27' },
    )
  })

  test('passes to the stand-in, then to the coordinator', () => {
    expect(read({}, '2026-11-25', ANSWERED)).toMatchObject({
      turn: 'requester',
      next: { turn: 'requester-stand-in', on: '2026-11-26' },
    })
    expect(read({}, '2026-11-26', ANSWERED)).toMatchObject({
      turn: 'requester-stand-in',
      late: true,
      next: { turn: 'coordinator', on: '2026-11-27' },
    })
    expect(read({}, '2026-11-27', ANSWERED)).toMatchObject({ turn: 'coordinator', next: null })
  })

  test('passes at once where nobody is there', () => {
    expect(
      read({ awayUntil: { requester: '2026-11-30', responder: null } }, '2026-11-24', ANSWERED),
    ).toMatchObject({
      turn: 'requester-stand-in',
      late: false,
    })
    expect(
      read({ awayUntil: { requester: null, responder: '2026-11-30' } }, '2026-11-24', ANSWERED),
    ).toMatchObject({
      turn: 'requester',
    })
  })

  test('who said how it ended waits for the other, and when both did it stops', () => {
    expect(read({ requesterOutcome: 'contact-restored' }, '2026-11-24', ANSWERED)).toMatchObject({
      stage: 'outcome',
      turn: 'responder',
      dueOn: '2026-12-01',
    })
    expect(read({ responderOutcome: 'not-restored' }, '2026-11-24', ANSWERED)).toMatchObject({
      stage: 'outcome',
      turn: 'requester',
    })
    expect(
      read(
        { requesterOutcome: 'contact-restored', responderOutcome: 'contact-restored' },
        '2026-11-24',
        ANSWERED,
      ),
    ).toBeNull()
    expect(read({ requesterOutcome: 'withdrawn' }, '2026-11-24')).toBeNull()
    // Withdrawn is withdrawn: nobody is asked how it ended, also not who answered.
    expect(read({ requesterOutcome: 'withdrawn', endedOn: '2026-11-24' }, '2026-11-24', ANSWERED)).toBeNull()
    expect(read({ requesterOutcome: 'contact-restored' }, '2026-11-24')).toBeNull()
  })

  test('nobody is there up to and with the day that was named', () => {
    const away = { awayUntil: { requester: '2026-11-24', responder: null } }
    expect(read(away, '2026-11-24', ANSWERED)).toMatchObject({ turn: 'requester-stand-in' })
    expect(read(away, '2026-11-25', ANSWERED)).toMatchObject({ turn: 'requester' })
  })

  test('who is left keeps the term of before, where the other ended early', () => {
    const early: Partial<ClockFacts> = { spokeOn: '2026-11-24', endedOn: '2026-11-24' }
    expect(read({ ...early, requesterOutcome: 'moved' }, '2026-11-24', ANSWERED)).toMatchObject({
      turn: 'responder',
      dueOn: '2026-12-01',
    })
  })

  test('somebody who is away for weeks does not keep it from the coordinator', () => {
    const away = { awayUntil: { requester: '2026-12-24', responder: null } }
    expect(read(away, '2026-11-26', ANSWERED)).toMatchObject({
      turn: 'requester-stand-in',
      next: { turn: 'coordinator', on: '2026-11-27' },
    })
    expect(read(away, '2026-11-27', ANSWERED)).toMatchObject({ turn: 'coordinator', next: null })
  })

  test('whose it was stays known, and after the requester closed it it does not come to the coordinator', () => {
    expect(read({}, '2026-11-27', ANSWERED)).toMatchObject({ turn: 'coordinator', first: 'requester' })
    const closed: Partial<ClockFacts> = { requesterOutcome: 'contact-restored', endedOn: '2026-11-24' }
    expect(read(closed, '2026-12-02', ANSWERED)).toMatchObject({
      turn: 'responder-stand-in',
      first: 'responder',
      late: true,
      next: null,
    })
    expect(
      read({ responderOutcome: 'not-restored', endedOn: '2026-11-24' }, '2026-12-03', ANSWERED),
    ).toMatchObject({ turn: 'coordinator', first: 'requester' })
  })

  test('a first word that came late still leaves the whole term, and an end that came late a working day', () => {
    expect(read({ spokeOn: '2026-11-24' }, '2026-11-24', ANSWERED)).toMatchObject({
      stage: 'outcome',
      turn: 'requester',
      dueOn: '2026-12-01',
    })
    expect(read({ spokeOn: '2026-12-02' }, '2026-12-02', ANSWERED)).toMatchObject({
      stage: 'outcome',
      turn: 'requester',
      dueOn: '2026-12-09',
      late: false,
    })
    expect(
      read(
        { spokeOn: '2026-11-24', requesterOutcome: 'moved', endedOn: '2026-12-11' },
        '2026-12-11',
        ANSWERED,
      ),
    ).toMatchObject({ turn: 'responder', dueOn: '2026-12-14', late: false })
  })

  test('stands still while it is paused, says so, and goes on with what was left', () => {
    const pause = { on: '2026-11-24', until: '2026-12-04' } // one working day was left
    expect(read({ pause }, '2026-11-30', ANSWERED)).toMatchObject({
      dueOn: '2026-12-07',
      paused: true,
      late: false,
      turn: 'requester',
    })
    expect(read({ pause }, '2026-12-07', ANSWERED)).toMatchObject({
      paused: false,
      late: false,
      turn: 'requester',
      next: { turn: 'requester-stand-in', on: '2026-12-08' },
    })
    const later = { spokeOn: '2026-11-24', pause: { on: '2026-11-26', until: '2026-11-30' } } // three of five were left
    expect(read(later, '2026-11-30', ANSWERED)).toMatchObject({
      stage: 'outcome',
      dueOn: '2026-12-03',
      paused: true,
    })
    const forEver = { lastDay: '2026-12-20', pause: { on: '2026-11-26', until: '2134-04-11' } }
    for (const [today, paused] of [
      ['2026-12-20', true],
      ['2026-12-21', false],
    ] as const)
      expect(read(forEver, today, ANSWERED)).toMatchObject({ paused, dueOn: '2026-12-21' })
    expect(read({ pause: { on: '2026-12-01', until: '2026-12-02' } }, '2026-12-03', ANSWERED)).toMatchObject({
      dueOn: '2026-12-03',
      late: false,
      turn: 'requester',
    })
  })

  test('begins anew where it was opened again', () => {
    const again: Partial<ClockFacts> = { reopenedOn: '2026-12-18' }
    expect(read(again, '2026-12-18', ANSWERED)).toMatchObject({
      stage: 'speak',
      turn: 'requester',
      dueOn: '2026-12-21',
      late: false,
    })
    expect(
      read({ ...again, pause: { on: '2026-11-30', until: '2026-12-02' } }, '2026-12-18', ANSWERED),
    ).toMatchObject({ dueOn: '2026-12-21' })
    expect(read(again, '2026-12-18')).toMatchObject({
      stage: 'first-answer',
      turn: 'anybody',
      dueOn: '2026-12-22',
    })
  })
})

test('somebody is next as long as it runs, and time only moves it on', () => {
  const RANK = {
    anybody: 0,
    requester: 0,
    responder: 0,
    'requester-stand-in': 1,
    'responder-stand-in': 1,
    coordinator: 2,
  } as const
  const facts = fc.record({
    sentOn: fc.integer({ min: 0, max: 400 }).map((days) => plusDays('2026-01-01', days)),
    urgency: fc.constantFrom('normal' as const, 'today' as const),
    spokeAfter: fc.option(fc.nat(20)),
    reopenedAfter: fc.option(fc.nat(30)),
    answered: fc.option(
      fc.record({
        kind: fc.constantFrom('contact-call-me' as const, 'contact-parents-first' as const),
        after: fc.nat(10),
      }),
    ),
    pause: fc.option(fc.record({ after: fc.nat(20), days: fc.nat(30) })),
    away: fc.option(fc.nat(30)),
    off: fc.record({
      requester: fc.option(fc.tuple(fc.nat(40), fc.nat(44))),
      responder: fc.option(fc.tuple(fc.nat(40), fc.nat(44))),
    }),
  })
  fc.assert(
    fc.property(
      facts,
      fc.nat(60),
      ({ sentOn, urgency, spokeAfter, reopenedAfter, answered, pause, away, off }, days) => {
        const dayAfter = (after: number | null): string | null =>
          after === null ? null : plusDays(sentOn, after)
        const all: ClockFacts = {
          ...FACTS,
          sentOn,
          lastDay: plusDays(sentOn, 365),
          urgency,
          spokeOn: dayAfter(spokeAfter),
          reopenedOn: dayAfter(reopenedAfter),
          answer: answered && { kind: answered.kind, on: plusDays(sentOn, answered.after) },
          pause: pause && {
            on: plusDays(sentOn, pause.after),
            until: plusDays(sentOn, pause.after + pause.days),
          },
        }
        const closed = (range: [number, number] | null): Calendar =>
          schoolCalendar(
            range
              ? [
                  {
                    kind: 'own',
                    from: plusDays(sentOn, range[0]),
                    until: plusDays(sentOn, range[0] + range[1]),
                  },
                ]
              : [],
          )
        const calendars: Calendars = {
          anybody: PLAIN_CALENDAR,
          requester: closed(off.requester),
          responder: closed(off.responder),
        }
        const today = plusDays(sentOn, days)
        const [now, next] = [
          clockOf(all, today, USUAL_TERMS, calendars)!,
          clockOf(all, plusDays(today, 1), USUAL_TERMS, calendars)!,
        ]
        expect(now.next !== null || now.turn === 'coordinator').toBe(true)
        if (now.next) expect(now.next.on > today).toBe(true)
        expect(RANK[next.turn]).toBeGreaterThanOrEqual(RANK[now.turn])
        // Who is away passes it on no later than who is there.
        const gone =
          away === null
            ? all
            : { ...all, awayUntil: { requester: plusDays(sentOn, away), responder: plusDays(sentOn, away) } }
        const elsewhere = clockOf(gone, today, USUAL_TERMS, calendars)!
        expect(elsewhere.dueOn).toBe(now.dueOn)
        expect(RANK[elsewhere.turn]).toBeGreaterThanOrEqual(RANK[now.turn])
        if (now.paused) expect(now.late).toBe(false)
      },
    ),
  )
})

test('two weeks after contact was restored it is asked whether it lasts', () => {
  expect(followUpOn('contact-restored', '2026-11-24', USUAL_TERMS)).toBe('2026-12-08')
  expect(followUpOn('moved', '2026-11-24', USUAL_TERMS)).toBeNull()
  expect(addWorkingDays('2026-11-24', 5, PLAIN_CALENDAR)).toBe('2026-12-01')
})
