/** Who acts on a signaal in the wijk, and which question to the asker is open. Pure. */
import type { Coordinated, ThreadState } from './thread.ts'

/** Who looks after a signaal in the wijk now; null where nobody said so. */
export const takenBy = ({ coordinated }: Pick<ThreadState, 'coordinated'>): string | null =>
  coordinated.reduce<string | null>((holder, { deed, deviceId, to }) => (deed === 'take' ? deviceId : deed === 'hand-over' ? to : deed === 'let-go' && holder === deviceId ? null : holder), null)

/** The last time that a coordinator asked for the name, until the asker said something to it. */
export const nameAsked = ({ coordinated, disclosed }: Pick<ThreadState, 'coordinated' | 'disclosed'>): Coordinated | null => {
  const asked = coordinated.findLast(({ deed }) => deed === 'ask-name') ?? null
  return asked && disclosed.some(({ place, to }) => place > asked.place && (to === null || to === asked.deviceId)) ? null : asked
}
