/**
 * Wrong tries at the lock, kept across restarts beside the sealed data: moments only, for the logbook. It slows
 * down who sits at the machine; who has taken the disk is slowed by Argon2id alone.
 *
 * The moment at which a pause ends is not kept: a person at the machine can set the clock forward. The number
 * of tries is kept, and a pause is counted on the monotonic clock of the process that runs, from the last try
 * or from the start, whichever is later. A restart therefore never shortens a pause.
 */
import Dexie from 'dexie'

export interface LockRecord {
  readonly wrong: readonly string[]
}
const NONE: LockRecord = { wrong: [] }
const FREE_TRIES = 3
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 15 * 60_000
const MOST = 200

interface Io {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

const withTable = async <T>(
  profile: string,
  { indexedDB, IDBKeyRange }: Io,
  task: (db: Dexie) => Promise<T>,
): Promise<T> => {
  const db = new Dexie(`ruggensteun-${profile}-lock`, { indexedDB, IDBKeyRange })
  db.version(1).stores({ tries: 'id' })
  try {
    return await task(db)
  } finally {
    db.close()
  }
}

/** A record that cannot be read slows nobody down. */
export const readTries = (profile: string, io: Io): Promise<LockRecord> =>
  withTable(profile, io, async (db) => (await db.table<LockRecord>('tries').get(1)) ?? NONE).catch(() => NONE)

/** How long to wait after so many wrong tries: from the third on 5, 10, 20 … seconds, at most a quarter. */
export const pauseMs = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS)

/** One wrong try more, at `at` (ISO date and time). */
export const addWrongTry = async (profile: string, io: Io, at: string): Promise<void> => {
  const known = await readTries(profile, io)
  const next: LockRecord = { wrong: [...known.wrong, at].slice(-MOST) }
  await withTable(profile, io, (db) => db.table('tries').put({ id: 1, ...next })).catch(() => {})
}

export const clearTries = (profile: string, io: Io): Promise<void> =>
  withTable(profile, io, (db) => db.table('tries').clear()).catch(() => {})
