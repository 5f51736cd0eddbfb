/**
 * Making match tokens for the own list, a batch at a time, so that the rest of the engine goes on. In the last fourteen days
 * of an epoch those of the next one are made too, so that nobody goes blind when it begins.
 */
import { toBase64url } from '../../../shared/encoding.ts'
import { asRuggensteunError } from '../../../shared/errors.ts'
import { matchKeysOf } from '../../../shared/matching/match-keys.ts'
import { MatchKeyType } from '../../../shared/protocol/statements.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { dayNumber, epochNumber, firstDayOfEpoch } from '../../../shared/time.ts'
import { generationsOf, makeTokens, type KeyHolders } from '../crypto/tokeniser.ts'
import type { Change } from '../store/database.ts'
import { put, tokensKey, type State, type StoredTokens } from '../state.ts'

/** Children in a batch: so few that an urgent signaal waits a few tenths of a second of an office laptop at most. */
const BATCH = { webassembly: 48, javascript: 8 } as const
export const OVERLAP_DAYS = 14

/** The epoch of the day, and in its last days the next one. */
export const epochsToPrepare = (now: Date): number[] => {
  const epoch = epochNumber(now)
  return firstDayOfEpoch(epoch + 1) - dayNumber(now) <= OVERLAP_DAYS ? [epoch, epoch + 1] : [epoch]
}

/** Epochs whose tokens stand in a signaal: in the first days of an epoch the one before too, for who was away. */
export const epochsToSend = (now: Date): number[] => {
  const epoch = epochNumber(now)
  return dayNumber(now) - firstDayOfEpoch(epoch) < OVERLAP_DAYS ? [epoch, epoch - 1] : [epoch]
}

const hasTokens = (state: State, epoch: number, childId: string): boolean => {
  const row = state.tokens.get(tokensKey(epoch, childId))
  return row !== undefined && row.generations === generationsOf(state.meta.pins ?? {}, epoch)
}

export const childrenToTokenise = (state: State, epoch: number): Child[] =>
  [...state.children.values()].filter((child) => !hasTokens(state, epoch, child.id))

/** Of these children, those whose tokens of an epoch are not there or are made with a seed that was replaced. */
export const childrenWithoutTokens = (state: State, childIds: readonly string[], epoch: number): string[] => childIds.filter((id) => !hasTokens(state, epoch, id))

/**
 * One batch; a BSN is taken out of the row in the same transaction that stores its token. Where the budget has room for fewer,
 * it makes those and then throws budget-exhausted with the day on which more is possible.
 */
export const tokeniseBatch = async (
  state: State, holders: KeyHolders, epoch: number, wanted: readonly Child[],
  exclusive: <T>(task: () => Promise<T>) => Promise<T>,
): Promise<void> => {
  const children = wanted.slice(0, BATCH[holders.oprf.name])
  try {
    await makeBatch(state, holders, epoch, children, exclusive)
  } catch (cause) {
    const error = asRuggensteunError(cause)
    const left = Number(error.params['left'] ?? 0)
    if (error.code !== 'budget-exhausted' || left === 0 || left >= children.length) throw error
    await makeBatch(state, holders, epoch, children.slice(0, left), exclusive)
    throw error
  }
}

const makeBatch = async (
  state: State, holders: KeyHolders, epoch: number, children: readonly Child[],
  exclusive: <T>(task: () => Promise<T>) => Promise<T>,
): Promise<void> => {
  const bsnAllowed = state.identity.organisation.bsnBasis !== null
  const generations = generationsOf(state.meta.pins ?? {}, epoch)
  const keys = children.flatMap((child) => matchKeysOf(child, bsnAllowed).map((key) => ({ ...key, childId: child.id })))
  const made = new Map<string, StoredTokens['tokens'][number][]>(children.map(({ id }) => [id, []]))
  for (const type of MatchKeyType.options) {
    const ofType = keys.filter((key) => key.type === type)
    if (ofType.length === 0) continue
    const tokens = await makeTokens(holders, state.meta.pins ?? {}, epoch, type, ofType.map(({ input }) => input))
    ofType.forEach(({ childId }, i) => made.get(childId)!.push({ type, token: toBase64url(tokens[i]!) }))
  }
  await exclusive(() => {
    const changes = children.flatMap((child): Change[] => {
      const current = state.children.get(child.id)
      if (current !== child) return []
      const row = put('tokens', tokensKey(epoch, child.id), { childId: child.id, epoch, generations, tokens: made.get(child.id)! })
      if (child.bsn === undefined) return [row]
      const { bsn: _, ...rest } = child
      return [row, put('children', child.id, rest)]
    })
    return state.commit(changes)
  })
}
