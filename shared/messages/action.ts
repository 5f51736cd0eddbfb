/** Which action a message is: the table of who may do it stands in membership/roles.ts. */
import type { Action } from '../membership/roles.ts'
import type { EventContent } from './registry.ts'

/**
 * The action of an event: an answer for an organisation that is not named differs from an own answer, and
 * merging two signalen differs from linking them.
 */
export const actionOf = (content: EventContent): Action => {
  if (content.type === 'answer' && content.answer === 'in-view-shielded') return 'shielded-answer'
  return content.type === 'together' && (content.step === 'merge' || content.step === 'part')
    ? 'merge'
    : content.type
}
