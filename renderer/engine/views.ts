/** Projections: what the interface shows, computed from the state. Pure. */
import { fullName } from '../../shared/domain/child.ts'
import { compareText } from '../../shared/order.ts'
import { coordinates, mayDo } from '../../shared/membership/roles.ts'
import { FAMILY_KEY } from '../../shared/matching/key-types.ts'
import { deviceNow } from '../../shared/membership/directory.ts'
import type { ErrorName } from '../../shared/errors.ts'
import { dayNumber, isoDateOfDay, epochNumber } from '../../shared/calendar/time.ts'
import type { CoordinatedView, SentSignal, TimelineEntry } from '../../shared/api/sent-signals.ts'
import type { HintView, PossibleMatch } from '../../shared/api/matches.ts'
import type { NeighbourhoodSignal } from '../../shared/api/triage.ts'
import type { StorageView } from '../../shared/api/session.ts'
import type { SyncView } from '../../shared/api/sync.ts'
import type { Views } from '../../shared/api/api.ts'
import { appealsAbout, isOwnAppeal } from './appeals.ts'
import { lookedOf, lookers, missingOf } from './pitch.ts'
import { isBehind } from '../../shared/domain/linies.ts'
import { oversightView } from './oversight.ts'
import { absenceView } from './commands/absence.ts'
import { caseloadSummary } from './commands/caseload.ts'
import { alikeBySignal, linkedBySignal, type Alike, type Linked } from './core/alike.ts'
import { attemptsAt, timesOf } from './core/attempts.ts'
import { certaintyOf, comparisonsOf, identityRows } from './core/comparison.ts'
import {
  answererReads,
  askerReads,
  awaitsEnd,
  clockView,
  conversationView,
  followUpView,
} from './contact-views.ts'
import { foldConversation } from './core/conversation.ts'
import { lookedShown, nameAsked, takenBy } from './core/coordination.ts'
import { agreementsOf, rulesView } from './agreements.ts'
import { figuresView } from './figures.ts'
import { answerBy, localDateOf } from './core/dates.ts'
import { tasksOf } from './core/my-day.ts'
import { addresseeOn, informingOf } from './core/informing.ts'
import { parentsBySignal, parentsOf, type ParentsView } from './core/parents-words.ts'
import {
  foldThread,
  ownEnd,
  type Coordinated,
  type MatchedChild,
  type Thread,
  type ThreadState,
} from './core/thread.ts'
import type { Memo } from './core/memo.ts'
import { clockOffMinutes } from './core/trusted-time.ts'
import { administrationView, deviceNames, organisationViews } from './member-views.ts'
import { firstDeviceOf, type State } from './store/state.ts'
import type { Hint, Watched } from './store/rows.ts'
import { ownView } from './own.ts'
import { obstaclesView } from './obstacle-views.ts'
import { roomView } from './sync/room.ts'
import { childrenToTokenise } from './sync/tokens.ts'
import { isTooLong } from './core/silence.ts'
import { passingOn } from './outbox/address.ts'
import { isPersons, pendingHash } from './outbox/queue.ts'
import type { SyncStatus } from './sync/sync.ts'

const nameOf = (state: State, organisationId: string): string =>
  state.directory.organisations.get(organisationId)?.name ?? organisationId

/** Of any device of a line of moves; of one that was revoked too. */
const organisationOfDevice = (state: State, deviceId: string): string => {
  const device = deviceNow(state.directory, deviceId) ?? state.directory.revoked.get(deviceId)?.device
  return nameOf(state, device?.organisationId ?? '')
}

/** Why events that wait to leave could not, by the hash that stands in their thread. */
const waitingReasons = (state: State): ReadonlyMap<string, ErrorName> =>
  new Map(
    [...state.outbox.values()].flatMap(({ order }) => {
      const code = state.waitingFor.get(order)
      return code ? [[pendingHash(order), code] as const] : []
    }),
  )
const reasonOf = (reasons: ReadonlyMap<string, ErrorName>, thread: Thread): ErrorName | null =>
  reasons.size === 0
    ? null
    : (thread.events.map(({ hash }) => reasons.get(hash)).find((code) => code !== undefined) ?? null)

