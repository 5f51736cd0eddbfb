/** What has outlived its date goes from disk and memory. Not at a date of the laptop: `now` is the trusted time. */
import { asideAt, expiredAt } from './core/retention.ts'
import { forgetUndo, type Exclusive } from './commands/save-import.ts'
import { logged } from './journal.ts'
import type { Ports } from './ports.ts'
import { remove, setMeta, type State } from './state.ts'
import { asideKey } from './store/database.ts'

/** True where something went. */
export const expire = async (state: State, now: Date, ports: Pick<Ports, 'clock' | 'random'>, exclusive: Exclusive): Promise<boolean> => {
  const gone = expiredAt(state, now)
  const aside = asideAt(state.meta.setAside ?? [], now)
  const undo = state.meta.undoable && state.meta.undoable.until <= now.toISOString() ? forgetUndo(state) : []
  if (gone.length + aside.gone.length + undo.length === 0) return false
  const numbers = gone.flatMap(({ table, key }) => (table === 'threads' ? [state.threads.get(key)!.signal.number] : []))
  await exclusive(async () => {
    await state.forgetAside(aside.gone.map(({ table, key }) => asideKey(table, key)))
    await state.commit([
      ...gone.map(({ table, key }) => remove(table, key)), ...undo, ...(aside.gone.length > 0 ? [setMeta('setAside', aside.kept)] : []),
      ...numbers.map((number) => logged(ports, 'expired', number)),
    ])
  })
  return true
}
