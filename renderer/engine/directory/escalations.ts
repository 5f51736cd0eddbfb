/**
 * Signalen that two coordinators opened to a line behind: making such a key, holding it, and telling which
 * signaal it is of.
 */
import { openKey, sealKey } from '../../../shared/crypto/hpke.ts'
import { EscalationReason } from '../../../shared/domain/linies.ts'
import { concat, fromBase64url, toBase64url, utf8 } from '../../../shared/encoding.ts'
import type { EscalationSeen } from '../../../shared/membership/directory.ts'
import {
  escalationMark,
  keyOfEnvelope,
  onceKey,
  openOnce,
  type OpenedLayer,
} from '../../../shared/protocol/envelope.ts'
import { decodeOuterHeader } from '../../../shared/protocol/outer-header.ts'
import type { Escalation } from '../../../shared/membership/statements.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Thread } from '../core/thread.ts'
import type { Ports } from '../ports.ts'
import { firstDeviceOf, type State } from '../store/state.ts'
import { envelopeKey } from '../store/changes.ts'

const boundTo = (escalationId: Uint8Array, part: 'key' | 'note'): Uint8Array =>
  concat(escalationId, utf8(part))

const newestKey = (
  { directory }: Pick<State, 'directory'>,
  organisationId: string,
): { readonly version: number; readonly hpkeKey: Uint8Array } => {
  const newest = directory.organisationKeys.get(organisationId)?.at(-1)
  if (!newest) throw new RuggensteunError('not-allowed', { field: 'organisation' })
  return { version: newest.version, hpkeKey: fromBase64url(newest.hpkeKey) }
}

/** Of the first coordinator. Throws not-allowed where the organisation cannot be sealed to. */
export const makeEscalation = async (
  state: State,
  thread: Thread,
  organisationId: string,
  reason: EscalationReason,
  random: Ports['random'],
): Promise<Escalation> => {
  const { version, hpkeKey } = newestKey(state, organisationId)
  const id = random(16)
  const note = random(32)
  note[0] = EscalationReason.options.indexOf(reason)
  return {
    id: toBase64url(id),
    organisationId,
    neighbourhood: thread.signal.neighbourhood,
    keyVersion: version,
    note: toBase64url(await sealKey(hpkeKey, note, 'escalation', boundTo(id, 'note'), random)),
    mark: toBase64url(escalationMark(fromBase64url(thread.contentKey), id)),
  }
}

/**
 * Of the second one: what opens it. Throws not-allowed where the signaal is not kept here, or the
 * organisation cannot be sealed to.
 */
export const sealEscalation = async (
  state: State,
  thread: Thread,
  { id, organisationId }: Escalation,
  random: Ports['random'],
): Promise<{ readonly keyVersion: number; readonly sealed: string }> => {
  const seq = thread.events.find(({ content }) => content.type === 'signal')?.seq ?? 0
  const live = state.envelopes.get(envelopeKey(seq))
  const envelope = live && fromBase64url(live.envelope)
  const scope = envelope && keyOfEnvelope(envelope, [...state.weekKeys.values()])
  const key = envelope && scope ? onceKey(envelope, scope) : null
  if (!key) throw new RuggensteunError('not-allowed', { field: 'signal' })
  const { version, hpkeKey } = newestKey(state, organisationId)
  return {
    keyVersion: version,
    sealed: toBase64url(await sealKey(hpkeKey, key, 'escalation', boundTo(fromBase64url(id), 'key'), random)),
  }
}

/** Keys of escalations to the own organisation that were confirmed. Asked again it takes only what is new. */
export const takeEscalations = async (state: State): Promise<void> => {
  for (const escalation of state.directory.escalations.values()) {
    if (
      escalation.organisationId !== state.identity.organisation.id ||
      !escalation.confirmed ||
      state.escalations.has(escalation.id)
    )
      continue
    const id = fromBase64url(escalation.id)
    const opened = (version: number, sealed: string, part: 'key' | 'note') => {
      const own = state.organisationKeys.get(version)
      return own ? openKey(own.key, fromBase64url(sealed), 'escalation', boundTo(id, part)) : null
    }
    const key = await opened(escalation.confirmed.keyVersion, escalation.confirmed.sealed, 'key')
    const note = await opened(escalation.keyVersion, escalation.note, 'note')
    if (key)
      state.escalations.set(escalation.id, {
        id: escalation.id,
        key,
        reason: EscalationReason.options[note?.[0] ?? 0] ?? 'nobody-in-front',
        at: escalation.confirmed.at,
        envelope: null,
      })
  }
}

/** The outer layer of an envelope by the key of an escalation; null where none is about this one. */
export const openEscalated = (state: State, envelope: Uint8Array): OpenedLayer | null => {
  const nonce = state.escalations.size > 0 ? decodeOuterHeader(envelope)?.nonce : undefined
  if (!nonce) return null
  const name = toBase64url(nonce)
  for (const escalation of state.escalations.values()) {
    if (escalation.envelope !== null && escalation.envelope !== name) continue
    const opened = openOnce(envelope, escalation.key)
    if (!opened) continue
    escalation.envelope = name
    return opened
  }
  return null
}

/** Asked by this device, or by one that it moved from. */
export const isOwnEscalation = (
  state: Pick<State, 'directory' | 'identity'>,
  { by }: Pick<EscalationSeen, 'by'>,
): boolean => firstDeviceOf(state, by) === state.identity.firstDeviceId

/** Escalations about this signaal, as the directory has them: also where nobody told the requester of it. */
export const escalationsAbout = (
  { directory }: Pick<State, 'directory'>,
  { contentKey, signal: { neighbourhood } }: Thread,
): EscalationSeen[] => {
  if (contentKey === '' || directory.escalations.size === 0) return []
  const key = fromBase64url(contentKey)
  return [...directory.escalations.values()].filter(
    (escalation) =>
      escalation.neighbourhood === neighbourhood &&
      toBase64url(escalationMark(key, fromBase64url(escalation.id))) === escalation.mark,
  )
}