const timelineOf = (
  state: State,
  thread: Thread,
  folded: ThreadState,
  { namesOnward }: ParentsView,
): TimelineEntry[] => {
  const entry = (
    at: string,
    kind: TimelineEntry['kind'],
    more: Partial<TimelineEntry> = {},
  ): TimelineEntry => ({ at, kind, who: null, answer: null, outcome: null, onward: null, ...more })
  const entries = [entry(thread.filedAt, 'filed')]
  if (folded.sentAt) entries.push(entry(folded.sentAt, 'sent'))
  for (const answer of folded.answers) {
    entries.push(
      entry(answer.at, 'answer', {
        who: nameOf(state, answer.organisationId),
        answer: answer.content.answer,
      }),
    )
    if (answer.outcome)
      entries.push(
        entry(answer.at, 'their-outcome', {
          who: nameOf(state, answer.organisationId),
          outcome: answer.outcome,
          onward: namesOnward ? answer.onward : null,
        }),
      )
  }
  if (folded.askerOutcomeAt)
    entries.push(
      entry(folded.askerOutcomeAt, 'own-outcome', {
        outcome: folded.askerOutcome,
        onward: namesOnward ? folded.askerOnward : null,
      }),
    )
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const coordinatedView = ({ at, deed, reason, by, deviceId }: Coordinated): CoordinatedView => ({
  at,
  deed,
  reason,
  name: by.name,
  function: by.function,
  phone: by.phone,
  deviceId,
})

const answerByOf = (state: State, thread: Thread): string =>
  answerBy(localDateOf(thread.signal.sentAt), thread.signal.urgency, agreementsOf(state, thread).terms)

const sentStateOf = (folded: ThreadState): SentSignal['state'] => {
  if (folded.askerOutcome) return 'closed'
  if (!folded.sent) return 'waiting'
  const isSure = folded.answers.some(({ content }) => content.answer !== 'perhaps-call-me')
  return isSure ? 'answered' : 'open'
}

const sentView = (
  state: State,
  thread: Thread,
  waitingFor: ErrorName | null,
  carriedAt: string | null,
  alike: readonly Alike[],
  parents: ParentsView,
  today: string,
): SentSignal => {
  const folded = foldThread(thread)
  const addressees = thread.childIds.map((id, i) =>
    addresseeOn(state.children.get(id)?.birthDate, thread.signal.children[i], today),
  )
  const { type: _, asker: __, sentAt: ___, ...content } = thread.signal
  const asked = nameAsked(folded)
  return {
    id: thread.id,
    ...parents,
    number: thread.signal.number,
    content,
    note: thread.note,
    children: thread.childIds.map((id, i) => {
      const child = state.children.get(id)
      return {
        name: child ? fullName(child) : thread.signal.number,
        group: child?.group ?? null,
        addressee: addressees[i]!,
      }
    }),
    state: sentStateOf(folded),
    waitingFor,
    carriedAt: folded.sent ? null : carriedAt,
    filedAt: thread.filedAt,
    sentAt: folded.sentAt,
    disappearsOn: isoDateOfDay(thread.expiresDay),
    answerBy: answerByOf(state, thread),
    looked: lookedShown(lookedOf(state, thread, folded).length),
    of: lookers(state, thread).length,
    clock:
      folded.sent && folded.answers.length === 0
        ? clockView(state, thread, folded, null, null, 'asker', today)
        : null,
    followUp: followUpView(state, thread, folded),
    answers: folded.answers.map((seen) => {
      const { content: answer, organisationId, deviceId, at, outcome, onward } = seen
      const conversation = seen.replyKey ? foldConversation(thread, deviceId) : null
      return {
        organisation: nameOf(state, organisationId),
        name: answer.by.name,
        function: answer.by.function,
        phone: answer.answer === 'contact-parents-first' ? null : answer.by.phone,
        answer: answer.answer,
        at,
        outcome,
        onward: parents.namesOnward ? onward : null,
        conversation:
          conversation && conversationView(conversation, deviceId, 'asker', answererReads(state, seen)),
        clock: clockView(state, thread, folded, seen, conversation, 'asker', today),
      }
    }),
    coordinated: folded.coordinated.map(coordinatedView),
    nameAsked: asked && coordinatedView(asked),
    lines: folded.lines.map(({ organisationId, deed, reason, by, at }) => ({
      organisation: deed === 'ask' ? null : nameOf(state, organisationId),
      deed,
      reason,
      name: by.name,
      at,
    })),
    appeals: appealsAbout(state, thread).map(({ organisationId, at, seconded }) => ({
      organisation: nameOf(state, organisationId),
      at,
      seconded: seconded?.at ?? null,
    })),
    alike: alike
      .filter(({ other }) => !folded.together.some((one) => one.other === other))
      .map(({ other, kin, childIds }) => {
        const theirs = state.threads.get(other)
        return {
          other,
          kin,
          number: theirs?.signal.number ?? null,
          organisation: theirs ? nameOf(state, theirs.askerOrganisationId) : null,
          names: childIds.flatMap((id) => {
            const child = state.children.get(id)
            return child ? [fullName(child)] : []
          }),
        }
      }),
    together: folded.together.map((one) => {
      const theirs = state.threads.get(one.other)
      const organisation =
        theirs?.askerOrganisationId ??
        (one.organisationId === thread.askerOrganisationId ? null : one.organisationId)
      return {
        other: one.other,
        kin: one.kin,
        number: theirs?.signal.number ?? null,
        organisation: organisation && nameOf(state, organisation),
        with: one.with ?? theirs?.signal.asker ?? null,
        mine: one.deviceId === state.identity.firstDeviceId,
        merged: one.merged,
        waiting: one.waiting,
        at: one.at,
      }
    }),
    conflicts: folded.conflicts.map(({ id, kind, organisationId }) => ({
      id,
      kind,
      organisation: nameOf(state, organisationId),
    })),
    outcome: folded.askerOutcome,
    onward: parents.namesOnward ? folded.askerOnward : null,
    timeline: timelineOf(state, thread, folded, parents),
    informing: informingOf(thread, addressees, today, folded),
  }
}

/**
 * The last time a person said 'not the same' of this child where exactly these keys agreed. `denying`:
 * threads in which somebody did.
 */
const deniedBefore = (
  denying: readonly Thread[],
  thread: Thread,
  { childId, types }: MatchedChild,
): { number: string; on: string } | null => {
  const earlier = denying.filter(
    (other) =>
      other.id !== thread.id &&
      other.notTheSame.includes(childId) &&
      other.matched.some((match) => match.childId === childId && match.types.join() === types.join()),
  )
  const last = earlier.sort((x, y) => (x.filedAt < y.filedAt ? 1 : -1))[0]
  return last ? { number: last.signal.number, on: localDateOf(last.filedAt) } : null
}

const matchView = (
  state: State,
  thread: Thread,
  denying: readonly Thread[],
  parents: ParentsView,
  today: string,
): PossibleMatch => {
  const folded = foldThread(thread)
  const { device, firstDeviceId } = state.identity
  const own =
    folded.answers.find(({ deviceId }) => deviceId === firstDeviceId) ??
    folded.answers.find(({ organisationId }) => organisationId === device.organisationId)
  const children = thread.matched.flatMap(({ childId, types }) => {
    const child = state.children.get(childId)
    if (!child) return []
    return [
      {
        childId,
        name: fullName(child),
        birthDate: child.birthDate,
        group: child.group ?? null,
        comparisons: comparisonsOf(child, types, thread.signal, thread.matched.length, today),
        certainty: certaintyOf(types),
        notTheSame: thread.notTheSame.includes(childId),
        deniedBefore: deniedBefore(denying, thread, { childId, types }),
      },
    ]
  })
  const denied = children.length > 0 && children.every(({ notTheSame }) => notTheSame)
  const mine = own?.deviceId === firstDeviceId ? own : null
  const shielding = folded.shielding.find(({ organisationId }) => organisationId === device.organisationId)
  const end = ownEnd(thread, device.organisationId)
  const conversation = mine && thread.ownReply ? foldConversation(thread, firstDeviceId) : null
  const ownState = (): 'answer-waiting' | 'answered' | 'not-the-same' | 'new' => {
    const given = own ?? shielding
    if (given) return given.waiting ? 'answer-waiting' : 'answered'
    return denied ? 'not-the-same' : 'new'
  }
  return {
    id: thread.id,
    ...parents,
    number: thread.signal.number,
    children,
    content: thread.signal,
    organisation: nameOf(state, thread.askerOrganisationId),
    receivedAt: thread.events.find(({ content }) => content.type === 'signal')?.receivedAt ?? thread.filedAt,
    answerBy: answerByOf(state, thread),
    disappearsOn: isoDateOfDay(thread.expiresDay),
    state: folded.askerOutcome ? 'closed' : ownState(),
    consulting: thread.consulting ?? null,
    crossed: folded.conflicts.some(
      ({ kind, organisationId }) =>
        kind === 'answered-after-close' && organisationId === device.organisationId,
    ),
    appeal: appealOf(state, thread),
    canShield: passingOn(state, thread).length > 0,
    ourAnswer: own?.content.answer ?? (shielding ? 'in-view-shielded' : null),
    ourOutcome: end?.outcome ?? null,
    ourOnward: parents.namesOnward ? (end?.onward ?? null) : null,
    theirOutcome: folded.askerOutcome,
    theirOnward: parents.namesOnward ? folded.askerOnward : null,
    askerReads: askerReads(state, thread),
    conversation:
      conversation && conversationView(conversation, firstDeviceId, 'knower', askerReads(state, thread)),
    clock:
      denied || shielding || (own && !mine)
        ? null
        : clockView(state, thread, folded, mine, conversation, 'knower', today),
  }
}

const hintView = (state: State, hint: Hint): HintView => {
  const children = hint.matched.flatMap(({ childId, types }) => {
    const child = state.children.get(childId)
    return child
      ? [
          {
            childId,
            name: fullName(child),
            birthDate: child.birthDate,
            group: child.group ?? null,
            comparisons: identityRows(child, types, []),
            notTheSame: hint.notTheSame.includes(childId),
          },
        ]
      : []
  })
  const waiting = [...state.outbox.values()].some(({ threadId }) => threadId === hint.id)
  const denied = children.length > 0 && children.every(({ notTheSame }) => notTheSame)
  const about = hint.matched.every(({ types }) => types.every((type) => type === FAMILY_KEY))
    ? 'family'
    : 'child'
  return {
    id: hint.id,
    about,
    children,
    receivedOn: localDateOf(hint.receivedAt),
    consulting: hint.consulting ?? null,
    disappearsOn: isoDateOfDay(hint.expiresDay),
    state: hint.answered ? (waiting ? 'answer-waiting' : 'answered') : denied ? 'not-the-same' : 'new',
  }
}

const neighbourhoodView = (
  state: State,
  thread: Thread,
  together: readonly Linked[],
  names: Names,
  { advice }: ParentsView,
  today: string,
): NeighbourhoodSignal => {
  const folded = foldThread(thread)
  const sentOn = localDateOf(thread.signal.sentAt)
  const { number, neighbourhood, organisationKind, lostSince, urgency, children, attempts, parents, asker } =
    thread.signal
  return {
    id: thread.id,
    advice,
    number,
    neighbourhood,
    organisationKind,
    lostSince,
    urgency,
    children,
    attempts,
    parents,
    sentOn,
    organisation: nameOf(state, thread.askerOrganisationId),
    asker: asker.name,
    askerPhone: asker.phone,
    answerBy: answerByOf(state, thread),
    disappearsOn: isoDateOfDay(thread.expiresDay),
    state: folded.askerOutcome ? 'closed' : folded.someoneAnswered ? 'answered' : 'open',
    outcome: folded.askerOutcome,
    awaitsEnd: awaitsEnd(state, thread, folded, today),
    ...shieldView(state, thread, folded),
    organisationId: thread.askerOrganisationId,
    linie: state.directory.organisations.get(thread.askerOrganisationId)?.linie ?? 'midfield',
    missing: missingOf(state, thread),
    ...linesView(state, thread, folded),
    together: [...together],
    looked: folded.covered?.looked ?? null,
    of: lookers(state, thread).length,
    ...coordinationView(state, thread, folded, names),
  }
}

/** Only the device that passed it on was named to the asker, unless a colleague took the signaal since. */
const shieldView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
): Pick<NeighbourhoodSignal, 'shieldedBy' | 'introduces'> => {
  const own = state.identity.firstDeviceId
  const holder = takenBy(folded)
  const passedOn = folded.answers.some(
    ({ deviceId, content }) => deviceId === own && content.answer === 'in-view-shielded',
  )
  return {
    shieldedBy: folded.shielding.map(({ organisationId }) => {
      const { details, organisations } = state.directory
      const contact = (details.get(organisationId) ?? organisations.get(organisationId))?.contact
      return {
        organisationId,
        name: nameOf(state, organisationId),
        contact: contact?.name ?? '',
        phone: contact?.phone ?? '',
      }
    }),
    introduces: passedOn && (holder === null || holder === own) && folded.askerOutcome === null,
  }
}

