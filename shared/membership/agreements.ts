/**
 * The agreements of a wijk: how long each may take, which languages letters come in, how long a signaal
 * lives, when nobody is disturbed. Proposed and signed by the programmabureau, announced before they begin,
 * with the reason; all versions are kept. A signaal follows the agreements of the day on which it was sent,
 * so that no clock moves under somebody's hands.
 */
import { z } from 'zod'
import type { AnswerKind, Urgency } from '../domain/signal.ts'
import { SchoolHoliday } from '../calendar/school-holidays.ts'
import { LetterLanguage } from '../domain/letter-language.ts'

/** In working days unless it says otherwise. */
export const Terms = z
  .object({
    /** Until a first answer; 0 is the day itself. */
    firstAnswer: z.object({ normal: z.int().min(1).max(10), today: z.int().min(0).max(2) }),
    /** After an answer until the two speak. */
    speak: z.int().min(1).max(10),
    /** The same where the one who answers asks the parents first. */
    parentsFirst: z.int().min(1).max(15),
    /** After an answer until both say how it ended. */
    outcome: z.int().min(2).max(30),
    /** That a stand-in has before the coordinator is asked. */
    standIn: z.int().min(1).max(5),
    /** Days after contact was restored on which it is asked whether it lasts. */
    followUpDays: z.int().min(7).max(60),
  })
  .refine(({ speak, outcome }) => speak <= outcome, {
    path: ['outcome'],
    message: 'an outcome cannot be due before the two speak',
  })
export type Terms = Readonly<z.infer<typeof Terms>>

/** Where the programmabureau has signed nothing. */
export const USUAL_TERMS: Terms = {
  firstAnswer: { normal: 2, today: 0 },
  speak: 1,
  parentsFirst: 3,
  outcome: 5,
  standIn: 1,
  followUpDays: 14,
}

/** Working days after an answer in which the two speak. */
export const speakTerm = (terms: Terms, answer: AnswerKind): number =>
  answer === 'contact-parents-first' ? terms.parentsFirst : terms.speak
export const firstAnswerTerm = (terms: Terms, urgency: Urgency): number => terms.firstAnswer[urgency]

/**
 * The shortest and longest that a signaal may live by these agreements; the relay keeps nothing for more than
 * 90 days.
 */
export const [LEAST_KEPT_DAYS, MOST_KEPT_DAYS] = [14, 89]

/** The model of linies speaks of who stands around a child; in care other people stand there. Only append. */
export const Field = z.enum(['youth', 'care'])
export type Field = z.infer<typeof Field>

export const Agreements = z.object({
  terms: Terms,
  /** Shown first for letters to parents and young people. */
  languages: z
    .array(LetterLanguage)
    .min(1)
    .max(8)
    .refine((all) => new Set(all).size === all.length, 'a language once'),
  /** Days that a signaal lives at most. */
  keptDays: z.int().min(LEAST_KEPT_DAYS).max(MOST_KEPT_DAYS),
  /** Local times between which nobody is disturbed; null: everybody chooses. */
  quiet: z.object({ from: z.iso.time({ precision: -1 }), until: z.iso.time({ precision: -1 }) }).nullable(),
  /**
   * Days that count for no term in which it is the turn of a school. Who first answers may be anybody, so
   * there they do count.
   */
  schoolHolidays: z.array(SchoolHoliday).max(40),
  /** Whose words the linies have. */
  field: Field,
})
export type Agreements = Readonly<z.infer<typeof Agreements>>

export const USUAL_AGREEMENTS: Agreements = {
  terms: USUAL_TERMS,
  languages: [...LetterLanguage.options],
  keptDays: MOST_KEPT_DAYS,
  quiet: null,
  schoolHolidays: [],
  field: 'youth',
}

/**
 * Whether a version signed at this moment may begin on `from`: on a later day, and not before one that was
 * signed already.
 */
export const mayBegin = (from: string, at: string, earlier: readonly { readonly from: string }[]): boolean =>
  from > at.slice(0, 10) && from >= (earlier.at(-1)?.from ?? '')

/** Versions in order; the one that holds on a date, or null. */
export const heldOn = <T extends { readonly from: string }>(versions: readonly T[], date: string): T | null =>
  versions.findLast(({ from }) => from <= date) ?? null
