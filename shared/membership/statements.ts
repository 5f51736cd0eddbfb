/**
 * Statements: signed facts about who takes part. A member that stands in no schema is refused: what is new comes
 * under a new type. The exact stored bytes of `body` (UTF-8 JSON) are signed with Ed25519 over `ruggensteun/statement/1 || 0x00 || body`, so no canonical form is needed (ARCHITECTURE.md,
 * "Cryptography").
 */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { Id, Linie, NeighbourhoodCode, OrganisationKind, Role } from '../domain/identifiers.ts'
import { Agreements } from './agreements.ts'
import { isUsableAgreementKey, isUsableOprfKey, isUsableSigningKey } from '../crypto/usable-key.ts'
import { base64urlOf, fromBase64url } from '../encoding.ts'
import { KEY_TYPES } from '../matching/key-types.ts'

const keyOf = (isUsable: (key: Uint8Array) => boolean) =>
  base64urlOf(32).refine((text) => isUsable(fromBase64url(text)), 'must be a key that can be used')
/** X25519, to seal to. What is no usable key is refused here, wherever one comes in (crypto/usable-key.ts). */
export const AgreementKey = keyOf(isUsableAgreementKey)
/** Ed25519, to verify with. */
export const SigningKey = keyOf(isUsableSigningKey)
const OprfKey = keyOf(isUsableOprfKey)
/** Types of match key; each has an OPRF key of its own at both holders. */
export const MatchKeyType = z.enum(KEY_TYPES)
export type MatchKeyType = z.infer<typeof MatchKeyType>

const Line = (most: number) => z.string().trim().min(2).max(most)
/** A named person with whom others can speak; never a mailbox. */
export const Contact = z.strictObject({
  name: Line(60),
  function: Line(60),
  phone: Line(24),
  mail: z.email().max(120),
})
export type Contact = z.infer<typeof Contact>
/** The recorded legal basis: text, who decided it and on which day (docs/field.md, "Before real work"). */
const LegalBasis = z.strictObject({
  text: z.string().trim().min(10).max(300),
  by: Line(80),
  on: IsoDay,
})

const Serial = z.number().int().positive()

export const Device = z.strictObject({
  id: Id,
  organisationId: Id,
  /** Counts the versions of this device's entry: an older one that is served again changes nothing. */
  serial: Serial,
  roles: z.array(Role).min(1).max(4),
  /** The wijken a coordinator looks after; empty for others. */
  neighbourhoods: z.array(NeighbourhoodCode).max(50),
  signingKey: SigningKey,
  hpkeKey: AgreementKey,
  /** Whose device it is, readable by devices of the same organisation only (device-label.ts). */
  label: z.strictObject({ version: Serial, sealed: base64urlOf(136) }).nullable(),
})
export type Device = z.infer<typeof Device>

export const Organisation = z.strictObject({
  id: Id,
  serial: Serial,
  name: Line(80),
  kind: OrganisationKind,
  linie: Linie,
  neighbourhoods: z.array(NeighbourhoodCode).max(50),
  /** How many children it says to work with: the measure of its budget at both key holders. */
  caseloadSize: z.number().int().min(0).max(100_000),
  basis: LegalBasis,
  /** The recorded legal basis to use the BSN as a match key, or null: no BSN anywhere (UAVG art. 46). */
  bsnBasis: z.string().min(10).max(300).nullable(),
  contact: Contact,
  standIn: Contact,
})
export type Organisation = z.infer<typeof Organisation>

/** Details that an organisation changes itself, without asking the two bodies again. */
export const OrganisationDetails = z.strictObject({
  organisationId: Id,
  serial: Serial,
  /**
   * Day of the data protection impact assessment and the name of the FG who advised on it; null: no live work
   * yet.
   */
  dpia: z.strictObject({ on: IsoDay, officer: Line(80) }).nullable(),
  contact: Contact,
  standIn: Contact,
  /** ISO weekdays (1 is Monday) and hours on which the contact can be reached. */
  reachable: z.strictObject({
    days: z.array(z.number().int().min(1).max(7)).max(7),
    from: z.iso.time({ precision: -1 }),
    until: z.iso.time({ precision: -1 }),
  }),
  /** Until this day the stand-in answers. */
  awayUntil: IsoDay.nullable(),
})
export type OrganisationDetails = z.infer<typeof OrganisationDetails>

