/** Names and closed lists that everything else is built with. Imports nothing of ours. */
import { z } from 'zod'

/** Of a device, an organisation, a mailbox: chosen or drawn, never a person's name. */
export const Id = z.string().regex(/^[a-z0-9-]{3,64}$/)
export const Role = z.enum(['professional', 'administrator', 'coordinator', 'panel'])
export type Role = z.infer<typeof Role>
/** Linies of the football model (docs/field.md, "Linies"). */
export const Linie = z.enum(['front', 'midfield', 'defence', 'goal'])
export type Linie = z.infer<typeof Linie>
export const OrganisationKind = z.enum([
  'primary-school',
  'secondary-school',
  'welfare',
  'youth-health',
  'neighbourhood-team',
  'municipality',
  'programme-office',
  'other',
  'citizens-panel',
])
export type OrganisationKind = z.infer<typeof OrganisationKind>
/** What stands under a week key: signalen with all that is about them, or the board of obstacles. */
export type KeyScope = 'signals' | 'board'
/**
 * A wijk as the CBS writes it: the four figures of the municipality and two figures or letters (Amsterdam has
 * `WK0363AD`). A test checks that it is written only here.
 */
export const NeighbourhoodCode = z.string().regex(/^WK[0-9]{4}[0-9A-Z]{2}$/)
/** A buurt as the CBS writes it: two more figures or letters than its wijk has (`BU0363AD03`). */
export const BuurtCode = z.string().regex(/^BU[0-9]{4}[0-9A-Z]{4}$/)
/** A signaal on a device and in commands: the id of its thread. */
export const SignalRef = z.string().min(10).max(64)