/** Only what an event speaks of is looked for in the directory: every appeal comes with one. */
const linesView = (
  state: State,
  thread: Thread,
  { lines }: ThreadState,
): Pick<NeighbourhoodSignal, 'asked' | 'appeals'> => {
  const own = state.identity.firstDeviceId
  const appeals = lines.some(({ deed }) => deed !== 'ask') ? appealsAbout(state, thread) : []
  return {
    asked: lines
      .filter(({ deed }) => deed === 'ask')
      .map(({ organisationId, at, by, deviceId }) => ({
        organisationId,
        at,
        name: by.name,
        mine: deviceId === own,
      })),
    appeals: appeals.map((appeal) => {
      const { id, organisationId, at, by, seconded } = appeal
      const said = lines.findLast((line) => line.deed === 'appeal' && line.organisationId === organisationId)
      return {
        id,
        organisationId,
        reason: said?.reason ?? null,
        name: said?.by.name ?? organisationOfDevice(state, by),
        mine: isOwnAppeal(state, appeal),
        seconded: seconded !== null,
        at,
      }
    }),
  }
}

const appealOf = (state: State, thread: Thread): PossibleMatch['appeal'] => {
  if (!isBehind(state.identity.organisation)) return null
  const held = appealsAbout(state, thread)
    .map(({ id }) => state.appeals.get(id))
    .find((one) => one !== undefined)
  return held ? { reason: held.reason, at: held.at } : null
}

