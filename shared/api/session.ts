/** The device itself: starting, joining, unlocking, moving, and what its person set for themselves. */
import { z } from 'zod'
import { Servers } from '../bridge.ts'
import { Role, OrganisationKind, Linie, NeighbourhoodCode } from '../domain/identifiers.ts'
import { Professional } from '../domain/signal.ts'
import { ErrorName } from '../errors.ts'
import { OrganisationDraft } from '../membership/invitation.ts'
import { RevocationReason } from '../membership/statements.ts'

/** Who knows the meldcode in the own organisation (aandachtsfunctionaris). */
export const SafeguardingOfficer = z.object({
  name: z.string().trim().min(1).max(60),
  phone: z.string().trim().max(24),
})
export type SafeguardingOfficer = z.infer<typeof SafeguardingOfficer>

/** What opens the local data besides the keychain. A PIN only where a keychain guards it too. */
export const Secret = z.object({ kind: z.enum(['pin', 'passphrase']), value: z.string().min(1).max(200) })
export type Secret = z.infer<typeof Secret>

export const MIN_PIN = 6

export const MIN_PASSPHRASE = 10

export const SESSION_COMMANDS = [
  /** First message after the start. `vaultRecord` as the bridge gave it. */
  z.object({
    kind: z.literal('boot'),
    profile: z.string(),
    servers: Servers.nullable(),
    keychain: z.boolean(),
    vaultRecord: z.string().nullable(),
    /** As the engine asked to keep it ({@link FromWorker}). */
    rescue: z.string().nullable().optional(),
  }),
  /**
   * Returns {@link EnrolResult}: the vault record to save and the servers to allow. `file` as read by the
   * bridge.
   */
  z.object({ kind: z.literal('enrol'), file: z.instanceof(Uint8Array), passphrase: z.string().max(200) }),
  z.object({ kind: z.literal('unlock'), passphrase: z.string().max(200).nullable() }),
  z.object({ kind: z.literal('lock') }),
  /** Returns {@link InviteSeen}: what an invitation code leads to. Stores nothing. */
  z.object({ kind: z.literal('look-up-invite'), code: z.string().max(40) }),
  /**
   * Returns {vaultRecord}. This device asks to be admitted; from here `session.joining` says how far it is.
   * `secret` null: the keychain alone guards it.
   */
  z.object({
    kind: z.literal('join'),
    code: z.string().max(40),
    person: Professional,
    organisation: OrganisationDraft.nullable(),
    secret: Secret.nullable(),
  }),
  /**
   * After {@link EnrolResult} with `moving`: the vault record is saved, so the old device may be revoked now.
   * Safe to repeat.
   */
  z.object({ kind: z.literal('finish-move') }),
  z.object({ kind: z.literal('cancel-join') }),
  /** After a revocation or a refused invitation: begin again with nothing. */
  z.object({ kind: z.literal('forget-device') }),
  /** In 'lost': builds the local store again from the rescue copy; the relay brings the rest. */
  z.object({ kind: z.literal('rebuild') }),
  /** Returns {vaultRecord}: another PIN or passphrase, or with null the keychain alone. */
  z.object({
    kind: z.literal('change-lock'),
    current: z.string().max(200).nullable(),
    secret: Secret.nullable(),
  }),
  /** Returns {file}: everything on this device, sealed under a passphrase. */
  z.object({ kind: z.literal('export-device'), passphrase: z.string().min(10).max(200) }),
  /** Whether the person of this device has professional secrecy. */
  z.object({ kind: z.literal('set-secrecy'), on: z.boolean() }),
  z.object({ kind: z.literal('set-safeguarding'), officer: SafeguardingOfficer.nullable() }),
] as const

export const EnrolResult = z.object({ vaultRecord: z.string(), servers: Servers, moving: z.boolean() })
export type EnrolResult = z.infer<typeof EnrolResult>

export const InviteSeen = z.object({
  for: z.enum(['device', 'organisation']),
  organisation: z.string(),
  by: z.string(),
  roles: z.array(Role),
})
export type InviteSeen = z.infer<typeof InviteSeen>

export const Person = z.object({
  name: z.string(),
  function: z.string(),
  phone: z.string(),
  organisation: z.string(),
  organisationId: z.string(),
  organisationKind: OrganisationKind,
  linie: Linie,
  roles: z.array(Role),
  neighbourhoods: z.array(NeighbourhoodCode),
})
export type Person = z.infer<typeof Person>

export const SessionView = z.object({
  state: z.enum(['starting', 'not-enrolled', 'joining', 'locked', 'open', 'revoked', 'lost', 'failed']),
  /** In 'locked': what unlocking needs besides the keychain. */
  secret: z.enum(['none', 'pin', 'passphrase']),
  /** In 'joining': with whom, the check words once both sides have them, and whether the inviter said no. */
  joining: z
    .object({
      for: z.enum(['device', 'organisation']),
      organisation: z.string(),
      words: z.array(z.string()).nullable(),
      refused: z.boolean(),
      problem: ErrorName.nullable(),
    })
    .nullable(),
  /** In 'revoked': when and why. */
  revoked: z.object({ at: z.iso.datetime(), reason: RevocationReason }).nullable(),
  /**
   * In 'lost': the key of this device is there and its data is not, or cannot be opened; what the rescue copy
   * still holds.
   */
  lost: z
    .object({
      why: z.enum(['storage-lost', 'storage-damaged']),
      rescue: z.object({ signals: z.number().int(), waiting: z.number().int() }).nullable(),
    })
    .nullable(),
  /** The two servers of the enrolled device, for the network policy. */
  servers: Servers.nullable(),
  /** False until the organisation has filled in its DPIA and FG: no live work yet. */
  live: z.boolean(),
  /** A copy of this device was seen at work. */
  copied: z.boolean(),
  person: Person.nullable(),
  /** ISO date by the relay's clock; null until the first checkpoint. */
  today: z.iso.date().nullable(),
  error: ErrorName.nullable(),
})
export type SessionView = z.infer<typeof SessionView>

/** What happened to the local data that a person should know. */
export const StorageView = z.object({
  /** Rows that could not be read and were set aside, and how many of them were children of the list. */
  unreadable: z.number().int(),
  unreadableChildren: z.number().int(),
  /** This device was built again after its data was lost, and has no list yet. */
  rebuiltAt: z.iso.datetime().nullable(),
})
export type StorageView = z.infer<typeof StorageView>
export const NO_STORAGE: StorageView = { unreadable: 0, unreadableChildren: 0, rebuiltAt: null }

/**
 * What the person of this device set for themselves: kept here, never sent. Null while the device is not open.
 * `behind`: stands in a line that receives nothing by itself; `escalations`: how many signalen were opened to it.
 */
export const OwnView = z
  .object({
    behind: z.boolean(),
    escalations: z.number().int(),
    secrecy: z.boolean(),
    /** Whether the person has it was not said yet, and is not the same for all there. */
    asksSecrecy: z.boolean(),
    safeguarding: SafeguardingOfficer.nullable(),
  })
  .nullable()
export type OwnView = z.infer<typeof OwnView>

export interface SessionResults {
  enrol: EnrolResult
  join: { readonly vaultRecord: string }
  'change-lock': { readonly vaultRecord: string }
  'look-up-invite': InviteSeen
  'export-device': { readonly file: Uint8Array }
}

/** Before the engine said anything, and of a device that is not open. */
export const NO_SESSION: SessionView = {
  state: 'starting',
  secret: 'none',
  person: null,
  today: null,
  error: null,
  joining: null,
  revoked: null,
  lost: null,
  servers: null,
  live: false,
  copied: false,
}
