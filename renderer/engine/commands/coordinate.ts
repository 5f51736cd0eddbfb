/** What a coordinator does about signalen of the wijk, and what the asker says to it. */
import { GIVING, nameBytes, MAX_NAME_BYTES, type Deed, type DisclosureReason, type NameReason } from '../../../shared/domain/coordination.ts'
import { coordinates } from '../../../shared/domain/roles.ts'
import { fullName } from '../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { localDateOf } from '../core/dates.ts'
import { takenBy } from '../core/coordination.ts'
import { foldThread, type Thread } from '../core/thread.ts'
import { logged } from '../journal.ts'
import { inPlaceOfDecoy, queued } from '../outbox.ts'
import type { Ports } from '../ports.ts'
import { put, type State } from '../state.ts'
import { needRole } from './administration.ts'
import { stamp, threadOf } from './respond.ts'

const checked = (state: State, thread: Thread, deed: Deed, to: string | null): void => {
  const { device } = state.identity
  if (!thread.coordinator) throw new RuggensteunError('not-allowed', { field: 'signal' })
  const folded = foldThread(thread)
  if (folded.askerOutcome) throw new RuggensteunError('already-closed')
  if (deed === 'let-go' && takenBy(folded) !== device.id) throw new RuggensteunError('not-allowed', { field: 'deed' })
  const other = to === null ? null : state.directory.devices.get(to)
  if (deed === 'hand-over' && !(other && coordinates(other, thread.signal.neighbourhood) && other.id !== device.id)) throw new RuggensteunError('not-allowed', { field: 'to' })
}

/** To the asker of each and to the other coordinators of the wijk. All of them or, where one is not possible, none. */
export const coordinate = async (state: State, ids: readonly string[], deed: Deed, { reason, to }: { readonly reason: NameReason | null; readonly to: string | null }, now: Date, ports: Ports): Promise<void> => {
  needRole(state, 'coordination')
  const threads = ids.map((id) => threadOf(state, id))
  for (const thread of threads) checked(state, thread, deed, to)
  await state.together(async (stage) => {
    for (const { id } of threads) {
      const thread = threadOf(state, id)
      const content = { type: 'coordination' as const, signalId: id, deed, reason: deed === 'ask-name' ? (reason ?? 'nobody-answers') : null, to: deed === 'hand-over' ? to : null, by: state.identity.person, sentAt: stamp(now) }
      stage([...inPlaceOfDecoy(state), ...queued(state, [{ content, threadId: id, replyTo: thread.replyKey, expiresDay: thread.expiresDay }], thread, now.toISOString()), logged(ports, 'coordinated', thread.signal.number, deed)])
    }
  })
}

const cut = (name: string): string => {
  let text = name.trim()
  while (nameBytes(text) > MAX_NAME_BYTES) text = [...text].slice(0, -1).join('').trim()
  return text
}

/** To one coordinator who asked, and to nobody else. With a reason to decline no name goes. */
export const disclose = async (state: State, id: string, to: string, reason: DisclosureReason, now: Date, ports: Ports): Promise<void> => {
  needRole(state, 'disclosure')
  const thread = threadOf(state, id)
  const asked = foldThread(thread).coordinated.some(({ deed, deviceId }) => deed === 'ask-name' && deviceId === to)
  if (thread.part !== 'asker' || !asked || !state.directory.devices.has(to)) throw new RuggensteunError('not-allowed', { field: 'to' })
  const names = GIVING.includes(reason) ? thread.childIds.flatMap((childId) => { const child = state.children.get(childId); return child ? [cut(fullName(child))] : [] }) : []
  if (GIVING.includes(reason) && names.length === 0) throw new RuggensteunError('unknown-child')
  const content = { type: 'disclosure' as const, signalId: id, names, reason, sentAt: stamp(now) }
  await state.commit([...inPlaceOfDecoy(state), ...queued(state, [{ content, threadId: id, replyTo: null, expiresDay: thread.expiresDay, to, forDevice: to }], thread, now.toISOString()), logged(ports, 'disclosed', thread.signal.number, reason)])
}

/** By then most who are at work have looked. */
const COVER_AFTER_MS = 3_600_000

/** Once a day, where the number is another one: how many looked, for the coordinators. Not at a moment that tells who answered. */
export const tellCoverage = async (state: State, now: Date): Promise<void> => {
  const today = localDateOf(now.toISOString())
  for (const thread of state.threads.values()) {
    if (thread.part !== 'asker' || thread.covered?.on === today || now.getTime() - new Date(thread.signal.sentAt).getTime() < COVER_AFTER_MS) continue
    const folded = foldThread(thread)
    const looked = folded.looked.length
    if (!folded.sent || folded.askerOutcome || looked === (thread.covered?.looked ?? 0)) continue
    const content = { type: 'coverage' as const, signalId: thread.id, looked, sentAt: stamp(now) }
    await state.commit([...queued(state, [{ content, threadId: thread.id, replyTo: null, expiresDay: thread.expiresDay }], null, now.toISOString()), put('threads', thread.id, { ...thread, covered: { on: today, looked } })])
  }
}
