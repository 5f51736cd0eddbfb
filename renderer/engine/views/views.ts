/** Projections: what the interface shows, computed from the state. Pure. */
import { rulesView } from '../directory/agreements.ts'
import { absenceView } from '../commands/caseload/absence.ts'
import { caseloadSummary } from '../commands/caseload/caseload.ts'
import { alikeBySignal, linkedBySignal } from '../core/alike.ts'
import { attemptsAt, timesOf } from '../core/attempts.ts'
import { localDateOf } from '../core/dates.ts'
import type { Memo } from '../core/memo.ts'
import { tasksOf } from '../core/my-day.ts'
import { parentsBySignal, parentsOf } from '../core/parents-words.ts'
import type { Thread } from '../core/thread.ts'
import { figuresView } from './neighbourhoods.ts'
import { deviceNames } from '../directory/device-names.ts'
import { organisationViews, administrationView } from './administration.ts'
import { obstaclesView } from './obstacles.ts'
import { oversightView } from './oversight.ts'
import { ownView } from '../commands/settings/own.ts'
import { type State, firstDeviceOf } from '../store/state.ts'
import type { SyncStatus } from '../sync/sync-parts.ts'
import { matchView, hintView } from './possible-match.ts'
import { sentView } from './my-signals.ts'
import { waitingReasons, reasonOf } from './shared.ts'
import { syncView, storageView } from './sync.ts'
import { coordinatorNames, type Names, neighbourhoodView } from './triage.ts'
import type { Views } from '../../../shared/api/api.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { mayDo } from '../../../shared/membership/roles.ts'
import { compareText } from '../../../shared/order.ts'

/** Two of one moment stand in the same order on every device and after every start. */
const newestFirst = (a: Thread, b: Thread): number =>
  compareText(b.filedAt, a.filedAt) || compareText(a.id, b.id)

/** What is past its date is not shown, also in the moments before it is deleted. */
const aliveOn =
  (day: number) =>
  ({ expiresDay }: { expiresDay: number }): boolean =>
    expiresDay > day

/** What several views are made from. */
const selectShared = (state: State, day: number, memo: Memo) => {
  const { revisions, directory, identity } = state
  const isAlive = aliveOn(day)
  const threads = memo.slice('threads', [revisions.threads, day], () =>
    [...state.threads.values()].filter(isAlive).sort(newestFirst),
  )
  const denying = memo.slice('denying', [threads], () =>
    threads.filter(({ notTheSame }) => notTheSame.length > 0),
  )
  const reasons = memo.slice('reasons', [revisions.outbox, JSON.stringify([...state.waitingFor])], () =>
    waitingReasons(state),
  )
  const carried = memo.slice(
    'carried',
    [revisions.outbox],
    () =>
      new Map(
        [...state.outbox.values()].flatMap(({ threadId, content, carriedAt }) =>
          content.type === 'signal' && carriedAt ? [[threadId, carriedAt] as const] : [],
        ),
      ),
  )
  const alike = memo.slice('alike', [threads, revisions.hints], () =>
    alikeBySignal(threads, [...state.hints.values()].filter(isAlive)),
  )
  const linked = memo.slice('linked', [threads], () => linkedBySignal(threads))
  const said = memo.slice('parents', [threads, revisions.children], () => parentsBySignal(state))
  // Text, so that a row is made again only where it says something else.
  const saidOf = ({ id }: Thread): string => JSON.stringify(said.get(id) ?? null)
  const named = memo.slice('named', [threads], () => JSON.stringify([...coordinatorNames(threads)]))
  const labels = memo.slice('labels', [directory, identity, state.organisationKeys.size], (): Names =>
    mayDo(identity.device.roles, 'coordination') || mayDo(identity.device.roles, 'admit-device')
      ? deviceNames(state)
      : new Map(),
  )
  const names = memo.slice(
    'names',
    [named, labels],
    (): Names =>
      new Map([
        ...[...labels].map(([id, name]) => [firstDeviceOf(state, id), name] as const),
        ...(JSON.parse(named) as [string, string][]),
      ]),
  )
  return { threads, denying, reasons, carried, alike, linked, said, saidOf, labels, names }
}
type Shared = ReturnType<typeof selectShared>

