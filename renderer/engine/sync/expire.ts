/**
 * What has outlived its date goes from disk and memory; of the signalen of a wijk counts stay. Not at a date
 * of the laptop: `now` is the trusted time.
 */
import type { ErrorName } from '../../../shared/errors.ts'
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { boardChange } from '../commands/obstacles/obstacles.ts'
import { attemptsAt } from '../core/attempts.ts'
import { absenceAt } from '../core/absence.ts'
import { localDateOf } from '../core/dates.ts'
import { boardAt } from '../core/obstacles.ts'
import { asideAt, expiredAt, type Gone } from '../core/retention.ts'
import { endedOf, withEnded } from '../core/tallies.ts'
import { forgetUndo } from '../commands/caseload/save-import.ts'
import type { Exclusive } from '../store/exclusive.ts'
import { logged } from '../store/logbook.ts'
import { notArrived } from '../outbox/queue.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import { remove, setMeta } from '../store/changes.ts'
import type { OutboxItem, TakenByClock } from '../store/rows.ts'
import { asideKey } from '../store/database.ts'
import { openOuter } from '../directory/outer-layer.ts'

/** What a person was told would leave, and did not before its date; why it waited as far as that is known. */
const leftWaiting = (state: State, gone: readonly Gone[]): (OutboxItem & { why: ErrorName | null })[] =>
  gone.flatMap(({ table, key }) => {
    const item = table === 'outbox' ? state.outbox.get(key) : undefined
    return item ? [{ ...item, why: state.waitingFor.get(item.order) ?? null }] : []
  })

/**
 * Envelopes that nobody here could open: whoever comes to know the child later could, if it was not their
 * day.
 */
const unopened = (state: State, gone: readonly Gone[]): TakenByClock[] =>
  gone.flatMap(({ table, key }) => {
    const row = table === 'envelopes' ? state.envelopes.get(key) : undefined
    const opened = row?.isSignal ? openOuter(state, fromBase64url(row.envelope)) : null
    return row && !(opened && state.threads.has(toBase64url(opened.eventId)))
      ? [{ seq: row.seq, expiresDay: row.expiresDay }]
      : []
  })

/** True where something went. `byLaptop`: nobody but the laptop's clock says that it is `now`. */
export const expire = async (
  state: State,
  now: Date,
  byLaptop: boolean,
  ports: Pick<Ports, 'clock' | 'random'>,
  exclusive: Exclusive,
): Promise<boolean> => {
  const gone = expiredAt(state, now)
  const aside = asideAt(state.meta.setAside ?? [], now)
  const undo = state.meta.undoable && state.meta.undoable.until <= now.toISOString() ? forgetUndo(state) : []
  const today = localDateOf(now.toISOString())
  const { absence, attempts } = state.meta
  const keptAbsence = absence && absenceAt(absence, today, (childId) => state.children.has(childId))
  const keptAttempts = attempts && attemptsAt(attempts, today)
  const board = boardChange(state, boardAt(state.meta.obstacles?.events ?? [], dayNumber(now)))
  const old = [
    ...(board ? [board] : []),
    ...(keptAbsence === absence ? [] : [setMeta('absence', keptAbsence ?? undefined)]),
    ...(keptAttempts === attempts ? [] : [setMeta('attempts', keptAttempts)]),
  ]
  if (gone.length + aside.gone.length + undo.length + old.length === 0) return false
  const missed = notArrived(state, leftWaiting(state, gone), now, ports)
  const taken = byLaptop ? unopened(state, gone) : []
  const numbers = gone.flatMap(({ table, key }) =>
    table === 'threads' ? [state.threads.get(key)!.signal.number] : [],
  )
  await exclusive(async () => {
    await state.forgetAside(aside.gone.map(({ table, key }) => asideKey(table, key)))
    // Of what is still there now: where two of these ran at once, the second one counts nothing.
    const ended = gone.flatMap(({ table, key }) => {
      const thread = table === 'threads' ? state.threads.get(key) : undefined
      return thread?.coordinator ? [endedOf(thread)] : []
    })
    await state.commit([
      ...(ended.length > 0 ? [setMeta('tallies', withEnded(state.meta.tallies ?? [], ended, today))] : []),
      ...gone.map(({ table, key }) => remove(table, key)),
      ...undo,
      ...old,
      ...(aside.gone.length > 0 ? [setMeta('setAside', aside.kept)] : []),
      ...numbers.map((number) => logged(ports, 'expired', number)),
      ...(taken.length > 0 ? [setMeta('takenByClock', [...(state.meta.takenByClock ?? []), ...taken])] : []),
      ...missed,
    ])
  })
  return true
}
