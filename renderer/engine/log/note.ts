/** A note that the relay signed, as this device reads it. */
import { fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { isSignedBy, readCheckpoint, readNote, type Checkpoint, type Note } from '../../../shared/log/note.ts'
import type { State } from '../store/state.ts'

export interface Seen {
  readonly note: Note
  readonly text: string
  readonly checkpoint: Checkpoint
}

/** Throws relay-garbage where it is none of this log, or not signed by the relay. */
export const readOwnNote = async (
  { identity }: Pick<State, 'identity'>,
  text: string,
  origin: string,
): Promise<Seen> => {
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.text)
  const signed =
    note && (await isSignedBy(note, { name: origin, publicKey: fromBase64url(identity.roots.relay) }))
  if (!signed || checkpoint?.origin !== origin)
    throw new RuggensteunError('relay-garbage', { path: '/v1/log/checkpoint' })
  return { note, text, checkpoint }
}

/**
 * Null where a server is away or does not make sense: without an answer nothing is confirmed, and that is shown too.
 */
export const orNull = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof RuggensteunError) return null
    throw error
  }
}
