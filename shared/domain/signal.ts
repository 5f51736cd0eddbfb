/**
 * A signaal: "we have lost contact with this child". Closed lists, dates and counts only; no free text and no
 * identity of the child ever stands in it (ARCHITECTURE.md, "Events and views"). What follows it may have a
 * few words: a talk, and with whom it goes on. An obstacle stands apart from every signaal (obstacle.ts).
 */
import { z } from 'zod'
import { IsoDay } from './day-bounds.ts'
import { base64urlOf } from '../encoding.ts'
import { Id, NeighbourhoodCode, OrganisationKind } from './identifiers.ts'
import {
  Deed,
  DisclosedName,
  DisclosureReason,
  GIVING,
  Kin,
  NameReason,
  TogetherStep,
} from './coordination.ts'
import { AppealReason, LineDeed } from './linies.ts'
import { ObstacleContent, ObstacleReplyContent } from './obstacle.ts'
import { SpeakableNumber } from './spoken-number.ts'
import { Said, TalkRef } from './talk.ts'

export const AttemptWay = z.enum([
  'called',
  'messaged',
  'visited',
  'letter',
  'other-parent',
  'sibling-school',
])
export type AttemptWay = z.infer<typeof AttemptWay>
export const Attempt = z.object({ way: AttemptWay, times: z.number().int().min(1).max(20) })
export type Attempt = z.infer<typeof Attempt>

/** 'normal': within two working days; 'today': the same day. */
export const Urgency = z.enum(['normal', 'today'])
export type Urgency = z.infer<typeof Urgency>

/** Whether the parents know: informed, or not yet with the reason. */
export const ParentsInformed = z.enum(['informed', 'unreachable', 'unsafe', 'other-reason'])
export type ParentsInformed = z.infer<typeof ParentsInformed>

export const AgeGroup = z.enum(['0-3', '4-7', '8-11', '12-15', '16-17', '18+'])
export type AgeGroup = z.infer<typeof AgeGroup>

const LIMITS: readonly (readonly [number, AgeGroup])[] = [
  [4, '0-3'],
  [8, '4-7'],
  [12, '8-11'],
  [16, '12-15'],
  [18, '16-17'],
]
export const ageGroupOf = (ageYears: number): AgeGroup =>
  LIMITS.find(([below]) => ageYears < below)?.[1] ?? '18+'

