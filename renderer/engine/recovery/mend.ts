/**
 * Rows that did not open never stop a start. They are set aside as they are, put back where the rescue copy
 * holds them, and asked of the relay again where they came from there; a person reads it once in the logbook
 * and as a number in the settings.
 */
import { asRuggensteunError } from '../../../shared/errors.ts'
import { logged } from '../store/logbook.ts'
import type { Ports } from '../ports.ts'
import type { TableName } from '../store/database.ts'
import { counterAfterLoss } from '../store/counters.ts'
import { type Change, setMeta } from '../store/changes.ts'
import type { State } from '../store/state.ts'
import type { BrokenRow } from '../store/rows.ts'

/** Made from what the relay holds, so that reading its log again brings them back. */
const FROM_THE_RELAY: readonly TableName[] = ['envelopes', 'threads', 'hints', 'counters']

const sameRow = (
  a: { readonly table: string; readonly key: string },
  b: { readonly table: string; readonly key: string },
): boolean => a.table === b.table && a.key === b.key

export const mend = async (
  state: State,
  broken: readonly BrokenRow[],
  rescue: readonly Change[],
  ports: Pick<Ports, 'clock' | 'random'>,
): Promise<void> => {
  const repairs: Change[] = []
  const highest = Math.max(0, ...[...state.outbox.values()].map(({ order }) => order))
  // A counter that was lost must not begin again below what still waits: that would be overwritten.
  if ((state.meta.nextOrder ?? 1) <= highest) repairs.push(setMeta('nextOrder', highest + 1))
  if (broken.length === 0) return repairs.length > 0 ? state.commit(repairs) : undefined
  const at = new Date(ports.clock.now()).toISOString()
  const back = rescue.filter((row) => broken.some((one) => sameRow(one, row)))
  const lost = broken.filter((one) => !back.some((row) => sameRow(one, row)))
  if (lost.some(({ table, key }) => FROM_THE_RELAY.includes(table) || (table === 'meta' && key === 'cursor')))
    repairs.push(setMeta('cursor', 0))
  if (broken.some(({ table, key }) => table === 'meta' && key === 'counter')) {
    const copied = back.find(({ table, key }) => table === 'meta' && key === 'counter')
    repairs.push(counterAfterLoss(copied?.value as number | undefined, new Date(ports.clock.now())))
  }
  // Which receipts were still owed nobody knows now: it is better to make none than to make some twice.
  if (lost.some(({ table, key }) => table === 'meta' && key === 'receipted'))
    repairs.push(setMeta('receipted', state.meta.cursor ?? 0))
  const known = (state.meta.setAside ?? []).filter((row) => !broken.some((one) => sameRow(one, row)))
  const changes = [
    ...back,
    ...repairs,
    setMeta('setAside', [...known, ...broken.map((row) => ({ ...row, at }))]),
    logged(ports, 'rows-broken', null, String(broken.length)),
  ]
  try {
    await state.setAside(broken, changes)
  } catch (error) {
    // No room to move them: they stay where they are, unused, and are tried again at the next start.
    if (asRuggensteunError(error).code !== 'storage-full') throw error
  }
}
