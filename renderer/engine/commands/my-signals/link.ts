/**
 * Two organisations that lost the same child, or a brother and a sister: a requester says so, a coordinator
 * takes the two as one.
 */
import { sends, type HandlersOf } from '../handler.ts'
import type { Weighing } from '../../../../shared/domain/secrecy.ts'
import type { LinkContent } from '../../../../shared/messages/link.ts'
import { coordinates } from '../../../../shared/membership/roles.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { alikeBySignal, linkedBySignal } from '../../core/alike.ts'
import { foldThread } from '../../core/thread-state.ts'
import type { Thread } from '../../core/thread.ts'
import { logged } from '../../store/logbook.ts'
import { inPlaceOfDecoy, queued, type Leaving } from '../../outbox/queue.ts'
import { loggedWeighing, weighed } from '../settings/own.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { needRole, threadOf } from '../../directory/needs.ts'
import { sentAtOf } from '../../core/dates.ts'

/** To who asks in the other one, who is then known to each other, and to the coordinators of both. */
const linkSignals = async (
  state: State,
  id: string,
  other: string,
  { step, weighing }: { step: 'propose' | 'take-back'; weighing?: Weighing | undefined },
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'link')
  const why = step === 'propose' ? weighed(state, weighing) : null
  const thread = threadOf(state, id)
  if (foldThread(thread).requesterOutcome) throw new RuggensteunError('already-closed')
  const said = foldThread(thread).links.find(
    (one) => one.other === other && one.deviceId === state.identity.firstDeviceId,
  )
  const alike = alikeBySignal([...state.threads.values()], [...state.hints.values()])
    .get(id)
    ?.find((one) => one.other === other)
  const relation = step === 'take-back' ? said?.relation : alike?.relation
  if (!relation) throw new RuggensteunError('not-allowed', { field: 'other' })
  const theirs = state.threads.get(other) ?? null
  const replyTo = (theirs ?? state.hints.get(other))?.replyKey
  const sentAt = sentAtOf(now)
  await state.transaction(async (stage) => {
    const send = (leaving: Leaving, of: Thread | null): void =>
      stage(queued(state, [leaving], of, now.toISOString()))
    const expiresDay = (theirs ?? state.hints.get(other))?.expiresDay
    if (replyTo !== undefined && expiresDay !== undefined)
      send(
        {
          content: {
            type: 'link',
            signalId: other,
            other: id,
            step,
            relation,
            with: state.identity.person,
            sentAt,
          },
          threadId: other,
          replyTo,
          expiresDay,
        },
        theirs,
      )
    send(
      {
        content: { type: 'link', signalId: id, other, step, relation, with: null, sentAt },
        threadId: id,
        replyTo: null,
        expiresDay: thread.expiresDay,
      },
      threadOf(state, id),
    )
    stage([
      ...inPlaceOfDecoy(state),
      ...loggedWeighing(ports, thread.signal.number, why),
      logged(ports, step === 'propose' ? 'linked' : 'taken-apart', thread.signal.number),
    ])
  })
}

/**
 * Each pair is of two signalen of which a requester said that they belong together, both in wijken of this
 * coordinator. All of them or none.
 */
const merge = async (
  state: State,
  pairs: readonly (readonly [string, string])[],
  step: 'merge' | 'part',
  now: Date,
  ports: Ports,
): Promise<void> => {
  needRole(state, 'merge')
  const links = linkedBySignal([...state.threads.values()])
  const checked = pairs.map(([a, b]) => {
    const [first, second] = [threadOf(state, a), threadOf(state, b)]
    const link = links.get(a)?.find(({ other }) => other === b)
    const mine = [first, second].every(
      ({ coordinator, signal }) => coordinator && coordinates(state.identity.device, signal.neighbourhood),
    )
    if (!link || !mine || link.merged === (step === 'merge'))
      throw new RuggensteunError('not-allowed', { field: 'other' })
    if ([first, second].some((thread) => foldThread(thread).requesterOutcome))
      throw new RuggensteunError('already-closed')
    return { first, second, relation: link.relation }
  })
  await state.transaction(async (stage) => {
    for (const { first, second, relation } of checked) {
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const content: LinkContent = {
          type: 'link',
          signalId: one.id,
          other: other.id,
          step,
          relation,
          with: step === 'merge' ? other.signal.requester : null,
          sentAt: sentAtOf(now),
        }
        stage([
          ...inPlaceOfDecoy(state),
          ...queued(
            state,
            [{ content, threadId: one.id, replyTo: one.replyKey, expiresDay: one.expiresDay }],
            threadOf(state, one.id),
            now.toISOString(),
          ),
        ])
      }
      stage([
        logged(
          ports,
          step === 'merge' ? 'merged' : 'parted',
          `${first.signal.number}, ${second.signal.number}`,
        ),
      ])
    }
  })
}

/** Commands of this area. */
export const LINK_HANDLERS = {
  'link-signals': sends(({ state, now, ports }, command) =>
    linkSignals(state, command.signalId, command.other, command, now, ports),
  ),
  merge: sends(({ state, now, ports }, { pairs, step }) => merge(state, pairs, step, now, ports)),
} satisfies HandlersOf<'link-signals' | 'merge'>
