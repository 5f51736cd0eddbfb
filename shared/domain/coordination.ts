/**
 * What a coordinator of a wijk and the one who asks say to each other about a signaal. The coordinator sees
 * the situation and not who it is about: a name is asked for with a reason, and given with a reason, to one
 * person. Only append to these lists.
 */
import { z } from 'zod'

/**
 * 'take': I look after this one; 'let-go': not any more; 'hand-over': another coordinator of the wijk does.
 */
export const CoordinationAction = z.enum(['remind', 'take', 'let-go', 'hand-over', 'ask-name'])
export type CoordinationAction = z.infer<typeof CoordinationAction>

/** How two signalen of two organisations belong together. 'perhaps': only keys that hint agreed. */
export const Relation = z.enum(['same-child', 'family', 'perhaps'])
export type Relation = z.infer<typeof Relation>

/**
 * One of the two requesters says that they belong together, or not any more; a coordinator of the wijk takes them
 * as one, or apart again.
 */
export const LinkStep = z.enum(['propose', 'take-back', 'merge', 'part'])
export type LinkStep = z.infer<typeof LinkStep>

/** Why a coordinator asks who it is about. */
export const NameReason = z.enum(['nobody-answers', 'maybe-known-to-us', 'worry', 'two-signals'])
export type NameReason = z.infer<typeof NameReason>

/** Why the requester gives the name, or does not. Each is one of {@link GIVING} or {@link DECLINING}. */
export const DisclosureReason = z.enum([
  'needed-for-contact',
  'parents-agree',
  'young-person-agrees',
  'worry',
  'not-needed',
  'parents-object',
  'call-me-first',
])
export type DisclosureReason = z.infer<typeof DisclosureReason>
export const GIVING: readonly DisclosureReason[] = [
  'needed-for-contact',
  'parents-agree',
  'young-person-agrees',
  'worry',
]
export const DECLINING: readonly DisclosureReason[] = DisclosureReason.options.filter(
  (reason) => !GIVING.includes(reason),
)

/** Of a name as a JSON string within a JSON string, without its quotes: so that four fit in one envelope. */
export const MAX_NAME_BYTES = 80
export const nameBytes = (name: string): number => new TextEncoder().encode(JSON.stringify(name)).length - 2
export const DisclosedName = z
  .string()
  .min(1)
  .max(MAX_NAME_BYTES)
  .refine((name) => name.trim() === name && nameBytes(name) <= MAX_NAME_BYTES, 'too long for an envelope')
