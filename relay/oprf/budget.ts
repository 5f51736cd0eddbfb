/**
 * How many evaluations an organisation may ask of one holder, per type and epoch: its declared caseload times what a child
 * needs of that type (shared/matching/key-types.ts), plus 2% of the caseload a day (crypto.md 8.2). What a member could guess
 * with is bounded by this, at both holders, and not by mathematics.
 */
import { sql, type Transaction } from 'kysely'
import { budgetFactor } from '../../shared/matching/key-types.ts'
import type { MatchKeyType, Organisation } from '../../shared/protocol/statements.ts'
import { dayNumber, EPOCH_WEEKS, firstDayOfEpoch, isoDateOfDay } from '../../shared/time.ts'
import { Refusal } from '../errors.ts'
import type { Tables } from '../store/schema.ts'

const DAILY = 0.02
/** So that a very small organisation can correct a few mistakes. */
const LEAST = 20
export const ALARM_RATIO = 0.8

export interface Budget { readonly type: MatchKeyType; readonly epoch: number; readonly caseloadSize: number }

/** Evaluations allowed in all by the end of `day`, in the epoch. Nothing is added before the epoch's first day or after its last. */
export const allowanceOn = ({ type, epoch, caseloadSize }: Budget, day: number): number => {
  const passed = Math.min(Math.max(day - firstDayOfEpoch(epoch), 0), EPOCH_WEEKS * 7)
  const perEpoch = budgetFactor(type) * caseloadSize
  return Math.max(LEAST, Math.ceil(perEpoch)) + Math.floor(DAILY * caseloadSize * passed)
}

/** First day on which `wanted` evaluations in all are allowed; the day after the epoch where that is never. */
export const dayWith = (budget: Budget, wanted: number, today: number): number => {
  const end = firstDayOfEpoch(budget.epoch) + EPOCH_WEEKS * 7
  for (let day = today; day < end; day++) if (allowanceOn(budget, day) >= wanted) return day
  return end
}

export interface Asked { readonly organisation: Organisation; readonly type: MatchKeyType; readonly epoch: number; readonly generation: number; readonly count: number; readonly now: number }

/**
 * Counts first and answers after: an organisation cannot get an evaluation that its holder does not know of. Throws Refusal
 * 'budget-exhausted' with what is left and from when more is possible, and counts nothing; 'forbidden' for the BSN without
 * a recorded basis. Returns the part of the budget in use, 0 to 1.
 */
export const spend = async (tx: Transaction<Tables>, { organisation, type, epoch, generation, count, now }: Asked): Promise<number> => {
  if (type === 'B' && organisation.bsnBasis === null) throw new Refusal('forbidden', 'type: no recorded basis for the BSN')
  const day = dayNumber(new Date(now))
  // One at a time per organisation and type, or two requests at once would each see room for themselves.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation.id}|${type}`}, 7201002))`.execute(tx)
  const { used } = await tx.selectFrom('evaluations')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('count'), sql<number>`0`).as('used'))
    .where('organisation_id', '=', organisation.id).where('type', '=', type).where('epoch', '=', epoch).where('generation', '=', generation)
    .executeTakeFirstOrThrow()
  const budget: Budget = { type, epoch, caseloadSize: organisation.caseloadSize }
  const allowed = allowanceOn(budget, day)
  const wanted = Number(used) + count
  if (wanted > allowed) throw new Refusal('budget-exhausted', undefined, { more: { left: Math.max(0, allowed - Number(used)), until: isoDateOfDay(dayWith(budget, wanted, day)) } })
  await tx.insertInto('evaluations').values({ organisation_id: organisation.id, type, epoch, generation, day, count })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'type', 'epoch', 'generation', 'day']).doUpdateSet({ count: sql`evaluations.count + excluded.count` }))
    .execute()
  return wanted / allowed
}
