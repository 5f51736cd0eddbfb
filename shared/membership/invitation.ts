/**
 * What the messages of an invitation say (mailbox.ts seals them). Schemas only: the interface may import
 * them.
 */
import { z } from 'zod'
import { Servers } from '../bridge.ts'
import { Professional } from '../domain/signal.ts'
import { base64urlOf } from '../encoding.ts'
import { Organisation, AgreementKey, SigningKey, Statement } from './statements.ts'
import { Id, NeighbourhoodCode, Role } from '../domain/identifiers.ts'

const Nonce = base64urlOf(16)
export const Roots = z.object({ municipality: SigningKey, trustee: SigningKey, relay: SigningKey })
/** What an organisation fills in about itself; the municipality gives it its id. */
export const OrganisationDraft = Organisation.omit({ id: true, serial: true })
export type OrganisationDraft = z.infer<typeof OrganisationDraft>

export const Offer = z.object({
  for: z.enum(['device', 'organisation']),
  /** Name of the organisation that invites, or of the one that is invited. */
  organisation: z.string().max(80),
  by: z.string().max(120),
  roles: z.array(Role).max(4),
  neighbourhoods: z.array(NeighbourhoodCode).max(50),
  commitment: base64urlOf(32),
  roots: Roots,
})
export type Offer = z.infer<typeof Offer>
export const JoinRequest = z.object({
  deviceId: Id,
  person: Professional,
  signingKey: SigningKey,
  hpkeKey: AgreementKey,
  nonce: Nonce,
  /** With an offer for an organisation. */
  organisation: OrganisationDraft.nullable(),
})
export type JoinRequest = z.infer<typeof JoinRequest>
export const Reveal = z.object({ nonce: Nonce })
export const Welcome = z.object({ statements: z.array(Statement).min(1).max(2000), servers: Servers })
export type Welcome = z.infer<typeof Welcome>
/** In place of a welcome, where the inviter says no. */
export const Refused = z.object({ refused: z.literal(true) })
