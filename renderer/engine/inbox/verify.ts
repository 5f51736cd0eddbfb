/**
 * The one gate for all that arrives. Nothing of a message is kept, shown, counted or passed on before it, and
 * of a message that it refuses only the reason is kept. Pure.
 */
import { arrived } from '../core/arrived.ts'
import type { State } from '../store/state.ts'
import { firstDeviceOf } from '../store/state.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import type { KeyScope } from '../../../shared/domain/identifiers.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import type { EventContent } from '../../../shared/messages/registry.ts'
import {
  objectionTo,
  scopeOfMessage,
  type About,
  type Objection,
  type Standing,
  type Way,
} from '../../../shared/messages/who-may-write.ts'
import type { OpenedEvent } from './open.ts'

export interface Verified {
  /** As it may be kept: a BSN in its texts is covered. */
  readonly content: EventContent
  readonly author: Device
}

/** In the order in which they are looked at. */
export type Refusal = 'content' | 'signature' | 'revoked' | Objection

export type Verdict =
  | { readonly ok: Verified }
  | { readonly refused: Refusal }
  /** The device that signed is not in our directory yet. */
  | { readonly wait: 'unknown-author' }

interface How {
  readonly way: Way
  /** Under which key its outer layer stood. */
  readonly of: KeyScope
  /** Whether the envelope says that it brings a signaal: then it does, and nothing else does. */
  readonly isSignal: boolean
  /** Place in the relay's log. */
  readonly seq: number
  /** Days since 1970. */
  readonly expiresDay: number
}

type Members = Pick<State, 'directory' | 'identity'>

const standingOf = (members: Members, device: Device): Standing => ({
  deviceId: firstDeviceOf(members, device.id),
  organisationId: device.organisationId,
  kind: members.directory.organisations.get(device.organisationId)?.kind ?? 'other',
  roles: device.roles,
  neighbourhoods: device.neighbourhoods,
})

/**
 * `event`: null where the key opened nothing that this version knows. What a device sent before it was revoked
 * stays valid, whatever its clock says: the relay's log decides.
 */
export const verify = async (
  event: OpenedEvent | null,
  { way, of, isSignal, seq, expiresDay }: How,
  about: About | null,
  members: Members,
): Promise<Verdict> => {
  const content = event && arrived(event.content, expiresDay)
  if (!event || !content) return { refused: 'content' }
  if ((content.type === 'signal') !== isSignal || scopeOfMessage(content) !== of) return { refused: 'way' }
  const revocation = members.directory.revoked.get(event.deviceId)
  const author = members.directory.devices.get(event.deviceId) ?? revocation?.device
  if (!author) return { wait: 'unknown-author' }
  if (!(await event.signedBy(fromBase64url(author.signingKey)))) return { refused: 'signature' }
  if (revocation && seq > revocation.afterSeq) return { refused: 'revoked' }
  const objection = objectionTo(content, way, standingOf(members, author), about)
  return objection ? { refused: objection } : { ok: { content, author } }
}
