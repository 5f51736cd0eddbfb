/**
 * Signalen that two coordinators opened to a line behind: making such a key, holding it, and telling which
 * signaal it is of.
 */
import { openKey, sealKey } from '../../../shared/crypto/hpke.ts'
import { AppealReason } from '../../../shared/domain/linies.ts'
import { concat, fromBase64url, toBase64url, utf8 } from '../../../shared/encoding.ts'
import type { AppealSeen } from '../../../shared/membership/directory.ts'
import { appealMark, onceKey, openOnce, type OpenedLayer } from '../../../shared/protocol/envelope.ts'
import { decodeOuterHeader } from '../../../shared/protocol/outer-header.ts'
import type { Appeal } from '../../../shared/membership/statements.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Thread } from '../core/thread.ts'
import type { Ports } from '../ports.ts'
import { firstDeviceOf, weekKeyName, type State } from '../store/state.ts'
import { liveKey } from '../store/changes.ts'

const boundTo = (appealId: Uint8Array, part: 'key' | 'note'): Uint8Array => concat(appealId, utf8(part))

const newestKey = (
  { directory }: Pick<State, 'directory'>,
  organisationId: string,
): { readonly version: number; readonly hpkeKey: Uint8Array } => {
  const newest = directory.organisationKeys.get(organisationId)?.at(-1)
  if (!newest) throw new RuggensteunError('not-allowed', { field: 'organisation' })
  return { version: newest.version, hpkeKey: fromBase64url(newest.hpkeKey) }
}

/** Of the first coordinator. Throws not-allowed where the organisation cannot be sealed to. */
export const makeAppeal = async (
  state: State,
  thread: Thread,
  organisationId: string,
  reason: AppealReason,
  random: Ports['random'],
): Promise<Appeal> => {
  const { version, hpkeKey } = newestKey(state, organisationId)
  const id = random(16)
  const note = random(32)
  note[0] = AppealReason.options.indexOf(reason)
  return {
    id: toBase64url(id),
    organisationId,
    neighbourhood: thread.signal.neighbourhood,
    keyVersion: version,
    note: toBase64url(await sealKey(hpkeKey, note, 'appeal', boundTo(id, 'note'), random)),
    mark: toBase64url(appealMark(fromBase64url(thread.contentKey), id)),
  }
}

/**
 * Of the second one: what opens it. Throws not-allowed where the signaal is not kept here, or the
 * organisation cannot be sealed to.
 */
export const sealAppeal = async (
  state: State,
  thread: Thread,
  { id, organisationId }: Appeal,
  random: Ports['random'],
): Promise<{ readonly keyVersion: number; readonly sealed: string }> => {
  const seq = thread.events.find(({ content }) => content.type === 'signal')?.seq ?? 0
  const live = state.live.get(liveKey(seq))
  const envelope = live && fromBase64url(live.envelope)
  const header = envelope && decodeOuterHeader(envelope)
  const scope = header && state.weekKeys.get(weekKeyName(header.week, toBase64url(header.keyId)))
  const key = envelope && scope ? onceKey(envelope, scope) : null
  if (!key) throw new RuggensteunError('not-allowed', { field: 'signal' })
  const { version, hpkeKey } = newestKey(state, organisationId)
  return {
    keyVersion: version,
    sealed: toBase64url(await sealKey(hpkeKey, key, 'appeal', boundTo(fromBase64url(id), 'key'), random)),
  }
}

/** Keys of appeals to the own organisation that were seconded. Asked again it takes only what is new. */
export const takeAppeals = async (state: State): Promise<void> => {
  for (const appeal of state.directory.appeals.values()) {
    if (
      appeal.organisationId !== state.identity.organisation.id ||
      !appeal.seconded ||
      state.appeals.has(appeal.id)
    )
      continue
    const id = fromBase64url(appeal.id)
    const opened = (version: number, sealed: string, part: 'key' | 'note') => {
      const own = state.organisationKeys.get(version)
      return own ? openKey(own.key, fromBase64url(sealed), 'appeal', boundTo(id, part)) : null
    }
    const key = await opened(appeal.seconded.keyVersion, appeal.seconded.sealed, 'key')
    const note = await opened(appeal.keyVersion, appeal.note, 'note')
    if (key)
      state.appeals.set(appeal.id, {
        id: appeal.id,
        key,
        reason: AppealReason.options[note?.[0] ?? 0] ?? 'nobody-in-front',
        at: appeal.seconded.at,
        envelope: null,
      })
  }
}

/** The outer layer of an envelope by the key of an appeal; null where none is about this one. */
export const openAppealed = (state: State, envelope: Uint8Array): OpenedLayer | null => {
  const nonce = state.appeals.size > 0 ? decodeOuterHeader(envelope)?.nonce : undefined
  if (!nonce) return null
  const name = toBase64url(nonce)
  for (const appeal of state.appeals.values()) {
    if (appeal.envelope !== null && appeal.envelope !== name) continue
    const opened = openOnce(envelope, appeal.key)
    if (!opened) continue
    appeal.envelope = name
    return opened
  }
  return null
}

/** Asked by this device, or by one that it moved from. */
export const isOwnAppeal = (
  state: Pick<State, 'directory' | 'identity'>,
  { by }: Pick<AppealSeen, 'by'>,
): boolean => firstDeviceOf(state, by) === state.identity.firstDeviceId

/** Appeals about this signaal, as the directory has them: also where nobody told the requester of it. */
export const appealsAbout = (
  { directory }: Pick<State, 'directory'>,
  { contentKey, signal: { neighbourhood } }: Thread,
): AppealSeen[] => {
  if (contentKey === '' || directory.appeals.size === 0) return []
  const key = fromBase64url(contentKey)
  return [...directory.appeals.values()].filter(
    (appeal) =>
      appeal.neighbourhood === neighbourhood &&
      toBase64url(appealMark(key, fromBase64url(appeal.id))) === appeal.mark,
  )
}
