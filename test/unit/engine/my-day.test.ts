/** Mijn dag: what waits for this person is there once, under its name, late where it is late, and nothing else is. */
import { describe, expect, test } from 'vitest'
import { tasksOf, type Waiting } from '../../../renderer/engine/core/my-day.ts'
import type { ClockView, ConversationView, EntryView } from '../../../shared/api/conversation.ts'
import type { Task } from '../../../shared/api/my-day.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'
import type { HintView, PossibleMatch } from '../../../shared/api/possible-match.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { Entry } from '../../../shared/domain/conversation.ts'

const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-22', '2026-11-23', '2026-11-24'] as const

/** Only what the list reads: the rest of a view says nothing about what waits. */
const sent = (more: Partial<SentSignal> = {}): SentSignal =>
  ({
    id: 's',
    number: 'R-1',
    advice: 'usual',
    state: 'open',
    children: [{ name: 'Sami', group: null, addressee: 'parents' }],
    conflicts: [],
    nameAsked: null,
    answers: [],
    followUp: null,
    links: [],
    informing: { due: false, dueOn: null },
    ...more,
  }) as unknown as SentSignal
const match = (more: Partial<PossibleMatch> = {}): PossibleMatch =>
  ({
    id: 'm',
    number: 'R-2',
    advice: 'usual',
    state: 'new',
    children: [
      { name: 'Noor', notTheSame: false },
      { name: 'Another', notTheSame: true },
    ],
    content: { requester: { name: 'Fatima', phone: '06-1' } },
    consulting: null,
    answerBy: TODAY,
    clock: null,
    conversation: null,
    ...more,
  }) as unknown as PossibleMatch
const hint = (more: Partial<HintView> = {}): HintView =>
  ({ id: 'h', state: 'new', consulting: null, children: [{ name: 'Noor' }], ...more }) as unknown as HintView
const wijk = (more: Partial<NeighbourhoodSignal> = {}): NeighbourhoodSignal =>
  ({
    id: 'w',
    number: 'R-3',
    requester: 'Fatima',
    state: 'open',
    answerBy: TODAY,
    awaitsEnd: false,
    introduces: false,
    unnamedBy: [],
    escalations: [],
    ...more,
  }) as unknown as NeighbourhoodSignal
const obstacle = (more: Partial<ObstacleView> = {}): ObstacleView =>
  ({
    ref: 'o',
    kind: 'waiting-list',
    neighbourhood: 'WK999801',
    owed: false,
    news: false,
    answerBy: TODAY,
    ...more,
  }) as unknown as ObstacleView
const clock = (more: Partial<ClockView> = {}): ClockView => ({
  stage: 'speak',
  turn: 'you',
  dueOn: TODAY,
  late: false,
  paused: false,
  ours: true,
  next: null,
  standIn: null,
  ...more,
})
const said = (entry: Entry, more: Partial<EntryView> = {}): EntryView => ({
  ref: 'ref',
  at: '2026-11-23T09:00:00.000Z',
  mine: false,
  waiting: false,
  entry,
  answer: null,
  reason: null,
  open: false,
  ...more,
})
const talk = (...items: EntryView[]): ConversationView =>
  ({ responder: 'them', items }) as unknown as ConversationView
const answer = (more: object = {}): SentSignal['answers'][number] =>
  ({
    name: 'Karim',
    phone: '06-2',
    clock: null,
    conversation: null,
    ...more,
  }) as unknown as SentSignal['answers'][number]
const waiting = (more: Partial<Waiting>): Task[] =>
  tasksOf({ sent: [], matches: [], hints: [], neighbourhood: [], obstacles: [], ...more }, TODAY)
const idsOf = (more: Partial<Waiting>): string[] => waiting(more).map(({ id }) => id)

test('nothing waits where nothing does, and the list begins with what is due longest', () => {
  expect(waiting({ sent: [sent()], neighbourhood: [wijk()], obstacles: [obstacle()] })).toEqual([])
  expect(
    idsOf({
      matches: [match({ id: 'b', answerBy: TODAY }), match({ id: 'a', answerBy: TODAY })],
      hints: [hint()],
      obstacles: [obstacle({ owed: true, answerBy: YESTERDAY })],
      sent: [sent({ informing: { due: true, dueOn: TOMORROW } as SentSignal['informing'] })],
    }),
  ).toEqual(['obstacle-owed-o', 'match-a', 'match-b', 'inform-s', 'hint-h'])
})

