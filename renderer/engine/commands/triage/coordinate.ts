/** What a coordinator does about signalen of the wijk, and what the requester says to it. */
import { sends, type HandlersOf } from '../handler.ts'
import {
  GIVING,
  nameBytes,
  MAX_NAME_BYTES,
  type CoordinationAction,
  type DisclosureReason,
  type NameReason,
} from '../../../../shared/domain/coordination.ts'
import { organisationTag } from '../../../../shared/domain/linies.ts'
import type { Weighing } from '../../../../shared/domain/secrecy.ts'
import { MAX_MISSING } from '../../../../shared/domain/signal.ts'
import { coordinates } from '../../../../shared/membership/roles.ts'
import { mayGiveReason } from '../../../../shared/domain/parents-advice.ts'
import { deviceNow } from '../../../../shared/membership/directory.ts'
import { fullName } from '../../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { localDateOf, sentAtOf } from '../../core/dates.ts'
import { backTo, maySayWhich, takenBy, type HoldingAction } from '../../core/coordination.ts'
import { foldThread } from '../../core/thread-state.ts'
import type { Thread } from '../../core/thread.ts'
import { parentsAbout } from '../../core/parents-words.ts'
import { logged } from '../../store/logbook.ts'
import { inPlaceOfDecoy, queued } from '../../outbox/queue.ts'
import { loggedWeighing, weighed } from '../settings/own.ts'
import { lookedOf, lookers } from '../../directory/organisations-by-linie.ts'
import type { Ports } from '../../ports.ts'
import { firstDeviceOf, type State } from '../../store/state.ts'
import { put, type Change } from '../../store/changes.ts'
import { needRole, threadOf } from '../../directory/needs.ts'

const coordinatesIt = (state: State, thread: Thread, deviceId: string): boolean => {
  const device = deviceNow(state.directory, deviceId)
  return device !== undefined && coordinates(device, thread.signal.neighbourhood)
}

const checked = (state: State, thread: Thread, action: CoordinationAction, to: string | null): void => {
  const { firstDeviceId } = state.identity
  if (!thread.coordinator) throw new RuggensteunError('not-allowed', { field: 'signal' })
  const folded = foldThread(thread)
  if (folded.requesterOutcome) throw new RuggensteunError('already-closed')
  if (action === 'let-go' && takenBy(folded) !== firstDeviceId)
    throw new RuggensteunError('not-allowed', { field: 'action' })
  if (action === 'hand-over' && (to === null || to === firstDeviceId || !coordinatesIt(state, thread, to)))
    throw new RuggensteunError('not-allowed', { field: 'to' })
}

interface CoordinationStep extends HoldingAction {
  readonly reason?: NameReason | null
}
const said = (
  state: State,
  thread: Thread,
  { action, to, reason = null }: CoordinationStep,
  now: Date,
  ports: Ports,
): Change[] => {
  const content = {
    type: 'coordination' as const,
    signalId: thread.id,
    action,
    reason,
    to,
    by: state.identity.person,
    sentAt: sentAtOf(now),
  }
  return [
    ...inPlaceOfDecoy(state),
    ...queued(
      state,
      [{ content, threadId: thread.id, replyTo: thread.replyKey, expiresDay: thread.expiresDay }],
      thread,
      now.toISOString(),
    ),
    logged(ports, 'coordinated', thread.signal.number, action),
  ]
}

/**
 * To the requester of each and to the other coordinators of the wijk. All of them or, where one is not possible,
 * none.
 */
const coordinate = async (
  state: State,
  ids: readonly string[],
  action: CoordinationAction,
  { reason, to }: { readonly reason: NameReason | null; readonly to: string | null },
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'coordination')
  for (const id of ids) checked(state, threadOf(state, id), action, to)
  await state.transaction(async (stage) => {
    for (const id of ids)
      stage(
        said(
          state,
          threadOf(state, id),
          {
            action,
            to: action === 'hand-over' && to !== null ? firstDeviceOf(state, to) : null,
            reason: action === 'ask-name' ? (reason ?? 'nobody-answers') : null,
          },
          now,
          ports,
        ),
      )
  })
}

/**
 * Taken, let go or handed over by mistake: back to whoever had it. The requester and the colleagues see both.
 * Throws undo-gone.
 */
