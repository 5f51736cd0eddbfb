/**
 * A child in the caseload of one organisation. Lives on that organisation's devices only; never leaves them.
 */
import { z } from 'zod'
import { NeighbourhoodCode } from './identifiers.ts'
import { IsoDay } from '../calendar/day-bounds.ts'

const Text = z.string().trim().max(120)
const Postcode = z.string().regex(/^[1-9][0-9]{3}[A-Z]{2}$/)
/** An earlier address: PC6, and the house number where it is known. */
export const EarlierAddress = z.object({ postcode: Postcode, houseNumber: Text.optional() })
export type EarlierAddress = z.infer<typeof EarlierAddress>

export const Child = z.object({
  id: z.string().min(8).max(64),
  /** The own administration's number, kept as text: zeros count. */
  localNumber: Text.optional(),
  firstName: Text.min(1),
  /** Roepnaam, where `firstName` holds other given names. */
  callName: Text.optional(),
  /** Tussenvoegsel: `van den`, `el`. */
  prefix: Text.optional(),
  lastName: Text.min(1),
  /**
   * Other surnames this child goes or went by: of the other parent, from before a marriage or a recognition.
   */
  otherLastNames: z.array(Text.min(1)).max(3).optional(),
  birthDate: IsoDay,
  group: Text.optional(),
  postcode: Postcode.optional(),
  houseNumber: Text.optional(),
  earlierAddresses: z.array(EarlierAddress).max(3).optional(),
  /**
   * A shelter or another address that must stay unknown: no key is ever made from an address of this child.
   */
  shielded: z.boolean().optional(),
  /** Full names of parents or carers, and of brothers and sisters. */
  parents: z.array(Text.min(1)).max(4).optional(),
  siblings: z.array(Text.min(1)).max(12).optional(),
  /** The colleague who works with this child. */
  worker: Text.optional(),
  neighbourhood: NeighbourhoodCode.optional(),
  phone: Text.optional(),
  /** Only where the organisation has a recorded basis; removed as soon as its token was made. */
  bsn: z
    .string()
    .regex(/^[0-9]{9}$/)
    .optional(),
})
export type Child = z.infer<typeof Child>

export const fullName = (child: Pick<Child, 'firstName' | 'prefix' | 'lastName'>): string =>
  [child.firstName, child.prefix, child.lastName].filter(Boolean).join(' ')

const sameText = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a.toLowerCase() === b?.toLowerCase()

/** Brothers and sisters as far as the own list shows them: same surname at the same address. */
export const siblingsOf = (child: Child, caseload: readonly Child[]): Child[] =>
  caseload.filter(
    (other) =>
      other.id !== child.id &&
      sameText(child.lastName, other.lastName) &&
      sameText(child.postcode, other.postcode) &&
      sameText(child.houseNumber, other.houseNumber),
  )
