/**
 * Making match tokens for the own list, a batch at a time, so that the rest of the engine goes on. In the last fourteen days
 * of an epoch those of the next one are made too, so that nobody goes blind when it begins.
 */
import { toBase64url } from '../../../shared/encoding.ts'
import { asRuggensteunError, type RuggensteunError } from '../../../shared/errors.ts'
import { matchKeysOf, type MatchKey } from '../../../shared/matching/match-keys.ts'
import { MatchKeyType } from '../../../shared/protocol/statements.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { dayNumber, epochNumber, firstDayOfEpoch } from '../../../shared/time.ts'
import { generationsOf, makeTokens, type KeyHolders } from '../crypto/tokeniser.ts'
import type { Change } from '../store/database.ts'
import { put, tokensKey, type State } from '../state.ts'

/** Children in a batch, with some 13 tokens each: so few that an urgent signaal waits about half a second of an office laptop at most. */
const BATCH = { webassembly: 24, javascript: 4 } as const
export const OVERLAP_DAYS = 14

/**
 * The epoch of the day, and in its last days the next one; in its first days the one before too, for a child that was added
 * too late for it: signalen of before live on. A day of margin: after it the holders have no seed of that epoch any more.
 */
export const epochsToPrepare = (now: Date): number[] => {
  const epoch = epochNumber(now)
  if (firstDayOfEpoch(epoch + 1) - dayNumber(now) <= OVERLAP_DAYS) return [epoch, epoch + 1]
  return dayNumber(now) - firstDayOfEpoch(epoch) < OVERLAP_DAYS - 1 ? [epoch, epoch - 1] : [epoch]
}

/** Epochs whose tokens stand in a signaal: in the first days of an epoch the one before too, for who was away. */
export const epochsToSend = (now: Date): number[] => {
  const epoch = epochNumber(now)
  return dayNumber(now) - firstDayOfEpoch(epoch) < OVERLAP_DAYS ? [epoch, epoch - 1] : [epoch]
}

/** Whether a child has tokens of an epoch, made with the seeds of now. What those seeds are is looked up once for all who are asked about. */
const tokenCheck = (state: State, epoch: number): ((childId: string) => boolean) => {
  const generations = generationsOf(state.meta.pins ?? {}, epoch)
  return (childId) => state.tokens.get(tokensKey(epoch, childId))?.generations === generations
}

export const childrenToTokenise = (state: State, epoch: number): Child[] => {
  const hasTokens = tokenCheck(state, epoch)
  return [...state.children.values()].filter((child) => !hasTokens(child.id))
}

/** Of these children, those whose tokens of an epoch are not there or are made with a seed that was replaced. */
export const childrenWithoutTokens = (state: State, childIds: readonly string[], epoch: number): string[] => {
  const hasTokens = tokenCheck(state, epoch)
  return childIds.filter((id) => !hasTokens(id))
}

/**
 * One batch; a BSN is taken out of the row in the same transaction that stores its token. Where the budget has room for fewer,
 * it makes those and then throws budget-exhausted with the day on which more is possible.
 */
export const tokeniseBatch = async (
  state: State, holders: KeyHolders, epoch: number, wanted: readonly Child[],
  exclusive: <T>(task: () => Promise<T>) => Promise<T>,
): Promise<void> => {
  const bsnAllowed = state.identity.organisation.bsnBasis !== null
  const batch: Batch = { state, holders, epoch, generations: generationsOf(state.meta.pins ?? {}, epoch), made: new Map() }
  let children: Wanted[] = wanted.slice(0, BATCH[holders.oprf.name]).map((child) => ({ child, keys: matchKeysOf(child, bsnAllowed) }))
  let problem: RuggensteunError | null = null
  for (const type of MatchKeyType.options) {
    try {
      await makeOfType(batch, type, children)
    } catch (cause) {
      const error = asRuggensteunError(cause)
      if (error.code !== 'budget-exhausted') throw error
      children = fitting(children, type, Number(error.params['left'] ?? 0))
      if (children.length === 0) throw error
      problem = error
      await makeOfType(batch, type, children)
    }
  }
  await exclusive(() => store(batch, children))
  holders.answers.clear()
  if (problem) throw problem
}

interface Wanted { readonly child: Child; readonly keys: readonly MatchKey[] }
interface Batch { readonly state: State; readonly holders: KeyHolders; readonly epoch: number; readonly generations: string; /** Match key to token: none is asked for twice. */ readonly made: Map<string, string> }

const ofType = (children: readonly Wanted[], type: MatchKeyType): string[] =>
  [...new Set(children.flatMap(({ keys }) => keys.filter((key) => key.type === type).map(({ input }) => input)))]

const makeOfType = async ({ state, holders, epoch, made }: Batch, type: MatchKeyType, children: readonly Wanted[]): Promise<void> => {
  const inputs = ofType(children, type)
  if (inputs.length === 0) return
  const tokens = await makeTokens(holders, state.meta.pins ?? {}, epoch, type, inputs)
  inputs.forEach((input, i) => made.set(input, toBase64url(tokens[i]!)))
}

/** The first children whose keys of a type are within what is left of its budget. */
const fitting = (children: readonly Wanted[], type: MatchKeyType, left: number): Wanted[] => {
  let count = children.length
  while (count > 0 && ofType(children.slice(0, count), type).length > left) count -= 1
  return children.slice(0, count)
}

const store = ({ state, epoch, generations, made }: Batch, children: readonly Wanted[]): Promise<void> =>
  state.commit(children.flatMap(({ child, keys }): Change[] => {
    if (state.children.get(child.id) !== child) return []
    const row = put('tokens', tokensKey(epoch, child.id), { childId: child.id, epoch, generations, tokens: keys.map(({ type, input }) => ({ type, token: made.get(input)! })) })
    if (child.bsn === undefined) return [row]
    const { bsn: _, ...rest } = child
    return [row, put('children', child.id, rest)]
  }))