const undoCoordinate = async (
  state: State,
  ids: readonly string[],
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'coordination')
  const back = ids.map((id) => {
    const thread = threadOf(state, id)
    checked(state, thread, 'take', null)
    const actions = backTo(foldThread(thread), state.identity.firstDeviceId, (deviceId) =>
      coordinatesIt(state, thread, deviceId),
    )
    if (!actions) throw new RuggensteunError('undo-gone')
    return { id, actions }
  })
  await state.transaction(async (stage) => {
    for (const { id, actions } of back)
      for (const action of actions) stage(said(state, threadOf(state, id), action, now, ports))
  })
}

const cut = (name: string): string => {
  let text = name.trim()
  while (nameBytes(text) > MAX_NAME_BYTES) text = [...text].slice(0, -1).join('').trim()
  return text
}

/**
 * To one coordinator who asked, and to nobody else. With a reason to decline no name goes, so that nothing is
 * weighed.
 */
const disclose = async (
  state: State,
  id: string,
  to: string,
  { reason, weighing }: { reason: DisclosureReason; weighing?: Weighing | undefined },
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'disclosure')
  const why = GIVING.includes(reason) ? weighed(state, weighing) : null
  const thread = threadOf(state, id)
  const asked = foldThread(thread).coordinated.some(
    ({ action, deviceId }) => action === 'ask-name' && deviceId === to,
  )
  if (thread.part !== 'requester' || !asked || !deviceNow(state.directory, to))
    throw new RuggensteunError('not-allowed', { field: 'to' })
  if (!mayGiveReason(reason, parentsAbout(state, id).advice))
    throw new RuggensteunError('not-allowed', { field: 'parents' })
  const names = GIVING.includes(reason)
    ? thread.childIds.flatMap((childId) => {
        const child = state.children.get(childId)
        return child ? [cut(fullName(child))] : []
      })
    : []
  if (GIVING.includes(reason) && names.length === 0) throw new RuggensteunError('unknown-child')
  const content = { type: 'disclosure' as const, signalId: id, names, reason, sentAt: sentAtOf(now) }
  await state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(
      state,
      [{ content, threadId: id, replyTo: null, expiresDay: thread.expiresDay, to, forDevice: to }],
      thread,
      now.toISOString(),
    ),
    ...loggedWeighing(ports, thread.signal.number, why),
    logged(ports, 'disclosed', thread.signal.number, reason),
  ])
}

/** By then most who are at work have looked. */
const COVER_AFTER_MS = 3_600_000

/**
 * Once a day, where the number is another one: how many looked, for the coordinators. Not at a moment that
 * tells who answered.
 */
export const summariseReceipts = async (state: State, now: Date): Promise<void> => {
  const today = localDateOf(now.toISOString())
  for (const thread of state.threads.values()) {
    if (
      thread.part !== 'requester' ||
      thread.covered?.on === today ||
      now.getTime() - new Date(thread.signal.sentAt).getTime() < COVER_AFTER_MS
    )
      continue
    const folded = foldThread(thread)
    const seen = new Set(lookedOf(state, thread, folded).map(({ organisationId }) => organisationId))
    const looked = seen.size
    if (!folded.sent || folded.requesterOutcome || looked === (thread.covered?.looked ?? 0)) continue
    const missing = lookers(state, thread)
      .filter((organisation) => !seen.has(organisation.id))
      .map(({ id }) => organisationTag(id))
    const maySay = maySayWhich({
      looked: lookedOf(state, thread, folded),
      someoneAnswered: folded.someoneAnswered,
    })
    const content = {
      type: 'receipt-summary' as const,
      signalId: thread.id,
      looked,
      ...(maySay && missing.length <= MAX_MISSING ? { missing } : {}),
      sentAt: sentAtOf(now),
    }
    await state.commit([
      ...queued(
        state,
        [{ content, threadId: thread.id, replyTo: null, expiresDay: thread.expiresDay }],
        null,
        now.toISOString(),
      ),
      put('threads', thread.id, { ...thread, covered: { on: today, looked } }),
    ])
  }
}

/** Commands of this area. */
export const COORDINATE_HANDLERS = {
  coordinate: sends(({ state, now, ports }, command) =>
    coordinate(state, command.signalIds, command.action, command, now, ports),
  ),
  'undo-coordinate': sends(({ state, now, ports }, { signalIds }) =>
    undoCoordinate(state, signalIds, now, ports),
  ),
  disclose: sends(({ state, now, ports }, command) =>
    disclose(state, command.signalId, command.to, command, now, ports),
  ),
} satisfies HandlersOf<'coordinate' | 'undo-coordinate' | 'disclose'>
