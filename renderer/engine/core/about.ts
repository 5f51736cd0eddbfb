import type { Thread } from './thread.ts'
import type { About } from '../../../shared/messages/who-may-write.ts'

/** What the gate has to know of a signaal. `isOwn`: whether the device that reads a message about it asks in it. */
export const aboutThread = (
  { requesterDeviceId, requesterOrganisationId, signal }: Thread,
  isOwn: boolean,
): About => ({
  requester: { deviceId: requesterDeviceId, organisationId: requesterOrganisationId },
  neighbourhood: signal.neighbourhood,
  isOwn,
})
