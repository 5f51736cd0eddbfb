/**
 * Making match tokens for the own list, a batch at a time, so that the rest of the engine goes on. In the
 * last fourteen days of an epoch those of the next one are made too, so that nobody goes blind when it
 * begins.
 */
import { toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { KEY_TYPES } from '../../../shared/matching/key-types.ts'
import { matchKeysOf, type MatchKey } from '../../../shared/matching/match-keys.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { dayNumber, epochNumber, firstDayOfEpoch } from '../../../shared/calendar/time.ts'
import { generationsOf, makeTokens, type KeyHolders } from './tokeniser.ts'
import { type Change, put, tokensKey } from '../store/changes.ts'
import type { State } from '../store/state.ts'
import { dayWithRoom, inputsOfType, OVERLAP_DAYS, plannedFor, thatFit } from './room.ts'
import type { Exclusive } from '../store/exclusive.ts'

/**
 * Children in a batch, with some 13 tokens each: so few that an urgent signaal waits about half a second of
 * an office laptop at most.
 */
const BATCH = { webassembly: 24, javascript: 4 } as const

/**
 * The epoch of the day, and in its last days the next one; in its first days the one before too, for a child
 * that was added too late for it: signalen of before live on. A day of margin: after it the holders have no
 * seed of that epoch any more.
 */
export const epochsToPrepare = (now: Date): number[] => {
  const epoch = epochNumber(now)
  if (firstDayOfEpoch(epoch + 1) - dayNumber(now) <= OVERLAP_DAYS) return [epoch, epoch + 1]
  return dayNumber(now) - firstDayOfEpoch(epoch) < OVERLAP_DAYS - 1 ? [epoch, epoch - 1] : [epoch]
}

/**
 * Epochs whose tokens stand in a signaal: in the first days of an epoch the one before too, for who was away.
 */
export const epochsToSend = (now: Date): number[] => {
  const epoch = epochNumber(now)
  return dayNumber(now) - firstDayOfEpoch(epoch) < OVERLAP_DAYS ? [epoch, epoch - 1] : [epoch]
}

/**
 * Whether a child has tokens of an epoch, made with the seeds of now. What those seeds are is looked up once
 * for all who are asked about.
 */
const tokenCheck = (state: State, epoch: number): ((childId: string) => boolean) => {
  const generations = generationsOf(state.meta.pins ?? {}, epoch)
  return (childId) => state.tokens.get(tokensKey(epoch, childId))?.generations === generations
}

export const childrenToTokenise = (state: State, epoch: number): Child[] => {
  const hasTokens = tokenCheck(state, epoch)
  return [...state.children.values()].filter((child) => !hasTokens(child.id))
}

/**
 * Of these children, those whose tokens of an epoch are not there or are made with a seed that was replaced.
 */
export const childrenWithoutTokens = (state: State, childIds: readonly string[], epoch: number): string[] => {
  const hasTokens = tokenCheck(state, epoch)
  return childIds.filter((id) => !hasTokens(id))
}

/** The next children of the list to make tokens for today, in some epoch; null where today's plan is done. */
export const nextOfList = (
  state: State,
  now: Date,
): { readonly epoch: number; readonly children: Child[] } | null => {
  for (const epoch of epochsToPrepare(now)) {
    const waiting = childrenToTokenise(state, epoch)
    const later = state.children.size - plannedFor(epoch, state.children.size, now)
    if (waiting.length > later) return { epoch, children: waiting.slice(0, waiting.length - later) }
  }
  return null
}

export interface BatchOf {
  readonly epoch: number
  readonly children: readonly Child[]
  readonly now: Date
  /** Leaves room for signalen. */
  readonly reserve: boolean
}

/**
 * One batch; a BSN is taken out of the row in the same transaction that stores its token. Where there is room
 * for fewer it makes those; for none it throws budget-exhausted with the day on which there is room again,
 * and asks the holders nothing.
 */
export const tokeniseBatch = async (
  state: State,
  holders: KeyHolders,
  { epoch, children, now, reserve }: BatchOf,
  exclusive: Exclusive,
): Promise<void> => {
  const bsnAllowed = state.identity.organisation.bsnBasis !== null
  const pins = state.meta.pins ?? {}
  const wanted: Wanted[] = children
    .slice(0, BATCH[holders.oprf.name])
    .map((child) => ({ child, keys: matchKeysOf(child, bsnAllowed) }))
  if (wanted.length === 0) return
  const batch = thatFit(state, epoch, wanted, now, reserve)
  if (batch.length === 0)
    throw new RuggensteunError('budget-exhausted', { until: dayWithRoom(state, epoch, wanted[0]!, now) })
  const generations = generationsOf(pins, epoch)
  const made = new Map<string, string>()
  for (const type of KEY_TYPES) {
    const inputs = inputsOfType(batch, type)
    if (inputs.length === 0) continue
    const tokens = await makeTokens(holders, pins, epoch, type, inputs)
    inputs.forEach((input, i) => made.set(input, toBase64url(tokens[i]!)))
  }
  await exclusive(() => store({ state, epoch, generations, made }, batch))
  holders.answers.clear()
}

interface Wanted {
  readonly child: Child
  readonly keys: readonly MatchKey[]
}
interface Made {
  readonly state: State
  readonly epoch: number
  readonly generations: string
  /** Match key to token. */
  readonly made: ReadonlyMap<string, string>
}

const store = ({ state, epoch, generations, made }: Made, children: readonly Wanted[]): Promise<void> =>
  state.commit(
    children.flatMap(({ child, keys }): Change[] => {
      if (state.children.get(child.id) !== child) return []
      const row = put('tokens', tokensKey(epoch, child.id), {
        childId: child.id,
        epoch,
        generations,
        tokens: keys.map(({ type, input }) => ({ type, token: made.get(input)! })),
      })
      if (child.bsn === undefined) return [row]
      const { bsn: _, ...rest } = child
      return [row, put('children', child.id, rest)]
    }),
  )
