/** A message that passed the gate, and the event that it becomes. */
import type { ThreadEvent } from '../core/thread.ts'
import { authorIds, firstDeviceOf, type State } from '../store/state.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import type { OpenedLayer } from '../../../shared/protocol/envelope.ts'

export interface Passed<C extends EventContent = EventContent> {
  readonly content: C
  readonly author: Device
  /** By which the message is known, in whatever envelope it comes (shared/protocol/envelope.ts). base64url. */
  readonly hash: string
  /** Place in the relay's log. */
  readonly seq: number
  /** Hash of a message that it takes the place of: of two under one number of a device the first counts. */
  readonly instead?: string
}

/** Also what a device sent that this one moved from. */
export const isOwn = (state: State, author: Device): boolean =>
  firstDeviceOf(state, author.id) === state.identity.firstDeviceId

/** An own event that the relay has and did not acknowledge yet: it stands in its thread as waiting. */
export const isWaiting = ({ outbox }: State, hash: string): boolean =>
  [...outbox.values()].some((item) => item.messageHash === hash)

export const threadEvent = (
  state: State,
  { content, author, hash, seq }: Passed,
  opened: OpenedLayer,
  now: Date,
): ThreadEvent => ({
  hash,
  seq,
  ...authorIds(state, author.id),
  organisationId: author.organisationId,
  receivedAt: now.toISOString(),
  content:
    content.type === 'coordination' && content.to !== null
      ? { ...content, to: firstDeviceOf(state, content.to) }
      : content,
  ...(content.type === 'answer' ? { replyKey: toBase64url(opened.replyKey) } : {}),
})
