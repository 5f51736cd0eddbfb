/** What has outlived its date goes from disk and memory. Not at a date of the laptop: `now` is the trusted time. */
import type { NotArrived } from '../../shared/worker.ts'
import { attemptsAt } from './core/attempts.ts'
import { absenceAt } from './core/absence.ts'
import { localDateOf } from './core/dates.ts'
import { asideAt, expiredAt, type Gone } from './core/retention.ts'
import { forgetUndo, type Exclusive } from './commands/save-import.ts'
import { logged } from './journal.ts'
import { isPersons } from './outbox.ts'
import type { Ports } from './ports.ts'
import { remove, setMeta, type State } from './state.ts'
import { asideKey } from './store/database.ts'

const MOST_SHOWN = 50

const NAMED = { signal: 'signal', answer: 'answer', shield: 'answer', outcome: 'outcome', talk: 'talk', coordination: 'talk', disclosure: 'talk' } as const

/** What a person was told would leave, and did not before its date. */
const notArrived = (state: State, gone: readonly Gone[], now: Date): NotArrived[] =>
  gone.flatMap(({ table, key }) => {
    const item = table === 'outbox' ? state.outbox.get(key) : undefined
    if (!item || !isPersons(item)) return []
    return [{ number: state.threads.get(item.threadId)?.signal.number ?? null, what: NAMED[item.content.type], why: state.waitingFor.get(item.order) ?? null, on: localDateOf(now.toISOString()) }]
  })

/** True where something went. */
export const expire = async (state: State, now: Date, ports: Pick<Ports, 'clock' | 'random'>, exclusive: Exclusive): Promise<boolean> => {
  const gone = expiredAt(state, now)
  const aside = asideAt(state.meta.setAside ?? [], now)
  const undo = state.meta.undoable && state.meta.undoable.until <= now.toISOString() ? forgetUndo(state) : []
  const today = localDateOf(now.toISOString())
  const { absence, attempts } = state.meta
  const keptAbsence = absence && absenceAt(absence, today, (childId) => state.children.has(childId))
  const keptAttempts = attempts && attemptsAt(attempts, today)
  const old = [...(keptAbsence === absence ? [] : [setMeta('absence', keptAbsence ?? undefined)]), ...(keptAttempts === attempts ? [] : [setMeta('attempts', keptAttempts)])]
  if (gone.length + aside.gone.length + undo.length + old.length === 0) return false
  const missed = notArrived(state, gone, now)
  const numbers = gone.flatMap(({ table, key }) => (table === 'threads' ? [state.threads.get(key)!.signal.number] : []))
  await exclusive(async () => {
    await state.forgetAside(aside.gone.map(({ table, key }) => asideKey(table, key)))
    await state.commit([
      ...gone.map(({ table, key }) => remove(table, key)), ...undo, ...old, ...(aside.gone.length > 0 ? [setMeta('setAside', aside.kept)] : []),
      ...numbers.map((number) => logged(ports, 'expired', number)),
      ...(missed.length > 0 ? [setMeta('notArrived', [...(state.meta.notArrived ?? []), ...missed].slice(-MOST_SHOWN)), ...missed.map(({ number, why }) => logged(ports, 'not-arrived', number, why))] : []),
    ])
  })
  return true
}