describe('of an own signaal waits', () => {
  test('a contradiction that a person must look at, also after it was closed', () => {
    const conflicts = [{ id: 'c', kind: 'answers-differ' as const, organisation: 'De Brug' }]
    expect(waiting({ sent: [sent({ state: 'closed', conflicts })] })).toEqual([
      {
        id: 'contradiction-c',
        kind: 'contradiction',
        screen: 'my-signals',
        signalId: 's',
        number: 'R-1',
        names: ['Sami'],
        with: 'De Brug',
        phone: null,
        ask: null,
        agreement: null,
        obstacle: null,
        dueOn: null,
        late: false,
        count: 1,
      },
    ])
  })

  test('the question of a coordinator for the name, until it is closed', () => {
    const nameAsked = { name: 'Joost', phone: '06-3' } as SentSignal['nameAsked']
    expect(waiting({ sent: [sent({ nameAsked })] })).toMatchObject([
      { id: 'name-s', kind: 'name-asked', signalId: 's', with: 'Joost', phone: '06-3', names: ['Sami'] },
    ])
    expect(waiting({ sent: [sent({ nameAsked, state: 'closed' })] })).toEqual([])
  })

  test('what the clock says is ours, late where it is late, and not while it stands still or is not ours', () => {
    const turn = (more: Partial<ClockView>, conversation: ConversationView | null = null): Task[] =>
      waiting({ sent: [sent({ answers: [answer({ clock: clock(more), conversation })] })] })
    expect(turn({ dueOn: YESTERDAY, late: true })).toMatchObject([
      { id: 'speak-s-Karim', kind: 'speak', with: 'Karim', phone: '06-2', dueOn: YESTERDAY, late: true },
    ])
    expect(turn({ stage: 'outcome' }, talk())).toMatchObject([
      { id: 'outcome-s-them', kind: 'outcome', dueOn: TODAY, late: false },
    ])
    for (const more of [{ ours: false }, { paused: true }, { stage: 'first-answer' as const }])
      expect(turn(more)).toEqual([])
    // It stays after it was passed on, so that who comes back finds it.
    expect(turn({ turn: 'coordinator' })).toHaveLength(1)
  })

  test('whether contact lasts, from its day until it was said', () => {
    const asked = (on: string, inContact: boolean | null = null) =>
      waiting({ sent: [sent({ followUp: { on, inContact } })] })
    expect(asked(TOMORROW)).toEqual([])
    expect(asked(TODAY)).toMatchObject([
      {
        id: 'follow-up-s',
        kind: 'follow-up',
        signalId: 's',
        dueOn: TODAY,
        late: false,
        with: null,
        phone: null,
      },
    ])
    expect(asked(YESTERDAY)).toMatchObject([{ late: true, dueOn: YESTERDAY }])
    for (const inContact of [true, false]) expect(asked(YESTERDAY, inContact)).toEqual([])
  })

  test('that the parents are told, or where that is not safe that somebody is consulted', () => {
    const informing = (dueOn: string | null, due = true) =>
      ({ due, dueOn }) as unknown as SentSignal['informing']
    const told = (more: Partial<SentSignal>) => waiting({ sent: [sent(more)] })
    expect(told({ informing: informing(YESTERDAY) })).toMatchObject([
      { id: 'inform-s', kind: 'inform', dueOn: YESTERDAY, late: true },
    ])
    expect(told({ informing: informing(TODAY), advice: 'not-to-parents' })).toMatchObject([
      { kind: 'consult', dueOn: TODAY, late: false },
    ])
    expect(told({ informing: informing(null) })).toMatchObject([{ dueOn: null, late: false }])
    expect(told({ informing: informing(YESTERDAY, false) })).toEqual([])
  })
})

