/**
 * A thread: one signaal and all that followed, as immutable events; its state is a pure fold over them
 * (ARCHITECTURE.md, "Events and views"). Every event in it passed the gate (inbox/verify.ts). What two people contradict each other in stays both, and is named until a person settled it.
 */
import type { InformingDecision } from '../../../shared/domain/informing.ts'
import type { KeyType } from '../../../shared/matching/key-types.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import type { SignalContent } from '../../../shared/messages/signal.ts'

export interface ThreadEvent {
  /** By which the message is known, in whatever envelope it came (shared/protocol/envelope.ts). base64url. */
  readonly hash: string
  /** Place in the relay's log; 0 for an own event that waits to leave. */
  readonly seq: number
  /** First device of its author's line of moves, so that one who moved goes on as the same. */
  readonly deviceId: string
  /** The device that signed it, where that is a later one of the line. */
  readonly signedBy?: string
  readonly organisationId: string
  readonly receivedAt: string
  readonly content: EventContent
  /** Answers only: the key to which the requester can write to this device alone. base64url. */
  readonly replyKey?: string
  /** Own talk of the requester: the first device of whom it is for. */
  readonly to?: string
}

export interface MatchedChild {
  readonly childId: string
  readonly types: readonly KeyType[]
}

/** One decision about telling the parents or the young person, with the moment it was recorded. */
export type Informing = InformingDecision & { readonly at: string }

/** Two different messages that one device signed under one number: the one that counts, and the other one. */
export interface Fork {
  readonly organisationId: string
  readonly at: string
  readonly counts: EventContent
  readonly other: EventContent
  /** Of the other one: however often somebody seals it again, it is shown once. base64url. */
  readonly otherHash: string
}

export interface ReplyPair {
  readonly publicKey: string
  readonly privateKey: string
}

export interface Thread {
  readonly id: string
  readonly contentKey: string
  /** Public key to answer to, and for the requester alone its private half. base64url. */
  readonly replyKey: string
  readonly replyPrivateKey: string | null
  readonly expiresDay: number
  readonly part: 'requester' | 'responder' | 'none'
  readonly coordinator: boolean
  /** First device of its line of moves, as in {@link ThreadEvent}. */
  readonly requesterDeviceId: string
  readonly requesterOrganisationId: string
  readonly signal: SignalContent
  readonly filedAt: string
  readonly events: readonly ThreadEvent[]
  /** Requester: own children of the signaal, own note. Responder: who was recognised and who is somebody else. */
  readonly childIds: readonly string[]
  readonly note: string
  readonly matched: readonly MatchedChild[]
  readonly notTheSame: readonly string[]
  /** Responder: first consults, and sees it again on this ISO date. Never sent. */
  readonly consulting?: string
  /** Requester: ids of {@link Conflict} that a person looked at. */
  readonly resolved: readonly string[]
  /**
   * Responder: the key pairs that own answers brought, so that the requester can write back to this device alone:
   * one for each, oldest first, for nothing in an envelope stands in another one. base64url.
   */
  readonly ownReplies?: readonly ReplyPair[]
  /** What people said twice under one number, oldest first: two copies of a device, or somebody who tampers. */
  readonly forks?: readonly Fork[]
  /** Requester: what was decided about telling the parents or the young person, oldest first. Never sent. */
  readonly informing: readonly Informing[]
  /**
   * By own child that it is about: names of the families it was of when the signaal was made or recognised
   * (parents-words.ts). Never sent.
   */
  readonly familyNames?: Readonly<Record<string, readonly string[]>>
  /** Requester: what coordinators were told last about how many looked. */
  readonly covered?: { readonly on: string; readonly looked: number }
  /** Coordinator: when the first answer that carried the mark of this signaal came here. */
  readonly answeredAt?: string
}

/** Events in the relay's order; own unsent ones last, by their own time. */
export const ordered = (events: readonly ThreadEvent[]): ThreadEvent[] =>
  [...events].sort(
    (a, b) => (a.seq || Infinity) - (b.seq || Infinity) || (a.content.sentAt < b.content.sentAt ? -1 : 1),
  )

/** Whether a message at `seq` takes the place of the same one at `known`; 0 is a place that it does not have yet. */
export const comesBefore = (seq: number, known: number): boolean => seq !== 0 && (known === 0 || seq < known)

/** Without the message that another one of its device took the place of. */
export const withoutEvent = (thread: Thread, hash: string | undefined): Thread =>
  thread.events.some((event) => event.hash === hash)
    ? { ...thread, events: thread.events.filter((event) => event.hash !== hash) }
    : thread

/**
 * Adds an event once; the relay's copy replaces the own waiting one. Its place is the first one that it has in the
 * relay's log: whoever seals it again cannot make it the last word.
 */
export const withEvent = (thread: Thread, event: ThreadEvent): Thread => {
  const known = thread.events.find(({ hash }) => hash === event.hash)
  if (known && !comesBefore(event.seq, known.seq)) return thread
  return { ...thread, events: [...thread.events.filter(({ hash }) => hash !== event.hash), event] }
}
