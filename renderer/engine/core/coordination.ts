/**
 * What a coordinator knows of a signaal: since when somebody answered, who acts on it, which question to the
 * requester is open. Pure.
 */
import type { CoordinationAction } from '../../../shared/domain/coordination.ts'
import type { Coordinated, ThreadState } from './thread-state.ts'
import type { Thread } from './thread.ts'

/** Who looks after a signaal in the wijk now; null where nobody said so. */
export const takenBy = ({ coordinated }: Pick<ThreadState, 'coordinated'>): string | null =>
  coordinated.reduce<string | null>((holder, { action, deviceId, to }) => {
    if (action === 'take') return deviceId
    if (action === 'hand-over') return to
    return action === 'let-go' && holder === deviceId ? null : holder
  }, null)

const HOLDING: readonly CoordinationAction[] = ['take', 'let-go', 'hand-over']
export interface HoldingAction {
  readonly action: CoordinationAction
  readonly to: string | null
}
/**
 * What this device says to give a signaal back to whoever looked after it before it last changed that itself;
 * nothing where that is the same. Null where there is nothing of its own to take back, or somebody else was
 * there since. `mayHold`: who still may have it.
 */
export const backTo = (
  { coordinated }: Pick<ThreadState, 'coordinated'>,
  deviceId: string,
  mayHold: (deviceId: string) => boolean,
): readonly HoldingAction[] | null => {
  const at = coordinated.findLastIndex(({ action }) => HOLDING.includes(action))
  if (at === -1 || coordinated[at]!.deviceId !== deviceId) return null
  const [before, now] = [takenBy({ coordinated: coordinated.slice(0, at) }), takenBy({ coordinated })]
  if (before === now) return []
  if (before === deviceId) return [{ action: 'take', to: null }]
  if (before !== null && mayHold(before)) return [{ action: 'hand-over', to: before }]
  // Only who has it can let it go.
  return [
    ...(now === deviceId ? [] : [{ action: 'take' as const, to: null }]),
    { action: 'let-go', to: null },
  ]
}

/** Among so many at least somebody who answers, or who may not be named, is not found (decisions/0026). */
const LEAST_LOOKED = 3
/** How many looked, as the requester may see it: for every signaal alike, or the difference would tell. */
export const lookedShown = (count: number): number | null => (count < LEAST_LOOKED ? null : count)
/**
 * Whether coordinators may be told which organisations have not looked. Not once somebody answered, nor while
 * few have looked: who looked would be who answered, and that is for the requester alone.
 */
export const maySayWhich = ({
  looked,
  someoneAnswered,
}: Pick<ThreadState, 'looked' | 'someoneAnswered'>): boolean =>
  !someoneAnswered && looked.length >= LEAST_LOOKED

/** The last time that a coordinator asked for the name, until the requester said something to it. */
export const nameAsked = ({
  coordinated,
  disclosed,
}: Pick<ThreadState, 'coordinated' | 'disclosed'>): Coordinated | null => {
  const asked = coordinated.findLast(({ action }) => action === 'ask-name') ?? null
  return asked &&
    disclosed.some(({ place, to }) => place > asked.place && (to === null || to === asked.deviceId))
    ? null
    : asked
}

/** When this device first heard that somebody answered or sees the child; null where it did not. */
export const firstHeardAt = (thread: Thread, { answers }: Pick<ThreadState, 'answers'>): string | null =>
  [
    thread.answeredAt,
    ...answers.map(({ at }) => at),
    ...thread.events.flatMap(({ content, receivedAt }) =>
      content.type === 'unnamed-answer' ? [receivedAt] : [],
    ),
  ]
    .filter((at) => at !== undefined)
    .sort()[0] ?? null