describe('of a conversation waits', () => {
  const tasks = (item: EntryView, advice: SentSignal['advice'] = 'usual'): Task[] =>
    waiting({ sent: [sent({ advice, answers: [answer({ conversation: talk(item) })] })] })

  test('an ask or another proposal that is open, and nothing that leads to a family where that is not safe', () => {
    for (const kind of ['ask', 'propose'] as const) {
      const entry: Entry =
        kind === 'ask' ? { kind, ask: 'call-me' } : { kind, to: 'AAAAAAAA', ask: 'call-me' }
      expect(tasks(said(entry, { open: true }))).toMatchObject([
        { id: 'asked-ref', kind: 'asked', ask: 'call-me', with: 'Karim', dueOn: null, agreement: null },
      ])
      expect(tasks(said(entry))).toEqual([])
    }
    const visit = said({ kind: 'ask', ask: 'visit-together' }, { open: true })
    expect(tasks(visit)).toHaveLength(1)
    expect(tasks(visit, 'not-to-parents')).toEqual([])
    expect(tasks(said({ kind: 'text', text: 'Dag' }, { open: true }))).toEqual([])
  })

  test('what this person agreed to do today, whoever wrote it down', () => {
    const agreed = (
      by: 'me' | 'you' | 'both',
      mine: boolean,
      on: string = TODAY,
      what: 'call' | 'visit' = 'call',
    ) => said({ kind: 'agreement', by, what, on }, { mine })
    const byOf = (item: EntryView): unknown => tasks(item).map(({ agreement }) => agreement?.by)
    expect(byOf(agreed('me', true))).toEqual(['me'])
    expect(byOf(agreed('you', false))).toEqual(['me'])
    expect(byOf(agreed('both', true))).toEqual(['both'])
    expect(byOf(agreed('both', false))).toEqual(['both'])
    expect(byOf(agreed('you', true))).toEqual([])
    expect(byOf(agreed('me', false))).toEqual([])
    expect(byOf(agreed('me', true, YESTERDAY))).toEqual([])
    expect(byOf(agreed('me', true, TOMORROW))).toEqual([])
    expect(tasks(agreed('me', true))).toMatchObject([
      { id: 'agreement-ref', kind: 'agreement', dueOn: TODAY, late: false, agreement: { what: 'call' } },
    ])
    expect(tasks(agreed('me', true, TODAY, 'visit'))).toHaveLength(1)
    expect(tasks(agreed('me', true, TODAY, 'visit'), 'not-to-parents')).toEqual([])
  })
})

describe('of a signaal in which a child was recognised waits', () => {
  test('an answer, with whom to call and only the children that it may be', () => {
    expect(waiting({ matches: [match()] })).toMatchObject([
      {
        id: 'match-m',
        kind: 'possible-match',
        screen: 'possible-match',
        signalId: 'm',
        number: 'R-2',
        names: ['Noor'],
        with: 'Fatima',
        phone: '06-1',
        dueOn: TODAY,
        late: false,
      },
    ])
    expect(waiting({ matches: [match({ answerBy: YESTERDAY })] })).toMatchObject([{ late: true }])
  })

  test('who first consults is late from the day after the one they said', () => {
    const consulting = (on: string) => waiting({ matches: [match({ answerBy: YESTERDAY, consulting: on })] })
    expect(consulting(TOMORROW)).toMatchObject([{ kind: 'consulting', dueOn: TOMORROW, late: false }])
    expect(consulting(TODAY)).toMatchObject([{ dueOn: TODAY, late: false }])
    expect(consulting(YESTERDAY)).toMatchObject([{ dueOn: YESTERDAY, late: true }])
  })

  test('after the answer what the clock and the conversation say', () => {
    const ask = said({ kind: 'ask', ask: 'call-me' }, { open: true })
    const answered = match({ state: 'answered', clock: clock(), conversation: talk(ask) })
    expect(idsOf({ matches: [answered] })).toEqual(['speak-m', 'asked-ref'])
    expect(waiting({ matches: [match({ state: 'answered', clock: clock() })] })).toEqual([])
    expect(waiting({ matches: [match({ state: 'not-the-same' })] })).toEqual([])
  })

  test('no answer where the own signaal about the same child is open', () => {
    const links = [{ other: 'm' }, { other: 'h' }] as SentSignal['links']
    const all = { matches: [match()], hints: [hint()] }
    expect(idsOf({ ...all, sent: [sent({ links })] })).toEqual([])
    expect(idsOf({ ...all, sent: [sent({ links, state: 'closed' })] })).toEqual(['match-m', 'hint-h'])
    // What was answered before goes on.
    const answered = match({ state: 'answered', clock: clock(), conversation: talk() })
    expect(idsOf({ matches: [answered], sent: [sent({ links })] })).toEqual(['speak-m'])
  })

  test('a hint to look at, until somebody did', () => {
    expect(waiting({ hints: [hint()] })).toMatchObject([
      { id: 'hint-h', kind: 'hint', screen: 'possible-match', signalId: 'h', names: ['Noor'], dueOn: null },
    ])
    expect(waiting({ hints: [hint({ state: 'answered' }), hint({ state: 'not-the-same' })] })).toEqual([])
    expect(waiting({ hints: [hint({ consulting: TODAY })] })).toMatchObject([
      { kind: 'consulting', dueOn: TODAY, late: false },
    ])
    expect(waiting({ hints: [hint({ consulting: YESTERDAY })] })).toMatchObject([{ late: true }])
  })
})

