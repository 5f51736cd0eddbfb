/** Envelopes that nobody can open, so that nobody sees who answers. */
import type { Exclusive } from '../store/exclusive.ts'
import { sentAtOf } from '../core/dates.ts'
import { type Decoy, dueAt } from '../core/decoys.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import { type Pushed, push } from './push.ts'
import { currentWeekKey } from '../directory/week-key.ts'
import type { Ports } from '../ports.ts'
import { setMeta } from '../store/changes.ts'
import type { State } from '../store/state.ts'
import { weekNumber, dayNumber } from '../../../shared/calendar/time.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { sealEnvelope } from '../../../shared/protocol/envelope.ts'
import { encodeMessage } from '../../../shared/messages/registry.ts'

/** Milliseconds until the next decoy; Infinity where none is planned. */
export const untilNextDecoy = (state: State, now: Date): number =>
  Math.max(0, Math.min(...(state.meta.decoys ?? []).map(({ at }) => at)) - now.getTime())

/** Sealed under keys that are thrown away: nobody can open it, and nobody can see that. */
export const buildDecoy = async (
  state: State,
  { expiresDay }: Pick<Decoy, 'expiresDay'>,
  now: Date,
  ports: Ports,
): Promise<Pushed> => {
  const { device, signingKey } = state.identity
  const content = {
    type: 'receipt' as const,
    signalId: toBase64url(ports.random(16)),
    sentAt: sentAtOf(now),
  }
  const sealed = await sealEnvelope(
    {
      isSignal: false,
      eventId: ports.random(16),
      expiresDay,
      weekKey: currentWeekKey(state, weekNumber(now), 'signals'),
      replyKey: null,
      tokens: [],
      replyTo: null,
      coordinators: [],
      signingKey,
      text: encodeMessage({ deviceId: device.id, counter: 1, content }),
    },
    ports.random,
  )
  return { envelope: toBase64url(sealed.bytes), hash: toBase64url(sealed.hash) }
}

/** Sends the decoys whose moment is there, each as an answer goes. One that does not arrive is not missed. */
export const sendDecoys = async (
  state: State,
  relay: KeyHolder,
  now: Date,
  ports: Ports,
  exclusive: Exclusive,
): Promise<void> => {
  const before = state.meta.decoys ?? []
  const { due, left } = dueAt(before, now.getTime(), dayNumber(now), ports.random)
  if (before.length === left.length && left.every((decoy) => before.includes(decoy))) return
  await exclusive(() => state.commit([setMeta('decoys', left)]))
  for (const decoy of due) await push(state, relay, [await buildDecoy(state, decoy, now, ports)])
}