type Names = ReadonlyMap<string, string>
/** What coordinators called themselves when they did something, whatever it was about; by device. */
const coordinatorNames = (threads: readonly Thread[]): Names => {
  const names = new Map<string, string>()
  for (const { events } of threads)
    for (const { deviceId, content } of events)
      if (content.type === 'coordination' || content.type === 'line') names.set(deviceId, content.by.name)
  return names
}

/**
 * A colleague is called by the name they gave when they did something; before that by the label of their
 * device, where it is of the own organisation, or else by their organisation.
 */
const coordinationView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
  names: Names,
): Pick<NeighbourhoodSignal, 'taken' | 'remindedAt' | 'name' | 'history' | 'colleagues'> => {
  const own = state.identity.firstDeviceId
  const { coordinated, disclosed } = folded
  const nameOfDevice = (id: string): string =>
    id === own
      ? state.identity.person.name
      : (coordinated.findLast(({ deviceId }) => deviceId === id)?.by.name ??
        names.get(id) ??
        organisationOfDevice(state, id))
  const holder = takenBy(folded)
  const asked = coordinated.findLast(({ deed, deviceId }) => deed === 'ask-name' && deviceId === own) ?? null
  const told = disclosed.at(-1) ?? null
  return {
    taken: holder === null ? null : { name: nameOfDevice(holder), mine: holder === own },
    remindedAt: coordinated.findLast(({ deed }) => deed === 'remind')?.at ?? null,
    name: {
      waiting: asked !== null && (told === null || told.place < asked.place),
      askedAt: asked?.at ?? null,
      names: [...(told?.names ?? [])],
      reason: told?.reason ?? null,
      at: told?.at ?? null,
    },
    history: coordinated.map(({ at, deed, by, deviceId }) => ({
      at,
      deed,
      name: by.name,
      mine: deviceId === own,
    })),
    colleagues: [...state.directory.devices.values()]
      .filter((device) => coordinates(device, thread.signal.neighbourhood))
      .map(({ id }) => firstDeviceOf(state, id))
      .filter((id) => id !== own)
      .map((id) => ({ deviceId: id, name: nameOfDevice(id) })),
  }
}

