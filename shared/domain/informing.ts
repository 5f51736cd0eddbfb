/**
 * Telling parents or the young person what was done with their data (GDPR articles 13 and 14). Who they are
 * goes by the age on the day itself. What is decided about it stays on the requester's device; the network sees
 * what the signaal said.
 */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { ParentsInformed, type AgeGroup } from './signal.ts'

/** Under 12 the parents, from 12 to 16 both, from 16 the young person. */
export const Addressee = z.enum(['parents', 'both', 'young-person'])
export type Addressee = z.infer<typeof Addressee>

export const addresseeOf = (ageYears: number): Addressee =>
  ageYears < 12 ? 'parents' : ageYears < 16 ? 'both' : 'young-person'

const OF_GROUP: Readonly<Record<AgeGroup, Addressee>> = {
  '0-3': 'parents',
  '4-7': 'parents',
  '8-11': 'parents',
  '12-15': 'both',
  '16-17': 'young-person',
  '18+': 'young-person',
}
/** Where the birth date is no longer on the list. */
export const addresseeOfGroup = (group: AgeGroup): Addressee => OF_GROUP[group]

/** Of a family: who at least must be told of somebody in it. */
export const addresseeOfAll = (each: readonly Addressee[]): Addressee => {
  const first = each[0] ?? 'parents'
  return each.every((one) => one === first) ? first : 'both'
}

/** Whether everybody in it decides for themselves who hears of them: then nobody speaks of parents. */
export const isYoungPersonAlone = (groups: readonly AgeGroup[]): boolean =>
  groups.length > 0 && groups.every((group) => addresseeOfGroup(group) === 'young-person')

/** Why not yet. The first three are what a signaal can say itself. Only append. */
export const DeferReason = z.enum([
  ...ParentsInformed.exclude(['informed']).options,
  'interpreter',
  'advice-first',
  'safe-again',
])
export type DeferReason = z.infer<typeof DeferReason>

/** `on`: the day they were told, the day it is planned for, or the day on which to look again. */
export const InformingDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('informed'), on: IsoDay }),
  z.object({ kind: z.literal('planned'), on: IsoDay }),
  z.object({ kind: z.literal('deferred'), on: IsoDay, reason: DeferReason }),
])
export type InformingDecision = z.infer<typeof InformingDecision>

/** A deferral can be repeated; a day cannot be put off beyond the life of the signaal. Days are ISO dates. */
export const mayBeOn = (
  kind: InformingDecision['kind'],
  on: string,
  today: string,
  lastDay: string,
): boolean =>
  kind === 'informed'
    ? on <= today
    : kind === 'planned'
      ? on >= today && on <= lastDay
      : on > today && on <= lastDay
