/**
 * Mijn dag: everything that waits for this person, in one list, what is late first. Made from what the other
 * screens show. Pure.
 */
import { mayAgreeOn, mayAskOf, type ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import { compareText } from '../../../shared/order.ts'
import type { ClockView, ConversationView } from '../../../shared/api/conversation.ts'
import type { HintView, PossibleMatch } from '../../../shared/api/possible-match.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import type { Task } from '../../../shared/api/my-day.ts'

export interface Waiting {
  readonly sent: readonly SentSignal[]
  readonly matches: readonly PossibleMatch[]
  readonly hints: readonly HintView[]
  readonly neighbourhood: readonly NeighbourhoodSignal[]
  readonly obstacles: readonly ObstacleView[]
}

const NOTHING = {
  signalId: null,
  number: null,
  names: [] as string[],
  with: null,
  phone: null,
  ask: null,
  agreement: null,
  obstacle: null,
  dueOn: null,
  late: false,
  count: 1,
}
type About = Pick<Task, 'screen' | 'signalId' | 'number' | 'names' | 'with' | 'phone'>

/** Asks of the other that are open, and what is agreed for today. */
const saidTasks = (about: About, { items }: ConversationView, today: string, advice: ParentsAdvice): Task[] =>
  items.flatMap(({ ref, open, mine, entry }): Task[] => {
    if (open && (entry.kind === 'ask' || entry.kind === 'propose') && mayAskOf(entry.ask, advice))
      return [{ ...NOTHING, ...about, id: `asked-${ref}`, kind: 'asked', ask: entry.ask }]
    if (entry.kind !== 'agreement' || entry.on !== today || !mayAgreeOn(entry.what, advice)) return []
    const by = entry.by === 'both' ? 'both' : (entry.by === 'me') === mine ? 'me' : 'you'
    return by === 'you'
      ? []
      : [
          {
            ...NOTHING,
            ...about,
            id: `agreement-${ref}`,
            kind: 'agreement',
            agreement: { by, what: entry.what },
            dueOn: entry.on,
          },
        ]
  })

/**
 * What the clock says is this person's to do after an answer. It stays after it was passed on: who comes back
 * must find it.
 */
const turnTasks = (about: About, clock: ClockView | null, id: string): Task[] =>
  clock?.ours && !clock.paused && clock.stage !== 'first-answer'
    ? [
        {
          ...NOTHING,
          ...about,
          id: `${clock.stage}-${id}`,
          kind: clock.stage,
          dueOn: clock.dueOn,
          late: clock.late,
        },
      ]
    : []

const ofSent = (signal: SentSignal, today: string): Task[] => {
  const about = {
    screen: 'my-signals' as const,
    signalId: signal.id,
    number: signal.number,
    names: signal.children.map(({ name }) => name),
  }
  const nobody: About = { ...about, with: null, phone: null }
  const { followUp, informing } = signal
  return [
    ...signal.conflicts.map(({ id, organisation }): Task => ({
      ...NOTHING,
      ...about,
      id: `contradiction-${id}`,
      kind: 'contradiction',
      with: organisation,
    })),
    ...(signal.nameAsked && signal.state !== 'closed'
      ? [
          {
            ...NOTHING,
            ...about,
            id: `name-${signal.id}`,
            kind: 'name-asked' as const,
            with: signal.nameAsked.name,
            phone: signal.nameAsked.phone,
          },
        ]
      : []),
    ...signal.answers.flatMap(({ name, phone, clock, conversation }): Task[] => {
      const one: About = { ...about, with: name, phone }
      return [
        ...turnTasks(one, clock, `${signal.id}-${conversation?.responder ?? name}`),
        ...(conversation ? saidTasks(one, conversation, today, signal.advice) : []),
      ]
    }),
    ...(followUp && followUp.inContact === null && followUp.on <= today
      ? [
          {
            ...NOTHING,
            ...nobody,
            id: `follow-up-${signal.id}`,
            kind: 'follow-up' as const,
            dueOn: followUp.on,
            late: followUp.on < today,
          },
        ]
      : []),
    ...(informing.due
      ? [
          {
            ...NOTHING,
            ...nobody,
            id: `inform-${signal.id}`,
            kind: signal.advice === 'usual' ? ('inform' as const) : ('consult' as const),
            dueOn: informing.dueOn,
            late: informing.dueOn !== null && informing.dueOn < today,
          },
        ]
      : []),
  ]
}

/** Who first consults is not late while that lasts: it comes back on the day they said. */
const toAnswer = (
  consulting: string | null,
  answerBy: string,
  today: string,
): Pick<Task, 'kind' | 'dueOn' | 'late'> =>
  consulting === null
    ? { kind: 'possible-match', dueOn: answerBy, late: answerBy < today }
    : { kind: 'consulting', dueOn: consulting, late: consulting < today }

const ofMatch = (match: PossibleMatch, today: string): Task[] => {
  const about: About = {
    screen: 'possible-match',
    signalId: match.id,
    number: match.number,
    names: match.children.filter(({ notTheSame }) => !notTheSame).map(({ name }) => name),
    with: match.content.requester.name,
    phone: match.content.requester.phone,
  }
  if (match.state === 'new')
    return [
      {
        ...NOTHING,
        ...about,
        id: `match-${match.id}`,
        ...toAnswer(match.consulting, match.answerBy, today),
      },
    ]
  const { clock, conversation } = match
  return conversation
    ? [...turnTasks(about, clock, match.id), ...saidTasks(about, conversation, today, match.advice)]
    : []
}

/**
 * For a coordinator one line: how many wait longer than their term; and one: how many were answered and have
 * no end. Each proposal of a colleague that waits for a second one by itself.
 */
const ofNeighbourhood = (neighbourhood: readonly NeighbourhoodSignal[], today: string): Task[] => {
  const late = neighbourhood.filter(({ state, answerBy }) => state === 'open' && answerBy < today)
  const [oldest] = late.map(({ answerBy }) => answerBy).sort()
  const unfinished = neighbourhood.filter((signal) => signal.awaitsEnd)
  return [
    ...(oldest === undefined
      ? []
      : [
          {
            ...NOTHING,
            id: 'neighbourhood',
            kind: 'neighbourhood' as const,
            screen: 'neighbourhood' as const,
            dueOn: oldest,
            late: true,
            count: late.length,
          },
        ]),
    ...(unfinished.length === 0
      ? []
      : [
          {
            ...NOTHING,
            id: 'neighbourhood-answered',
            kind: 'neighbourhood-answered' as const,
            screen: 'neighbourhood' as const,
            signalId: unfinished[0]!.id,
            count: unfinished.length,
          },
        ]),
    ...neighbourhood.flatMap(({ id, number, requester, introduces, unnamedBy }) =>
      introduces
        ? unnamedBy.map(({ organisationId, name, phone }): Task => ({
            ...NOTHING,
            id: `introduce-${id}-${organisationId}`,
            kind: 'introduce',
            screen: 'neighbourhood',
            signalId: id,
            number,
            names: [name],
            with: requester,
            phone,
          }))
        : [],
    ),
    ...neighbourhood.flatMap(({ id, number, state, escalations }) =>
      state === 'closed'
        ? []
        : escalations
            .filter(({ mine, confirmed }) => !mine && !confirmed)
            .map((escalation): Task => ({
              ...NOTHING,
              id: `confirm-${escalation.id}`,
              kind: 'second-asked',
              screen: 'neighbourhood',
              signalId: id,
              number,
              with: escalation.name,
            })),
    ),
  ]
}

/** An answer that is owed here, and one that came to who raised it and was not opened yet. */
const ofObstacle = (
  { ref, kind, neighbourhood, owed, news, answerBy }: ObstacleView,
  today: string,
): Task[] => {
  const about = {
    ...NOTHING,
    screen: 'obstacles' as const,
    signalId: ref,
    number: neighbourhood,
    obstacle: kind,
  }
  return [
    ...(owed
      ? [
          {
            ...about,
            id: `obstacle-owed-${ref}`,
            kind: 'obstacle-owed' as const,
            dueOn: answerBy,
            late: answerBy < today,
          },
        ]
      : []),
    ...(news ? [{ ...about, id: `obstacle-answered-${ref}`, kind: 'obstacle-answered' as const }] : []),
  ]
}

/**
 * Signalen of others that were brought together with an own one: who looks for the child too has no answer to
 * give.
 */
const soughtToo = (sent: readonly SentSignal[]): ReadonlySet<string> =>
  new Set(sent.flatMap(({ state, links }) => (state === 'closed' ? [] : links.map(({ other }) => other))))

/** Late ones first, the longest waiting on top; what has no date comes last. */
const byUrgency = (a: Task, b: Task): number =>
  compareText(a.dueOn ?? '9', b.dueOn ?? '9') || compareText(a.id, b.id)

export const tasksOf = (
  { sent, matches, hints, neighbourhood, obstacles }: Waiting,
  today: string,
): Task[] => {
  const sought = soughtToo(sent)
  return [
    ...sent.flatMap((signal) => ofSent(signal, today)),
    ...matches.flatMap((match) =>
      match.state === 'new' && sought.has(match.id) ? [] : ofMatch(match, today),
    ),
    ...hints
      .filter(({ id, state }) => state === 'new' && !sought.has(id))
      .map((hint): Task => ({
        ...NOTHING,
        id: `hint-${hint.id}`,
        ...(hint.consulting === null
          ? { kind: 'hint' as const }
          : { kind: 'consulting' as const, dueOn: hint.consulting, late: hint.consulting < today }),
        screen: 'possible-match',
        signalId: hint.id,
        names: hint.children.map(({ name }) => name),
      })),
    ...ofNeighbourhood(neighbourhood, today),
    ...obstacles.flatMap((obstacle) => ofObstacle(obstacle, today)),
  ].sort(byUrgency)
}
