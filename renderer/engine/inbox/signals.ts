/** What a signaal that passed the gate does here. */
import type { ChildMeaning } from '../core/match-index.ts'
import { familyNamesOf } from '../core/parents-words.ts'
import { type Thread, withEvent, withoutEvent } from '../core/thread.ts'
import { logged } from '../store/logbook.ts'
import type { Ports } from '../ports.ts'
import { put, remove } from '../store/changes.ts'
import { firstDeviceOf, type State } from '../store/state.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import type { SignalContent } from '../../../shared/messages/signal.ts'
import type { OpenedLayer } from '../../../shared/protocol/envelope.ts'
import type { Arrival, Received } from './arrival.ts'
import { mergeMatches } from './hints.ts'
import { threadEvent, type Passed } from './passed.ts'

/**
 * Whether this is a signaal that is known here, sealed again: a device that moved seals again what waited to
 * leave, so the relay may hold a signaal twice, each under a key of its own.
 */
export const isLater = ({ events }: Thread, { seq }: Pick<Arrival, 'seq'>): boolean =>
  events.every((event) => event.content.type !== 'signal' || event.seq < seq)

interface Found {
  readonly contentKey: Uint8Array
  /** Own children that it is about. */
  readonly children: readonly ChildMeaning[]
  readonly asCoordinator: boolean
}

export const takeSignal = (
  state: State,
  passed: Passed<SignalContent>,
  opened: OpenedLayer,
  { contentKey, children, asCoordinator }: Found,
  now: Date,
  ports: Ports,
): Received => {
  const { content, author } = passed
  const id = toBase64url(opened.eventId)
  const known = state.threads.get(id)
  const isOwnOrganisation = author.organisationId === state.identity.device.organisationId
  const matched = mergeMatches(known?.matched ?? [], isOwnOrganisation ? [] : children)
  const isNewMatch = matched.length > 0 && (known?.matched.length ?? 0) === 0
  const base: Thread = known ?? {
    id,
    contentKey: toBase64url(contentKey),
    replyKey: toBase64url(opened.replyKey),
    replyPrivateKey: null,
    expiresDay: opened.expiresDay,
    part: 'none',
    coordinator: false,
    requesterDeviceId: firstDeviceOf(state, author.id),
    requesterOrganisationId: author.organisationId,
    signal: content,
    filedAt: now.toISOString(),
    events: [],
    childIds: [],
    note: '',
    matched: [],
    notTheSame: [],
    resolved: [],
    informing: [],
  }
  const familyNames = familyNamesOf(
    matched.map(({ childId }) => childId),
    state.children,
    base.familyNames,
  )
  const thread = withEvent(
    {
      ...withoutEvent(base, passed.instead),
      // What the requester says later is sealed to the last one.
      ...(known && isLater(known, passed) ? { contentKey: toBase64url(contentKey) } : {}),
      matched,
      ...(matched.length > 0 ? { familyNames } : {}),
      part: matched.length > 0 ? 'responder' : base.part,
      coordinator: base.coordinator || asCoordinator,
    },
    threadEvent(state, passed, opened, now),
  )
  return {
    changes: [
      put('threads', id, thread),
      ...(state.hints.has(id) ? [remove('hints', id)] : []),
      ...(isNewMatch ? [logged(ports, 'opened', thread.signal.number)] : []),
    ],
    notices: isNewMatch ? ['possible-match'] : [],
    ...(isNewMatch || asCoordinator ? { opened: true as const } : {}),
    unknownDevice: false,
  }
}
