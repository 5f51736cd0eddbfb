/** Who takes part: organisations, devices, invitations and the agreements of wijken. */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { Role, NeighbourhoodCode, OrganisationKind, Linie } from '../domain/identifiers.ts'
import { Agreements } from '../membership/agreements.ts'
import { RevocationReason, OrganisationDetails, Contact } from '../membership/statements.ts'

export const MEMBERSHIP_COMMANDS = [
  /** Administrators. Returns {inviteId, code}. */
  z.object({
    kind: z.literal('invite'),
    roles: z.array(Role).min(1).max(4),
    neighbourhoods: z.array(NeighbourhoodCode).max(50),
  }),
  /** `same`: whether the newcomer read the same check words. */
  z.object({ kind: z.literal('confirm-invite'), inviteId: z.string(), same: z.boolean() }),
  z.object({ kind: z.literal('withdraw-invite'), inviteId: z.string() }),
  z.object({ kind: z.literal('revoke-device'), deviceId: z.string(), reason: RevocationReason }),
  z.object({
    kind: z.literal('change-device'),
    deviceId: z.string(),
    roles: z.array(Role).min(1).max(4),
    neighbourhoods: z.array(NeighbourhoodCode).max(50),
  }),
  z.object({
    kind: z.literal('save-details'),
    details: OrganisationDetails.omit({ organisationId: true, serial: true }),
  }),
  /** Of the programmabureau: the agreements of a wijk from a later day on, and why. */
  z.object({
    kind: z.literal('sign-rules'),
    neighbourhood: NeighbourhoodCode,
    from: IsoDay,
    agreements: Agreements,
    why: z.string().trim().min(10).max(400),
  }),
] as const

const Reachable = OrganisationDetails.shape.reachable

/** One organisation in Wie is wie. */
export const OrganisationView = z.object({
  id: z.string(),
  name: z.string(),
  kind: OrganisationKind,
  linie: Linie,
  neighbourhoods: z.array(NeighbourhoodCode),
  caseloadSize: z.number().int(),
  basis: z.object({ text: z.string(), by: z.string(), on: z.iso.date() }),
  usesBsn: z.boolean(),
  dpia: z.object({ on: z.iso.date(), officer: z.string() }).nullable(),
  contact: Contact,
  standIn: Contact,
  reachable: Reachable.nullable(),
  awayUntil: z.iso.date().nullable(),
  devices: z.number().int(),
  coordinates: z.array(NeighbourhoodCode),
  own: z.boolean(),
})
export type OrganisationView = z.infer<typeof OrganisationView>

export const DeviceView = z.object({
  id: z.string(),
  name: z.string().nullable(),
  roles: z.array(Role),
  neighbourhoods: z.array(NeighbourhoodCode),
  own: z.boolean(),
  revoked: z.object({ at: z.iso.datetime(), reason: RevocationReason }).nullable(),
  /** Two copies of this device were seen at work. */
  forked: z.boolean(),
})
export type DeviceView = z.infer<typeof DeviceView>

export const InviteView = z.object({
  id: z.string(),
  code: z.string(),
  roles: z.array(Role),
  neighbourhoods: z.array(NeighbourhoodCode),
  expiresAt: z.iso.datetime(),
  state: z.enum(['waiting', 'asked', 'admitted', 'refused', 'spoiled', 'expired']),
  who: z.string().nullable(),
  words: z.array(z.string()).nullable(),
})
export type InviteView = z.infer<typeof InviteView>

/** For administrators: the own organisation's devices and invitations. Null for everybody else. */
export const AdministrationView = z
  .object({
    devices: z.array(DeviceView),
    invites: z.array(InviteView),
    details: OrganisationDetails.nullable(),
  })
  .nullable()
export type AdministrationView = z.infer<typeof AdministrationView>

/** One version of the agreements of a wijk; `by`: the name of who signed. */
export const RulesVersion = z.object({
  serial: z.int(),
  from: z.iso.date(),
  agreements: Agreements,
  why: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type RulesVersion = z.infer<typeof RulesVersion>

/** Newest first; `held`: the version that holds today, null where nothing was signed and the usual holds. */
export const RulesView = z.object({
  mayChange: z.boolean(),
  wijken: z.array(
    z.object({
      neighbourhood: NeighbourhoodCode,
      now: Agreements,
      held: z.int().nullable(),
      versions: z.array(RulesVersion),
    }),
  ),
})
export type RulesView = z.infer<typeof RulesView>
export const NO_RULES: RulesView = { mayChange: false, wijken: [] }

export interface MembershipResults {
  invite: { readonly inviteId: string; readonly code: string }
}
