/**
 * Professional secrecy: who gives youth care, a doctor, nurse, psychologist or social worker may receive, but
 * to share by themselves they weigh once more. That covers an answer too: that somebody is a client is a
 * secret itself (Jeugdwet, article 7.3.11). What they chose stands in the own logbook and never travels.
 */
import { z } from 'zod'
import type { OrganisationKind } from './identifiers.ts'

/**
 * Consent of everybody who has authority and of the young person; or a conflict of duties, where consent was
 * refused and silence does serious harm. 'none': neither, so do not send. Suspected danger is no reason: the
 * right to speak without consent is to Veilig Thuis (Wmo 2015, article 5.2.6).
 */
export const Weighing = z.enum(['consent', 'conflict-of-duties', 'none'])
export type Weighing = z.infer<typeof Weighing>
export const LETS_SEND: readonly Weighing[] = ['consent', 'conflict-of-duties']

/** Where most people have it. A person says otherwise on the own device. */
const USUAL: readonly OrganisationKind[] = ['youth-health', 'neighbourhood-team']
export const isSecrecyUsual = (kind: OrganisationKind): boolean => USUAL.includes(kind)
/** Where some have it and some have not, or nobody can say: asked once, and nothing about a child leaves before. */
const ASKED: readonly OrganisationKind[] = ['welfare', 'other']
export const isSecrecyAsked = (kind: OrganisationKind): boolean => ASKED.includes(kind)

/** What a person said of the own secrecy, or what is usual there; `asksSecrecy`: nothing yet. */
export interface Secrecy {
  readonly secrecy: boolean
  readonly asksSecrecy: boolean
}
/** Why something about a child may not leave yet; null where it may. Asked by the engine and by every screen. */
export const unweighed = (
  { secrecy, asksSecrecy }: Secrecy,
  weighing: Weighing | null | undefined,
): 'secrecy-unknown' | 'secrecy-weighing' | null => {
  if (asksSecrecy) return 'secrecy-unknown'
  return !secrecy || (weighing && LETS_SEND.includes(weighing)) ? null : 'secrecy-weighing'
}
