/** Projections: what the interface shows, computed from the state. Pure. */
import { fullName } from '../../shared/domain/child.ts'
import { coordinates } from '../../shared/domain/roles.ts'
import { FAMILY_KEY } from '../../shared/matching/key-types.ts'
import type { ErrorName } from '../../shared/errors.ts'
import { dayNumber, isoDateOfDay, epochNumber } from '../../shared/time.ts'
import type { Organisation, OrganisationKind } from '../../shared/protocol/statements.ts'
import type { CoordinatedView, HintView, NeighbourhoodSignal, PossibleMatch, SentSignal, StorageView, SyncView, TimelineEntry, Views } from '../../shared/worker.ts'
import { absenceView } from './commands/absence.ts'
import { caseloadSummary } from './commands/caseload.ts'
import { attemptsAt, timesOf } from './core/attempts.ts'
import { certaintyOf, comparisonsOf, identityRows } from './core/comparison.ts'
import { awaitsEnd, clockView, conversationView, followUpView } from './contact-views.ts'
import { foldConversation } from './core/conversation.ts'
import { nameAsked, takenBy } from './core/coordination.ts'
import { agreementsOf, rulesView } from './agreements.ts'
import { answerBy, localDateOf } from './core/dates.ts'
import { tasksOf } from './core/my-day.ts'
import { addresseeOn, informingOf } from './core/informing.ts'
import { foldThread, ownEnd, type Coordinated, type MatchedChild, type Thread, type ThreadState } from './core/thread.ts'
import type { Memo } from './core/memo.ts'
import { clockOffMinutes } from './core/trusted-time.ts'
import { administrationView, organisationViews } from './member-views.ts'
import { outboxKey, type Hint, type State } from './state.ts'
import { ownView } from './own.ts'
import { roomView } from './sync/room.ts'
import { childrenToTokenise } from './sync/tokens.ts'
import { coordinatorsOf } from './sync/send.ts'
import { pendingHash } from './outbox.ts'
import type { SyncStatus } from './sync/sync.ts'

/** They look at no caseload, so nobody waits for them to have looked. */
const WITHOUT_CASELOAD: readonly OrganisationKind[] = ['programme-office', 'citizens-panel']

const nameOf = (state: State, organisationId: string): string => state.directory.organisations.get(organisationId)?.name ?? organisationId

/** Why events that wait to leave could not, by the hash that stands in their thread. */
const waitingReasons = (state: State): ReadonlyMap<string, ErrorName> =>
  new Map([...state.outbox.values()].flatMap(({ order }) => { const code = state.waitingFor.get(order); return code ? [[pendingHash(order), code] as const] : [] }))
const reasonOf = (reasons: ReadonlyMap<string, ErrorName>, thread: Thread): ErrorName | null =>
  reasons.size === 0 ? null : (thread.events.map(({ hash }) => reasons.get(hash)).find((code) => code !== undefined) ?? null)

