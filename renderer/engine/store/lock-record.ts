/**
 * Wrong tries at the lock, kept across restarts beside the sealed data: moments only. It slows down who sits
 * at the machine; who has taken the disk is slowed by Argon2id alone.
 */
import Dexie from 'dexie'

export interface LockRecord {
  readonly wrong: readonly string[]
  readonly notBefore: number
}
const NONE: LockRecord = { wrong: [], notBefore: 0 }
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

/**
 * One wrong try more at `now` (ms): after three, waits of 5, 10, 20 … seconds, at most a quarter of an hour.
 */
export const addWrongTry = async (profile: string, io: Io, now: number): Promise<LockRecord> => {
  const known = await readTries(profile, io)
  const wrong = [...known.wrong, new Date(now).toISOString()].slice(-MOST)
  const wait =
    wrong.length < FREE_TRIES
      ? 0
      : Math.min(FIRST_WAIT_MS * 2 ** (wrong.length - FREE_TRIES), LONGEST_WAIT_MS)
  const next: LockRecord = { wrong, notBefore: now + wait }
  await withTable(profile, io, (db) => db.table('tries').put({ id: 1, ...next })).catch(() => {})
  return next
}

export const clearTries = (profile: string, io: Io): Promise<void> =>
  withTable(profile, io, (db) => db.table('tries').clear()).catch(() => {})
