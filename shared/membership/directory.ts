/**
 * The directory: who takes part, folded from statements. Pure but for signature checks; relay, trustee and
 * every client run this same code, so that a ghost organisation needs both bodies to sign (ARCHITECTURE.md,
 * "Who takes part").
 */
import { isUsableAgreementKey } from '../crypto/usable-key.ts'
import { isBehind } from '../domain/linies.ts'
import { fromBase64url } from '../encoding.ts'
import type {
  Device,
  RevocationReason,
  WijkRules,
  Escalation,
  Organisation,
  OrganisationDetails,
  StatementOf,
} from './statements.ts'

/** Root keys every party is born with, base64url Ed25519. */
export interface Roots {
  readonly municipality: string
  readonly trustee: string
  readonly relay: string
}

export interface Revocation {
  readonly device: Device
  readonly reason: RevocationReason
  readonly at: string
  readonly afterSeq: number
  /** Device id, or 'municipality'. */
  readonly by: string
  /** Device that it moved to. */
  readonly movedTo?: string
}

/** `by`: the organisation whose device signed. */
export interface SignedRules extends WijkRules {
  readonly at: string
  readonly by: string
}

/** `by`, `confirmedBy`: devices of coordinators. */
export interface EscalationSeen extends Escalation {
  readonly by: string
  readonly at: string
  readonly confirmed: {
    readonly by: string
    readonly at: string
    readonly keyVersion: number
    readonly sealed: string
  } | null
}

export interface Directory {
  readonly organisations: ReadonlyMap<string, Organisation>
  /** Devices that take part now. */
  readonly devices: ReadonlyMap<string, Device>
  readonly revoked: ReadonlyMap<string, Revocation>
  /** Of a device that another one moved to: the device that this line of moves began with. */
  readonly firsts: ReadonlyMap<string, string>
  readonly details: ReadonlyMap<string, OrganisationDetails>
  /** HPKE keys per organisation, oldest first; the last one is in use. */
  readonly organisationKeys: ReadonlyMap<string, readonly StatementOf<'organisation-key'>[]>
  /**
   * Per week, one per generation: first valid one in the log's order counts (ARCHITECTURE.md, "Who takes
   * part"). After one that somebody could not open there is room for another of its generation.
   */
  readonly weekKeys: ReadonlyMap<number, readonly StatementOf<'week-key'>[]>
  /** By id of a week key: organisations that could not open what was sealed to them. */
  readonly unusableKeys: ReadonlyMap<string, readonly string[]>
  /** Agreements by wijk, all versions, oldest first. */
  readonly rules: ReadonlyMap<string, readonly SignedRules[]>
  /** Signalen that coordinators opened, or proposed to open, to a line behind, by id. */
  readonly escalations: ReadonlyMap<string, EscalationSeen>
  /**
   * Counts who came and who left: after each revocation, and after an organisation can be sealed to, a fresh
   * week key is due.
   */
  readonly generation: number
  /** Newest version per organisation, device or details; what was removed keeps its number. */
  readonly serials: ReadonlyMap<string, number>
}

export const emptyDirectory: Directory = {
  organisations: new Map(),
  devices: new Map(),
  revoked: new Map(),
  firsts: new Map(),
  details: new Map(),
  organisationKeys: new Map(),
  weekKeys: new Map(),
  unusableKeys: new Map(),
  rules: new Map(),
  escalations: new Map(),
  generation: 0,
  serials: new Map(),
}

/**
 * Whoever moves to a new device stays the same author, so events are compared by the first device of the
 * line of moves. That never changes: it is known as soon as the device itself is.
 */
export const firstOf = ({ firsts }: Pick<Directory, 'firsts'>, deviceId: string): string =>
  firsts.get(deviceId) ?? deviceId

/** The device of this line of moves that takes part now, by any device of the line. */
export const deviceNow = (directory: Directory, deviceId: string): Device | undefined => {
  const first = firstOf(directory, deviceId)
  return (
    directory.devices.get(deviceId) ??
    [...directory.devices.values()].find(({ id }) => firstOf(directory, id) === first)
  )
}

/**
 * Whether what is written in answer to this event is still read. `deviceId`: the very device that signed it;
 * `seq`: its place in the log, 0 where it has none yet. A device that moved took along what it knew up to
 * `afterSeq`; the keys to what it sent later went with it, and so did those of a device that was revoked.
 */
export const isReadBy = (directory: Directory, deviceId: string, seq: number): boolean => {
  let id = deviceId
  for (let revocation = directory.revoked.get(id); revocation; revocation = directory.revoked.get(id)) {
    if (revocation.reason !== 'moved' || !revocation.movedTo || seq > revocation.afterSeq) return false
    id = revocation.movedTo
  }
  return true
}

/** Also of a device that was revoked; undefined where there never was one. */
export const organisationOfDevice = (
  { devices, revoked }: Pick<Directory, 'devices' | 'revoked'>,
  deviceId: string,
): string | undefined => (devices.get(deviceId) ?? revoked.get(deviceId)?.device)?.organisationId

export const devicesOf = (directory: Directory, organisationId: string): Device[] =>
  [...directory.devices.values()].filter((device) => device.organisationId === organisationId)

/**
 * Public HPKE key in use of an organisation; null while it has published none, and where nobody can seal to
 * it. No schema lets such a key in; should one stand here all the same, it is left out and stops nobody.
 */
export const hpkeKeyOf = (directory: Directory, organisationId: string): string | null => {
  const key = directory.organisationKeys.get(organisationId)?.at(-1)?.hpkeKey
  return key !== undefined && canBeSealedTo({ hpkeKey: key }) ? key : null
}

export const canBeSealedTo = ({ hpkeKey }: { readonly hpkeKey: string }): boolean =>
  isUsableAgreementKey(fromBase64url(hpkeKey))

/**
 * Organisations that the week key of a week goes to: all that can be sealed to, and that do not stand
 * behind.
 */
export const reachable = (directory: Directory): Organisation[] =>
  [...directory.organisations.values()].filter(
    (organisation) => hpkeKeyOf(directory, organisation.id) !== null && !isBehind(organisation),
  )
