/**
 * A teacher notes that they called, wrote or went by; nothing of it leaves this device until a signaal says
 * it in numbers.
 */
import { stays, type HandlersOf } from '../handler.ts'
import type { AttemptWay } from '../../../../shared/domain/signal.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { attemptsAt, MOST_TRIED, type AttemptLog } from '../../core/attempts.ts'
import { logged } from '../../store/logbook.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { setMeta, type Change } from '../../store/changes.ts'
import { localDateOf } from '../../core/dates.ts'

export const withoutAttemptsOf = ({ meta: { attempts } }: State, gone: ReadonlySet<string>): Change[] =>
  attempts && Object.keys(attempts).some((childId) => gone.has(childId))
    ? [
        setMeta(
          'attempts',
          Object.fromEntries(Object.entries(attempts).filter(([childId]) => !gone.has(childId))),
        ),
      ]
    : []

const noteAttempt = (
  state: State,
  childId: string,
  way: AttemptWay,
  on: string,
  today: string,
  ports: Ports,
): Promise<void> => {
  if (!state.children.has(childId)) throw new RuggensteunError('unknown-child')
  if (on > today) throw new RuggensteunError('date-in-future')
  const log: AttemptLog = attemptsAt(state.meta.attempts ?? {}, today, (id) => state.children.has(id))
  const tried = [...(log[childId] ?? []), { way, on }]
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .slice(-MOST_TRIED)
  return state.commit([setMeta('attempts', { ...log, [childId]: tried }), logged(ports, 'tried', null, way)])
}

/** Takes one of that day back. */
const dropAttempt = (
  state: State,
  childId: string,
  way: AttemptWay,
  on: string,
  ports: Ports,
): Promise<void> => {
  const tried = state.meta.attempts?.[childId] ?? []
  const at = tried.findLastIndex((one) => one.way === way && one.on === on)
  if (at < 0) throw new RuggensteunError('undo-gone')
  return state.commit([
    setMeta('attempts', { ...state.meta.attempts, [childId]: tried.toSpliced(at, 1) }),
    logged(ports, 'undone'),
  ])
}

/** Commands of this area. */
export const ATTEMPTS_HANDLERS = {
  'note-attempt': stays(({ state, now, ports }, { childId, way, on }) =>
    noteAttempt(state, childId, way, on, localDateOf(now.toISOString()), ports),
  ),
  'drop-attempt': stays(({ state, ports }, { childId, way, on }) =>
    dropAttempt(state, childId, way, on, ports),
  ),
} satisfies HandlersOf<'note-attempt' | 'drop-attempt'>
