import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { errorCode, Fault } from '../faults.ts'

/** `sealed: true`: `record` is base64 of what the keychain made. Otherwise the engine wrapped it under a passphrase. */
const VaultFile = z.object({
  version: z.literal(1),
  backend: z.string().max(64),
  sealed: z.boolean(),
  record: z.string().min(1).max(65_536),
})
export type VaultFile = z.infer<typeof VaultFile>

/** Null when there is none; a file that is there and cannot be understood is a fault, never "none". */
export async function readVaultFile(path: string): Promise<VaultFile | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new Fault('vault-unreadable', `the vault file cannot be read (${errorCode(error)})`, { cause: error })
  }
  const file = VaultFile.safeParse(parseJson(text))
  if (!file.success) throw new Fault('vault-unreadable', 'the vault file is damaged; it was left as it is')
  return file.data
}

/** True for a damaged file too: somebody's key lies there. */
export async function vaultFileExists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

/** A crash at any moment leaves the old or the new record whole: temp file, fsync, rename, fsync of the folder. */
export async function writeVaultFile(path: string, file: VaultFile): Promise<void> {
  const fresh = `${path}.new`
  const handle = await open(fresh, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(file))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, path)
  await syncFolder(dirname(path))
}

export async function removeVaultFile(path: string): Promise<void> {
  await rm(`${path}.new`, { force: true })
  await rm(path, { force: true })
  await syncFolder(dirname(path))
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
