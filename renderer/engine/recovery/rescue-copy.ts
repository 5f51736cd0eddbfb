/**
 * The rescue copy: what exists nowhere but on this device, sealed under its data key and kept outside the
 * browser's database, because a full disk or a power cut can cost all of that at once. The device's identity,
 * what waits to leave of what a person said, with what is needed to send it, the signalen that this device
 * filed, answered or acted on, the counts of a coordinator. Not the list: that is read in again from a file.
 */
import { type Change, put, setMeta } from '../store/changes.ts'
import { LocalStore, TABLES, type TableName } from '../store/database.ts'
import type { Child } from '../../../shared/domain/child.ts'
import type { Thread } from '../core/thread.ts'
import { isPersons } from '../outbox/queue.ts'
import type { State } from '../store/state.ts'
import type { Meta } from '../store/rows.ts'

/** Text that the shell and a browser's own storage both take; the oldest signalen stay out beyond it. */
const MOST_RESCUE_BYTES = 512 * 1024
const NAME = 'rescue'
const META: readonly (keyof Meta)[] = [
  'identity',
  'counter',
  'nextOrder',
  'checkpoint',
  'lastImport',
  'tallies',
  'secrecy',
  'safeguarding',
  'notArrived',
]

/**
 * Whether something of it exists only here: own private keys, what was said to one person alone, what was
 * decided about the children of the list. `own`: first device of this one's line of moves.
 */
const isActedOn = ({ part, ownReplies, notTheSame, events }: Thread, own: string): boolean =>
  part === 'requester' ||
  ownReplies !== undefined ||
  notTheSame.length > 0 ||
  events.some(({ deviceId }) => deviceId === own)

const childrenOf = ({ childIds, matched }: Thread): string[] => [
  ...new Set([...childIds, ...matched.map(({ childId }) => childId)]),
]

/** A number that waits for its token is not copied: the child is recognised by its other keys. */
const withoutBsn = ({ bsn: _, ...child }: Child): Child => child

export const rescueRows = (state: State): Change[] => {
  const rows: Change[] = META.flatMap((key) =>
    state.meta[key] === undefined ? [] : [setMeta(key, state.meta[key])],
  )
  // What is no person's is made again when its events come again.
  const waiting = [...state.outbox].filter(([, item]) => isPersons(item))
  const needed = new Set(waiting.map(([, { threadId }]) => threadId))
  for (const [key, item] of waiting) rows.push(put('outbox', key, item))
  for (const key of needed) {
    const [thread, hint] = [state.threads.get(key), state.hints.get(key)]
    if (thread) rows.push(put('threads', key, thread))
    if (hint) rows.push(put('hints', key, hint))
  }
  const sending = new Set(
    waiting
      .filter(([, { content, envelope }]) => content.type === 'signal' && envelope === null)
      .flatMap(([, { threadId }]) => state.threads.get(threadId)?.childIds ?? []),
  )
  for (const [key, row] of sending.size > 0 ? state.tokens : [])
    if (sending.has(row.childId)) rows.push(put('tokens', key, row))
  for (const id of sending) {
    const child = state.children.get(id)
    if (child) rows.push(put('children', id, withoutBsn(child)))
  }
  let bytes = JSON.stringify(rows).length
  // Newest first: an older one is nearer to its date.
  const acted = [...state.threads]
    .filter(([key, thread]) => isActedOn(thread, state.identity.firstDeviceId) && !needed.has(key))
    .sort(([, a], [, b]) => (a.filedAt < b.filedAt ? 1 : -1))
  for (const [key, thread] of acted) {
    const more = [
      put('threads', key, thread),
      ...childrenOf(thread).flatMap((id) => {
        const child = state.children.get(id)
        return child && !sending.has(id) ? [put('children', id, withoutBsn(child))] : []
      }),
    ]
    bytes += JSON.stringify(more).length
    if (bytes * 1.4 > MOST_RESCUE_BYTES) break
    rows.push(...more)
  }
  return rows
}

/** Empty where there is none, or where it belongs to another device. */
export const openRescue = (dataKey: Uint8Array, text: string | null): readonly Change[] => {
  if (text === null) return []
  try {
    const rows = LocalStore.openAside(dataKey, NAME, text)
    return Array.isArray(rows)
      ? ((rows as (Change | null)[]).filter(
          (row) => row !== null && typeof row.key === 'string' && TABLES.includes(row.table as TableName),
        ) as Change[])
      : []
  } catch {
    return [] // not what we made: as good as none
  }
}

/** Keeps the copy up to date: a new one only when something in it changed. */
export class RescueKeeper {
  readonly #state: State
  readonly #keep: (text: string) => void
  #revision = ''
  #last = ''

  constructor(state: State, keep: (text: string) => void) {
    this.#state = state
    this.#keep = keep
  }

  /** After every change; costs nothing where no table of the copy moved. */
  look(): void {
    const { revisions } = this.#state
    const revision = [revisions.meta, revisions.outbox, revisions.threads].join()
    if (revision === this.#revision) return
    this.#revision = revision
    const rows = rescueRows(this.#state)
    const text = JSON.stringify(rows)
    if (text === this.#last) return
    this.#last = text
    this.#keep(this.#state.sealAside(NAME, rows))
  }
}
