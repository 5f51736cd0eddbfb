/** What the person of this device hears of a message that passed the gate, by its kind. */
import type { Notice } from './arrival.ts'
import type { Thread } from '../core/thread.ts'
import type { EventContent, Kind } from '../../../shared/messages/registry.ts'
import type { Way } from '../../../shared/messages/who-may-write.ts'

type NoticeOf<K extends Kind> = (
  content: Extract<EventContent, { readonly type: K }>,
  way: Way,
  part: Thread['part'],
) => Notice | null

/**
 * A kind that is not here is quiet. Signalen (inbox/signals.ts) and what stands on the board (inbox/board.ts) say it
 * themselves.
 */
const NOTICES: { readonly [K in Kind]?: NoticeOf<K> } = {
  answer: (_, __, part) => (part === 'requester' ? 'answer' : null),
  outcome: (_, __, part) => (part === 'responder' ? 'closed' : null),
  conversation: () => 'conversation',
  // A coordinator sees what colleagues do in the list itself.
  coordination: (_, way) => (way === 'reply' ? 'conversation' : null),
  disclosure: () => 'conversation',
  link: ({ step }, way, part) =>
    (way === 'reply' && part === 'requester') || (way === 'coordinator' && step === 'propose')
      ? 'conversation'
      : null,
  // A question that takes a second coordinator waits for one.
  'linie-request': ({ action }, way) => (way === 'reply' || action === 'escalation' ? 'conversation' : null),
}

export const noticeOf = (content: EventContent, way: Way, part: Thread['part']): Notice | null => {
  const notice = NOTICES[content.type] as
    | ((of: EventContent, by: Way, as: Thread['part']) => Notice | null)
    | undefined
  return notice?.(content, way, part) ?? null
}
