/** Closed lists and nouns of a signaal, its answers and its ends; the messages themselves stand in shared/messages. */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { base64urlOf } from '../encoding.ts'

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
 * Which further fields the requester's list holds for every child of the signaal, so that a listener can tell
 * 'another address' from 'no address'. Only append.
 */
export const ComparedField = z.enum(['address', 'parents'])
export type ComparedField = z.infer<typeof ComparedField>

/** Whether nothing has to have been tried: an attempt to reach a family can put a child in danger. */
export const needsNoAttempt = (parents: ParentsInformed | null): boolean => parents === 'unsafe'

/**
 * 'perhaps-call-me' answers a hint: only a conversation can tell whether it is the same child.
 * 'in-view-unnamed' is said by a coordinator, for somebody who does not want to be named to the requester. Only
 * append.
 */
export const AnswerKind = z.enum([
  'contact-call-me',
  'contact-parents-first',
  'perhaps-call-me',
  'in-view-unnamed',
])
export type AnswerKind = z.infer<typeof AnswerKind>

/** 'reopened': the requester takes back that it was closed. Only append. */
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

/** Outcomes after which somebody else may go on. */
export const GOES_ON: readonly Outcome[] = ['moved', 'handed-over', 'in-good-hands']
export const MAX_ONWARD = 80
/** The organisation or municipality with which it goes on; never a person. */
export const Onward = utf8Text(240).refine(
  (text) => text.length <= MAX_ONWARD && !/\p{Cc}/u.test(text),
  `one line of at most ${MAX_ONWARD} characters`,
)

/** Organisations that did not look, at most so many; where there are more it is not said which. */
export const MAX_MISSING = 48
/** Default life of a signaal in days (docs/field.md, "How long things stay"). */
export const DEFAULT_LIFE_DAYS = 30
