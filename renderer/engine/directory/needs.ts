/** What a command needs before it does anything. */
import type { State } from '../store/state.ts'
import { isBehind } from '../../../shared/domain/linies.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { type Action, mayDo } from '../../../shared/membership/roles.ts'
import type { Thread } from '../core/thread.ts'

/** Said to the directory, under no key of a week; all else that a device does is an event under one. */
const TO_THE_DIRECTORY: readonly Action[] = [
  'admit-device',
  'revoke-device',
  'organisation-key',
  'organisation-details',
  'invite',
  'wijk-rules',
]

/** Throws not-your-role. Organisations in a rear linie hold no week key, so they cannot send either. */
export const needRole = (state: State, action: Action): void => {
  if (isBehind(state.identity.organisation) && !TO_THE_DIRECTORY.includes(action))
    throw new RuggensteunError('not-your-role', { action })
  if (!mayDo(state.identity.device.roles, action)) throw new RuggensteunError('not-your-role', { action })
}

/** Throws unknown-signal. */
export const threadOf = (state: State, id: string): Thread => {
  const thread = state.threads.get(id)
  if (!thread) throw new RuggensteunError('unknown-signal')
  return thread
}
