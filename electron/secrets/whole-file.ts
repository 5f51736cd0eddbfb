import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { errorCode } from '../faults.ts'

/** Errors while a virus scanner or a backup locks a file for a moment. */
const BUSY: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'EACCES'])
const PAUSES_MS = [20, 60, 200, 600]

/**
 * A crash at any moment leaves the old or the new text whole: temp file, fsync, rename, fsync of the folder.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  const handle = await open(fresh, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await patiently(() => rename(fresh, path))
  await syncFolder(dirname(path))
}

export async function removeWhole(path: string): Promise<void> {
  await rm(`${path}.new`, { force: true })
  await patiently(() => rm(path, { force: true }))
  await syncFolder(dirname(path))
}

/**
 * Runs an action again while another program locks the file. Throws the error of the last try.
 * @param pauses milliseconds before each further try
 */
export async function patiently(
  action: () => Promise<void>,
  pauses: readonly number[] = PAUSES_MS,
): Promise<void> {
  for (const wait of pauses) {
    try {
      return await action()
    } catch (error) {
      if (!BUSY.has(errorCode(error) ?? '')) throw error
      await pause(wait)
    }
  }
  return action()
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // a folder cannot be opened there
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
