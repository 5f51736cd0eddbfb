/** Asking who stands in front, and with two coordinators a line behind. */
import { declares, sends, type HandlersOf } from '../handler.ts'
import {
  isBehind,
  mayAsk,
  type EscalationReason,
  type LinieAction,
} from '../../../../shared/domain/linies.ts'
import { coordinates } from '../../../../shared/membership/roles.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import {
  escalationsAbout,
  isOwnEscalation,
  makeEscalation,
  sealEscalation,
} from '../../directory/escalations.ts'
import { foldThread } from '../../core/thread-state.ts'
import type { Thread } from '../../core/thread.ts'
import { logged } from '../../store/logbook.ts'
import { inPlaceOfDecoy, queued } from '../../outbox/queue.ts'
import type { Ports } from '../../ports.ts'
import { pitchOf } from '../../directory/organisations-by-linie.ts'
import type { State } from '../../store/state.ts'
import { needRole, threadOf } from '../../directory/needs.ts'
import { signed, type DirectoryContext } from '../../directory/own-statements.ts'
import { sentAtOf } from '../../core/dates.ts'

const ownSignal = (state: State, id: string): Thread => {
  needRole(state, 'linie-request')
  const thread = threadOf(state, id)
  if (!thread.coordinator || !coordinates(state.identity.device, thread.signal.neighbourhood))
    throw new RuggensteunError('not-allowed', { field: 'signal' })
  if (foldThread(thread).requesterOutcome) throw new RuggensteunError('already-closed')
  return thread
}

/** Throws not-allowed where a line in front of it was not asked. */
const checked = (state: State, thread: Thread, organisationId: string, behind: boolean): void => {
  const pitch = pitchOf(state, thread)
  const folded = foldThread(thread)
  // Who said that it must not be named has answered: nobody asks it, and the requester sees nobody asked.
  const unnamed = folded.unnamed.map((one) => one.organisationId)
  if (unnamed.includes(organisationId)) throw new RuggensteunError('not-allowed', { field: 'organisation' })
  const asked = new Set([...folded.lines.map((line) => line.organisationId), ...unnamed])
  const one = pitch.find(({ id }) => id === organisationId)
  if (!one || isBehind(one) !== behind || !mayAsk(pitch, asked, organisationId))
    throw new RuggensteunError('not-allowed', { field: 'organisation' })
}

/** To the requester and to the other coordinators of the wijk. */
const tellLine = (
  state: State,
  id: string,
  organisationId: string,
  action: LinieAction,
  reason: EscalationReason | null,
  now: Date,
  ports: Ports,
): Promise<void> => {
  const thread = threadOf(state, id)
  const content = {
    type: 'linie-request' as const,
    signalId: id,
    organisationId,
    action,
    reason,
    by: state.identity.person,
    sentAt: sentAtOf(now),
  }
  const name = state.directory.organisations.get(organisationId)?.name ?? organisationId
  return state.commit([
    ...inPlaceOfDecoy(state),
    ...queued(
      state,
      [{ content, threadId: id, replyTo: thread.replyKey, expiresDay: thread.expiresDay }],
      thread,
      now.toISOString(),
    ),
    logged(ports, `line-${action}`, `${thread.signal.number}, ${name}`),
  ])
}

/** The coordinator calls; this says so to the requester and the colleagues. */
const askLine = (
  state: State,
  id: string,
  organisationId: string,
  now: Date,
  ports: Ports,
): Promise<void> => {
  checked(state, ownSignal(state, id), organisationId, false)
  return tellLine(state, id, organisationId, 'ask', null, now, ports)
}

/**
 * Signed and in everybody's directory; it opens nothing until another coordinator seconds it. Throws
 * not-allowed where one is there already.
 */
const escalationTo = async (
  context: DirectoryContext,
  id: string,
  organisationId: string,
  reason: EscalationReason,
): Promise<void> => {
  const { state, ports } = context
  const thread = ownSignal(state, id)
  checked(state, thread, organisationId, true)
  if (escalationsAbout(state, thread).some((escalation) => escalation.organisationId === organisationId))
    throw new RuggensteunError('not-allowed', { field: 'organisation' })
  const escalation = await makeEscalation(state, thread, organisationId, reason, ports.random)
  await context.membership.publish([
    await signed(context, {
      type: 'escalation',
      escalation,
      deviceId: state.identity.device.id,
      at: context.now.toISOString(),
    }),
  ])
}

/** Returns the organisation. From here on that organisation can open the signaal if it knows the child. */
const confirm = async (context: DirectoryContext, id: string, escalationId: string): Promise<string> => {
  const { state } = context
  const thread = ownSignal(state, id)
  const escalation = escalationsAbout(state, thread).find((one) => one.id === escalationId)
  if (!escalation || escalation.confirmed || isOwnEscalation(state, escalation))
    throw new RuggensteunError('not-allowed', { field: 'escalation' })
  await context.membership.publish([
    await signed(context, {
      type: 'escalation-confirmed',
      escalationId,
      ...(await sealEscalation(state, thread, escalation, context.ports.random)),
      deviceId: state.identity.device.id,
      at: context.now.toISOString(),
    }),
  ])
  return escalation.organisationId
}

/** Commands of this area. */
export const LINES_HANDLERS = {
  'ask-line': sends(({ state, now, ports }, { signalId, organisationId }) =>
    askLine(state, signalId, organisationId, now, ports),
  ),
  escalation: declares(async (context, { signalId, organisationId, reason }) => {
    const { state, now, ports, exclusive } = context
    await escalationTo(context, signalId, organisationId, reason)
    await exclusive(() => tellLine(state, signalId, organisationId, 'escalation', reason, now, ports))
  }),
  confirm: declares(async (context, { signalId, escalationId }) => {
    const { state, now, ports, exclusive } = context
    const organisationId = await confirm(context, signalId, escalationId)
    await exclusive(() => tellLine(state, signalId, organisationId, 'confirm', null, now, ports))
  }),
} satisfies HandlersOf<'ask-line' | 'escalation' | 'confirm'>
