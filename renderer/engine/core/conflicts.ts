/** In what two people contradict each other: both stay, and it is named until a person settled it. */
import { type ThreadEvent, type Thread, ordered } from './thread.ts'
import type { Outcome } from '../../../shared/domain/signal.ts'
import type { AnswerContent } from '../../../shared/messages/answer.ts'
import type { OutcomeContent } from '../../../shared/messages/outcome.ts'

/**
 * Two colleagues who answered differently, outcomes that differ, an answer that was under way while the requester
 * closed.
 */
export interface Conflict {
  /** Another one as soon as something new contradicts. */
  readonly id: string
  readonly kind: 'answers-differ' | 'outcomes-differ' | 'answered-after-close'
  readonly organisationId: string
}

const last = <T>(items: readonly T[]): T | undefined => items[items.length - 1]

export const outcomeIn = ({ content }: ThreadEvent): Outcome | null =>
  content.type === 'outcome' ? content.outcome : null

export const onwardIn = ({ content }: ThreadEvent): string | null =>
  content.type === 'outcome' ? (content.onward ?? null) : null

/** By the same device, or by a colleague who did not answer and filled it in. */
export const endOf = (
  { deviceId, organisationId }: ThreadEvent,
  answering: readonly ThreadEvent[],
  ending: readonly ThreadEvent[],
): ThreadEvent | null =>
  ending.find((one) => one.deviceId === deviceId) ??
  ending.findLast(
    (one) =>
      one.organisationId === organisationId && !answering.some((answer) => answer.deviceId === one.deviceId),
  ) ??
  null

/** Whether the requester could not have seen the answer when closing, or the answerer not the end. */
const crosses = (answer: ThreadEvent, closed: ThreadEvent): boolean =>
  answer.receivedAt > closed.receivedAt || (closed.seq > 0 && (answer.seq || Infinity) > closed.seq)

export const conflictsWith = (
  organisationId: string,
  answering: readonly (ThreadEvent & { readonly content: AnswerContent })[],
  ending: readonly ThreadEvent[],
  closed: ThreadEvent | null,
): Conflict[] => {
  const answers = answering.filter(
    (event) => event.organisationId === organisationId && event.content.answer !== 'in-view-unnamed',
  )
  const ends = [
    ...ending.filter((event) => event.organisationId === organisationId),
    ...(closed && outcomeIn(closed) !== 'withdrawn' ? [closed] : []),
  ]
  const crossed = closed
    ? answers.filter((answer) => answer.content.answer !== 'perhaps-call-me' && crosses(answer, closed))
    : []
  const conflict = (kind: Conflict['kind'], events: readonly ThreadEvent[]): Conflict => ({
    id: [kind, ...events.map(({ hash }) => hash).sort()].join('|'),
    kind,
    organisationId,
  })
  return [
    ...(new Set(answers.map(({ content }) => content.answer)).size > 1
      ? [conflict('answers-differ', answers)]
      : []),
    ...(new Set(ends.map(outcomeIn)).size > 1 ? [conflict('outcomes-differ', ends)] : []),
    ...(crossed.length > 0 ? [conflict('answered-after-close', crossed)] : []),
  ]
}

/** The last outcome that this organisation gave since the requester opened the signaal again. */
export const ownEnd = (thread: Thread, organisationId: string): OutcomeContent | null => {
  const events = ordered(thread.events)
  const reopened = events.findLastIndex(
    (event) => event.organisationId === thread.requesterOrganisationId && outcomeIn(event) === 'reopened',
  )
  return (
    last(
      events
        .slice(Math.max(reopened, 0))
        .flatMap((event) =>
          event.content.type === 'outcome' && event.organisationId === organisationId ? [event.content] : [],
        ),
    ) ?? null
  )
}
