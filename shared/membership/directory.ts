/**
 * The directory: who takes part, folded from statements. Pure but for signature checks; relay, trustee and
 * every client run this same code, so that a ghost organisation needs both bodies to sign (ARCHITECTURE.md,
 * "Who takes part").
 */
import { readStatement, signedBy } from '../crypto/signing.ts'
import { isUsableAgreementKey } from '../crypto/usable-key.ts'
import { isBehind } from '../domain/linies.ts'
import { mayBegin } from './agreements.ts'
import { coordinates, mayDo, roleProblem, signsRules, type Action } from './roles.ts'
import { fromBase64url } from '../encoding.ts'
import type {
  Appeal,
  Device,
  Organisation,
  OrganisationDetails,
  RevocationReason,
  Statement,
  StatementBody,
  StatementOf,
  WijkRules,
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

/** `by`, `secondedBy`: devices of coordinators. */
export interface AppealSeen extends Appeal {
  readonly by: string
  readonly at: string
  readonly seconded: {
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
   * part").
   */
  readonly weekKeys: ReadonlyMap<number, readonly StatementOf<'week-key'>[]>
  /** Agreements by wijk, all versions, oldest first. */
  readonly rules: ReadonlyMap<string, readonly SignedRules[]>
  /** Signalen that coordinators opened, or proposed to open, to a line behind, by id. */
  readonly appeals: ReadonlyMap<string, AppealSeen>
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
  rules: new Map(),
  appeals: new Map(),
  generation: 0,
  serials: new Map(),
}

export type Folded =
  | { readonly accepted: true; readonly directory: Directory }
  | { readonly accepted: false; readonly reason: string }

const refused = (reason: string): Folded => ({ accepted: false, reason })
const accepted = (directory: Directory): Folded => ({ accepted: true, directory })
const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value)
const without = <K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> =>
  new Map([...map].filter(([key]) => !keys.includes(key)))

/** Both bodies, or nothing: neither can admit or remove anybody alone. */
const byBothBodies = async (statement: Statement, roots: Roots): Promise<boolean> =>
  (await signedBy(statement, 'municipality', roots.municipality)) &&
  (await signedBy(statement, 'trustee', roots.trustee))

const signerOf = async (directory: Directory, statement: Statement): Promise<Device | null> => {
  const device = directory.devices.get(statement.signatures[0]!.by)
  return device && (await signedBy(statement, device.id, device.signingKey)) ? device : null
}

/** The administrator device of this organisation that signed, or why it does not count. */
const administrator = async (
  directory: Directory,
  statement: Statement,
  organisationId: string | null,
  action: Action,
): Promise<Device | string> => {
  const signer = await signerOf(directory, statement)
  if (!signer) return `${action} needs the signature of a device that takes part`
  if (organisationId !== null && signer.organisationId !== organisationId)
    return `${action} needs a device of the same organisation`
  return mayDo(signer.roles, action) ? signer : `${action} needs an administrator device`
}

const isNewer = (directory: Directory, key: string, serial: number): boolean =>
  serial > (directory.serials.get(key) ?? 0)

const addDevice = (directory: Directory, device: Device): Folded => {
  const organisation = directory.organisations.get(device.organisationId)
  if (!organisation) return refused('the organisation of this device was not admitted')
  if (directory.revoked.has(device.id)) return refused('this device was revoked and does not come back')
  const known = directory.devices.get(device.id)
  if (known && (known.signingKey !== device.signingKey || known.organisationId !== device.organisationId))
    return refused('this device id belongs to another key')
  if (!isNewer(directory, `device:${device.id}`, device.serial))
    return refused('a newer entry of this device is known')
  const problem = roleProblem(device, organisation)
  if (problem) return refused(problem)
  return accepted({
    ...directory,
    devices: withEntry(directory.devices, device.id, device),
    serials: withEntry(directory.serials, `device:${device.id}`, device.serial),
  })
}

const revoke = (
  directory: Directory,
  devices: readonly Device[],
  how: Omit<Revocation, 'device'>,
): Directory => {
  const revoked = new Map(directory.revoked)
  for (const device of devices) revoked.set(device.id, { device, ...how })
  return {
    ...directory,
    devices: without(
      directory.devices,
      devices.map(({ id }) => id),
    ),
    revoked,
    generation: directory.generation + devices.length,
  }
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

const more = <T>(known: readonly T[], offered: readonly T[], idOf: (entry: T) => string): T[] => [
  ...known,
  ...offered.filter((entry) => !known.some((one) => idOf(one) === idOf(entry))),
]

type Rule<T extends StatementBody['type']> = (
  directory: Directory,
  body: StatementOf<T>,
  statement: Statement,
  roots: Roots,
) => Promise<Folded>

const organisationAdmitted: Rule<'organisation-admitted'> = async (
  directory,
  { organisation, founder },
  statement,
  roots,
) => {
  if (!(await byBothBodies(statement, roots)))
    return refused('an organisation needs the signatures of municipality and trustee')
  if (!isNewer(directory, `organisation:${organisation.id}`, organisation.serial))
    return refused('a newer entry of this organisation is known')
  if (founder.organisationId !== organisation.id || !founder.roles.includes('administrator'))
    return refused('the founding device is an administrator of the organisation')
  const before = directory.organisations.get(organisation.id)
  // An organisation that moves to a line behind keeps the keys of before, and gets none after.
  const leaves = before !== undefined && !isBehind(before) && isBehind(organisation) ? 1 : 0
  const next = {
    ...directory,
    generation: directory.generation + leaves,
    organisations: withEntry(directory.organisations, organisation.id, organisation),
    serials: withEntry(directory.serials, `organisation:${organisation.id}`, organisation.serial),
  }
  const unchanged = next.devices.has(founder.id) || next.revoked.has(founder.id)
  return unchanged ? accepted(next) : addDevice(next, founder)
}

const organisationRemoved: Rule<'organisation-removed'> = async (
  directory,
  { organisationId, serial, afterSeq, at },
  statement,
  roots,
) => {
  if (!(await byBothBodies(statement, roots)))
    return refused('removing an organisation needs the signatures of municipality and trustee')
  if (
    !directory.organisations.has(organisationId) ||
    !isNewer(directory, `organisation:${organisationId}`, serial)
  )
    return refused('this organisation does not take part')
  const left = revoke(directory, devicesOf(directory, organisationId), {
    reason: 'left',
    at,
    afterSeq,
    by: 'municipality',
  })
  return accepted({
    ...left,
    organisations: without(left.organisations, [organisationId]),
    serials: withEntry(left.serials, `organisation:${organisationId}`, serial),
  })
}

const organisationDetails: Rule<'organisation-details'> = async (directory, { details }, statement) => {
  const signer = await administrator(directory, statement, details.organisationId, 'organisation-details')
  if (typeof signer === 'string') return refused(signer)
  const key = `details:${details.organisationId}`
  if (!isNewer(directory, key, details.serial)) return refused('newer details of this organisation are known')
  return accepted({
    ...directory,
    details: withEntry(directory.details, details.organisationId, details),
    serials: withEntry(directory.serials, key, details.serial),
  })
}

const deviceAdmitted: Rule<'device-admitted'> = async (directory, { device }, statement) => {
  const signer = await administrator(directory, statement, device.organisationId, 'admit-device')
  return typeof signer === 'string' ? refused(signer) : addDevice(directory, device)
}

const deviceRevoked: Rule<'device-revoked'> = async (
  directory,
  { deviceId, reason, afterSeq, at },
  statement,
  roots,
) => {
  const device = directory.devices.get(deviceId)
  if (!device) return refused('this device does not take part')
  const signer = await signerOf(directory, statement)
  const allowed =
    signer !== null &&
    (signer.id === device.id ||
      (signer.organisationId === device.organisationId && mayDo(signer.roles, 'revoke-device')))
  if (!allowed && !(await byBothBodies(statement, roots)))
    return refused('revoking needs an administrator device of the same organisation, or both bodies')
  return accepted(
    revoke(directory, [device], { reason, at, afterSeq, by: allowed ? signer.id : 'municipality' }),
  )
}

const deviceMoved: Rule<'device-moved'> = async (directory, { from, device, afterSeq, at }, statement) => {
  const old = directory.devices.get(from)
  if (!old || !(await signedBy(statement, old.id, old.signingKey)))
    return refused('moving needs the signature of a device that takes part')
  const same =
    old.organisationId === device.organisationId &&
    JSON.stringify([old.roles, old.neighbourhoods]) === JSON.stringify([device.roles, device.neighbourhoods])
  // A device that takes part already would get other keys, and another past, without its own signature.
  if (!same || directory.devices.has(device.id) || device.signingKey === old.signingKey)
    return refused('a moved device keeps its organisation, roles and wijken, and has keys of its own')
  const added = addDevice(directory, device)
  if (!added.accepted) return added
  const how = { reason: 'moved' as const, at, afterSeq, by: old.id, movedTo: device.id }
  return accepted({
    ...revoke(added.directory, [old], how),
    firsts: withEntry(directory.firsts, device.id, firstOf(directory, old.id)),
  })
}

const organisationKey: Rule<'organisation-key'> = async (directory, body, statement) => {
  const signer = await administrator(directory, statement, body.organisationId, 'organisation-key')
  if (typeof signer === 'string') return refused(signer)
  if (body.deviceId !== signer.id) return refused('organisation-key names the device that signs')
  const known = directory.organisationKeys.get(body.organisationId) ?? []
  const same = known[body.version - 1]
  if (same) {
    const sealedTo = more(same.sealedTo, body.sealedTo, ({ deviceId }) => deviceId)
    if (same.hpkeKey !== body.hpkeKey || sealedTo.length === same.sealedTo.length)
      return refused('this version of the organisation key exists, and nobody is added to it')
    return accepted({
      ...directory,
      organisationKeys: withEntry(
        directory.organisationKeys,
        body.organisationId,
        known.map((one) => (one === same ? { ...same, sealedTo } : one)),
      ),
    })
  }
  if (body.version !== known.length + 1) return refused('organisation keys are numbered one by one')
  const everyone = devicesOf(directory, body.organisationId)
    .filter(canBeSealedTo)
    .every(({ id }) => body.sealedTo.some(({ deviceId }) => deviceId === id))
  if (!everyone || body.sealedTo.some(({ deviceId }) => directory.revoked.has(deviceId)))
    return refused('a new organisation key goes to every device of the organisation and to no revoked one')
  return accepted({
    ...directory,
    organisationKeys: withEntry(directory.organisationKeys, body.organisationId, [...known, body]),
    generation: directory.generation + (known.length === 0 ? 1 : 0),
  })
}

const weekKey: Rule<'week-key'> = async (directory, body, statement) => {
  const signer = await administrator(directory, statement, null, 'week-key')
  if (typeof signer === 'string') return refused(signer)
  if (body.deviceId !== signer.id) return refused('a week key names the device that signs')
  const behind = (id: string): boolean => {
    const organisation = directory.organisations.get(id)
    return organisation !== undefined && isBehind(organisation)
  }
  if (behind(signer.organisationId) || body.sealedTo.some(({ organisationId }) => behind(organisationId)))
    return refused('a line behind holds no week key')
  const known = directory.weekKeys.get(body.week) ?? []
  const same = known.find(({ keyId }) => keyId === body.keyId)
  if (same) {
    const sealedTo = more(same.sealedTo, body.sealedTo, ({ organisationId }) => organisationId)
    if (sealedTo.length === same.sealedTo.length) return refused('nobody is added to this week key')
    return accepted({
      ...directory,
      weekKeys: withEntry(
        directory.weekKeys,
        body.week,
        known.map((one) => (one === same ? { ...same, sealedTo } : one)),
      ),
    })
  }
  if (body.generation !== directory.generation)
    return refused('a week key is made after the newest revocation or arrival')
  if (known.some(({ generation }) => generation === body.generation))
    return refused('this week has its week key')
  if (
    !reachable(directory).every(({ id }) => body.sealedTo.some(({ organisationId }) => organisationId === id))
  )
    return refused('a week key goes to every admitted organisation')
  return accepted({ ...directory, weekKeys: withEntry(directory.weekKeys, body.week, [...known, body]) })
}

/**
 * A version begins no earlier than the one before it, and after the day on which it was signed: nobody's
 * clock is changed behind their back.
 */
const wijkRules: Rule<'wijk-rules'> = async (directory, { rules, deviceId, at }, statement) => {
  const signer = await administrator(directory, statement, null, 'wijk-rules')
  if (typeof signer === 'string') return refused(signer)
  if (deviceId !== signer.id) return refused('agreements name the device that signs')
  const organisation = directory.organisations.get(signer.organisationId)
  if (!organisation || !signsRules(signer, organisation))
    return refused('agreements of a wijk are signed by the programmabureau')
  const known = directory.rules.get(rules.neighbourhood) ?? []
  if (rules.serial !== known.length + 1) return refused('agreements of a wijk are numbered one by one')
  if (!mayBegin(rules.from, at, known))
    return refused(
      'agreements begin after the day on which they are signed, and not before those that were signed earlier',
    )
  return accepted({
    ...directory,
    rules: withEntry(directory.rules, rules.neighbourhood, [...known, { ...rules, at, by: organisation.id }]),
  })
}

const appeal: Rule<'appeal'> = async (directory, { appeal: asked, deviceId, at }, statement) => {
  const signer = await signerOf(directory, statement)
  if (
    !signer ||
    signer.id !== deviceId ||
    !mayDo(signer.roles, 'line') ||
    !coordinates(signer, asked.neighbourhood)
  )
    return refused('an appeal is signed by a coordinator device of the wijk that it names')
  const organisation = directory.organisations.get(asked.organisationId)
  if (!organisation || !isBehind(organisation))
    return refused('an appeal is to an organisation of a line behind')
  if (directory.organisationKeys.get(organisation.id)?.length !== asked.keyVersion)
    return refused('an appeal is sealed to the newest key of the organisation')
  if (directory.appeals.has(asked.id)) return refused('this appeal exists')
  return accepted({
    ...directory,
    appeals: withEntry(directory.appeals, asked.id, { ...asked, by: signer.id, at, seconded: null }),
  })
}

/** Four eyes: never the device that asked, nor the one that it moved to. */
const appealSeconded: Rule<'appeal-seconded'> = async (
  directory,
  { appealId, keyVersion, sealed, deviceId, at },
  statement,
) => {
  const asked = directory.appeals.get(appealId)
  if (!asked || asked.seconded) return refused('there is no such appeal that waits for a second coordinator')
  const signer = await signerOf(directory, statement)
  if (
    !signer ||
    signer.id !== deviceId ||
    !mayDo(signer.roles, 'line') ||
    !coordinates(signer, asked.neighbourhood)
  )
    return refused('an appeal is seconded by a coordinator device of the same wijk')
  if (firstOf(directory, signer.id) === firstOf(directory, asked.by))
    return refused('an appeal is seconded by another coordinator than the one who asked')
  if (directory.organisationKeys.get(asked.organisationId)?.length !== keyVersion)
    return refused('an appeal is seconded to the newest key of the organisation')
  return accepted({
    ...directory,
    appeals: withEntry(directory.appeals, appealId, {
      ...asked,
      seconded: { by: signer.id, at, keyVersion, sealed },
    }),
  })
}

/** One statement more. A refused statement changes nothing and says why. */
export const foldStatement = async (
  directory: Directory,
  statement: Statement,
  roots: Roots,
): Promise<Folded> => {
  const body = readStatement(statement)
  if (!body) return refused('statement does not fit its schema')
  switch (body.type) {
    case 'organisation-admitted':
      return organisationAdmitted(directory, body, statement, roots)
    case 'organisation-removed':
      return organisationRemoved(directory, body, statement, roots)
    case 'organisation-details':
      return organisationDetails(directory, body, statement, roots)
    case 'device-admitted':
      return deviceAdmitted(directory, body, statement, roots)
    case 'device-revoked':
      return deviceRevoked(directory, body, statement, roots)
    case 'device-moved':
      return deviceMoved(directory, body, statement, roots)
    case 'organisation-key':
      return organisationKey(directory, body, statement, roots)
    case 'week-key':
      return weekKey(directory, body, statement, roots)
    case 'appeal':
      return appeal(directory, body, statement, roots)
    case 'appeal-seconded':
      return appealSeconded(directory, body, statement, roots)
    case 'wijk-rules':
      return wijkRules(directory, body, statement, roots)
    default:
      return refused(`a statement of type ${body.type} does not belong in the directory`)
  }
}

/** Folds what is accepted and leaves out the rest. */
export const foldAll = async (
  statements: readonly Statement[],
  roots: Roots,
  from: Directory = emptyDirectory,
): Promise<Directory> => {
  let directory = from
  for (const statement of statements) {
    const folded = await foldStatement(directory, statement, roots)
    if (folded.accepted) directory = folded.directory
  }
  return directory
}

/**
 * Statements about who takes part: all that a key holder, or a device that checks its own admission, needs.
 */
const MEMBERSHIP: readonly StatementBody['type'][] = [
  'organisation-admitted',
  'organisation-removed',
  'device-admitted',
  'device-revoked',
  'device-moved',
]
export const isMembership = (statement: Statement): boolean => {
  const type = readStatement(statement)?.type
  return type !== undefined && MEMBERSHIP.includes(type)
}

/**
 * The organisation a membership statement is about; `directory` knows devices that were admitted before it.
 */
export const organisationOf = (statement: Statement, directory: Directory): string | null => {
  const body = readStatement(statement)
  switch (body?.type) {
    case 'organisation-admitted':
      return body.organisation.id
    case 'organisation-removed':
      return body.organisationId
    case 'device-admitted':
    case 'device-moved':
      return body.device.organisationId
    case 'device-revoked':
      return (
        (directory.devices.get(body.deviceId) ?? directory.revoked.get(body.deviceId)?.device)
          ?.organisationId ?? null
      )
    default:
      return null
  }
}
