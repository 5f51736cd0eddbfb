/** Signalen of a wijk, as its coordinators see them. */
import { z } from 'zod'
import {
  CoordinationAction,
  NameReason,
  LinkStep,
  DisclosureReason,
  Relation,
} from '../domain/coordination.ts'
import { NeighbourhoodCode, OrganisationKind, Linie, SignalRef } from '../domain/identifiers.ts'
import { EscalationReason } from '../domain/linies.ts'
import { ParentsAdvice } from '../domain/parents-advice.ts'
import { Urgency, AgeGroup, Attempt, ParentsInformed, Outcome } from '../domain/signal.ts'

export const TRIAGE_COMMANDS = [
  /** Of a coordinator, about one signaal or several. `to`: a device, of 'hand-over'. */
  z.object({
    kind: z.literal('coordinate'),
    signalIds: z.array(SignalRef).min(1).max(500),
    action: CoordinationAction,
    reason: NameReason.nullable(),
    to: z.string().max(64).nullable(),
  }),
  /**
   * Gives each back to whoever looked after it before this device last took it, let it go or handed it over.
   */
  z.object({ kind: z.literal('undo-coordinate'), signalIds: z.array(SignalRef).min(1).max(500) }),
  /** Of a coordinator: signalen that were brought together count as one, or apart again. */
  z.object({
    kind: z.literal('merge'),
    pairs: z
      .array(z.tuple([SignalRef, SignalRef]))
      .min(1)
      .max(100),
    step: LinkStep.extract(['merge', 'part']),
  }),
  /** Of a coordinator: an organisation was called; with two of them a line behind may look. */
  z.object({ kind: z.literal('ask-line'), signalId: SignalRef, organisationId: z.string().max(64) }),
  z.object({
    kind: z.literal('escalation'),
    signalId: SignalRef,
    organisationId: z.string().max(64),
    reason: EscalationReason,
  }),
  z.object({ kind: z.literal('confirm'), signalId: SignalRef, escalationId: SignalRef }),
] as const

/** What a coordinator sees: the situation, never the identity. Times are whole days. */
export const NeighbourhoodSignal = z.object({
  id: SignalRef,
  /** As of {@link SentSignal}. */
  advice: ParentsAdvice,
  number: z.string(),
  neighbourhood: NeighbourhoodCode,
  organisation: z.string(),
  organisationKind: OrganisationKind,
  requester: z.string(),
  requesterPhone: z.string(),
  lostSince: z.iso.date(),
  sentOn: z.iso.date(),
  answerBy: z.iso.date(),
  disappearsOn: z.iso.date(),
  urgency: Urgency,
  children: z.array(AgeGroup),
  attempts: z.array(Attempt),
  parents: ParentsInformed,
  state: z.enum(['open', 'answered', 'closed']),
  outcome: Outcome.nullable(),
  /**
   * Answered so long ago without an end that the two may have come to the coordinator by now; whether they
   * speak cannot be seen from here.
   */
  awaitsEnd: z.boolean(),
  /** Organisations that see the child and asked not to be named to the requester, and how to reach them. */
  unnamedBy: z.array(
    z.object({ organisationId: z.string(), name: z.string(), contact: z.string(), phone: z.string() }),
  ),
  /** They wait for this device to bring the requester and them in contact: the requester was given its name. */
  introduces: z.boolean(),
  /**
   * How many organisations have looked, as the requester said last; null before it did. `of`: the others that
   * take part with a list.
   */
  looked: z.number().int().nullable(),
  of: z.number().int(),
  /** Who looks after it in the wijk. */
  taken: z.object({ name: z.string(), mine: z.boolean() }).nullable(),
  remindedAt: z.iso.datetime().nullable(),
  /** Names that the requester gave to this device, or why it did not; `waiting`: asked, and nothing said yet. */
  name: z.object({
    waiting: z.boolean(),
    askedAt: z.iso.datetime().nullable(),
    names: z.array(z.string()),
    reason: DisclosureReason.nullable(),
    at: z.iso.datetime().nullable(),
  }),
  /**
   * Signalen that belong to it, as a requester said; `number` null: of a wijk of somebody else. `merged`: this
   * coordinator or a colleague takes them as one.
   */
  links: z.array(
    z.object({ other: SignalRef, number: z.string().nullable(), relation: Relation, merged: z.boolean() }),
  ),
  /** Who asks, and in which line it stands. */
  organisationId: z.string(),
  linie: Linie,
  /** Organisations that have not looked, as the requester said last; null where it did not say which. */
  missing: z.array(z.string()).nullable(),
  asked: z.array(
    z.object({ organisationId: z.string(), at: z.iso.datetime(), name: z.string(), mine: z.boolean() }),
  ),
  escalations: z.array(
    z.object({
      id: SignalRef,
      organisationId: z.string(),
      reason: EscalationReason.nullable(),
      name: z.string(),
      mine: z.boolean(),
      confirmed: z.boolean(),
      at: z.iso.datetime(),
    }),
  ),
  history: z.array(
    z.object({ at: z.iso.datetime(), action: CoordinationAction, name: z.string(), mine: z.boolean() }),
  ),
  /** Other coordinators of this wijk, to hand over to. */
  colleagues: z.array(z.object({ deviceId: z.string(), name: z.string() })),
})
export type NeighbourhoodSignal = z.infer<typeof NeighbourhoodSignal>