describe('for a coordinator waits', () => {
  test('one line for all that are open longer than their term, as old as the oldest', () => {
    const neighbourhood = [
      wijk({ id: '1', answerBy: YESTERDAY }),
      wijk({ id: '2', answerBy: '2026-11-20' }),
      wijk({ id: '3', answerBy: TODAY }),
      wijk({ id: '4', answerBy: '2026-11-01', state: 'answered' }),
    ]
    expect(waiting({ neighbourhood })).toMatchObject([
      {
        id: 'neighbourhood',
        kind: 'neighbourhood',
        screen: 'neighbourhood',
        dueOn: '2026-11-20',
        late: true,
        count: 2,
        signalId: null,
      },
    ])
  })

  test('one line for all that were answered and have no end, which leads to the first', () => {
    const neighbourhood = [wijk(), wijk({ id: 'x', awaitsEnd: true }), wijk({ id: 'y', awaitsEnd: true })]
    expect(waiting({ neighbourhood })).toMatchObject([
      { id: 'neighbourhood-answered', kind: 'neighbourhood-answered', signalId: 'x', count: 2, dueOn: null },
    ])
  })

  test('who must be brought in contact with who asks, one by one', () => {
    const unnamedBy = [
      { organisationId: 'a', name: 'De Brug', contact: 'Jan', phone: '06-4' },
      { organisationId: 'b', name: 'Pip', contact: 'Els', phone: '06-5' },
    ]
    expect(waiting({ neighbourhood: [wijk({ introduces: true, unnamedBy })] })).toMatchObject([
      {
        id: 'introduce-w-a',
        kind: 'introduce',
        signalId: 'w',
        number: 'R-3',
        names: ['De Brug'],
        with: 'Fatima',
        phone: '06-4',
      },
      { id: 'introduce-w-b', names: ['Pip'], phone: '06-5' },
    ])
    expect(waiting({ neighbourhood: [wijk({ unnamedBy })] })).toEqual([])
  })

  test('the proposal of a colleague for a line behind, until it was confirmed or the signaal ended; never an own one', () => {
    const proposal = (more: object = {}) =>
      [
        { id: 'e', name: 'Joost', mine: false, confirmed: false, ...more },
      ] as NeighbourhoodSignal['escalations']
    const asked = (more: Partial<NeighbourhoodSignal>) => waiting({ neighbourhood: [wijk(more)] })
    expect(asked({ escalations: proposal() })).toMatchObject([
      {
        id: 'confirm-e',
        kind: 'second-asked',
        screen: 'neighbourhood',
        signalId: 'w',
        number: 'R-3',
        with: 'Joost',
      },
    ])
    expect(asked({ escalations: proposal(), state: 'closed' })).toEqual([])
    expect(asked({ escalations: proposal({ mine: true }) })).toEqual([])
    expect(asked({ escalations: proposal({ confirmed: true }) })).toEqual([])
  })
})

test('of an obstacle waits the answer that is owed here, and one that came and was not opened', () => {
  const about = { screen: 'obstacles', signalId: 'o', number: 'WK999801', obstacle: 'waiting-list' }
  expect(waiting({ obstacles: [obstacle({ owed: true })] })).toMatchObject([
    { ...about, id: 'obstacle-owed-o', kind: 'obstacle-owed', dueOn: TODAY, late: false },
  ])
  expect(waiting({ obstacles: [obstacle({ owed: true, answerBy: YESTERDAY })] })).toMatchObject([
    { late: true },
  ])
  expect(waiting({ obstacles: [obstacle({ news: true })] })).toMatchObject([
    { ...about, id: 'obstacle-answered-o', kind: 'obstacle-answered', dueOn: null, late: false },
  ])
})
