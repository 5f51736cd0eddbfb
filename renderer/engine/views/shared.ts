/** What several views say in the same way. */
import { agreementsOf } from '../directory/agreements.ts'
import { answerBy, localDateOf } from '../core/dates.ts'
import type { Thread } from '../core/thread.ts'
import type { Coordinated } from '../core/thread-state.ts'
import { pendingHash } from '../outbox/queue.ts'
import type { State } from '../store/state.ts'
import type { ForkView, SaidUnderNumber } from '../../../shared/api/conversation.ts'
import type { CoordinatedView } from '../../../shared/api/my-signals.ts'
import type { ErrorName } from '../../../shared/errors.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import { deviceNow } from '../../../shared/membership/directory.ts'

export const nameOf = (state: State, organisationId: string): string =>
  state.directory.organisations.get(organisationId)?.name ?? organisationId

/** Of any device of a line of moves; of one that was revoked too. */
export const organisationOfDevice = (state: State, deviceId: string): string => {
  const device = deviceNow(state.directory, deviceId) ?? state.directory.revoked.get(deviceId)?.device
  return nameOf(state, device?.organisationId ?? '')
}

/** Why events that wait to leave could not, by the hash that stands in their thread. */
export const waitingReasons = (state: State): ReadonlyMap<string, ErrorName> =>
  new Map(
    [...state.outbox.values()].flatMap(({ order }) => {
      const code = state.waitingFor.get(order)
      return code ? [[pendingHash(order), code] as const] : []
    }),
  )

export const reasonOf = (reasons: ReadonlyMap<string, ErrorName>, thread: Thread): ErrorName | null =>
  reasons.size === 0
    ? null
    : (thread.events.map(({ hash }) => reasons.get(hash)).find((code) => code !== undefined) ?? null)

export const coordinatedView = ({ at, action, reason, by, deviceId }: Coordinated): CoordinatedView => ({
  at,
  action,
  reason,
  name: by.name,
  function: by.function,
  phone: by.phone,
  deviceId,
})

export const answerByOf = (state: State, thread: Thread): string =>
  answerBy(localDateOf(thread.signal.sentAt), thread.signal.urgency, agreementsOf(state, thread).terms)

const said = (content: EventContent): SaidUnderNumber => ({
  text: content.type === 'conversation' && content.entry.kind === 'text' ? content.entry.text : null,
  answer: content.type === 'answer' ? content.answer : null,
  outcome: content.type === 'outcome' ? content.outcome : null,
})

export const forksView = (state: State, { forks = [] }: Thread): ForkView[] =>
  forks.map(({ organisationId, at, counts, other }) => ({
    organisation: nameOf(state, organisationId),
    at,
    counts: said(counts),
    other: said(other),
  }))
