/**
 * What a screen, a task, a letter or an answer may advise about speaking with the parents. Once somebody said
 * that it is not safe, nothing urges to tell them anything: whoever reads it is led to the person who knows
 * the meldcode and to Veilig Thuis (Wmo 2015, article 4.1.1; Besluit verplichte meldcode). Pure; every place
 * that speaks of parents asks these functions and decides nothing itself.
 */
import { z } from 'zod'
import type { DeferReason } from './informing.ts'
import type { ParentsInformed } from './signal.ts'
import type { DisclosureReason } from './coordination.ts'
import type { AgreementWhat, AskKind, RefusalReason } from './conversation.ts'

/** 'not-to-parents': say nothing to them, and take advice first. */
export const ParentsAdvice = z.enum(['usual', 'not-to-parents'])
export type ParentsAdvice = z.infer<typeof ParentsAdvice>

/** A word that somebody said about the parents: in the signaal, in a decision about telling, in an answer. */
export type ParentsWord = ParentsInformed | DeferReason | RefusalReason

const UNSAFE: readonly ParentsWord[] = ['unsafe', 'not-safe']

/** Of all words that hold now, about a signaal and about those that belong to it: one 'unsafe' is enough. */
export const parentsAdvice = (words: Iterable<ParentsWord>): ParentsAdvice => {
  for (const word of words) if (UNSAFE.includes(word)) return 'not-to-parents'
  return 'usual'
}

/** What one asks of another that leads to the family itself is not offered. */
const TO_FAMILY: readonly AskKind[] = ['contact-for-us', 'visit-together']
export const mayAskOf = (ask: AskKind, advice: ParentsAdvice): boolean =>
  advice === 'usual' || !TO_FAMILY.includes(ask)

/** What is agreed may be with each other only: everything else can be with the family. */
export const mayAgreeOn = (what: AgreementWhat, advice: ParentsAdvice): boolean =>
  advice === 'usual' || what === 'meet'

/** Reasons to give or refuse a name that suppose that the parents were asked. */
const ASKED_PARENTS: readonly DisclosureReason[] = ['parents-agree', 'parents-object']
export const mayGiveReason = (reason: DisclosureReason, advice: ParentsAdvice): boolean =>
  advice === 'usual' || !ASKED_PARENTS.includes(reason)

/**
 * Whether somebody may write with whom a family goes on: everybody who can open the signaal reads that, and of
 * a family that fled it says where to. `said`: every word so far, also one that was taken back since, because
 * who read it may still act on it.
 */
export const mayNameOnward = (said: Iterable<ParentsWord>, shielded: boolean): boolean =>
  !shielded && parentsAdvice(said) === 'usual'

/**
 * What a signaal says of the parents where this device knows more than was chosen: *not safe*, until they were told.
 * Others read it before they speak with the parents.
 */
export const parentsToSay = <T extends ParentsInformed | null>(
  chosen: T,
  advice: ParentsAdvice,
): T | 'unsafe' => (advice === 'usual' || chosen === 'informed' ? chosen : 'unsafe')