/** The agreements of a wijk, of a version, from a day on. `why` is read by everybody who works there. */
export const WijkRules = z.strictObject({
  neighbourhood: NeighbourhoodCode,
  serial: Serial,
  from: IsoDay,
  agreements: Agreements,
  why: z.string().trim().min(10).max(400),
})
export type WijkRules = z.infer<typeof WijkRules>

/**
 * What two coordinators of a wijk open to an organisation of a line behind: one signaal. `note`: why, sealed
 * to its HPKE key. `mark`: shows to who can open the signaal which one it is. It opens nothing: the key comes
 * with the second coordinator.
 */
export const Escalation = z.strictObject({
  id: base64urlOf(16),
  organisationId: Id,
  neighbourhood: NeighbourhoodCode,
  keyVersion: Serial,
  note: base64urlOf(80),
  mark: base64urlOf(32),
})
export type Escalation = z.infer<typeof Escalation>

export const RevocationReason = z.enum(['lost', 'left', 'replaced', 'moved'])
export type RevocationReason = z.infer<typeof RevocationReason>

/** Place in the relay's log that the revoker knew: what the device sent up to there stays valid. */
const AfterSeq = z.number().int().nonnegative()

export const StatementBody = z.discriminatedUnion('type', [
  /**
   * Signed by municipality and trustee. `founder` is the first administrator device; a later one can appoint
   * a new one.
   */
  z.strictObject({
    type: z.literal('organisation-admitted'),
    organisation: Organisation,
    founder: Device,
    at: z.iso.datetime(),
  }),
  /** Signed by municipality and trustee. */
  z.strictObject({
    type: z.literal('organisation-removed'),
    organisationId: Id,
    serial: Serial,
    afterSeq: AfterSeq,
    at: z.iso.datetime(),
  }),
  /** Signed by an administrator device of the organisation, like the three below. */
  z.strictObject({
    type: z.literal('organisation-details'),
    details: OrganisationDetails,
    at: z.iso.datetime(),
  }),
  z.strictObject({ type: z.literal('device-admitted'), device: Device, at: z.iso.datetime() }),
  /** May also be signed by the device itself, or by both bodies where no administrator is left. */
  z.strictObject({
    type: z.literal('device-revoked'),
    deviceId: Id,
    reason: RevocationReason,
    afterSeq: AfterSeq,
    at: z.iso.datetime(),
  }),
  /** The organisation's HPKE key of a version, private half sealed to each of its devices (80 bytes each). */
  z.strictObject({
    type: z.literal('organisation-key'),
    organisationId: Id,
    version: Serial,
    hpkeKey: AgreementKey,
    sealedTo: z
      .array(z.strictObject({ deviceId: Id, sealed: base64urlOf(80) }))
      .min(1)
      .max(2000),
    deviceId: Id,
  }),
  /** Signed by an administrator device of the programmabureau, before the day on which they begin. */
  z.strictObject({ type: z.literal('wijk-rules'), rules: WijkRules, deviceId: Id, at: z.iso.datetime() }),
  /** Signed by a coordinator device of the wijk, named as `deviceId`. */
  z.strictObject({
    type: z.literal('escalation'),
    escalation: Escalation,
    deviceId: Id,
    at: z.iso.datetime(),
  }),
  /**
   * Signed by another coordinator device of the same wijk. `sealed`: to that HPKE key of the organisation,
   * the key of the outer layer of that envelope alone (`onceKey`).
   */
  z.strictObject({
    type: z.literal('escalation-confirmed'),
    escalationId: base64urlOf(16),
    keyVersion: Serial,
    sealed: base64urlOf(80),
    deviceId: Id,
    at: z.iso.datetime(),
  }),
  /** Signed by the old device, which is revoked by it in the same step. */
  z.strictObject({
    type: z.literal('device-moved'),
    from: Id,
    device: Device,
    afterSeq: AfterSeq,
    at: z.iso.datetime(),
  }),
  /**
   * Signed by a device with role administrator. One HPKE ciphertext (80 bytes) per organisation. `generation`
   * counts revocations.
   */
  z.strictObject({
    type: z.literal('week-key'),
    week: z.number().int().nonnegative(),
    generation: z.number().int().nonnegative(),
    keyId: base64urlOf(8),
    sealedTo: z.array(z.strictObject({ organisationId: Id, sealed: base64urlOf(80) })).max(2000),
    deviceId: Id,
  }),
  /**
   * Signed by any device of an organisation that a week key was sealed to, and that could not open it. `at` is
   * when; nobody else can check it, so that it takes no key away: it makes room for another one.
   */
  z.strictObject({
    type: z.literal('week-key-unusable'),
    week: z.number().int().nonnegative(),
    keyId: base64urlOf(8),
    organisationId: Id,
    deviceId: Id,
    at: z.iso.datetime(),
  }),
  /**
   * Signed by the holder itself. One VOPRF public key (ristretto255) per match key type; types that a reader
   * does not know are of a later program. `generation` counts replacements of the seed.
   */
  z.strictObject({
    type: z.literal('oprf-keys'),
    holder: z.enum(['relay', 'trustee']),
    epoch: z.number().int().nonnegative(),
    generation: z.number().int().nonnegative(),
    keys: z
      .record(z.string().max(8), OprfKey)
      .refine((keys) => KEY_TYPES.every((type) => type in keys), 'a key for each type'),
  }),
  /**
   * Signed by the municipality or by an administrator device: opens a mailbox for one newcomer. Not kept in
   * the directory.
   */
  z.strictObject({
    type: z.literal('invitation'),
    mailbox: base64urlOf(16),
    by: Id,
    expiresAt: z.iso.datetime(),
    at: z.iso.datetime(),
  }),
  /** Signed by the relay: the only source of time for weeks, epochs and expiry (ARCHITECTURE.md, "Time"). */
  z.strictObject({
    type: z.literal('checkpoint'),
    logId: z.uuid(),
    head: z.number().int().nonnegative(),
    time: z.iso.datetime(),
  }),
  /**
   * Signed by the trustee: a second opinion about the time, for who suspects that the relay's checkpoint is
   * stale.
   */
  z.strictObject({ type: z.literal('time'), time: z.iso.datetime() }),
  /** Signed by the relay: these envelopes are on disk. */
  z.strictObject({
    type: z.literal('acknowledged'),
    logId: z.uuid(),
    events: z.array(z.strictObject({ hash: base64urlOf(32), seq: z.number().int().positive() })).max(1000),
    time: z.iso.datetime(),
  }),
  /**
   * Signed by the relay: these items, and no others that are still alive, stand after `after` up to `until`
   * (protocol/carried.ts). For who cannot ask it himself.
   */
  z.strictObject({
    type: z.literal('page'),
    logId: z.uuid(),
    of: z.enum(['events', 'directory']),
    after: z.number().int().nonnegative(),
    until: z.number().int().nonnegative(),
    /** SHA-256 of the items. */
    items: base64urlOf(32),
    time: z.iso.datetime(),
  }),
])
export type StatementBody = z.infer<typeof StatementBody>
export type StatementOf<T extends StatementBody['type']> = Extract<StatementBody, { type: T }>

/** Characters of a body without its list, and for each recipient or event in that. */
const BODY_CHARACTERS = 8_192
const ITEM_CHARACTERS = 256

const itemsOf = (body: StatementBody): number => {
  if (body.type === 'acknowledged') return body.events.length
  return 'sealedTo' in body ? body.sealedTo.length : 0
}

/**
 * Whether a body is no longer than what it can have to say. A key that is sealed to many grows with them, and they
 * are members that the fold knows; otherwise one administrator fills the directory that everybody reads.
 */
export const isOfSize = (text: string, body: StatementBody): boolean =>
  text.length <= BODY_CHARACTERS + itemsOf(body) * ITEM_CHARACTERS

/** `by`: 'municipality', 'trustee', 'relay' or a device's id. */
const Signature = z.object({ by: z.string().min(3).max(64), signature: base64urlOf(64) })
export const Statement = z.object({
  body: z.string().min(2).max(400_000),
  signatures: z.array(Signature).min(1).max(3),
})
export type Statement = z.infer<typeof Statement>
