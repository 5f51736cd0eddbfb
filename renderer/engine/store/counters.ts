/**
 * Every message of a device has a number, one higher than the one before (ARCHITECTURE.md, "Events and views"). Of
 * two messages under one number the first in the relay's log counts, and the same message in another envelope is
 * nothing new. Two different ones come from two copies of that device, for nobody else can sign them: every device
 * that opens both notices it, the device itself too.
 */
import { comesBefore } from '../core/thread.ts'
import type { Change } from './changes.ts'
import { put, setMeta } from './changes.ts'
import { logged } from './logbook.ts'
import type { Ports } from '../ports.ts'
import type { CounterRow } from './rows.ts'
import type { State } from './state.ts'

export const counterKey = (deviceId: string, counter: number): string => `${deviceId}|${counter}`

export interface Numbered {
  readonly deviceId: string
  readonly counter: number
  readonly hash: string
  readonly seq: number
  readonly expiresDay: number
}

export interface Counted {
  /** False where another message under this number stands before it in the log. */
  readonly counts: boolean
  /** Hash of the message that counted until now, where this one stands before it. */
  readonly instead?: string
  /** Hash of the message that was there under this number, where that is another one. */
  readonly beside?: string
  readonly changes: readonly Change[]
}

/** Which message counts under its number. A fork is logged with the organisation's name, once. */
export const countedUnder = (
  state: State,
  { deviceId, counter, hash, seq, expiresDay }: Numbered,
  now: Date,
  ports: Ports,
): Counted => {
  const key = counterKey(deviceId, counter)
  const known = state.counters.get(key)
  const row: CounterRow = { deviceId, hash, seq, expiresDay, forkedAt: known?.forkedAt ?? null }
  if (!known) return { counts: true, changes: [put('counters', key, row)] }
  if (known.hash === hash) {
    const isFirst = comesBefore(seq, known.seq)
    return { counts: true, changes: isFirst ? [put('counters', key, row)] : [] }
  }
  const counts = comesBefore(seq, known.seq)
  const organisation = state.directory.organisations.get(
    state.directory.devices.get(deviceId)?.organisationId ?? '',
  )
  return {
    counts,
    beside: known.hash,
    ...(counts ? { instead: known.hash } : {}),
    changes: [
      put('counters', key, { ...(counts ? row : known), forkedAt: known.forkedAt ?? now.toISOString() }),
      ...(known.forkedAt ? [] : [logged(ports, 'forked', organisation?.name ?? null, deviceId)]),
    ],
  }
}

/** As many messages as one device seals in the time that a copy of its counter may be old. */
const MOST_SINCE_COPY = 1000

/**
 * A counter that was lost, or that a copy of some time ago brought back, goes on above everything that this device
 * can have signed: a message under a number that was used counts for nobody. The seconds since 1970 are above what
 * any device seals, and above themselves at the next loss; `last` holds where the clock is wrong.
 */
export const counterAfterLoss = (last: number | undefined, now: Date): Change =>
  setMeta('counter', Math.max((last ?? 0) + MOST_SINCE_COPY, Math.floor(now.getTime() / 1000)))

/** Devices of which two copies were seen at work. */
export const forkedDevices = (state: Pick<State, 'counters'>): ReadonlySet<string> =>
  new Set(
    [...state.counters.values()].filter(({ forkedAt }) => forkedAt !== null).map(({ deviceId }) => deviceId),
  )
