/** That this organisation looked: owed for every signaal, and hidden among decoys. */
import { planned, meanOf } from '../core/decoys.ts'
import { sentAtOf } from '../core/dates.ts'
import { queued } from './queue.ts'
import type { Ports } from '../ports.ts'
import { type Change, setMeta } from '../store/changes.ts'
import { hasDpia, type State } from '../store/state.ts'
import { isBehind } from '../../../shared/domain/linies.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { devicesOf } from '../../../shared/membership/directory.ts'
import { mayDo } from '../../../shared/membership/roles.ts'
import type { OpenedLayer } from '../../../shared/protocol/envelope.ts'

const answeringDevices = (state: State): number =>
  devicesOf(state.directory, state.identity.organisation.id).filter(({ roles }) => mayDo(roles, 'answer'))
    .length

/**
 * Every organisation says that it looked, match or no match, sealed to whoever asks without knowing who that
 * is; and plans decoys, so that nobody sees who answers. Nothing where it may not, or where it asked itself.
 * Of a signaal that just came it is not made at once but with the others, before it leaves (send.ts): a long
 * backlog is read first.
 */
export const receiptFor = (state: State, opened: OpenedLayer, now: Date, ports: Ports): Change[] => {
  const id = toBase64url(opened.eventId)
  if (
    !hasDpia(state) ||
    isBehind(state.identity.organisation) ||
    !mayDo(state.identity.device.roles, 'receipt') ||
    state.threads.get(id)?.part === 'requester'
  )
    return []
  const before = state.meta.decoys ?? []
  const decoys = planned(
    before,
    now.getTime(),
    opened.expiresDay,
    meanOf(answeringDevices(state)),
    ports.random,
  )
  return [
    ...queued(
      state,
      [
        {
          content: { type: 'receipt', signalId: id, sentAt: sentAtOf(now) },
          threadId: id,
          replyTo: toBase64url(opened.replyKey),
          expiresDay: opened.expiresDay,
        },
      ],
      null,
      now.toISOString(),
    ),
    ...(decoys === before ? [] : [setMeta('decoys', decoys)]),
  ]
}