const timelineOf = (state: State, thread: Thread, folded: ThreadState): TimelineEntry[] => {
  const entry = (at: string, kind: TimelineEntry['kind'], more: Partial<TimelineEntry> = {}): TimelineEntry => ({ at, kind, who: null, answer: null, outcome: null, onward: null, ...more })
  const entries = [entry(thread.filedAt, 'filed')]
  if (folded.sentAt) entries.push(entry(folded.sentAt, 'sent'))
  const lastLook = folded.looked.at(-1)
  if (lastLook) entries.push(entry(lastLook.at, 'looked', { who: String(folded.looked.length) }))
  for (const answer of folded.answers) {
    entries.push(entry(answer.at, 'answer', { who: nameOf(state, answer.organisationId), answer: answer.content.answer }))
    if (answer.outcome) entries.push(entry(answer.at, 'their-outcome', { who: nameOf(state, answer.organisationId), outcome: answer.outcome, onward: answer.onward }))
  }
  if (folded.askerOutcomeAt) entries.push(entry(folded.askerOutcomeAt, 'own-outcome', { outcome: folded.askerOutcome, onward: folded.askerOnward }))
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const coordinatedView = ({ at, deed, reason, by, deviceId }: Coordinated): CoordinatedView => ({ at, deed, reason, name: by.name, function: by.function, phone: by.phone, deviceId })

const answerByOf = (state: State, thread: Thread): string => answerBy(localDateOf(thread.signal.sentAt), thread.signal.urgency, agreementsOf(state, thread).terms)

const sentView = (state: State, thread: Thread, waitingFor: ErrorName | null, carriedAt: string | null, today: string): SentSignal => {
  const folded = foldThread(thread)
  const addressees = thread.childIds.map((id, i) => addresseeOn(state.children.get(id)?.birthDate, thread.signal.children[i], today))
  const { type: _, asker: __, sentAt: ___, ...content } = thread.signal
  const others = otherLists(state, thread)
  const asked = nameAsked(folded)
  const looked = new Set(folded.looked.map(({ organisationId }) => organisationId))
  return {
    id: thread.id, number: thread.signal.number, content, note: thread.note,
    children: thread.childIds.map((id, i) => { const child = state.children.get(id); return { name: child ? fullName(child) : thread.signal.number, group: child?.group ?? null, addressee: addressees[i]! } }),
    state: folded.askerOutcome ? 'closed' : !folded.sent ? 'waiting' : folded.answers.some(({ content: answer }) => answer.answer !== 'perhaps-call-me') ? 'answered' : 'open',
    waitingFor, carriedAt: folded.sent ? null : carriedAt, filedAt: thread.filedAt, sentAt: folded.sentAt,
    disappearsOn: isoDateOfDay(thread.expiresDay), answerBy: answerByOf(state, thread),
    looked: folded.looked.map(({ organisationId, at }) => ({ organisation: nameOf(state, organisationId), at })), of: others.length,
    notLooked: others.filter(({ id }) => !looked.has(id)).map(({ name }) => name),
    clock: folded.sent && folded.answers.length === 0 ? clockView(state, thread, folded, null, null, 'asker', today) : null, followUp: followUpView(state, thread, folded),
    answers: folded.answers.map((seen) => {
      const { content: answer, organisationId, deviceId, at, outcome, onward } = seen
      const conversation = seen.replyKey ? foldConversation(thread, deviceId) : null
      return {
        organisation: nameOf(state, organisationId), name: answer.by.name, function: answer.by.function,
        phone: answer.answer === 'contact-parents-first' ? null : answer.by.phone, answer: answer.answer, at, outcome, onward,
        conversation: conversation && conversationView(conversation, deviceId, 'asker'), clock: clockView(state, thread, folded, seen, conversation, 'asker', today),
      }
    }),
    coordinated: folded.coordinated.map(coordinatedView), nameAsked: asked && coordinatedView(asked),
    conflicts: folded.conflicts.map(({ id, kind, organisationId }) => ({ id, kind, organisation: nameOf(state, organisationId) })),
    outcome: folded.askerOutcome, onward: folded.askerOnward, timeline: timelineOf(state, thread, folded),
    informing: informingOf(thread, addressees, today, folded),
  }
}

/** The last time a person said 'not the same' of this child where exactly these keys agreed. `denying`: threads in which somebody did. */
const deniedBefore = (denying: readonly Thread[], thread: Thread, { childId, types }: MatchedChild): { number: string; on: string } | null => {
  const earlier = denying.filter((other) => other.id !== thread.id && other.notTheSame.includes(childId) && other.matched.some((match) => match.childId === childId && match.types.join() === types.join()))
  const last = earlier.sort((x, y) => (x.filedAt < y.filedAt ? 1 : -1))[0]
  return last ? { number: last.signal.number, on: localDateOf(last.filedAt) } : null
}

const matchView = (state: State, thread: Thread, denying: readonly Thread[], today: string): PossibleMatch => {
  const folded = foldThread(thread)
  const { device } = state.identity
  const own = folded.answers.find(({ deviceId }) => deviceId === device.id) ?? folded.answers.find(({ organisationId }) => organisationId === device.organisationId)
  const children = thread.matched.flatMap(({ childId, types }) => {
    const child = state.children.get(childId)
    if (!child) return []
    return [{
      childId, name: fullName(child), birthDate: child.birthDate, group: child.group ?? null, comparisons: comparisonsOf(child, types, thread.signal, thread.matched.length, today), certainty: certaintyOf(types),
      notTheSame: thread.notTheSame.includes(childId), deniedBefore: deniedBefore(denying, thread, { childId, types }),
    }]
  })
  const denied = children.length > 0 && children.every(({ notTheSame }) => notTheSame)
  const mine = own?.deviceId === device.id ? own : null
  const shielding = folded.shielding.find(({ organisationId }) => organisationId === device.organisationId)
  const end = ownEnd(thread, device.organisationId)
  const conversation = mine && thread.ownReply ? foldConversation(thread, device.id) : null
  return {
    id: thread.id, number: thread.signal.number, children, content: thread.signal, organisation: nameOf(state, thread.askerOrganisationId),
    receivedAt: thread.events.find(({ content }) => content.type === 'signal')?.receivedAt ?? thread.filedAt,
    answerBy: answerByOf(state, thread), disappearsOn: isoDateOfDay(thread.expiresDay),
    state: folded.askerOutcome ? 'closed' : own ? (own.waiting ? 'answer-waiting' : 'answered') : shielding ? (shielding.waiting ? 'answer-waiting' : 'answered') : denied ? 'not-the-same' : 'new',
    crossed: folded.conflicts.some(({ kind, organisationId }) => kind === 'answered-after-close' && organisationId === device.organisationId),
    canShield: coordinatorsOf(state, thread.signal.neighbourhood).length > 0,
    ourAnswer: own?.content.answer ?? (shielding ? 'in-view-shielded' : null), ourOutcome: end?.outcome ?? null, ourOnward: end?.onward ?? null, theirOutcome: folded.askerOutcome, theirOnward: folded.askerOnward,
    conversation: conversation && conversationView(conversation, device.id, 'knower'), clock: denied || shielding || (own && !mine) ? null : clockView(state, thread, folded, mine, conversation, 'knower', today),
  }
}

const hintView = (state: State, hint: Hint): HintView => {
  const children = hint.matched.flatMap(({ childId, types }) => {
    const child = state.children.get(childId)
    return child ? [{ childId, name: fullName(child), birthDate: child.birthDate, group: child.group ?? null, comparisons: identityRows(child, types, []), notTheSame: hint.notTheSame.includes(childId) }] : []
  })
  const waiting = [...state.outbox.values()].some(({ threadId }) => threadId === hint.id)
  const denied = children.length > 0 && children.every(({ notTheSame }) => notTheSame)
  const about = hint.matched.every(({ types }) => types.every((type) => type === FAMILY_KEY)) ? 'family' : 'child'
  return { id: hint.id, about, children, receivedOn: localDateOf(hint.receivedAt), disappearsOn: isoDateOfDay(hint.expiresDay), state: hint.answered ? (waiting ? 'answer-waiting' : 'answered') : denied ? 'not-the-same' : 'new' }
}

const neighbourhoodView = (state: State, thread: Thread, today: string): NeighbourhoodSignal => {
  const folded = foldThread(thread)
  const sentOn = localDateOf(thread.signal.sentAt)
  const { number, neighbourhood, organisationKind, lostSince, urgency, children, attempts, parents, asker } = thread.signal
  return {
    id: thread.id, number, neighbourhood, organisationKind, lostSince, urgency, children, attempts, parents, sentOn,
    organisation: nameOf(state, thread.askerOrganisationId), asker: asker.name, askerPhone: asker.phone,
    answerBy: answerByOf(state, thread), disappearsOn: isoDateOfDay(thread.expiresDay),
    state: folded.askerOutcome ? 'closed' : folded.someoneAnswered ? 'answered' : 'open', outcome: folded.askerOutcome, awaitsEnd: awaitsEnd(state, thread, folded, today),
    shieldedBy: folded.shielding.map(({ organisationId }) => nameOf(state, organisationId)),
    looked: folded.covered?.looked ?? null, of: otherLists(state, thread).length, ...coordinationView(state, thread, folded),
  }
}

const otherLists = (state: State, { askerOrganisationId }: Thread): Organisation[] => [...state.directory.organisations.values()].filter(({ id, kind }) => id !== askerOrganisationId && !WITHOUT_CASELOAD.includes(kind))

/** A colleague is called by the name they gave when they did something here, or else by their organisation. */
const coordinationView = (state: State, thread: Thread, folded: ThreadState): Pick<NeighbourhoodSignal, 'taken' | 'remindedAt' | 'name' | 'history' | 'colleagues'> => {
  const own = state.identity.device.id
  const { coordinated, disclosed } = folded
  const nameOfDevice = (id: string): string => (id === own ? state.identity.person.name : (coordinated.findLast(({ deviceId }) => deviceId === id)?.by.name ?? nameOf(state, state.directory.devices.get(id)?.organisationId ?? '')))
  const holder = takenBy(folded)
  const asked = coordinated.findLast(({ deed, deviceId }) => deed === 'ask-name' && deviceId === own) ?? null
  const told = disclosed.at(-1) ?? null
  return {
    taken: holder === null ? null : { name: nameOfDevice(holder), mine: holder === own }, remindedAt: coordinated.findLast(({ deed }) => deed === 'remind')?.at ?? null,
    name: { waiting: asked !== null && (told === null || told.place < asked.place), askedAt: asked?.at ?? null, names: [...(told?.names ?? [])], reason: told?.reason ?? null, at: told?.at ?? null },
    history: coordinated.map(({ at, deed, by, deviceId }) => ({ at, deed, name: by.name, mine: deviceId === own })),
    colleagues: [...state.directory.devices.values()].filter((device) => device.id !== own && coordinates(device, thread.signal.neighbourhood)).map(({ id }) => ({ deviceId: id, name: nameOfDevice(id) })),
  }
}

const newestFirst = (a: Thread, b: Thread): number => (a.filedAt < b.filedAt ? 1 : -1)

const logView = ({ meta: { watched } }: State): SyncView['log'] =>
  watched ? { checkedAt: watched.checkedAt, confirmedAt: watched.confirmedAt, panelAt: watched.panelAt, problem: watched.problem && { what: watched.problem.what, at: watched.problem.at } } : null

const syncView = (state: State, status: SyncStatus, now: Date, memo: Memo): SyncView => {
  const waiting = [...state.outbox.values()].map(({ order, content }) => ({ key: outboxKey(order), type: content.type }))
  const epoch = epochNumber(now)
  return {
    state: status.state, updatedAt: status.updatedAt, toRead: status.toRead, savingData: status.metered, problem: status.problem && { code: status.problem.code, params: { ...status.problem.params } },
    waitingSignals: waiting.filter(({ type }) => type === 'signal').length,
    waitingAnswers: waiting.filter(({ type }) => type === 'answer' || type === 'outcome' || type === 'talk' || type === 'shield').length,
    tokensDone: memo.slice('tokensDone', [state.revisions.children, state.revisions.tokens, state.meta.pins, epoch], () => state.children.size - childrenToTokenise(state, epoch).length), tokensTotal: state.isWhole ? state.children.size : 0, room: roomView(state, epoch, now), log: logView(state),
    notArrived: [...(state.meta.notArrived ?? [])],
    clockOffMinutes: clockOffMinutes(state.meta.checkpoint ?? null),
  }
}

const storageView = ({ meta, children }: State): StorageView => {
  const aside = meta.setAside ?? []
  return { unreadable: aside.length, unreadableChildren: aside.filter(({ table }) => table === 'children').length, rebuiltAt: children.size === 0 ? (meta.rebuiltAt ?? null) : null }
}

/** `memo` is of this state alone: what did not change is the same object as the last time. */
export const openViews = (state: State, status: SyncStatus, now: Date, memo: Memo): Omit<Views, 'session' | 'importing'> => {
  const { revisions, directory, identity } = state
  const today = localDateOf(now.toISOString())
  // What is past its date is not shown, also in the moments before it is deleted.
  const day = dayNumber(now)
  const isAlive = ({ expiresDay }: { expiresDay: number }): boolean => expiresDay > day
  const threads = memo.slice('threads', [revisions.threads, day], () => [...state.threads.values()].filter(isAlive).sort(newestFirst))
  const denying = memo.slice('denying', [threads], () => threads.filter(({ notTheSame }) => notTheSame.length > 0))
  const reasons = memo.slice('reasons', [revisions.outbox, JSON.stringify([...state.waitingFor])], () => waitingReasons(state))
  const carried = memo.slice('carried', [revisions.outbox], () => new Map([...state.outbox.values()].flatMap(({ threadId, content, carriedAt }) => (content.type === 'signal' && carriedAt ? [[threadId, carriedAt] as const] : []))))
  const shared = [directory, identity, revisions.children] as const
  const waiting = {
    sent: memo.slice('sent', [threads, reasons, carried, today, ...shared], () => memo.rows('sent', threads.filter(({ part }) => part === 'asker'), (thread) => [reasonOf(reasons, thread), carried.get(thread.id), today, ...shared], (thread) => sentView(state, thread, reasonOf(reasons, thread), carried.get(thread.id) ?? null, today))),
    matches: memo.slice('matches', [threads, today, ...shared], () => memo.rows('matches', threads.filter(({ part }) => part === 'knower'), () => [denying.length > 0 ? threads : null, today, ...shared], (thread) => matchView(state, thread, denying, today))),
    hints: memo.slice('hints', [revisions.hints, revisions.outbox, threads, ...shared], () => [...state.hints.values()].filter((hint) => isAlive(hint) && !state.threads.has(hint.id)).map((hint) => hintView(state, hint)).sort((a, b) => (a.receivedOn < b.receivedOn ? 1 : -1))),
    neighbourhood: memo.slice('neighbourhood', [threads, directory, today], () => memo.rows('neighbourhood', threads.filter(({ coordinator }) => coordinator), () => [directory, today], (thread) => neighbourhoodView(state, thread, today))),
  }
  return {
    ...waiting,
    attempts: memo.slice('attempts', [state.meta.attempts, revisions.children, today], () => Object.entries(attemptsAt(state.meta.attempts ?? {}, today, (id) => state.children.has(id))).map(([childId, tried]) => ({ childId, tried: [...tried], times: timesOf(tried) }))),
    day: memo.slice('day', [waiting.sent, waiting.matches, waiting.hints, waiting.neighbourhood, today], () => tasksOf(waiting, today)),
    sync: syncView(state, status, now, memo),
    own: memo.slice('own', [state.meta.secrecy, state.meta.safeguarding, directory, identity], () => ownView(state)),
    storage: storageView(state),
    caseload: caseloadSummary(state, now),
    absence: memo.slice('absence', [state.meta.absence, state.meta.school, revisions.children, identity, today], () => absenceView(state, today)),
    logbook: memo.slice('logbook', [revisions.log], () => [...state.log.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, 500)),
    draft: state.meta.draft ?? null,
    organisations: memo.slice('organisations', [directory, identity], () => organisationViews(state)),
    rules: memo.slice('rules', [directory, identity, today], () => rulesView(state, today)),
    administration: memo.slice('administration', [directory, identity, revisions.invites, revisions.chains, state.organisationKeys.size], () => administrationView(state)),
  }
}
