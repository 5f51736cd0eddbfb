/**
 * Who may write which message, and by which way it reaches whom. This is the only place that says so: the gate
 * of what arrives (renderer/engine/inbox/verify.ts) and the address of what leaves
 * (renderer/engine/outbox/address.ts) read the same table.
 */
import type { KeyScope, OrganisationKind, Role } from '../domain/identifiers.ts'
import { coordinates, mayDo, owesAnswer, type Action } from '../membership/roles.ts'
import type { EventContent, Kind } from './registry.ts'

/**
 * By which key a device opens a message: a token of a child, the thread token of a signaal, the reply key of a
 * signaal or an answer, its own key as a coordinator, or the token of the board, which is no secret.
 */
export const WAYS = ['child', 'thread', 'reply', 'coordinator', 'board'] as const
export type Way = (typeof WAYS)[number]

/**
 * Who writes, seen from the signaal that the message is about:
 * - `requester`: the device that asks in it;
 * - `other-organisation`: anybody but the organisation of the requester;
 * - `other-party`: the requester to who answered, and who answered to the requester;
 * - `coordinator`: a coordinator of its wijk;
 * - `owes-answer`: whoever owes the answer to an obstacle at its level.
 */
type Writer = 'anyone' | 'requester' | 'other-organisation' | 'other-party' | 'coordinator' | 'owes-answer'

export interface Route {
  /** What a role must allow (roles.ts). */
  readonly action: Action
  readonly ways: Readonly<Partial<Record<Way, Writer>>>
  /** The coordinators of the wijk learn that it was written, and neither what nor by whom. */
  readonly isMarked?: true
}

const always =
  (action: Action, ways: Route['ways']): (() => Route) =>
  () => ({ action, ways })

const ROUTES: {
  readonly [K in Kind]: (content: Extract<EventContent, { readonly type: K }>) => Route
} = {
  signal: always('signal', { child: 'requester', coordinator: 'requester' }),
  answer: ({ answer }) =>
    answer === 'in-view-unnamed'
      ? { action: 'pass-on-unnamed', ways: { reply: 'coordinator' }, isMarked: true }
      : // Who answers a hint cannot know who asks: it may be a colleague.
        {
          action: 'answer',
          ways: { reply: answer === 'perhaps-call-me' ? 'anyone' : 'other-organisation' },
          isMarked: true,
        },
  // A colleague of the requester looks too. It is not counted, and it is not wrong.
  receipt: always('receipt', { reply: 'anyone' }),
  outcome: always('outcome', { thread: 'requester', reply: 'other-organisation' }),
  conversation: always('conversation', { reply: 'other-party' }),
  seen: always('conversation', { reply: 'other-party' }),
  'unnamed-answer': always('unnamed-answer', { coordinator: 'other-organisation' }),
  coordination: always('coordination', { coordinator: 'coordinator', reply: 'coordinator' }),
  'receipt-summary': always('receipt-summary', { coordinator: 'requester' }),
  disclosure: always('disclosure', { coordinator: 'requester' }),
  // That two signalen belong together is said by who asks in one of them (core/alike.ts); a coordinator of the
  // wijk takes them as one.
  link: ({ step }) =>
    step === 'merge' || step === 'part'
      ? { action: 'merge', ways: { coordinator: 'coordinator', reply: 'coordinator' } }
      : { action: 'link', ways: { coordinator: 'anyone', reply: 'anyone' } },
  'linie-request': always('linie-request', { coordinator: 'coordinator', reply: 'coordinator' }),
  obstacle: always('obstacle', { board: 'anyone' }),
  'obstacle-reply': always('obstacle-reply', { board: 'owes-answer' }),
}

export const routeOf = (content: EventContent): Route =>
  (ROUTES[content.type] as (of: EventContent) => Route)(content)

/** Under which week key a message is sealed: what stands on the board under that of the board, and nothing else. */
export const scopeOfMessage = (content: EventContent): KeyScope =>
  'board' in routeOf(content).ways ? 'board' : 'signals'

/** The device that signed, as the directory has it. */
export interface Standing {
  /** First device of its line of moves. */
  readonly deviceId: string
  readonly organisationId: string
  readonly kind: OrganisationKind
  readonly roles: readonly Role[]
  readonly neighbourhoods: readonly string[]
}

/** The signaal or the obstacle that a message is about, as far as this device knows it. */
export interface About {
  /** First device and organisation of whoever asks in the signaal; null for an obstacle. */
  readonly requester: { readonly deviceId: string; readonly organisationId: string } | null
  /** Null for an obstacle that is not known here. */
  readonly neighbourhood: string | null
  /** Whether the device that reads this asks in the signaal itself. */
  readonly isOwn: boolean
}

export type Objection = 'way' | 'role' | 'area' | 'writer'

const isWriter = (writer: Writer, content: EventContent, by: Standing, about: About): boolean => {
  const { requester } = about
  const isRequester = requester === null || requester.deviceId === by.deviceId
  const isOther = requester === null || requester.organisationId !== by.organisationId
  switch (writer) {
    case 'requester':
      return isRequester
    case 'other-organisation':
      return isOther
    case 'other-party':
      return about.isOwn ? isOther : isRequester
    case 'owes-answer':
      return (
        content.type === 'obstacle-reply' &&
        (about.neighbourhood === null || owesAnswer(content.level, by, by.kind, about.neighbourhood))
      )
    case 'coordinator':
    case 'anyone':
      return true
  }
}

/**
 * Why this message, that came by this way, does not count; null where it does. `about` is null for a signaal
 * that is new here: whoever signed it is the requester.
 */
export const objectionTo = (
  content: EventContent,
  way: Way,
  by: Standing,
  about: About | null,
): Objection | null => {
  const { action, ways } = routeOf(content)
  const writer = ways[way]
  if (writer === undefined) return 'way'
  if (!mayDo(by.roles, action)) return 'role'
  if (about === null) return null
  if (writer === 'coordinator' && !(about.neighbourhood !== null && coordinates(by, about.neighbourhood)))
    return 'area'
  return isWriter(writer, content, by, about) ? null : 'writer'
}
