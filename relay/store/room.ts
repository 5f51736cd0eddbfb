/**
 * Whether there is room to write. PostgreSQL answers a full data disk with an error, but ends when its
 * write-ahead log has no room; so the relay stops taking while there is still enough for that log, and goes
 * on giving.
 */
import { statfs } from 'node:fs/promises'

/** Two segments of write-ahead log, what is on its way, and retention, which must go on to make room. */
export const RESERVE_BYTES = 64 * 1024 * 1024

export const freeBytesIn = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