/** The signalen that wait for somebody: sent, matched, hinted at, and those of a coordinator. */
const waitingViews = (state: State, selected: Shared, day: number, today: string, memo: Memo) => {
  const { revisions, directory, identity } = state
  const { threads, denying, reasons, carried, alike, linked, said, saidOf, names } = selected
  const isAlive = aliveOn(day)
  const shared = [directory, identity, revisions.children] as const
  return {
    sent: memo.slice('sent', [threads, alike, reasons, carried, today, ...shared], () =>
      memo.rows(
        'sent',
        threads.filter(({ part }) => part === 'requester'),
        (thread) => [
          reasonOf(reasons, thread),
          carried.get(thread.id),
          alike.get(thread.id),
          saidOf(thread),
          today,
          ...shared,
        ],
        (thread) =>
          sentView(
            state,
            thread,
            reasonOf(reasons, thread),
            carried.get(thread.id) ?? null,
            alike.get(thread.id) ?? [],
            parentsOf(said, thread.id),
            today,
          ),
      ),
    ),
    matches: memo.slice('matches', [threads, today, ...shared], () =>
      memo.rows(
        'matches',
        threads.filter(({ part }) => part === 'responder'),
        (thread) => [denying.length > 0 ? threads : null, saidOf(thread), today, ...shared],
        (thread) => matchView(state, thread, denying, parentsOf(said, thread.id), today),
      ),
    ),
    hints: memo.slice('hints', [revisions.hints, revisions.outbox, threads, ...shared], () =>
      [...state.hints.values()]
        .filter((hint) => isAlive(hint) && !state.threads.has(hint.id))
        .map((hint) => hintView(state, hint))
        .sort((a, b) => (a.receivedOn < b.receivedOn ? 1 : -1)),
    ),
    neighbourhood: memo.slice('neighbourhood', [threads, names, directory, today], () =>
      memo.rows(
        'neighbourhood',
        threads.filter(({ coordinator }) => coordinator),
        (thread) => [linked.get(thread.id), saidOf(thread), names, directory, today],
        (thread) =>
          neighbourhoodView(
            state,
            thread,
            linked.get(thread.id) ?? [],
            names,
            parentsOf(said, thread.id),
            today,
          ),
      ),
    ),
  }
}

/** `memo` is of this state alone: what did not change is the same object as the last time. */
export const openViews = (
  state: State,
  status: SyncStatus,
  now: Date,
  memo: Memo,
): Omit<Views, 'session' | 'importing'> => {
  const { revisions, directory, identity } = state
  const today = localDateOf(now.toISOString())
  const day = dayNumber(now)
  const selected = selectShared(state, day, memo)
  const { threads, labels } = selected
  const waiting = waitingViews(state, selected, day, today, memo)
  const obstacles = memo.slice('obstacles', [state.meta.obstacles, directory, identity, today, day], () =>
    obstaclesView(state, now, today),
  )
  return {
    ...waiting,
    obstacles,
    attempts: memo.slice('attempts', [state.meta.attempts, revisions.children, today], () =>
      Object.entries(attemptsAt(state.meta.attempts ?? {}, today, (id) => state.children.has(id))).map(
        ([childId, tried]) => ({ childId, tried: [...tried], times: timesOf(tried) }),
      ),
    ),
    day: memo.slice(
      'day',
      [waiting.sent, waiting.matches, waiting.hints, waiting.neighbourhood, obstacles, today],
      () => tasksOf({ ...waiting, obstacles: obstacles.board }, today),
    ),
    sync: syncView(state, status, now, memo),
    own: memo.slice(
      'own',
      [state.escalations.size, state.meta.secrecy, state.meta.safeguarding, directory, identity],
      () => ownView(state),
    ),
    storage: storageView(state),
    caseload: caseloadSummary(state, now),
    absence: memo.slice(
      'absence',
      [state.meta.absence, state.meta.school, revisions.children, identity, today],
      () => absenceView(state, today),
    ),
    logbook: memo.slice('logbook', [revisions.log], () =>
      [...state.log.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, 500),
    ),
    draft: state.meta.draft ?? null,
    organisations: memo.slice('organisations', [directory, identity], () => organisationViews(state)),
    figures: memo.slice('figures', [threads, state.meta.tallies, identity, today], () =>
      figuresView(state, threads, today, memo),
    ),
    areas: state.meta.areas ?? null,
    rules: memo.slice('rules', [directory, identity, today], () => rulesView(state, today)),
    oversight: oversightView(state, now, today, memo),
    administration: memo.slice(
      'administration',
      [directory, identity, labels, revisions.invites, revisions.counters],
      () => administrationView(state, labels),
    ),
  }
}
