/**
 * Files that are there whole or not at all, also after the power failed: on the disk before anybody is told
 * of them.
 */
import { randomBytes } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a name durable that was given in the folder of this file. */
export const syncFolder = async (file: string): Promise<void> => {
  if (process.platform === 'win32') return // a folder cannot be opened there; NTFS writes its journal itself
  const folder = await open(dirname(file), 'r')
  await folder.sync()
  await folder.close()
}

/** Writes beside `file`, for this user only, and syncs; `put` gives it its name. */
const written = async (
  file: string,
  content: string | Uint8Array,
  put: (fresh: string) => Promise<void>,
): Promise<void> => {
  const fresh = `${file}.${randomBytes(6).toString('hex')}.new`
  try {
    const handle = await open(fresh, 'wx', 0o600)
    await handle.writeFile(content)
    await handle.sync()
    await handle.close()
    await put(fresh)
  } finally {
    await rm(fresh, { force: true })
  }
  await syncFolder(file)
}

/** In place of what was there. */
export const writeWhole = (file: string, content: string | Uint8Array): Promise<void> =>
  written(file, content, (fresh) => rename(fresh, file))

/** Only where nothing is there: of several processes the first decides. */
export const makeWhole = (file: string, content: string | Uint8Array): Promise<void> =>
  written(file, content, (fresh) =>
    link(fresh, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    }),
  )