/** Two of one moment stand in the same order on every device and after every start. */
const newestFirst = (a: Thread, b: Thread): number =>
  compareText(b.filedAt, a.filedAt) || compareText(a.id, b.id)

/** Who did not answer for a day of being online: the relay with its log, or the trustee that should confirm it. */
const silentIn = ({ silence }: Watched): 'log' | 'trustee' | null => {
  if (isTooLong(silence.log)) return 'log'
  return isTooLong(silence.trustee) ? 'trustee' : null
}

const logView = ({ meta: { watched } }: State): SyncView['log'] =>
  watched
    ? {
        checkedAt: watched.checkedAt,
        confirmedAt: watched.confirmedAt,
        panelAt: watched.panelAt,
        problems: watched.problems.map(({ what, at }) => ({ what, at })),
        silent: silentIn(watched),
      }
    : null

const syncView = (state: State, status: SyncStatus, now: Date, memo: Memo): SyncView => {
  const waiting = [...state.outbox.values()].filter(isPersons).map(({ content }) => content.type)
  const epoch = epochNumber(now)
  return {
    state: status.state,
    updatedAt: status.updatedAt,
    toRead: status.toRead,
    savingData: status.metered,
    problem: status.problem && { code: status.problem.code, params: { ...status.problem.params } },
    waitingSignals: waiting.filter((type) => type === 'signal').length,
    waitingAnswers: waiting.filter((type) => type !== 'signal').length,
    tokensDone: memo.slice(
      'tokensDone',
      [state.revisions.children, state.revisions.tokens, state.meta.pins, epoch],
      () => state.children.size - childrenToTokenise(state, epoch).length,
    ),
    tokensTotal: state.isWhole ? state.children.size : 0,
    room: roomView(state, epoch, now),
    log: logView(state),
    notArrived: [...(state.meta.notArrived ?? [])],
    clockOffMinutes: clockOffMinutes(state.meta.checkpoint ?? null),
  }
}

