/** Whether what is written to somebody is still read there. */
import type { AnswerSeen } from '../core/thread-state.ts'
import type { Thread } from '../core/thread.ts'
import type { State } from '../store/state.ts'
import { isReadBy } from '../../../shared/membership/directory.ts'

/** Whether who answered can still open what the requester writes to them. */
export const answererReads = (
  { directory }: Pick<State, 'directory'>,
  { signedBy, seq }: Pick<AnswerSeen, 'signedBy' | 'seq'>,
): boolean => isReadBy(directory, signedBy, seq)

/** Whether the requester can still open what is written in answer to the signaal. */
export const requesterReads = ({ directory }: Pick<State, 'directory'>, { events }: Thread): boolean => {
  const signals = events.filter(({ content }) => content.type === 'signal')
  return (
    signals.length === 0 ||
    signals.some(({ signedBy, deviceId, seq }) => isReadBy(directory, signedBy ?? deviceId, seq))
  )
}
