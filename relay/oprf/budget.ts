/** Keeps the budget of shared/matching/budget.ts, and tells an organisation how much of it is used. */
import { sql, type Kysely, type Transaction } from 'kysely'
import { allowanceOn, dayWith, type Budget } from '../../shared/matching/budget.ts'
import type { MatchKeyType, Organisation } from '../../shared/membership/statements.ts'
import { dayNumber, isoDateOfDay } from '../../shared/calendar/time.ts'
import { Refusal } from '../errors.ts'
import type { Tables } from '../store/schema.ts'

export interface Asked {
  readonly organisation: Organisation
  readonly type: MatchKeyType
  readonly epoch: number
  readonly generation: number
  readonly count: number
  readonly now: number
}

/**
 * Counts first and answers after: an organisation cannot get an evaluation that its holder does not know of.
 * Throws Refusal 'budget-exhausted' with what is left and from when more is possible, and counts nothing;
 * 'forbidden' for the BSN without a recorded basis. Returns the part of the budget in use, 0 to 1.
 */
export const spend = async (
  tx: Transaction<Tables>,
  { organisation, type, epoch, generation, count, now }: Asked,
): Promise<number> => {
  if (type === 'B' && organisation.bsnBasis === null)
    throw new Refusal('forbidden', 'type: no recorded basis for the BSN')
  const day = dayNumber(new Date(now))
  // One at a time per organisation and type, or two requests at once would each see room for themselves.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation.id}|${type}`}, 7201002))`.execute(
    tx,
  )
  const { used } = await tx
    .selectFrom('evaluations')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('count'), sql<number>`0`).as('used'))
    .where('organisation_id', '=', organisation.id)
    .where('type', '=', type)
    .where('epoch', '=', epoch)
    .where('generation', '=', generation)
    .executeTakeFirstOrThrow()
  const budget: Budget = { type, epoch, caseloadSize: organisation.caseloadSize }
  const allowed = allowanceOn(budget, day)
  const wanted = Number(used) + count
  if (wanted > allowed)
    throw new Refusal('budget-exhausted', undefined, {
      more: { left: Math.max(0, allowed - Number(used)), until: isoDateOfDay(dayWith(budget, wanted, day)) },
    })
  await tx
    .insertInto('evaluations')
    .values({ organisation_id: organisation.id, type, epoch, generation, day, count, in_tree: false })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'type', 'epoch', 'generation', 'day'])
        .doUpdateSet({ count: sql`evaluations.count + excluded.count` }),
    )
    .execute()
  return wanted / allowed
}

/** Evaluations asked by an organisation in an epoch, under the seed of a generation, by type. */
export const usedIn = async (
  db: Kysely<Tables>,
  { organisationId, epoch, generation }: { organisationId: string; epoch: number; generation: number },
): Promise<Partial<Record<MatchKeyType, number>>> => {
  const rows = await db
    .selectFrom('evaluations')
    .select(['type', (eb) => eb.fn.sum<number>('count').as('used')])
    .where('organisation_id', '=', organisationId)
    .where('epoch', '=', epoch)
    .where('generation', '=', generation)
    .groupBy('type')
    .execute()
  return Object.fromEntries(rows.map(({ type, used }) => [type, Number(used)]))
}
