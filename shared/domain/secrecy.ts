/**
 * Professional secrecy: a doctor, nurse or psychologist may receive and answer, but to share by themselves
 * they weigh once more (docs/field.md, "Professional secrecy"). What they chose stands in the own logbook
 * and never travels.
 */
import { z } from 'zod'
import type { OrganisationKind } from '../protocol/statements.ts'

/**
 * Consent of the parents or the young person, or a suspicion of serious danger weighed with a colleague or
 * Veilig Thuis. 'none': neither, so do not send.
 */
export const Weighing = z.enum(['consent', 'serious-danger', 'none'])
export type Weighing = z.infer<typeof Weighing>
export const LETS_SEND: readonly Weighing[] = ['consent', 'serious-danger']

/** Where most people have it. A person says otherwise on the own device. */
const USUAL: readonly OrganisationKind[] = ['youth-health']
export const isSecrecyUsual = (kind: OrganisationKind): boolean => USUAL.includes(kind)
