/** What the programmabureau watches over. */
import { z } from 'zod'
import { OrganisationKind, Linie } from '../domain/identifiers.ts'

/** What the programmabureau should look at. `percent`: of a budget. */
export const OversightAlarm = z.strictObject({
  kind: z.enum([
    'log',
    'log-unconfirmed',
    'keys-missing',
    'key-replaced',
    'week-key',
    'week-key-unusable',
    'budget',
    'one-administrator',
    'no-key',
    'no-dpia',
  ]),
  organisation: z.string().nullable(),
  percent: z.int().nullable(),
})
export type OversightAlarm = z.infer<typeof OversightAlarm>

/**
 * Of a device of the programmabureau: organisations, keys and counts. There is no member in which a person
 * could stand, and none of a signaal.
 */
export const OversightView = z
  .strictObject({
    /**
     * `used`: part of the budget of the type of which most is used, 0 to 1. `sealable`: has published its
     * key.
     */
    members: z.array(
      z.strictObject({
        organisationId: z.string(),
        name: z.string(),
        kind: OrganisationKind,
        linie: Linie,
        wijken: z.int(),
        devices: z.int(),
        administrators: z.int(),
        admittedAt: z.iso.datetime().nullable(),
        dpia: z.iso.date().nullable(),
        sealable: z.boolean(),
        used: z.number(),
      }),
    ),
    /**
     * Whether both holders have given the keys of this epoch and of the next; `replaced`: a seed was since it
     * began. `weekKey`: this week's goes to everybody in front and midfield.
     */
    holders: z.strictObject({
      from: z.iso.date(),
      until: z.iso.date(),
      relay: z.boolean(),
      trustee: z.boolean(),
      next: z.boolean(),
      replaced: z.boolean(),
      seedsDeletedOn: z.iso.date().nullable(),
      weekKey: z.boolean(),
      reportedUntil: z.iso.date().nullable(),
    }),
    alarms: z.array(OversightAlarm),
    /** How often coordinators turned to a line behind. */
    escalations: z.array(
      z.strictObject({ organisation: z.string(), opened: z.int(), waiting: z.int(), last: z.iso.datetime() }),
    ),
    history: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        what: z.enum(['admitted', 'changed', 'removed']),
        name: z.string(),
      }),
    ),
  })
  .nullable()
export type OversightView = z.infer<typeof OversightView>