const storageView = ({ meta, children }: State): StorageView => {
  const aside = meta.setAside ?? []
  return {
    unreadable: aside.length,
    unreadableChildren: aside.filter(({ table }) => table === 'children').length,
    rebuiltAt: children.size === 0 ? (meta.rebuiltAt ?? null) : null,
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
  // What is past its date is not shown, also in the moments before it is deleted.
  const day = dayNumber(now)
  const isAlive = ({ expiresDay }: { expiresDay: number }): boolean => expiresDay > day
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
  const shared = [directory, identity, revisions.children] as const
  const waiting = {
    sent: memo.slice('sent', [threads, alike, reasons, carried, today, ...shared], () =>
      memo.rows(
        'sent',
        threads.filter(({ part }) => part === 'asker'),
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
        threads.filter(({ part }) => part === 'knower'),
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
      [state.appeals.size, state.meta.secrecy, state.meta.safeguarding, directory, identity],
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
    oversight: memo.slice(
      'oversight',
      [
        directory,
        identity,
        state.meta.directory,
        state.meta.told,
        state.meta.watched,
        state.meta.pins,
        today,
      ],
      () => oversightView(state, now),
    ),
    administration: memo.slice(
      'administration',
      [directory, identity, labels, revisions.invites, revisions.chains],
      () => administrationView(state, labels),
    ),
  }
}
