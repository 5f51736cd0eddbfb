/** Whether this device is up to date, and what keeps it from that. */
import type { Memo } from '../core/memo.ts'
import { isTooLong } from '../core/silence.ts'
import { clockOffMinutes } from '../core/trusted-time.ts'
import { isPersons } from '../outbox/queue.ts'
import type { Watched } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { roomView } from '../crypto/room.ts'
import type { SyncStatus } from '../sync/sync-parts.ts'
import { childrenToTokenise } from '../crypto/tokens.ts'
import type { StorageView } from '../../../shared/api/session.ts'
import type { SyncView } from '../../../shared/api/sync.ts'
import { epochNumber } from '../../../shared/calendar/time.ts'

/** Who did not answer for a day of being online: the relay with its log, or the trustee that should confirm it. */
const silentIn = ({ silence }: Watched): 'log' | 'trustee' | null => {
  if (isTooLong(silence.log)) return 'log'
  return isTooLong(silence.trustee) ? 'trustee' : null
}

const logView = ({ meta: { watched } }: State): SyncView['log'] =>
  watched
    ? {
        checkedAt: watched.checkedAt,
        confirmedAt: watched.confirmedAt,
        panelAt: watched.panelAt,
        problems: watched.problems.map(({ what, at }) => ({ what, at })),
        silent: silentIn(watched),
      }
    : null

export const syncView = (state: State, status: SyncStatus, now: Date, memo: Memo): SyncView => {
  const waiting = [...state.outbox.values()].filter(isPersons).map(({ content }) => content.type)
  const epoch = epochNumber(now)
  return {
    state: status.state,
    updatedAt: status.updatedAt,
    toRead: status.toRead,
    savingData: status.metered,
    problem: status.problem && { code: status.problem.code, params: { ...status.problem.params } },
    waitingSignals: waiting.filter((type) => type === 'signal').length,
    waitingAnswers: waiting.filter((type) => type !== 'signal').length,
    tokensDone: memo.slice(
      'tokensDone',
      [state.revisions.children, state.revisions.tokens, state.meta.pins, epoch],
      () => state.children.size - childrenToTokenise(state, epoch).length,
    ),
    tokensTotal: state.isWhole ? state.children.size : 0,
    room: roomView(state, epoch, now),
    log: logView(state),
    notArrived: [...(state.meta.notArrived ?? [])],
    clockOffMinutes: clockOffMinutes(state.meta.checkpoint ?? null),
  }
}

export const storageView = ({ meta, children }: State): StorageView => {
  const aside = meta.setAside ?? []
  return {
    unreadable: aside.length,
    unreadableChildren: aside.filter(({ table }) => table === 'children').length,
    rebuiltAt: children.size === 0 ? (meta.rebuiltAt ?? null) : null,
  }
}
