/**
 * What two matched parties said to each other, as a fold over the events of their thread: asks with how they
 * ended, agreements, who has the regie. Only what one of the two sent counts; in whatever order it comes the
 * state is the same. Pure.
 */
import type { AnswerKind } from '../../../shared/domain/signal.ts'
import type { SeenContent } from '../../../shared/messages/seen.ts'
import type { ConversationContent } from '../../../shared/messages/conversation.ts'
import type { AskKind, PauseReason, RefusalReason, Entry } from '../../../shared/domain/conversation.ts'
import { ordered, type Thread, type ThreadEvent } from './thread.ts'

export type Side = 'requester' | 'responder'
export interface ConversationItem {
  readonly ref: string
  readonly by: Side
  readonly at: string
  readonly waiting: boolean
  readonly entry: Entry
  /** Of an ask: how the other took it. */
  readonly answer: 'open' | 'accepted' | 'refused' | 'other' | null
  readonly answeredAt: string | null
  readonly reason: RefusalReason | null
}
interface Pause {
  readonly by: Side
  readonly reason: PauseReason
  readonly since: string
  readonly until: string
}
export interface Conversation {
  readonly items: readonly ConversationItem[]
  /** Who takes the next step for the child: whoever lost contact, until the other took it over. */
  readonly lead: Side
  /** The last one that was not taken back. */
  readonly pause: Pause | null
  /** Accepted ones, newest last. */
  readonly given: readonly { readonly ask: AskKind; readonly by: Side }[]
  readonly followUp: { readonly by: Side; readonly inContact: boolean; readonly at: string } | null
  /** By side: up to what of the other it has opened; undefined where it did not say. */
  readonly seen: Readonly<Partial<Record<Side, SeenContent['ref']>>>
}

const other = (side: Side): Side => (side === 'requester' ? 'responder' : 'requester')
/** Whether somebody else asked this too. */
const isAsk = (entry: Entry): entry is Entry & { readonly ask: AskKind } =>
  entry.kind === 'ask' || entry.kind === 'propose'

interface Between {
  readonly side: Side
  readonly event: ThreadEvent
  readonly content: ConversationContent | SeenContent
}

/** Events between the requester and this device of the other party, in order. */
const between = (thread: Thread, responderDeviceId: string): Between[] =>
  ordered(thread.events).flatMap((event): Between[] => {
    const { content } = event
    if (content.type !== 'conversation' && content.type !== 'seen') return []
    if (event.deviceId === responderDeviceId) return [{ side: 'responder' as const, event, content }]
    // Of the requester's side: what was meant for this one. On the device of the other everything that could be
    // opened was.
    return event.organisationId === thread.requesterOrganisationId &&
      (event.to === undefined || event.to === responderDeviceId)
      ? [{ side: 'requester' as const, event, content }]
      : []
  })

export const foldConversation = (thread: Thread, responderDeviceId: string): Conversation => {
  const items = new Map<string, ConversationItem>()
  let lead: Side = 'requester'
  let followUp: Conversation['followUp'] = null
  const given: { ask: AskKind; by: Side }[] = []
  const answered = (
    to: string,
    by: Side,
    answeredAt: string,
    answer: 'accepted' | 'refused' | 'other',
    reason: RefusalReason | null = null,
  ): ConversationItem | undefined => {
    const item = items.get(to)
    if (!item || !isAsk(item.entry) || item.by === by || item.answer !== 'open') return undefined
    items.set(to, { ...item, answer, answeredAt, reason })
    return item
  }
  const seen: { requester?: SeenContent['ref']; responder?: SeenContent['ref'] } = {}
  for (const { side, event, content } of between(thread, responderDeviceId)) {
    if (content.type === 'seen') {
      seen[side] = content.ref
      continue
    }
    const { entry, ref, sentAt } = content
    if (items.has(ref)) continue
    if (entry.kind === 'accept') {
      const item = answered(entry.to, side, sentAt, 'accepted')
      if (!item || !isAsk(item.entry)) continue
      given.push({ ask: item.entry.ask, by: side })
      if (item.entry.ask === 'take-lead') lead = side
      continue
    }
    if (entry.kind === 'refuse') {
      answered(entry.to, side, sentAt, 'refused', entry.reason)
      continue
    }
    if (entry.kind === 'take-back') {
      const item = items.get(entry.to)
      if (item && item.by === side && (item.answer === 'open' || !isAsk(item.entry))) items.delete(entry.to)
      continue
    }
    if (entry.kind === 'propose') answered(entry.to, side, sentAt, 'other')
    if (entry.kind === 'follow-up') followUp = { by: side, inContact: entry.inContact, at: sentAt }
    items.set(ref, {
      ref,
      by: side,
      at: sentAt,
      waiting: event.seq === 0,
      entry,
      answer: isAsk(entry) ? 'open' : null,
      answeredAt: null,
      reason: null,
    })
  }
  const list = [...items.values()]
  const paused = list.findLast(({ entry }) => entry.kind === 'pause')
  return {
    items: list,
    lead,
    given,
    followUp,
    seen,
    pause:
      paused?.entry.kind === 'pause'
        ? { by: paused.by, reason: paused.entry.reason, since: paused.at, until: paused.entry.until }
        : null,
  }
}

/**
 * What `side` has opened of the other and did not say yet: its newest ref, null where that is the answer alone;
 * undefined where there is nothing new.
 */
export const newlySeen = ({ items, seen }: Conversation, side: Side): SeenContent['ref'] | undefined => {
  const newest = items.findLast(({ by }) => by === other(side))?.ref ?? null
  // Of a requester who wrote nothing yet there is nothing to open.
  const isNothing = newest === null && side === 'responder'
  return isNothing || seen[side] === newest ? undefined : newest
}

/** The last thing that `side` said and the other has opened: its ref, or that it is the answer. */
export const lastRead = ({ items, seen }: Conversation, side: Side): string | 'answer' | null => {
  const upTo = seen[other(side)]
  if (upTo === undefined) return null
  const place = items.findIndex(({ ref }) => ref === upTo)
  const read = items.slice(0, place + 1).findLast(({ by }) => by === side)
  return read?.ref ?? (side === 'responder' ? 'answer' : null)
}

/** Asks of the other that wait for an answer of `side`. */
export const asksFor = ({ items }: Conversation, side: Side): ConversationItem[] =>
  items.filter(({ by, answer }) => by === other(side) && answer === 'open')

/**
 * When the two first took it further since `since`, null where they did not yet. Who asks the parents first
 * promised to come back, so there only that one's words count. Stopping the clock and looking back is not
 * taking it further.
 */
export const firstWordAt = (
  { items }: Conversation,
  answer: AnswerKind,
  since: string | null,
): string | null => {
  const counts = (side: Side): boolean => side === 'responder' || answer !== 'contact-parents-first'
  const words = items.flatMap(({ by, at, entry, answeredAt }) =>
    entry.kind === 'pause' || entry.kind === 'follow-up'
      ? []
      : [...(counts(by) ? [at] : []), ...(answeredAt !== null && counts(other(by)) ? [answeredAt] : [])],
  )
  return words.filter((at) => since === null || at >= since).sort()[0] ?? null
}
