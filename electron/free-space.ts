import { statfs } from 'node:fs/promises'

/**
 * Of the disk the profile lies on, in MB, for somebody without special rights. A browser no longer tells a
 * page.
 */
export async function freeSpaceMb(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return Math.floor((bavail * bsize) / 1_048_576)
}
