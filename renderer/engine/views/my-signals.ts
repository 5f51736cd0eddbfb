/** Own signalen: what was sent, who answered, whose turn it is. */
import { escalationsAbout } from '../directory/escalations.ts'
import { clockView, followUpView, conversationView } from './conversation.ts'
import { answererReads } from '../directory/readers.ts'
import type { Alike } from '../core/alike.ts'
import { foldConversation } from '../core/conversation.ts'
import { nameAsked, lookedShown } from '../core/coordination.ts'
import { addresseeOn, informingOf } from '../core/informing.ts'
import type { ParentsView } from '../core/parents-words.ts'
import type { Thread } from '../core/thread.ts'
import { type AnswerSeen, type ThreadState, foldThread } from '../core/thread-state.ts'
import { lookedOf, lookers } from '../directory/organisations-by-linie.ts'
import type { State } from '../store/state.ts'
import { nameOf, answerByOf, coordinatedView, forksView } from './shared.ts'
import type { TimelineEntry, SentSignal } from '../../../shared/api/my-signals.ts'
import { isoDateOfDay } from '../../../shared/calendar/time.ts'
import { fullName } from '../../../shared/domain/child.ts'
import type { ErrorName } from '../../../shared/errors.ts'

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
  if (folded.requesterOutcomeAt)
    entries.push(
      entry(folded.requesterOutcomeAt, 'own-outcome', {
        outcome: folded.requesterOutcome,
        onward: namesOnward ? folded.requesterOnward : null,
      }),
    )
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const sentStateOf = (folded: ThreadState): SentSignal['state'] => {
  if (folded.requesterOutcome) return 'closed'
  if (!folded.sent) return 'waiting'
  const isSure = folded.answers.some(({ content }) => content.answer !== 'perhaps-call-me')
  return isSure ? 'answered' : 'open'
}

const answerView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
  seen: AnswerSeen,
  parents: ParentsView,
  today: string,
): SentSignal['answers'][number] => {
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
      conversation && conversationView(conversation, deviceId, 'requester', answererReads(state, seen)),
    clock: clockView(state, thread, folded, seen, conversation, 'requester', today),
  }
}

const alikeView = (state: State, { other, relation, childIds }: Alike): SentSignal['alike'][number] => {
  const theirs = state.threads.get(other)
  return {
    other,
    relation,
    number: theirs?.signal.number ?? null,
    organisation: theirs ? nameOf(state, theirs.requesterOrganisationId) : null,
    names: childIds.flatMap((id) => {
      const child = state.children.get(id)
      return child ? [fullName(child)] : []
    }),
  }
}

const linkView = (
  state: State,
  thread: Thread,
  one: ThreadState['links'][number],
): SentSignal['links'][number] => {
  const theirs = state.threads.get(one.other)
  const organisation =
    theirs?.requesterOrganisationId ??
    (one.organisationId === thread.requesterOrganisationId ? null : one.organisationId)
  return {
    other: one.other,
    relation: one.relation,
    number: theirs?.signal.number ?? null,
    organisation: organisation && nameOf(state, organisation),
    with: one.with ?? theirs?.signal.requester ?? null,
    mine: one.deviceId === state.identity.firstDeviceId,
    merged: one.merged,
    waiting: one.waiting,
    at: one.at,
  }
}

export const sentView = (
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
  const { type: _, requester: __, sentAt: ___, ...content } = thread.signal
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
        ? clockView(state, thread, folded, null, null, 'requester', today)
        : null,
    followUp: followUpView(state, thread, folded),
    answers: folded.answers.map((seen) => answerView(state, thread, folded, seen, parents, today)),
    coordinated: folded.coordinated.map(coordinatedView),
    nameAsked: asked && coordinatedView(asked),
    lines: folded.lines.map(({ organisationId, action, reason, by, at }) => ({
      organisation: action === 'ask' ? null : nameOf(state, organisationId),
      action,
      reason,
      name: by.name,
      at,
    })),
    escalations: escalationsAbout(state, thread).map(({ organisationId, at, confirmed }) => ({
      organisation: nameOf(state, organisationId),
      at,
      confirmed: confirmed?.at ?? null,
    })),
    alike: alike
      .filter(({ other }) => !folded.links.some((one) => one.other === other))
      .map((one) => alikeView(state, one)),
    links: folded.links.map((one) => linkView(state, thread, one)),
    forks: forksView(state, thread),
    conflicts: folded.conflicts.map(({ id, kind, organisationId }) => ({
      id,
      kind,
      organisation: nameOf(state, organisationId),
    })),
    outcome: folded.requesterOutcome,
    onward: parents.namesOnward ? folded.requesterOnward : null,
    timeline: timelineOf(state, thread, folded, parents),
    informing: informingOf(thread, addressees, today, folded),
  }
}