/** Whole years between two ISO dates. */
export const ageInYears = (birthDate: string, on: string): number => {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/**
 * At most so many bytes as JSON text (so quotes count double), so that a content always fits its envelope.
 */
const utf8Text = (bytes: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine(
      (text) => new TextEncoder().encode(JSON.stringify(text)).length - 2 <= bytes,
      `at most ${bytes} bytes`,
    )

/** The professional who speaks: always a named person, never a mailbox. */
export const Professional = z.object({ name: utf8Text(60), function: utf8Text(60), phone: utf8Text(24) })
export type Professional = z.infer<typeof Professional>

export const IsoDate = IsoDay
export const MAX_CHILDREN = 4

/**
 * Which further fields the asker's list holds for every child of the signaal, so that a listener can tell
 * 'another address' from 'no address'. Only append.
 */
export const ComparedField = z.enum(['address', 'parents'])
export type ComparedField = z.infer<typeof ComparedField>

/** Whether nothing has to have been tried: an attempt to reach a family can put a child in danger. */
export const needsNoAttempt = (parents: ParentsInformed | null): boolean => parents === 'unsafe'

export const SignalContent = z.object({
  type: z.literal('signal'),
  number: SpeakableNumber,
  lostSince: IsoDate,
  /** Empty only as {@link needsNoAttempt} says. */
  attempts: z.array(Attempt).max(6),
  urgency: Urgency,
  parents: ParentsInformed,
  /** One age group per child; the number of children is its length. */
  children: z.array(AgeGroup).min(1).max(MAX_CHILDREN),
  organisationKind: OrganisationKind,
  neighbourhood: NeighbourhoodCode,
  compared: z.array(ComparedField).max(2),
  asker: Professional,
  sentAt: z.iso.datetime(),
})
export type SignalContent = z.infer<typeof SignalContent>

/**
 * 'perhaps-call-me' answers a hint: only a conversation can tell whether it is the same child.
 * 'in-view-shielded' is said by a coordinator, for somebody who does not want to be named to the asker. Only
 * append.
 */
export const AnswerKind = z.enum([
  'contact-call-me',
  'contact-parents-first',
  'perhaps-call-me',
  'in-view-shielded',
])
export type AnswerKind = z.infer<typeof AnswerKind>

/** 'reopened': the asker takes back that it was closed. Only append. */
export const Outcome = z.enum([
  'contact-restored',
  'moved',
  'deregistered',
  'handed-over',
  'wrong-person',
  'not-restored',
  'withdrawn',
  'reopened',
  'in-good-hands',
])
export type Outcome = z.infer<typeof Outcome>

export const SignalId = base64urlOf(16)

export const AnswerContent = z.object({
  type: z.literal('answer'),
  signalId: SignalId,
  answer: AnswerKind,
  by: Professional,
  sentAt: z.iso.datetime(),
})
export type AnswerContent = z.infer<typeof AnswerContent>

/** "Our device has looked at this signaal": sent by every organisation, match or no match. */
export const ReceiptContent = z.object({
  type: z.literal('receipt'),
  signalId: SignalId,
  sentAt: z.iso.datetime(),
})
export type ReceiptContent = z.infer<typeof ReceiptContent>

/** Outcomes after which somebody else may go on. */
export const GOES_ON: readonly Outcome[] = ['moved', 'handed-over', 'in-good-hands']
export const MAX_ONWARD = 80
/** The organisation or municipality with which it goes on; never a person. */
export const Onward = utf8Text(240).refine(
  (text) => text.length <= MAX_ONWARD && !/\p{Cc}/u.test(text),
  `one line of at most ${MAX_ONWARD} characters`,
)

/** `onward` only with an outcome of {@link GOES_ON}. It travels beside the compact form: see `encodeMore`. */
export const OutcomeContent = z.object({
  type: z.literal('outcome'),
  signalId: SignalId,
  outcome: Outcome,
  onward: Onward.optional(),
  sentAt: z.iso.datetime(),
})
export type OutcomeContent = z.infer<typeof OutcomeContent>

/** Between the asker and one who answered (talk.ts). */
export const TalkContent = z.object({
  type: z.literal('talk'),
  signalId: SignalId,
  ref: TalkRef,
  said: Said,
  sentAt: z.iso.datetime(),
})
export type TalkContent = z.infer<typeof TalkContent>

/** Sent to the coordinators of the wijk alone: we see this child, tell the asker so and do not name us. */
export const ShieldContent = z.object({
  type: z.literal('shield'),
  signalId: SignalId,
  sentAt: z.iso.datetime(),
})
export type ShieldContent = z.infer<typeof ShieldContent>

/**
 * Sent by a coordinator to the asker and the other coordinators of the wijk. `reason` belongs to 'ask-name'
 * only, `to` (a device) to 'hand-over' only.
 */
export const CoordinationContent = z
  .object({
    type: z.literal('coordination'),
    signalId: SignalId,
    deed: Deed,
    reason: NameReason.nullable(),
    to: Id.nullable(),
    by: Professional,
    sentAt: z.iso.datetime(),
  })
  .refine(
    ({ deed, reason, to }) =>
      (reason !== null) === (deed === 'ask-name') && (to !== null) === (deed === 'hand-over'),
    'what belongs to another deed',
  )
export type CoordinationContent = z.infer<typeof CoordinationContent>

/**
 * Two signalen that belong together. Of an asker: to the other asker and to the coordinators; of a
 * coordinator: to the asker and the other coordinators. `with`: who asks in the other one, for who is to
 * call; null where that is not known or not needed.
 */
export const TogetherContent = z
  .object({
    type: z.literal('together'),
    signalId: SignalId,
    other: SignalId,
    step: TogetherStep,
    kin: Kin,
    with: Professional.nullable(),
    sentAt: z.iso.datetime(),
  })
  .refine(({ signalId, other }) => signalId !== other, 'a signaal belongs to another one')
export type TogetherContent = z.infer<typeof TogetherContent>

/** Organisations that did not look, at most so many; where there are more it is not said which. */
export const MAX_MISSING = 48
/**
 * Sent by the asker to the coordinators of the wijk: how many organisations have looked, and which have not
 * (`organisationTag`). That an organisation looked says nothing of whom it knows: all look. `missing` travels
 * beside the compact form: see `encodeMore`.
 */
export const CoverageContent = z.object({
  type: z.literal('coverage'),
  signalId: SignalId,
  looked: z.number().int().min(0).max(2000),
  missing: z.array(base64urlOf(4)).max(MAX_MISSING).optional(),
  sentAt: z.iso.datetime(),
})
export type CoverageContent = z.infer<typeof CoverageContent>

/** Sent by the asker to the one coordinator who asked: the names, or none and why not. */
export const DisclosureContent = z
  .object({
    type: z.literal('disclosure'),
    signalId: SignalId,
    names: z.array(DisclosedName).max(MAX_CHILDREN),
    reason: DisclosureReason,
    sentAt: z.iso.datetime(),
  })
  .refine(
    ({ names, reason }) => names.length > 0 === GIVING.includes(reason),
    'a reason to give goes with names, one not to give without',
  )
export type DisclosureContent = z.infer<typeof DisclosureContent>

/**
 * Sent by a coordinator to the asker and the other coordinators of the wijk: which organisation is asked, and
 * why one of a line behind is.
 */
export const LineContent = z
  .object({
    type: z.literal('line'),
    signalId: SignalId,
    organisationId: Id,
    deed: LineDeed,
    reason: AppealReason.nullable(),
    by: Professional,
    sentAt: z.iso.datetime(),
  })
  .refine(({ deed, reason }) => (reason !== null) === (deed === 'appeal'), 'a reason belongs to an appeal')
export type LineContent = z.infer<typeof LineContent>

export const EventContent = z.discriminatedUnion('type', [
  SignalContent,
  AnswerContent,
  ReceiptContent,
  OutcomeContent,
  TalkContent,
  ShieldContent,
  CoordinationContent,
  CoverageContent,
  DisclosureContent,
  TogetherContent,
  LineContent,
  ObstacleContent,
  ObstacleReplyContent,
])
export type EventContent = z.infer<typeof EventContent>

/** Default life of a signaal in days (docs/field.md, "How long things stay"). */
export const DEFAULT_LIFE_DAYS = 30
