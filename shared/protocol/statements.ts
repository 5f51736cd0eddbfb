/**
 * Statements: signed facts about who takes part. The exact stored bytes of `body` (UTF-8 JSON) are signed with
 * Ed25519 over `ruggensteun/statement/1 || 0x00 || body`, so no canonical form is needed (crypto.md 0, JOSE/COSE).
 */
import { z } from 'zod'
import { base64urlOf } from '../encoding.ts'

export const PublicKey = base64urlOf(32)
export const Id = z.string().regex(/^[a-z0-9-]{3,64}$/)
export const Role = z.enum(['professional', 'administrator', 'coordinator', 'panel'])
export type Role = z.infer<typeof Role>
/** Linies of the football model (domain.md 6, 17). */
export const Linie = z.enum(['front', 'midfield', 'defence', 'goal'])
export const OrganisationKind = z.enum([
  'primary-school', 'secondary-school', 'welfare', 'youth-health', 'neighbourhood-team', 'municipality', 'programme-office', 'other',
])
export type OrganisationKind = z.infer<typeof OrganisationKind>
/** CBS wijk code: `WK` + municipality (4) + wijk (2). */
export const NeighbourhoodCode = z.string().regex(/^WK[0-9]{6}$/)
/** Types of match key that have a key of their own at both holders (crypto.md 5): names + birth date, BSN. */
export const MatchKeyType = z.enum(['N', 'B'])
export type MatchKeyType = z.infer<typeof MatchKeyType>

export const Organisation = z.object({
  id: Id,
  name: z.string().min(2).max(80),
  kind: OrganisationKind,
  linie: Linie,
  neighbourhoods: z.array(NeighbourhoodCode).max(50),
  caseloadSize: z.number().int().min(0).max(100_000),
  /** The recorded legal basis to use the BSN as a match key, or null: no BSN anywhere (UAVG art. 46). */
  bsnBasis: z.string().min(10).max(300).nullable(),
  /** Signs the admission of the organisation's devices. */
  signingKey: PublicKey,
  /** Receives the weekly scope key (HPKE, X25519). */
  hpkeKey: PublicKey,
})
export type Organisation = z.infer<typeof Organisation>

export const Device = z.object({
  id: Id,
  organisationId: Id,
  roles: z.array(Role).min(1),
  /** The wijken a coordinator looks after; empty for others. */
  neighbourhoods: z.array(NeighbourhoodCode).max(50),
  signingKey: PublicKey,
  hpkeKey: PublicKey,
})
export type Device = z.infer<typeof Device>

export const StatementBody = z.discriminatedUnion('type', [
  /** Signed by municipality and trustee. */
  z.object({ type: z.literal('organisation-admitted'), organisation: Organisation, at: z.iso.datetime() }),
  /** Signed by the organisation's signing key. */
  z.object({ type: z.literal('device-admitted'), device: Device, at: z.iso.datetime() }),
  /** Signed by a device with role administrator. One HPKE ciphertext (80 bytes) per admitted organisation. */
  z.object({
    type: z.literal('scope-key'),
    week: z.number().int().nonnegative(),
    keyId: base64urlOf(8),
    sealedTo: z.array(z.object({ organisationId: Id, sealed: base64urlOf(80) })).max(2000),
    deviceId: Id,
  }),
  /** Signed by the holder itself. One VOPRF public key (ristretto255) per match key type. */
  z.object({
    type: z.literal('oprf-keys'),
    holder: z.enum(['relay', 'trustee']),
    epoch: z.number().int().nonnegative(),
    keys: z.record(MatchKeyType, PublicKey),
  }),
  /** Signed by the relay: the only source of time for weeks, epochs and expiry (design.md 4). */
  z.object({
    type: z.literal('checkpoint'),
    logId: z.uuid(),
    head: z.number().int().nonnegative(),
    time: z.iso.datetime(),
  }),
  /** Signed by the relay: these envelopes are on disk. */
  z.object({
    type: z.literal('acknowledged'),
    logId: z.uuid(),
    events: z.array(z.object({ hash: base64urlOf(32), seq: z.number().int().positive() })).max(1000),
    time: z.iso.datetime(),
  }),
])
export type StatementBody = z.infer<typeof StatementBody>
export type StatementOf<T extends StatementBody['type']> = Extract<StatementBody, { type: T }>

/** `by`: 'municipality', 'trustee', 'relay', an organisation's id or a device's id. */
export const Signature = z.object({ by: z.string().min(3).max(64), signature: base64urlOf(64) })
export const Statement = z.object({ body: z.string().min(2).max(400_000), signatures: z.array(Signature).min(1).max(3) })
export type Statement = z.infer<typeof Statement>
