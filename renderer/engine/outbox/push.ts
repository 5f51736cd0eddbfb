/** Envelopes to the relay, and its signed word that it keeps them. */
import type { KeyHolder } from '../net/key-holder.ts'
import type { State } from '../store/state.ts'
import { readStatement, signedBy } from '../../../shared/crypto/signing.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Statement } from '../../../shared/membership/statements.ts'
import { PushAnswer } from '../../../shared/protocol/http.ts'

export interface Acknowledgement {
  readonly statement: Statement
  readonly seqOf: ReadonlyMap<string, number>
}

export interface Pushed {
  readonly envelope: string
  readonly hash: string
}

/**
 * Numbers in the log by hash, and the relay's signature that it keeps them. Throws relay-garbage where it
 * signed something else.
 */
export const push = async (
  state: State,
  relay: KeyHolder,
  events: readonly Pushed[],
): Promise<Acknowledgement> => {
  const { acknowledged } = await relay.call('POST', '/v1/events', PushAnswer, {
    envelopes: events.map(({ envelope }) => envelope),
  })
  const read = await acknowledgementIn(state, acknowledged)
  if (!read || events.some(({ hash }) => !read.seqOf.has(hash)))
    throw new RuggensteunError('relay-garbage', { path: '/v1/events' })
  return read
}

/** Null where it is none, or not of this relay. */
export const acknowledgementIn = async (
  state: State,
  statement: Statement,
): Promise<Acknowledgement | null> => {
  const body = readStatement(statement)
  if (body?.type !== 'acknowledged' || !(await signedBy(statement, 'relay', state.identity.roots.relay)))
    return null
  return { statement, seqOf: new Map(body.events.map(({ hash, seq }) => [hash, seq])) }
}
